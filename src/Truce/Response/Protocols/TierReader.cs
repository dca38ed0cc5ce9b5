using System.Collections.Immutable;
using Truce.Findings;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>Reads one tier of a protocol file.</summary>
internal static class TierReader
{
    private static readonly ImmutableArray<string> Releases = ["machine", "twoPeople"];

    public static ProtocolTier Read(JsonSpot item, ProtocolIds ids)
    {
        Problems problems = ids.Problems;
        item.OnlyMembers(problems, "id", "trigger", "deadline", "from", "asks", "instrument", "actions", "answer", "escalates", "standDown", "release", "note");
        string id = item.TextMember("id", problems, required: true, example: "R1") ?? "";
        ids.Spots.TryAdd(id, item);
        item.WordMember("release", Releases, problems);
        string? from = item.WordMember("from", [.. ProtocolWords.Clocks, ProtocolWords.TierReached], problems);
        return new ProtocolTier
        {
            Id = id,
            Trigger = Trigger(item, ids),
            Deadline = item.DurationMember("deadline", problems, required: true)!,
            From = from is null ? ids.ClockStart : ProtocolWords.Start(from),
            Asks = item.References("asks", ids.Askable, "a body or an invitee", problems),
            Instrument = item.TextMember("instrument", problems),
            Actions = [.. item.Texts("actions", problems).Select(a => a.Text)],
            Answer = Answer(item, problems),
            Escalates = Escalation(item, ids),
            StandDown = StandDown(item, ids),
        };
    }

    /// <summary>The member <c>standDown</c> of the protocol or of a tier.</summary>
    public static StandDownRule? StandDown(JsonSpot holder, ProtocolIds ids)
    {
        if (holder["standDown"] is not { Kind: not SpotKind.Null } rule || !rule.IsObject(ids.Problems, "the rule of standing down")) return null;
        rule.OnlyMembers(ids.Problems, "decidedBy", "remedied", "quiet", "note");
        var read = new StandDownRule(
            rule.Reference("decidedBy", ids.Askable, "a body or an invitee", ids.Problems),
            rule.FlagMember("remedied", ids.Problems) ?? false,
            rule.DurationMember("quiet", ids.Problems));
        if (read is { DecidedBy: null, Remedied: false, Quiet: null } && rule["decidedBy"] is null && rule["quiet"] is null)
        {
            ids.Problems.Add(rule, "nothing ends the consultation", "add \"decidedBy\": a body, \"remedied\": true, or \"quiet\": \"P14D\"");
        }

        return read;
    }

    private static TierTrigger? Trigger(JsonSpot item, ProtocolIds ids)
    {
        if (item["trigger"] is not { Kind: not SpotKind.Null } trigger || !trigger.IsObject(ids.Problems, "a trigger")) return null;
        trigger.OnlyMembers(ids.Problems, "level", "severityAtLeast", "continues", "after", "or");
        int? level = ProtocolReader.Whole(trigger, "level", 0, 5, ids.Problems);
        if (level < (int)Level.Confirmed)
        {
            ids.Problems.Warn(trigger["level"]!, $"level {level} is below what people confirm; a consultation opens at level 3 at least", "write 3, 4 or 5");
        }

        var read = new TierTrigger
        {
            Level = (Level?)level,
            SeverityAtLeast = trigger.WordMember("severityAtLeast", ids.Severities, ids.Problems),
            Continues = trigger.FlagMember("continues", ids.Problems) ?? false,
            After = trigger.Reference("after", ids.Tiers, "a tier", ids.Problems),
            Or = trigger.Reference("or", ids.Words, "one of the triggers in words (\"words\")", ids.Problems),
        };
        if (trigger.Members.Count == 0) ids.Problems.Add(trigger, "the trigger says nothing", "add \"level\", \"severityAtLeast\", \"continues\", \"after\" or \"or\"");
        return read;
    }

    private static AnswerRule? Answer(JsonSpot item, Problems problems)
    {
        if (item["answer"] is not { } answer)
        {
            problems.Add(item, "the tier does not say what counts as an answer", "add \"answer\": { \"kinds\": [\"accept\", \"partial\", \"refuse\"] }");
            return null;
        }

        if (!answer.IsObject(problems, "what counts as an answer")) return null;
        answer.OnlyMembers(problems, "kinds", "needsText", "quorum", "quorumAtLeast", "note");
        var kinds = ImmutableArray.CreateBuilder<AnswerKind>();
        foreach (JsonSpot kind in answer.Texts("kinds", problems))
        {
            int at = ProtocolWords.Answers.IndexOf(kind.Text);
            if (at < 0) problems.Add(kind, $"{JsonSpot.Quote(kind.Text)} is not a kind of answer", SpotReading.Choose(kind.Text, ProtocolWords.Answers, problems));
            else if (kinds.Contains((AnswerKind)at)) problems.Add(kind, $"{JsonSpot.Quote(kind.Text)} is named twice", "keep one of the two");
            else kinds.Add((AnswerKind)at);
        }

        if (kinds.Count == 0) problems.Add(answer, "no kind of answer counts, so no quorum can be reached", "add \"kinds\": [\"accept\", \"partial\", \"refuse\"]");
        double? share = answer.NumberMember("quorum", 0, 1, problems);
        int? number = ProtocolReader.Whole(answer, "quorumAtLeast", 1, 10_000, problems);
        if (share is not null && number is not null) problems.Add(answer["quorum"]!, "\"quorum\" and \"quorumAtLeast\" stand together", "keep one of the two");
        if (share == 0) problems.Add(answer["quorum"]!, "a quorum of 0 is met when nobody answers", "write a share above 0, or leave it out for everybody");
        return new(kinds.ToImmutable(), answer.FlagMember("needsText", problems) ?? false, number is null ? share ?? 1 : null, number);
    }

    private static EscalationRule Escalation(JsonSpot item, ProtocolIds ids)
    {
        if (item["escalates"] is not { Kind: not SpotKind.Null } to || !to.IsObject(ids.Problems, "where the tier leads")) return new(null, null, null);
        to.OnlyMembers(ids.Problems, "onNoAnswer", "onRefusal", "ifContinues", "note");
        string? At(string name) => to.Reference(name, ids.Tiers, "a tier", ids.Problems);
        return new(At("onNoAnswer"), At("onRefusal"), At("ifContinues"));
    }
}
