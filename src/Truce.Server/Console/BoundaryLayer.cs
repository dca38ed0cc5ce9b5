using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truce.Server.Consoles;

/// <summary>
/// The boundary layer of the map: a GeoJSON file of its own whose <c>policies</c> (id, title, source) say by which rule a line is drawn, and
/// whose features say in <c>properties.policies</c> under which of them they stand. Format: docs/formats/boundaries.md.
/// </summary>
internal static class BoundaryLayer
{
    /// <summary>Name of the program's own layer among the page's files.</summary>
    public const string Own = "ground/boundaries.geojson";

    private const int MostBytes = 64 << 20;

    /// <summary>The ids of the policies of a layer, in file order; or what is wrong with it.</summary>
    /// <param name="path">A file; <c>null</c> for the program's own layer.</param>
    /// <param name="policies">The ids, when it is a layer.</param>
    /// <param name="error">What is wrong, in words for a person; empty when it is a layer.</param>
    public static bool TryRead(string? path, out ImmutableArray<string> policies, out string error)
    {
        policies = [];
        string name = path is null ? "the boundary layer" : $"'{Path.GetFileName(path)}'";
        if (path is not null && new FileInfo(path).Length > MostBytes)
        {
            error = $"{name} has more than {MostBytes >> 20} MiB; simplify it";
            return false;
        }

        try
        {
            byte[] bytes = path is null ? ConsoleAssets.Own.Find(Own)!.Bytes : File.ReadAllBytes(path);
            policies = Policies(JsonNode.Parse(bytes, documentOptions: new() { MaxDepth = 32 }), out error);
        }
        catch (JsonException e)
        {
            error = $"not JSON: {e.Message}";
        }

        if (error.Length == 0) return true;
        error = $"{name} is no boundary layer: {error}";
        return false;
    }

    private static ImmutableArray<string> Policies(JsonNode? root, out string error)
    {
        error = "";
        if (root is not JsonObject { } layer || Text(layer["type"]) != "FeatureCollection" || layer["features"] is not JsonArray features)
        {
            error = "a GeoJSON FeatureCollection expected";
            return [];
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (JsonNode? policy in layer["policies"] as JsonArray ?? [])
        {
            if (policy is JsonObject p && Text(p["id"]) is { Length: > 0 } id && English(p["source"]) && English(p["title"])) ids.Add(id);
            else error = "each of its policies needs an id, a source and a title, both in English (en) at least";
        }

        if (ids.Count == 0 && error.Length == 0) error = "it names no policies; write \"policies\": [{\"id\": …, \"title\": {\"en\": …}, \"source\": {\"en\": …}}]";
        foreach (JsonNode? feature in features)
        {
            string[] under = [.. ((feature as JsonObject)?["properties"] as JsonObject)?["policies"] is JsonArray named ? named.Select(Text).OfType<string>() : []];
            if (error.Length == 0 && (under.Length == 0 || under.Any(u => !ids.Contains(u)))) error = "each feature needs properties.policies, with ids of the layer's policies";
        }

        return ids.ToImmutable();
    }

    private static bool English(JsonNode? texts) => (texts as JsonObject)?["en"] is { } text && Text(text) is { Length: > 0 };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
