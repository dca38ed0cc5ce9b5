using System.Numerics;
using System.Runtime.InteropServices;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>Looks through samples of any type for what is no signal.</summary>
internal static class SampleScan
{
    // Beyond this squares and sums of squares would leave the range of double precision; no instrument comes near.
    private const double Largest = 1e60;

    /// <summary>How many samples from here on are numbers.</summary>
    public static int Numbers(WaveformSamples samples, int from) => samples switch
    {
        WaveformSamples.Float32 f => Finite(f.Values.Span[from..]),
        WaveformSamples.Float64 d => Count(d.Values.Span[from..], good: true),
        _ => samples.Count - from,
    };

    /// <summary>How many samples from here on are none.</summary>
    public static int NotNumbers(WaveformSamples samples, int from)
    {
        if (samples is WaveformSamples.Float64 d) return Count(d.Values.Span[from..], good: false);
        if (samples is not WaveformSamples.Float32 f) return 0;
        ReadOnlySpan<float> x = f.Values.Span[from..];
        int i = 0;
        while (i < x.Length && !float.IsFinite(x[i])) i++;
        return i;
    }

    /// <summary>How many samples from here on equal a value.</summary>
    public static int Same(WaveformSamples samples, int from, int end, double value)
    {
        if (double.IsNaN(value)) return 0;
        return samples switch
        {
            WaveformSamples.Int32 i => Leading(i.Values.Span[from..end], (int)value),
            WaveformSamples.Float32 f => Leading(f.Values.Span[from..end], (float)value),
            WaveformSamples.Float64 d => Leading(d.Values.Span[from..end], value),
            _ => 0,
        };
    }

    /// <summary>Where the first run of at least so many equal samples lies: the index behind its first sample; the end when there is none.</summary>
    public static int RunOfEqual(WaveformSamples samples, int from, int end, int atLeast) => from + samples switch
    {
        WaveformSamples.Int32 i => FirstRun(i.Values.Span[from..end], atLeast),
        WaveformSamples.Float32 f => FirstRun(f.Values.Span[from..end], atLeast),
        WaveformSamples.Float64 d => FirstRun(d.Values.Span[from..end], atLeast),
        _ => 0,
    };

    /// <summary>The last value, and how often it stands at the end.</summary>
    public static (double Value, int Times) Tail(WaveformSamples samples, int from, int end) => samples switch
    {
        WaveformSamples.Int32 i => (i.Values.Span[end - 1], Trailing(i.Values.Span[from..end])),
        WaveformSamples.Float32 f => (f.Values.Span[end - 1], Trailing(f.Values.Span[from..end])),
        WaveformSamples.Float64 d => (d.Values.Span[end - 1], Trailing(d.Values.Span[from..end])),
        _ => (double.NaN, 0),
    };

    private static int Finite(ReadOnlySpan<float> x)
    {
        const int Exponent = 0x7f800000;
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(x);
        var exponent = new Vector<int>(Exponent);
        int i = 0;
        for (; i + Vector<int>.Count <= bits.Length; i += Vector<int>.Count)
        {
            if (Vector.EqualsAny(new Vector<int>(bits[i..]) & exponent, exponent)) break;
        }

        while (i < bits.Length && (bits[i] & Exponent) != Exponent) i++;
        return i;
    }

    private static int Count(ReadOnlySpan<double> x, bool good)
    {
        int i = 0;
        while (i < x.Length && Math.Abs(x[i]) <= Largest == good) i++;
        return i;
    }

    private static int Leading<T>(ReadOnlySpan<T> x, T value)
        where T : struct, IEquatable<T>
    {
        int i = x.IndexOfAnyExcept(value);
        return i < 0 ? x.Length : i;
    }

    private static int Trailing<T>(ReadOnlySpan<T> x)
        where T : struct, IEquatable<T> => x.Length - 1 - x.LastIndexOfAnyExcept(x[^1]);

    // A run that long holds two neighbours of a grid of half its length, so most samples need not be looked at.
    private static int FirstRun<T>(ReadOnlySpan<T> x, int atLeast)
        where T : struct, IEquatable<T>
    {
        int step = Math.Max(1, atLeast / 2);
        for (int i = step; i < x.Length; i += step)
        {
            if (!x[i].Equals(x[i - step])) continue;
            int begin = i - step + 1 - Trailing(x[..(i - step + 1)]), length = Leading(x[begin..], x[i]);
            if (length >= atLeast) return begin + 1;
        }

        return x.Length;
    }
}
