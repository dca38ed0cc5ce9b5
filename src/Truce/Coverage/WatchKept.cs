using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Coverage;

/// <summary>What a feed could see in a period, from what it says itself of its watch.</summary>
/// <remarks>
/// Counts rise with eyes: a count means something only beside the hours that somebody looked (the SMM's counts rose when monitors were added).
/// A watch is a row like any other: it is sealed, graded and can be taken back. Nothing is filled in: a feed that keeps no watch stays "not known".
/// </remarks>
public sealed record WatchKept
{
    /// <summary>Longest part of an hour that may be missing from one that counts as observed: ends of shifts do not meet to the second.</summary>
    private const double SlackH = 1.0 / 60;

    /// <summary>State of each hour from the start of the period.</summary>
    public required ImmutableArray<CoverageState> Hours { get; init; }

    /// <summary>Hours in which at least one of its sources looked; absent when it records no watch.</summary>
    public double? HoursLooked { get; init; }

    /// <summary>Hours of watch summed over its sources: two posts for an hour are two. The exposure of a count. Absent when it records no watch.</summary>
    public double? WatchHours { get; init; }

    /// <summary>Reads the watch of one feed.</summary>
    /// <param name="period">The period, half-open.</param>
    /// <param name="always">Whether the mission declares that the feed always looks.</param>
    /// <param name="rows">Rows of this feed that touch the period; those that speak of no watch, interference or restriction are passed over.</param>
    public static WatchKept Of(TimeInterval period, bool always, IEnumerable<Observation> rows)
    {
        ILookup<string, Observation> bySource = rows.Where(o => o.When is not null).ToLookup(o => o.Source, StringComparer.Ordinal);
        var full = new List<IntervalUnion>();
        var looked = new List<IntervalUnion>();
        var jammed = new List<TimeInterval>();
        var denied = new List<TimeInterval>();
        foreach (IGrouping<string, Observation> source in bySource.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            TimeInterval[] blinded = [.. source.Where(o => o.Class == ObservationClass.InterferenceWithMonitoring).Select(o => o.When!.Value)];
            TimeInterval[] refused = [.. source.Where(o => o is { Class: ObservationClass.RestrictionOfMovement, Restriction: RestrictionKind.Denial }).Select(o => o.When!.Value)];
            jammed.AddRange(blinded);
            denied.AddRange(refused);
            Observation[] watches = [.. source.Where(o => o.Class == ObservationClass.Watch)];
            if (watches.Length == 0) continue;
            watches = [.. watches.Where(o => o.Facts.GetValueOrDefault("reach") != "none")]; // it was there and could not see or hear
            IntervalUnion blind = IntervalUnion.Of([.. blinded, .. refused]);
            looked.Add(IntervalUnion.Of(watches.Select(o => o.When!.Value)).Less(blind));
            full.Add(IntervalUnion.Of(watches.Where(o => o.Facts.GetValueOrDefault("reach") != "reduced").Select(o => o.When!.Value)).Less(blind));
        }

        bool records = always || looked.Count > 0;
        if (always)
        {
            looked.Add(IntervalUnion.Of([period]));
            full.Add(looked[^1]);
        }

        IntervalUnion seen = IntervalUnion.All(looked), seenWhole = IntervalUnion.All(full), jams = IntervalUnion.Of(jammed), denials = IntervalUnion.Of(denied);
        return new()
        {
            Hours = [.. Slots(period).Select(slot => State(slot, records, seen, seenWhole, jams, denials))],
            HoursLooked = records ? Rounded(seen.HoursWithin(period)) : null,
            WatchHours = records ? Rounded(looked.Sum(l => l.HoursWithin(period))) : null,
        };
    }

    private static CoverageState State(TimeInterval slot, bool records, IntervalUnion seen, IntervalUnion seenWhole, IntervalUnion jams, IntervalUnion denials)
    {
        double length = slot.Length.TotalHours;
        if (seenWhole.HoursWithin(slot) >= length - SlackH) return CoverageState.Observed;
        if (seen.HoursWithin(slot) > 0) return CoverageState.Degraded;
        if (jams.HoursWithin(slot) > 0) return CoverageState.Jammed;
        if (denials.HoursWithin(slot) > 0) return CoverageState.Denied;
        return records ? CoverageState.None : CoverageState.Unknown;
    }

    private static IEnumerable<TimeInterval> Slots(TimeInterval period)
    {
        for (DateTimeOffset from = period.Start; from < period.End; from += TimeSpan.FromHours(1))
        {
            DateTimeOffset to = from + TimeSpan.FromHours(1);
            yield return new(from, to < period.End ? to : period.End);
        }
    }

    private static double Rounded(double hours) => Math.Round(hours, 4);
}
