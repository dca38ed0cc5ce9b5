using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Observations;
using Truce.Review;
using Truce.Sayings;

namespace Truce.Records;

/// <summary>Findings and review statements as records: docs/formats/records.md.</summary>
public static class FindingRecords
{
    /// <summary>What is held now, without the way there.</summary>
    public static JsonObject State(Finding f)
    {
        var json = new JsonObject
        {
            ["incident"] = f.Incident.ToString(),
            ["agreement"] = f.Agreement,
            ["term"] = f.Term,
            ["article"] = f.Article,
            ["result"] = f.Result,
            ["severity"] = f.Severity,
            ["level"] = (int)f.Level,
            ["trace"] = new JsonArray([.. f.Trace.Select(s => (JsonNode)s)]),
        };
        if (f.InsideProbability is { } p) json["insideProbability"] = p;
        return json;
    }

    /// <summary>One version, whole.</summary>
    public static JsonObject Record(Finding f)
    {
        JsonObject json = State(f);
        json["v"] = 1;
        json["type"] = "finding";
        json["id"] = f.Id.ToString();
        json["version"] = f.Version;
        json["known"] = ObservationJson.Instant(f.Known);
        json["incidentVersion"] = f.IncidentVersion;
        json["state"] = ObservationJson.Word(f.State);
        json["reasons"] = IncidentRecords.Reasons(f.Reasons);
        if (f.Sayings.Length > 0) json["sayings"] = new JsonArray([.. f.Sayings.Select(s => (JsonNode)SayingJson.Write(s))]);
        if (f.Previous is { } previous) json["previous"] = previous.ToString();
        return json;
    }

    /// <summary>The payload a reviewer signs.</summary>
    public static JsonObject Payload(Statement s)
    {
        var json = new JsonObject
        {
            ["v"] = 1,
            ["type"] = "statement",
            ["kind"] = ObservationJson.Word(s.Kind),
            ["question"] = ObservationJson.Word(s.Question),
            ["finding"] = s.Finding.ToString(),
            ["findingVersion"] = s.FindingVersion,
            ["person"] = s.Person,
            ["nation"] = s.Nation,
            ["reason"] = s.Reason,
            ["at"] = ObservationJson.Instant(s.At),
        };
        if (s.AlternativesRejected.Length > 0) json["alternativesRejected"] = new JsonArray([.. s.AlternativesRejected.Select(a => (JsonNode)a)]);
        if (s.TakesBack is { } taken) json["takesBack"] = taken.ToString();
        return json;
    }
}
