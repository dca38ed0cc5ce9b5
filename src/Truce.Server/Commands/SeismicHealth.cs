using System.Text;
using System.Text.Json.Nodes;
using Truce.Detections.Health;
using Truce.Observations.Waveforms;

namespace Truce.Server.Commands;

/// <summary>What is the matter with the channels of recordings, as lines.</summary>
internal static class SeismicHealth
{
    /// <summary>A line for each interval, by channel and time, then one for each channel with the share of time that is missing.</summary>
    public static IEnumerable<JsonObject> Lines(IEnumerable<WaveformSegment> segments)
    {
        foreach (IGrouping<ChannelId, WaveformSegment> channel in segments.GroupBy(s => s.Channel).OrderBy(g => g.Key, ChannelId.ByText))
        {
            double rateHz = channel.GroupBy(s => s.SampleRateHz).OrderByDescending(g => g.Sum(s => (long)s.Count)).ThenBy(g => g.Key).First().Key;
            var watch = new HealthWatch(channel.Key, new() { SampleRateHz = rateHz });
            var found = new List<ChannelHealth>();
            foreach (WaveformSegment segment in channel.OrderBy(s => s.Start)) watch.Take(segment, found);
            watch.Finish(found);
            foreach (ChannelHealth h in found.OrderBy(h => h.From).ThenBy(h => h.Kind)) yield return Line(h);
            yield return new()
            {
                ["kind"] = "heard",
                ["channel"] = channel.Key.ToString(),
                ["heard_s"] = DetectSeismic.Rounded(watch.HeardS, 3),
                ["gap_s"] = DetectSeismic.Rounded(watch.GapS, 3),
                ["gap_share"] = DetectSeismic.Rounded(watch.HeardS + watch.GapS > 0 ? watch.GapS / (watch.HeardS + watch.GapS) : 0, 6),
            };
        }
    }

    private static JsonObject Line(ChannelHealth h) => new()
    {
        ["kind"] = "health",
        ["channel"] = h.Channel.ToString(),
        ["state"] = Word(h.Kind),
        ["from"] = DetectSeismic.Text(h.From),
        ["to"] = DetectSeismic.Text(h.To),
        ["figure"] = DetectSeismic.Rounded(h.Figure, 6),
    };

    // ClockStepped becomes clock-stepped.
    private static string Word(HealthKind kind)
    {
        var word = new StringBuilder();
        foreach (char c in kind.ToString())
        {
            if (char.IsUpper(c) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
