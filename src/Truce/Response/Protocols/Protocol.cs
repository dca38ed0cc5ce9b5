using System.Collections.Immutable;
using NodaTime;

namespace Truce.Response.Protocols;

/// <summary>Who is asked when, by which instrument, what counts as an answer, and what follows. Read by <see cref="ProtocolReader"/>; format: docs/formats/protocol.md.</summary>
/// <remarks>A protocol decides nothing: it keeps clocks and says what people have agreed to do. What its file does not say stays unknown (<see cref="LeftOpen"/>).</remarks>
public sealed record Protocol
{
    /// <summary>Id, the same through all versions.</summary>
    public required string Id { get; init; }

    /// <summary>Version, from 1; absent when the file gives none.</summary>
    public int? Version { get; init; }

    /// <summary>Title for people.</summary>
    public string Title { get; init; } = "";

    /// <summary>Whether the file says that nobody concluded this text.</summary>
    public bool Hypothetical { get; init; }

    /// <summary>The zone whose calendar the days of deadlines mean.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>Version of the time zone data, for instance <c>TZDB: 2025b (mapping: …)</c>.</summary>
    public required string ZoneData { get; init; }

    /// <summary>First instant at which this version holds, UTC; absent for "from always".</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>First instant at which it holds no more, UTC; absent for "until further notice".</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The time from which deadlines run unless a tier says otherwise.</summary>
    public required DeadlineStart ClockStart { get; init; }

    /// <summary>Severities from the least to the gravest.</summary>
    public required ImmutableArray<string> Severities { get; init; }

    /// <summary>Who can be asked one by one: guarantors, the parties, organisations.</summary>
    public ImmutableArray<Invitee> Invitees { get; init; } = [];

    /// <summary>Bodies that can be convened.</summary>
    public ImmutableArray<ConvenedBody> Bodies { get; init; } = [];

    /// <summary>Triggers in the words of the text; people say whether they are met.</summary>
    public ImmutableArray<WordsTrigger> Words { get; init; } = [];

    /// <summary>How far a machine may send without people; absent when the file does not say, and then two people release everything.</summary>
    public ReleaseRule? Release { get; init; }

    /// <summary>What ends a consultation on any tier that names no rule of its own.</summary>
    public StandDownRule? StandDown { get; init; }

    /// <summary>Tiers, in the order of the file: from the first to the gravest.</summary>
    public required ImmutableArray<ProtocolTier> Tiers { get; init; }

    /// <summary>What the file does not say and nobody may guess, for people.</summary>
    public ImmutableArray<string> LeftOpen { get; init; } = [];

    /// <summary>The tier of that id, or nothing.</summary>
    public ProtocolTier? Find(string tier) => Tiers.FirstOrDefault(t => t.Id == tier);

    /// <summary>Place of a tier in the order of the file, from 0; −1 when there is none.</summary>
    public int Rank(string tier)
    {
        for (int i = 0; i < Tiers.Length; i++)
        {
            if (Tiers[i].Id == tier) return i;
        }

        return -1;
    }

    /// <summary>Rank of a severity from 0, the least; −1 for a word that the protocol does not know.</summary>
    public int SeverityRank(string severity) => Severities.IndexOf(severity);

    /// <summary>Whether a machine alone may send what this tier sends. Where the protocol says nothing: no.</summary>
    public bool MachineMaySend(string tier) => Release?.MachineUpToTier is { } limit && Rank(tier) >= 0 && Rank(tier) <= Rank(limit);

    /// <summary>What ends a consultation on this tier; absent when the file does not say.</summary>
    public StandDownRule? StandDownOf(ProtocolTier tier) => tier.StandDown ?? StandDown;

    /// <summary>Everybody whom a tier asks, each once, in the order of the file. A body whose members are not known is asked as one.</summary>
    public ImmutableArray<string> Asked(ProtocolTier tier) =>
    [
        .. tier.Asks.SelectMany(id => Bodies.FirstOrDefault(b => b.Id == id) is { Members: { } members } ? members : [id]).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Whether every one of those whom a tier asks is known one by one, so that shares of them can be counted.</summary>
    public bool MembersKnown(ProtocolTier tier) => tier.Asks.All(id => Bodies.FirstOrDefault(b => b.Id == id) is not { Members: null });

    /// <summary>Name of an invitee or of a body; its id when it has none.</summary>
    public string NameOf(string id) =>
        Invitees.FirstOrDefault(i => i.Id == id)?.Name ?? Bodies.FirstOrDefault(b => b.Id == id)?.Name ?? id;
}

/// <summary>From which time a deadline runs.</summary>
public enum DeadlineStart
{
    /// <summary>The file does not say: the clock does not start.</summary>
    NotSaid = 0,

    /// <summary>When it occurred.</summary>
    Occurred,

    /// <summary>When it was detected.</summary>
    Detected,

    /// <summary>When people determined it.</summary>
    Determined,

    /// <summary>When it was notified.</summary>
    Notified,

    /// <summary>When the tier was reached.</summary>
    TierReached,
}

/// <summary>Somebody who can be asked and can answer.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Name">Name for people.</param>
public sealed record Invitee(string Id, string Name);

/// <summary>A body that can be convened.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Members">Its members among the invitees; absent when the file does not list them.</param>
public sealed record ConvenedBody(string Id, string Name, ImmutableArray<string>? Members);

/// <summary>A trigger in words; people decide whether it is met.</summary>
/// <param name="Id">Id used in the file.</param>
/// <param name="Says">The words of the text.</param>
/// <param name="DecidedBy">Body or invitee that decides; absent when the file does not say.</param>
public sealed record WordsTrigger(string Id, string Says, string? DecidedBy);

/// <summary>How far a machine may send on its own; above it two different people release.</summary>
/// <param name="MachineUpToTier">The last tier that a machine may send alone; absent for none.</param>
public sealed record ReleaseRule(string? MachineUpToTier);

/// <summary>What ends a consultation. At least one ground is given.</summary>
/// <param name="DecidedBy">Body or invitee whose decision ends it; absent when no decision does.</param>
/// <param name="Remedied">Whether a remedy ends it.</param>
/// <param name="Quiet">How long nothing may go on before it ends; absent when quiet alone does not end it.</param>
public sealed record StandDownRule(string? DecidedBy, bool Remedied, Terms.AgreedDuration? Quiet);
