using System.Collections.Immutable;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports.Waveforms;
using Truce.Review;

namespace Truce.Reports;

/// <summary>Everything that one daily report is computed from. Values only: the report room opens nothing and asks nobody.</summary>
/// <remarks>
/// The edge fills it from sealed rows as they were known at <see cref="KnownAt"/>; the same input gives the same bytes. Rows are held back by
/// their labels in <see cref="ReportBuilder"/>; <see cref="Previous"/>, <see cref="History"/>, <see cref="Clocks"/> and
/// <see cref="MissedNotices"/> carry no label, so for a narrower release the caller gives counts of that same release, or none.
/// </remarks>
public sealed record ReportInput
{
    /// <summary>The mission.</summary>
    public required Mission Mission { get; init; }

    /// <summary>The local day that the report is named after.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The last local day of a report over several days, whose first is <see cref="Day"/>; absent for a daily report.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>Name of the report in files and in the log: the day, or first and last day.</summary>
    public string Name => LastDay is { } last ? $"{Iso(Day)}_{Iso(last)}" : Iso(Day);

    /// <summary>Number of local days.</summary>
    public int Days => (LastDay ?? Day).DayNumber - Day.DayNumber + 1;

    /// <summary>How the incidents of the period read against each term, in the order of the agreement; empty in a daily report, which has findings only.</summary>
    public ImmutableArray<ArticleReading> Readings { get; init; } = [];

    /// <summary>The period, UTC, from <see cref="ReportPeriod.Of(Mission, DateOnly)"/>. Read as half-open: its end belongs to the next period.</summary>
    public required TimeInterval Period { get; init; }

    /// <summary>Nothing that became known after this instant is in the report, UTC.</summary>
    public required DateTimeOffset KnownAt { get; init; }

    /// <summary>Agreement id and version.</summary>
    public required string Agreement { get; init; }

    /// <summary>What a reader must know about the agreement (for instance that it is hypothetical), by language code; empty for nothing.</summary>
    public ImmutableSortedDictionary<string, string> AgreementCaution { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Observations whose event time or known time falls in the period, context rows (alarms) included, in any order.</summary>
    public required ImmutableArray<ReportedObservation> Observations { get; init; }

    /// <summary>Incidents of the period, and older ones whose current version became known in it, in any order.</summary>
    public required ImmutableArray<ReportedIncident> Incidents { get; init; }

    /// <summary>Findings made, changed or judged in the period, in any order.</summary>
    public required ImmutableArray<ReportedFinding> Findings { get; init; }

    /// <summary>The same counts for the period before; absent when there is none.</summary>
    public PeriodCounts? Previous { get; init; }

    /// <summary>Counts of still earlier periods for the chart by day, oldest first, without <see cref="Previous"/>; may be empty.</summary>
    public ImmutableArray<PeriodCounts> History { get; init; } = [];

    /// <summary>What each feed could see and what came of it, one entry a feed of the mission.</summary>
    public required ImmutableArray<FeedExposure> Exposure { get; init; }

    /// <summary>The versions of the line in force on the day; empty when the mission has none.</summary>
    public ImmutableArray<LineGeometry> Lines { get; init; } = [];

    /// <summary>Area polygons of the base map.</summary>
    public ImmutableArray<AreaOutline> Outlines { get; init; } = [];

    /// <summary>Recordings behind located events of the period, the most telling incidents first; a picture each. Others are in the observations and are counted.</summary>
    public ImmutableArray<EventRecordings> Recordings { get; init; } = [];

    /// <summary>Open consultations and response clocks; absent when this mission keeps none, empty when none is open.</summary>
    public ImmutableArray<OpenClock>? Clocks { get; init; }

    /// <summary>Notices that the agreement asked for in the period and that did not come; absent when nobody kept count.</summary>
    public ImmutableArray<MissedNotice>? MissedNotices { get; init; }

    /// <summary>Names by language code of areas that context rows speak of, by code; an area that is missing is shown as its source spells it.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> AreaNames { get; init; } =
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty;

    /// <summary>Where the evidence log stood.</summary>
    public required LogPosition Log { get; init; }

    /// <summary>What the store counts, by another way than the rows above.</summary>
    public required SealedTotals Sealed { get; init; }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An observation and the incident it was taken into.</summary>
/// <param name="Observation">The observation.</param>
/// <param name="Incident">The incident; absent when it belongs to none.</param>
/// <param name="Known">When it became known, UTC; absent when not recorded.</param>
public sealed record ReportedObservation(Observation Observation, Hash256? Incident, DateTimeOffset? Known = null);

/// <summary>An incident as known at the report's cut-off.</summary>
public sealed record ReportedIncident
{
    /// <summary>Its current version.</summary>
    public required Incident Incident { get; init; }

    /// <summary>The level the machine gives, with its reasons.</summary>
    public required LevelAssessment Level { get; init; }

    /// <summary>Whether it happened in the period (by the middle of its time interval).</summary>
    public required bool InPeriod { get; init; }

    /// <summary>Whether a version of it became known in the period.</summary>
    public required bool ChangedInPeriod { get; init; }

    /// <summary>The last version known before the period; absent when there was none.</summary>
    public Incident? Previous { get; init; }

    /// <summary>"3 km NE of …" by language code; empty when not named.</summary>
    public ImmutableSortedDictionary<string, string> Place { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Code of the area it lies in; empty when not known.</summary>
    public string AreaCode { get; init; } = "";

    /// <summary>Name of that area by language code.</summary>
    public ImmutableSortedDictionary<string, string> AreaName { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A finding and everything people have said about it up to the cut-off.</summary>
public sealed record ReportedFinding
{
    /// <summary>Its current version.</summary>
    public required Finding Finding { get; init; }

    /// <summary>All statements on any of its versions.</summary>
    public ImmutableArray<Statement> Statements { get; init; } = [];

    /// <summary>When its first version became known; absent: this version's own time.</summary>
    public DateTimeOffset? FirstKnown { get; init; }

    /// <summary>The term in short by language code; empty when not given.</summary>
    public ImmutableSortedDictionary<string, string> Term { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A consultation or a response clock that is open.</summary>
/// <param name="Subject">What it is about, in the words of the ledger.</param>
/// <param name="Started">When it started, UTC.</param>
/// <param name="StartedBy">What started it (<c>determined</c>, <c>notified</c>, …).</param>
/// <param name="Due">When it runs out, UTC; absent when it has no end.</param>
/// <param name="Finding">The finding that started it; absent when another thing did.</param>
public sealed record OpenClock(string Subject, DateTimeOffset Started, string StartedBy, DateTimeOffset? Due, Hash256? Finding);

/// <summary>A notice that the agreement asked for and that did not come.</summary>
/// <param name="Party">Party id that owed it.</param>
/// <param name="Article">Article that asks for it.</param>
/// <param name="Due">When it was due, UTC.</param>
public sealed record MissedNotice(string Party, string Article, DateTimeOffset Due);
