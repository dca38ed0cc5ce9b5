using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;
using Truce.Review;

namespace Truce.Records;

/// <summary>What was learned about sources as records: docs/formats/records.md.</summary>
public static class SourceRecords
{
    /// <summary>What is held of a model: counts by source and class.</summary>
    public static JsonArray State(SourceModel model) => new([.. model.Entries.Select(e => (JsonNode)new JsonObject
    {
        ["source"] = e.Source,
        ["class"] = ObservationJson.Word(e.Said),
        ["real"] = e.Cases.Real,
        ["refuted"] = e.Cases.Refuted,
        ["attended"] = e.Cases.Attended,
        ["silent"] = e.Cases.Silent,
    })]);

    /// <summary>The name of a model: the hash of what it holds; absent for a model that has learned nothing.</summary>
    public static Hash256? IdOf(SourceModel model) => model.IsEmpty ? null : CanonicalJson.Hash(State(model));

    /// <summary>A model with the cases it was learned from.</summary>
    public static JsonObject Record(SourceModel model, ImmutableArray<ClosedCase> cases, DateTimeOffset known)
    {
        var json = new JsonObject
        {
            ["v"] = 1,
            ["type"] = "model",
            ["known"] = ObservationJson.Instant(known),
            ["sources"] = State(model),
            ["cases"] = new JsonArray([.. cases.Select(c => (JsonNode)new JsonObject
            {
                ["incident"] = c.Incident.ToString(),
                ["occurred"] = c.Real,
                ["observations"] = new JsonArray([.. c.Seen.Observations.Select(o => (JsonNode)o.ToString())]),
            })]),
        };
        if (IdOf(model) is { } id) json["id"] = id.ToString();
        return json;
    }
}
