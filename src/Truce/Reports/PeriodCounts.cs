using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>The counts of one period: what the next report compares itself with. A report gives its own as <see cref="DailyReport.Counts"/>.</summary>
public sealed record PeriodCounts
{
    /// <summary>The period, half-open.</summary>
    public required TimeInterval Period { get; init; }

    /// <summary>Event observations of the period (no context rows, no late ones).</summary>
    public required int Observations { get; init; }

    /// <summary>Incidents of the period that stood at its cut-off.</summary>
    public required int Incidents { get; init; }

    /// <summary>Those incidents by most likely class; absent keys are zero.</summary>
    public required ImmutableSortedDictionary<IncidentClass, int> ByClass { get; init; }

    /// <summary>Those incidents by area code; the empty code is "area not known".</summary>
    public required ImmutableSortedDictionary<string, int> ByArea { get; init; }

    /// <summary>Those incidents by level of the machine.</summary>
    public required ImmutableSortedDictionary<Level, int> ByLevel { get; init; }

    /// <summary>Event observations by feed.</summary>
    public required ImmutableSortedDictionary<string, int> ByFeed { get; init; }

    /// <summary>Hours looked by feed; a feed that is absent is not known.</summary>
    public required ImmutableSortedDictionary<string, double> HoursByFeed { get; init; }

    /// <summary>People killed, by feed, of the event observations that give numbers; empty when none does.</summary>
    public ImmutableSortedDictionary<string, KilledCounts> KilledByFeed { get; init; } = ImmutableSortedDictionary<string, KilledCounts>.Empty;

    /// <summary>Of these, people killed in event observations whose time reaches outside the period.</summary>
    public ImmutableSortedDictionary<string, KilledCounts> KilledReaching { get; init; } = ImmutableSortedDictionary<string, KilledCounts>.Empty;

    /// <summary>Event observations whose time reaches outside the period: they are counted here by the middle of their time, and may belong elsewhere.</summary>
    public int Reaching { get; init; }

    /// <summary>Row-set hash of that period's report; absent when it was counted without one.</summary>
    public Hash256? RowSet { get; init; }
}

/// <summary>What the store counts from its sealed rows by itself; the report must agree or is not published.</summary>
/// <remarks>Absent members were not counted and are not compared.</remarks>
public sealed record SealedTotals
{
    /// <summary>Observations whose event time or known time falls in the period, context rows included.</summary>
    public required int Observations { get; init; }

    /// <summary>The same by feed.</summary>
    public ImmutableSortedDictionary<string, int>? ObservationsByFeed { get; init; }

    /// <summary>Incidents of the period that stand.</summary>
    public required int Incidents { get; init; }

    /// <summary>The same by level of the machine.</summary>
    public ImmutableSortedDictionary<Level, int>? IncidentsByLevel { get; init; }

    /// <summary>Findings handed to the report.</summary>
    public required int Findings { get; init; }

    /// <summary>Rejects of the period over all feeds.</summary>
    public int? Rejects { get; init; }
}

/// <summary>Where the evidence log stood when the report was made.</summary>
/// <param name="Origin">First line of its checkpoints.</param>
/// <param name="Size">Number of leaves.</param>
/// <param name="Root">Root hash of the tree of that size.</param>
/// <param name="VerifierKey">Public key in the text form of a signed-note verifier.</param>
public sealed record LogPosition(string Origin, long Size, Hash256 Root, string VerifierKey);

/// <summary>One version of a line as it is drawn: a band as wide as its error.</summary>
/// <param name="Id">Line id in the mission.</param>
/// <param name="Paths">Polylines.</param>
/// <param name="ErrorM">1 σ of its place, metres.</param>
/// <param name="AsOf">Day it describes.</param>
public sealed record LineGeometry(string Id, ImmutableArray<ImmutableArray<GeoPoint>> Paths, double ErrorM, DateOnly AsOf);

/// <summary>An area of the base map.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name by language code.</param>
/// <param name="Polygons">Each polygon as its rings, the shell first.</param>
public sealed record AreaOutline(
    string Code, ImmutableSortedDictionary<string, string> Name, ImmutableArray<ImmutableArray<ImmutableArray<GeoPoint>>> Polygons);
