using System.Collections.Immutable;

namespace Truce.Terms;

/// <summary>A register of facts. Where a register is complete, what is not in it is not so; where it is not, it is not known.</summary>
[Flags]
public enum CaseRegisters
{
    /// <summary>No register is complete.</summary>
    None = 0,

    /// <summary>Notifications given under the agreement.</summary>
    Notifications = 1,

    /// <summary>Inventories of holding areas.</summary>
    Inventories = 2,

    /// <summary>Orders notified to a body.</summary>
    Orders = 4,

    /// <summary>Calls for coordination.</summary>
    Coordination = 8,

    /// <summary>Escorts given by a body.</summary>
    Escorts = 16,

    /// <summary>Who operates which system.</summary>
    Operators = 32,

    /// <summary>Documented hazards and plans to clear them.</summary>
    Hazards = 64,

    /// <summary>Acts that this one may have answered.</summary>
    Responses = 128,

    /// <summary>Zones named by people for this place.</summary>
    Zones = 256,

    /// <summary>All of them.</summary>
    All = 511,
}

/// <summary>The registers by their words in files.</summary>
public static class CaseRegisterNames
{
    private static readonly ImmutableArray<(string Name, CaseRegisters Register)> Words =
    [
        ("none", CaseRegisters.None), ("notifications", CaseRegisters.Notifications), ("inventories", CaseRegisters.Inventories),
        ("orders", CaseRegisters.Orders), ("coordination", CaseRegisters.Coordination), ("escorts", CaseRegisters.Escorts),
        ("operators", CaseRegisters.Operators), ("hazards", CaseRegisters.Hazards), ("responses", CaseRegisters.Responses),
        ("zones", CaseRegisters.Zones), ("all", CaseRegisters.All),
    ];

    /// <summary>Every word.</summary>
    public static ImmutableArray<string> All { get; } = [.. Words.Select(w => w.Name)];

    /// <summary>The register of a word; false for any other word.</summary>
    public static bool TryParse(string word, out CaseRegisters register)
    {
        foreach ((string name, CaseRegisters r) in Words)
        {
            if (!string.Equals(name, word, StringComparison.Ordinal)) continue;
            register = r;
            return true;
        }

        register = CaseRegisters.None;
        return false;
    }
}

/// <summary>What is on record about a case beside act, weapon, place and time.</summary>
public sealed record CaseFacts
{
    /// <summary>Nothing on record, and no register complete.</summary>
    public static CaseFacts None { get; } = new();

    /// <summary>Registers that are complete for the time of the case.</summary>
    public CaseRegisters Complete { get; init; }

    /// <summary>Notifications that belong to the case.</summary>
    public ImmutableArray<CaseNotification> Notifications { get; init; } = [];

    /// <summary>Zones in which people have established the place to be.</summary>
    public ImmutableArray<string> InsideZones { get; init; } = [];

    /// <summary>Zones outside which people have established the place to be.</summary>
    public ImmutableArray<string> OutsideZones { get; init; } = [];

    /// <summary>Facts by name (<see cref="CaseFactNames"/>): an id, a word, "true" or "false"; several values for one name are allowed.</summary>
    public ImmutableArray<CaseFact> Values { get; init; } = [];

    /// <summary>Kind of object that the act was aimed at; absent when not known.</summary>
    public string? Target { get; init; }

    /// <summary>What the act was, in the words of a duty to notify, for instance "liveFireExercise"; absent when not known.</summary>
    public string? Activity { get; init; }

    /// <summary>How a duty was met.</summary>
    public DutyRecord? Duty { get; init; }
}

/// <summary>A fact by name.</summary>
/// <param name="Name">One of <see cref="CaseFactNames"/>.</param>
/// <param name="Value">Its value.</param>
public readonly record struct CaseFact(string Name, string Value);

/// <summary>A notification that belongs to a case.</summary>
public sealed record CaseNotification
{
    /// <summary>What it announces.</summary>
    public required string Kind { get; init; }

    /// <summary>When it was received, UTC.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>When its last change of a required field was received, UTC; the lead time runs anew from here.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Lead time in hours as people counted it, when the times themselves are not on record.</summary>
    public double? LeadHours { get; init; }

    /// <summary>Start of the announced window, UTC, included.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>End of the announced window, UTC, excluded.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Whether the act lay inside the window, as people found, when the times themselves are not on record.</summary>
    public bool? InsideWindow { get; init; }

    /// <summary>Fields it fills; absent when that is not on record.</summary>
    public ImmutableArray<string>? Fields { get; init; }

    /// <summary>Bodies that received it; absent when that is not on record.</summary>
    public ImmutableArray<string>? To { get; init; }
}

/// <summary>How a duty was met.</summary>
/// <param name="Since">When the duty arose, or was last done when it recurs; UTC.</param>
/// <param name="DoneAt">When it was done, UTC; absent when it is not done yet.</param>
/// <param name="AsOf">Until when this is known, UTC.</param>
/// <param name="OpenFor">How long it stayed undone, when the times themselves are not on record.</param>
public sealed record DutyRecord(DateTimeOffset? Since, DateTimeOffset? DoneAt, DateTimeOffset? AsOf, TimeSpan? OpenFor);
