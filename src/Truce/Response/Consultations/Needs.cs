using System.Collections.Immutable;
using Truce.Response.Clocks;
using Truce.Sayings;

namespace Truce.Response.Consultations;

/// <summary>What a consultation still needs, in words.</summary>
internal static class Needs
{
    public static ImmutableArray<Saying> Of(ConsultationState state)
    {
        if (state.Stage == ConsultationStage.Undecided) return [Say.Of("response.need.decision")];
        var needs = ImmutableArray.CreateBuilder<Saying>();
        foreach (AnswerCameIn c in state.CameIn.Where(c => c.Waits))
        {
            needs.Add(Say.Of("response.need.enter", c.Event.Guarantor, c.Event.Tier, Deadline.Utc(c.Event.At)));
        }

        if (state.Stage != ConsultationStage.Open) return needs.ToImmutable();
        if (state is { Opened: { } opened, Basis: { } basis } && basis.HasChanged(opened) && !basis.Now.IsConfirmed) needs.Add(Say.Of("response.need.basis", Deadline.Utc(basis.Now.Known)));
        foreach (EscalationDue e in state.EscalationsDue)
        {
            needs.Add(Say.Of("response.need.escalation", e.Tier, Say.Word("escalation", ConsultationWords.Word(e.Ground)), Deadline.Utc(e.Since)));
        }

        foreach (TierState tier in state.Tiers) Add(needs, tier);
        foreach (PromiseListed p in state.Promises.Where(p => p.State == PromiseStanding.Due))
        {
            needs.Add(Say.Of("response.need.promise", p.Due.Commitment, p.Due.Guarantor));
        }

        return needs.ToImmutable();
    }

    private static void Add(ImmutableArray<Saying>.Builder needs, TierState tier)
    {
        if (tier.Clock is Deadline.NotStarted { Because: var because }) needs.Add(Say.Of("response.need.clock", tier.Tier.Id, because));
        if (tier.Standing is TierStanding.Met or TierStanding.MetUntimed or TierStanding.MetLate) return;
        if (!tier.MaySend) needs.Add(Say.Of("response.need.release", tier.Tier.Id, 2 - tier.ReleasedBy.Length));
        foreach (InviteeState i in tier.Invitees)
        {
            if (i.AskedAt is null && i.ReceivedAt is null && tier.MaySend) needs.Add(Say.Of("response.need.notice", i.Invitee, tier.Tier.Id));
            if (i.Counted is null && (i.AskedAt ?? i.ReceivedAt) is not null) needs.Add(Say.Of("response.need.answer", i.Invitee, tier.Tier.Id, tier.Clock.Says));
        }
    }
}
