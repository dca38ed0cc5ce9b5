using Truce.Measures;

namespace Truce.Simulation.Happenings;

/// <summary>Normal scatter about a place.</summary>
internal static class Scatter
{
    /// <summary>A place with the given 1 σ in both directions, metres, rounded to five decimals of a degree.</summary>
    public static GeoPoint About(SeededRandom random, GeoPoint place, double sigmaM)
    {
        double east = sigmaM * random.NextNormal(), north = sigmaM * random.NextNormal();
        GeoPoint p = new LocalPlane(place).ToGeo(east, north);
        return new(Math.Round(p.LatitudeDeg, 5), Math.Round(p.LongitudeDeg, 5));
    }

    /// <summary>Bearing from one place to another, degrees clockwise from north, 0 to 360, and the distance in metres.</summary>
    public static (double BearingDeg, double DistanceM) From(GeoPoint observer, GeoPoint place)
    {
        (double east, double north) = new LocalPlane(observer).ToPlane(place);
        return (((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360, double.Hypot(east, north));
    }
}
