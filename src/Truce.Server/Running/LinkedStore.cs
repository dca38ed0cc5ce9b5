using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Fusion;
using Truce.Measures;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>The incidents of a store, read as links between the rows of two feeds.</summary>
internal sealed class LinkedStore
{
    private LinkedStore(IReadOnlyList<DatedPlace> truths, IReadOnlyList<DatedPlace> reports)
    {
        Truths = truths;
        Reports = reports;
    }

    /// <summary>Rows of the reference feed, by key.</summary>
    public IReadOnlyList<DatedPlace> Truths { get; }

    /// <summary>Rows of the reporting feed, by key.</summary>
    public IReadOnlyList<DatedPlace> Reports { get; }

    /// <summary>Pairs in one incident, with the product of the two members' weights.</summary>
    public Dictionary<Link, double> Links { get; } = [];

    /// <summary>Number of the incident that holds a reference row, by key; a row in none is absent.</summary>
    public Dictionary<string, int> IncidentOf { get; } = new(StringComparer.Ordinal);

    /// <summary>How many incidents have so many members, by size.</summary>
    public SortedDictionary<int, int> Sizes { get; } = [];

    /// <summary>How many incidents have so many origin groups, by number.</summary>
    public SortedDictionary<int, int> Origins { get; } = [];

    /// <summary>How many incidents stand on each machine level.</summary>
    public SortedDictionary<int, int> Levels { get; } = [];

    /// <summary>Reference rows that are the only member of their incident.</summary>
    public int TruthsAlone { get; private set; }

    /// <summary>Reads a store as it stands. Throws <see cref="BadInputException"/> when a feed has no rows in it.</summary>
    public static LinkedStore Read(StoreView view, string truthFeed, string reportFeed)
    {
        var rows = new Dictionary<string, (string Feed, DatedPlace Row)>(StringComparer.Ordinal);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(view.TimeZone);
        foreach (ObservationRow stored in view.Read.ObservationsBetween(long.MinValue, long.MaxValue))
        {
            JsonNode json = JsonNode.Parse(stored.Json)!;
            string feed = (string)json["feed"]!;
            if (feed == truthFeed || feed == reportFeed) rows.Add(stored.Id.ToString(), (feed, RowOf(json, zone)));
        }

        LinkedStore store = new(Of(truthFeed), Of(reportFeed));
        int number = 0;
        foreach (JsonObject incident in view.Incidents(long.MaxValue, null)) store.Add(incident, number++, rows, truthFeed);
        return store;

        DatedPlace[] Of(string feed)
        {
            DatedPlace[] of = [.. rows.Values.Where(r => r.Feed == feed).Select(r => r.Row).OrderBy(r => r.Key, StringComparer.Ordinal)];
            return of.Length > 0 ? of : throw new BadInputException($"feed '{feed}' has no rows in {view.Path}; name a feed of its mission");
        }
    }

    private void Add(JsonObject incident, int number, Dictionary<string, (string Feed, DatedPlace Row)> rows, string truthFeed)
    {
        JsonArray members = incident["members"]!.AsArray();
        Count(Sizes, members.Count);
        Count(Origins, (int)incident["origins"]!);
        Count(Levels, (int)incident["level"]!);
        var truths = new List<(string Key, double Weight)>();
        var reports = new List<(string Key, double Weight)>();
        foreach (JsonNode? member in members)
        {
            if (!rows.TryGetValue((string)member!["observation"]!, out (string Feed, DatedPlace Row) row)) continue;
            (row.Feed == truthFeed ? truths : reports).Add((row.Row.Key, (double)member["weight"]!));
        }

        foreach ((string truth, double tw) in truths)
        {
            IncidentOf[truth] = number;
            foreach ((string report, double rw) in reports) Links[new(report, truth)] = tw * rw;
        }

        if (members.Count == 1) TruthsAlone += truths.Count;
    }

    // The day that a row stands under: the day of the report, or else the local day in which its interval begins.
    private static DatedPlace RowOf(JsonNode json, TimeZoneInfo zone)
    {
        string? reported = (string?)json["facts"]?["reportedOn"];
        DateOnly day = reported is not null
            ? DateOnly.ParseExact(reported, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : json["when"] is { } when
                ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.Parse((string)when[0]!, CultureInfo.InvariantCulture), zone).DateTime)
                : default;
        JsonNode? where = json["where"];
        JsonNode? position = where?["position"] ?? where?["candidates"]?[0]?["position"];
        return new((string)json["key"]!, day, position is null ? null : new GeoPoint((double)position[1]!, (double)position[0]!));
    }

    private static void Count(SortedDictionary<int, int> counts, int key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
