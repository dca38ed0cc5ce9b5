using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Clocks;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Sayings;

namespace Truce.Server.Commands;

/// <summary>A consultation as JSON: what was asked, what was answered, which clocks run and what is still needed.</summary>
internal static class ResponseWriting
{
    public static JsonObject State(ConsultationState s, Hash256 id, long? entry = null)
    {
        var json = new JsonObject
        {
            ["consultation"] = id.ToString(),
            ["stage"] = ObservationJson.Word(s.Stage),
            ["protocol"] = s.Protocol.Id,
            ["now"] = ObservationJson.Instant(s.Now),
        };
        if (entry is { } e) json["entry"] = e;
        if (s.Protocol.Version is { } version) json["protocolVersion"] = version;
        if (s.Opened is { } opened)
        {
            json["finding"] = opened.Finding.ToString();
            json["level"] = (int)opened.Level;
            json["severity"] = opened.Severity;
            json["opened"] = ObservationJson.Instant(opened.At);
            json["openedBy"] = opened.By;
        }

        if (s.NotOpened is { } not)
        {
            json["finding"] = not.Finding.ToString();
            json["notOpened"] = new JsonObject { ["reason"] = not.Reason, ["by"] = not.By, ["at"] = ObservationJson.Instant(not.At) };
        }

        if (s.Basis is { } basis && s.Opened is { } on) json["basis"] = Basis(basis, on);
        json["times"] = Times(s.Times);
        if (s.NextDeadline is { } next) json["nextDeadline"] = ObservationJson.Instant(next);
        json["tiers"] = new JsonArray([.. s.Tiers.Select(t => (JsonNode)Tier(t))]);
        json["cameIn"] = new JsonArray([.. s.CameIn.Select(c => (JsonNode)CameIn(c))]);
        json["escalationsDue"] = new JsonArray([.. s.EscalationsDue.Select(x => (JsonNode)new JsonObject { ["tier"] = x.Tier, ["ground"] = ConsultationWords.Word(x.Ground), ["from"] = x.From, ["since"] = ObservationJson.Instant(x.Since) })]);
        json["promises"] = new JsonArray([.. s.Promises.Select(p => (JsonNode)Promise(p, s.Now))]);
        json["remedies"] = new JsonArray([.. s.Remedies.Select(r => (JsonNode)r.Text)]);
        json["outcomes"] = new JsonArray([.. s.Outcomes.Select(o => (JsonNode)o.Text)]);
        json["needs"] = new JsonArray([.. s.Needs.Select(n => (JsonNode)n.English)]);
        json["remarks"] = new JsonArray([.. s.Remarks.Select(r => (JsonNode)r.Says.English)]);
        if (s.StoodDown is { } down) json["stoodDown"] = new JsonObject { ["ground"] = ConsultationWords.Word(down.Ground), ["reason"] = down.Reason, ["at"] = ObservationJson.Instant(down.At), ["by"] = down.By };
        if (s.Opened?.Simulated == true || s.NotOpened?.Simulated == true) json["simulated"] = "SIMULATED";
        return json;
    }

    private static JsonObject Basis(ConsultationBasis basis, ConsultationEvent.Opened opened)
    {
        var then = new JsonObject { ["version"] = opened.FindingVersion, ["level"] = (int)opened.Level, ["severity"] = opened.Severity };
        if (basis.Then is { } read) then["result"] = read.Result;
        return new()
        {
            ["changed"] = basis.HasChanged(opened),
            ["atOpening"] = then,
            ["now"] = new JsonObject
            {
                ["version"] = basis.Now.Version,
                ["level"] = (int)basis.Now.Level,
                ["severity"] = basis.Now.Severity,
                ["result"] = basis.Now.Result,
                ["state"] = ObservationJson.Word(basis.Now.State),
                ["known"] = ObservationJson.Instant(basis.Now.Known),
            },
        };
    }

    private static JsonObject CameIn(AnswerCameIn c)
    {
        var json = new JsonObject
        {
            ["id"] = c.Event.Id.ToString(),
            ["tier"] = c.Event.Tier,
            ["guarantor"] = c.Event.Guarantor,
            ["kind"] = ProtocolWords.Word(c.Event.Kind),
            ["text"] = c.Event.Text,
            ["instrument"] = c.Event.Instrument,
            ["reference"] = c.Event.Reference,
            ["remedy"] = c.Event.RemedyText,
            ["channel"] = c.Event.Channel,
            ["delivery"] = c.Event.Delivery,
            ["body"] = c.Event.Body.ToString(),
            ["at"] = ObservationJson.Instant(c.Event.At),
            ["waits"] = c.Waits,
        };
        if (c.Entered is { } entered) json["entered"] = new JsonObject { ["by"] = entered.By, ["at"] = ObservationJson.Instant(entered.Known) };
        if (c.SetAside is { } aside) json["setAside"] = new JsonObject { ["by"] = aside.By, ["at"] = ObservationJson.Instant(aside.At), ["reason"] = aside.Reason };
        return json;
    }

    private static JsonObject Times(FourTimes times)
    {
        var json = new JsonObject();
        foreach (DeadlineStart which in (DeadlineStart[])[DeadlineStart.Occurred, DeadlineStart.Detected, DeadlineStart.Determined, DeadlineStart.Notified])
        {
            if (times.Of(which) is { } at) json[ProtocolWords.Word(which)] = ObservationJson.Instant(at);
        }

        return json;
    }

