using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Notices;

namespace Truce.Response.Consultations;

/// <summary>What follows from a reply that could be read.</summary>
public abstract record ReplyVerdict
{
    private ReplyVerdict()
    {
    }

    /// <summary>It does not fit what the peer was sent or asked.</summary>
    /// <param name="Why">One line for the peer; it tells of nothing that the peer was not told before.</param>
    public sealed record Refused(string Why) : ReplyVerdict;

    /// <summary>The peer has a notice.</summary>
    /// <param name="Steps">One for each way on which it was sent and not acknowledged yet; none when it was acknowledged on all.</param>
    public sealed record HasNotice(ImmutableArray<OutboxEvent.Acknowledged> Steps) : ReplyVerdict;

    /// <summary>The peer answers.</summary>
    /// <param name="Event">What is shown until a person enters it.</param>
    public sealed record Answers(ConsultationEvent.CameIn Event) : ReplyVerdict;
}

/// <summary>Judges what an invitee's system says: it may speak for itself alone, of notices that went to it and of tiers that ask it.</summary>
/// <remarks>Who speaks is whose key signed. What is not the peer's and what does not exist get the same answer: nobody learns here what others are asked.</remarks>
/// <param name="outbox">The outbox, as sealed.</param>
/// <param name="begins">Ids of the consultations that begin so.</param>
/// <param name="state">A consultation as it stands; nothing where it cannot be read.</param>
/// <param name="simulated">Whether the mission is an exercise.</param>
public sealed class ReplyJudgement(Outbox outbox, Func<string, IReadOnlyList<Hash256>> begins, Func<Hash256, ConsultationState?> state, bool simulated)
{
    /// <summary>The way by which it came, as events name it.</summary>
    public const string Channel = "webhook";

    /// <summary>Who the machine is in events of what came in.</summary>
    public const string Machine = "machine:webhook";

    /// <summary>What follows.</summary>
    /// <param name="received">How it came.</param>
    /// <param name="reply">What it says.</param>
    public ReplyVerdict Of(WebhookReceived received, InviteeReply reply)
    {
        if (reply.IsSimulated != simulated)
        {
            return new ReplyVerdict.Refused(simulated
                ? "this house is in an exercise and the reply does not say so; write \"simulated\": true, as the notice has it"
                : "the reply is SIMULATED and this is no exercise; it belongs to another address");
        }

        return reply switch
        {
            InviteeReply.Acknowledged a => Acknowledged(received, a.Notice),
            InviteeReply.Answer a => Answer(received, a),
            _ => throw new ArgumentOutOfRangeException(nameof(reply)),
        };
    }

    private ReplyVerdict Acknowledged(WebhookReceived received, Hash256 notice)
    {
        OutboxDelivery[] sent = [.. outbox.Deliveries.Values.Where(d => d.Notice.Id == notice && d.Notice.Invitee == received.Peer && d.Attempts > 0)];
        if (sent.Length == 0) return new ReplyVerdict.Refused($"no notice {notice} was sent to {received.Peer}");
        return new ReplyVerdict.HasNotice([.. sent.Where(d => d.Acknowledged is null).Select(d => new OutboxEvent.Acknowledged(received.At, d.Name, received.Peer, $"{Channel}, delivery {received.Delivery}"))]);
    }

    private ReplyVerdict Answer(WebhookReceived received, InviteeReply.Answer a)
    {
        (string peer, string named) = (received.Peer, a.Consultation);
        ConsultationState[] asking = [.. begins(named).Select(state).OfType<ConsultationState>().Where(s => Asks(s, peer).Any())];
        if (asking.Length > 1) return new ReplyVerdict.Refused($"{named} begins several consultations that ask {peer}; write more of its digits");
        if (asking is not [{ Opened: { } opened } one]) return new ReplyVerdict.Refused($"no consultation {named} asks {peer}");
        string[] tiers = [.. Asks(one, peer)];
        if (!tiers.Contains(a.Tier)) return new ReplyVerdict.Refused($"consultation {named} does not ask {peer} on tier {a.Tier}; it does on {string.Join(", ", tiers)}");
        return new ReplyVerdict.Answers(new(a.Tier, peer, a.Kind, a.Text, a.Instrument, a.Reference, a.Remedy, Channel, received.Delivery, received.Body)
        {
            Consultation = opened.Consultation,
            At = received.At,
            Known = received.TakenAt,
            By = Machine,
            Simulated = simulated,
        });
    }

    private static IEnumerable<string> Asks(ConsultationState state, string peer) => state.Tiers.Where(t => t.Invitees.Any(i => i.Invitee == peer)).Select(t => t.Tier.Id);
}
