using Truce.Coverage.Hearing;
using Truce.Measures;

namespace Truce.Tests.Coverage.Hearing;

public sealed class DetectionCurveTests
{
    private const ulong Seed = 20_261_122;

    private static readonly double[] RatiosDb = [0, 4, 8, 10, 12, 14, 16, 20, 24];

    // Bliss 1935, Ann. Appl. Biol. 22, 134; estimates by Dobson and Barnett 2008, An Introduction to Generalized Linear Models, 3rd ed., section 7.3.1.
    private static readonly DetectionPoint[] Beetles =
    [
        new(1.6907, 6, 59), new(1.7242, 13, 60), new(1.7552, 18, 62), new(1.7842, 28, 56), new(1.8113, 52, 63), new(1.8369, 53, 59), new(1.8610, 61, 62), new(1.8839, 60, 60),
    ];

    [Fact]
    public void The_beetles_of_Bliss_give_the_published_estimates()
    {
        DetectionCurve curve = Fit(Beetles);
        Assert.Equal(34.270, curve.SlopePerDb, 0.001);
        Assert.Equal(60.717, curve.SlopePerDb * curve.MiddleDb, 0.001);
        Assert.Equal(2.912, curve.SlopeSigmaPerDb / Math.Sqrt(curve.DispersionRatio), 0.001);
        Assert.Equal(11.23, curve.DispersionRatio * (Beetles.Length - 2), 0.005);
        Assert.Equal(0.0, curve.ProbabilityAt(curve.SnrDb(0.9)) - 0.9, 1e-12);
    }

    [Theory]
    [InlineData(12, 0.6, 0)]
    [InlineData(12, 0.6, 0.1)]
    [InlineData(9, 0.25, 0.02)]
    public void Intervals_hold_the_planted_curve_as_often_as_they_say(double middleDb, double slope, double chance)
    {
        var random = new SeededRandom(Seed);
        int fits = 0, middle = 0, slopes = 0, low = 0;
        for (int i = 0; i < 400; i++)
        {
            DetectionPoint[] points = [.. RatiosDb.Select(x => new DetectionPoint(x, Draw(random, 40, chance + ((1 - chance) / (1 + Math.Exp(-slope * (x - middleDb))))), 40))];
            if (DetectionCurve.Fit(points, chance, out _) is not { } curve) continue;
            fits++;
            if (Math.Abs(curve.MiddleDb - middleDb) <= 1.96 * curve.MiddleSigmaDb) middle++;
            if (Math.Abs(curve.SlopePerDb - slope) <= 1.96 * curve.SlopeSigmaPerDb) slopes++;
            Interval95 at = curve.IntervalAt(middleDb - 4);
            double truth = 1 / (1 + Math.Exp(slope * 4));
            if (at.Low <= truth && truth <= at.High) low++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: {fits} fits, middle held {middle}, slope {slopes}, 4 dB below {low}");
        Assert.True(fits >= 396);
        Assert.All([middle, slopes, low], held => Assert.InRange((double)held / fits, 0.92, 0.995));
    }

    [Fact]
    public void An_interval_of_a_fit_that_is_half_as_wide_would_be_seen()
    {
        var random = new SeededRandom(Seed);
        int held = 0;
        for (int i = 0; i < 400; i++)
        {
            DetectionCurve curve = Fit([.. RatiosDb.Select(x => new DetectionPoint(x, Draw(random, 40, 1 / (1 + Math.Exp(-0.6 * (x - 12)))), 40))]);
            if (Math.Abs(curve.MiddleDb - 12) <= 0.98 * curve.MiddleSigmaDb) held++;
        }

        Assert.True(held < 0.92 * 400);
    }

    [Fact]
    public void Counts_that_fix_no_curve_give_none_and_say_why()
    {
        Assert.Contains("plant at ratios between", Reason(new(0, 0, 10), new(6, 0, 10), new(12, 10, 10)), StringComparison.Ordinal);
        Assert.Contains("nothing was detected", Reason(new(0, 0, 10), new(6, 0, 10)), StringComparison.Ordinal);
        Assert.Contains("everything was detected", Reason(new(0, 10, 10), new(6, 10, 10)), StringComparison.Ordinal);
        Assert.Contains("fewer than two", Reason(new DetectionPoint(0, 3, 10)), StringComparison.Ordinal);
        Assert.Contains("do not rise", Reason(new(0, 9, 10), new(6, 5, 10), new(12, 1, 10)), StringComparison.Ordinal);
        Assert.Contains("fewer than two", Reason(new(0, 0, 0), new(6, 0, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_tells_its_exact_interval_and_nothing_planted_is_not_known()
    {
        Assert.Equal(0.3085, new DetectionPoint(0, 0, 10).Interval.High, 4);
        Assert.Null(new DetectionPoint(0, 0, 0).DetectedShare);
        Assert.Equal(new Interval95(0, 1), new DetectionPoint(0, 0, 0).Interval);
    }

    private static DetectionCurve Fit(DetectionPoint[] points)
    {
        DetectionCurve? curve = DetectionCurve.Fit(points, 0, out string problem);
        Assert.True(curve is not null, problem);
        return curve;
    }

    private static string Reason(params DetectionPoint[] points)
    {
        Assert.Null(DetectionCurve.Fit(points, 0, out string problem));
        return problem;
    }

    private static int Draw(SeededRandom random, int of, double probability) => Enumerable.Range(0, of).Count(_ => random.NextUnit() < probability);
}
