using System.Collections.Immutable;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>What became of a channel's samples in a run.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="SampleRateHz">The rate that most of its samples have.</param>
/// <param name="Counts">What became of them.</param>
/// <param name="Problem">Why it was not watched; empty when it was.</param>
public sealed record WatchedChannel(ChannelId Channel, double SampleRateHz, TrackCounts Counts, string Problem);

/// <summary>Recordings looked at from beginning to end, channels side by side in vector lanes.</summary>
/// <param name="Triggers">Triggers by channel, band and time.</param>
/// <param name="Channels">Every channel, by its text form.</param>
public sealed record StationsRun(ImmutableArray<StationTrigger> Triggers, ImmutableArray<WatchedChannel> Channels)
{
    /// <summary>Watches the channels of these segments. The same triggers to the bit as <see cref="ChannelWatch"/> gives for each channel alone.</summary>
    /// <param name="segments">Segments of any channels, those of each channel in the order in which they are to be taken.</param>
    /// <param name="options">How to watch; a channel whose rate does not allow it is told in <see cref="Channels"/>.</param>
    /// <param name="lanes">Channels side by side: 1, 4 or 8; 0 for what this machine runs best.</param>
    public static StationsRun Over(IEnumerable<WaveformSegment> segments, StationOptions options, int lanes = 0)
    {
        var channels = new List<WatchedChannel>();
        var jobs = new List<LaneJob>();
        foreach (IGrouping<ChannelId, WaveformSegment> channel in segments.GroupBy(s => s.Channel).OrderBy(g => g.Key, ChannelId.ByText))
        {
            WaveformSegment[] parts = [.. channel];
            double rateHz = parts.GroupBy(s => s.SampleRateHz).OrderByDescending(g => g.Sum(s => (long)s.Count)).ThenBy(g => g.Key).First().Key;
            string problem = rateHz > 0 && double.IsFinite(rateHz) ? options.Problem(rateHz) : $"{rateHz} samples a second";
            if (problem.Length > 0)
            {
                channels.Add(new(channel.Key, rateHz, new(parts.Sum(s => (long)s.Count), 0, 0, 0, 0, 0, 0, parts.Length, 0, 0), problem));
                continue;
            }

            LaneJob[] own = [.. options.Bands.Select(b => new LaneJob(channel.Key, rateHz, b, options, parts))];
            jobs.AddRange(own);
            channels.Add(new(channel.Key, rateHz, own[0].Counts, ""));
        }

        foreach (IGrouping<(double, int), LaneJob> alike in jobs.GroupBy(j => (j.SampleRateHz, j.Band.Poles))) Run([.. alike], options, lanes);
        return new([.. jobs.SelectMany(j => j.Triggers)], [.. channels]);
    }

    private static void Run(LaneJob[] jobs, StationOptions options, int lanes)
    {
        int width = lanes == 0 ? LaneEngine.BestWidth : lanes;
        if (jobs.Length == 1) width = 1;
        FilterBand[] bands = [.. Enumerable.Range(0, width).Select(i => jobs[Math.Min(i, jobs.Length - 1)].Band)];
        new LaneBank(new(width, jobs[0].SampleRateHz, bands, options), jobs).Run();
    }
}
