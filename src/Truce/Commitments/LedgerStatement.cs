using System.Collections.Immutable;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>Which way a statement points for what it speaks of.</summary>
public enum Direction
{
    /// <summary>It promises, backs or confirms.</summary>
    For = 0,

    /// <summary>It leaves the matter open: "possible", "could".</summary>
    Open,

    /// <summary>It denies, limits or puts at risk.</summary>
    Against,
}

/// <summary>One sentence that somebody said about a promise, in our words, with the report it was read in.</summary>
public sealed record LedgerStatement
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>The report.</summary>
    public required RowId Source { get; init; }

    /// <summary>Who said it, as the report names them; empty when the report speaks in its own name.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>When it was said; absent means that only the publication of the source is known.</summary>
    public LedgerDate? Date { get; init; }

    /// <summary>Where it was said; empty when not known.</summary>
    public string Place { get; init; } = "";

    /// <summary>What it is about where it is no promise: attendance, representation, cohesion, approval, base rate, …; empty for a promise.</summary>
    public string About { get; init; } = "";

    /// <summary>Meeting, event or body that it speaks of; empty for none.</summary>
    public string Regarding { get; init; } = "";

    /// <summary>Whose promise it speaks of, by code (<see cref="Countries.Normal"/>) or by name of a group.</summary>
    public ImmutableArray<string> Guarantors { get; init; } = [];

    /// <summary>Pillar; empty for none.</summary>
    public string Pillar { get; init; } = "";

    /// <summary>land, sea, air, cyber, space, finance; empty for all or none said.</summary>
    public string Domain { get; init; } = "";

    /// <summary>What it says, in our own words.</summary>
    public required string Claim { get; init; }

    /// <summary>The speaker's own words, one line at most; empty for none.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Word of strength; empty for none.</summary>
    public string Strength { get; init; } = "";

    /// <summary>What it was said in: oral statement, declaration of intent, …; empty when not said.</summary>
    public string Instrument { get; init; } = "";

    /// <summary>Whether the report says that the promise binds now; absent when it does not say.</summary>
    public bool? BindingNow { get; init; }

    /// <summary>Day of signature, where it was signed.</summary>
    public LedgerDate? Signed { get; init; }

    /// <summary>Conditions that it names: ceasefire, peace deal, host request, parliament, ….</summary>
    public ImmutableArray<string> Conditions { get; init; } = [];

    /// <summary>A number that it states, with its unit.</summary>
    public Amount? Value { get; init; }

    /// <summary>A quantity that it promises.</summary>
    public Amount? Quantity { get; init; }

    /// <summary>Which way it points.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Who came, by rank words.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    /// <summary>Rank that had been announced; empty for none.</summary>
    public string PlannedLevel { get; init; } = "";

    /// <summary>Kinds of help that need the agreement of a parliament, where it says so.</summary>
    public ImmutableArray<string> NeedsApproval { get; init; } = [];

    /// <summary>Kinds of help that do not.</summary>
    public ImmutableArray<string> WithoutApproval { get; init; } = [];

    /// <summary>Promise that it speaks of, where the pack says so.</summary>
    public RowId? Commitment { get; init; }

    /// <summary>Years within which a stated base rate holds; absent for anything else.</summary>
    public double? HorizonYears { get; init; }

    /// <summary>Whether somebody has checked it against the original; absent when the pack does not say.</summary>
    public bool? Verified { get; init; }

    /// <summary>Who may see it; a row that names its published report is for everyone, one that names none is held for the mission.</summary>
    public Label Label { get; init; } = Label.Default;
}
