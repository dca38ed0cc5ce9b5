using System.Buffers;
using Truce.Detections.Signals;

namespace Truce.Detections.Stations;

/// <summary>An onset inside a window of filtered samples.</summary>
/// <param name="Sample">Sample of the window at which the filtered signal begins.</param>
/// <param name="DelayS">Seconds by which the filter is late there.</param>
/// <param name="SigmaS">1 σ, seconds.</param>
/// <param name="Kurtosis">Fourth moment over squared variance.</param>
/// <param name="AmplitudeRatio">Root mean square behind over before.</param>
internal readonly record struct WindowOnset(int Sample, double DelayS, double SigmaS, double Kurtosis, double AmplitudeRatio);

/// <summary>Finds where a window of noise turns into signal.</summary>
/// <remarks>
/// <para>AIC(k) = k ln var(x₀…xₖ₋₁) + (N − k − 1) ln var(xₖ…xN₋₁) is smallest where two stationary parts meet (Maeda 1985, Zisin 38, 365–379). The likelihood of k is exp(−AIC(k)/2) for independent samples
/// (Akaike weights). Samples of a band B at rate f are not: only 2B/f of them count, so AIC is scaled by that before it becomes a weight.</para>
/// <para>A causal filter is late by its group delay; a Butterworth band-pass of N poles and bandwidth B by 1/(πB sin(π/2N)) at its centre, twice the delay of its low-pass prototype. An onset is seen when the
/// first part of the wave is through: at the share of the delay that was found by injection into real noise (docs/quality-stations.md). How sharply it rises varies, and another share stands for that in the error; of the weights' spread a half was enough.</para>
/// </remarks>
internal static class OnsetPicker
{
    /// <summary>Seconds before the trigger, in short windows: noise to compare with.</summary>
    public const double BeforeInShortWindows = 5;

    /// <summary>Seconds behind it, in short windows: enough of the signal without the next phase.</summary>
    public const double BehindInShortWindows = 1;

    private const int LeastSamples = 16;
    private const double SeenAt = 0.8;
    private const double RiseShare = 0.2;
    private const double SpreadShare = 0.5;

    // Logarithm of a weight that a sum of at least 1 does not feel, times any square of a window.
    private const double NothingAdded = -45;

    public static WindowOnset? Pick(ReadOnlySpan<double> window, double sampleRateHz, FilterBand band)
    {
        if (window.Length < LeastSamples) return null;
        double[] scratch = ArrayPool<double>.Shared.Rent(6 * (window.Length + 1));
        try
        {
            return Pick(window, sampleRateHz, band, scratch);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(scratch);
        }
    }

    private static WindowOnset? Pick(ReadOnlySpan<double> window, double sampleRateHz, FilterBand band, Span<double> scratch)
    {
        int n = window.Length, edge = Math.Max(4, n / 32);
        Span<double> aic = scratch[..n];
        Criterion(window, edge, aic, scratch[n..]);
        int best = edge;
        for (int k = edge; k < n - edge; k++)
        {
            if (aic[k] < aic[best]) best = k;
        }

        if (!double.IsFinite(aic[best])) return null;
        double share = Math.Min(1, 2 * (band.HighHz - band.LowHz) / sampleRateHz), weights = 0, squares = 0;
        for (int k = edge; k < n - edge; k++)
        {
            double log = -0.5 * share * (aic[k] - aic[best]);
            if (!(log > NothingAdded)) continue;
            double weight = Math.Exp(log), away = k - best;
            weights += weight;
            squares += weight * away * away;
        }

        double spreadS = Math.Sqrt((squares / weights) + (1.0 / 12)) / sampleRateHz, delayS = DelayS(band);
        double sigmaS = Math.Sqrt((SpreadShare * SpreadShare * spreadS * spreadS) + (RiseShare * RiseShare * delayS * delayS));
        return new(best, SeenAt * delayS, sigmaS, Kurtosis(window), AmplitudeRatio(window, best));
    }

    private static double DelayS(FilterBand band) => 1 / (Math.PI * (band.HighHz - band.LowHz) * Math.Sin(Math.PI / (2 * band.Poles)));

    // The means are left in: filtered samples have none.
    private static void Criterion(ReadOnlySpan<double> x, int edge, Span<double> aic, Span<double> scratch)
    {
        int n = x.Length, parts = Math.Max(0, n - (2 * edge));
        Span<double> before = scratch[..(n + 1)], variances = scratch.Slice(n + 1, 2 * parts), logarithms = scratch.Slice(n + 1 + (2 * parts), 2 * parts);
        before[0] = 0;
        for (int i = 0; i < n; i++) before[i + 1] = before[i] + (x[i] * x[i]);
        aic.Fill(double.PositiveInfinity);
        for (int i = 0; i < parts; i++) (variances[i], variances[parts + i]) = (before[edge + i] / (edge + i), (before[n] - before[edge + i]) / (n - edge - i));
        Logarithm.Of(variances, logarithms);
        for (int i = 0, k = edge; i < parts; i++, k++)
        {
            if (variances[i] > 0 && variances[parts + i] > 0) aic[k] = (k * logarithms[i]) + ((n - k - 1) * logarithms[parts + i]);
        }
    }

    private static double Kurtosis(ReadOnlySpan<double> x)
    {
        double mean = 0, two = 0, four = 0;
        foreach (double v in x) mean += v;
        mean /= x.Length;
        foreach (double v in x)
        {
            double square = (v - mean) * (v - mean);
            two += square;
            four += square * square;
        }

        return two > 0 ? x.Length * four / (two * two) : 0;
    }

    private static double AmplitudeRatio(ReadOnlySpan<double> x, int at)
    {
        double first = 0, second = 0;
        for (int i = 0; i < at; i++) first += x[i] * x[i];
        for (int i = at; i < x.Length; i++) second += x[i] * x[i];
        return Math.Sqrt(second / (x.Length - at) / (first / at));
    }
}
