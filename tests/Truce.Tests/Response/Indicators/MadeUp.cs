using System.Collections.Immutable;
using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Tests.Response.Indicators;

/// <summary>Made-up rows of a board.</summary>
internal static class MadeUp
{
    public static readonly DateOnly First = new(2031, 3, 3);

    /// <summary>Definitions that stood before the counts.</summary>
    public static readonly BoardDefinitions By = new BoardDefinitions.Standard(Hash256.Of([1]));

    public static ImmutableSortedDictionary<string, string> Name(string text) => ImmutableSortedDictionary<string, string>.Empty.Add("en", text);

    public static IndicatorDefinition Definition(string id = "flights") => new() { Id = id, Name = Name(id), Reason = Name("because"), Source = IndicatorSource.Incidents };

    /// <summary>A day for each count; hours absent where it is null.</summary>
    public static IndicatorSeries Series(string sector, IEnumerable<(int Count, double? Hours)> days, string id = "flights") => new(id, sector, Name(sector),
        [.. days.Select((d, i) => new IndicatorPeriod(First.AddDays(i), d.Count, d.Hours,
            [.. Enumerable.Range(0, Math.Min(d.Count, 5)).Select(n => new IndicatorEvidence("incident", Hash256.Of(System.Text.Encoding.UTF8.GetBytes($"{sector} {i} {n}"))))]))], 0);

    public static IEnumerable<(int Count, double? Hours)> Poisson(ulong seed, int days, Func<int, double> mean, Func<int, double?> hours)
    {
        var random = new SeededRandom(seed);
        for (int d = 0; d < days; d++) yield return (random.NextPoisson(mean(d)), hours(d));
    }

    public static IndicatorBoard Board(params IndicatorSeries[] series) => Board(false, [Definition()], series);

    public static IndicatorBoard Board(bool simulated, ImmutableArray<IndicatorDefinition> definitions, params IndicatorSeries[] series) =>
        IndicatorBoard.Make("made-up", simulated, First.AddDays(series[0].Periods.Length - 1), new(1, definitions, []), By, series, []);

    /// <summary>One row as it would be watched on a board of forty.</summary>
    public static IndicatorRow Row(IEnumerable<(int Count, double? Hours)> days, double seasonAllowance = IndicatorDefinition.DefaultSeasonAllowance)
    {
        IndicatorSeries series = Series("x", days);
        return IndicatorBoard.Make("made-up", false, First.AddDays(series.Periods.Length - 1), new(1.0 / 40, [Definition() with { SeasonAllowance = seasonAllowance }], []), By, [series], []).Rows[0];
    }
}
