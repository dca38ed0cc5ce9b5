using FsCheck;
using FsCheck.Fluent;
using Truce.Measures;

namespace Truce.Tests.Measures;

public sealed class ExactIntervalTests
{
    /// <summary>Garwood's interval, χ²(0.025; 2k)/2 and χ²(0.975; 2k + 2)/2: the chi-square tables, and for 50 and 100 the direct sum of Poisson terms.</summary>
    [Theory]
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, 0.0253, 5.5716)]
    [InlineData(2, 0.2422, 7.2247)]
    [InlineData(5, 1.6235, 11.6683)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(20, 12.2165, 30.8884)]
    [InlineData(50, 37.110964, 65.918767)]
    [InlineData(100, 81.363991, 121.626794)]
    public void A_poisson_mean_has_the_interval_of_the_tables(int count, double low, double high)
    {
        Interval95 interval = ExactIntervals.PoissonMean(count);
        Assert.Equal(low, interval.Low, 1e-4);
        Assert.Equal(high, interval.High, 1e-4);
    }

    /// <summary>Clopper and Pearson's interval; 0 of 10 and 5 of 10 from the published tables.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(5, 10, 0.1871, 0.8129)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(1, 100, 0.0003, 0.0545)]
    public void A_share_has_the_interval_of_the_tables(int hits, int trials, double low, double high)
    {
        (double l, double h) = ExactIntervals.Share(hits, trials);
        Assert.Equal(low, l, 4);
        Assert.Equal(high, h, 4);
    }

    [Fact]
    public void Equal_counts_and_exposures_show_no_difference() => Prop.ForAll(
        Gen.Choose(1, 400).ToArbitrary(),
        n =>
        {
            Interval95 ratio = ExactIntervals.RateRatio(n, 24, n, 24);
            return ratio.Low < 1 && ratio.High > 1 && Math.Abs((ratio.Low * ratio.High) - 1) < 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exchanging_the_periods_turns_the_ratio_over() => Prop.ForAll(
        Gen.Choose(1, 300).Two().ToArbitrary(),
        pair =>
        {
            Interval95 a = ExactIntervals.RateRatio(pair.Item1, 20, pair.Item2, 10), b = ExactIntervals.RateRatio(pair.Item2, 10, pair.Item1, 20);
            return Math.Abs((a.Low * b.High) - 1) < 1e-6 && Math.Abs((a.High * b.Low) - 1) < 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_interval_of_a_mean_holds_its_count_and_rises_with_it()
    {
        Interval95 before = ExactIntervals.PoissonMean(0);
        foreach (int count in Enumerable.Range(1, 300).Append(30_000))
        {
            Interval95 now = ExactIntervals.PoissonMean(count);
            Assert.True(now.Low < count && count < now.High && now.Low > before.Low && now.High > before.High, $"{count}");
            before = now;
        }
    }
}
