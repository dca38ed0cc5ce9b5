using System.Collections.Immutable;
using NodaTime;

namespace Truce.Observations.Waveforms;

/// <summary>Segments of one channel that follow each other within half a sample, read as one row of samples.</summary>
public sealed class SampleRun
{
    private readonly long[] _first;

    private SampleRun(ImmutableArray<WaveformSegment> segments)
    {
        Segments = segments;
        _first = new long[segments.Length];
        foreach (int k in Enumerable.Range(0, segments.Length))
        {
            _first[k] = Count;
            Count += segments[k].Count;
        }
    }

    /// <summary>The segments in the order of time; at least one, none of them empty.</summary>
    public ImmutableArray<WaveformSegment> Segments { get; }

    /// <summary>Samples in it.</summary>
    public long Count { get; }

    /// <summary>Instant of the first sample.</summary>
    public Instant Start => Segments[0].Start;

    /// <summary>Instant at which the next sample would be.</summary>
    public Instant End => Segments[^1].End;

    /// <summary>Samples a second, by the first segment.</summary>
    public double SampleRateHz => Segments[0].SampleRateHz;

    /// <summary>Sorts segments into runs, in the order of their starts. A segment that begins more than half a sample early or late, or has another rate, begins a run.</summary>
    /// <param name="segments">Of one channel, in any order; empty ones and those without a rate above 0 are passed over.</param>
    public static ImmutableArray<SampleRun> Of(IEnumerable<WaveformSegment> segments)
    {
        const double SameRate = 1e-4; // rates as recorders write them differ in the fifth digit, real ones by far more
        WaveformSegment[] sorted = [.. segments.Where(s => s.Count > 0 && double.IsFinite(s.SampleRateHz) && s.SampleRateHz > 0).OrderBy(s => s.Start).ThenBy(s => s.Count)];
        var runs = ImmutableArray.CreateBuilder<SampleRun>();
        var open = new List<WaveformSegment>();
        foreach (WaveformSegment s in sorted)
        {
            if (open.Count > 0 && (Math.Abs(s.SampleRateHz - open[0].SampleRateHz) > SameRate * s.SampleRateHz || Math.Abs((s.Start - open[^1].End).TotalSeconds) * s.SampleRateHz > 0.5))
            {
                runs.Add(new([.. open]));
                open.Clear();
            }

            open.Add(s);
        }

        if (open.Count > 0) runs.Add(new([.. open]));
        return runs.ToImmutable();
    }

    /// <summary>Copies samples out of the run, over the joints of its segments.</summary>
    /// <param name="index">Of the first one; it and all that are asked for lie in the run.</param>
    /// <param name="target">As many as are wanted.</param>
    public void Read(long index, Span<double> target)
    {
        int k = Array.BinarySearch(_first, index);
        for (k = k < 0 ? ~k - 1 : k; target.Length > 0; k++)
        {
            int at = (int)(index - _first[k]), n = Math.Min(target.Length, Segments[k].Count - at);
            Copy(Segments[k].Samples, at, target[..n]);
            index += n;
            target = target[n..];
        }
    }

    /// <summary>Copies a stretch of samples as double precision, without loss.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="index">Of the first one.</param>
    /// <param name="target">As many as are wanted.</param>
    public static void Copy(WaveformSamples samples, int index, Span<double> target)
    {
        switch (samples)
        {
            case WaveformSamples.Int32 i:
                ReadOnlySpan<int> whole = i.Values.Span.Slice(index, target.Length);
                for (int k = 0; k < target.Length; k++) target[k] = whole[k];
                break;
            case WaveformSamples.Float32 f:
                ReadOnlySpan<float> single = f.Values.Span.Slice(index, target.Length);
                for (int k = 0; k < target.Length; k++) target[k] = single[k];
                break;
            case WaveformSamples.Float64 d:
                d.Values.Span.Slice(index, target.Length).CopyTo(target);
                break;
        }
    }
}
