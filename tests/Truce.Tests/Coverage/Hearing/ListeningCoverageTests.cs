using System.Collections.Immutable;
using Truce.Coverage.Hearing;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Coverage.Hearing;

/// <summary>Where and for how long sensors heard: a sensor that did not listen covers nothing.</summary>
public sealed class ListeningCoverageTests
{
    private static readonly DateTimeOffset Midnight = new(2031, 3, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeInterval Day = new(Midnight, Midnight.AddHours(24));
    private static readonly GeoPoint SouthWest = new(49.5, 29.5), NorthEast = new(50.5, 30.5), Middle = new(50, 30);

    private static ListeningPlace Place(string name, GeoPoint at, double radius90M, double radius50M, double radius10M) => new(name, [name], at, new(radius90M, radius50M, radius10M));

    private static Observation Row(string source, double fromH, double toH, string? reach = null) => new()
    {
        Feed = "network",
        SourceKey = $"{source}-{fromH}",
        Source = source,
        Class = ObservationClass.Watch,
        When = new(Midnight.AddHours(fromH), Midnight.AddHours(toH)),
        Where = new ObservedPlace.Nowhere(""),
        Facts = reach is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("reach", reach),
        Raw = default,
    };

    private static ListeningCoverage Of(ListeningPlace[] places, params Observation[] rows) => ListeningCoverage.Of(Day, SouthWest, NorthEast, places, rows);

    [Fact]
    public void A_disc_that_listened_all_day_covers_its_share_of_the_area()
    {
        ListeningCoverage of = Of([Place("A", Middle, 5_000, 10_000, 20_000)], Row("A", 0, 24));
        var plane = new LocalPlane(Middle);
        double areaM2 = plane.MetresPerDegreeEast * plane.MetresPerDegreeNorth;
        foreach (int percent in ListeningCoverage.Percents)
        {
            double radiusM = of.Sensors[0].Place.Reach.RadiusM(percent)!.Value;
            Assert.Equal(Math.PI * radiusM * radiusM / areaM2, of.AreaShare[percent], 0.004);
        }
    }

    [Fact]
    public void Half_a_day_is_half_the_share_and_a_dead_stretch_counts_for_nothing()
    {
        ListeningPlace[] one = [Place("A", Middle, 5_000, 10_000, 20_000)];
        double whole = Of(one, Row("A", 0, 24)).AreaShare[50];
        ListeningCoverage hurt = Of(one, Row("A", 0, 12), Row("A", 12, 20, "none"), Row("A", 20, 24, "reduced"));
        Assert.Equal(12, hurt.Sensors[0].HoursListened);
        Assert.Equal(whole / 2, hurt.AreaShare[50], 0.0002);
        Assert.Equal(0, Of(one).AreaShare[10]);
        Assert.Equal(0, Of(one, Row("B", 0, 24)).Sensors[0].HoursListened);
    }

    [Fact]
    public void Sensors_that_listen_one_after_another_add_up_and_at_once_they_do_not()
    {
        ListeningPlace[] two = [Place("A", Middle, 5_000, 10_000, 20_000), Place("B", Middle, 5_000, 10_000, 20_000)];
        double whole = Of(two, Row("A", 0, 24)).AreaShare[90];
        Assert.Equal(whole, Of(two, Row("A", 0, 12), Row("B", 12, 24)).AreaShare[90]);
        Assert.Equal(whole / 2, Of(two, Row("A", 0, 12), Row("B", 0, 12)).AreaShare[90], 0.0002);
    }

    [Fact]
    public void An_array_listens_while_three_of_its_elements_do()
    {
        var array = new ListeningPlace("XX.A", ["1", "2", "3", "4"], Middle, new(1_000, 2_000, 3_000));
        ListeningCoverage of = Of([array], Row("1", 0, 24), Row("2", 0, 10), Row("3", 5, 24), Row("4", 12, 14));
        Assert.Equal(5 + 2, of.Sensors.Single().HoursListened);
    }

    [Fact]
    public void What_is_not_known_is_no_zero()
    {
        ListeningCoverage of = Of([new("A", ["A"], Middle, default)], Row("A", 0, 24));
        Assert.Empty(of.AreaShare);
        Assert.Equal(24, of.Sensors.Single().HoursListened);
        Assert.All(ListeningCoverage.Percents, p => Assert.Empty(ReachOutline.Of(of, p)));
    }

    [Fact]
    public void The_outline_is_the_union_of_discs_that_listened()
    {
        var plane = new LocalPlane(Middle);
        ListeningPlace a = Place("A", Middle, 5_000, 10_000, 20_000), b = Place("B", plane.ToGeo(15_000, 0), 5_000, 10_000, 20_000), deaf = Place("C", plane.ToGeo(0, 40_000), 5_000, 10_000, 20_000);
        ListeningCoverage of = Of([a, b, deaf], Row("A", 0, 1), Row("B", 0, 1));
        Assert.Equal(2, ReachOutline.Of(of, 90).Length); // 15 km apart, 5 km each
        ImmutableArray<GeoPoint> ring = Assert.Single(Assert.Single(ReachOutline.Of(of, 50)));
        Assert.Equal(ring[0], ring[^1]);
        Assert.All(ring, p => Assert.Equal(10_000, Math.Min(p.DistanceM(a.Position), p.DistanceM(b.Position)), 150.0));
    }
}
