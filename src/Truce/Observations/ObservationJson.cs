using System.Globalization;
using System.Text.Json.Nodes;

namespace Truce.Observations;

/// <summary>The record of an observation as JSON: docs/formats/records.md.</summary>
public static class ObservationJson
{
    /// <summary>Instants are written in UTC to the millisecond, always with <c>Z</c>.</summary>
    public static string Instant(DateTimeOffset t) =>
        t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>An enum member as it stands in records: lower camel case.</summary>
    public static string Word<T>(T value) where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>The content that names an observation: all but its raw reference. Absent members are left out, never null.</summary>
    public static JsonObject Content(Observation o)
    {
        var json = new JsonObject
        {
            ["class"] = Word(o.Class),
            ["feed"] = o.Feed,
            ["label"] = LabelOf(o.Label),
            ["means"] = Word(o.Means),
            ["source"] = o.Source,
            ["where"] = PlaceJson.Write(o.Where),
        };
        if (o.SourceKey.Length > 0) json["key"] = o.SourceKey;
        if (o.When is { } when) json["when"] = new JsonArray(Instant(when.Start), Instant(when.End));
        if (o.Clock != ClockTrust.Unknown) json["clock"] = Word(o.Clock);
        if (o.Count.Known is { } n) json["count"] = new JsonObject { ["value"] = n, ["exactness"] = Word(o.Count.Exactness) };
        if (o.Weapon is { } w) json["weapon"] = WeaponOf(w);
        if (o.Restriction != RestrictionKind.None) json["restriction"] = Word(o.Restriction);
        if (o.Grade.ToString() is { Length: > 0 } grade) json["grade"] = grade;
        if (o.Confidence is { } c) json["confidence"] = c;
        if (o.Strength is { } s) json["strength"] = s;
        if (o.Origin != default) json["origin"] = new JsonObject { ["key"] = o.Origin.Key.ToString(), ["basis"] = Word(o.Origin.Basis) };
        if (o.Text.Length > 0) json["text"] = o.Text;
        if (o.References.Length > 0) json["references"] = new JsonArray([.. o.References.Select(r => (JsonNode)r)]);
        if (o.Facts.Count > 0) json["facts"] = new JsonObject(o.Facts.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value)));
        if (o.Simulated) json["simulated"] = true;
        return json;
    }

    /// <summary>The whole record: its content, its id and where its bytes lie.</summary>
    public static JsonObject Record(Observation o)
    {
        JsonObject json = Content(o);
        json["id"] = o.Id.ToString();
        json["raw"] = RawOf(o.Raw);
        return json;
    }

    /// <summary>The record of a reject.</summary>
    public static JsonObject Record(Reject r) => new()
    {
        ["reject"] = r.Reason,
        ["detail"] = r.Detail,
        ["raw"] = RawOf(r.Raw),
    };

    private static JsonObject RawOf(RawReference raw) => new()
    {
        ["blob"] = raw.Blob.ToString(),
        ["offset"] = raw.Offset,
        ["length"] = raw.Length,
    };

    /// <summary>A label; no member for caveats where there are none.</summary>
    internal static JsonObject LabelOf(Label label)
    {
        var json = new JsonObject { ["classification"] = Word(label.Classification), ["releasableTo"] = label.ReleasableTo };
        if (label.Caveats.Length > 0) json["caveats"] = label.Caveats;
        return json;
    }

    private static JsonObject WeaponOf(ObservedWeapon w)
    {
        var json = new JsonObject { ["text"] = w.Text };
        if (w.Category is not null) json["category"] = w.Category;
        if (w.CalibreLowMm is { } low) json["calibreLowMm"] = low;
        if (w.CalibreHighMm is { } high) json["calibreHighMm"] = high;
        return json;
    }
}
