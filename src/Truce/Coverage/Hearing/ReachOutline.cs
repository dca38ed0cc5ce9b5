using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;
using Truce.Measures;

namespace Truce.Coverage.Hearing;

/// <summary>The area within reach of at least one of several sensors, as polygons of a map.</summary>
public static class ReachOutline
{
    private const int Corners = 72; // of a disc: its edge errs by a thousandth of its radius

    /// <summary>Polygons, each with its shell first and its holes after; rings are closed. Empty where no sensor that listened has a known reach above 0.</summary>
    /// <param name="of">The sensors.</param>
    /// <param name="percent">One of <see cref="ListeningCoverage.Percents"/>.</param>
    public static ImmutableArray<ImmutableArray<ImmutableArray<GeoPoint>>> Of(ListeningCoverage of, int percent)
    {
        Geometry[] discs = [.. of.Sensors.Where(s => s.HoursListened > 0 && s.Place.Reach.RadiusM(percent) is > 0).Select(s => (Geometry)Disc(s.Place.Position, s.Place.Reach.RadiusM(percent)!.Value))];
        if (discs.Length == 0) return [];
        Geometry union = UnaryUnionOp.Union(discs);
        return [.. Enumerable.Range(0, union.NumGeometries).Select(i => Rings((Polygon)union.GetGeometryN(i)))];
    }

    private static ImmutableArray<ImmutableArray<GeoPoint>> Rings(Polygon polygon) => [Ring(polygon.ExteriorRing), .. polygon.InteriorRings.Select(Ring)];

    private static ImmutableArray<GeoPoint> Ring(LineString ring) => [.. ring.Coordinates.Select(c => new GeoPoint(Math.Round(c.Y, 5), Math.Round(c.X, 5)))];

    private static Polygon Disc(GeoPoint middle, double radiusM)
    {
        var plane = new LocalPlane(middle);
        var ring = new Coordinate[Corners + 1];
        for (int i = 0; i < Corners; i++)
        {
            double a = 2 * Math.PI * i / Corners;
            GeoPoint p = plane.ToGeo(radiusM * Math.Sin(a), radiusM * Math.Cos(a));
            ring[i] = new(p.LongitudeDeg, p.LatitudeDeg);
        }

        ring[Corners] = ring[0];
        return new(new LinearRing(ring));
    }
}
