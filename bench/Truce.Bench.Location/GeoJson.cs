using System.Globalization;
using System.Text;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Bench.Location;

/// <summary>Regions as GeoJSON, to look at them.</summary>
internal static class GeoJson
{
    public static string Of(LocatedEvent e, GeoPoint? truth)
    {
        var b = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        foreach (LocatedRegion r in e.Regions.Reverse())
        {
            string parts = string.Join(',', r.Parts.Select(p => $"[{string.Join(',', p.Holes.Prepend(p.Outer).Select(r => Ring(r)))}]"));
            b.Append(CultureInfo.InvariantCulture, $"{{\"type\":\"Feature\",\"properties\":{{\"p\":{r.Probability}}},\"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{parts}]}}}},");
        }

        if (truth is GeoPoint t) b.Append(CultureInfo.InvariantCulture, $"{{\"type\":\"Feature\",\"properties\":{{\"truth\":true}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":{Pair(t)}}}}},");
        return b.Append(CultureInfo.InvariantCulture, $"{{\"type\":\"Feature\",\"properties\":{{\"mode\":true}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":{Pair(e.Mode)}}}}}]}}").ToString();
    }

    private static string Ring(IEnumerable<GeoPoint> ring) => $"[{string.Join(',', ring.Select(Pair))}]";

    private static string Pair(GeoPoint p) => string.Create(CultureInfo.InvariantCulture, $"[{p.LongitudeDeg:f6},{p.LatitudeDeg:f6}]");
}
