using System.Collections.Immutable;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>What a geometry is made of.</summary>
public enum GeoShapeKind
{
    /// <summary>Lines with a direction.</summary>
    Line = 0,

    /// <summary>Polygons with holes.</summary>
    Area,

    /// <summary>Points.</summary>
    Points,
}

/// <summary>A geometry that answers how far a place is from it and on which side.</summary>
public sealed class GeoShape
{
    /// <summary>Longer edges are divided: a GeoJSON edge is straight in degrees (RFC 7946 §3.1.1), which differs from straight on the ground by 0.6 m at 5 km.</summary>
    private const double LongestEdgeM = 5_000;

    private readonly SegmentTree _tree;
    private readonly ImmutableArray<int> _part;
    private readonly IndexedPointInAreaLocator? _inside;

    private GeoShape(GeoShapeKind kind, SegmentTree tree, ImmutableArray<int> part, IndexedPointInAreaLocator? inside)
    {
        Kind = kind;
        _tree = tree;
        _part = part;
        _inside = inside;
    }

    /// <summary>What it is made of.</summary>
    public GeoShapeKind Kind { get; }

    /// <summary>Number of edges or points held.</summary>
    public int Count => _tree.Count;

    /// <summary>Lines, each of two or more different points, in the direction of digitisation; null when nothing has length.</summary>
    public static GeoShape? Lines(ImmutableArray<ImmutableArray<GeoPoint>> lines) => Build(GeoShapeKind.Line, lines, null);

    /// <summary>Points; null when there are none.</summary>
    public static GeoShape? Points(ImmutableArray<GeoPoint> points)
    {
        if (points.IsEmpty) return null;
        ImmutableArray<Vector3> at = [.. points.Select(Vector3.Of)];
        return new(GeoShapeKind.Points, new(at, at), [.. Enumerable.Range(0, at.Length)], null);
    }

    /// <summary>Polygons; null when there are none.</summary>
    internal static GeoShape? Areas(MultiPolygon polygons)
    {
        var rings = ImmutableArray.CreateBuilder<ImmutableArray<GeoPoint>>();
        foreach (Polygon polygon in polygons.Geometries.Cast<Polygon>())
        {
            rings.Add(Ring(polygon.Shell));
            foreach (LinearRing hole in polygon.Holes) rings.Add(Ring(hole));
        }

        if (rings.Count == 0) return null;
        var locator = new IndexedPointInAreaLocator(polygons);
        locator.Locate(new Coordinate(0, 0)); // builds its index now, so that later look-ups share it safely
        return Build(GeoShapeKind.Area, rings.ToImmutable(), locator);
    }

    private static ImmutableArray<GeoPoint> Ring(LineString ring) => [.. ring.Coordinates.Select(c => new GeoPoint(c.Y, c.X))];

    private static GeoShape? Build(GeoShapeKind kind, ImmutableArray<ImmutableArray<GeoPoint>> lines, IndexedPointInAreaLocator? inside)
    {
        var from = ImmutableArray.CreateBuilder<Vector3>();
        var to = ImmutableArray.CreateBuilder<Vector3>();
        var part = ImmutableArray.CreateBuilder<int>();
        for (int line = 0; line < lines.Length; line++)
        {
            for (int i = 1; i < lines[line].Length; i++)
            {
                GeoPoint a = lines[line][i - 1], b = lines[line][i];
                if (a == b) continue;
                int pieces = Math.Clamp((int)Math.Ceiling(a.DistanceM(b) / LongestEdgeM), 1, 1000);
                for (int k = 0; k < pieces; k++)
                {
                    from.Add(Vector3.Of(Between(a, b, (double)k / pieces)));
                    to.Add(Vector3.Of(Between(a, b, (double)(k + 1) / pieces)));
                    part.Add(line);
                }
            }
        }

        return from.Count == 0 ? null : new(kind, new(from.ToImmutable(), to.ToImmutable()), part.ToImmutable(), inside);
    }

    private static GeoPoint Between(GeoPoint a, GeoPoint b, double t) => t == 0 ? a : t == 1 ? b : new(
        a.LatitudeDeg + ((b.LatitudeDeg - a.LatitudeDeg) * t), a.LongitudeDeg + ((b.LongitudeDeg - a.LongitudeDeg) * t));

    /// <summary>
    /// Distance in metres with a sign: for a line positive on the left of its direction and negative on the right; for an area negative inside;
    /// for points never negative.
    /// </summary>
    public double SignedDistanceM(GeoPoint place) => Measure(place).SignedM;

    /// <summary>The signed distance, and whether the nearest point is an open end of a line, where sides lose their meaning.</summary>
    internal (double SignedM, bool AtEnd) Measure(GeoPoint place)
    {
        Vector3 p = Vector3.Of(place);
        Nearest nearest = _tree.Find(p);
        switch (Kind)
        {
            case GeoShapeKind.Points:
                return (nearest.DistanceM, false);
            case GeoShapeKind.Area:
                bool outside = _inside!.Locate(new Coordinate(place.LongitudeDeg, place.LatitudeDeg)) == Location.Exterior;
                return (outside ? nearest.DistanceM : -nearest.DistanceM, false);
            default:
                (bool left, bool atEnd) = Side(p, nearest);
                return (left ? nearest.DistanceM : -nearest.DistanceM, atEnd);
        }
    }

    /// <summary>
    /// Side of a line. Nearest to a corner, the two edges may disagree: their summed normals decide (Bærentzen and Aanæs 2005, IEEE TVCG 11(3),
    /// angle-weighted pseudo-normals; in the plane the unit normals are enough). Beyond an open end, the extension of the last edge decides.
    /// </summary>
    private (bool Left, bool AtEnd) Side(Vector3 p, Nearest nearest)
    {
        int i = nearest.Segment;
        int other = nearest.Along <= 0 ? Neighbour(i, -1) : nearest.Along >= 1 ? Neighbour(i, 1) : i;
        Vector3 corner = _tree.From(i) + (_tree.Along(i) * nearest.Along);
        Vector3 normal = LeftNormal(p, i);
        if (other >= 0 && other != i) normal += LeftNormal(p, other);
        return ((p - corner).Dot(normal) >= 0, other < 0);
    }

    private Vector3 LeftNormal(Vector3 up, int segment)
    {
        Vector3 n = up.Cross(_tree.Along(segment));
        return n * (1 / n.Length);
    }

    private int Neighbour(int segment, int step)
    {
        int at = segment + step;
        return at >= 0 && at < _part.Length && _part[at] == _part[segment] ? at : -1;
    }
}
