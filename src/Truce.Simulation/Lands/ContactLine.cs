using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Simulation.Lands;

/// <summary>One dated version of the line.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="AsOf">The day from which it holds.</param>
/// <param name="Points">From south to north; Party A lies left of that direction, in the west.</param>
public sealed record LineVersion(int Version, DateOnly AsOf, ImmutableArray<GeoPoint> Points);

/// <summary>The line of contact, from the southern to the northern edge of the land. Chainage is counted from the south, kilometres.</summary>
public sealed class ContactLine
{
    private const int Steps = 60;
    private const double KmPerDegree = 111.2;
    private static readonly LocalPlane Plane = new(new GeoPoint(0.75, -19.25));

    private readonly ImmutableArray<GeoPoint> _points;

    private ContactLine(ImmutableArray<GeoPoint> points, ImmutableArray<GeoPoint> later)
    {
        _points = points;
        Versions = [new(1, new(2031, 2, 20), points), new(2, new(2031, 3, 6), later)];
    }

    /// <summary>Chainage of the sector that the mission watches and where nothing happens: from and to, kilometres.</summary>
    public static (double FromKm, double ToKm) QuietSector => (118, 158);

    /// <summary>Chainage of the sector that the mission does not see: from and to, kilometres.</summary>
    public static (double FromKm, double ToKm) BlindSector => (16, 46);

    /// <summary>The versions, oldest first. The second differs from the first by less than 2 km, north of kilometre 60 and south of kilometre 85.</summary>
    public ImmutableArray<LineVersion> Versions { get; }

    /// <summary>Makes a line from a generator.</summary>
    public static ContactLine Make(SeededRandom random)
    {
        double phase = 2 * Math.PI * random.NextUnit(), lean = 0.12 * (random.NextUnit() - 0.5);
        GeoPoint At(int i, double eastDeg)
        {
            double u = i / (double)Steps;
            double lon = -19.24 + (lean * (u - 0.5)) + (0.045 * Math.Sin((2 * Math.PI * u * 1.6) + phase))
                + (0.013 * Math.Sin((2 * Math.PI * u * 5.3) + (2 * phase))) + eastDeg;
            return new(Round(Land.SouthDeg + (u * (Land.NorthDeg - Land.SouthDeg))), Round(lon));
        }

        double Moved(int i)
        {
            double km = i * (Land.NorthDeg - Land.SouthDeg) * KmPerDegree / Steps;
            return km is > 60 and < 85 ? 0.014 * Math.Sin((km - 60) / 25 * Math.PI) : 0;
        }

        return new([.. Enumerable.Range(0, Steps + 1).Select(i => At(i, 0))], [.. Enumerable.Range(0, Steps + 1).Select(i => At(i, Moved(i)))]);
    }

    /// <summary>Longitude of the first version of the line at a latitude.</summary>
    public double LongitudeAt(double latitudeDeg)
    {
        double u = Math.Clamp((latitudeDeg - Land.SouthDeg) / (Land.NorthDeg - Land.SouthDeg) * Steps, 0, Steps);
        int i = Math.Min((int)u, Steps - 1);
        return _points[i].LongitudeDeg + ((u - i) * (_points[i + 1].LongitudeDeg - _points[i].LongitudeDeg));
    }

    /// <summary>Whether a place lies west of the first version of the line.</summary>
    public bool IsWest(GeoPoint place) => place.LongitudeDeg < LongitudeAt(place.LatitudeDeg);

    /// <summary>The place abreast of a chainage, at a distance from the first version of the line; positive distances are west of it. Kilometres.</summary>
    public GeoPoint At(double chainageKm, double westKm)
    {
        double lat = Math.Clamp(Land.SouthDeg + (chainageKm / KmPerDegree), Land.SouthDeg, Land.NorthDeg);
        double lon = LongitudeAt(lat), low = 0, high = Math.Abs(westKm) * 2 / KmPerDegree;
        double sign = westKm >= 0 ? -1 : 1;
        for (int i = 0; i < 48; i++)
        {
            double middle = (low + high) / 2;
            if (DistanceM(new(lat, lon + (sign * middle))) < Math.Abs(westKm) * 1000) low = middle;
            else high = middle;
        }

        return new(Round(lat), Math.Clamp(Round(lon + (sign * low)), Land.WestDeg, Land.EastDeg));
    }

    /// <summary>Chainage abreast of a place, kilometres.</summary>
    public static double ChainageKm(GeoPoint place) => (place.LatitudeDeg - Land.SouthDeg) * KmPerDegree;

    /// <summary>Shortest distance to the first version of the line, metres.</summary>
    public double DistanceM(GeoPoint place)
    {
        (double x, double y) = Plane.ToPlane(place);
        double best = double.PositiveInfinity;
        for (int i = 0; i < _points.Length - 1; i++)
        {
            (double ax, double ay) = Plane.ToPlane(_points[i]);
            (double bx, double by) = Plane.ToPlane(_points[i + 1]);
            double dx = bx - ax, dy = by - ay;
            double t = Math.Clamp((((x - ax) * dx) + ((y - ay) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
            best = Math.Min(best, double.Hypot(x - ax - (t * dx), y - ay - (t * dy)));
        }

        return best;
    }

    /// <summary>Degrees to five decimals: 1.1 m.</summary>
    internal static double Round(double degrees) => Math.Round(degrees, 5);
}
