using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;
using Truce.Simulation.Sensing;

namespace Truce.Simulation.Folders;

/// <summary><c>truth.json</c>: what truly happened and what each row stems from. For scoring; no feed reads it.</summary>
internal static class TruthFile
{
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(ulong seed, Happening happening, ImmutableArray<MonitoringPost> posts, ImmutableArray<RowTruth> rows) =>
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["note"] = "SIMULATED truth for scoring; not a feed",
            ["simulated"] = true,
            ["seed"] = seed,
            ["events"] = new JsonArray([.. happening.Events.Select(e => (JsonNode)Event(e))]),
            ["notices"] = new JsonArray([.. happening.Notices.Select(n => (JsonNode)Notice(n))]),
            ["posts"] = new JsonArray([.. posts.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["chainageKm"] = p.ChainageKm, ["position"] = Pair(p.Position) })]),
            ["quietSectorKm"] = new JsonArray(ContactLine.QuietSector.FromKm, ContactLine.QuietSector.ToKm),
            ["blindSectorKm"] = new JsonArray(ContactLine.BlindSector.FromKm, ContactLine.BlindSector.ToKm),
            ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject { ["file"] = r.File, ["line"] = r.Line, ["event"] = r.Event, ["role"] = r.Role })]),
        }.ToJsonString(Plain) + "\n");

    private static JsonObject Event(TruthEvent e)
    {
        var json = new JsonObject
        {
            ["id"] = e.Id,
            ["class"] = ObservationJson.Word(e.Class),
            ["when"] = new JsonArray(ObservationJson.Instant(e.When.Start), ObservationJson.Instant(e.When.End)),
            ["position"] = Pair(e.Place),
            ["count"] = e.Count,
        };
        if (e.Weapon is not null) json["weapon"] = e.Weapon;
        if (e.Serial is not null) json["serial"] = e.Serial;
        if (e.ActedBy is not null) json["actedBy"] = e.ActedBy;
        if (e.Part.Length > 0) json["part"] = e.Part;
        return json;
    }

    private static JsonObject Notice(Notice n) => new()
    {
        ["id"] = n.Id,
        ["what"] = n.What,
        ["by"] = n.By,
        ["received"] = ObservationJson.Instant(n.Received),
        ["window"] = new JsonArray(ObservationJson.Instant(n.Window.Start), ObservationJson.Instant(n.Window.End)),
        ["position"] = Pair(n.Place),
        ["radiusKm"] = n.RadiusKm,
    };

    private static JsonArray Pair(GeoPoint p) => new(p.LongitudeDeg, p.LatitudeDeg);
}
