using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>The headline numbers from the rows.</summary>
internal static class HeadlineBuilder
{
    private static readonly ObservationClass[] FieldClasses =
    [
        ObservationClass.Explosion, ObservationClass.ProjectileInFlight, ObservationClass.MuzzleFlash,
        ObservationClass.IlluminationFlare, ObservationClass.BurstOrShot,
    ];

    /// <summary>An incident whose time is less sure than this stands in no hour's bar.</summary>
    private static readonly TimeSpan LongestInHour = TimeSpan.FromHours(3);

    internal static Headline Build(ReportInput input, RowSet rows, PeriodCounts counts)
    {
        string[] unknown = ExposureUnknown(input);
        PeriodCounts? before = input.Previous;
        CountLine Line(int now, int? then) => new(now, ExactIntervals.PoissonMean(now), then, Ratio(input, unknown, now, then));
        IncidentRow[] incidents = [.. rows.Incidents.Where(i => i.InPeriod && i.Stands)];
        return new()
        {
            Observations = counts.Observations,
            Late = rows.Observations.Count(o => o.Role == RowRole.Late),
            Untimed = rows.Observations.Count(o => o.Role == RowRole.Untimed),
            Context = rows.Observations.Count(o => o.Role == RowRole.Context),
            Incidents = Line(counts.Incidents, before?.Incidents),
            ByClass = [.. Enum.GetValues<IncidentClass>()
                .Where(c => counts.ByClass.GetValueOrDefault(c) > 0 || before?.ByClass.GetValueOrDefault(c) > 0)
                .Select(c => new ClassLine(c, Line(counts.ByClass.GetValueOrDefault(c), before?.ByClass.GetValueOrDefault(c))))],
            ByArea = Areas(rows, incidents, counts, before, Line),
            ByLevel = [.. new[] { Level.Reported, Level.Screened, Level.Corroborated }
                .Select(l => new LevelLine(l, counts.ByLevel.GetValueOrDefault(l)))],
            Observed = Observed(rows),
            ByFeed = [.. input.Exposure.Where(f => !f.ContextOnly).Select(f => Feed(f, counts, before))],
            ContextByArea = [.. rows.Observations.Where(o => o.Role == RowRole.Context && o.Observation.Class != ObservationClass.Watch)
                .GroupBy(o => (o.Observation.Class, Code: AreaOf(o)))
                .Select(g => new ContextLine(g.Key.Class, g.Key.Code, g.Select(o => o.PlaceName).Order(StringComparer.Ordinal).First(), g.Count()))
                .OrderBy(c => c.Class).ThenByDescending(c => c.Rows).ThenBy(c => c.Code, StringComparer.Ordinal)],
            IncidentsByHour = Hours(input, incidents),
            HourNotKnown = incidents.Count(i => !HasHour(input, i)),
            ExposureUnknown = [.. unknown],
        };
    }

    private static string AreaOf(ObservationRow row) => row.Observation.Where is ObservedPlace.Area a ? a.Code : "";

    private static ImmutableArray<AreaLine> Areas(
        RowSet rows, IncidentRow[] incidents, PeriodCounts counts, PeriodCounts? before, Func<int, int?, CountLine> line)
    {
        var feedOf = rows.Observations.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => o.Observation.Feed);
        ILookup<string, IncidentRow> byArea = incidents.ToLookup(i => i.AreaCode, StringComparer.Ordinal);
        var names = rows.Incidents.GroupBy(i => i.AreaCode, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderBy(i => i.Id).First().AreaName, StringComparer.Ordinal);
        IEnumerable<string> codes = counts.ByArea.Keys.Union(before?.ByArea.Where(p => p.Value > 0).Select(p => p.Key) ?? [], StringComparer.Ordinal);
        return [.. codes
            .Select(code => new AreaLine(
                code,
                names.GetValueOrDefault(code, ImmutableSortedDictionary<string, string>.Empty),
                line(counts.ByArea.GetValueOrDefault(code), before?.ByArea.GetValueOrDefault(code)),
                [.. byArea[code].SelectMany(i => i.Observations).Where(feedOf.ContainsKey).Select(o => feedOf[o]).Distinct().Order(StringComparer.Ordinal)]))
            .OrderByDescending(a => a.Count.Count).ThenBy(a => a.Code, StringComparer.Ordinal)];
    }

    private static ImmutableArray<ObservedLine> Observed(RowSet rows)
    {
        ILookup<ObservationClass, Observation> byClass = rows.Observations.Where(o => o.Role == RowRole.Event)
            .Select(o => o.Observation).ToLookup(o => o.Class);
        return [.. Enum.GetValues<ObservationClass>().Where(c => byClass.Contains(c) || FieldClasses.Contains(c))
            .Select(c => new ObservedLine(
                c,
                byClass[c].Count(),
                byClass[c].Sum(o => (long)(o.Count.Known ?? 0)),
                byClass[c].Any(o => o.Count.Exactness is CountExactness.AtLeast or CountExactness.About),
                byClass[c].Count(o => o.Count.Known is null)))];
    }

    private static FeedLine Feed(FeedExposure feed, PeriodCounts counts, PeriodCounts? before)
    {
        int now = counts.ByFeed.GetValueOrDefault(feed.Feed);
        int? then = before?.ByFeed.GetValueOrDefault(feed.Feed);
        Interval95 mean = ExactIntervals.PoissonMean(now);
        Interval95? rate = feed.ExposureHours is > 0 and { } h ? new(mean.Low * 24 / h, mean.High * 24 / h) : null;
        Interval95? ratio = then is { } t && now + t > 0 && feed.ExposureHours is > 0 and { } hours
            && before!.HoursByFeed.TryGetValue(feed.Feed, out double old) && old > 0
            ? ExactIntervals.RateRatio(now, hours, t, old)
            : null;
        return new(feed, new(now, mean, then, ratio), rate);
    }

    /// <summary>A change of incident counts may be read only when every feed that makes events is known to have looked as long in both periods.</summary>
    private static Interval95? Ratio(ReportInput input, string[] unknown, int now, int? then)
    {
        if (then is not { } before || input.Previous is not { } previous || unknown.Length > 0 || now + before == 0) return null;
        FeedExposure[] feeds = [.. input.Exposure.Where(f => !f.ContextOnly)];
        double hours = feeds.Sum(f => f.ExposureHours!.Value), old = feeds.Sum(f => previous.HoursByFeed[f.Feed]);
        return hours > 0 && old > 0 ? ExactIntervals.RateRatio(now, hours, before, old) : null;
    }

    private static string[] ExposureUnknown(ReportInput input) => input.Previous is not { } previous
        ? []
        : [.. input.Exposure.Where(f => !f.ContextOnly && (f.ExposureHours is null || !previous.HoursByFeed.ContainsKey(f.Feed))).Select(f => f.Feed)];

    private static ImmutableArray<int> Hours(ReportInput input, IncidentRow[] incidents)
    {
        int[] hours = new int[Math.Max(1, (int)Math.Ceiling(input.Period.Length.TotalHours))];
        foreach (IncidentRow i in incidents.Where(i => HasHour(input, i)))
        {
            hours[(int)(i.When.Middle - input.Period.Start).TotalHours]++;
        }

        return [.. hours];
    }

    private static bool HasHour(ReportInput input, IncidentRow i) =>
        i.When.Length <= LongestInHour && ReportPeriod.Holds(input.Period, i.When.Middle);
}
