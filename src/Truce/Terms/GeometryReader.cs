using System.Collections.Immutable;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>Reads GeoJSON (RFC 7946) that an agreement refers to or holds; a mistake in it is reported in its own file.</summary>
internal sealed class GeometryReader(Problems agreement, Func<string, ReadOnlyMemory<byte>?> files)
{
    /// <summary>Greatest size of a geometry file, bytes: about 500,000 corners.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private const int MaxReferences = 64;
    private const int MaxFeatures = 200_000;

    private readonly Dictionary<(string Reference, GeoShapeKind Kind), GeoShape?> _read = [];

    /// <summary>Remarks about referenced files, in the order in which they were read.</summary>
    public ImmutableArray<AgreementError> Remarks { get; private set; } = [];

    /// <summary>The shape of a member that is a reference, or of one that is GeoJSON itself; null when there is none at hand or after a remark.</summary>
    public GeoShape? Shape(JsonSpot holder, string referenceName, string inlineName, GeoShapeKind kind)
    {
        JsonSpot? inline = holder[inlineName], reference = holder[referenceName];
        if (inline is { Kind: SpotKind.Object }) return Build(inline, kind, agreement);
        if (inlineName != referenceName && inline is { Kind: not SpotKind.Null })
        {
            agreement.Add(inline, $"{inline.Said} stands where GeoJSON is expected", $"write a GeoJSON object, or \"{referenceName}\": the name of a file");
            return null;
        }

        if (reference is null or { Kind: SpotKind.Null })
        {
            agreement.Warn(reference ?? holder, "no geometry is given; what needs it cannot be evaluated", $"add \"{referenceName}\": the name of a GeoJSON file");
            return null;
        }

        if (reference.Kind != SpotKind.Text || reference.Text.Length is 0 or > 400)
        {
            agreement.Add(reference, $"{reference.Said} stands where a reference to a GeoJSON file is expected", $"write \"{referenceName}\": \"lines/name.geojson\"");
            return null;
        }

        if (_read.TryGetValue((reference.Text, kind), out GeoShape? known)) return known;
        if (_read.Count >= MaxReferences)
        {
            agreement.Add(reference, $"more than {MaxReferences} geometry files are referred to", "put geometries together");
            return null;
        }

        return _read[(reference.Text, kind)] = File(reference, kind);
    }

    private GeoShape? File(JsonSpot reference, GeoShapeKind kind)
    {
        // "path exists ? bytes : null" turns into no bytes, not into null, when C# converts it: both mean that there is nothing.
        if (files(reference.Text) is not { Length: > 0 } bytes)
        {
            agreement.Warn(reference, $"the geometry {JsonSpot.Quote(reference.Text)} is not at hand, or empty; what needs it cannot be evaluated", "put the file beside the agreement");
            return null;
        }

        var problems = new Problems(reference.Text, bytes);
        JsonSpot? root = JsonSpotReader.Read(bytes, MaxBytes, problems);
        GeoShape? shape = root is null ? null : Build(root, kind, problems);
        Remarks = Remarks.AddRange(problems.All());
        return shape;
    }

    private static GeoShape? Build(JsonSpot root, GeoShapeKind kind, Problems problems)
    {
        var found = new List<(JsonSpot At, string Type, JsonSpot Coordinates)>();
        Gather(root, found, problems);
        GeoShape? shape = kind switch
        {
            GeoShapeKind.Line => GeoShape.Lines([.. Each(found, problems, "LineString", "MultiLineString").Select(c => Chain(c, 2, problems)).Where(l => l.Length > 1)]),
            GeoShapeKind.Points => GeoShape.Points([.. Each(found, problems, "Point", "MultiPoint").Select(c => Position(c, problems)).OfType<GeoPoint>()]),
            _ => GeoShape.Areas(Polygons(Each(found, problems, "Polygon", "MultiPolygon"), problems)),
        };
        if (shape is null && !problems.HasErrors) problems.Add(root, "the geometry is empty", $"add {Wanted(kind)}");
        return problems.HasErrors ? null : shape;
    }

    private static string Wanted(GeoShapeKind kind) => kind switch
    {
        GeoShapeKind.Line => "a LineString or MultiLineString",
        GeoShapeKind.Points => "a Point or MultiPoint",
        _ => "a Polygon or MultiPolygon",
    };

