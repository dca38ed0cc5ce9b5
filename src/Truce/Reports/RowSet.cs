using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Coverage;
using Truce.Coverage.Hearing;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>The rows of one report in canonical order: the one source of its page, its print, its table and its map file.</summary>
/// <remarks>
/// Serialised as RFC 8785 JSON, one row a line, the head first (docs/formats/daily-report.md); the SHA-256 of those bytes names the report.
/// Observations are ordered by time then id, incidents and findings likewise, so that any order of arrival gives the same hash.
/// </remarks>
public sealed record RowSet
{
    /// <summary>Makes the set and its hash; the arrays are taken in the order given.</summary>
    internal RowSet(
        JsonObject head, ImmutableArray<ObservationRow> observations, ImmutableArray<IncidentRow> incidents,
        ImmutableArray<FindingRow> findings, IEnumerable<JsonObject> feeds)
    {
        Observations = observations;
        Incidents = incidents;
        Findings = findings;
        Bytes = [.. Lines(head, observations, incidents, findings, feeds)];
        Hash = Hash256.Of(Bytes.AsSpan());
    }

    /// <summary>Observation rows, context rows included, by time (untimed last) and id.</summary>
    public ImmutableArray<ObservationRow> Observations { get; }

    /// <summary>Incident rows by time and id.</summary>
    public ImmutableArray<IncidentRow> Incidents { get; }

    /// <summary>Finding rows by level (highest first), time known and id.</summary>
    public ImmutableArray<FindingRow> Findings { get; }

    /// <summary>The canonical bytes, UTF-8, LF after every line.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/>.</summary>
    public Hash256 Hash { get; }

    /// <summary>Equality is by content.</summary>
    public bool Equals(RowSet? other) => other is not null && Hash == other.Hash;

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();

    private static byte[] Lines(
        JsonObject head, ImmutableArray<ObservationRow> observations, ImmutableArray<IncidentRow> incidents,
        ImmutableArray<FindingRow> findings, IEnumerable<JsonObject> feeds)
    {
        using var bytes = new MemoryStream();
        void Add(JsonObject row)
        {
            bytes.Write(CanonicalJson.Write(row));
            bytes.WriteByte((byte)'\n');
        }

        Add(head);
        foreach (JsonObject feed in feeds) Add(feed);
        foreach (ObservationRow row in observations) Add(RowJson.Of(row));
        foreach (IncidentRow row in incidents) Add(RowJson.Of(row));
        foreach (FindingRow row in findings) Add(RowJson.Of(row));
        return bytes.ToArray();
    }

    /// <summary>The first line: which report of which mission this is.</summary>
    internal static JsonObject Head(ReportInput input, ReportRelease release)
    {
        JsonObject head = Daily(input, release);
        if (input.LastDay is { } last) head["lastDay"] = last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return head;
    }

    private static JsonObject Daily(ReportInput input, ReportRelease release) => new()
    {
        ["row"] = "report",
        ["format"] = "truce/daily-report/v1",
        ["mission"] = input.Mission.Id,
        ["simulated"] = input.Mission.Simulated,
        ["day"] = input.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["period"] = RowJson.Interval(input.Period),
        ["timeZone"] = input.Mission.TimeZone,
        ["knownAt"] = ObservationJson.Instant(input.KnownAt),
        ["agreement"] = input.Agreement,
        ["release"] = release.Name,
        ["logOrigin"] = input.Log.Origin,
    };

    /// <summary>A feed's exposure as a row; members that are not known are left out.</summary>
    internal static JsonObject Feed(FeedExposure feed)
    {
        var json = new JsonObject { ["row"] = "feed", ["feed"] = feed.Feed, ["means"] = ObservationJson.Word(feed.Means), ["observations"] = feed.Observations };
        if (feed.Rejects is { } rejects)
        {
            json["rejects"] = new JsonObject(rejects.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value)));
        }

        if (feed.Duplicates is { } duplicates) json["duplicates"] = duplicates;
        if (feed.HoursLooked is { } hours) json["hoursLooked"] = hours;
        if (feed.WatchHours is { } watch) json["watchHours"] = watch;
        if (feed.ShareOfArea is { } share) json["shareOfArea"] = share;
        if (feed.Hours.Length > 0) json["hours"] = string.Concat(feed.Hours.Select(Letter));
        if (feed.Listening is { } listening) json["listening"] = Listening(listening);
        return json;
    }

    private static JsonObject Listening(ListeningCoverage of)
    {
        var json = new JsonObject { ["sensors"] = new JsonArray([.. of.Sensors.Select(s => (JsonNode)Sensor(s))]) };
        if (of.SizeKg is { } kg) json["kg"] = kg;
        if (of.Curves is { } curves) json["curves"] = curves.ToString();
        if (of.Assumptions.Length > 0) json["assumptions"] = of.Assumptions;
        foreach ((int percent, double share) in of.AreaShare) json[$"areaShare{percent}"] = share;
        return json;
    }

    private static JsonObject Sensor(ListeningSensor sensor)
    {
        var json = new JsonObject { ["sensor"] = sensor.Place.Name, ["hours"] = sensor.HoursListened };
        foreach (int percent in ListeningCoverage.Percents)
        {
            if (sensor.Place.Reach.RadiusM(percent) is { } radiusM) json[$"radius{percent}M"] = Math.Round(radiusM);
        }

        return json;
    }

    /// <summary>One letter a state: ? unknown, o observed, d degraded, j jammed, x denied, - none.</summary>
    private static char Letter(CoverageState state) => "?odjx-"[(int)state];

    /// <summary>The canonical text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.AsSpan());
}
