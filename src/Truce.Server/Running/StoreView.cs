using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>A store opened to read: what is or was known, in the JSON of the records.</summary>
internal sealed class StoreView : IDisposable
{
    private readonly SqliteStore _database;

    private StoreView(string path, SqliteStore database)
    {
        Path = path;
        _database = database;
        TimeZone = database.Meta("timeZone") ?? "UTC";
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>IANA zone of the mission.</summary>
    public string TimeZone { get; }

    /// <summary>Questions to the database.</summary>
    public StoreReader Read => _database.Read;

    /// <summary>A value of the store.</summary>
    public string? Meta(string key) => _database.Meta(key);

    public static StoreView Open(string path) => new(path, SqliteStore.OpenForReading(StoreFolder.DatabaseIn(path)));

    /// <summary>Incidents as known then, by id, with their observations listed; only those whose middle lies in the local day, when one is given.</summary>
    public IEnumerable<JsonObject> Incidents(long asKnownMs, DateOnly? day)
    {
        (long from, long to) = day is { } d ? Bounds(d) : (long.MinValue, long.MaxValue);
        foreach (IncidentRow row in Read.Incidents(asKnownMs))
        {
            long middle = row.StartMs + ((row.EndMs - row.StartMs) / 2);
            if (middle < from || middle >= to) continue;
            yield return Expand(row);
        }
    }

    /// <summary>One incident by its name or an old one.</summary>
    public JsonObject? Incident(Hash256 id, long asKnownMs)
    {
        for (int hops = 0; hops < 64; hops++)
        {
            IncidentRow? row = Read.History(id).LastOrDefault(r => r.KnownMs <= asKnownMs);
            if (Read.Alias(id, asKnownMs) is { } renamed && renamed != id && (row is null || row.KnownMs <= asKnownMs) && Read.IncidentAsKnown(id, asKnownMs) is null) id = renamed;
            else return row is null ? null : Expand(row);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private (long From, long To) Bounds(DateOnly day)
    {
        TimeInterval period = Reports.ReportPeriod.Of(TimeZone, TimeOnly.ParseExact(Meta("cutOff") ?? "00:00", "HH:mm", CultureInfo.InvariantCulture), day);
        return (period.Start.ToUnixTimeMilliseconds(), period.End.ToUnixTimeMilliseconds());
    }

    internal static JsonObject Expand(IncidentRow row)
    {
        JsonObject json = JsonNode.Parse(row.Json)!.AsObject();
        json["observations"] = new JsonArray([.. json["members"]!.AsArray().Select(m => (JsonNode)(string)m!["observation"]!)]);
        json["logIndex"] = row.LogIndex;
        return json;
    }
}
