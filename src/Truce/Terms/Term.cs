using System.Collections.Immutable;
using NodaTime;

namespace Truce.Terms;

/// <summary>What a term does to an act (deontic words of ODRL 2.2 and LegalRuleML Core 1.0).</summary>
public enum Modality
{
    /// <summary>The act must not be done.</summary>
    Prohibit = 0,

    /// <summary>The act must be done.</summary>
    Oblige,

    /// <summary>The act may be done; lifts only the prohibitions it names.</summary>
    Permit,
}

/// <summary>One prohibition, duty or permit.</summary>
public sealed record Term
{
    /// <summary>Id used in the file and in results.</summary>
    public required string Id { get; init; }

    /// <summary>Article of the text.</summary>
    public string Article { get; init; } = "";

    /// <summary>Words of the article by language; the authoritative language prevails.</summary>
    public ImmutableSortedDictionary<string, string> Text { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Prohibition, duty or permit.</summary>
    public required Modality Modality { get; init; }

    /// <summary>Kind of act.</summary>
    public required string Act { get; init; }

    /// <summary>Party bound; absent for any party.</summary>
    public string? Actor { get; init; }

    /// <summary>Categories concerned; empty for any weapon or none.</summary>
    public ImmutableArray<string> Weapons { get; init; } = [];

    /// <summary>Zones concerned, any of them; empty for everywhere.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>Daily local windows, any of them; empty for the whole day.</summary>
    public ImmutableArray<DailyWindow> Windows { get; init; } = [];

    /// <summary>First instants by weapon category; a category that is in no stage is bound from the start.</summary>
    public ImmutableArray<Stage> Stages { get; init; } = [];

    /// <summary>First instant at which this term binds, when later than the agreement's; UTC.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>First instant at which it binds no more, when earlier than the agreement's; UTC.</summary>
    public DateTimeOffset? EffectiveTo { get; init; }

    /// <summary>How grave a breach is; absent when the text does not say.</summary>
    public string? Severity { get; init; }

    /// <summary>Kind of object an attack is on.</summary>
    public string? Object { get; init; }

    /// <summary>What a duty to notify is about.</summary>
    public string? What { get; init; }

    /// <summary>Bodies to which a duty is owed.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>Body that benefits from a duty.</summary>
    public string? Beneficiary { get; init; }

    /// <summary>Time within which a duty is to be done, counted from when it arose.</summary>
    public AgreedDuration? Within { get; init; }

    /// <summary>Period in which a duty recurs.</summary>
    public AgreedDuration? Every { get; init; }

    /// <summary>Least time between a notification and what it announces.</summary>
    public AgreedDuration? LeadTime { get; init; }

    /// <summary>What a notification has to say.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Exceptions, any of them; in file order.</summary>
    public ImmutableArray<string> Exceptions { get; init; } = [];

    /// <summary>For a permit: the prohibitions it lifts.</summary>
    public ImmutableArray<string> Overrides { get; init; } = [];
}

/// <summary>From a local time of day, included, to another, excluded; a window whose end is not after its start runs over midnight.</summary>
/// <param name="From">First local time, included.</param>
/// <param name="To">First local time no longer inside.</param>
/// <param name="FromDate">First local date on which the window may start; absent for no bound.</param>
/// <param name="ToDate">Last local date on which the window may start; absent for no bound.</param>
public sealed record DailyWindow(LocalTime From, LocalTime To, LocalDate? FromDate, LocalDate? ToDate);

/// <summary>From when a term binds for some weapons.</summary>
/// <param name="Weapons">Categories.</param>
/// <param name="From">First instant, UTC, included.</param>
public sealed record Stage(ImmutableArray<string> Weapons, DateTimeOffset From);

/// <summary>An exception: a statement about a case under which a term is not breached.</summary>
/// <param name="Id">Id used in the file and in results.</param>
/// <param name="When">Statements that must all hold; never empty.</param>
public sealed record ExceptionClause(string Id, ImmutableArray<Predicate> When);

/// <summary>A statement about a case that is true, false or not known: a closed set.</summary>
public abstract record Predicate
{
    private Predicate()
    {
    }

