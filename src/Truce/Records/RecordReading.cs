using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Sayings;

namespace Truce.Records;

/// <summary>Reads incidents and findings back from their records; what comes out gives the same record again (a round-trip test holds it to that).</summary>
public static class RecordReading
{
    /// <summary>An incident and its level; throws <see cref="RecordException"/> for a damaged record.</summary>
    public static (Incident Incident, LevelAssessment Level) Incident(JsonObject json)
    {
        Hash256 id = json.Hash("id");
        var incident = new Incident
        {
            Id = id,
            Version = json.Whole("version"),
            Known = json.Instant("known"),
            Change = json.Word<IncidentChange>("change"),
            Aliases = [.. json.Texts("aliases").Select(a => Hash256.TryParse(a, out Hash256 h) ? h : throw new RecordException("an alias is a digest"))],
            Previous = json.HashOrNull("previous"),
            Model = json.HashOrNull("model"),
            Hypothesis = Hypothesis(json, id),
        };
        return (incident, new LevelAssessment((Level)json.Whole("level"), Reasons(json, "levelReasons")));
    }

    /// <summary>A finding; throws <see cref="RecordException"/> for a damaged record.</summary>
    public static Finding Finding(JsonObject json) => new()
    {
        Id = json.Hash("id"),
        Version = json.Whole("version"),
        Known = json.Instant("known"),
        Incident = json.Hash("incident"),
        IncidentVersion = json.Whole("incidentVersion"),
        Agreement = json.Text("agreement"),
        Term = json.Text("term"),
        Article = json.Text("article"),
        Result = json.Text("result"),
        InsideProbability = json.NumberOrNull("insideProbability"),
        Trace = [.. json.Texts("trace")],
        Sayings = json["sayings"] is JsonArray sayings ? [.. sayings.Select(Saying)] : [],
        Severity = json.TextOrNull("severity") ?? "",
        Level = (Level)json.Whole("level"),
        Reasons = Reasons(json, "reasons"),
        State = json.Word<FindingState>("state"),
        Previous = json.HashOrNull("previous"),
    };

    /// <summary>A criterion of a level; throws <see cref="RecordException"/> for a damaged record.</summary>
    public static LevelReason Reason(JsonObject r) => new((Level)r.Whole("level"), r.Text("criterion"), r["met"]!.GetValue<bool>(), r.Text("because"))
    {
        Says = r.ContainsKey("says") ? Saying(r["says"]) : null,
    };

    private static Hypothesis Hypothesis(JsonObject json, Hash256 id) => new()
    {
        Id = id,
        Members = [.. json.Objects("members").Select(m => new Member(
            m.Hash("detection"), m.Hash("observation"), m.Text("feed"), new OriginGroup(m.Hash("origin"), m.Word<OriginBasis>("originBasis")), m.Number("weight")))],
        ClassProbability = [.. Enumerable.Range(0, IncidentClasses.Count).Select(i => json.Object("classProbabilities").Number(ObservationJson.Word((IncidentClass)i)))],
        Probability = json.Number("probability"),
        Robustness = json.Number("robustness"),
        When = json.Interval("when"),
        Where = new PosteriorPlace(
            json.Position("position"), json.Covariance("covarianceM2"),
            [.. json.Objects("modes").Select(m => new PlaceMode(m.Position("position"), m.Covariance("covarianceM2"), m.Number("weight")))],
            json["multimodal"]!.GetValue<bool>()),
        Origins = json.Whole("origins"),
        Attribution = json["attribution"] is JsonObject a ? a.ToImmutableSortedDictionary(p => p.Key, p => a.Number(p.Key)) : null,
        Factors = [.. json.Objects("factors").Select(f => new FactorShare(f.Text("kind"), f.HashOrNull("source"), f.HashOrNull("origin"), f.Number("logOdds")))],
        RunnersUp = [.. json.Objects("runnersUp").Select(r => new RunnerUp(r.Hash("detection"), r.HashOrNull("incident"), r.Text("kind"), r.Number("weight")))],
        Label = ObservationReading.Label(json.Object("label")),
        Simulated = json["simulated"]!.GetValue<bool>(),
    };

    private static ImmutableArray<LevelReason> Reasons(JsonObject json, string member) => [.. json.Objects(member).Select(Reason)];

    private static Saying Saying(JsonNode? json) => SayingJson.Read(json) ?? throw new RecordException("a saying is an array of a key and its parts");
}
