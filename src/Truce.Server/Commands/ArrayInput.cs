using System.Collections.Immutable;
using Truce.Detections.Arrays;
using Truce.Feeds.Waveforms;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Server.Commands;

/// <summary>The recordings of an array and where its elements stand, read from files.</summary>
/// <param name="Elements">Channels that have samples of the common rate and a place.</param>
/// <param name="Middle">The middle of the elements; absent when there are none.</param>
/// <param name="SampleRateHz">The rate that most samples have.</param>
/// <param name="Segments">Samples of the elements.</param>
/// <param name="Notes">What was left out, and why.</param>
internal sealed record ArrayInput(ImmutableArray<ArrayElement> Elements, GeoPoint? Middle, double SampleRateHz, ImmutableArray<WaveformSegment> Segments, ImmutableArray<string> Notes)
{
    public static ArrayInput Read(string[] files, string? stations)
    {
        var segments = new List<WaveformSegment>();
        List<SensorChannel> places = stations is null ? [] : StationFile.Channels(stations);
        var notes = new List<string>();
        foreach (string file in files) Samples(file, segments, places, notes);
        if (segments.Count == 0) return new([], null, 0, [], [.. notes]);
        double rateHz = segments.GroupBy(s => s.SampleRateHz).OrderByDescending(g => g.Sum(s => (long)s.Count)).ThenBy(g => g.Key).First().Key;
        var elements = new List<(ChannelId, GeoPoint)>();
        foreach (IGrouping<ChannelId, WaveformSegment> channel in segments.GroupBy(s => s.Channel))
        {
            if (channel.All(s => Math.Abs(s.SampleRateHz - rateHz) > 1e-4 * rateHz)) notes.Add($"{channel.Key}: {channel.First().SampleRateHz} samples a second, the others have {rateHz}");
            else if (ElementPlaces.Of(channel.Key, places, channel.Min(s => s.Start)) is { } place) elements.Add((channel.Key, place.Position));
            else notes.Add($"{channel.Key}: no place in the metadata");
        }

        return new(ArrayElement.Of(elements), elements.Count == 0 ? null : ArrayElement.Middle([.. elements.Select(e => e.Item2)]), rateHz, [.. segments], [.. notes]);
    }

    private static void Samples(string file, List<WaveformSegment> segments, List<SensorChannel> places, List<string> notes)
    {
        WaveformFile read = WaveformFiles.Read(file);
        segments.AddRange(read.Segments.Where(s => s.Count > 0 && s.SampleRateHz > 0));
        places.AddRange(read.Channels);
        WaveformPiece.Refused[] refused = [.. read.Pieces.OfType<WaveformPiece.Refused>()];
        if (refused.Length > 0) notes.Add($"{Path.GetFileName(file)}: {refused.Length} stretches could not be read; the last one: {refused[^1].Fault.Reason}: {refused[^1].Fault.Detail}");
    }
}
