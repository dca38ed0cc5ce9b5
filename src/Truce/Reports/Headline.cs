using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>A count with its exact interval and what may be said against the period before.</summary>
/// <param name="Count">Rows counted.</param>
/// <param name="Mean">95 % interval of the mean of such a count.</param>
/// <param name="Previous">The count of the period before; absent when there was none.</param>
/// <param name="Ratio">95 % interval of the ratio of rates to the period before; absent when exposure is not known in both.</param>
public sealed record CountLine(int Count, Interval95 Mean, int? Previous, Interval95? Ratio);

/// <summary>Incidents of one class.</summary>
public sealed record ClassLine(IncidentClass Class, CountLine Count);

/// <summary>Incidents of one area; the empty code is "area not known".</summary>
public sealed record AreaLine(string Code, ImmutableSortedDictionary<string, string> Name, CountLine Count, ImmutableArray<string> Feeds);

/// <summary>Incidents of one level of the machine.</summary>
public sealed record LevelLine(Level Level, int Count);

/// <summary>Observations of one class in the terms of the field: rows, and how many things they counted.</summary>
/// <param name="Class">Observation class.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Counted">Sum over the rows that counted.</param>
/// <param name="AtLeast">Whether any of them is "at least" or "about": then the sum is not exact.</param>
/// <param name="NotCounted">Rows that gave no number.</param>
public sealed record ObservedLine(ObservationClass Class, int Rows, long Counted, bool AtLeast, int NotCounted);

/// <summary>Event observations of one feed against what it could see.</summary>
/// <param name="Exposure">The feed.</param>
/// <param name="Count">Its event observations.</param>
/// <param name="RatePerDay">95 % interval of the rate per 24 hours of looking; absent when the hours are not known or zero.</param>
public sealed record FeedLine(FeedExposure Exposure, CountLine Count, Interval95? RatePerDay);

/// <summary>Context rows of one area and class.</summary>
public sealed record ContextLine(ObservationClass Class, string Code, string Name, int Rows);

/// <summary>The headline numbers; each is a count of rows in the row set.</summary>
public sealed record Headline
{
    /// <summary>Event observations of the period.</summary>
    public required int Observations { get; init; }

    /// <summary>Observations that came in now and speak of an earlier time.</summary>
    public required int Late { get; init; }

    /// <summary>Observations without a time of the event.</summary>
    public required int Untimed { get; init; }

    /// <summary>Context rows.</summary>
    public required int Context { get; init; }

    /// <summary>Incidents of the period that stand.</summary>
    public required CountLine Incidents { get; init; }

    /// <summary>By class, in class order; classes with nothing now and before are left out.</summary>
    public required ImmutableArray<ClassLine> ByClass { get; init; }

    /// <summary>By area, most first, then code.</summary>
    public required ImmutableArray<AreaLine> ByArea { get; init; }

    /// <summary>By level of the machine, 0 to 2, zeros included.</summary>
    public required ImmutableArray<LevelLine> ByLevel { get; init; }

    /// <summary>Observations by class, in class order; the five classes of the field always stand there.</summary>
    public required ImmutableArray<ObservedLine> Observed { get; init; }

    /// <summary>By feed, in the mission's order.</summary>
    public required ImmutableArray<FeedLine> ByFeed { get; init; }

    /// <summary>Context by class and area.</summary>
    public required ImmutableArray<ContextLine> ContextByArea { get; init; }

    /// <summary>Incidents by whole hour of the period, by the middle of their time.</summary>
    public required ImmutableArray<int> IncidentsByHour { get; init; }

    /// <summary>Incidents whose 90 % interval of time is longer than three hours: in no bar of the chart by hour.</summary>
    public required int HourNotKnown { get; init; }

    /// <summary>Feeds that make events and whose hours are not known now or before: why no change may be read.</summary>
    public required ImmutableArray<string> ExposureUnknown { get; init; }
}
