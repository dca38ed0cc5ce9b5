using System.Collections.Immutable;
using Truce.Response.Protocols;

namespace Truce.Response.Consultations;

/// <summary>Which tiers a consultation should go to, computed from its state and the instant. Words of the text are met when people say so, never here.</summary>
internal static class Escalations
{
    public static ImmutableArray<EscalationDue> Due(Protocol protocol, ConsultationEvent.Opened opened, ImmutableArray<TierState> reached, ConsultationEvent.Course? course, DateTimeOffset now)
    {
        var due = new List<EscalationDue>();
        foreach (ProtocolTier tier in protocol.Tiers)
        {
            if (reached.Any(r => r.Tier.Id == tier.Id)) continue;
            EscalationDue? first = ByTrigger(protocol, tier, opened, reached, course, now)
                .Concat(reached.SelectMany(r => ByRule(tier, r, course, now)))
                .MinBy(d => d.Since);
            if (first is not null) due.Add(first);
        }

        return [.. due];
    }

    private static IEnumerable<EscalationDue> ByTrigger(
        Protocol protocol, ProtocolTier tier, ConsultationEvent.Opened opened, ImmutableArray<TierState> reached, ConsultationEvent.Course? course, DateTimeOffset now)
    {
        if (tier.Trigger is not { IsComputable: true } trigger || !Opening.Meets(protocol, trigger, opened.Level, opened.Severity)) yield break;
        DateTimeOffset since = opened.At;
        if (trigger.After is { } after)
        {
            if (reached.FirstOrDefault(r => r.Tier.Id == after) is not { } before || !before.Clock.IsPast(now)) yield break;
            since = before.Clock.DueAt!.Value;
        }

        if (trigger.Continues)
        {
            if (course is not { Continues: true }) yield break;
            since = course.At > since ? course.At : since;
        }

        yield return new(tier.Id, trigger.Continues || trigger.After is not null ? EscalationGround.Continues : EscalationGround.Trigger, trigger.After ?? "", since);
    }

    private static IEnumerable<EscalationDue> ByRule(ProtocolTier tier, TierState from, ConsultationEvent.Course? course, DateTimeOffset now)
    {
        EscalationRule rule = from.Tier.Escalates;
        if (rule.OnNoAnswer == tier.Id && from.Standing is TierStanding.Missed or TierStanding.MetLate)
        {
            yield return new(tier.Id, EscalationGround.NoAnswer, from.Tier.Id, from.Clock.DueAt!.Value);
        }

        if (rule.OnRefusal == tier.Id && from.Invitees.Where(i => i.Standing?.Kind == AnswerKind.Refuse).MinBy(i => i.Standing!.At) is { } refused)
        {
            yield return new(tier.Id, EscalationGround.Refusal, from.Tier.Id, refused.Standing!.At);
        }

        if (rule.IfContinues == tier.Id && course is { Continues: true } && from.Clock.IsPast(now))
        {
            yield return new(tier.Id, EscalationGround.Continues, from.Tier.Id, course.At > from.Clock.DueAt ? course.At : from.Clock.DueAt!.Value);
        }
    }
}
