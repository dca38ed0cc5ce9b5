using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Protocols;

namespace Truce.Response.Consultations;

/// <summary>Events of consultations as records, both ways. Form: docs/formats/protocol.md, "Consultation records".</summary>
public static class ConsultationJson
{
    private const string Prefix = "consultation.";

    /// <summary>The record.</summary>
    public static JsonObject Write(ConsultationEvent e)
    {
        JsonObject json = WithoutKnown(e);
        json["known"] = Instant(e.Known);
        return json;
    }

    /// <summary>Hash of the canonical record without the time at which it became known.</summary>
    public static Hash256 IdOf(ConsultationEvent e) => CanonicalJson.Hash(WithoutKnown(e));

    /// <summary>Whether a record is of this room.</summary>
    public static bool IsOne(JsonObject json) => json.TextOrNull("type")?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    private static JsonObject WithoutKnown(ConsultationEvent e)
    {
        (string type, JsonObject json) = Body(e);
        json["v"] = 1;
        json["type"] = Prefix + type;
        json["consultation"] = e.Consultation.ToString();
        json["at"] = Instant(e.At);
        json["by"] = e.By;
        if (e.Simulated) json["simulated"] = true;
        return json;
    }

    private static (string Type, JsonObject Json) Body(ConsultationEvent e) => e switch
    {
        ConsultationEvent.Opened o => ("opened", Opened(o)),
        ConsultationEvent.NotOpened n => ("not-opened", new() { ["finding"] = n.Finding.ToString(), ["reason"] = n.Reason }),
        ConsultationEvent.TimeKnown t => ("time-known", new() { ["which"] = ProtocolWords.Word(t.Which), ["time"] = Instant(t.Time) }),
        ConsultationEvent.Released r => ("released", new() { ["tier"] = r.Tier, ["person"] = r.Person }),
        ConsultationEvent.NoticeSent s => ("notice-sent", new() { ["tier"] = s.Tier, ["invitee"] = s.Invitee, ["channel"] = s.Channel, ["reference"] = s.Reference }),
        ConsultationEvent.NoticeFailed f => ("notice-failed", new() { ["tier"] = f.Tier, ["invitee"] = f.Invitee, ["channel"] = f.Channel, ["reason"] = f.Reason }),
        ConsultationEvent.Receipt r => ("receipt", new() { ["tier"] = r.Tier, ["invitee"] = r.Invitee, ["channel"] = r.Channel }),
        ConsultationEvent.Answered a => ("answered", Answered(a)),
        ConsultationEvent.CameIn c => ("came-in", new()
        {
            ["tier"] = c.Tier,
            ["guarantor"] = c.Guarantor,
            ["kind"] = ProtocolWords.Word(c.Kind),
            ["text"] = c.Text,
            ["instrument"] = c.Instrument,
            ["reference"] = c.Reference,
            ["remedy"] = c.RemedyText,
            ["channel"] = c.Channel,
            ["delivery"] = c.Delivery,
            ["body"] = c.Body.ToString(),
        }),
        ConsultationEvent.SetAside s => ("set-aside", new() { ["received"] = s.Received.ToString(), ["reason"] = s.Reason }),
        ConsultationEvent.Course c => ("course", new() { ["continues"] = c.Continues, ["basis"] = c.Basis }),
        ConsultationEvent.Escalated x => ("escalated", new() { ["tier"] = x.Tier, ["ground"] = ConsultationWords.Word(x.Ground), ["from"] = x.From }),
        ConsultationEvent.PromiseDue p => ("promise-due", new()
        {
            ["commitment"] = p.Commitment,
            ["guarantor"] = p.Guarantor,
            ["tier"] = p.Tier,
            ["due"] = p.Due is { } due ? Instant(due) : null,
        }),
        ConsultationEvent.PromiseState p => ("promise-state", new() { ["commitment"] = p.Commitment, ["state"] = ConsultationWords.Word(p.State), ["basis"] = p.Basis }),
        ConsultationEvent.Remedy r => ("remedy", new() { ["text"] = r.Text }),
        ConsultationEvent.Outcome o => ("outcome", new() { ["text"] = o.Text }),
        ConsultationEvent.StoodDown d => ("stood-down", new() { ["ground"] = ConsultationWords.Word(d.Ground), ["reason"] = d.Reason }),
        _ => throw new ArgumentException($"no record of {e.GetType().Name}", nameof(e)),
    };

