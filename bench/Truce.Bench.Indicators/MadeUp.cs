using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;
using Truce.Response.Indicators;

namespace Truce.Bench.Indicators;

/// <summary>Boards of made-up rows.</summary>
internal static class MadeUp
{
    public const int Rows = 40;
    public static readonly double[] Means = [0.2, 1, 5, 30];
    public static readonly DateOnly First = new(2030, 1, 1);
    private static readonly ImmutableSortedDictionary<string, string> Name = ImmutableSortedDictionary<string, string>.Empty.Add("en", "made up");

    public static IndicatorBoard Board(double perYear, IndicatorStep step, double allowance, IReadOnlyCollection<IndicatorSeries> series)
    {
        var definition = new IndicatorDefinition { Id = "made-up", Name = Name, Reason = Name, Source = IndicatorSource.Incidents, Step = step, SeasonAllowance = allowance };
        return IndicatorBoard.Make("made-up", true, First, new(perYear, [definition], []), new BoardDefinitions.Standard(Hash256.Of([])), series, []);
    }

    public static IndicatorSeries Series(int row, int[] counts, double[] hours, int daysAPeriod) => new("made-up", row.ToString("00", CultureInfo.InvariantCulture), Name,
        [.. Enumerable.Range(0, counts.Length / daysAPeriod).Select(p => Period(p * daysAPeriod, counts, hours, daysAPeriod))], 0);

    private static IndicatorPeriod Period(int day, int[] counts, double[] hours, int days)
    {
        double watched = hours[day..(day + days)].Sum();
        return new(First.AddDays(day), counts[day..(day + days)].Sum(), watched > 0 ? watched : null, []);
    }
}
