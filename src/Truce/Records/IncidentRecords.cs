using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Sayings;

namespace Truce.Records;

/// <summary>Incidents as records: docs/formats/records.md. What is sealed, stored and printed is this JSON and no other.</summary>
public static class IncidentRecords
{
    /// <summary>What is held now, without the way there: the part that is the same for every order of arrival.</summary>
    public static JsonObject State(Hypothesis h) => new()
    {
        ["classProbabilities"] = Classes(h.ClassProbability),
        ["probability"] = h.Probability,
        ["robustness"] = h.Robustness,
        ["when"] = new JsonArray(ObservationJson.Instant(h.When.Start), ObservationJson.Instant(h.When.End)),
        ["position"] = PlaceJson.Position(h.Where.Position),
        ["covarianceM2"] = Covariance(h.Where.Error),
        ["multimodal"] = h.Where.Multimodal,
        ["modes"] = new JsonArray([.. h.Where.Modes.Select(m => (JsonNode)new JsonObject
        {
            ["position"] = PlaceJson.Position(m.Position),
            ["covarianceM2"] = Covariance(m.Error),
            ["weight"] = m.Weight,
        })]),
        ["origins"] = h.Origins,
        ["attribution"] = h.Attribution is null ? "undetermined" : new JsonObject(h.Attribution.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))),
        ["members"] = new JsonArray([.. h.Members.Select(m => (JsonNode)new JsonObject
        {
            ["detection"] = m.Detection.ToString(),
            ["observation"] = m.Observation.ToString(),
            ["feed"] = m.Feed,
            ["origin"] = m.Origin.Key.ToString(),
            ["originBasis"] = ObservationJson.Word(m.Origin.Basis),
            ["weight"] = m.Weight,
        })]),
        ["factors"] = new JsonArray([.. h.Factors.Select(Factor)]),
        ["runnersUp"] = new JsonArray([.. h.RunnersUp.Select(RunnerUp)]),
        ["label"] = Label(h.Label),
        ["simulated"] = h.Simulated,
    };

    /// <summary>One version, whole.</summary>
    public static JsonObject Record(Incident incident, LevelAssessment level)
    {
        JsonObject json = State(incident.Hypothesis);
        json["v"] = 1;
        json["type"] = "incident";
        json["id"] = incident.Id.ToString();
        json["version"] = incident.Version;
        json["known"] = ObservationJson.Instant(incident.Known);
        json["change"] = ObservationJson.Word(incident.Change);
        json["class"] = ObservationJson.Word(incident.Hypothesis.MostLikelyClass);
        json["level"] = (int)level.Level;
        json["levelReasons"] = Reasons(level.Reasons);
        if (incident.Aliases.Length > 0) json["aliases"] = new JsonArray([.. incident.Aliases.Select(a => (JsonNode)a.ToString())]);
        if (incident.Model is { } model) json["model"] = model.ToString();
        if (incident.Previous is { } previous) json["previous"] = previous.ToString();
        return json;
    }

    /// <summary>Criteria with what each was decided on.</summary>
    public static JsonArray Reasons(IEnumerable<LevelReason> reasons) => new([.. reasons.Select(r => (JsonNode)Reason(r))]);

    private static JsonObject Reason(LevelReason r)
    {
        var json = new JsonObject
        {
            ["level"] = (int)r.Level,
            ["criterion"] = r.Criterion,
            ["met"] = r.Met,
            ["because"] = r.Because,
        };
        if (r.Says is { } says) json["says"] = SayingJson.Write(says);
        return json;
    }

    /// <summary>Class probabilities by name, in order of the class index.</summary>
    public static JsonObject Classes(IReadOnlyList<double> probability)
    {
        var json = new JsonObject();
        for (int i = 0; i < IncidentClasses.Count; i++) json[ObservationJson.Word((IncidentClass)i)] = probability[i];
        return json;
    }

    /// <summary>A label.</summary>
    public static JsonObject Label(Label label) => new()
    {
        ["classification"] = ObservationJson.Word(label.Classification),
        ["releasableTo"] = label.ReleasableTo,
        ["caveats"] = label.Caveats,
    };

    private static JsonArray Covariance(Covariance2 c) => new(c.EastEastM2, c.EastNorthM2, c.NorthNorthM2);

    private static JsonNode Factor(FactorShare f)
    {
        var json = new JsonObject { ["kind"] = f.Kind, ["logOdds"] = f.LogOdds };
        if (f.Source is { } source) json["source"] = source.ToString();
        if (f.Origin is { } origin) json["origin"] = origin.ToString();
        return json;
    }

    private static JsonNode RunnerUp(RunnerUp r)
    {
        var json = new JsonObject { ["detection"] = r.Detection.ToString(), ["kind"] = r.Kind, ["weight"] = r.Weight };
        if (r.Incident is { } incident) json["incident"] = incident.ToString();
        return json;
    }
}