    private static JsonObject Answered(ConsultationEvent.Answered a)
    {
        var json = new JsonObject
        {
            ["tier"] = a.Tier,
            ["guarantor"] = a.Guarantor,
            ["kind"] = ProtocolWords.Word(a.Kind),
            ["text"] = a.Text,
            ["instrument"] = a.Instrument,
            ["reference"] = a.Reference,
        };
        if (a.Received is { } received) json["received"] = received.ToString(); // absent in every answer that a person wrote: their ids stay what they were
        return json;
    }

    private static JsonObject Opened(ConsultationEvent.Opened o)
    {
        var times = new JsonObject();
        for (DeadlineStart which = DeadlineStart.Occurred; which <= DeadlineStart.Notified; which++)
        {
            times[ProtocolWords.Word(which)] = o.Times.Of(which) is { } t ? Instant(t) : null;
        }

        return new()
        {
            ["finding"] = o.Finding.ToString(),
            ["findingVersion"] = o.FindingVersion,
            ["level"] = (int)o.Level,
            ["severity"] = o.Severity,
            ["times"] = times,
            ["protocol"] = o.Protocol,
            ["protocolVersion"] = o.ProtocolVersion,
            ["tier"] = o.Tier,
            ["invitees"] = new JsonArray([.. o.Invitees.Select(i => (JsonNode)i)]),
        };
    }

    /// <summary>Reads a record back; throws <see cref="RecordException"/> when it is none of these.</summary>
    public static ConsultationEvent Read(JsonObject json)
    {
        string type = json.Text("type");
        ConsultationEvent e = Body(json, type.StartsWith(Prefix, StringComparison.Ordinal) ? type[Prefix.Length..] : "");
        return e with
        {
            Consultation = json.Hash("consultation"),
            At = json.Instant("at"),
            Known = json.Instant("known"),
            By = json.Text("by"),
            Simulated = json["simulated"] is JsonValue v && v.TryGetValue(out bool simulated) && simulated,
        };
    }

    private static ConsultationEvent Body(JsonObject j, string type)
    {
        (Hash256 no, DateTimeOffset never) = (default, default); // every event gets its own in Read
        return type switch
        {
            "opened" => ReadOpened(j),
            "not-opened" => new ConsultationEvent.NotOpened(j.Hash("finding"), j.Text("reason")) { Consultation = no, At = never, Known = never, By = "" },
            "time-known" => new ConsultationEvent.TimeKnown(Clock(j), j.Instant("time")) { Consultation = no, At = never, Known = never, By = "" },
            "released" => new ConsultationEvent.Released(j.Text("tier"), j.Text("person")) { Consultation = no, At = never, Known = never, By = "" },
            "notice-sent" => new ConsultationEvent.NoticeSent(j.Text("tier"), j.Text("invitee"), j.Text("channel"), j.Text("reference")) { Consultation = no, At = never, Known = never, By = "" },
            "notice-failed" => new ConsultationEvent.NoticeFailed(j.Text("tier"), j.Text("invitee"), j.Text("channel"), j.Text("reason")) { Consultation = no, At = never, Known = never, By = "" },
            "receipt" => new ConsultationEvent.Receipt(j.Text("tier"), j.Text("invitee"), j.Text("channel")) { Consultation = no, At = never, Known = never, By = "" },
            "answered" => new ConsultationEvent.Answered(
                j.Text("tier"), j.Text("guarantor"), (AnswerKind)One(j, "kind", ProtocolWords.Answers), j.Text("text"), j.Text("instrument"), j.Text("reference"))
            { Consultation = no, At = never, Known = never, By = "", Received = j["received"] is null ? null : j.Hash("received") },
            "came-in" => new ConsultationEvent.CameIn(
                j.Text("tier"), j.Text("guarantor"), (AnswerKind)One(j, "kind", ProtocolWords.Answers), j.Text("text"), j.Text("instrument"), j.Text("reference"),
                j.Text("remedy"), j.Text("channel"), j.Text("delivery"), j.Hash("body"))
            { Consultation = no, At = never, Known = never, By = "" },
            "set-aside" => new ConsultationEvent.SetAside(j.Hash("received"), j.Text("reason")) { Consultation = no, At = never, Known = never, By = "" },
            "course" => new ConsultationEvent.Course(Flag(j, "continues"), j.Text("basis")) { Consultation = no, At = never, Known = never, By = "" },
            "escalated" => new ConsultationEvent.Escalated(j.Text("tier"), (EscalationGround)One(j, "ground", ConsultationWords.Escalations), j.Text("from")) { Consultation = no, At = never, Known = never, By = "" },
            "promise-due" => new ConsultationEvent.PromiseDue(j.Text("commitment"), j.Text("guarantor"), j.Text("tier"), InstantOrNull(j, "due")) { Consultation = no, At = never, Known = never, By = "" },
            "promise-state" => new ConsultationEvent.PromiseState(j.Text("commitment"), (PromiseStanding)One(j, "state", ConsultationWords.Promises), j.Text("basis")) { Consultation = no, At = never, Known = never, By = "" },
            "remedy" => new ConsultationEvent.Remedy(j.Text("text")) { Consultation = no, At = never, Known = never, By = "" },
            "outcome" => new ConsultationEvent.Outcome(j.Text("text")) { Consultation = no, At = never, Known = never, By = "" },
            "stood-down" => new ConsultationEvent.StoodDown((StandDownGround)One(j, "ground", ConsultationWords.StandDowns), j.Text("reason")) { Consultation = no, At = never, Known = never, By = "" },
            _ => throw new RecordException($"'{j.Text("type")}' is no event of a consultation"),
        };
    }

