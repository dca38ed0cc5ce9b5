using System.Collections.Immutable;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>Where statements were read: one report of one outlet, one law gazette, one speech as published.</summary>
public sealed record LedgerSource
{
    /// <summary>Name of the row.</summary>
    public required RowId Id { get; init; }

    /// <summary>Who published it.</summary>
    public required string Outlet { get; init; }

    /// <summary>When it was published; absent when not known.</summary>
    public LedgerDate? Published { get; init; }

    /// <summary>News, analysis, opinion, official text, …, as written.</summary>
    public string Stance { get; init; } = "";

    /// <summary>Language of the report, ISO 639-1; empty when not said.</summary>
    public string Language { get; init; } = "";

    /// <summary>Whom the report itself rests on, in its words; empty when it does not say.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Other sources of the ledger that it repeats: together they are one origin.</summary>
    public ImmutableArray<RowId> Cites { get; init; } = [];

    /// <summary>Address; empty when not given.</summary>
    public string Address { get; init; } = "";

    /// <summary>Who may see it, and everything that was read in it; for everyone where nothing else is said.</summary>
    public Label Label { get; init; } = Label.Open;
}
