using System.Collections.Immutable;
using System.Text.Json;
using NetTopologySuite.Geometries;
using Truce.Measures;
using Truce.Observations.Places;

namespace Truce.Feeds.Gazetteers;

/// <summary>Reads first-level areas from GeoJSON (RFC 7946): a Feature or a FeatureCollection of polygons and multipolygons.</summary>
/// <remarks>
/// The code is the property <c>iso3166-2</c> (or <c>code</c>); other codes come from <c>pcode</c> and from the first two digits of <c>koatuu</c>,
/// with the country's letters before them, as P-codes are made; names from <c>name</c> and every <c>name:xx</c>.
/// </remarks>
internal static class AreaReader
{
    /// <summary>1 σ of a simplified outline's edges where the file does not say, metres; we chose it: the given outlines are off by up to kilometres.</summary>
    private const double SimplifiedSigmaM = 1_000;

    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    /// <summary>Reads the files; the same code in a later file is ignored, so that a collection may lie beside its single features.</summary>
    public static AreaIndex Read(IReadOnlyList<string> paths, List<GazetteerError> errors)
    {
        var areas = new SortedDictionary<string, NamedArea>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            try
            {
                using JsonDocument doc = JsonDocument.Parse(File.ReadAllBytes(path));
                JsonElement root = doc.RootElement;
                if (root.ValueKind != JsonValueKind.Object) errors.Add(new(path, 1, "a GeoJSON object is expected"));
                else if (root.TryGetProperty("features", out JsonElement features) && features.ValueKind == JsonValueKind.Array)
                {
                    foreach (JsonElement f in features.EnumerateArray()) Add(areas, path, f, errors);
                }
                else
                {
                    Add(areas, path, root, errors);
                }
            }
            catch (JsonException e)
            {
                errors.Add(new(path, (int)(e.LineNumber ?? 0) + 1, "not JSON: " + e.Message));
            }
        }

        return new(areas.Values);
    }

    private static void Add(SortedDictionary<string, NamedArea> areas, string path, JsonElement feature, List<GazetteerError> errors)
    {
        if (feature.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("properties", out JsonElement p) || p.ValueKind != JsonValueKind.Object
            || !feature.TryGetProperty("geometry", out JsonElement g) || g.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(path, 1, "a Feature with properties and a geometry is expected"));
            return;
        }

        string code = Text(p, "iso3166-2") is { Length: > 0 } iso ? iso : Text(p, "code");
        if (code.Length == 0)
        {
            errors.Add(new(path, 1, "the area has no code: give the property iso3166-2 or code"));
            return;
        }

        Geometry? outline = Geometry(g);
        if (outline is null)
        {
            errors.Add(new(path, 1, $"area {code}: a Polygon or MultiPolygon of closed rings with longitude and latitude in range is expected"));
            return;
        }

        areas.TryAdd(code, new(code, OtherCodes(p, code), Names(p), outline, SimplifiedSigmaM));
    }

    private static ImmutableArray<string> OtherCodes(JsonElement p, string code)
    {
        var codes = ImmutableArray.CreateBuilder<string>();
        if (Text(p, "pcode") is { Length: > 0 } pcode) codes.Add(pcode);
        if (Text(p, "koatuu") is { Length: >= 2 } koatuu && code.IndexOf('-', StringComparison.Ordinal) is > 0 and int dash) codes.Add(code[..dash] + koatuu[..2]);
        return codes.ToImmutable();
    }

    private static ImmutableArray<PlaceName> Names(JsonElement p)
    {
        var names = new List<PlaceName>();
        foreach (JsonProperty property in p.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String || property.Value.GetString() is not { Length: > 0 } text) continue;
            if (property.Name.StartsWith("name:", StringComparison.Ordinal)) names.Add(new(text, property.Name[5..], NameKind.Official));
            else if (property.Name is "name" or "int_name" or "alt_name") names.Add(new(text, "", NameKind.Alias));
        }

        return [.. names.OrderBy(n => n.Language, StringComparer.Ordinal).ThenBy(n => n.Text, StringComparer.Ordinal)];
    }

    private static string Text(JsonElement p, string name) =>
        p.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.String ? v.GetString() ?? "" : "";

    private static Geometry? Geometry(JsonElement g)
    {
        if (!g.TryGetProperty("coordinates", out JsonElement c) || c.ValueKind != JsonValueKind.Array) return null;
        switch (Text(g, "type"))
        {
            case "Polygon": return Polygon(c);
            case "MultiPolygon":
                Polygon?[] parts = [.. c.EnumerateArray().Select(Polygon)];
                return parts.Length == 0 || parts.Any(x => x is null) ? null : Factory.CreateMultiPolygon([.. parts.Select(x => x!)]);
            default: return null;
        }
    }

    private static Polygon? Polygon(JsonElement rings)
    {
        if (rings.ValueKind != JsonValueKind.Array) return null;
        LinearRing?[] made = [.. rings.EnumerateArray().Select(Ring)];
        return made.Length == 0 || made.Any(r => r is null) ? null : Factory.CreatePolygon(made[0], [.. made[1..].Select(r => r!)]);
    }

    private static LinearRing? Ring(JsonElement ring)
    {
        if (ring.ValueKind != JsonValueKind.Array) return null;
        var points = new List<Coordinate>(ring.GetArrayLength());
        foreach (JsonElement at in ring.EnumerateArray())
        {
            if (at.ValueKind != JsonValueKind.Array || at.GetArrayLength() < 2
                || at[0].ValueKind != JsonValueKind.Number || at[1].ValueKind != JsonValueKind.Number) return null;
            double lon = at[0].GetDouble(), lat = at[1].GetDouble();
            if (!GeoPoint.IsValid(lat, lon)) return null;
            points.Add(new(lon, lat));
        }

        return points.Count >= 4 && points[0].Equals2D(points[^1]) ? Factory.CreateLinearRing([.. points]) : null;
    }
}
