using System.Globalization;
using System.Text.Json.Nodes;

namespace Truce.Measures;

/// <summary>A record that does not hold what its format says. Records are our own: this is damage, never a source's mistake.</summary>
public sealed class RecordException : Exception
{
    /// <summary>With what was expected where.</summary>
    public RecordException(string message) : base(message)
    {
    }
}

/// <summary>Reads members of records; throws <see cref="RecordException"/> when one is missing or of another kind.</summary>
public static class RecordJson
{
    /// <summary>A text.</summary>
    public static string Text(this JsonObject json, string member) => json.TextOrNull(member) ?? throw Missing(json, member, "a text");

    /// <summary>A text, or nothing when it is absent.</summary>
    public static string? TextOrNull(this JsonObject json, string member) =>
        json[member] is JsonValue v && v.TryGetValue(out string? text) ? text : null;

    /// <summary>A number.</summary>
    public static double Number(this JsonObject json, string member) => json.NumberOrNull(member) ?? throw Missing(json, member, "a number");

    /// <summary>A number, or nothing when it is absent.</summary>
    public static double? NumberOrNull(this JsonObject json, string member) => json[member] is JsonValue v && TryNumber(v, out double n) ? n : null;

    /// <summary>A whole number.</summary>
    public static int Whole(this JsonObject json, string member) => checked((int)json.Number(member));

    /// <summary>A digest.</summary>
    public static Hash256 Hash(this JsonObject json, string member) => json.HashOrNull(member) ?? throw Missing(json, member, "a digest");

    /// <summary>A digest, or nothing when it is absent.</summary>
    public static Hash256? HashOrNull(this JsonObject json, string member) => Hash256.TryParse(json.TextOrNull(member), out Hash256 hash) ? hash : null;

    /// <summary>An instant.</summary>
    public static DateTimeOffset Instant(this JsonObject json, string member) => Instant(json.Text(member));

    /// <summary>An instant as records write it.</summary>
    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset t)
            ? t
            : throw new RecordException($"'{text}' is not an instant");

    /// <summary>An interval as [start, end].</summary>
    public static TimeInterval Interval(this JsonObject json, string member) =>
        json[member] is JsonArray { Count: 2 } a ? new(Instant(a[0]!.GetValue<string>()), Instant(a[1]!.GetValue<string>())) : throw Missing(json, member, "two instants");

    /// <summary>A list of objects; empty when absent.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject json, string member) => json[member] is JsonArray a ? a.OfType<JsonObject>() : [];

    /// <summary>A list of texts; empty when absent.</summary>
    public static IEnumerable<string> Texts(this JsonObject json, string member) => json[member] is JsonArray a ? a.Select(t => t!.GetValue<string>()) : [];

    /// <summary>An object.</summary>
    public static JsonObject Object(this JsonObject json, string member) => json[member] as JsonObject ?? throw Missing(json, member, "an object");

    /// <summary>[longitude, latitude].</summary>
    public static GeoPoint Position(this JsonObject json, string member) => Position(json[member] ?? throw Missing(json, member, "a position"));

    /// <summary>[longitude, latitude].</summary>
    public static GeoPoint Position(JsonNode node) => node is JsonArray { Count: 2 } a && TryNumber(a[0]!, out double lon) && TryNumber(a[1]!, out double lat)
        ? new(lat, lon)
        : throw new RecordException("a position is [longitude, latitude]");

    /// <summary>[east-east, east-north, north-north], square metres.</summary>
    public static Covariance2 Covariance(this JsonObject json, string member) =>
        json[member] is JsonArray { Count: 3 } a && TryNumber(a[0]!, out double ee) && TryNumber(a[1]!, out double en) && TryNumber(a[2]!, out double nn)
            ? new(ee, en, nn)
            : throw Missing(json, member, "three numbers");

    /// <summary>A member of an enum written in lower camel case.</summary>
    public static T Word<T>(this JsonObject json, string member) where T : struct, Enum =>
        Enum.TryParse(json.Text(member), ignoreCase: true, out T value) ? value : throw Missing(json, member, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    private static bool TryNumber(JsonNode node, out double number)
    {
        number = 0;
        return node is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number
            && double.TryParse(v.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static RecordException Missing(JsonObject json, string member, string expected) =>
        new($"record {(string?)json["type"] ?? "?"} {(string?)json["id"] ?? ""}: member '{member}' must be {expected}");
}