    private static JsonObject Tier(TierState t)
    {
        var json = new JsonObject
        {
            ["tier"] = t.Tier.Id,
            ["standing"] = ObservationJson.Word(t.Standing),
            ["reached"] = ObservationJson.Instant(t.ReachedAt),
            ["ground"] = ConsultationWords.Word(t.Ground),
            ["clock"] = t.Clock.Says.English,
            ["releasedBy"] = new JsonArray([.. t.ReleasedBy.Select(p => (JsonNode)p)]),
            ["maySend"] = t.MaySend,
            ["counting"] = t.Counting,
        };
        if (t.Clock.DueAt is { } due) json["due"] = ObservationJson.Instant(due);
        if (t.Needed is { } needed) json["needed"] = needed;
        json["invitees"] = new JsonArray([.. t.Invitees.Select(i => (JsonNode)Invitee(i))]);
        return json;
    }

    private static JsonObject Invitee(InviteeState i)
    {
        var json = new JsonObject { ["invitee"] = i.Invitee, ["status"] = ObservationJson.Word(i.Status) };
        if (i.AskedAt is { } asked) json["asked"] = ObservationJson.Instant(asked);
        if (i.ReceivedAt is { } received) json["received"] = ObservationJson.Instant(received);
        if (i.FailedAt is { } failed) json["failed"] = ObservationJson.Instant(failed);
        if (i.Standing is { } answer) json["answer"] = new JsonObject { ["kind"] = ProtocolWords.Word(answer.Kind), ["text"] = answer.Text, ["instrument"] = answer.Instrument, ["at"] = ObservationJson.Instant(answer.At), ["counts"] = i.Counted is not null };
        return json;
    }

    private static JsonObject Promise(PromiseListed p, DateTimeOffset now)
    {
        var json = new JsonObject { ["commitment"] = p.Due.Commitment, ["guarantor"] = p.Due.Guarantor, ["tier"] = p.Due.Tier, ["state"] = ConsultationWords.Word(p.State), ["overdue"] = p.IsOverdue(now) };
        if (p.Due.Due is { } due) json["due"] = ObservationJson.Instant(due);
        if (p.Basis.Length > 0) json["basis"] = p.Basis;
        return json;
    }
}

/// <summary>The same for people.</summary>
internal static class ResponseText
{
    public static void Print(ConsultationState s, Hash256 id, long? entry = null)
    {
        if (s.Opened?.Simulated == true || s.NotOpened?.Simulated == true) Console.WriteLine("SIMULATED");
        Console.WriteLine($"consultation {id}: {ObservationJson.Word(s.Stage)}, under {s.Protocol.Id}{(s.Protocol.Version is { } v ? $" version {v}" : "")}{(entry is { } e ? $"; sealed as entry {e}" : "")}");
        if (s.NotOpened is { } not) Console.WriteLine($"  not opened by {not.By}: {not.Reason}");
        if (s.Opened is { } o) Console.WriteLine($"  finding {o.Finding.Short}, level {(int)o.Level}, severity {o.Severity}; occurred {Time(s.Times.Occurred)}, detected {Time(s.Times.Detected)}, determined {Time(s.Times.Determined)}, notified {Time(s.Times.Notified)}");
        if (s is { Opened: { } at, Basis: { } b } && b.HasChanged(at)) Console.WriteLine($"  basis at opening: version {at.FindingVersion}, level {(int)at.Level}, severity {at.Severity}; basis now: version {b.Now.Version}, level {(int)b.Now.Level}, severity {b.Now.Severity}, {ObservationJson.Word(b.Now.State)}, {b.Now.Result}, since {Time(b.Now.Known)}");
        foreach (TierState t in s.Tiers)
        {
            Console.WriteLine($"  tier {t.Tier.Id}: {ObservationJson.Word(t.Standing)}; {t.Clock.Says.English}; {t.Counting} of {t.Needed?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not known"} answers{(t.MaySend ? "" : "; not released")}");
            foreach (InviteeState i in t.Invitees) Console.WriteLine($"    {i.Invitee}: {ObservationJson.Word(i.Status)}{(i.Standing is { } a ? $" ({ProtocolWords.Word(a.Kind)}{(a.Text.Length > 0 ? ": " + a.Text : "")})" : "")}");
            foreach (AnswerCameIn c in s.CameIn.Where(c => c.Event.Tier == t.Tier.Id)) Console.WriteLine("    " + Said(c));
        }

        foreach (PromiseListed p in s.Promises) Console.WriteLine($"  promise {p.Due.Commitment} of {p.Due.Guarantor}: {ConsultationWords.Word(p.State)}{(p.IsOverdue(s.Now) ? ", OVERDUE" : "")}{(p.Due.Due is { } due ? $", due {Time(due)}" : "")}");
        foreach (Saying n in s.Needs) Console.WriteLine($"  needed: {n.English}");
        foreach (ConsultationRemark r in s.Remarks) Console.WriteLine($"  does not fit: {r.Says.English}");
        if (s.StoodDown is { } down) Console.WriteLine($"  ended by {down.By}: {down.Reason}");
    }

    private static string Said(AnswerCameIn c)
    {
        string state = c.Entered is { } entered ? $"entered by {entered.By}"
            : c.SetAside is { } aside ? $"set aside by {aside.By}: {aside.Reason}"
            : $"not yet entered by a person: truce response enter --received {c.Event.Id.Short}";
        return $"came in by {c.Event.Channel} at {Time(c.Event.At)}, {c.Event.Guarantor} {ProtocolWords.Word(c.Event.Kind)}{(c.Event.Text.Length > 0 ? ": " + c.Event.Text.ReplaceLineEndings(" ") : "")}; {state}";
    }

    private static string Time(DateTimeOffset? t) => t is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture) : "not known";
}
