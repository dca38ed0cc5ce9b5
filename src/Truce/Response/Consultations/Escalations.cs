using System.Collections.Immutable;
using Truce.Response.Protocols;

namespace Truce.Response.Consultations;

/// <summary>Which tiers a consultation should go to, computed from its state and the instant. Words of the text are met when people say so, never here.</summary>
/// <remarks>Conditions of level and severity are read on the finding as it stands now, where that is known: what became graver leads on, and what people no longer stand behind leads nowhere by itself.</remarks>
internal sealed class Escalations(
    Protocol protocol, ConsultationEvent.Opened opened, ConsultationBasis? basis, ImmutableArray<TierState> reached, ConsultationEvent.Course? course, DateTimeOffset now)
{
    public ImmutableArray<EscalationDue> Due()
    {
        var due = new List<EscalationDue>();
        foreach (ProtocolTier tier in protocol.Tiers)
        {
            if (reached.Any(r => r.Tier.Id == tier.Id)) continue;
            EscalationDue? first = ByTrigger(tier)
                .Concat(reached.SelectMany(r => ByRule(tier, r)))
                .MinBy(d => d.Since);
            if (first is not null) due.Add(first);
        }

        return [.. due];
    }

    private IEnumerable<EscalationDue> ByTrigger(ProtocolTier tier)
    {
        if (tier.Trigger is not { IsComputable: true } trigger || MetSince(trigger) is not { } since) yield break;
        if (trigger.After is { } after)
        {
            if (reached.FirstOrDefault(r => r.Tier.Id == after) is not { } before || !before.Clock.IsPast(now)) yield break;
            since = since == opened.At ? before.Clock.DueAt!.Value : Later(since, before.Clock.DueAt!.Value);
        }

        if (trigger.Continues)
        {
            if (course is not { Continues: true }) yield break;
            since = Later(since, course.At);
        }

        yield return new(tier.Id, trigger.Continues || trigger.After is not null ? EscalationGround.Continues : EscalationGround.Trigger, trigger.After ?? "", since);
    }

    /// <summary>Since when level and severity meet a trigger: the opening, or the version of the finding that met it first after that; nothing while they do not.</summary>
    private DateTimeOffset? MetSince(TierTrigger trigger)
    {
        bool then = Opening.Meets(protocol, trigger, opened.Level, opened.Severity);
        if (basis is null) return then ? opened.At : null;
        if (!basis.Now.IsConfirmed || !Opening.Meets(protocol, trigger, basis.Now.Level, basis.Now.Severity)) return null;
        return then ? opened.At : Later(opened.At, basis.Now.Known);
    }

    private IEnumerable<EscalationDue> ByRule(ProtocolTier tier, TierState from)
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
            yield return new(tier.Id, EscalationGround.Continues, from.Tier.Id, Later(course.At, from.Clock.DueAt!.Value));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
