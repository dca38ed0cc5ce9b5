using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Detections;

/// <summary>Turns where a source says it was into a likelihood over places.</summary>
internal static class PlaceReading
{
    /// <summary>The evidence, or the reason why there is none.</summary>
    public static (PlaceEvidence? Where, string Reason) Of(ObservedPlace place, LookoutOptions options, AreaResolver areas) => place switch
    {
        ObservedPlace.At at => Inside(at.Position, options, new PlaceEvidence.Point(at.Position, at.Error)),
        ObservedPlace.Footprint f => Inside(f.Centre, options, new PlaceEvidence.Pixel(f.Centre, f.AlongM, f.AcrossM, f.GeoregistrationM)),
        ObservedPlace.Sector s => Inside(
            s.Observer, options, new PlaceEvidence.Sector(s.Observer, s.ObserverSigmaM, s.FromDeg, s.ToDeg, s.NearM, s.FarM)),
        ObservedPlace.Named n => OfNamed(n, options),
        ObservedPlace.Area a => OfArea(a, options, areas),
        ObservedPlace.Outline o => OfOutline(o, options),
        _ => (null, "no-place"),
    };

    /// <summary>The circle of an area: the source's own, or the mission's.</summary>
    public static AreaCircle? CircleOf(ObservedPlace place, AreaResolver areas) => place switch
    {
        ObservedPlace.Area { Centre: { } centre, RadiusM: { } radius } => new(centre, radius),
        ObservedPlace.Area a => areas(a),
        ObservedPlace.At at => new(at.Position, 3 * Math.Sqrt(Math.Max(at.Error.EastEastM2, at.Error.NorthNorthM2))),
        ObservedPlace.Outline o => CircleOf(o),
        _ => null,
    };

    private static (PlaceEvidence? Where, string Reason) Inside(GeoPoint p, LookoutOptions options, PlaceEvidence where) =>
        options.Holds(p) ? (where, "") : (null, "outside-area");

    // The geocoder may be wrong altogether: every candidate's weight shrinks and the rest is "somewhere else".
    private static (PlaceEvidence? Where, string Reason) OfNamed(ObservedPlace.Named named, LookoutOptions options)
    {
        if (named.Candidates.IsDefaultOrEmpty) return (null, "no-place");
        double sum = 0;
        foreach (PlaceCandidate c in named.Candidates) sum += Math.Max(0, c.Weight);
        if (!(sum > 0)) return (null, "no-place");
        double scale = (1 - options.WrongPlaceShare) / Math.Max(1, sum);
        ImmutableArray<PlaceCandidate> inside =
            [.. named.Candidates.Where(c => c.Weight > 0 && options.Holds(c.Position)).Select(c => c with { Weight = c.Weight * scale })];
        return inside.IsEmpty ? (null, "outside-area") : (new PlaceEvidence.Mixture(inside), "");
    }

    private static (PlaceEvidence? Where, string Reason) OfArea(ObservedPlace.Area area, LookoutOptions options, AreaResolver areas)
    {
        if (CircleOf(area, areas) is not { } circle) return (null, "no-place");
        return OfCircle(area.Code, area.Name, circle, options);
    }

    private static (PlaceEvidence? Where, string Reason) OfOutline(ObservedPlace.Outline outline, LookoutOptions options) =>
        CircleOf(outline) is { } circle ? OfCircle("", "", circle, options) : (null, "no-place");

    // A uniform disk of radius r has 1 σ of r/2 along each axis.
    private static (PlaceEvidence? Where, string Reason) OfCircle(string code, string name, AreaCircle circle, LookoutOptions options)
    {
        if (circle.RadiusM > options.LargestAreaM) return (null, "area-too-wide");
        if (!options.Holds(circle.Centre)) return (null, "outside-area");
        return (new PlaceEvidence.Mixture([new(code, name, circle.Centre, Math.Max(1, circle.RadiusM / 2), 1 - options.WrongPlaceShare)]), "");
    }

    private static AreaCircle? CircleOf(ObservedPlace.Outline outline)
    {
        double south = 90, north = -90, west = 180, east = -180;
        foreach (ImmutableArray<ImmutableArray<GeoPoint>> polygon in outline.Polygons)
        {
            foreach (ImmutableArray<GeoPoint> ring in polygon)
            {
                foreach (GeoPoint p in ring)
                {
                    (south, north) = (Math.Min(south, p.LatitudeDeg), Math.Max(north, p.LatitudeDeg));
                    (west, east) = (Math.Min(west, p.LongitudeDeg), Math.Max(east, p.LongitudeDeg));
                }
            }
        }

        if (south > north) return null;
        var centre = new GeoPoint((south + north) / 2, (west + east) / 2);
        return new(centre, centre.DistanceM(new(south, west)) + (2 * outline.SigmaM));
    }
}
