namespace Truce.Response.Indicators;

/// <summary>What the past of a row says: a rate, how sure it is, how its counts scatter and move, and what is therefore ordinary.</summary>
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
    private const double Normal975 = 1.959963984540054;

    /// <summary>By what factor, up or down, the rate may still move when it goes on moving as its own past did: <see cref="Restlessness"/>. 1 to 1,000,000.</summary>
    public double RestlessFactor { get; init; } = 1;

    /// <summary>The stated allowance for a season that the past is too short to show; 1 when it holds a year, or where none is stated.</summary>
    public double SeasonFactor { get; init; } = 1;

    /// <summary>Lowest rate that is held to be no change. A fall is bet on below it.</summary>
    public double OrdinaryLowPerHour => RatePerHour * Math.Exp(-Spread(RatePerHour, LowPerHour));

    /// <summary>Highest rate that is held to be no change. A rise is bet on above it.</summary>
    /// <remarks>A baseline that counted nothing has no logarithm: there the upper end of its interval is multiplied.</remarks>
    public double OrdinaryHighPerHour => Count == 0 ? HighPerHour * Factor : RatePerHour * Math.Exp(Spread(HighPerHour, RatePerHour));

    private double Factor => Math.Max(RestlessFactor, SeasonFactor);

    /// <summary>The interval of a mean (95 %) from a count that need not be whole: Garwood's by the cube-root form of Wilson and Hilferty (1931), as Byar gave it.</summary>
    internal static (double Low, double High) Bounds(double count)
    {
        double a = count, b = count + 1;
        double low = a <= 0 ? 0 : a * Cube(1 - (1 / (9 * a)) - (Normal975 / (3 * Math.Sqrt(a))));
        return (Math.Max(0, low), b * Cube(1 - (1 / (9 * b)) + (Normal975 / (3 * Math.Sqrt(b)))));
    }

    internal static double Cube(double x) => x * x * x;

    /// <summary>What the baseline does not know and how far the rate may move, in quadrature on the logarithm: two errors that have nothing to do with one another.</summary>
    private double Spread(double above, double below)
    {
        if (below <= 0) return double.PositiveInfinity;
        double error = Math.Log(above / below), moves = Math.Log(Factor);
        return Math.Sqrt((error * error) + (moves * moves));
    }
}
