using System.Numerics;

namespace Truce.Detections.Signals;

/// <summary>The discrete Fourier transform of real samples, X(k) = Σ x(n)·exp(−2πikn/N) for k from 0 to N/2.</summary>
/// <remarks>
/// Even and odd samples as one complex row of half the length, radix 2, decimation in time (Cooley and Tukey 1965), then taken apart (Press et al., Numerical Recipes,
/// 3rd ed., section 12.3.2). Factors come from the sine and cosine of each angle, not by recurrence, so the error grows with log N only.
/// </remarks>
public sealed class SpectrumFft
{
    /// <summary>Longest transform: a second of ultrasound or ten days of 1 Hz; more has no use in a picture.</summary>
    public const int Longest = 1 << 20;

    private readonly int _half;
    private readonly int[] _turned;
    private readonly Complex[] _factors;
    private readonly Complex[] _work;

    /// <summary>For rows of this length.</summary>
    /// <param name="length">N: a power of two, 4 to <see cref="Longest"/>.</param>
    public SpectrumFft(int length)
    {
        if (length is < 4 or > Longest || !BitOperations.IsPow2(length)) throw new ArgumentOutOfRangeException(nameof(length), length, "a power of two from 4 on");
        (Length, _half) = (length, length / 2);
        int bits = BitOperations.Log2((uint)_half);
        _turned = new int[_half];
        for (int i = 0; i < _half; i++) _turned[i] = (_turned[i >> 1] >> 1) | ((i & 1) << (bits - 1));
        _factors = new Complex[_half];
        for (int k = 0; k < _half; k++)
        {
            (double sin, double cos) = Math.SinCos(-2 * Math.PI * k / length);
            _factors[k] = new(cos, sin);
        }

        _work = new Complex[_half];
    }

    /// <summary>N.</summary>
    public int Length { get; }

    /// <summary>The transform.</summary>
    /// <param name="samples">N real samples.</param>
    /// <param name="spectrum">N/2 + 1 values, from 0 Hz to half the sample rate.</param>
    public void Transform(ReadOnlySpan<double> samples, Span<Complex> spectrum)
    {
        for (int i = 0; i < _half; i++) _work[_turned[i]] = new(samples[2 * i], samples[(2 * i) + 1]);
        for (int size = 1; size < _half; size *= 2) Stage(size);
        spectrum[0] = _work[0].Real + _work[0].Imaginary;
        spectrum[_half] = _work[0].Real - _work[0].Imaginary;
        for (int k = 1; k < _half; k++)
        {
            Complex a = _work[k], b = Complex.Conjugate(_work[_half - k]);
            Complex even = (a + b) * 0.5, odd = (a - b) * new Complex(0, -0.5);
            spectrum[k] = even + (_factors[k] * odd);
        }
    }

    // Factor of an angle −2πj/(2·size) in a table for −2πk/N with N = 2·half: k = j·half/size.
    private void Stage(int size)
    {
        int step = _half / size;
        for (int start = 0; start < _half; start += 2 * size)
        {
            for (int j = 0; j < size; j++)
            {
                Complex f = _factors[j * step], a = _work[start + j], b = _work[start + j + size];
                var turned = new Complex((b.Real * f.Real) - (b.Imaginary * f.Imaginary), (b.Real * f.Imaginary) + (b.Imaginary * f.Real));
                _work[start + j] = a + turned;
                _work[start + j + size] = a - turned;
            }
        }
    }
}
