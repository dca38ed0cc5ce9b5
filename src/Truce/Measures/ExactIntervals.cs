namespace Truce.Measures;

/// <summary>An interval with its level of confidence said elsewhere (here always 95 %, two-sided).</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end; positive infinity when the data set no bound.</param>
public readonly record struct Interval95(double Low, double High);

/// <summary>Exact 95 % intervals for counts. A count is shown with one, a change is never shown without one.</summary>
public static class ExactIntervals
{
    private const double Tail = 0.025;

    /// <summary>The exact interval of the mean of a Poisson count (Garwood 1936, Biometrika 28:437, eq. 1–2), same unit as the count.</summary>
    /// <remarks>Holds for independent events; salvos and echoes make the truth wider. For 0 the lower end is 0 and the upper 3.689.</remarks>
    public static Interval95 PoissonMean(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        // P(X >= k | m) = P(k, m), the regularised lower incomplete gamma function.
        double low = count == 0 ? 0 : Solve(m => LowerGamma(count, m) - Tail, 0, count);
        double high = Solve(m => LowerGamma(count + 1, m) - (1 - Tail), count, count + 10 + (6 * Math.Sqrt(count + 1)));
        return new(low, high);
    }

    /// <summary>The exact conditional interval of the ratio of two Poisson rates, (now / exposure now) / (before / exposure before).</summary>
    /// <remarks>
    /// Given their sum, the first count is binomial; Clopper and Pearson (1934, Biometrika 26:404) bound its share and the share gives the
    /// ratio (Przyborowski and Wilenski 1940, Biometrika 31:313). Exposures are positive and in one unit.
    /// </remarks>
    public static Interval95 RateRatio(int now, double exposureNow, int before, double exposureBefore)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(now);
        ArgumentOutOfRangeException.ThrowIfNegative(before);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposureNow);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exposureBefore);
        double scale = exposureBefore / exposureNow;
        (double low, double high) = Share(now, now + before);
        return new(low / (1 - low) * scale, high >= 1 ? double.PositiveInfinity : high / (1 - high) * scale);
    }

    /// <summary>The Clopper–Pearson interval of a share.</summary>
    public static (double Low, double High) Share(int hits, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        // P(X >= k | p) = I_p(k, n − k + 1), the regularised incomplete beta function.
        return trials == 0 ? (0, 1) : Share((double)hits, trials);
    }

    /// <summary>The same of effective numbers, which need not be whole (Korn and Graubard 1998, Survey Methodology 24:193).</summary>
    /// <param name="hits">Effective hits, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Effective trials, above 0.</param>
    public static (double Low, double High) Share(double hits, double trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        double misses = trials - hits;
        double low = hits <= 1e-9 * trials ? 0 : Solve(p => Beta(p, hits, misses + 1) - Tail, 0, 1);
        double high = misses <= 1e-9 * trials ? 1 : Solve(p => Beta(p, hits + 1, misses) - (1 - Tail), 0, 1);
        return (low, high);
    }

    /// <summary>The middle 95 % of a beta distribution.</summary>
    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    public static Interval95 BetaMiddle(double a, double b) =>
        new(Solve(p => Beta(p, a, b) - Tail, 0, 1), Solve(p => Beta(p, a, b) - (1 - Tail), 0, 1));

    /// <summary>Bisection of a rising function; 200 halvings reach the last bit.</summary>
    private static double Solve(Func<double, double> rising, double low, double high)
    {
        for (int i = 0; i < 200 && high - low > 1e-13 * Math.Max(1, high); i++)
        {
            double middle = (low + high) / 2;
            if (rising(middle) < 0) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>P(a, x) by series below a + 1 and by continued fraction above (Numerical Recipes, 3rd ed., §6.2).</summary>
    private static double LowerGamma(double a, double x)
    {
        if (x <= 0) return 0;
        double front = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        if (x < a + 1)
        {
            double term = 1 / a, sum = term;
            for (int n = 1; n < 10_000 && term > sum * 1e-16; n++) sum += term *= x / (a + n);
            return sum * front;
        }

        double b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
        for (int i = 1; i < 10_000; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = 1 / Away((an * d) + b);
            c = Away(b + (an / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15) break;
        }

        return 1 - (front * h);
    }

    /// <summary>I_x(a, b) by Lentz's continued fraction (Numerical Recipes, 3rd ed., §6.4).</summary>
    private static double Beta(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * BetaFraction(x, a, b) / a : 1 - (front * BetaFraction(1 - x, b, a) / b);
    }

    private static double BetaFraction(double x, double a, double b)
    {
        double c = 1, d = 1 / Away(1 - ((a + b) * x / (a + 1))), h = d;
        for (int m = 1; m < 10_000; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15) break;
        }

        return h;
    }

    private static double Away(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    /// <summary>ln Γ(x) for x ≥ 1 by Stirling's series after shifting x above 10 (Abramowitz and Stegun 6.1.41); error below 1e-14 relative.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 10; x++) shift -= Math.Log(x);
        double r = 1 / x, r2 = r * r;
        double series = r * ((1.0 / 12) - (r2 * ((1.0 / 360) - (r2 * ((1.0 / 1260) - (r2 * ((1.0 / 1680) - (r2 / 1188))))))));
        return shift + ((x - 0.5) * Math.Log(x)) - x + (Math.Log(2 * Math.PI) / 2) + series;
    }
}
