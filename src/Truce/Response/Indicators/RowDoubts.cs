using Truce.Sayings;

namespace Truce.Response.Indicators;

/// <summary>What would make a row wrong, from what the row itself shows.</summary>
internal static class RowDoubts
{
    private const double MuchPersistence = 1.5; // chosen: neighbouring days then tell little that is new

    internal static IEnumerable<Saying> Of(IndicatorDefinition definition, IndicatorSeries series, RateBaseline? baseline, IndicatorLight? on)
    {
        if (definition.Exposure == IndicatorExposure.Calendar) yield return Say.Of("indicator.doubt.calendar");
        else if (definition.Source == IndicatorSource.LostWatch) yield return Say.Of("indicator.doubt.roster");
        else yield return Say.Of("indicator.doubt.reach");
        if (series.NotCounted > 0) yield return Say.Of("indicator.doubt.left-out", series.NotCounted);
        int holes = series.Periods.Count(p => !p.IsWatched);
        if (holes > 0) yield return Say.Of("indicator.doubt.holes", holes, series.Periods.Length);
        if ((on?.Baseline ?? baseline) is { } past)
        {
            yield return IndicatorWords.Ordinary(past);
            if (past.SeasonFactor > 1) yield return Say.Of("indicator.doubt.first-year", SayingPart.Of(past.SeasonFactor, 2));
            if (past.ScatterFactor > 1) yield return Say.Of("indicator.doubt.scatter", SayingPart.Of(past.ScatterFactor, 1));
            if (past.PersistenceFactor >= MuchPersistence) yield return Say.Of("indicator.doubt.persistence");
            if (past.Count == 0) yield return Say.Of("indicator.doubt.empty-past");
        }

        if (on is null) yield break;
        if (Largest(series, on) is { } day) yield return Say.Of("indicator.doubt.one-period", Day(day));
        if (on.Change.OrBefore) yield return Say.Of("indicator.doubt.or-before", Day(on.Change.Earliest));
    }

    /// <summary>The period that alone holds half or more of what was counted since the change, when there is one.</summary>
    private static DateOnly? Largest(IndicatorSeries series, IndicatorLight on)
    {
        IndicatorPeriod? top = series.Periods.Where(p => p.IsWatched && p.First >= on.Change.Began).MaxBy(p => p.Count);
        return top is not null && on.Change.Count > 0 && top.Count * 2 >= on.Change.Count ? top.First : null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
