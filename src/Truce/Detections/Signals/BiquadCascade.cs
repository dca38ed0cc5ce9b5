using System.Collections.Immutable;

namespace Truce.Detections.Signals;

/// <summary>A filter that runs over one channel, in transposed direct form II and double precision. Its state goes on from call to call: cut where one likes, the output is the same to the bit.</summary>
public sealed class BiquadCascade
{
    private readonly Biquad[] _sections;
    private readonly double[] _state;

    /// <summary>A cascade at rest.</summary>
    public BiquadCascade(ImmutableArray<Biquad> sections)
    {
        _sections = [.. sections];
        _state = new double[2 * _sections.Length];
    }

    /// <summary>Back to rest: after a gap the past says nothing of what comes.</summary>
    public void Reset() => Array.Clear(_state);

    /// <summary>Puts a band-pass filter where it would be had the input stood at this value for ever: an offset of the recorder then makes no step.</summary>
    /// <param name="standing">The value; sections have no gain at 0 Hz, so only the first one holds it.</param>
    public void Settle(double standing)
    {
        Array.Clear(_state);
        if (_sections.Length == 0) return;
        _state[1] = _sections[0].B2 * standing;
        _state[0] = (_sections[0].B1 * standing) + _state[1];
    }

    /// <summary>Filters samples in place.</summary>
    public void Run(Span<double> samples)
    {
        int k = 0;
        for (; k + 3 < _sections.Length; k += 4) RunFour(samples, k);
        for (; k < _sections.Length; k++) RunOne(samples, k);
    }

    private void RunOne(Span<double> samples, int k)
    {
        Biquad s = _sections[k];
        double z1 = _state[2 * k], z2 = _state[(2 * k) + 1];
        for (int i = 0; i < samples.Length; i++)
        {
            double x = samples[i], y = (s.B0 * x) + z1;
            z1 = ((s.B1 * x) + z2) - (s.A1 * y);
            z2 = (s.B2 * x) - (s.A2 * y);
            samples[i] = y;
        }

        (_state[2 * k], _state[(2 * k) + 1]) = (z1, z2);
    }

    // The same operations in the same order, four sections a sample: a section waits for itself only, so four run side by side in the processor.
    private void RunFour(Span<double> samples, int k)
    {
        Biquad a = _sections[k], b = _sections[k + 1], c = _sections[k + 2], d = _sections[k + 3];
        Span<double> z = _state.AsSpan(2 * k, 8);
        double a1 = z[0], a2 = z[1], b1 = z[2], b2 = z[3], c1 = z[4], c2 = z[5], d1 = z[6], d2 = z[7];
        for (int i = 0; i < samples.Length; i++)
        {
            double x = samples[i], y = (a.B0 * x) + a1;
            a1 = ((a.B1 * x) + a2) - (a.A1 * y);
            a2 = (a.B2 * x) - (a.A2 * y);
            x = (b.B0 * y) + b1;
            b1 = ((b.B1 * y) + b2) - (b.A1 * x);
            b2 = (b.B2 * y) - (b.A2 * x);
            y = (c.B0 * x) + c1;
            c1 = ((c.B1 * x) + c2) - (c.A1 * y);
            c2 = (c.B2 * x) - (c.A2 * y);
            x = (d.B0 * y) + d1;
            d1 = ((d.B1 * y) + d2) - (d.A1 * x);
            d2 = (d.B2 * y) - (d.A2 * x);
            samples[i] = x;
        }

        (z[0], z[1], z[2], z[3], z[4], z[5], z[6], z[7]) = (a1, a2, b1, b2, c1, c2, d1, d2);
    }
}
