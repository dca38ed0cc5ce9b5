using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Simulation.Injection;

/// <summary>Real noise of one channel without a hole, and the same behind the detector's band filter.</summary>
public sealed class NoiseRow
{
    private readonly double[] _samples;
    private readonly double[] _squares; // running sums of squares of the filtered samples

    private NoiseRow(ChannelId channel, Instant start, double rateHz, double[] samples, FilterBand band)
    {
        (Channel, Start, SampleRateHz, _samples) = (channel, start, rateHz, samples);
        double[] filtered = [.. samples];
        var filter = new BiquadCascade(Butterworth.BandPass(band, rateHz));
        filter.Settle(samples[0]);
        filter.Run(filtered);
        _squares = new double[samples.Length + 1];
        for (int i = 0; i < filtered.Length; i++) _squares[i + 1] = _squares[i] + (filtered[i] * filtered[i]);
    }

    /// <summary>The channel.</summary>
    public ChannelId Channel { get; }

    /// <summary>Instant of the first sample.</summary>
    public Instant Start { get; }

    /// <summary>Samples a second.</summary>
    public double SampleRateHz { get; }

    /// <summary>Samples in it.</summary>
    public int Count => _samples.Length;

    /// <summary>Instant at which the next sample would be.</summary>
    public Instant End => Start + Duration.FromSeconds(Count / SampleRateHz);

    /// <summary>The longest stretch without a hole of a channel; <c>null</c> where there is none, or one of numbers that are no numbers.</summary>
    /// <param name="segments">Of one channel.</param>
    /// <param name="band">The detector's band; it fits the rate.</param>
    public static NoiseRow? Longest(IEnumerable<WaveformSegment> segments, FilterBand band)
    {
        SampleRun? run = SampleRun.Of(segments).OrderByDescending(r => r.Count).ThenBy(r => r.Start).FirstOrDefault();
        if (run is null || run.Count > int.MaxValue / 2 || band.Problem(run.SampleRateHz).Length > 0) return null;
        double[] samples = new double[run.Count];
        run.Read(0, samples);
        return samples.All(double.IsFinite) ? new(run.Segments[0].Channel, run.Start, run.SampleRateHz, samples, band) : null;
    }

    /// <summary>The sample at an instant, from 0; need not be whole.</summary>
    public double IndexOf(Instant at) => (at - Start).TotalSeconds * SampleRateHz;

    /// <summary>Mean square of the filtered noise in the seconds right before an instant.</summary>
    public double MeanSquareBefore(Instant at, double seconds)
    {
        int end = Math.Clamp((int)IndexOf(at), 1, Count), from = Math.Max(0, end - (int)Math.Max(1, seconds * SampleRateHz));
        return (_squares[end] - _squares[from]) / (end - from);
    }

    /// <summary>The samples between two instants, with a signal added.</summary>
    /// <param name="from">First instant; rounded to the sample before it.</param>
    /// <param name="to">Last one.</param>
    /// <param name="signal">Added from the first sample on; shorter, longer or empty.</param>
    public WaveformSegment Cut(Instant from, Instant to, ReadOnlySpan<double> signal)
    {
        (int first, int end) = Range(from, to);
        double[] samples = _samples[first..end];
        for (int i = 0; i < Math.Min(signal.Length, samples.Length); i++) samples[i] += signal[i];
        return new() { Channel = Channel, Start = Start + Duration.FromNanoseconds(Math.Round(first / SampleRateHz * 1e9)), SampleRateHz = SampleRateHz, Samples = new WaveformSamples.Float64(samples) };
    }

    /// <summary>First sample, and the one behind the last, of what <see cref="Cut"/> gives.</summary>
    public (int First, int End) Range(Instant from, Instant to)
    {
        int first = Math.Clamp((int)Math.Floor(IndexOf(from) + 1e-6), 0, Count - 1);
        return (first, Math.Clamp((int)Math.Ceiling(IndexOf(to)), first + 1, Count));
    }
}
