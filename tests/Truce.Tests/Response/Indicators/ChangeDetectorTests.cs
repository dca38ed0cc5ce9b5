using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Tests.Response.Indicators;

/// <summary>The bets are fair, and lights come no oftener than is promised.</summary>
public sealed class ChangeDetectorTests
{
    [Theory]
    [InlineData(1.25, 1)]
    [InlineData(4, 1)]
    [InlineData(0.25, 1)]
    [InlineData(1.5, 2.5)]
    [InlineData(2, 10)]
    [InlineData(0.5, 10)]
    public void A_bet_pays_one_on_average_at_the_rate_of_the_baseline_and_less_on_its_far_flank(double ratio, double scatter)
    {
        (double theta, double psi) = ChangeDetector.Bet(ratio, scatter);
        const double Mean = 3;
        double Pays(double mean, double price) => Probabilities(mean, scatter).Select((p, k) => p == 0 ? 0 : p * Math.Exp((theta * k) - (Mean * price))).Sum();
        Assert.Equal(1, Pays(Mean, psi), 6);
        Assert.True(Pays(ratio > 1 ? Mean * 0.8 : Mean * 1.2, psi) < 1);
        Assert.True(Pays(Mean, psi - 0.01) > 1.02); // a price a little too low is seen
    }

    [Theory]
    [InlineData(ChangeDirection.Rise, 1)]
    [InlineData(ChangeDirection.Fall, 1)]
    [InlineData(ChangeDirection.Rise, 4)]
    public void Lights_come_at_most_alpha_times_a_period_when_the_rate_is_known(ChangeDirection direction, int salvo)
    {
        const double Alpha = 0.02, Mean = 2;
        const ulong Seed = 77;
        const int Periods = 100_000;
        int Lights(double truth)
        {
            var random = new SeededRandom(Seed);
            var baseline = new RateBaseline(100, 200, 100, Mean, Mean, Mean, salvo, 1);
            var detector = new ChangeDetector(direction, Alpha, 3);
            return Enumerable.Range(0, Periods).Count(_ => detector.Step(salvo * random.NextPoisson(truth / salvo), 1, baseline));
        }

        int lights = Lights(Mean);
        Assert.True(lights is > 0 and <= (int)(Alpha * Periods), $"{lights} lights, seed {Seed}");
        double changed = direction == ChangeDirection.Rise ? Mean * 2 : Mean / 4;
        Assert.True(Lights(changed) > Alpha * Periods, $"a planted change lit too seldom, seed {Seed}");
    }

    [Fact]
    public void The_interval_of_a_rate_is_that_of_exact_tables_within_two_hundredths()
    {
        foreach (int count in (int[])[0, 1, 3, 10, 47, 400])
        {
            (double low, double high) = RateBaseline.Bounds(count);
            Interval95 exact = ExactIntervals.PoissonMean(count);
            Assert.True(Math.Abs(high - exact.High) <= 0.02 * exact.High, $"{count}: {high} for {exact.High}");
            Assert.True(Math.Abs(low - exact.Low) <= Math.Max(0.02, 0.02 * exact.Low), $"{count}: {low} for {exact.Low}");
        }
    }

    [Fact]
    public void Salvos_and_lasting_unrest_widen_what_the_baseline_allows()
    {
        RateBaseline Past(Func<int, int> count) => RestlessnessTests.Past(84, count, _ => 24).Baseline(0, 84, 1);
        RateBaseline even = Past(_ => 3), salvos = Past(d => d % 5 == 0 ? 15 : 0), lasting = Past(d => d / 14 % 2 == 0 ? 6 : 0);
        Assert.Equal((1.0, 1.0), (even.ScatterFactor, even.PersistenceFactor));
        Assert.True(salvos.ScatterFactor > 10 && salvos.PersistenceFactor < 1.3, salvos.ToString());
        Assert.True(lasting.PersistenceFactor > 3, lasting.ToString());
        Assert.True(salvos.HighPerHour > even.HighPerHour && salvos.LowPerHour < even.LowPerHour);
    }

    /// <summary>Of a negative binomial with this variance over mean; Poisson for 1.</summary>
    private static double[] Probabilities(double mean, double scatter)
    {
        double[] p = new double[3000];
        double r = scatter > 1 ? mean / (scatter - 1) : 0, q = 1 - (1 / scatter);
        p[0] = scatter > 1 ? Math.Pow(1 / scatter, r) : Math.Exp(-mean);
        for (int k = 1; k < p.Length; k++) p[k] = p[k - 1] * (scatter > 1 ? q * (r + k - 1) / k : mean / k);
        return p;
    }
}
