using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Response.Notices;

/// <summary>How far a delivery has come.</summary>
public enum OutboxStage
{
    /// <summary>Not tried yet.</summary>
    Queued = 0,

    /// <summary>An attempt has begun and left no result: it is under way, or its program has died.</summary>
    InDoubt,

    /// <summary>The last attempt failed; another will follow.</summary>
    Waiting,

    /// <summary>The other end took it.</summary>
    Delivered,

    /// <summary>The invitee has said that it has it.</summary>
    Acknowledged,

    /// <summary>No further attempt is made; people have to see to it.</summary>
    GivenUp,

    /// <summary>A later notice stands in its place, and it never went out for certain.</summary>
    Replaced,
}

/// <summary>One notice through one channel, as far as its steps tell.</summary>
public sealed record OutboxDelivery
{
    private OutboxDelivery(Notice notice, string channel) => (Notice, Channel, Name) = (notice, channel, OutboxEvent.NameOf(notice.Id, channel));

    /// <summary>Id of the notice, a slash, name of the channel.</summary>
    public string Name { get; }

    /// <summary>The notice.</summary>
    public Notice Notice { get; }

    /// <summary>Name of the channel.</summary>
    public string Channel { get; }

    /// <summary>Who released it.</summary>
    public ImmutableArray<string> Released { get; private init; } = [];

    /// <summary>How far it has come.</summary>
    public OutboxStage Stage { get; private init; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; private init; }

    /// <summary>Attempts of which nobody knows whether the other end has it: those that left no result, and those whose line broke.</summary>
    public int Doubtful { get; private init; }

    /// <summary>When the next attempt is due; absent when none will follow.</summary>
    public DateTimeOffset? NextAt { get; private init; }

    /// <summary>Reason of the last failure or of giving up; absent when there was none.</summary>
    public string? Reason { get; private init; }

    /// <summary>What the other end said; absent before.</summary>
    public string? Receipt { get; private init; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset QueuedAt { get; private init; }

    /// <summary>When the other end took it; absent before.</summary>
    public DateTimeOffset? DeliveredAt { get; private init; }

    /// <summary>When the invitee said that it has it, and how; absent before.</summary>
    public (DateTimeOffset At, string By, string Means)? Acknowledged { get; private init; }

    /// <summary>The later notice that stands in its place; absent when none does.</summary>
    public Hash256? ReplacedBy { get; private init; }

    internal static OutboxDelivery Of(OutboxEvent.Queued e) => new(e.Notice, e.Channel) { QueuedAt = e.At, NextAt = e.At, Released = e.Released };

    /// <summary>After one more step; nothing when the step does not fit.</summary>
    internal OutboxDelivery? After(OutboxEvent e) => e switch
    {
        OutboxEvent.Attempted a when IsOpen && a.Attempt == Attempts + 1 =>
            this with { Stage = OutboxStage.InDoubt, Attempts = a.Attempt, NextAt = a.LapsesAt, Doubtful = Stage == OutboxStage.InDoubt ? Doubtful + 1 : Doubtful },
        OutboxEvent.Failed f when Stage == OutboxStage.InDoubt && f.Attempt == Attempts =>
            this with { Stage = OutboxStage.Waiting, NextAt = f.NextAt, Reason = f.Reason, Doubtful = f.MayHaveArrived ? Doubtful + 1 : Doubtful },
        // A result that comes late, after the notice was replaced or the next attempt begun, is still true.
        OutboxEvent.Delivered d when d.Attempt <= Attempts && (Stage is OutboxStage.InDoubt or OutboxStage.Waiting || (Stage == OutboxStage.Replaced && Attempts > 0)) =>
            this with { Stage = OutboxStage.Delivered, NextAt = null, Receipt = d.Receipt, DeliveredAt = d.At },
        // What comes of an attempt that was under way when the notice was replaced is noted; it stays replaced.
        OutboxEvent.Failed f when Stage == OutboxStage.Replaced && f.Attempt == Attempts => this with { Reason = f.Reason, Doubtful = f.MayHaveArrived ? Doubtful + 1 : Doubtful },
        OutboxEvent.GivenUp g when Stage == OutboxStage.Replaced => this with { Reason = g.Reason },
        OutboxEvent.GivenUp g when IsOpen => this with { Stage = OutboxStage.GivenUp, NextAt = null, Reason = g.Reason },
        OutboxEvent.Replaced r when ReplacedBy is null =>
            IsOpen ? this with { Stage = OutboxStage.Replaced, NextAt = null, ReplacedBy = r.By } : this with { ReplacedBy = r.By },
        OutboxEvent.Acknowledged k when Acknowledged is null =>
            this with { Stage = OutboxStage.Acknowledged, NextAt = null, Acknowledged = (k.At, k.By, k.Means) },
        _ => null,
    };

    private bool IsOpen => Stage is OutboxStage.Queued or OutboxStage.InDoubt or OutboxStage.Waiting;
}
