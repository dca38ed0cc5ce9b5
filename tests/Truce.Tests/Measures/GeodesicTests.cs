using FsCheck;
using FsCheck.Fluent;
using Truce.Measures;

namespace Truce.Tests.Measures;

public sealed class GeodesicTests
{
    private static double Degrees(double d, double m, double s) => d + (m / 60) + (s / 3600);

    // Flinders Peak to Buninyong, the worked example of the Geocentric Datum of Australia Technical Manual (GRS 80; WGS 84 differs from it by less than 0.1 mm here).
    [Fact]
    public void Flinders_Peak_to_Buninyong_is_as_published()
    {
        var flinders = new GeoPoint(-Degrees(37, 57, 3.72030), Degrees(144, 25, 29.52440));
        var buninyong = new GeoPoint(-Degrees(37, 39, 10.15610), Degrees(143, 55, 35.38390));
        (double distance, double azimuth) = Geodesic.Inverse(flinders, buninyong);
        Assert.Equal(54_972.271, distance, 3);
        Assert.Equal(Degrees(306, 52, 5.37), azimuth, 5);
        GeoPoint reached = Geodesic.Direct(flinders, azimuth, distance);
        Assert.Equal(buninyong.LatitudeDeg, reached.LatitudeDeg, 9);
        Assert.Equal(buninyong.LongitudeDeg, reached.LongitudeDeg, 9);
    }

    // a π/180, and the quarter meridian of WGS 84 (GeographicLib's documentation: 10 001 965.729 m).
    [Fact]
    public void A_degree_of_the_equator_and_a_quarter_meridian_are_those_of_the_ellipsoid()
    {
        Assert.Equal(6_378_137.0 * Math.PI / 180, Geodesic.Inverse(new(0, 10), new(0, 11)).DistanceM, 4);
        Assert.Equal(10_001_965.729, Geodesic.Inverse(new(0, 0), new(90, 0)).DistanceM, 2);
    }

    [Fact]
    public void Going_there_is_the_inverse_of_measuring() => Prop.ForAll(
        Gen.Choose(-8_900, 8_900).Select(x => x / 100.0).Zip(Gen.Choose(-18_000, 18_000).Select(x => x / 100.0)).Zip(Gen.Choose(0, 35_999).Zip(Gen.Choose(1, 5_000_000))).ToArbitrary(),
        c =>
        {
            var from = new GeoPoint(c.Item1.Item1, c.Item1.Item2);
            double azimuth = c.Item2.Item1 / 100.0, distance = c.Item2.Item2;
            (double back, double seen) = Geodesic.Inverse(from, Geodesic.Direct(from, azimuth, distance));
            return Math.Abs(back - distance) < 0.001 && Math.Abs(Math.IEEERemainder(seen - azimuth, 360)) * Math.PI / 180 * distance < 0.01;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Antipodes_are_said_not_to_converge() => Assert.True(double.IsNaN(Geodesic.Inverse(new(0, 0), new(0.5, 179.7)).DistanceM));

    // The planted fault: the sphere is off by kilometres at 500 km.
    [Fact]
    public void The_sphere_would_be_seen_to_fail() =>
        Assert.True(Math.Abs(new GeoPoint(0, 37).DistanceM(new(4.5, 37)) - Geodesic.Inverse(new(0, 37), new(4.5, 37)).DistanceM) > 2_000);
}
