using System.Collections.Immutable;
using Truce.Coverage.Hearing;
using Truce.Measures;

namespace Truce.Tests.Coverage.Hearing;

public sealed class HearingFieldTests
{
    private static readonly DetectionCurve Curve = DetectionCurve.Fit([new(8, 4, 40), new(12, 20, 40), new(16, 36, 40)], 0, out _)!;

    // 1 at a kilometre, falling as one over distance.
    private static readonly SourceAtDistance Source = new(d => 1000 / d, 0, 100, 100_000, "one over distance");

    [Fact]
    public void Without_spread_the_field_is_the_curve_at_the_ratio_of_that_distance()
    {
        var field = new HearingField.Known(Curve, [0.01], Source);
        foreach (double d in new double[] { 1000, 7000, 25_000, 60_000 }) Assert.Equal(Curve.ProbabilityAt(20 * Math.Log10(1000 / d / 0.01)), field.At(d)!.Value.Probability, 1e-12);
        Assert.Equal(100_000 / Math.Pow(10, Curve.SnrDb(0.9) / 20), field.RadiusM(0.9)!.Value, 1e-6);
        Assert.Equal(0.5, field.At(field.RadiusM(0.5)!.Value)!.Value.Probability, 1e-9);
    }

    [Fact]
    public void A_spread_of_the_way_leaves_the_radius_of_a_half_and_draws_that_of_nine_tenths_in()
    {
        HearingField.Known sharp = new(Curve, [0.01], Source), wide = new(Curve, [0.01], Source with { SpreadLnSigma = 1.1 });
        Assert.Equal(sharp.RadiusM(0.5)!.Value, wide.RadiusM(0.5)!.Value, 1);
        Assert.True(wide.RadiusM(0.9) < 0.5 * sharp.RadiusM(0.9));
    }

    [Fact]
    public void The_field_falls_with_distance_and_lies_between_its_bounds()
    {
        var field = new HearingField.Known(Curve, [0.005, 0.01, 0.03], Source with { SpreadLnSigma = 1.1 });
        double[] distances = [.. Enumerable.Range(0, 60).Select(i => 100 * Math.Pow(1000, i / 59.0)).Select(d => Math.Clamp(d, 100, 100_000))];
        HeardShare[] rings = [.. field.Rings(distances).Select(h => h!.Value)];
        Assert.All(rings.Zip(rings.Skip(1)), pair => Assert.True(pair.Second.Probability < pair.First.Probability));
        Assert.All(rings, h => Assert.True(h.ProbabilityLow <= h.Probability && h.Probability <= h.ProbabilityHigh));
    }

    [Fact]
    public void Not_known_stays_not_known()
    {
        var unknown = new HearingField.Unknown("sensitivity not known");
        var known = new HearingField.Known(Curve, [0.01], Source);
        var sensor = new GeoPoint(10, 20);
        GeoPoint[] places = [new(10.1, 20), new(10.3, 20), new(15, 20)];
        ImmutableArray<HeardShare?> none = unknown.Over(sensor, places), some = known.Over(sensor, places);
        Assert.Null(unknown.RadiusM(0.5));
        Assert.All(none, Assert.Null);
        Assert.Null(some[2]); // farther than the relation goes: neither 0 nor anything else
        Assert.Null(known.At(50));
        Assert.Equal(some, HearingField.Best([none, some]));
        Assert.All(HearingField.Best([none, none]), Assert.Null);
    }

    [Fact]
    public void Radii_stop_at_the_ends_of_the_relation()
    {
        Assert.Equal(0, new HearingField.Known(Curve, [1e6], Source).RadiusM(0.5));
        Assert.Equal(100_000, new HearingField.Known(Curve, [1e-9], Source).RadiusM(0.5));
    }

    [Fact]
    public void Noise_of_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new HearingField.Known(Curve, [], Source));
        Assert.Throws<ArgumentException>(() => new HearingField.Known(Curve, [0.01, 0], Source));
        Assert.Throws<ArgumentException>(() => new HearingField.Known(Curve, [double.NaN], Source));
    }
}
