using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Review;

namespace Truce.Reports;

/// <summary>How an observation counts in a report.</summary>
public enum RowRole
{
    /// <summary>An event of the period.</summary>
    Event = 0,

    /// <summary>Came in during the period and speaks of an earlier time.</summary>
    Late,

    /// <summary>Came in during the period and gives no time of the event.</summary>
    Untimed,

    /// <summary>An alarm or a control map: a warning or a frame, never an event; aggregated by area.</summary>
    Context,
}

/// <summary>A row of the observation table as published: its place already as coarse as the release asks.</summary>
public sealed record ObservationRow
{
    /// <summary>Id of the observation: opens to the record and from there to the sealed bytes.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>How it counts.</summary>
    public required RowRole Role { get; init; }

    /// <summary>The observation.</summary>
    public required Observation Observation { get; init; }

    /// <summary>The incident it was taken into, when that one is in this report.</summary>
    public Hash256? Incident { get; init; }

    /// <summary>Where the event was, coarse; absent when not known or only by name.</summary>
    public GeoPoint? Position { get; init; }

    /// <summary>Radius that holds the event with about 95 %, metres, rounding included; absent without a position.</summary>
    public double? RadiusM { get; init; }

    /// <summary>Where the observer stood, coarse; absent when not given.</summary>
    public GeoPoint? Observer { get; init; }

    /// <summary>Name of place or area as the source wrote it; empty when none.</summary>
    public string PlaceName { get; init; } = "";

    /// <summary>When it became known; absent when not recorded.</summary>
    public DateTimeOffset? Known { get; init; }
}

/// <summary>A row of the incident table as published.</summary>
public sealed record IncidentRow
{
    /// <summary>Id of the incident.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>Version.</summary>
    public required int Version { get; init; }

    /// <summary>Most likely class.</summary>
    public required IncidentClass Class { get; init; }

    /// <summary>Probability of that class, 0 to 1, to 0.001.</summary>
    public required double ClassProbability { get; init; }

    /// <summary>Probability that something of the mission's interest happened, 0 to 1, to 0.001.</summary>
    public required double Probability { get; init; }

    /// <summary>What is left of it when any one origin is taken away, 0 to 1, to 0.001.</summary>
    public required double Robustness { get; init; }

    /// <summary>Level of the machine, 0 to 2.</summary>
    public required Level Level { get; init; }

    /// <summary>90 % interval of its time.</summary>
    public required TimeInterval When { get; init; }

    /// <summary>When this version became known.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Why this version was made.</summary>
    public required IncidentChange Change { get; init; }

    /// <summary>Place, coarse; absent when the release shows none.</summary>
    public GeoPoint? Position { get; init; }

    /// <summary>1 σ covariance with the rounding added.</summary>
    public Covariance2 Error { get; init; }

    /// <summary>Whether one ellipse would mislead.</summary>
    public bool Multimodal { get; init; }

    /// <summary>Independent origins.</summary>
    public required int Origins { get; init; }

    /// <summary>Its observations, in canonical order.</summary>
    public required ImmutableArray<Hash256> Observations { get; init; }

    /// <summary>Place by language.</summary>
    public required ImmutableSortedDictionary<string, string> Place { get; init; }

    /// <summary>Area code; empty when not known.</summary>
    public required string AreaCode { get; init; }

    /// <summary>Area name by language.</summary>
    public required ImmutableSortedDictionary<string, string> AreaName { get; init; }

    /// <summary>Whether it counts in this period (an older one stands here because it changed).</summary>
    public required bool InPeriod { get; init; }

    /// <summary>Whether it stands.</summary>
    public required bool Stands { get; init; }
}

/// <summary>A row of the finding table as published.</summary>
public sealed record FindingRow
{
    /// <summary>The finding.</summary>
    public required Finding Finding { get; init; }

    /// <summary>The result word; a machine's proposal against a term reads <c>candidate</c>.</summary>
    public required string Result { get; init; }

    /// <summary>State and level after everything that people signed up to the cut-off.</summary>
    public required FindingState State { get; init; }

    /// <summary>The level reached.</summary>
    public required Level Level { get; init; }

    /// <summary>Statements that stand, in order of signing.</summary>
    public required ImmutableArray<Statement> Statements { get; init; }

    /// <summary>The term in short by language.</summary>
    public required ImmutableSortedDictionary<string, string> Term { get; init; }

