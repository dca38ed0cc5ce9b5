using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Union;
using NetTopologySuite.Simplify;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.FrontLine;

/// <summary>Makes the line of contact of one day from that day's control polygons; a pure function of them.</summary>
/// <remarks>
/// Boundary of the union of the one side's polygons, without coast and borders. The line runs so that the polygons' side is on its left.
/// It carries the polygons' error (about 1 km at best) and is an assessment, never the legal line of an agreement.
/// Geometry runs in a local plane, metres (equirectangular about the middle of the polygons): good for containment and for drawing;
/// lengths are up to some per cent off at 500 km from its middle.
/// </remarks>
public static class ContactLine
{
    private const int CornerSegments = 2;
    private const double SimplifyShare = 20; // the theatre's outline is thinned to a twentieth of the strip that is cut off along it
    private const double RoundToDegrees = 1e6;

    /// <summary>The pieces of the line, the longest first; each from end to end. Empty when nothing of the one side is given.</summary>
    /// <param name="controlOfOneDay">Observations of <see cref="FrontLineDecoder"/>, all of one day; others are not looked at.</param>
    /// <param name="options">How.</param>
    public static ImmutableArray<ImmutableArray<GeoPoint>> Derive(IEnumerable<Observation> controlOfOneDay, ContactLineOptions options) =>
        Derive(controlOfOneDay, options, Prepare(options));

    /// <summary>The theatre made ready, once for many days.</summary>
    public static ContactTheatre? Prepare(ContactLineOptions options)
    {
        if (options.Theatre.IsDefaultOrEmpty) return null;
        LocalPlane plane = PlaneOf(options.Theatre.SelectMany(ring => ring));
        return new(plane, Inner(options, plane, new GeometryFactory()));
    }

    /// <summary>The same with a theatre that was made ready from these options.</summary>
    /// <param name="controlOfOneDay">Observations of <see cref="FrontLineDecoder"/>, all of one day; others are not looked at.</param>
    /// <param name="options">How.</param>
    /// <param name="theatre">From <see cref="Prepare"/>; null without a theatre.</param>
    public static ImmutableArray<ImmutableArray<GeoPoint>> Derive(IEnumerable<Observation> controlOfOneDay, ContactLineOptions options, ContactTheatre? theatre)
    {
        ObservedPlace.Outline[] held = [.. controlOfOneDay
            .Where(o => o.Class == ObservationClass.ControlAssessment
                && o.Facts.GetValueOrDefault("status", "").StartsWith(options.StatusPrefix, StringComparison.Ordinal))
            .Select(o => o.Where).OfType<ObservedPlace.Outline>()];
        if (held.Length == 0) return [];

        LocalPlane plane = theatre?.Plane ?? PlaneOf(held.SelectMany(o => o.Polygons).SelectMany(rings => rings[0]));
        var factory = new GeometryFactory();
        Geometry[] polygons = [.. held.SelectMany(h => h.Polygons).Select(rings => Valid(ToPolygon(rings, plane, factory)))];
        Geometry union = UnaryUnionOp.Union(polygons) ?? factory.CreateEmpty(Dimension.Surface);
        if (options.CloseGapsM > 0) union = Grow(Grow(union, options.CloseGapsM / 2), -options.CloseGapsM / 2);

        Geometry? inner = theatre?.Inner;
        List<LineString> pieces = [];
        foreach (LineString ring in Rings(union)) pieces.AddRange(Clip(ring, inner, factory));
        return [.. pieces
            .Where(p => p.Length >= options.ShortestM)
            .OrderByDescending(p => p.Length).ThenBy(p => p.StartPoint.X).ThenBy(p => p.StartPoint.Y)
            .Select(p => p.Coordinates.Select(c => Rounded(plane.ToGeo(c.X, c.Y))).ToImmutableArray())];
    }

    private static LocalPlane PlaneOf(IEnumerable<GeoPoint> points)
    {
        double north = -90, south = 90, east = -180, west = 180;
        foreach (GeoPoint p in points)
        {
            (north, south) = (Math.Max(north, p.LatitudeDeg), Math.Min(south, p.LatitudeDeg));
            (east, west) = (Math.Max(east, p.LongitudeDeg), Math.Min(west, p.LongitudeDeg));
        }

        return new(new((north + south) / 2, (east + west) / 2));
    }