    /// <summary>A notification of this kind is on record for the case.</summary>
    /// <param name="Kind">Kind of notification.</param>
    public sealed record Notified(string Kind) : Predicate;

    /// <summary>The notification came early enough.</summary>
    /// <param name="Kind">Kind of notification.</param>
    /// <param name="LeadTime">Least time; absent when no term says how long.</param>
    public sealed record LeadTimeMet(string Kind, AgreedDuration? LeadTime) : Predicate;

    /// <summary>The act lies inside the window that the notification gives.</summary>
    /// <param name="Kind">Kind of notification.</param>
    public sealed record InsideNotifiedWindow(string Kind) : Predicate;

    /// <summary>The act is outside each of these zones.</summary>
    /// <param name="Zones">Zones.</param>
    public sealed record OutsideZones(ImmutableArray<string> Zones) : Predicate;

    /// <summary>The act is inside one of these zones.</summary>
    /// <param name="Zones">Zones.</param>
    public sealed record InsideZone(ImmutableArray<string> Zones) : Predicate;

    /// <summary>A fact of the case is as the exception demands.</summary>
    /// <param name="Name">Name of the fact, one of <see cref="CaseFactNames"/>.</param>
    /// <param name="Wanted">Value demanded: an id, a word, "true", "false", or "required" for "any value at all".</param>
    public sealed record Fact(string Name, string Wanted) : Predicate;

    /// <summary>One of these exceptions holds.</summary>
    /// <param name="Exceptions">Exceptions.</param>
    public sealed record AnyOf(ImmutableArray<string> Exceptions) : Predicate;

    /// <summary>Each of these exceptions holds.</summary>
    /// <param name="Exceptions">Exceptions.</param>
    public sealed record AllOf(ImmutableArray<string> Exceptions) : Predicate;

    /// <summary>This exception does not hold.</summary>
    /// <param name="Exception">Exception.</param>
    public sealed record Not(string Exception) : Predicate;
}

/// <summary>Names of the facts that exceptions may ask for.</summary>
public static class CaseFactNames
{
    /// <summary>The weapon stands in the inventory that was notified for its holding area: true or false.</summary>
    public const string InInventory = "inInventory";

    /// <summary>What the act answered.</summary>
    public const string InResponseTo = "inResponseTo";

    /// <summary>The body whose coordination was tried first.</summary>
    public const string CoordinationTried = "coordinationTried";

    /// <summary>The body to which the written order was notified.</summary>
    public const string WrittenOrderNotifiedTo = "writtenOrderNotifiedTo";

    /// <summary>The body that escorted the movement.</summary>
    public const string EscortedBy = "escortedBy";

    /// <summary>Who operated the system.</summary>
    public const string Operator = "operator";

    /// <summary>The hazard that is given as a reason is documented: true or false.</summary>
    public const string DocumentedHazard = "documentedHazard";

    /// <summary>Date on which the hazard is to be cleared.</summary>
    public const string PlannedClearanceDate = "plannedClearanceDate";
}

/// <summary>What follows once people have determined a breach.</summary>
/// <param name="ClockStart">The time from which deadlines run: occurrence, detection, determination or notification.</param>
/// <param name="Tiers">Tiers, in file order.</param>
public sealed record ResponseProtocol(string ClockStart, ImmutableArray<ResponseTier> Tiers);

/// <summary>One step of the response.</summary>
public sealed record ResponseTier
{
    /// <summary>Id used in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Least level of a finding that starts it, 0 to 5.</summary>
    public int? Level { get; init; }

    /// <summary>Least severity that starts it.</summary>
    public string? SeverityAtLeast { get; init; }

    /// <summary>Whether the breach has to go on.</summary>
    public bool Continues { get; init; }

    /// <summary>Tier that has to come before.</summary>
    public string? After { get; init; }

    /// <summary>Another trigger in the words of the agreement; people say whether it is met.</summary>
    public string? Or { get; init; }

    /// <summary>Time within which it is due.</summary>
    public required AgreedDuration Deadline { get; init; }

    /// <summary>What is to be done.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>Bodies convened.</summary>
    public ImmutableArray<string> Convenes { get; init; } = [];

    /// <summary>Least share of members for a decision, 0 to 1.</summary>
    public double? QuorumShare { get; init; }
}