    /// <summary>Dissents among the statements.</summary>
    public IEnumerable<Statement> Dissents => Statements.Where(s => s.Kind == StatementKind.Dissent);
}

/// <summary>The rows as canonical JSON; the lines that are hashed.</summary>
internal static class RowJson
{
    internal static JsonObject Of(ObservationRow r)
    {
        Observation o = r.Observation;
        var json = new JsonObject
        {
            ["row"] = "observation",
            ["id"] = r.Id.ToString(),
            ["role"] = ObservationJson.Word(r.Role),
            ["class"] = ObservationJson.Word(o.Class),
            ["means"] = ObservationJson.Word(o.Means),
            ["feed"] = o.Feed,
            ["source"] = o.Source,
        };
        if (o.When is { } when) json["when"] = Interval(when);
        if (r.Known is { } known) json["known"] = ObservationJson.Instant(known);
        if (r.Incident is { } incident) json["incident"] = incident.ToString();
        if (r.Position is { } p) json["position"] = PlaceJson.Position(p);
        if (r.RadiusM is { } radius) json["radiusM"] = radius;
        if (r.Observer is { } observer) json["observer"] = PlaceJson.Position(observer);
        if (r.PlaceName.Length > 0) json["place"] = r.PlaceName;
        if (o.Count.Known is { } n) json["count"] = new JsonObject { ["value"] = n, ["exactness"] = ObservationJson.Word(o.Count.Exactness) };
        if (KilledCounts.Of(o) is { } killed) json["killed"] = killed.ToJson();
        if (o.Weapon is { } weapon) json["weapon"] = weapon.Text;
        if (o.Restriction != RestrictionKind.None) json["restriction"] = ObservationJson.Word(o.Restriction);
        if (o.Grade.ToString() is { Length: > 0 } grade) json["grade"] = grade;
        if (o.Text.Length > 0) json["text"] = o.Text;
        if (o.Simulated) json["simulated"] = true;
        return json;
    }

    internal static JsonObject Of(IncidentRow r)
    {
        var json = new JsonObject
        {
            ["row"] = "incident",
            ["id"] = r.Id.ToString(),
            ["version"] = r.Version,
            ["class"] = ObservationJson.Word(r.Class),
            ["classProbability"] = r.ClassProbability,
            ["probability"] = r.Probability,
            ["robustness"] = r.Robustness,
            ["level"] = (int)r.Level,
            ["when"] = Interval(r.When),
            ["known"] = ObservationJson.Instant(r.Known),
            ["change"] = ObservationJson.Word(r.Change),
            ["origins"] = r.Origins,
            ["observations"] = new JsonArray([.. r.Observations.Select(o => (JsonNode)o.ToString())]),
            ["inPeriod"] = r.InPeriod,
            ["stands"] = r.Stands,
        };
        if (r.Position is { } p)
        {
            json["position"] = PlaceJson.Position(p);
            json["covarianceM2"] = new JsonArray(r.Error.EastEastM2, r.Error.EastNorthM2, r.Error.NorthNorthM2);
        }

        if (r.AreaCode.Length > 0) json["area"] = r.AreaCode;
        if (r.Place.TryGetValue("en", out string? place)) json["place"] = place;
        return json;
    }

    internal static JsonObject Of(FindingRow r)
    {
        Finding f = r.Finding;
        var json = new JsonObject
        {
            ["row"] = "finding",
            ["id"] = f.Id.ToString(),
            ["version"] = f.Version,
            ["known"] = ObservationJson.Instant(f.Known),
            ["incident"] = f.Incident.ToString(),
            ["incidentVersion"] = f.IncidentVersion,
            ["agreement"] = f.Agreement,
            ["term"] = f.Term,
            ["article"] = f.Article,
            ["result"] = r.Result,
            ["level"] = (int)r.Level,
            ["state"] = ObservationJson.Word(r.State),
            ["statements"] = new JsonArray([.. r.Statements.Select(s => (JsonNode)s.Id.ToString())]),
        };
        if (f.InsideProbability is { } inside) json["insideProbability"] = Math.Round(inside, 3);
        return json;
    }

    internal static JsonArray Interval(TimeInterval when) =>
        new(ObservationJson.Instant(when.Start), ObservationJson.Instant(when.End));
}
