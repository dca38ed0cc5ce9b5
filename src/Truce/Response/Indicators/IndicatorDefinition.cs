using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Response.Indicators;

/// <summary>What an indicator counts.</summary>
public enum IndicatorSource
{
    /// <summary>Incidents that stand, that a source named so and for which no other named class is likelier: echoes are counted once.</summary>
    Incidents = 0,

    /// <summary>Observations, each as its source made it: for what monitors say of their own work.</summary>
    Observations,

    /// <summary>Findings that read as a candidate against a term whose act is named: a thing where the agreement says it must not be.</summary>
    Findings,

    /// <summary>Hours that nobody looked, of feeds that keep a watch. A series of its own: the day that others call not known is counted here.</summary>
    LostWatch,
}

/// <summary>How long one count runs.</summary>
public enum IndicatorStep
{
    /// <summary>A day of the mission.</summary>
    Day = 0,

    /// <summary>Seven days of the mission, from its first.</summary>
    Week,
}

/// <summary>Into which rows an indicator is cut.</summary>
public enum IndicatorSplit
{
    /// <summary>One row for the whole mission.</summary>
    Whole = 0,

    /// <summary>A row for each first-level area of the gazetteer in the mission's area.</summary>
    Areas,

    /// <summary>A row for each named site of the definitions.</summary>
    Sites,
}

/// <summary>What a count is divided by.</summary>
public enum IndicatorExposure
{
    /// <summary>Hours of watch that feeds recorded or the mission declared; feeds that record none are not counted at all.</summary>
    Watch = 0,

    /// <summary>Hours of the calendar: an assumption that as many eyes looked on every day. Said beside every light.</summary>
    Calendar,
}

/// <summary>One indicator: what is counted, over what, cut how, and why it tells of regrouping.</summary>
public sealed record IndicatorDefinition
{
    /// <summary>Id: lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Name by language code; <c>en</c> is always there.</summary>
    public required ImmutableSortedDictionary<string, string> Name { get; init; }

    /// <summary>Why it is counted and why these classes, by language code; <c>en</c> is always there.</summary>
    public required ImmutableSortedDictionary<string, string> Reason { get; init; }

    /// <summary>What is counted.</summary>
    public required IndicatorSource Source { get; init; }

    /// <summary>Classes of incidents; for <see cref="IndicatorSource.Incidents"/> and, to narrow them, for findings.</summary>
    public ImmutableArray<IncidentClass> IncidentClasses { get; init; } = [];

    /// <summary>Classes of observations; for <see cref="IndicatorSource.Observations"/>.</summary>
    public ImmutableArray<ObservationClass> ObservationClasses { get; init; } = [];

    /// <summary>Kinds of restriction that are counted; empty for all.</summary>
    public ImmutableArray<RestrictionKind> Restrictions { get; init; } = [];

    /// <summary>Acts of the terms whose findings are counted; for <see cref="IndicatorSource.Findings"/>.</summary>
    public ImmutableArray<string> Acts { get; init; } = [];

    /// <summary>Feeds that are looked at; empty for all of the mission.</summary>
    public ImmutableArray<string> Feeds { get; init; } = [];

    /// <summary>Least machine level of an incident, 0 to 2.</summary>
    public int LeastLevel { get; init; }

    /// <summary>How long one count runs.</summary>
    public IndicatorStep Step { get; init; }

    /// <summary>Into which rows it is cut.</summary>
    public IndicatorSplit Split { get; init; }

    /// <summary>What a count is divided by.</summary>
    public IndicatorExposure Exposure { get; init; }

    /// <summary>By what factor, up or down, a season may move the rate while the row holds less than a year of past; 1 to 10. A season cannot be known from less than a year.</summary>
    public double SeasonAllowance { get; init; } = DefaultSeasonAllowance;

    /// <summary>What holds where a definition states none. Chosen: with it levels that double and halve every two months light no more than is promised, and a fourfold rise at 5 counts a day still lights within a week (docs/quality-indicators.md).</summary>
    public const double DefaultSeasonAllowance = 2;

    /// <summary>First and last day of a stated baseline; absent: its own past, moving.</summary>
    public (DateOnly First, DateOnly Last)? Baseline { get; init; }
}

/// <summary>A named place where build-up is looked for. Its position stays in the definitions: no board shows it.</summary>
/// <param name="Id">Id: lower-case letters, digits and hyphens.</param>
/// <param name="Name">Name by language code.</param>
/// <param name="Centre">Its middle.</param>
/// <param name="RadiusKm">How far about it things count, kilometres, 0.5 to 100.</param>
/// <param name="WatchedFromKm">How far from its middle a watch may stand and still see it, kilometres, 0.5 to 200.</param>
public sealed record IndicatorSite(string Id, ImmutableSortedDictionary<string, string> Name, GeoPoint Centre, double RadiusKm, double WatchedFromKm);

/// <summary>The indicators of a mission, its named sites and what it is willing to be told falsely.</summary>
/// <param name="FalseLightsPerYear">False lights a year that the whole board may show, expected; above 0, at most 365.</param>
/// <param name="Definitions">The indicators, in the order in which they are shown.</param>
/// <param name="Sites">Named sites; may be empty.</param>
public sealed record IndicatorSet(double FalseLightsPerYear, ImmutableArray<IndicatorDefinition> Definitions, ImmutableArray<IndicatorSite> Sites);
