using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Sayings;

namespace Truce.Response.Consultations;

/// <summary>Events of a consultation in words, for a room's page and for reports.</summary>
public static class EventSayings
{
    /// <summary>What happened, without when.</summary>
    public static Saying Says(ConsultationEvent e) => e switch
    {
        ConsultationEvent.Opened o => Say.Of("response.event.opened", o.Tier, (int)o.Level, Say.List(o.Invitees)),
        ConsultationEvent.NotOpened n => Say.Of("response.event.notopened", n.Reason),
        ConsultationEvent.TimeKnown t => Say.Of("response.event.time", Say.Word("clock", ProtocolWords.Word(t.Which)), Deadline.Utc(t.Time)),
        ConsultationEvent.Released r => Say.Of("response.event.released", r.Person, r.Tier),
        ConsultationEvent.NoticeSent s => Say.Of("response.event.notice", s.Invitee, s.Tier),
        ConsultationEvent.NoticeFailed f => Say.Of("response.event.failed", f.Invitee, f.Tier, f.Reason),
        ConsultationEvent.Receipt r => Say.Of("response.event.receipt", r.Invitee, r.Tier),
        ConsultationEvent.Answered a => Say.Of("response.event.answer", a.Guarantor, Say.Word("answer", ProtocolWords.Word(a.Kind)), a.Tier),
        ConsultationEvent.CameIn c => Say.Of("response.event.camein", c.Guarantor, Say.Word("answer", ProtocolWords.Word(c.Kind)), c.Tier),
        ConsultationEvent.SetAside s => Say.Of("response.event.setaside", s.Reason),
        ConsultationEvent.Course { Continues: true } => Say.Of("response.event.continues"),
        ConsultationEvent.Course => Say.Of("response.event.stops"),
        ConsultationEvent.Escalated x => Say.Of("response.event.escalated", x.Tier, Say.Word("escalation", ConsultationWords.Word(x.Ground))),
        ConsultationEvent.PromiseDue { Due: { } due } p => Say.Of("response.event.due.by", p.Commitment, p.Guarantor, Deadline.Utc(due)),
        ConsultationEvent.PromiseDue p => Say.Of("response.event.due", p.Commitment, p.Guarantor),
        ConsultationEvent.PromiseState p => Say.Of("response.event.promise", p.Commitment, Says(p.State)),
        ConsultationEvent.Remedy r => Say.Of("response.event.remedy", r.Text),
        ConsultationEvent.Outcome o => Say.Of("response.event.outcome", o.Text),
        ConsultationEvent.StoodDown d => Say.Of("response.event.ended", Say.Word("standdown", ConsultationWords.Word(d.Ground))),
        _ => throw new ArgumentException($"no words for {e.GetType().Name}", nameof(e)),
    };

    /// <summary>How a tier stands.</summary>
    public static SayingPart Says(TierStanding standing) => Say.Word("standing", Camel(standing.ToString()));

    /// <summary>How somebody who is asked stands.</summary>
    public static SayingPart Says(InviteeStatus status) => Say.Word("invitee", Camel(status.ToString()));

    /// <summary>How a promise stands.</summary>
    public static SayingPart Says(PromiseStanding standing) => Say.Word("promise", ConsultationWords.Word(standing));

    /// <summary>An enum member as records write it: lower camel case.</summary>
    internal static string Camel(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
