using Truce.Commitments;
using Truce.Measures;
using Truce.Testing;

namespace Truce.Tests.Commitments;

/// <summary>Rates in which promises count by weight or by money, and how sure they are.</summary>
public sealed class WeightedRateTests
{
    [Fact]
    public void Of_equal_weights_and_whole_deliveries_it_is_the_exact_interval()
    {
        for (int n = 1; n <= 30; n++)
        {
            for (int kept = 0; kept <= n; kept++)
            {
                int k = kept;
                WeightedRate rate = WeightedRate.Of([.. Enumerable.Range(0, n).Select(i => (2.5, i < k ? 1.0 : 0))])!;
                (double low, double high) = ExactIntervals.Share(kept, n);
                Assert.Equal(kept / (double)n, rate.Share, 12);
                Assert.Equal(low, rate.Low, 9);
                Assert.Equal(high, rate.High, 9);
                Assert.Equal(n, rate.EffectiveCount, 9);
            }
        }
    }

    [Fact]
    public void One_large_promise_among_small_ones_says_little_more_than_one()
    {
        WeightedRate rate = WeightedRate.Of([(1000, 1), .. Enumerable.Repeat((1.0, 0.0), 50)])!;
        Assert.True(rate is { Share: > 0.95, EffectiveCount: < 1.2, Low: < 0.05, High: > 0.99 }, rate.ToString());
    }

    [Fact]
    public void Without_a_weight_above_zero_nothing_is_said()
    {
        Assert.Null(WeightedRate.Of([]));
        Assert.Null(WeightedRate.Of([(0, 1)]));
        Assert.Equal((0.0, 1.0), (WeightedRate.Of([(3, 0)])!.Low, WeightedRate.Of([(3, 1)])!.High));
    }

    /// <summary>How often the interval holds the truth, by number of promises, scatter of the weights (σ of their logarithm), share kept, and how much less the large are kept.</summary>
    [Theory]
    [InlineData(10, 0.0, 0.27, false, 0.95)]
    [InlineData(10, 1.0, 0.27, false, 0.95)]
    [InlineData(30, 1.0, 0.27, false, 0.95)]
    [InlineData(30, 1.5, 0.5, false, 0.95)]
    [InlineData(100, 1.5, 0.27, false, 0.95)]
    [InlineData(30, 1.0, 0.5, true, 0.95)]
    [InlineData(100, 1.0, 0.5, true, 0.95)]
    [InlineData(300, 1.0, 0.5, true, 0.95)]
    public void The_interval_holds_the_truth(int promises, double sigma, double kept, bool largeAreKeptLess, double least)
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        (double, double) Draw()
        {
            double z = random.NextNormal(), chance = largeAreKeptLess ? Math.Clamp(kept - (0.2 * z), 0, 1) : kept;
            return (Math.Exp(sigma * z), random.NextUnit() < chance ? 1 : 0);
        }

        // The truth of a world in which the large are kept less: by a sample so large that its own error does not count.
        double truth = kept;
        if (largeAreKeptLess)
        {
            double sum = 0, weight = 0;
            for (int i = 0; i < 2_000_000; i++)
            {
                (double w, double d) = Draw();
                (sum, weight) = (sum + (w * d), weight + w);
            }

            truth = sum / weight;
        }

        const int Worlds = 2000;
        int held = 0;
        for (int i = 0; i < Worlds; i++)
        {
            WeightedRate rate = WeightedRate.Of([.. Enumerable.Range(0, promises).Select(_ => Draw())])!;
            if (rate.Low <= truth && truth <= rate.High) held++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{promises} promises, sigma {sigma}, kept {kept}, truth {truth:F3}: held {held / (double)Worlds:P1}");
        Assert.True(held >= least * Worlds, $"seed {seed}: held in {held} of {Worlds}");
    }
}
