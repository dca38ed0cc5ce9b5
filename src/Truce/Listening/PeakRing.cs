using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>The greatest amplitude of a channel in each second of the last while, in a band. Bounded: one number a second.</summary>
internal sealed class PeakRing
{
    private const int Seconds = 4096;
    private readonly float[] _peak = new float[Seconds];
    private readonly long[] _second = new long[Seconds];
    private readonly BiquadCascade? _filter;
    private double[] _samples = new double[512];
    private Instant _next;
    private bool _begun;

    /// <summary>A ring that has seen nothing; without a filter where the band does not fit the rate.</summary>
    public PeakRing(FilterBand band, double sampleRateHz)
    {
        _filter = band.Problem(sampleRateHz).Length == 0 ? new(Butterworth.BandPass(band, sampleRateHz)) : null;
        Array.Fill(_second, long.MinValue);
    }

    public void Take(WaveformSegment s)
    {
        if (_filter is null || s.Count == 0) return;
        if (_samples.Length < s.Count) _samples = new double[s.Count];
        Span<double> x = _samples.AsSpan(0, s.Count);
        s.Samples.CopyTo(x);
        foreach (double v in x)
        {
            if (!double.IsFinite(v)) return; // the channel's health says so
        }

        double gapS = _begun ? (s.Start - _next).TotalSeconds : double.MaxValue;
        if (gapS < -0.5 / s.SampleRateHz) return;
        if (gapS > 0.5 / s.SampleRateHz) _filter.Settle(x[0]);
        _filter.Run(x);
        (_begun, _next) = (true, s.End);
        double startS = (s.Start - NodaConstants.UnixEpoch).TotalSeconds;
        for (int i = 0; i < x.Length; i++)
        {
            long second = (long)Math.Floor(startS + (i / s.SampleRateHz));
            int at = (int)(second & (Seconds - 1));
            if (_second[at] != second) (_second[at], _peak[at]) = (second, 0);
            _peak[at] = Math.Max(_peak[at], (float)Math.Abs(x[i]));
        }
    }

    /// <summary>The greatest amplitude in a span, in the samples' unit; null when a second of it was not recorded.</summary>
    public double? Greatest(Instant from, Instant to)
    {
        long first = (long)Math.Floor((from - NodaConstants.UnixEpoch).TotalSeconds), last = (long)Math.Floor((to - NodaConstants.UnixEpoch).TotalSeconds);
        double greatest = 0;
        for (long second = first; second <= last; second++)
        {
            int at = (int)(second & (Seconds - 1));
            if (_second[at] != second) return null;
            greatest = Math.Max(greatest, _peak[at]);
        }

        return greatest;
    }
}
