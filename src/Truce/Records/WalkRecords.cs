using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Records;

/// <summary>A file that was sealed before it was used.</summary>
/// <param name="Role"><c>mission</c>, <c>agreement</c>, <c>geometry</c>, <c>gazetteer</c>, <c>line</c>, <c>background</c> or <c>feed</c>.</param>
/// <param name="Feed">Feed id, for feeds; empty otherwise.</param>
/// <param name="Name">Name relative to the mission's folder, with forward slashes.</param>
/// <param name="Blob">SHA-256 of its bytes.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Received">When it was received, UTC.</param>
public sealed record SealedInput(string Role, string Feed, string Name, Hash256 Blob, long Bytes, DateTimeOffset Received);

/// <summary>The records of the walk itself: what came in, and when everything known was settled. docs/formats/records.md.</summary>
public static class WalkRecords
{
    /// <summary>Record of a sealed file.</summary>
    public static JsonObject Input(SealedInput i, bool simulated)
    {
        var json = new JsonObject
        {
            ["v"] = 1,
            ["type"] = "input",
            ["role"] = i.Role,
            ["name"] = i.Name,
            ["sha256"] = i.Blob.ToString(),
            ["bytes"] = i.Bytes,
            ["received"] = ObservationJson.Instant(i.Received),
        };
        if (i.Feed.Length > 0) json["feed"] = i.Feed;
        if (simulated) json["simulated"] = true;
        return json;
    }

    /// <summary>The sealed file of a record; absent when the record is of another type or lacks a member.</summary>
    public static SealedInput? ReadInput(JsonObject json) =>
        (string?)json["type"] == "input" && Hash256.TryParse((string?)json["sha256"], out Hash256 blob)
        && DateTimeOffset.TryParse((string?)json["received"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset received)
            ? new((string)json["role"]!, (string?)json["feed"] ?? "", (string)json["name"]!, blob, (long)json["bytes"]!, received)
            : null;

    /// <summary>Record of a moment at which everything known was settled.</summary>
    /// <param name="known">The moment, UTC.</param>
    /// <param name="inputs">How many sealed inputs the log held then: what a replay may use for this step and no more.</param>
    /// <param name="simulated">Whether the mission is simulated.</param>
    public static JsonObject Tick(DateTimeOffset known, int inputs, bool simulated)
    {
        var json = new JsonObject { ["v"] = 1, ["type"] = "tick", ["known"] = ObservationJson.Instant(known), ["inputs"] = inputs };
        if (simulated) json["simulated"] = true;
        return json;
    }

    /// <summary>The moment of a tick record; absent when the record is of another type.</summary>
    public static (DateTimeOffset Known, int Inputs)? ReadTick(JsonObject json) =>
        (string?)json["type"] == "tick"
        && DateTimeOffset.TryParse((string?)json["known"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset known)
            ? (known, (int)json["inputs"]!)
            : null;

    /// <summary>Record of a step of learning: from what people had said by then.</summary>
    /// <param name="known">The moment, UTC.</param>
    /// <param name="simulated">Whether the mission is simulated.</param>
    public static JsonObject Learn(DateTimeOffset known, bool simulated)
    {
        var json = new JsonObject { ["v"] = 1, ["type"] = "learn", ["known"] = ObservationJson.Instant(known) };
        if (simulated) json["simulated"] = true;
        return json;
    }

    /// <summary>The moment of a learn record; absent when the record is of another type.</summary>
    public static DateTimeOffset? ReadLearn(JsonObject json) =>
        (string?)json["type"] == "learn"
        && DateTimeOffset.TryParse((string?)json["known"], System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset known)
            ? known
            : null;
}
