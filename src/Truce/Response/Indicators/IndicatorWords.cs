using System.Collections.Immutable;
using System.Globalization;
using Truce.Sayings;

namespace Truce.Response.Indicators;

/// <summary>What the board says in words, as sayings: worded in four languages.</summary>
public static class IndicatorWords
{
    /// <summary>The band of an exercise.</summary>
    /// <remarks>The word itself is the same in every language.</remarks>
    public static string Simulated(SayingWords words) => "SIMULATED: " + words.Say(Say.Of("indicator.simulated"));

    /// <summary>What the page is called.</summary>
    public static Saying Title => Say.Of("indicator.title");

    /// <summary>What the board promises of false lights, where it may promise anything, and by which definitions it was made.</summary>
    public static ImmutableArray<Saying> Promise(IndicatorBoard board)
    {
        Saying promise = Say.Of("indicator.promise", SayingPart.Of(board.FalseLightsPerYear, 2), board.Rows.Length);
        return board.Definitions.ChosenBefore ? [promise, Definitions(board.Definitions)] : [Definitions(board.Definitions)];
    }

    /// <summary>By which definitions a board was made: their digest's first sixteen digits, and whether they stood before the counts.</summary>
    public static Saying Definitions(BoardDefinitions definitions)
    {
        string digest = definitions.Digest.ToString()[..16];
        return definitions switch
        {
            BoardDefinitions.Sealed { SettledBefore: { } day } => Say.Of("indicator.definitions.late", digest, Day(day)),
            BoardDefinitions.Sealed => Say.Of("indicator.definitions.mission", digest),
            BoardDefinitions.Trial => Say.Of("indicator.definitions.file", digest),
            _ => Say.Of("indicator.definitions.standard", digest),
        };
    }

    /// <summary>A state in words.</summary>
    public static Saying State(RowState state) => state switch
    {
        RowState.Quiet => Say.Of("indicator.state.quiet"),
        RowState.Risen => Say.Of("indicator.state.risen"),
        RowState.Fallen => Say.Of("indicator.state.fallen"),
        RowState.TooLittleBaseline => Say.Of("indicator.state.too-little-baseline"),
        RowState.TooRestless => Say.Of("indicator.state.too-restless"),
        RowState.NotWatched => Say.Of("indicator.state.not-watched"),
        _ => Say.Of("indicator.state.exposure-not-known"),
    };

    /// <summary>Since when and by how much, in one sentence.</summary>
    public static Saying Change(IndicatorLight light)
    {
        ChangeEstimate c = light.Change;
        Saying size = c switch
        {
            { Ratio: { } ratio, RatioHigh: { } high } => Say.Of("indicator.ratio", SayingPart.Of(ratio, 2), SayingPart.Of(c.RatioLow, 2), SayingPart.Of(high, 2)),
            _ => Say.Of("indicator.ratio.none", c.Count, SayingPart.Of(c.RatioLow, 2)),
        };
        return Say.Of("indicator.change", Day(c.Began), Day(c.Earliest), Day(c.Latest), size, light.Evidence.Length);
    }

    /// <summary>What counts as ordinary in a row: from there on a change is told. In multiples of the baseline, or as a count for a day of watch where the baseline counted nothing.</summary>
    public static Saying Ordinary(RateBaseline past)
    {
        const double HoursADay = 24;
        return past.Count == 0
            ? Say.Of("indicator.ordinary.none", SayingPart.Of(past.OrdinaryHighPerHour * HoursADay, 2))
            : Say.Of("indicator.ordinary", SayingPart.Of(past.OrdinaryLowPerHour / past.RatePerHour, 2), SayingPart.Of(past.OrdinaryHighPerHour / past.RatePerHour, 2));
    }

    /// <summary>An indicator that is cut by sites where none is named.</summary>
    public static Saying NoSites(string indicator) => Say.Of("indicator.no-sites", indicator);

    /// <summary>Things of an indicator that are in no row because their place is in none.</summary>
    public static Saying Unplaced(string indicator, int count) => Say.Of("indicator.unplaced", indicator, count);

    /// <summary>Count and hours of a row.</summary>
    public static Saying Exposure(IndicatorRow row) => row.Definition is { Exposure: IndicatorExposure.Calendar, Source: not IndicatorSource.LostWatch }
        ? Say.Of("indicator.exposure.calendar", row.Series.Periods.Length)
        : Say.Of("indicator.exposure", row.Watched, row.Series.Periods.Length, SayingPart.Of(row.ExposureHours, 0));

    /// <summary>The key under the pictures.</summary>
    public static ImmutableArray<Saying> Legend =>
        [Say.Of("indicator.legend.count"), Say.Of("indicator.legend.band"), Say.Of("indicator.legend.light"), Say.Of("indicator.legend.unknown")];

    /// <summary>A sector's name in a language.</summary>
    public static string Sector(IndicatorSeries series, SayingWords words) =>
        series.Sector == IndicatorSeries.Whole && series.SectorName.IsEmpty ? words.Say(Say.Of("indicator.whole")) : Named(series.SectorName, words.Language, series.Sector);

    /// <summary>A name in a language, else in English, else the id.</summary>
    internal static string Named(ImmutableSortedDictionary<string, string> names, string language, string id) =>
        names.GetValueOrDefault(language) ?? names.GetValueOrDefault("en") ?? id;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
