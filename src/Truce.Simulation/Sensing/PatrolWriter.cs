using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Measures;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Simulation.Sensing;

/// <summary>Writes patrol reports as JSON lines: docs/formats/patrol-report.md.</summary>
internal sealed class PatrolWriter(FeedLedger ledger)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private int _next = 1;

    /// <summary>A direction and a distance band from a post.</summary>
    public void Sector(
        TruthEvent e, string kind, string means, MonitoringPost post, double fromDeg, double toDeg, double nearM, double farM, int count, string exactness)
    {
        JsonObject row = Row(e, kind, means, post.Id, e.When, count, exactness);
        row["observerLat"] = post.Position.LatitudeDeg;
        row["observerLon"] = post.Position.LongitudeDeg;
        row["observerSigmaM"] = 20;
        row["fromDeg"] = fromDeg;
        row["toDeg"] = toDeg;
        row["nearM"] = nearM;
        row["farM"] = farM;
        Add(e, row, e.When.End);
    }

    /// <summary>A position with an error.</summary>
    public void Point(
        TruthEvent e, string kind, string means, string source, GeoPoint place, double sigmaM, TimeInterval when, int count, string exactness)
    {
        JsonObject row = Row(e, kind, means, source, when, count, exactness);
        row["lat"] = place.LatitudeDeg;
        row["lon"] = place.LongitudeDeg;
        row["sigmaM"] = sigmaM;
        if (e.Class == IncidentClass.InterferenceWithMonitoring) row["interference"] = "jamming";
        if (e.Class == IncidentClass.RestrictionOfMovement) row["restriction"] = e.Telling.Delayed ? "delay" : "denial";
        if (e.Telling.Delayed) row["delayMinutes"] = (int)e.When.Length.TotalMinutes;
        if (e.Serial is { } serial) row["text"] = $"SIMULATED: serial number {serial} read from the hull";
        Add(e, row, when.End);
    }

    /// <summary>A notice of a party, as the mission's duty officer received it. Its time is that of what it announces.</summary>
    public void Notice(Notice n)
    {
        var row = new JsonObject
        {
            ["id"] = $"SIM-P{_next++:0000}",
            ["simulated"] = true,
            ["patrol"] = "SIMULATED Duty officer",
            ["class"] = "notification",
            ["means"] = "notice",
            ["notice"] = "exercise",
            ["givenBy"] = n.By,
            ["notifiedAt"] = Time(n.Received),
            ["start"] = Time(n.Window.Start),
            ["end"] = Time(n.Window.End),
            ["clock"] = "network",
            ["lat"] = n.Place.LatitudeDeg,
            ["lon"] = n.Place.LongitudeDeg,
            ["sigmaM"] = n.RadiusKm * 1000,
            ["text"] = "SIMULATED: live-fire exercise, battalion, guns of 100 mm and more",
        };
        SetWeapon(row, n.Weapon);
        ledger.Add(Open(n.Received), n.Received, row.ToJsonString(Plain), n.Id, "notice");
    }

    /// <summary>A time for which a post looked.</summary>
    public void Watch(MonitoringPost post, TimeInterval when, string means, string reach)
    {
        var row = new JsonObject
        {
            ["id"] = $"SIM-P{_next++:0000}",
            ["simulated"] = true,
            ["patrol"] = post.Id,
            ["class"] = "watch",
            ["means"] = means,
            ["reach"] = reach,
            ["start"] = Time(when.Start),
            ["end"] = Time(when.End),
            ["clock"] = "network",
            ["observerLat"] = post.Position.LatitudeDeg,
            ["observerLon"] = post.Position.LongitudeDeg,
            ["observerSigmaM"] = 20,
        };
        ledger.Add(Open(when.End.AddMinutes(-1)), when.End, row.ToJsonString(Plain), "", "watch");
    }

    /// <summary>Rows that cannot be read.</summary>
    public void Break()
    {
        string file = Open(ExerciseDays.At(2, 12));
        ledger.Add(file, ExerciseDays.At(2, 12), "{\"id\":\"SIM-P9001\",\"simulated\":true,\"patrol\":\"SIMULATED Post 03\",\"class\":\"expl", "", "broken");
        ledger.Add(file, ExerciseDays.At(2, 13), "not a report at all: SIMULATED", "", "broken");
    }

    private JsonObject Row(TruthEvent e, string kind, string means, string source, TimeInterval when, int count, string exactness)
    {
        var row = new JsonObject
        {
            ["id"] = $"SIM-P{_next++:0000}",
            ["simulated"] = true,
            ["patrol"] = source,
            ["class"] = kind,
            ["means"] = means,
            ["start"] = Time(when.Start),
            ["end"] = Time(when.End),
            ["clock"] = means is "heard" or "saw" ? "person" : "gnss",
            ["count"] = count,
            ["exactness"] = exactness,
            ["grade"] = "A2",
        };
        if (kind is "weaponPresence" or "flight" or "burstOrShot") SetWeapon(row, e.Weapon);
        return row;
    }

    private static void SetWeapon(JsonObject row, string? category)
    {
        (string text, double low, double high) = category switch
        {
            "W1" => ("small arms or machine gun", 5.45, 14.5),
            "W2" => ("tank", 100, 125),
            "W3" => ("howitzer, 122 mm", 122, 122),
            "W4" => ("multiple rocket launcher, 122 mm", 122, 122),
            "W7" => ("observation uncrewed aircraft", 0, 0),
            _ => ("N/K", 0, 0),
        };
        row["weapon"] = text;
        if (category is not null) row["weaponCategory"] = category;
        if (low <= 0) return;
        row["calibreLowMm"] = low;
        row["calibreHighMm"] = high;
    }

    private void Add(TruthEvent e, JsonObject row, DateTimeOffset at) =>
        ledger.Add(Open(at), at, row.ToJsonString(Plain), e.Id, "report");

    private string Open(DateTimeOffset at)
    {
        string file = $"feeds/patrol-simulated-{CsvText.Utc(at.AddHours(-1), "yyyy-MM-dd")}.jsonl";
        ledger.Open(file, "");
        return file;
    }

    private static string Time(DateTimeOffset t) => CsvText.Utc(t.AddHours(-1), "yyyy-MM-dd'T'HH:mm:ss'-01:00'");
}
