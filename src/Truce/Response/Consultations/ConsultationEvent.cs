using System.Collections.Immutable;
using System.Text;
using Truce.Findings;
using Truce.Measures;
using Truce.Response.Clocks;
using Truce.Response.Protocols;

namespace Truce.Response.Consultations;

/// <summary>One thing that happened in a consultation, as it is sealed. Nothing is edited: a consultation is the set of its events. Form: docs/formats/protocol.md.</summary>
public abstract record ConsultationEvent
{
    private ConsultationEvent()
    {
    }

    /// <summary>The consultation: <see cref="ConsultationOf"/>.</summary>
    public required Hash256 Consultation { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it became known here, UTC. Not part of the id: the same event that comes twice is one event, known since the earlier time.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Who says so: a person, or a machine by its name.</summary>
    public required string By { get; init; }

    /// <summary>Whether it is of an exercise.</summary>
    public bool Simulated { get; init; }

    /// <summary>Hash of the canonical record without <see cref="Known"/>.</summary>
    public Hash256 Id => ConsultationJson.IdOf(this);

    /// <summary>Id of the consultation on a finding under a protocol.</summary>
    public static Hash256 ConsultationOf(Hash256 finding, string protocol) => Hash256.Of(Encoding.UTF8.GetBytes($"truce/consultation/v1\n{finding}\n{protocol}"));

    /// <summary>A consultation was opened. Made by <see cref="Opening"/> alone, from a finding that people confirmed.</summary>
    public sealed record Opened : ConsultationEvent
    {
        internal Opened()
        {
        }

        /// <summary>The finding.</summary>
        public Hash256 Finding { get; internal init; }

        /// <summary>Its version.</summary>
        public int FindingVersion { get; internal init; }

        /// <summary>Its level, 3 at least.</summary>
        public Level Level { get; internal init; }

        /// <summary>Its severity as the agreement says; empty when the agreement says none.</summary>
        public string Severity { get; internal init; } = "";

        /// <summary>The four times as known then.</summary>
        public FourTimes Times { get; internal init; } = FourTimes.Unknown;

        /// <summary>Id of the protocol.</summary>
        public string Protocol { get; internal init; } = "";

        /// <summary>Version of the protocol, which holds to the end of the consultation; absent when the file gives none.</summary>
        public int? ProtocolVersion { get; internal init; }

        /// <summary>The tier it was opened on.</summary>
        public string Tier { get; internal init; } = "";

        /// <summary>Who is asked on that tier.</summary>
        public ImmutableArray<string> Invitees { get; internal init; } = [];
    }

    /// <summary>People decided that this finding opens no consultation.</summary>
    /// <param name="Finding">The finding.</param>
    /// <param name="Reason">Why, in their words.</param>
    public sealed record NotOpened(Hash256 Finding, string Reason) : ConsultationEvent;

    /// <summary>One of the four times became known, or is corrected.</summary>
    /// <param name="Which">Which of the four.</param>
    /// <param name="Time">The time, UTC.</param>
    public sealed record TimeKnown(DeadlineStart Which, DateTimeOffset Time) : ConsultationEvent;

    /// <summary>A person releases what a tier sends.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Person">The person.</param>
    public sealed record Released(string Tier, string Person) : ConsultationEvent;

    /// <summary>A notice left for somebody.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Invitee">To whom.</param>
    /// <param name="Channel">By which way: smtp, webhook, cap, letter.</param>
    /// <param name="Reference">Number of the notice; empty when it has none.</param>
    public sealed record NoticeSent(string Tier, string Invitee, string Channel, string Reference) : ConsultationEvent;

    /// <summary>A notice could not be delivered.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Invitee">To whom.</param>
    /// <param name="Channel">By which way.</param>
    /// <param name="Reason">Why.</param>
    public sealed record NoticeFailed(string Tier, string Invitee, string Channel, string Reason) : ConsultationEvent;

    /// <summary>Somebody acknowledged a notice.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Invitee">Who.</param>
    /// <param name="Channel">By which way.</param>
    public sealed record Receipt(string Tier, string Invitee, string Channel) : ConsultationEvent;

    /// <summary>Somebody who was asked answered.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Guarantor">Who answers.</param>
    /// <param name="Kind">What.</param>
    /// <param name="Text">The answer's text; empty when there is none.</param>
    /// <param name="Instrument">By which instrument.</param>
    /// <param name="Reference">Number of the answer; empty when it has none. Two different answers of one number contradict each other.</param>
    public sealed record Answered(string Tier, string Guarantor, AnswerKind Kind, string Text, string Instrument, string Reference) : ConsultationEvent
    {
        /// <summary>Id of the <see cref="CameIn"/> that a person enters by this: it says the same, and happened when that arrived. Absent where nothing came in by machine.</summary>
        public Hash256? Received { get; init; }
    }

    /// <summary>An answer came in by machine. It is shown at once and counts only when a person enters it: docs/decisions/0102-what-comes-in-by-webhook.md.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Guarantor">Whose key signed it.</param>
    /// <param name="Kind">What.</param>
    /// <param name="Text">The answer's text; empty when there is none.</param>
    /// <param name="Instrument">By which instrument.</param>
    /// <param name="Reference">The guarantor's number of it; empty when it has none.</param>
    /// <param name="RemedyText">What was done to put it right, in the guarantor's words; empty when nothing is said of it.</param>
    /// <param name="Channel">By which way.</param>
    /// <param name="Delivery">The guarantor's name of the delivery.</param>
    /// <param name="Body">Digest of the sealed body.</param>
    public sealed record CameIn(
        string Tier, string Guarantor, AnswerKind Kind, string Text, string Instrument, string Reference, string RemedyText, string Channel, string Delivery, Hash256 Body) : ConsultationEvent
    {
        /// <summary>The answer as a person enters it; who and when it became known are the person's.</summary>
        public Answered Entered(string by, DateTimeOffset known) =>
            new(Tier, Guarantor, Kind, Text, Instrument, Reference) { Consultation = Consultation, At = At, Known = known, By = by, Simulated = Simulated, Received = Id };
    }

    /// <summary>A person says that what came in by machine is no answer, and why.</summary>
    /// <param name="Received">Id of the <see cref="CameIn"/>.</param>
    /// <param name="Reason">Why, in their words.</param>
    public sealed record SetAside(Hash256 Received, string Reason) : ConsultationEvent;

    /// <summary>It goes on, or has stopped, as people see it.</summary>
    /// <param name="Continues">Whether it goes on.</param>
    /// <param name="Basis">On what they base it.</param>
    public sealed record Course(bool Continues, string Basis) : ConsultationEvent;

    /// <summary>A further tier was reached.</summary>
    /// <param name="Tier">The tier.</param>
    /// <param name="Ground">Why.</param>
    /// <param name="From">The tier that led there; empty when the finding itself did, or words.</param>
    public sealed record Escalated(string Tier, EscalationGround Ground, string From) : ConsultationEvent;

    /// <summary>A promise falls due by this consultation.</summary>
    /// <param name="Commitment">Id of the commitment in the ledger.</param>
    /// <param name="Guarantor">Who promised.</param>
    /// <param name="Tier">The tier that makes it due.</param>
    /// <param name="Due">When it is due, UTC; absent when the promise does not say.</param>
    public sealed record PromiseDue(string Commitment, string Guarantor, string Tier, DateTimeOffset? Due) : ConsultationEvent;

    /// <summary>What became of a promise, as the ledger computed it from evidence.</summary>
    /// <param name="Commitment">Id of the commitment.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Basis">On what it rests.</param>
    public sealed record PromiseState(string Commitment, PromiseStanding State, string Basis) : ConsultationEvent;

    /// <summary>A remedy was made.</summary>
    /// <param name="Text">What was done.</param>
    public sealed record Remedy(string Text) : ConsultationEvent;

    /// <summary>What the consultation came to.</summary>
    /// <param name="Text">In the words of those who met.</param>
    public sealed record Outcome(string Text) : ConsultationEvent;

    /// <summary>The consultation ended.</summary>
    /// <param name="Ground">On which ground.</param>
    /// <param name="Reason">Why, in words.</param>
    public sealed record StoodDown(StandDownGround Ground, string Reason) : ConsultationEvent;
}

/// <summary>Why a tier was reached.</summary>
public enum EscalationGround
{
    /// <summary>The finding meets the tier's trigger.</summary>
    Trigger = 0,

    /// <summary>A deadline passed without quorum.</summary>
    NoAnswer,

    /// <summary>Somebody refused.</summary>
    Refusal,

    /// <summary>It still goes on, or a tier that had to come before has passed.</summary>
    Continues,

    /// <summary>People say that the words of the text are met.</summary>
    Words,
}

/// <summary>Why a consultation ended.</summary>
public enum StandDownGround
{
    /// <summary>The body that decides it decided it.</summary>
    Decision = 0,

    /// <summary>It was remedied.</summary>
    Remedied,

    /// <summary>Nothing went on for as long as the protocol asks.</summary>
    Quiet,
}

/// <summary>How a promise stands that a consultation made due.</summary>
public enum PromiseStanding
{
    /// <summary>Due and open.</summary>
    Due = 0,

    /// <summary>Honoured in time.</summary>
    Honoured,

    /// <summary>Honoured in part.</summary>
    Partly,

    /// <summary>Honoured late.</summary>
    Late,

    /// <summary>Withdrawn by who made it.</summary>
    Withdrawn,

    /// <summary>Its time passed.</summary>
    Lapsed,
}
