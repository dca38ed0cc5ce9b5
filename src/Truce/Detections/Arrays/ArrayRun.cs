using System.Collections.Immutable;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Arrays;

/// <summary>What an array recorded, looked at from beginning to end.</summary>
/// <param name="Windows">Every window.</param>
/// <param name="Detections">Runs of windows with a steady bearing.</param>
/// <param name="Coefficients">Correlation coefficients computed.</param>
/// <param name="Dropped">Samples not used because they came twice.</param>
public sealed record ArrayRun(ImmutableArray<ArrayWindow> Windows, ImmutableArray<ArrayDetection> Detections, long Coefficients, long Dropped)
{
    private const double PieceS = 10;

    /// <summary>Feeds segments to a stream in the order of time; long ones in pieces, so that elements keep step.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="sampleRateHz">Samples a second of all of them.</param>
    /// <param name="options">How to look.</param>
    /// <param name="segments">Segments of the elements; others are passed over.</param>
    public static ArrayRun Over(ImmutableArray<ArrayElement> elements, double sampleRateHz, ArrayOptions options, IEnumerable<WaveformSegment> segments)
    {
        var stream = new ArrayWatch(elements, sampleRateHz, options);
        var grouper = new ArrayGrouper(options);
        var windows = new List<ArrayWindow>();
        var detections = new List<ArrayDetection>();
        int read = 0;
        foreach (WaveformSegment piece in segments.SelectMany(s => Pieces(s, (int)Math.Max(1, PieceS * sampleRateHz)))
            .OrderBy(s => s.Start).ThenBy(s => s.Channel, ChannelId.ByText))
        {
            stream.Take(piece, windows);
            for (; read < windows.Count; read++) grouper.Take(windows[read], detections);
        }

        stream.Finish(windows);
        for (; read < windows.Count; read++) grouper.Take(windows[read], detections);
        grouper.Finish(detections);
        return new([.. windows], [.. detections], stream.Coefficients, stream.Dropped);
    }

    private static IEnumerable<WaveformSegment> Pieces(WaveformSegment segment, int samples)
    {
        for (int i = 0; i < segment.Count; i += samples)
        {
            int n = Math.Min(samples, segment.Count - i);
            yield return n == segment.Count ? segment : segment with { Start = segment.InstantOf(i), Samples = Cut(segment.Samples, i, n) };
        }
    }

    private static WaveformSamples Cut(WaveformSamples samples, int from, int count) => samples switch
    {
        WaveformSamples.Int32 x => new WaveformSamples.Int32(x.Values.Slice(from, count)),
        WaveformSamples.Float32 x => new WaveformSamples.Float32(x.Values.Slice(from, count)),
        WaveformSamples.Float64 x => new WaveformSamples.Float64(x.Values.Slice(from, count)),
        _ => throw new InvalidOperationException("samples of no known type"),
    };
}
