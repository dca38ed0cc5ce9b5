using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>How a case reads against a term. A machine's reading, for people to judge.</summary>
public enum TermReading
{
    /// <summary>What the term forbids, or leaves undone what it demands, as far as the record goes: a candidate for people to look at.</summary>
    Candidate = 0,

    /// <summary>Not at odds with the term, or not concerned by it (<see cref="TermResult.Concerned"/>).</summary>
    Compliant,

    /// <summary>The facts do not reach the standard either way, or an exception cannot be decided.</summary>
    Indeterminate,

    /// <summary>An exception or a permit holds.</summary>
    Excepted,

    /// <summary>The term did not bind at that time.</summary>
    NotInForce,

    /// <summary>Something that the term needs is not on record.</summary>
    NotEvaluable,
}

/// <summary>How one case reads against one term, with the reasons.</summary>
public sealed record TermResult
{
    /// <summary>Id of the case.</summary>
    public required string Case { get; init; }

    /// <summary>Id of the term.</summary>
    public required string Term { get; init; }

    /// <summary>Article of the text.</summary>
    public required string Article { get; init; }

    /// <summary>Severity of a breach in the agreement's words; absent when it gives none.</summary>
    public string? Severity { get; init; }

    /// <summary>The reading.</summary>
    public required TermReading Reading { get; init; }

    /// <summary>Why, in one stable word: see <see cref="TermGrounds"/>.</summary>
    public required string Ground { get; init; }

    /// <summary>Whether act, actor and weapon may be of those that the term speaks of; "compliant" and not concerned says little.</summary>
    public required bool Concerned { get; init; }

    /// <summary>Exceptions or permits that hold, in file order.</summary>
    public ImmutableArray<string> Exceptions { get; init; } = [];

    /// <summary>What is missing.</summary>
    public ImmutableArray<Saying> MissingFacts { get; init; } = [];

    /// <summary><see cref="MissingFacts"/> in English.</summary>
    public ImmutableArray<string> Missing => [.. MissingFacts.Select(f => f.English)];

    /// <summary>What would decide it: one entry for each open element, in the order of the trace. One entry alone is the single fact that settles the reading.</summary>
    public ImmutableArray<Saying> DecidingFacts { get; init; } = [];

    /// <summary><see cref="DecidingFacts"/> in English.</summary>
    public ImmutableArray<string> Decides => [.. DecidingFacts.Select(f => f.English)];

    /// <summary><see cref="DecidingFacts"/> as one sentence for people; absent when nothing is open.</summary>
    public Saying? WouldDecide => DecidingFacts.Length switch
    {
        0 => null,
        1 => Say.Of("decide.one", DecidingFacts[0]),
        _ => Say.Of("decide.all", Say.Of("list.all", [.. DecidingFacts])),
    };

    /// <summary>Least probability of lying in one of the term's zones, 0 to 1; absent for a term without zones of a place.</summary>
    public double? InsideLow { get; init; }

    /// <summary>Greatest probability of lying in one of the term's zones, 0 to 1.</summary>
    public double? InsideHigh { get; init; }

    /// <summary>When a duty is due, UTC; absent for other terms or when not known.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The party that people determined to be the actor; absent for "not determined".</summary>
    public string? Actor { get; init; }

    /// <summary>The reasons.</summary>
    public required Trace Trace { get; init; }

    /// <summary>The reading as one word of the wire form; an exception is named after a colon.</summary>
    public string Word => Reading switch
    {
        TermReading.Candidate => "violation-candidate",
        TermReading.Compliant => "compliant",
        TermReading.Indeterminate => "indeterminate",
        TermReading.Excepted => "excepted:" + Exceptions[0],
        TermReading.NotInForce => "not-in-force",
        _ => "not-evaluable",
    };
}

/// <summary>Stable words for why a reading came out as it did.</summary>
public static class TermGrounds
{
    /// <summary>Every element of the term is met and nothing lifts it.</summary>
    public const string AllMet = "all-elements-met";

    /// <summary>Another act.</summary>
    public const string OtherAct = "other-act";

    /// <summary>Another actor.</summary>
    public const string OtherActor = "other-actor";

    /// <summary>Another weapon.</summary>
    public const string OtherWeapon = "other-weapon";

    /// <summary>Outside the zones.</summary>
    public const string OutsideZone = "outside-zone";

    /// <summary>Outside the daily windows.</summary>
    public const string OutsideWindow = "outside-window";

    /// <summary>Before or after the time of force.</summary>
    public const string NotInForce = "not-in-force";

    /// <summary>Before the stage at which the weapon is bound.</summary>
    public const string StageNotBegun = "stage-not-begun";

    /// <summary>An exception holds.</summary>
    public const string Exception = "exception";

    /// <summary>A permit that names this term holds.</summary>
    public const string Permit = "permit";

    /// <summary>A permit covers the act.</summary>
    public const string Permitted = "permitted";

    /// <summary>Whether an exception holds cannot be said.</summary>
    public const string ExceptionUndecided = "exception-undecided";

    /// <summary>An element is not certain enough either way.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>A fact is missing.</summary>
    public const string Missing = "missing";

    /// <summary>A duty was done in time.</summary>
    public const string DutyDone = "duty-done";

    /// <summary>A duty is open and not yet due.</summary>
    public const string NotYetDue = "not-yet-due";

    /// <summary>A duty was not done, or not in time, or not in full.</summary>
    public const string DutyNotDone = "duty-not-done";
}
