using System.Text.Json.Nodes;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;

namespace Truce.Response.Exercises;

/// <summary>Results of exercises as JSON. Form: docs/formats/protocol.md, "Results".</summary>
public static class ExerciseJson
{
    /// <summary>One run with its events and the state at its end.</summary>
    public static JsonObject Run(Protocol protocol, Exercise exercise, ExerciseResult result, ulong seed)
    {
        JsonObject json = Head(protocol, exercise, seed, 1);
        json["consultations"] = new JsonArray([.. result.Consultations.Select((c, i) => (JsonNode)new JsonObject
        {
            ["finding"] = c.Finding,
            ["stage"] = EventSayings.Camel(c.State.Stage.ToString()),
            ["tiers"] = new JsonArray([.. c.State.Tiers.Select(Tier)]),
            ["promises"] = new JsonArray([.. c.State.Promises.Select(p => (JsonNode)new JsonObject { ["commitment"] = p.Due.Commitment, ["guarantor"] = p.Due.Guarantor, ["state"] = ConsultationWords.Word(p.State) })]),
            ["remarks"] = new JsonArray([.. c.State.Remarks.Select(r => (JsonNode)r.Says.English)]),
            ["events"] = new JsonArray([.. c.Events.Select(e => (JsonNode)ConsultationJson.Write(e))]),
        })]);
        return json;
    }

    /// <summary>Many runs: counts and shares with their intervals.</summary>
    public static JsonObject Many(Protocol protocol, Exercise exercise, ExerciseTally tally, ulong seed)
    {
        JsonObject json = Head(protocol, exercise, seed, tally.Runs);
        json["interval"] = "Clopper-Pearson, 95 %";
        json["findings"] = new JsonArray([.. exercise.Findings.Select((finding, f) => (JsonNode)new JsonObject
        {
            ["finding"] = finding.Id,
            ["tiers"] = new JsonArray([.. protocol.Tiers.Select((tier, t) => (JsonNode)new JsonObject
            {
                ["tier"] = tier.Id,
                ["reached"] = Share(tally.Reached(f, t)),
                ["metInTime"] = Share(tally.Met(f, t)),
                ["standings"] = new JsonObject(Enum.GetValues<TierStanding>().Select(s => KeyValuePair.Create(EventSayings.Camel(s.ToString()), (JsonNode?)tally.Count(f, t, s)))),
                ["answeredInTime"] = new JsonObject(protocol.Asked(tier).Select(a => KeyValuePair.Create(a, (JsonNode?)Share(tally.Answered(f, t, a))))),
            })]),
            ["promisesFailed"] = new JsonObject(exercise.Promises.Select((p, i) => KeyValuePair.Create(p.Commitment, (JsonNode?)Share(tally.Failed(f, i))))),
        })]);
        return json;
    }

    private static JsonObject Head(Protocol protocol, Exercise exercise, ulong seed, int runs) => new()
    {
        ["stamp"] = ExerciseReport.Stamp,
        ["simulated"] = true,
        ["title"] = exercise.Title,
        ["protocol"] = protocol.Id,
        ["protocolVersion"] = protocol.Version,
        ["zoneData"] = protocol.ZoneData,
        ["from"] = Deadline.Utc(exercise.Start),
        ["to"] = Deadline.Utc(exercise.End),
        ["seed"] = seed,
        ["runs"] = runs,
        ["assumptions"] = new JsonArray([.. ExerciseReport.Assumptions(protocol, exercise).Select(a => (JsonNode)a.English)]),
    };

    private static JsonNode Tier(TierState tier) => new JsonObject
    {
        ["tier"] = tier.Tier.Id,
        ["standing"] = EventSayings.Camel(tier.Standing.ToString()),
        ["reachedAt"] = Deadline.Utc(tier.ReachedAt),
        ["ground"] = ConsultationWords.Word(tier.Ground),
        ["due"] = tier.Clock.DueAt is { } due ? Deadline.Utc(due) : null,
        ["dueLocal"] = (tier.Clock as Deadline.Running)?.DueLocal,
        ["clock"] = tier.Clock.Says.English,
        ["needed"] = tier.Needed,
        ["counting"] = tier.Counting,
        ["invitees"] = new JsonObject(tier.Invitees.Select(i => KeyValuePair.Create(i.Invitee, (JsonNode?)EventSayings.Camel(i.Status.ToString())))),
    };

    private static JsonObject Share(RunShare share) => new()
    {
        ["hits"] = share.Hits,
        ["of"] = share.Of,
        ["share"] = share.Of == 0 ? null : Math.Round((double)share.Hits / share.Of, 6),
        ["low"] = share.Of == 0 ? null : Math.Round(share.Interval.Low, 6),
        ["high"] = share.Of == 0 ? null : Math.Round(share.Interval.High, 6),
    };
}
