using System.Collections.Immutable;
using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Sayings;

namespace Truce.Response.Consultations;

/// <summary>How one tier stands, from the events of its consultation.</summary>
internal sealed class TierFold(
    Protocol protocol, IReadOnlyList<ConsultationEvent> events, IReadOnlyList<ConsultationEvent.Answered> answers,
    ConsultationEvent.Opened? opened, FourTimes times, DateTimeOffset now, DateTimeOffset? ended)
{
    public TierState Read(ProtocolTier tier, DateTimeOffset reachedAt, EscalationGround ground, Action<ConsultationEvent, Saying> remark)
    {
        Deadline clock = Deadline.Of(protocol, tier, times, reachedAt);
        ImmutableArray<string> asked = opened?.Tier == tier.Id ? opened.Invitees : protocol.Asked(tier);
        (ImmutableArray<string> releasedBy, DateTimeOffset? free) = Releases(tier);
        foreach (ConsultationEvent e in events) Oddities(e, tier, asked, free, remark);

        ImmutableArray<InviteeState> invitees = [.. asked.Select(i => Invitee(tier, i, clock))];
        int? needed = tier.Answer is { } rule && protocol.MembersKnown(tier) && !asked.IsEmpty ? rule.Needed(asked.Length) : null;
        DateTimeOffset? metAt = needed is { } n && invitees.Count(i => i.Counted is not null) >= n
            ? invitees.Where(i => i.Counted is not null).Select(i => i.Counted!.At).Order().ElementAt(n - 1)
            : null;
        return new(tier, reachedAt, ground, clock, invitees, needed, Standing(needed, metAt, clock), metAt, releasedBy, free is not null);
    }

    private TierStanding Standing(int? needed, DateTimeOffset? metAt, Deadline clock)
    {
        if (needed is null) return TierStanding.NotKnown;
        if (metAt is { } met) return clock.DueAt is not { } due ? TierStanding.MetUntimed : met <= due ? TierStanding.Met : TierStanding.MetLate;
        if (ended is { } end && !clock.IsPast(end)) return TierStanding.Ended;
        return clock.IsPast(now) ? TierStanding.Missed : TierStanding.Open;
    }

    private InviteeState Invitee(ProtocolTier tier, string invitee, Deadline clock)
    {
        DateTimeOffset? sent = null, failed = null, received = null;
        foreach (ConsultationEvent e in events)
        {
            switch (e)
            {
                case ConsultationEvent.NoticeSent s when s.Tier == tier.Id && s.Invitee == invitee:
                    (sent, failed) = (sent ?? s.At, null);
                    break;
                case ConsultationEvent.NoticeFailed f when f.Tier == tier.Id && f.Invitee == invitee:
                    failed = f.At;
                    break;
                case ConsultationEvent.Receipt r when r.Tier == tier.Id && r.Invitee == invitee:
                    received ??= r.At;
                    break;
            }
        }

        ConsultationEvent.Answered? counted = null, standing = null;
        foreach (ConsultationEvent.Answered a in answers)
        {
            if (a.Tier != tier.Id || a.Guarantor != invitee) continue;
            standing = a;
            if (Counts(tier, a)) counted ??= a;
        }

        return new(invitee, Status(counted, sent ?? received, clock), sent, failed, received, counted, standing);
    }

    private InviteeStatus Status(ConsultationEvent.Answered? counted, DateTimeOffset? sent, Deadline clock)
    {
        if (counted is not null) return clock.DueAt is not { } due ? InviteeStatus.AnsweredUntimed : counted.At <= due ? InviteeStatus.AnsweredInTime : InviteeStatus.AnsweredLate;
        if (ended is { } end && !clock.IsPast(end)) return InviteeStatus.Released;
        if (clock.IsPast(now)) return InviteeStatus.Overdue;
        return sent is null ? InviteeStatus.NotAsked : InviteeStatus.Asked;
    }

    /// <summary>Whether an answer counts; where the protocol does not say what counts, every answer is shown and none makes the tier met.</summary>
    private static bool Counts(ProtocolTier tier, ConsultationEvent.Answered a) =>
        tier.Answer is not { } rule || (rule.Kinds.Contains(a.Kind) && (!rule.NeedsText || !string.IsNullOrWhiteSpace(a.Text)));

    /// <summary>Who released, and since when notices may leave; nothing while they may not.</summary>
    private (ImmutableArray<string> By, DateTimeOffset? Since) Releases(ProtocolTier tier)
    {
        ConsultationEvent.Released[] people =
        [
            .. events.OfType<ConsultationEvent.Released>().Where(r => r.Tier == tier.Id).OrderBy(r => r.At).ThenBy(r => r.Person, StringComparer.Ordinal).DistinctBy(r => r.Person, StringComparer.Ordinal),
        ];
        DateTimeOffset? since = protocol.MachineMaySend(tier.Id) ? DateTimeOffset.MinValue : people.Length >= 2 ? people[1].At : null;
        return ([.. people.Select(p => p.Person)], since);
    }

    private static void Oddities(ConsultationEvent e, ProtocolTier tier, ImmutableArray<string> asked, DateTimeOffset? free, Action<ConsultationEvent, Saying> remark)
    {
        switch (e)
        {
            case ConsultationEvent.NoticeSent s when s.Tier == tier.Id && (free is null || s.At < free):
                remark(s, Say.Of("response.odd.unreleased", s.Invitee, tier.Id));
                break;
            case ConsultationEvent.Answered a when a.Tier == tier.Id && !asked.Contains(a.Guarantor):
                remark(a, Say.Of("response.odd.stranger", a.Guarantor, tier.Id));
                break;
            case ConsultationEvent.Answered a when a.Tier == tier.Id && !Counts(tier, a):
                remark(a, Say.Of("response.odd.uncounted", a.Guarantor, Say.Word("answer", ProtocolWords.Word(a.Kind)), tier.Id));
                break;
        }
    }
}
