using NodaTime;

namespace Truce.Bench.Arrays;

/// <summary>Power of the beam over every slowness of a grid, by Fourier bins of the band: shares nothing with the product but the recording and the places.</summary>
internal static class BeamSearch
{
    private const double CoarseSPerKm = 0.1;
    private const double FineSPerKm = 0.005;

    /// <summary>Back-azimuth of the strongest beam, degrees; NaN where an element has no samples.</summary>
    public static double BackAzimuthDeg(Recording r, Instant start, IReadOnlyList<int> elements)
    {
        double[][] spectra = [.. elements.Select(e => Spectrum(r, start, e))];
        if (spectra.Any(s => s.Length == 0)) return double.NaN;
        double[] omega = [.. Bins(r).Select(k => 2 * Math.PI * k / r.Options.WindowS)];
        (double East, double North)[] places = [.. elements.Select(e => (r.Elements[e].EastM / 1000, r.Elements[e].NorthM / 1000))];
        double greatest = 1 / r.Options.SlowestKmPerS, east = 0, north = 0;
        (east, north) = Highest(spectra, omega, places, 0, 0, greatest, CoarseSPerKm);
        (east, north) = Highest(spectra, omega, places, east, north, CoarseSPerKm, FineSPerKm);
        return ((Math.Atan2(-east, -north) * 180 / Math.PI) + 360) % 360;
    }

    private static (double East, double North) Highest(double[][] spectra, double[] omega, (double East, double North)[] places, double east, double north, double reach, double step)
    {
        (double Power, double East, double North) best = (-1, 0, 0);
        int steps = (int)Math.Round(reach / step);
        for (int i = -steps; i <= steps; i++)
        {
            for (int j = -steps; j <= steps; j++)
            {
                double x = east + (i * step), y = north + (j * step), power = Power(spectra, omega, places, x, y);
                if (power > best.Power) best = (power, x, y);
            }
        }

        return (best.East, best.North);
    }

    private static double Power(double[][] spectra, double[] omega, (double East, double North)[] places, double east, double north)
    {
        double power = 0;
        for (int k = 0; k < omega.Length; k++)
        {
            double re = 0, im = 0;
            for (int e = 0; e < places.Length; e++)
            {
                (double sin, double cos) = Math.SinCos(omega[k] * ((east * places[e].East) + (north * places[e].North)));
                double a = spectra[e][2 * k], b = spectra[e][(2 * k) + 1];
                re += (a * cos) - (b * sin);
                im += (a * sin) + (b * cos);
            }

            power += (re * re) + (im * im);
        }

        return power;
    }

    private static IEnumerable<int> Bins(Recording r) => Enumerable.Range(0, 100_000).SkipWhile(k => k / r.Options.WindowS < r.Options.Band.LowHz).TakeWhile(k => k / r.Options.WindowS <= r.Options.Band.HighHz);

    // The band's bins of a window under a Hann taper, turned to the instant that was asked for and brought to energy 1.
    private static double[] Spectrum(Recording r, Instant start, int element)
    {
        int n = (int)Math.Round(r.Options.WindowS * r.RateHz);
        (double[] x, Instant first) = r.Joined(r.Elements[element]);
        int from = (int)Math.Round((start - first).TotalSeconds * r.RateHz);
        if (from < 0 || from + n > x.Length || x.Skip(from).Take(n).Any(double.IsNaN)) return [];
        double lateS = ((first + Duration.FromSeconds(from / r.RateHz)) - start).TotalSeconds, mean = x.Skip(from).Take(n).Average(), energy = 0;
        int[] bins = [.. Bins(r)];
        double[] spectrum = new double[2 * bins.Length];
        for (int k = 0; k < bins.Length; k++)
        {
            double omega = 2 * Math.PI * bins[k] / r.Options.WindowS, re = 0, im = 0;
            for (int i = 0; i < n; i++)
            {
                double taper = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / n)), v = (x[from + i] - mean) * taper;
                (double sin, double cos) = Math.SinCos(omega * ((i / r.RateHz) + lateS));
                (re, im) = (re + (v * cos), im - (v * sin));
            }

            (spectrum[2 * k], spectrum[(2 * k) + 1]) = (re, im);
            energy += (re * re) + (im * im);
        }

        return energy > 0 ? [.. spectrum.Select(v => v / Math.Sqrt(energy))] : [];
    }
}
