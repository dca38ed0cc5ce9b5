using Truce.Detections.Signals;

namespace Truce.Detections.Stations;

/// <summary>An onset inside a window of filtered samples.</summary>
/// <param name="Sample">Sample of the window at which the signal begins.</param>
/// <param name="SigmaS">1 σ, seconds.</param>
/// <param name="Kurtosis">Fourth moment over squared variance.</param>
/// <param name="AmplitudeRatio">Root mean square behind over before.</param>
internal readonly record struct WindowOnset(int Sample, double SigmaS, double Kurtosis, double AmplitudeRatio);

/// <summary>Finds where a window of noise turns into signal.</summary>
/// <remarks>
/// <para>AIC(k) = k ln var(x₀…xₖ₋₁) + (N − k − 1) ln var(xₖ…xN₋₁) is smallest where two stationary parts meet (Maeda 1985, Zisin 38, 365–379). The likelihood of k is exp(−AIC(k)/2) for independent samples
/// (Akaike weights). Samples of a band B at rate f are not: only 2B/f of them count, so AIC is scaled by that before it becomes a weight.</para>
/// <para>The weights' standard deviation leaves out that a signal rises slowly, that a causal filter delays it, and that the noise is not Gaussian. What was found by injection into real noise
/// (docs/quality-stations.md) is put beside it: a factor, and a share of the longest period of the band.</para>
/// </remarks>
internal static class OnsetPicker
{
    /// <summary>Seconds before the trigger, in short windows: noise to compare with.</summary>
    public const double BeforeInShortWindows = 5;

    /// <summary>Seconds behind it, in short windows: enough of the signal without the next phase.</summary>
    public const double BehindInShortWindows = 1;

    private const int LeastSamples = 16;
    private const double SpreadFactor = 1.5;
    private const double PeriodShare = 0.2;

    public static WindowOnset? Pick(ReadOnlySpan<double> window, double sampleRateHz, FilterBand band)
    {
        int n = window.Length, edge = Math.Max(4, n / 32);
        if (n < LeastSamples) return null;
        double[] aic = Criterion(window, edge);
        int best = edge;
        for (int k = edge; k < n - edge; k++)
        {
            if (aic[k] < aic[best]) best = k;
        }

        if (!double.IsFinite(aic[best])) return null;
        double share = Math.Min(1, 2 * (band.HighHz - band.LowHz) / sampleRateHz), weights = 0, squares = 0;
        for (int k = edge; k < n - edge; k++)
        {
            double weight = Math.Exp(-0.5 * share * (aic[k] - aic[best])), away = k - best;
            weights += weight;
            squares += weight * away * away;
        }

        double spreadS = Math.Sqrt((squares / weights) + (1.0 / 12)) / sampleRateHz, periodS = PeriodShare / band.LowHz;
        double sigmaS = Math.Sqrt((SpreadFactor * SpreadFactor * spreadS * spreadS) + (periodS * periodS));
        return new(best, sigmaS, Kurtosis(window), AmplitudeRatio(window, best));
    }

    // The means are left in: filtered samples have none.
    private static double[] Criterion(ReadOnlySpan<double> x, int edge)
    {
        int n = x.Length;
        double[] before = new double[n + 1];
        for (int i = 0; i < n; i++) before[i + 1] = before[i] + (x[i] * x[i]);
        double[] aic = new double[n];
        Array.Fill(aic, double.PositiveInfinity);
        for (int k = edge; k < n - edge; k++)
        {
            double first = before[k] / k, second = (before[n] - before[k]) / (n - k);
            if (first > 0 && second > 0) aic[k] = (k * Math.Log(first)) + ((n - k - 1) * Math.Log(second));
        }

        return aic;
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
