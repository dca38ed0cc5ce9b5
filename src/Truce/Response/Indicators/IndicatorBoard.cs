using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Response.Indicators;

/// <summary>What a row of the board says.</summary>
public enum RowState
{
    /// <summary>Watched, and nothing that the baseline does not explain. Not proof that nothing is there.</summary>
    Quiet = 0,

    /// <summary>More than the baseline explains.</summary>
    Risen,

    /// <summary>Less than the baseline explains.</summary>
    Fallen,

    /// <summary>Not known: too few watched periods before.</summary>
    TooLittleBaseline,

    /// <summary>Not known: its own past moves so far, or is so short, that even a fourfold change could be more of the same.</summary>
    TooRestless,

    /// <summary>Not known: nobody looked in the newest periods. What was lit before still stands beside it.</summary>
    NotWatched,

    /// <summary>Not known: nobody recorded when anybody looked.</summary>
    ExposureNotKnown,
}

/// <summary>One row: an indicator in a sector. There is no number over rows, here or anywhere.</summary>
public sealed record IndicatorRow
{
    /// <summary>The indicator.</summary>
    public required IndicatorDefinition Definition { get; init; }

    /// <summary>Its counts.</summary>
    public required IndicatorSeries Series { get; init; }

    /// <summary>What the row says at the end of its periods.</summary>
    public required RowState State { get; init; }

    /// <summary>Lights, oldest first.</summary>
    public required ImmutableArray<IndicatorLight> Lights { get; init; }

    /// <summary>The light that is on; absent for none.</summary>
    public required IndicatorLight? On { get; init; }

    /// <summary>What the newest period was held against; absent while there is too little.</summary>
    public required RateBaseline? Baseline { get; init; }

    /// <summary>What would make it wrong, each a sentence.</summary>
    public required ImmutableArray<Saying> Doubts { get; init; }

    /// <summary>False lights a year that this row may show, both directions together.</summary>
    public required double FalseLightsPerYear { get; init; }

    /// <summary>Periods in which somebody looked.</summary>
    public int Watched => Series.Periods.Count(p => p.IsWatched);

    /// <summary>Hours watched in all.</summary>
    public double ExposureHours => Series.Periods.Sum(p => p.ExposureHours ?? 0);
}

/// <summary>The board: rows and what it promises of false lights. A board, not a number.</summary>
/// <param name="Mission">Id of the mission.</param>
/// <param name="Simulated">Whether the mission is simulated; then every form of the board says so.</param>
/// <param name="Through">Last day of the mission that is in it.</param>
/// <param name="FalseLightsPerYear">False lights a year that the whole board may show, expected.</param>
/// <param name="Rows">In the order of the definitions, then of the sectors' ids.</param>
/// <param name="Notes">What is in no row, and why.</param>
/// <param name="Definitions">By which definitions it was made.</param>
public sealed record IndicatorBoard(
    string Mission, bool Simulated, DateOnly Through, double FalseLightsPerYear, ImmutableArray<IndicatorRow> Rows, ImmutableArray<Saying> Notes, BoardDefinitions Definitions)
{
    /// <summary>Makes the board from its series.</summary>
    /// <remarks>The promise is shared equally over all rows, watched or not: which rows have data does not change what any row may do. A row knows its sector by id alone; whose it is enters nowhere.</remarks>
    public static IndicatorBoard Make(string mission, bool simulated, DateOnly through, IndicatorSet set, BoardDefinitions definitions, IReadOnlyCollection<IndicatorSeries> series, ImmutableArray<Saying> notes)
    {
        ILookup<string, IndicatorSeries> by = series.ToLookup(s => s.Indicator, StringComparer.Ordinal);
        double share = set.FalseLightsPerYear / Math.Max(1, series.Count);
        return new(mission, simulated, through, set.FalseLightsPerYear,
            [.. set.Definitions.SelectMany(d => by[d.Id].OrderBy(s => s.Sector, StringComparer.Ordinal).Select(s => Row(d, s, share)))], notes, definitions);
    }

    private static IndicatorRow Row(IndicatorDefinition definition, IndicatorSeries series, double falseLightsPerYear)
    {
        WatchOptions options = WatchOptions.Of(definition.Step);
        var watch = new RowWatch(falseLightsPerYear / options.PeriodsPerYear, options, definition.SeasonAllowance, definition.Baseline);
        foreach (IndicatorPeriod period in series.Periods) watch.Step(period);
        ImmutableArray<IndicatorLight> lights = watch.Lights;
        IndicatorLight? on = watch.IsOn ? lights[^1] : null;
        return new()
        {
            Definition = definition,
            Series = series,
            State = State(series, options, watch.Baseline, on),
            Lights = lights,
            On = on,
            Baseline = watch.Baseline,
            Doubts = [.. RowDoubts.Of(definition, series, watch.Baseline, on)],
            FalseLightsPerYear = falseLightsPerYear,
        };
    }

    private static RowState State(IndicatorSeries series, WatchOptions options, RateBaseline? baseline, IndicatorLight? on)
    {
        if (!series.Periods.Any(p => p.IsWatched)) return RowState.ExposureNotKnown;
        if (series.Periods.Length >= options.Blind && series.Periods.TakeLast(options.Blind).All(p => !p.IsWatched)) return RowState.NotWatched;
        if (on is not null) return on.Direction == ChangeDirection.Rise ? RowState.Risen : RowState.Fallen;
        if (baseline is null) return RowState.TooLittleBaseline;
        return baseline.RestlessFactor > options.MostRestless ? RowState.TooRestless : RowState.Quiet;
    }
}
