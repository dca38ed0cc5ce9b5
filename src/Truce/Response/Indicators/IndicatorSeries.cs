using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Response.Indicators;

/// <summary>What one count is made of: an observation, an incident or a finding.</summary>
/// <param name="Kind"><c>observation</c>, <c>incident</c> or <c>finding</c>.</param>
/// <param name="Id">Its id in the store.</param>
public readonly record struct IndicatorEvidence(string Kind, Hash256 Id);

/// <summary>One day or week of one row.</summary>
/// <param name="First">Its first day, in the mission's days.</param>
/// <param name="Count">What was counted.</param>
/// <param name="ExposureHours">Hours somebody looked; absent or 0: not watched, and the count says nothing, least of all zero.</param>
/// <param name="Evidence">What was counted, in order of id; empty for hours.</param>
public sealed record IndicatorPeriod(DateOnly First, int Count, double? ExposureHours, ImmutableArray<IndicatorEvidence> Evidence)
{
    /// <summary>Whether somebody looked.</summary>
    public bool IsWatched => ExposureHours > 0;
}

/// <summary>The counts of one indicator in one sector.</summary>
/// <param name="Indicator">Id of the indicator.</param>
/// <param name="Sector">Id of the area or site; <see cref="Whole"/> for the whole mission.</param>
/// <param name="SectorName">Its name by language code; empty: the id is shown.</param>
/// <param name="Periods">Oldest first, without gaps, all of one length.</param>
/// <param name="NotCounted">Things of this kind that are left out because the feeds they come from record no watch.</param>
public sealed record IndicatorSeries(
    string Indicator, string Sector, ImmutableSortedDictionary<string, string> SectorName, ImmutableArray<IndicatorPeriod> Periods, int NotCounted)
{
    /// <summary>The sector that is the whole mission.</summary>
    public const string Whole = "whole";
}
