using System.Collections.Immutable;
using System.Text.Json;
using Truce.Feeds.Text;
using Truce.Measures;
using Rings = System.Collections.Immutable.ImmutableArray<System.Collections.Immutable.ImmutableArray<Truce.Measures.GeoPoint>>;

namespace Truce.Feeds.FrontLine;

/// <summary>One feature with a polygon or several. The JSON was checked before: only its meaning is looked at here.</summary>
internal sealed record PolygonFeature(string Status, string Name, ImmutableArray<Rings> Polygons)
{
    /// <summary>Reads a feature; the refusal says why it is not polygons, without telling where.</summary>
    public static Refusal TryRead(ReadOnlySpan<byte> json, int maxDepth, out PolygonFeature? feature)
    {
        feature = null;
        using JsonDocument document = Parse(json, maxDepth);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Member(root, "geometry") is not { ValueKind: JsonValueKind.Object } geometry)
        {
            return new("not-a-feature", "a GeoJSON feature with a geometry expected");
        }

        string type = Text(geometry, "type");
        JsonElement? coordinates = Member(geometry, "coordinates");
        if (type is not ("Polygon" or "MultiPolygon") || coordinates is not { ValueKind: JsonValueKind.Array } nested)
        {
            return new("not-a-polygon", type.Length is > 0 and < 20 ? $"Polygon or MultiPolygon expected, got {type}" : "Polygon or MultiPolygon expected");
        }

        var polygons = ImmutableArray.CreateBuilder<Rings>();
        foreach (JsonElement polygon in type == "Polygon" ? [nested] : nested.EnumerateArray().ToArray())
        {
            Refusal refusal = TryRings(polygon, out Rings rings);
            if (refusal.IsSome) return refusal;
            polygons.Add(rings);
        }

        if (polygons.Count == 0) return new("no-polygon", "a MultiPolygon without polygons");
        JsonElement properties = Member(root, "properties") ?? default;
        feature = new(Text(properties, "status"), Text(properties, "name"), polygons.ToImmutable());
        return default;
    }

    private static JsonDocument Parse(ReadOnlySpan<byte> json, int maxDepth)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
        return JsonDocument.ParseValue(ref reader);
    }

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement found) ? found : null;

    private static string Text(JsonElement of, string name)
    {
        if (Member(of, name) is not { ValueKind: JsonValueKind.String } member) return "";
        try
        {
            return member.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return ""; // a lone surrogate escape is no text
        }
    }

    private static Refusal TryRings(JsonElement polygon, out Rings rings)
    {
        rings = [];
        if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() == 0) return new("polygon-empty", "a polygon without a ring");
        var found = ImmutableArray.CreateBuilder<ImmutableArray<GeoPoint>>(polygon.GetArrayLength());
        foreach (JsonElement ring in polygon.EnumerateArray())
        {
            Refusal refusal = TryRing(ring, out ImmutableArray<GeoPoint> points);
            if (refusal.IsSome) return refusal;
            found.Add(points);
        }

        rings = found.ToImmutable();
        return default;
    }

    private static Refusal TryRing(JsonElement ring, out ImmutableArray<GeoPoint> points)
    {
        points = [];
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4) return new("ring-too-short", "a ring of at least four positions expected (RFC 7946 §3.1.6)");
        var found = ImmutableArray.CreateBuilder<GeoPoint>(ring.GetArrayLength());
        foreach (JsonElement position in ring.EnumerateArray())
        {
            if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2
                || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number
                || !position[0].TryGetDouble(out double longitude) || !position[1].TryGetDouble(out double latitude))
            {
                return new("position-not-a-number", "a position as [longitude, latitude] expected");
            }

            if (!GeoPoint.IsValid(latitude, longitude)) return new("position-out-of-range", "longitude −180 to 180 and latitude −90 to 90 expected");
            found.Add(new(latitude, longitude));
        }

        points = found.ToImmutable();
        return points[0] == points[^1] ? default : new("ring-not-closed", "the last position of a ring must be its first (RFC 7946 §3.1.6)");
    }
}
