using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>One daily report: every number in it is computed from its rows, and its rows carry the ids that open to the evidence.</summary>
/// <remarks>Made by <see cref="ReportBuilder"/>, checked by <see cref="Reconciliation"/>, drawn by the renderers; sections keep one order every day.</remarks>
public sealed record DailyReport
{
    /// <summary>What it was computed from.</summary>
    public required ReportInput Input { get; init; }

    /// <summary>For whom this version is.</summary>
    public required ReportRelease Release { get; init; }

    /// <summary>The rows it publishes and their hash.</summary>
    public required RowSet Rows { get; init; }

    /// <summary>Its own counts, for its comparison with the next period.</summary>
    public required PeriodCounts Counts { get; init; }

    /// <summary>Headline counts.</summary>
    public required Headline Headline { get; init; }

    /// <summary>Findings by what became of them in the period.</summary>
    public required FindingGroups Findings { get; init; }

    /// <summary>Incidents known before the period whose reading changed in it.</summary>
    public required ImmutableArray<Correction> Corrections { get; init; }

    /// <summary>Rows kept from this version by their label: never rendered or exported, only reconciled.</summary>
    internal Withheld Withheld { get; init; } = new(0, 0, 0);

    /// <summary>Hash of the row set.</summary>
    public Hash256 RowSetHash => Rows.Hash;
}

/// <summary>Numbers of rows that a release leaves out.</summary>
internal sealed record Withheld(int Observations, int Incidents, int Findings);

/// <summary>Findings by what became of them in the period; a finding stands in one group only.</summary>
/// <param name="New">First known in the period.</param>
/// <param name="Changed">Known before; a new version or a statement in the period.</param>
/// <param name="Withdrawn">Withdrawn or refuted by people.</param>
/// <param name="Unchanged">Handed in, but nothing about it moved in the period.</param>
public sealed record FindingGroups(
    ImmutableArray<FindingRow> New, ImmutableArray<FindingRow> Changed, ImmutableArray<FindingRow> Withdrawn, ImmutableArray<FindingRow> Unchanged);

/// <summary>A correction to what an earlier report said.</summary>
/// <param name="Now">The incident now.</param>
/// <param name="Before">Its row as last known before the period.</param>
public sealed record Correction(IncidentRow Now, IncidentRow Before);
