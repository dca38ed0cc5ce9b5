namespace Truce.Response.Indicators;

/// <summary>The watched periods of a row, oldest first, with running sums: a baseline over any stretch costs the same, however long it is.</summary>
internal sealed class RowPast
{
    private const double Normal90 = 1.2815515655446004;

    private readonly WatchOptions _options;
    private readonly List<IndicatorPeriod> _periods = [];
    private readonly Sums _count = new(), _hours = new(), _squares = new();
    private readonly (Sums Both, Sums Either, Sums Hours)[] _together;

    public RowPast(WatchOptions options)
    {
        _options = options;
        _together = [.. Enumerable.Range(0, options.Lags).Select(_ => (new Sums(), new Sums(), new Sums()))];
    }

    /// <summary>The periods, oldest first.</summary>
    public IReadOnlyList<IndicatorPeriod> Periods => _periods;

    /// <summary>Adds a watched period.</summary>
    public void Add(IndicatorPeriod period)
    {
        double count = period.Count, hours = period.ExposureHours!.Value;
        for (int lag = 1; lag <= _together.Length; lag++)
        {
            int at = _periods.Count - lag;
            (double both, double either, double shared) = (0, 0, 0);
            if (at >= 0)
            {
                double other = _periods[at].Count, otherHours = _periods[at].ExposureHours!.Value;
                shared = Math.Sqrt(hours * otherHours);
                both = count * other / shared;
                either = (count * Math.Sqrt(otherHours / hours)) + (other * Math.Sqrt(hours / otherHours));
            }

            _together[lag - 1].Both.Add(both);
            _together[lag - 1].Either.Add(either);
            _together[lag - 1].Hours.Add(shared);
        }

        _periods.Add(period);
        _count.Add(count);
        _hours.Add(hours);
        _squares.Add(count * count / hours);
    }

    /// <summary>What the periods from one to before another say.</summary>
    /// <param name="from">First.</param>
    /// <param name="to">The one after the last; more than <paramref name="from"/>.</param>
    /// <param name="seasonAllowance">The stated allowance for seasons, at least 1; it holds while the stretch is shorter than a year.</param>
    public RateBaseline Baseline(int from, int to, double seasonAllowance)
    {
        double count = _count.Over(from, to), hours = _hours.Over(from, to), rate = count / hours, season = HoldsAYear(from, to) ? 1 : seasonAllowance;
        if (count == 0)
        {
            (double none, double few) = RateBaseline.Bounds(0);
            return new(to - from, 0, hours, 0, none, few / hours, 1, 1) { SeasonFactor = season };
        }

        double sum = (_squares.Over(from, to) / rate) - (2 * count) + (rate * hours); // Pearson's residuals squared, multiplied out
        int n = to - from - 1;
        double scatter = Math.Max(1, sum / ChiSquare10(n)), persistence = Persistence(from, to, rate, sum), factor = scatter * persistence;
        (double low, double high) = RateBaseline.Bounds(count / factor);
        return new(to - from, (int)count, hours, rate, low * factor / hours, high * factor / hours, factor, persistence)
        {
            SeasonFactor = season,
            RestlessFactor = Restlessness.Factor(Blocks(from, to), rate, Math.Max(1, sum / n), (_options.Guard + _options.Block) / (double)_options.Block),
        };
    }

    /// <summary>Blocks counted back from the newest period, so that the newest movement is in them whole; what is left over at the old end is in none.</summary>
    private (double Count, double Hours)[] Blocks(int from, int to)
    {
        var blocks = new (double, double)[(to - from) / _options.Block];
        for (int i = 0, end = to; i < blocks.Length; i++, end -= _options.Block)
        {
            blocks[i] = (_count.Over(end - _options.Block, end), _hours.Over(end - _options.Block, end));
        }

        return blocks;
    }

    /// <summary>Whether a stretch spans a year and somebody looked in three periods of four of one: then its seasons are in it.</summary>
    private bool HoldsAYear(int from, int to)
    {
        const double DaysAYear = 365.25, Looked = 0.75;
        int days = _periods[to - 1].First.DayNumber - _periods[from].First.DayNumber;
        return days + (DaysAYear / _options.PeriodsPerYear) >= 365 && to - from >= Looked * _options.PeriodsPerYear;
    }

    /// <summary>The Bartlett-weighted sum of correlations of neighbours (Newey and West 1987), at least 1.</summary>
    private double Persistence(int from, int to, double rate, double sum)
    {
        double persistence = 1;
        for (int lag = 1; lag <= _together.Length && lag < to - from - 1 && sum > 0; lag++)
        {
            (Sums both, Sums either, Sums shared) = _together[lag - 1];
            double together = (both.Over(from + lag, to) / rate) - either.Over(from + lag, to) + (rate * shared.Over(from + lag, to));
            persistence += 2 * (1 - (lag / (_together.Length + 1.0))) * together / sum;
        }

        return Math.Max(1, persistence);
    }

    /// <summary>Lower 10 % of chi-square (Wilson and Hilferty 1931): divides a sum of squares into the upper 90 % bound of its scatter.</summary>
    private static double ChiSquare10(int degrees) => degrees * RateBaseline.Cube(1 - (2.0 / (9 * degrees)) - (Normal90 * Math.Sqrt(2.0 / (9 * degrees))));

    /// <summary>Running sums.</summary>
    private sealed class Sums
    {
        private readonly List<double> _upTo = [0];

        public void Add(double value) => _upTo.Add(_upTo[^1] + value);

        public double Over(int from, int to) => _upTo[to] - _upTo[from];
    }
}
