namespace Truce.Response.Indicators;

/// <summary>What the past of a row says: a rate, how sure it is, and how much more its counts scatter than Poisson's.</summary>
/// <param name="Periods">Watched periods in it.</param>
/// <param name="Count">Counts in it.</param>
/// <param name="ExposureHours">Hours watched in it.</param>
/// <param name="RatePerHour">Count over hours.</param>
/// <param name="LowPerHour">Lower end of the 95 % interval of the rate, with the scatter.</param>
/// <param name="HighPerHour">Upper end.</param>
/// <param name="ScatterFactor">Variance over mean that the watch allows for, at least 1: an upper bound (90 %) from the periods, times <paramref name="PersistenceFactor"/>.</param>
/// <param name="PersistenceFactor">How much longer-lasting ups and downs widen a sum of neighbouring periods, at least 1.</param>
public sealed record RateBaseline(
    int Periods, int Count, double ExposureHours, double RatePerHour, double LowPerHour, double HighPerHour, double ScatterFactor, double PersistenceFactor)
{
    private const double Normal975 = 1.959963984540054, Normal90 = 1.2815515655446004;

    /// <summary>Reads the watched periods of a past, oldest first; none of them may be unwatched.</summary>
    public static RateBaseline Of(ReadOnlySpan<IndicatorPeriod> past, int lags)
    {
        long count = 0;
        double hours = 0;
        foreach (IndicatorPeriod p in past) (count, hours) = (count + p.Count, hours + p.ExposureHours!.Value);
        if (hours <= 0) throw new ArgumentException("a baseline has hours", nameof(past));
        double rate = count / hours;
        (double scatter, double persistence) = count == 0 ? (1, 1) : Scatter(past, rate, lags);
        double factor = scatter * persistence;
        (double low, double high) = Bounds(count / factor);
        return new(past.Length, (int)count, hours, rate, low * factor / hours, high * factor / hours, factor, persistence);
    }

    /// <summary>The 95 % interval of a mean from a count that need not be whole: Garwood's by the cube-root form of Wilson and Hilferty (1931), as Byar gave it.</summary>
    internal static (double Low, double High) Bounds(double count)
    {
        double a = count, b = count + 1;
        double low = a <= 0 ? 0 : a * Cube(1 - (1 / (9 * a)) - (Normal975 / (3 * Math.Sqrt(a))));
        return (Math.Max(0, low), b * Cube(1 - (1 / (9 * b)) + (Normal975 / (3 * Math.Sqrt(b)))));
    }

    /// <summary>Pearson's variance over mean with its upper 90 % bound, and the Bartlett-weighted sum of correlations of neighbours (Newey and West 1987).</summary>
    private static (double Scatter, double Persistence) Scatter(ReadOnlySpan<IndicatorPeriod> past, double rate, int lags)
    {
        double[] r = new double[past.Length];
        double sum = 0;
        for (int i = 0; i < past.Length; i++)
        {
            double mean = rate * past[i].ExposureHours!.Value;
            r[i] = (past[i].Count - mean) / Math.Sqrt(mean);
            sum += r[i] * r[i];
        }

        int n = past.Length - 1;
        double quantile = n * Cube(1 - (2.0 / (9 * n)) - (Normal90 * Math.Sqrt(2.0 / (9 * n)))); // lower 10 % of chi-square, Wilson and Hilferty
        double scatter = Math.Max(1, sum / quantile);
        double persistence = 1;
        for (int lag = 1; lag <= lags && lag < n && sum > 0; lag++)
        {
            double together = 0;
            for (int i = lag; i < r.Length; i++) together += r[i] * r[i - lag];
            persistence += 2 * (1 - (lag / (lags + 1.0))) * together / sum;
        }

        return (scatter, Math.Max(1, persistence));
    }

    private static double Cube(double x) => x * x * x;
}