    private static Polygon ToPolygon(ImmutableArray<ImmutableArray<GeoPoint>> rings, LocalPlane plane, GeometryFactory factory)
    {
        LinearRing[] linear = [.. rings.Select(ring => factory.CreateLinearRing([.. ring.Select(p => ToCoordinate(p, plane))]))];
        return factory.CreatePolygon(linear[0], linear[1..]);
    }

    private static Coordinate ToCoordinate(GeoPoint p, LocalPlane plane)
    {
        (double eastM, double northM) = plane.ToPlane(p);
        return new(eastM, northM);
    }

    private static Geometry Valid(Geometry polygon) => polygon.IsValid ? polygon : GeometryFixer.Fix(polygon);

    private static Geometry Grow(Geometry geometry, double metres) => BufferOp.Buffer(
        geometry, metres, new BufferParameters(CornerSegments, EndCapStyle.Flat, JoinStyle.Mitre, 2));

    /// <summary>The part of the theatre that is not near its edge.</summary>
    private static Geometry Inner(ContactLineOptions options, LocalPlane plane, GeometryFactory factory)
    {
        // Together first: areas that share an edge (oblasts) would part along it when thinned one by one.
        Geometry land = UnaryUnionOp.Union([.. options.Theatre.Select(ring => Valid(ToPolygon([ring], plane, factory)))]);
        return Grow(Valid(DouglasPeuckerSimplifier.Simplify(land, options.EdgeToleranceM / SimplifyShare)), -options.EdgeToleranceM);
    }

    /// <summary>Every ring of an area, each with the area on its left: shells counter-clockwise, holes clockwise.</summary>
    private static IEnumerable<LineString> Rings(Geometry area)
    {
        for (int i = 0; i < area.NumGeometries; i++)
        {
            if (area.GetGeometryN(i) is not Polygon polygon || polygon.IsEmpty) continue;
            yield return Turned((LinearRing)polygon.ExteriorRing, counterClockwise: true);
            foreach (LineString hole in polygon.InteriorRings) yield return Turned((LinearRing)hole, counterClockwise: false);
        }
    }

    private static LineString Turned(LinearRing ring, bool counterClockwise) =>
        ring.IsCCW == counterClockwise ? ring : (LineString)ring.Reverse();

    /// <summary>The pieces of a ring inside the theatre, in the ring's own direction, joined over the ring's arbitrary start.</summary>
    private static IEnumerable<LineString> Clip(LineString ring, Geometry? inner, GeometryFactory factory)
    {
        if (inner is null) return [ring];
        Geometry cut = ring.Intersection(inner);
        var merger = new NetTopologySuite.Operation.Linemerge.LineMerger();
        for (int i = 0; i < cut.NumGeometries; i++)
        {
            if (cut.GetGeometryN(i) is LineString { IsEmpty: false } part) merger.Add(part);
        }

        var indexed = new NetTopologySuite.LinearReferencing.LengthIndexedLine(ring);
        return merger.GetMergedLineStrings().Cast<LineString>().Select(part => Along(part, indexed, ring.Length));
    }

    /// <summary>Merging may turn a piece round: its direction is compared with the ring's at its middle.</summary>
    private static LineString Along(LineString part, NetTopologySuite.LinearReferencing.LengthIndexedLine ring, double ringLength)
    {
        int middle = part.NumPoints / 2;
        double from = ring.IndexOf(part.GetCoordinateN(middle - 1)), to = ring.IndexOf(part.GetCoordinateN(middle));
        double step = to - from;
        if (Math.Abs(step) > ringLength / 2) step = -step; // across the ring's start
        return step >= 0 ? part : (LineString)part.Reverse();
    }

    /// <summary>Six decimals, 0.1 m: finer digits would differ between machines and mean nothing.</summary>
    private static GeoPoint Rounded(GeoPoint p) =>
        new(Math.Round(p.LatitudeDeg * RoundToDegrees) / RoundToDegrees, Math.Round(p.LongitudeDeg * RoundToDegrees) / RoundToDegrees);
}

/// <summary>The land in which a line of contact can run, made ready for many days.</summary>
public sealed class ContactTheatre
{
    internal ContactTheatre(LocalPlane plane, Geometry inner)
    {
        Plane = plane;
        Inner = inner;
    }

    internal LocalPlane Plane { get; }

    internal Geometry Inner { get; }
}
