using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Tests.Response.Indicators;

/// <summary>How far a rate may move is read from how far it has moved.</summary>
public sealed class RestlessnessTests
{
    private const ulong Seed = 404;

    [Theory]
    [InlineData(1, 31.821)]
    [InlineData(2, 6.965)]
    [InlineData(3, 4.541)]
    [InlineData(5, 3.365)]
    [InlineData(10, 2.764)]
    [InlineData(30, 2.457)]
    public void Students_quantile_is_that_of_tables(int degrees, double table) => Assert.Equal(1, Restlessness.Student99(degrees) / table, 0.005);

    [Fact]
    public void The_variance_between_blocks_makes_them_as_far_apart_as_they_are()
    {
        // 2 · 6² / (10 + 100 τ²) = 1
        Assert.Equal(0.62, Restlessness.BetweenBlocks([(4, 10), (16, 10)], 1, 1), 6);
        Assert.Equal(0.62 - 0.1, Restlessness.BetweenBlocks([(4, 10), (16, 10)], 1, 2), 6);
        Assert.Equal(0, Restlessness.BetweenBlocks([(9, 10), (11, 10)], 1, 1));
        (double Count, double Hours)[] uneven = [(3, 2), (40, 20), (0, 1), (90, 24)];
        double between = Restlessness.BetweenBlocks(uneven, 2, 1.5);
        Assert.Equal(3, uneven.Sum(b => (b.Count - (2 * b.Hours)) * (b.Count - (2 * b.Hours)) / ((1.5 * 2 * b.Hours) + (4 * b.Hours * b.Hours * between))), 6);
    }

    [Fact]
    public void What_is_scattered_day_by_day_is_not_taken_for_movement_and_what_moves_is()
    {
        double Factor(Func<int, int> count) => Past(168, count, _ => 24).Baseline(0, 168, 1).RestlessFactor;
        Assert.Equal(1, Factor(_ => 3));
        Assert.InRange(Factor(d => d % 7 == 2 ? 21 : 0), 1, 1.01); // wild, and each fortnight like the last
        Assert.True(Factor(d => d / 28 % 2 == 0 ? 6 : 1) > 4);
        Assert.True(Factor(d => 3 + (d / 14)) > Factor(d => 3 + (d / 56)));
    }

    [Fact]
    public void A_longer_past_that_keeps_its_level_says_more()
    {
        double Factor(int days)
        {
            var random = new SeededRandom(Seed);
            return Math.Exp(Enumerable.Range(0, 40).Average(_ => Math.Log(Past(days, _ => random.NextPoisson(5), _ => 24).Baseline(0, days, 1).RestlessFactor)));
        }

        Assert.True(Factor(546) < Factor(56) && Factor(546) > 1, $"{Factor(546)} after a year and a half, {Factor(56)} after eight weeks, seed {Seed}");
    }

    [Fact]
    public void Seasons_are_allowed_for_until_the_past_holds_a_year_that_was_looked_at()
    {
        double Season(int days, Func<int, bool> looked)
        {
            RowPast past = Past(days, _ => 2, d => looked(d) ? 24 : 0);
            return past.Baseline(0, past.Periods.Count, 2).SeasonFactor;
        }

        Assert.Equal(2, Season(364, _ => true));
        Assert.Equal(1, Season(365, _ => true));
        Assert.Equal(1, Season(367, d => d % 5 != 0)); // its first day is the second
        Assert.Equal(2, Season(500, d => d is < 200 or > 450)); // a year and more, and a winter that nobody saw
    }

    [Fact]
    public void A_baseline_over_a_stretch_is_that_of_the_stretch_alone()
    {
        var random = new SeededRandom(Seed);
        RowPast whole = Past(300, _ => random.NextPoisson(4), d => 1 + random.NextBelow(24));
        foreach ((int from, int to) in (ReadOnlySpan<(int, int)>)[(0, 28), (40, 222), (117, 300)])
        {
            var part = new RowPast(WatchOptions.Days);
            foreach (IndicatorPeriod p in whole.Periods.Skip(from).Take(to - from)) part.Add(p);
            RateBaseline one = whole.Baseline(from, to, 2), other = part.Baseline(0, to - from, 2);
            Assert.Equal((other.Count, other.Periods), (one.Count, one.Periods));
            Assert.Equal(other.OrdinaryHighPerHour, one.OrdinaryHighPerHour, 9);
            Assert.Equal(other.OrdinaryLowPerHour, one.OrdinaryLowPerHour, 9);
            Assert.Equal(other.ScatterFactor, one.ScatterFactor, 9);
        }
    }

    [Fact]
    public void Ordinary_is_never_narrower_than_the_error_of_the_baseline()
    {
        var random = new SeededRandom(Seed);
        for (int i = 0; i < 200; i++)
        {
            double mean = random.NextUnit() * (random.NextBelow(2) == 0 ? 1 : 20);
            RateBaseline past = Past(28 + random.NextBelow(400), _ => random.NextPoisson(mean), _ => random.NextBelow(6) == 0 ? 0 : 24).Baseline(0, 23, 1 + random.NextUnit());
            string told = $"{past}, seed {Seed}, {i}";
            Assert.True(past.OrdinaryLowPerHour <= past.LowPerHour * (1 + 1e-9), told);
            Assert.True(past.OrdinaryHighPerHour >= past.HighPerHour * (1 - 1e-9), told);
            Assert.True(past.RestlessFactor >= 1 && past.SeasonFactor >= 1, told);
        }
    }

    /// <summary>A past of days; those with hours of 0 are not watched and not in it.</summary>
    internal static RowPast Past(int days, Func<int, int> count, Func<int, double> hours)
    {
        var past = new RowPast(WatchOptions.Days);
        for (int d = 0; d < days; d++)
        {
            int counted = count(d);
            double looked = hours(d);
            if (looked > 0) past.Add(new(MadeUp.First.AddDays(d), counted, looked, []));
        }

        return past;
    }
}
