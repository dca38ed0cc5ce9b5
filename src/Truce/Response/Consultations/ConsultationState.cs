using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Sayings;

namespace Truce.Response.Consultations;

/// <summary>How far a consultation has come.</summary>
public enum ConsultationStage
{
    /// <summary>Nobody has decided yet whether one is opened.</summary>
    Undecided = 0,

    /// <summary>People decided that none is opened.</summary>
    NotOpened,

    /// <summary>It is open.</summary>
    Open,

    /// <summary>It ended.</summary>
    StoodDown,
}

/// <summary>How somebody who is asked stands.</summary>
public enum InviteeStatus
{
    /// <summary>No notice has left.</summary>
    NotAsked = 0,

    /// <summary>A notice left; the deadline has not passed.</summary>
    Asked,

    /// <summary>The deadline passed without an answer that counts, asked or not.</summary>
    Overdue,

    /// <summary>Answered by the deadline.</summary>
    AnsweredInTime,

    /// <summary>Answered after the deadline.</summary>
    AnsweredLate,

    /// <summary>Answered, while the clock has not started.</summary>
    AnsweredUntimed,

    /// <summary>The consultation ended before an answer was due.</summary>
    Released,
}

/// <summary>How a tier stands.</summary>
public enum TierStanding
{
    /// <summary>Not enough answers yet; the deadline has not passed, or the clock has not started.</summary>
    Open = 0,

    /// <summary>Enough answers by the deadline.</summary>
    Met,

    /// <summary>Enough answers, after the deadline.</summary>
    MetLate,

    /// <summary>Enough answers, while the clock has not started.</summary>
    MetUntimed,

    /// <summary>The deadline passed without enough answers.</summary>
    Missed,

    /// <summary>The consultation ended before the deadline.</summary>
    Ended,

    /// <summary>The protocol does not say what counts, or who is asked: nobody can tell.</summary>
    NotKnown,
}

/// <summary>Somebody who is asked on one tier.</summary>
/// <param name="Invitee">Who.</param>
/// <param name="Status">How they stand.</param>
/// <param name="AskedAt">When the first notice left.</param>
/// <param name="FailedAt">When a notice last failed, if none has left since.</param>
/// <param name="ReceivedAt">When they first acknowledged one.</param>
/// <param name="Counted">The first answer that counts.</param>
/// <param name="Standing">The last answer, whether it counts or not.</param>
public sealed record InviteeState(
    string Invitee, InviteeStatus Status, DateTimeOffset? AskedAt, DateTimeOffset? FailedAt, DateTimeOffset? ReceivedAt,
    ConsultationEvent.Answered? Counted, ConsultationEvent.Answered? Standing);

/// <summary>One tier that was reached.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="ReachedAt">When, UTC.</param>
/// <param name="Ground">Why; the trigger for the tier it was opened on.</param>
/// <param name="Clock">Its clock.</param>
/// <param name="Invitees">Who is asked.</param>
/// <param name="Needed">How many answers meet it; absent when nobody can tell.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="MetAt">When enough answers were there, UTC.</param>
/// <param name="ReleasedBy">The people who released it, each once, in their order.</param>
/// <param name="MaySend">Whether notices may leave: the protocol lets a machine send, or two different people released.</param>
public sealed record TierState(
    ProtocolTier Tier, DateTimeOffset ReachedAt, EscalationGround Ground, Deadline Clock, ImmutableArray<InviteeState> Invitees,
    int? Needed, TierStanding Standing, DateTimeOffset? MetAt, ImmutableArray<string> ReleasedBy, bool MaySend)
{
    /// <summary>How many answers count, in time or not.</summary>
    public int Counting => Invitees.Count(i => i.Counted is not null);
}

/// <summary>A tier to which the consultation should go.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Ground">Why.</param>
/// <param name="From">The tier that leads there; empty when the finding itself does.</param>
/// <param name="Since">Since when it is due, UTC.</param>
public sealed record EscalationDue(string Tier, EscalationGround Ground, string From, DateTimeOffset Since);

/// <summary>A promise listed against a consultation.</summary>
/// <param name="Due">The event that made it due.</param>
/// <param name="State">The last state that the ledger gave.</param>
/// <param name="Basis">On what that rests.</param>
public sealed record PromiseListed(ConsultationEvent.PromiseDue Due, PromiseStanding State, string Basis)
{
    /// <summary>Whether its time passed while it was still open.</summary>
    public bool IsOverdue(DateTimeOffset now) => State == PromiseStanding.Due && Due.Due < now;
}

/// <summary>An answer that came in by machine.</summary>
/// <param name="Event">What came.</param>
/// <param name="Entered">The answer that a person made of it; absent while nobody has: then it does not count.</param>
/// <param name="SetAside">That a person said it is none; absent when nobody did.</param>
public sealed record AnswerCameIn(ConsultationEvent.CameIn Event, ConsultationEvent.Answered? Entered, ConsultationEvent.SetAside? SetAside)
{
    /// <summary>Whether no person has said anything of it yet.</summary>
    public bool Waits => Entered is null && SetAside is null;
}

