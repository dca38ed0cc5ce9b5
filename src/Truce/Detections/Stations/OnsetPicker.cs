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

        double spreadS = Math.Sqrt((squares / weights) + (1.0 / 12)) / sampleRateHz, delayS = DelayS(band);
        double sigmaS = Math.Sqrt((SpreadShare * SpreadShare * spreadS * spreadS) + (RiseShare * RiseShare * delayS * delayS));
        return new(best, SeenAt * delayS, sigmaS, Kurtosis(window), AmplitudeRatio(window, best));
    }

    private static double DelayS(FilterBand band) => 1 / (Math.PI * (band.HighHz - band.LowHz) * Math.Sin(Math.PI / (2 * band.Poles)));

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
