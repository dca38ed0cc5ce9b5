using System.Globalization;
using System.Text;
using System.Text.Json;
using Truce.Feeds.Text;

namespace Truce.Feeds.Patrol;

/// <summary>One report as a JSON object on a line: strings, numbers, truth values, and an array of strings for references.</summary>
internal static class PatrolJson
{
    /// <summary>Reads the members. Unknown, repeated and nested members are refused: a report that says something we would drop is not read.</summary>
    public static Refusal TryRead(ReadOnlySpan<byte> line, int maxDepth, out PatrolValues values)
    {
        values = new();
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            Refusal refusal = Members(ref reader, values);
            if (refusal.IsSome) return refusal;
            while (reader.Read())
            {
                // anything but white space after the object throws with its place
            }

            return default;
        }
        catch (JsonException e)
        {
            return new("json-broken", string.Create(CultureInfo.InvariantCulture, $"not one JSON object a line: fault at byte {e.BytePositionInLine + 1}"));
        }
    }

    private static Refusal Members(ref Utf8JsonReader reader, PatrolValues values)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return new("not-an-object", "one JSON object a line expected");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = JsonText.Of(ref reader);
            if (!PatrolValues.TryField(name, out PatrolField field)) return new("unknown-field", $"no field '{(name.Length > 60 ? name[..60] : name)}' in a patrol report");
            reader.Read();
            if (!TryValue(ref reader, field, out string? value)) return new("bad-" + Observations.ObservationJson.Word(field), "a string, a number or a truth value expected");
            if (value is not null && !values.TrySet(field, value)) return new("duplicate-field", $"the field {field} stands twice");
        }

        return default;
    }

    /// <summary>The value as text; null for <c>null</c>.</summary>
    private static bool TryValue(ref Utf8JsonReader reader, PatrolField field, out string? value)
    {
        value = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return true;
            case JsonTokenType.String: value = JsonText.Of(ref reader); return true;
            case JsonTokenType.Number: value = Encoding.UTF8.GetString(reader.ValueSpan); return true;
            case JsonTokenType.True: value = "true"; return true;
            case JsonTokenType.False: value = "false"; return true;
            case JsonTokenType.StartArray when field == PatrolField.References: return TryList(ref reader, out value);
            default: return false;
        }
    }

    private static bool TryList(ref Utf8JsonReader reader, out string? value)
    {
        var list = new StringBuilder();
        value = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) return false;
            list.Append(list.Length == 0 ? "" : "|").Append(JsonText.Of(ref reader));
        }

        value = list.ToString();
        return true;
    }
}