    private static ConsultationEvent.Opened ReadOpened(JsonObject j)
    {
        JsonObject times = j.Object("times");
        return new()
        {
            Consultation = default,
            At = default,
            Known = default,
            By = "",
            Finding = j.Hash("finding"),
            FindingVersion = j.Whole("findingVersion"),
            Level = j.Whole("level") is var level and >= (int)Level.Confirmed and <= (int)Level.Attributed ? (Level)level : throw new RecordException("a consultation opens at level 3, 4 or 5"),
            Severity = j.Text("severity"),
            Times = new(InstantOrNull(times, "occurred"), InstantOrNull(times, "detected"), InstantOrNull(times, "determined"), InstantOrNull(times, "notified")),
            Protocol = j.Text("protocol"),
            ProtocolVersion = j.NumberOrNull("protocolVersion") is { } version ? (int)version : null,
            Tier = j.Text("tier"),
            Invitees = [.. j.Texts("invitees")],
        };
    }

    /// <summary>Every tick is written: an answer in the last one counts.</summary>
    private static string Instant(DateTimeOffset t) => t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DeadlineStart Clock(JsonObject j) => (DeadlineStart)(One(j, "which", ProtocolWords.Clocks) + 1);

    private static DateTimeOffset? InstantOrNull(JsonObject j, string member) => j.TextOrNull(member) is { } text ? RecordJson.Instant(text) : null;

    private static bool Flag(JsonObject j, string member) =>
        j[member] is JsonValue v && v.TryGetValue(out bool flag) ? flag : throw new RecordException($"member '{member}' must be true or false");

    private static int One(JsonObject j, string member, ImmutableArray<string> words) =>
        words.IndexOf(j.Text(member)) is var at and >= 0 ? at : throw new RecordException($"member '{member}' must be one of {string.Join(", ", words)}");
}

/// <summary>The words of the format for the closed sets of a consultation.</summary>
public static class ConsultationWords
{
    /// <summary>In the order of <see cref="EscalationGround"/>.</summary>
    public static ImmutableArray<string> Escalations { get; } = ["trigger", "no-answer", "refusal", "continues", "words"];

    /// <summary>In the order of <see cref="StandDownGround"/>.</summary>
    public static ImmutableArray<string> StandDowns { get; } = ["decision", "remedied", "quiet"];

    /// <summary>In the order of <see cref="PromiseStanding"/>.</summary>
    public static ImmutableArray<string> Promises { get; } = ["due", "honoured", "partly", "late", "withdrawn", "lapsed"];

    /// <summary>The word of a ground.</summary>
    public static string Word(EscalationGround ground) => Escalations[(int)ground];

    /// <summary>The word of a ground.</summary>
    public static string Word(StandDownGround ground) => StandDowns[(int)ground];

    /// <summary>The word of a standing.</summary>
    public static string Word(PromiseStanding standing) => Promises[(int)standing];
}
