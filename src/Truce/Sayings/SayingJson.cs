using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truce.Sayings;

/// <summary>Sayings in records: an array of the key and the parts; a text, a number, or an array again. docs/formats/records.md, "Sayings".</summary>
public static class SayingJson
{
    private const int Deepest = 32;

    /// <summary>The compact form.</summary>
    public static JsonArray Write(Saying saying)
    {
        var json = new JsonArray((JsonNode)saying.Key);
        foreach (SayingPart part in saying.Parts) json.Add(part.Said is { } said ? Write(said) : part.Number is { } number ? JsonValue.Create(number) : JsonValue.Create(part.Text ?? ""));
        return json;
    }

    /// <summary>Reads it back; nothing when it is no saying.</summary>
    public static Saying? Read(JsonNode? json) => Read(json, Deepest);

    private static Saying? Read(JsonNode? json, int depth)
    {
        if (depth == 0 || json is not JsonArray { Count: > 0 } items || items[0]?.GetValueKind() != JsonValueKind.String) return null;
        var parts = ImmutableArray.CreateBuilder<SayingPart>(items.Count - 1);
        foreach (JsonNode? item in items.Skip(1))
        {
            switch (item?.GetValueKind())
            {
                case JsonValueKind.String:
                    parts.Add(item.GetValue<string>());
                    break;
                case JsonValueKind.Number:
                    parts.Add(SayingPart.Read(item.GetValue<double>()));
                    break;
                case JsonValueKind.Array when Read(item, depth - 1) is { } said:
                    parts.Add(said);
                    break;
                default:
                    return null;
            }
        }

        return new(items[0]!.GetValue<string>(), parts.MoveToImmutable());
    }
}