    /// <summary>Every geometry below features and collections.</summary>
    private static void Gather(JsonSpot spot, List<(JsonSpot, string, JsonSpot)> found, Problems problems)
    {
        if (!spot.IsObject(problems, "GeoJSON")) return;
        string? type = spot.TextMember("type", problems, required: true, example: "FeatureCollection");
        switch (type)
        {
            case null: return;
            case "FeatureCollection":
                foreach (JsonSpot feature in spot.Array("features", problems, required: true, MaxFeatures)) Gather(feature, found, problems);
                return;
            case "GeometryCollection":
                foreach (JsonSpot geometry in spot.Array("geometries", problems, required: true, MaxFeatures)) Gather(geometry, found, problems);
                return;
            case "Feature":
                if (spot["geometry"] is { Kind: not SpotKind.Null } of) Gather(of, found, problems);
                return;
        }

        if (spot["coordinates"] is { Kind: SpotKind.Array } coordinates) found.Add((spot, type, coordinates));
        else problems.Add(spot, $"the {JsonSpot.Quote(type)} has no coordinates", "add \"coordinates\": [ … ]");
    }

    /// <summary>The coordinates of each simple geometry; a remark for every geometry of another type.</summary>
    private static IEnumerable<JsonSpot> Each(List<(JsonSpot At, string Type, JsonSpot Coordinates)> found, Problems problems, string single, string multi)
    {
        foreach ((JsonSpot at, string type, JsonSpot coordinates) in found)
        {
            if (type == single)
            {
                yield return coordinates;
            }
            else if (type == multi)
            {
                foreach (JsonSpot part in coordinates.Items) yield return part;
            }
            else
            {
                problems.Add(at, $"a {JsonSpot.Quote(type)} stands where a {single} or {multi} is expected", $"write a {single} or {multi}");
            }
        }
    }

    private static ImmutableArray<GeoPoint> Chain(JsonSpot spot, int least, Problems problems)
    {
        var points = ImmutableArray.CreateBuilder<GeoPoint>();
        foreach (JsonSpot item in spot.Kind == SpotKind.Array ? spot.Items : [])
        {
            if (Position(item, problems) is { } p) points.Add(p);
        }

        if (points.Count < least && !problems.HasErrors) problems.Add(spot, $"{points.Count} positions are too few", $"write at least {least}");
        return points.ToImmutable();
    }

    private static GeoPoint? Position(JsonSpot spot, Problems problems)
    {
        if (spot.Kind == SpotKind.Array && spot.Items.Count >= 2 && spot.Items[0].Kind == SpotKind.Number && spot.Items[1].Kind == SpotKind.Number)
        {
            double lon = spot.Items[0].Number, lat = spot.Items[1].Number;
            if (GeoPoint.IsValid(lat, lon)) return new GeoPoint(lat, lon);
            problems.Add(spot, $"{spot.Items[0].Text}, {spot.Items[1].Text} is no longitude and latitude in degrees", "write [longitude, latitude] on WGS 84, longitude first");
            return null;
        }

        problems.Add(spot, $"{spot.Said} stands where a position is expected", "write [longitude, latitude]");
        return null;
    }

    private static MultiPolygon Polygons(IEnumerable<JsonSpot> parts, Problems problems)
    {
        var polygons = new List<Polygon>();
        foreach (JsonSpot part in parts)
        {
            var rings = new List<LinearRing>();
            foreach (JsonSpot ring in part.Kind == SpotKind.Array ? part.Items : [])
            {
                ImmutableArray<GeoPoint> chain = Chain(ring, 4, problems);
                if (chain.Length < 4) continue;
                if (chain[0] != chain[^1]) problems.Add(ring, "the ring is not closed", "repeat the first position at the end");
                else rings.Add(new LinearRing([.. chain.Select(p => new Coordinate(p.LongitudeDeg, p.LatitudeDeg))]));
            }

            if (rings.Count == 0) continue;
            var polygon = new Polygon(rings[0], [.. rings.Skip(1)]);
            if (new IsValidOp(polygon).ValidationError is { } wrong)
            {
                problems.Add(part, $"the polygon is not valid: {wrong.Message} near {wrong.Coordinate.X:0.#####}, {wrong.Coordinate.Y:0.#####}", "mend the ring so that it does not cross itself");
            }

            polygons.Add(polygon);
        }

        return new MultiPolygon([.. polygons]);
    }
}
