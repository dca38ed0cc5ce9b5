namespace Truce.Response.Indicators;

/// <summary>When a change began and how large it is. Made after a light: the size of a change that was just found is found too large rather than too small.</summary>
/// <param name="Began">First day of the period in which it most likely began.</param>
/// <param name="Earliest">Earliest day of the 95 % interval.</param>
/// <param name="Latest">Latest day of it.</param>
/// <param name="OrBefore">Whether the earliest day is the first that was considered: it may have begun before.</param>
/// <param name="Count">Counts since it began.</param>
/// <param name="ExposureHours">Hours watched since.</param>
/// <param name="Ratio">Rate since over rate of the baseline; absent where the baseline counted nothing.</param>
/// <param name="RatioLow">Lower end of its 95 % interval, with the scatter.</param>
/// <param name="RatioHigh">Upper end; absent where there is no bound.</param>
public sealed record ChangeEstimate(
    DateOnly Began, DateOnly Earliest, DateOnly Latest, bool OrBefore, int Count, double ExposureHours, double? Ratio, double RatioLow, double? RatioHigh)
{
    private const double Normal975 = 1.959963984540054;

    /// <summary>Estimates from the watched periods of a row.</summary>
    /// <param name="watched">Watched periods, oldest first.</param>
    /// <param name="first">First that may be the beginning.</param>
    /// <param name="lit">The period that lit.</param>
    /// <param name="last">The last that belongs to the change.</param>
    /// <param name="baseline">What was before.</param>
    /// <param name="direction">Which way.</param>
    internal static ChangeEstimate Of(IReadOnlyList<IndicatorPeriod> watched, int first, int lit, int last, RateBaseline baseline, ChangeDirection direction)
    {
        double[] log = Profile(watched, first, lit, baseline, direction);
        int best = 0;
        for (int i = 1; i < log.Length; i++) best = log[i] > log[best] ? i : best;
        (int low, int high) = Interval(log, best);
        int began = first + best;
        (int count, double hours) = Sum(watched, began, last);
        (double? ratio, double ratioLow, double? ratioHigh) = RatioOf(count, hours, baseline);
        return new(watched[began].First, watched[first + low].First, watched[first + high].First, low == 0, count, hours, ratio, ratioLow, ratioHigh);
    }

    /// <summary>Rate over rate of the baseline with a 95 % interval: normal on the logarithm, half a count added to each so that zero has an interval, widened by the scatter.</summary>
    internal static (double? Ratio, double Low, double? High) RatioOf(int count, double hours, RateBaseline baseline)
    {
        double now = (count / baseline.ScatterFactor) + 0.5, before = (baseline.Count / baseline.ScatterFactor) + 0.5;
        double middle = now / hours / (before / baseline.ExposureHours), half = Math.Exp(Normal975 * Math.Sqrt((1 / now) + (1 / before)));
        return (baseline.Count == 0 ? null : count / hours / baseline.RatePerHour, count == 0 ? 0 : middle / half, baseline.Count == 0 ? null : middle * half);
    }

    /// <summary>Quasi-likelihood of each beginning against no change, with the rate after it free on its own flank of the baseline's.</summary>
    private static double[] Profile(IReadOnlyList<IndicatorPeriod> watched, int first, int lit, RateBaseline baseline, ChangeDirection direction)
    {
        double[] log = new double[lit - first + 1];
        double count = 0, hours = 0, before = (baseline.Count + 0.5) / baseline.ExposureHours;
        for (int at = lit; at >= first; at--)
        {
            (count, hours) = (count + watched[at].Count, hours + watched[at].ExposureHours!.Value);
            double rate = count / hours;
            bool right = direction == ChangeDirection.Rise ? rate > before : rate < before;
            log[at - first] = right ? ((count == 0 ? 0 : count * Math.Log(rate / before)) - (count - (before * hours))) / baseline.ScatterFactor : 0;
        }

        return log;
    }

    /// <summary>Hull of the likeliest beginnings that hold 95 % of the weight, all being alike before.</summary>
    private static (int Low, int High) Interval(double[] log, int best)
    {
        double[] weight = [.. log.Select(l => Math.Exp(l - log[best]))];
        double rest = weight.Sum() * 0.95;
        (int low, int high) = (best, best);
        foreach (int i in Enumerable.Range(0, weight.Length).OrderByDescending(i => weight[i]).ThenBy(i => i))
        {
            if (rest <= 0) break;
            rest -= weight[i];
            (low, high) = (Math.Min(low, i), Math.Max(high, i));
        }

        return (low, high);
    }

    private static (int Count, double Hours) Sum(IReadOnlyList<IndicatorPeriod> watched, int from, int to)
    {
        int count = 0;
        double hours = 0;
        for (int i = from; i <= to; i++) (count, hours) = (count + watched[i].Count, hours + watched[i].ExposureHours!.Value);
        return (count, hours);
    }
}
