using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>Evenly spaced places inside an area, for sums over it; the same area always gives the same places.</summary>
internal static class AreaLattice
{
    private const int Steps = 24;

    /// <summary>Up to 576 places inside by the even-odd rule over all rings; the middle of the bounding box when the area is thinner than the lattice.</summary>
    public static ImmutableArray<GeoPoint> Of(TermsPlace.Area area)
    {
        ImmutableArray<ImmutableArray<GeoPoint>> rings = [.. area.Polygons.SelectMany(p => p)];
        ImmutableArray<GeoPoint> corners = [.. rings.SelectMany(r => r)];
        if (corners.IsEmpty) return [];
        double south = corners.Min(c => c.LatitudeDeg), north = corners.Max(c => c.LatitudeDeg);
        double west = corners.Min(c => c.LongitudeDeg), east = corners.Max(c => c.LongitudeDeg);
        var places = ImmutableArray.CreateBuilder<GeoPoint>();
        for (int i = 0; i < Steps; i++)
        {
            for (int k = 0; k < Steps; k++)
            {
                var p = new GeoPoint(south + ((north - south) * (i + 0.5) / Steps), west + ((east - west) * (k + 0.5) / Steps));
                if (Inside(rings, p)) places.Add(p);
            }
        }

        if (places.Count == 0) places.Add(new GeoPoint((south + north) / 2, (west + east) / 2));
        return places.ToImmutable();
    }

    private static bool Inside(ImmutableArray<ImmutableArray<GeoPoint>> rings, GeoPoint p)
    {
        bool inside = false;
        foreach (ImmutableArray<GeoPoint> ring in rings)
        {
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                GeoPoint a = ring[i], b = ring[j];
                if (a.LatitudeDeg > p.LatitudeDeg == b.LatitudeDeg > p.LatitudeDeg) continue;
                double lon = ((b.LongitudeDeg - a.LongitudeDeg) * (p.LatitudeDeg - a.LatitudeDeg) / (b.LatitudeDeg - a.LatitudeDeg)) + a.LongitudeDeg;
                if (p.LongitudeDeg < lon) inside = !inside;
            }
        }

        return inside;
    }
}
