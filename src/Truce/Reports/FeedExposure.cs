using System.Collections.Immutable;
using Truce.Coverage;
using Truce.Coverage.Hearing;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>What a feed could see in the period and what came of it.</summary>
public sealed record FeedExposure
{
    /// <summary>Feed id.</summary>
    public required string Feed { get; init; }

    /// <summary>Name by language code; empty: the id is shown.</summary>
    public ImmutableSortedDictionary<string, string> Name { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>By what means it comes to know.</summary>
    public ObservationMeans Means { get; init; }

    /// <summary>Whose information space it comes from, by language code; empty when it takes no side.</summary>
    public ImmutableSortedDictionary<string, string> Bias { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Attribution that its licence asks for; empty for none.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>Observations of this feed among the report's observations, context rows included.</summary>
    public required int Observations { get; init; }

    /// <summary>Rejects by reason; absent when they were not counted by period.</summary>
    public ImmutableSortedDictionary<string, int>? Rejects { get; init; }

    /// <summary>Rows received again and counted once; absent when not counted.</summary>
    public int? Duplicates { get; init; }

    /// <summary>Hours of the period in which at least one of its sources looked; absent when not known.</summary>
    public double? HoursLooked { get; init; }

    /// <summary>Hours of watch summed over its sources, two posts for an hour being two; absent when not known, or when it has one source.</summary>
    public double? WatchHours { get; init; }

    /// <summary>What a count is divided by: hours of watch where sources are counted, hours looked otherwise.</summary>
    public double? ExposureHours => WatchHours ?? HoursLooked;

    /// <summary>Share of the mission's area it can see, 0 to 1; absent when not known.</summary>
    public double? ShareOfArea { get; init; }

    /// <summary>State hour by hour from the start of the period; empty when not recorded.</summary>
    public ImmutableArray<CoverageState> Hours { get; init; } = [];

    /// <summary>How far its sensors heard, for a network that listens; absent for other feeds.</summary>
    public ListeningCoverage? Listening { get; init; }

    /// <summary>Outages and interference in words, with their times; empty for none recorded.</summary>
    public ImmutableArray<string> Outages { get; init; } = [];

    /// <summary>Whether it makes context (alarms, control maps) and no events.</summary>
    public bool ContextOnly { get; init; }
}
