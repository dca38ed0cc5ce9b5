namespace Truce.Response.Indicators;

/// <summary>How a row of the board is watched. Every number is chosen, for the reason beside it; none was fitted to data.</summary>
public sealed record WatchOptions
{
    /// <summary>For counts by day.</summary>
    public static WatchOptions Days { get; } = new();

    /// <summary>For counts by week.</summary>
    public static WatchOptions Weeks { get; } = new()
    {
        PeriodsPerYear = 365.25 / 7,
        LeastBaseline = 12,
        MostBaseline = 78,
        MostLit = 26,
        Block = 2,
        Guard = 4,
        Hold = 8,
        LeastPeriods = 2,
        Lags = 3,
        Blind = 2,
        LookBack = 26,
    };

    /// <summary>Periods in a year.</summary>
    public double PeriodsPerYear { get; init; } = 365.25;

    /// <summary>Watched periods before anything can be said: four weeks, so that each day of the week is in it four times.</summary>
    public int LeastBaseline { get; init; } = 28;

    /// <summary>Watched periods that the moving past holds at most: a year and a half, so that every season is in it. Of 52, 78 and 104 weeks simulated, 52 kept the promise barely where levels switch, 104 did no better than 78 and forgets an old war later.</summary>
    public int MostBaseline { get; init; } = 546;

    /// <summary>Watched periods for which a light stands at most: half a year; then the new level is the past.</summary>
    public int MostLit { get; init; } = 182;

    /// <summary>Watched periods in a block by which the past's own movement is measured: two weeks, so that weekdays cancel and eight weeks already hold two to four.</summary>
    public int Block { get; init; } = 14;

    /// <summary>From which factor of movement on a row says that it is too restless: the largest change that is bet on, so that a row that says "quiet" could have told a fourfold change.</summary>
    public double MostRestless { get; init; } = 4;

    /// <summary>Newest watched periods that are not yet part of the past: a build-up over four weeks must not become its own baseline.</summary>
    public int Guard { get; init; } = 28;

    /// <summary>Watched periods for which a light stays when it is not confirmed again.</summary>
    public int Hold { get; init; } = 28;

    /// <summary>Fewest periods that a light rests on: one bad day, or one salvo counted many times, lights nothing.</summary>
    public int LeastPeriods { get; init; } = 3;

    /// <summary>How many periods back counts may hang together; what lasts longer is not allowed for.</summary>
    public int Lags { get; init; } = 6;

    /// <summary>Watched periods before a light among which its beginning is looked for: what is slower reads "or before".</summary>
    public int LookBack { get; init; } = 91;

    /// <summary>Unwatched periods at the end after which the row reads "not watched".</summary>
    public int Blind { get; init; } = 7;

    /// <summary>The options of a step.</summary>
    public static WatchOptions Of(IndicatorStep step) => step == IndicatorStep.Week ? Weeks : Days;
}
