using System.Collections.Immutable;
using System.Numerics;

namespace Truce.Detections.Signals;

/// <summary>Butterworth band-pass filters as second-order sections.</summary>
/// <remarks>
/// Analogue prototype with poles on the unit circle, low-pass to band-pass by s → (s² + ω₀²)/(Bs), then the bilinear transform with both corners
/// prewarped (Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd ed., sections 7.2 and 7.3). The zeros lie at z = 1 and z = −1, one of each a
/// section; gain is 1 at the centre. Sections stand in order of falling damping, so that the sharpest resonance comes last.
/// </remarks>
public static class Butterworth
{
    /// <summary>The sections of a band-pass filter; <see cref="ArgumentException"/> says what is wrong with the band.</summary>
    public static ImmutableArray<Biquad> BandPass(FilterBand band, double sampleRateHz)
    {
        string problem = band.Problem(sampleRateHz);
        if (problem.Length > 0) throw new ArgumentException(problem, nameof(band));
        double low = 2 * Math.Tan(Math.PI * band.LowHz / sampleRateHz), high = 2 * Math.Tan(Math.PI * band.HighHz / sampleRateHz);
        double width = high - low, centre = Math.Sqrt(low * high);
        var poles = new List<Complex>(2 * band.Poles);
        for (int k = 0; k < band.Poles; k++)
        {
            Complex half = Complex.FromPolarCoordinates(1, Math.PI * ((2 * k) + band.Poles + 1) / (2 * band.Poles)) * (width / 2);
            Complex root = Complex.Sqrt((half * half) - (centre * centre));
            poles.Add(Digital(half + root));
            poles.Add(Digital(half - root));
        }

        return Scaled(Pairs(poles), 2 * Math.Atan(centre / 2));
    }

    private static Complex Digital(Complex s) => (2 + s) / (2 - s);

    /// <summary>Poles come in conjugate pairs or, where a pole is real, two by two.</summary>
    private static List<Biquad> Pairs(List<Complex> poles)
    {
        const double Real = 1e-12;
        var sections = new List<Biquad>(poles.Count / 2);
        foreach (Complex p in poles.Where(p => p.Imaginary > Real)) sections.Add(new(1, 0, -1, -2 * p.Real, (p.Real * p.Real) + (p.Imaginary * p.Imaginary)));
        double[] real = [.. poles.Where(p => Math.Abs(p.Imaginary) <= Real).Select(p => p.Real).Order()];
        for (int i = 0; i + 1 < real.Length; i += 2) sections.Add(new(1, 0, -1, -(real[i] + real[i + 1]), real[i] * real[i + 1]));
        sections.Sort((a, b) => a.A2 != b.A2 ? a.A2.CompareTo(b.A2) : a.A1.CompareTo(b.A1));
        return sections;
    }

    /// <summary>Each section gets gain 1 at the centre, so no state inside the cascade grows beyond its input's scale there.</summary>
    private static ImmutableArray<Biquad> Scaled(List<Biquad> sections, double centreRadians)
    {
        Complex z1 = Complex.FromPolarCoordinates(1, -centreRadians), z2 = z1 * z1;
        return
        [
            .. sections.Select(s =>
            {
                double gain = 1 / Complex.Abs((1 - z2) / (1 + (s.A1 * z1) + (s.A2 * z2)));
                return s with { B0 = gain, B2 = -gain };
            }),
        ];
    }
}
