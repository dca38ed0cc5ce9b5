namespace Truce.Response.Indicators;

/// <summary>How far a rate may move that goes on moving as its own past did: a prediction interval from the past in blocks of two weeks.</summary>
/// <remarks>
/// The blocks are read as a random-effects meta-analysis reads its studies: count k of a block has mean μ = rate · hours and variance φμ + μ²τ²; φ is the scatter of single periods, so that what
/// single periods scatter is not taken for movement, and τ² (the variance of the rate between blocks over its square) solves Σ(k − μ)²/(φμ + μ²τ²) = n − 1 (Paule and Mandel 1982). The interval is
/// t(n − 1; 0.99) · √(f · ln(1 + τ²)) on the logarithm, Student's t as in Higgins, Thompson and Spiegelhalter (2009). f is ours: the blocks follow one another and may wander. For the wanderer that keeps
/// no level at all (a random walk), the level h blocks after the past ends lies n/3 + h steps' variances from the past's mean, while its blocks vary by n/6 among themselves: f = (n/3 + h)/(n/6).
/// That is too wide for rates that return, on purpose.
/// </remarks>
internal static class Restlessness
{
    private const double Normal99 = 2.3263478740408408;
    private const int FewestBlocks = 2, MostSteps = 100;
    private const double CloseEnough = 1e-9;
    private const double MostFactor = 1e6; // no bound to speak of: two blocks that differ say that much

    /// <summary>The factor by which the rate may lie above or below that of the past, at least 1; 1 where there are too few blocks to tell.</summary>
    /// <param name="blocks">Count and hours of each block; hours above 0.</param>
    /// <param name="ratePerHour">Rate of the past, above 0.</param>
    /// <param name="scatter">Variance over mean of single periods, at least 1: the estimate, not its bound.</param>
    /// <param name="blocksAhead">How many blocks after the end of the past the rate is predicted.</param>
    public static double Factor(ReadOnlySpan<(double Count, double Hours)> blocks, double ratePerHour, double scatter, double blocksAhead)
    {
        int n = blocks.Length;
        if (n < FewestBlocks) return 1;
        double between = BetweenBlocks(blocks, ratePerHour, scatter);
        double wander = ((n / 3.0) + blocksAhead) / (n / 6.0);
        return Math.Min(MostFactor, Math.Exp(Student99(n - 1) * Math.Sqrt(wander * Math.Log(1 + between))));
    }

    /// <summary>Variance of the rate between blocks over its square (Paule and Mandel 1982); 0 where scatter alone explains the blocks.</summary>
    internal static double BetweenBlocks(ReadOnlySpan<(double Count, double Hours)> blocks, double ratePerHour, double scatter)
    {
        int target = blocks.Length - 1;
        double between = 0;
        for (int i = 0; i < MostSteps; i++)
        {
            (double q, double slope) = Q(blocks, ratePerHour, scatter, between);
            if (q - target <= CloseEnough * target) break;
            between -= (q - target) / slope; // Newton from the left: Q falls and is convex, so that no step goes too far
        }

        return between;
    }

    /// <summary>The 99 % quantile of Student's t: exact for 1 and 2 degrees of freedom, else by its expansion about the normal (Abramowitz and Stegun 1964, 26.7.5), within 0.5 %.</summary>
    internal static double Student99(int degrees)
    {
        if (degrees == 1) return Math.Tan(Math.PI * 0.49);
        if (degrees == 2) return 0.98 * Math.Sqrt(2 / (1 - (0.98 * 0.98)));
        const double Z = Normal99, Z3 = Z * Z * Z, Z5 = Z3 * Z * Z, Z7 = Z5 * Z * Z, Z9 = Z7 * Z * Z;
        double v = degrees;
        return Z + ((Z3 + Z) / (4 * v)) + (((5 * Z5) + (16 * Z3) + (3 * Z)) / (96 * v * v)) + (((3 * Z7) + (19 * Z5) + (17 * Z3) - (15 * Z)) / (384 * v * v * v))
            + (((79 * Z9) + (776 * Z7) + (1482 * Z5) - (1920 * Z3) - (945 * Z)) / (92160 * v * v * v * v));
    }

    private static (double Sum, double Slope) Q(ReadOnlySpan<(double Count, double Hours)> blocks, double rate, double scatter, double between)
    {
        (double sum, double slope) = (0, 0);
        foreach ((double count, double hours) in blocks)
        {
            double mean = rate * hours, variance = (scatter * mean) + (mean * mean * between), part = (count - mean) * (count - mean) / variance;
            sum += part;
            slope -= part * mean * mean / variance;
        }

        return (sum, slope);
    }
}