/// <summary>Something in the events that does not fit; nothing is dropped for it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Says">What does not fit.</param>
public sealed record ConsultationRemark(ConsultationEvent Event, Saying Says);

/// <summary>A consultation at an instant, from what was known at another: a function of its events, whatever their order.</summary>
public sealed record ConsultationState
{
    /// <summary>The protocol it follows.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>The instant it is read at, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How far it has come.</summary>
    public required ConsultationStage Stage { get; init; }

    /// <summary>The opening; absent when none.</summary>
    public ConsultationEvent.Opened? Opened { get; init; }

    /// <summary>How the finding stood when it was opened, and how it stands now; absent where nobody asked the store.</summary>
    public ConsultationBasis? Basis { get; init; }

    /// <summary>The decision to open none; absent when there is none.</summary>
    public ConsultationEvent.NotOpened? NotOpened { get; init; }

    /// <summary>The end; absent while it is open.</summary>
    public ConsultationEvent.StoodDown? StoodDown { get; init; }

    /// <summary>The four times as known.</summary>
    public required FourTimes Times { get; init; }

    /// <summary>What people last said of its course.</summary>
    public ConsultationEvent.Course? Course { get; init; }

    /// <summary>Tiers that were reached, in the order of the protocol.</summary>
    public ImmutableArray<TierState> Tiers { get; init; } = [];

    /// <summary>Tiers to which it should go and has not.</summary>
    public ImmutableArray<EscalationDue> EscalationsDue { get; init; } = [];

    /// <summary>Promises listed against it, by commitment.</summary>
    public ImmutableArray<PromiseListed> Promises { get; init; } = [];

    /// <summary>Answers that came in by machine, in the order in which they came.</summary>
    public ImmutableArray<AnswerCameIn> CameIn { get; init; } = [];

    /// <summary>Remedies, in their order.</summary>
    public ImmutableArray<ConsultationEvent.Remedy> Remedies { get; init; } = [];

    /// <summary>Outcomes, in their order.</summary>
    public ImmutableArray<ConsultationEvent.Outcome> Outcomes { get; init; } = [];

    /// <summary>What does not fit.</summary>
    public ImmutableArray<ConsultationRemark> Remarks { get; init; } = [];

    /// <summary>The gravest tier that was reached; absent when none was.</summary>
    public string? TierReached => Tiers.IsEmpty ? null : Tiers[^1].Tier.Id;

    /// <summary>Tiers whose deadline passed without enough answers.</summary>
    public IEnumerable<TierState> Overdue => Tiers.Where(t => t.Standing == TierStanding.Missed);

    /// <summary>The next deadline that has not passed, of a tier that is open; absent when there is none.</summary>
    public DateTimeOffset? NextDeadline => Tiers.Where(t => t.Standing == TierStanding.Open).Min(t => t.Clock.DueAt);

    /// <summary>What is still needed, in the order in which people would do it.</summary>
    public ImmutableArray<Saying> Needs => Consultations.Needs.Of(this);

    /// <summary>Reads a consultation.</summary>
    /// <param name="protocol">The version of the protocol under which it was opened.</param>
    /// <param name="events">Events of one consultation, in any order, each as often as it came. Throws <see cref="ArgumentException"/> when they are of several.</param>
    /// <param name="now">The instant it is read at, UTC: what happens later is not seen.</param>
    /// <param name="asKnown">What became known later is not seen either; absent for all that is known.</param>
    /// <param name="basis">How the finding stands; without it the opening's own level and severity hold.</param>
    public static ConsultationState Of(Protocol protocol, IEnumerable<ConsultationEvent> events, DateTimeOffset now, DateTimeOffset? asKnown = null, ConsultationBasis? basis = null)
    {
        var once = new Dictionary<Hash256, ConsultationEvent>();
        foreach (ConsultationEvent e in events)
        {
            Hash256 id = e.Id;
            if (!once.TryGetValue(id, out ConsultationEvent? other) || e.Known < other.Known) once[id] = e;
        }

        if (once.Values.Select(e => e.Consultation).Distinct().Count() > 1) throw new ArgumentException("events of several consultations", nameof(events));
        ConsultationEvent[] ordered = [.. once.Where(p => asKnown is null || p.Value.Known <= asKnown).OrderBy(p => p.Value.At).ThenBy(p => p.Key).Select(p => p.Value)];
        return new ConsultationFold(protocol, ordered, now, basis).State();
    }

    /// <summary>The same for events that are in order and differ, as an exercise makes them.</summary>
    internal static ConsultationState OfOrdered(Protocol protocol, IReadOnlyList<ConsultationEvent> ordered, DateTimeOffset now) => new ConsultationFold(protocol, ordered, now).State();
}
