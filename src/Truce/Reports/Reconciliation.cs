using System.Collections.Immutable;
using Truce.Coverage;
using Truce.Findings;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>Two numbers that should be one.</summary>
/// <param name="What">What was counted, for one line on stderr.</param>
/// <param name="Reported">What the report says.</param>
/// <param name="Counted">What the other count says.</param>
public sealed record Discrepancy(string What, string Reported, string Counted)
{
    /// <summary>One line: what, and both numbers.</summary>
    public override string ToString() => $"{What}: the report says {Reported}, the rows say {Counted}";
}

/// <summary>Compares a report with its rows, with the store's own totals and with the period before. A report with a discrepancy is not published.</summary>
public static class Reconciliation
{
    /// <summary>Everything that disagrees, in a fixed order; empty when the report may be published.</summary>
    public static ImmutableArray<Discrepancy> Check(DailyReport report)
    {
        var found = new List<Discrepancy>();
        void Same(string what, long reported, long counted)
        {
            if (reported != counted) found.Add(new(what, Text(reported), Text(counted)));
        }

        Rows(report, Same, found);
        Sums(report, Same);
        Sealed(report, Same);
        Feeds(report, Same, found);
        Chain(report, Same, found);
        return [.. found];
    }

    private static void Rows(DailyReport report, Action<string, long, long> same, List<Discrepancy> found)
    {
        (RowSet rows, Headline h) = (report.Rows, report.Headline);
        IncidentRow[] incidents = [.. rows.Incidents.Where(i => i.InPeriod && i.Stands)];
        same("event observations", h.Observations, rows.Observations.Count(o => o.Role == RowRole.Event));
        same("late observations", h.Late, rows.Observations.Count(o => o.Role == RowRole.Late));
        same("observations without a time", h.Untimed, rows.Observations.Count(o => o.Role == RowRole.Untimed));
        same("context rows", h.Context, rows.Observations.Count(o => o.Role == RowRole.Context));
        same("observations by role", h.Observations + h.Late + h.Untimed + h.Context, rows.Observations.Length);
        same("incidents", h.Incidents.Count, incidents.Length);
        same("observation rows with one id", rows.Observations.Length, rows.Observations.DistinctBy(o => o.Id).Count());
        same("incident rows with one id", rows.Incidents.Length, rows.Incidents.DistinctBy(i => i.Id).Count());
        same("finding rows with one id", rows.Findings.Length, rows.Findings.DistinctBy(f => f.Finding.Id).Count());
        foreach (IncidentRow i in incidents.Where(i => !ReportPeriod.Holds(report.Input.Period, i.When.Middle)))
        {
            found.Add(new($"period of incident {i.Id.Short}", "in this period", $"middle of its time {i.When.Middle:O}"));
        }

        bool simulated = report.Input.Mission.Simulated;
        same("rows marked simulated as the mission is", rows.Observations.Length, rows.Observations.Count(o => o.Observation.Simulated == simulated));
    }

    private static void Sums(DailyReport report, Action<string, long, long> same)
    {
        Headline h = report.Headline;
        same("incidents by class", h.ByClass.Sum(c => (long)c.Count.Count), h.Incidents.Count);
        same("incidents by area", h.ByArea.Sum(a => (long)a.Count.Count), h.Incidents.Count);
        same("incidents by level", h.ByLevel.Sum(l => (long)l.Count), h.Incidents.Count);
        same("incidents by hour and without an hour", h.IncidentsByHour.Sum(n => (long)n) + h.HourNotKnown, h.Incidents.Count);
        same("observations by class", h.Observed.Sum(o => (long)o.Rows), h.Observations);
        int watches = report.Rows.Observations.Count(o => o.Role == RowRole.Context && o.Observation.Class == ObservationClass.Watch);
        same("context by area, and watches", h.ContextByArea.Sum(c => (long)c.Rows) + watches, h.Context);
        foreach (ArticleReading r in report.Input.Readings) same($"readings of term {r.Term}", r.Results.Values.Sum(n => (long)n), h.Incidents.Count);
        FindingGroups f = report.Findings;
        same("findings by group", f.New.Length + f.Changed.Length + f.Withdrawn.Length + f.Unchanged.Length, report.Rows.Findings.Length);
        foreach (ClassLine c in h.ByClass) same($"incidents of class {c.Class}", c.Count.Count, report.Counts.ByClass.GetValueOrDefault(c.Class));
        foreach (AreaLine a in h.ByArea) same($"incidents of area '{a.Code}'", a.Count.Count, report.Counts.ByArea.GetValueOrDefault(a.Code));
    }

    private static void Sealed(DailyReport report, Action<string, long, long> same)
    {
        (SealedTotals store, Withheld kept) = (report.Input.Sealed, report.Withheld);
        same("observations against the store", report.Rows.Observations.Length + kept.Observations, store.Observations);
        same("incidents against the store", report.Headline.Incidents.Count + kept.Incidents, store.Incidents);
        same("findings against the store", report.Rows.Findings.Length + kept.Findings, store.Findings);
        bool whole = kept.Observations + kept.Incidents + kept.Findings == 0;
        if (whole && store.IncidentsByLevel is { } levels)
        {
            foreach (Level l in report.Headline.ByLevel.Select(l => l.Level).Union(levels.Keys).Order())
            {
                same($"incidents of level {(int)l} against the store", report.Counts.ByLevel.GetValueOrDefault(l), levels.GetValueOrDefault(l));
            }
        }

        if (whole && store.ObservationsByFeed is { } feeds)
        {
            var own = report.Rows.Observations.CountBy(o => o.Observation.Feed).ToDictionary(StringComparer.Ordinal);
            foreach (string feed in own.Keys.Union(feeds.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                same($"observations of feed {feed} against the store", own.GetValueOrDefault(feed), feeds.GetValueOrDefault(feed));
            }
        }

        if (store.Rejects is { } rejects && report.Input.Exposure.All(f => f.Rejects is not null))
        {
            same("rejects against the store", report.Input.Exposure.Sum(f => f.Rejects!.Values.Sum(n => (long)n)), rejects);
        }
    }

    private static void Feeds(DailyReport report, Action<string, long, long> same, List<Discrepancy> found)
    {
        var own = report.Rows.Observations.CountBy(o => o.Observation.Feed).ToDictionary(StringComparer.Ordinal);
        foreach (FeedExposure f in report.Input.Exposure) same($"observations stated for feed {f.Feed}", f.Observations, own.GetValueOrDefault(f.Feed));
        foreach (string feed in own.Keys.Except(report.Input.Exposure.Select(f => f.Feed), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            found.Add(new($"feed {feed}", "no such source", Text(own[feed]) + " observations"));
        }

        foreach (FeedExposure f in report.Input.Exposure.Where(f => f.HoursLooked is not null && f.Hours.Length > 0 && !f.Hours.Contains(CoverageState.Unknown)))
        {
            int looked = f.Hours.Count(h => h is CoverageState.Observed or CoverageState.Degraded);
            // Looked for part of an hour marks the hour: the strip may show up to an hour more for each stretch, never less.
            if (f.HoursLooked > looked) found.Add(new($"hours looked of feed {f.Feed}", f.HoursLooked.Value.ToString("R", Invariant), $"{Text(looked)} in the strip"));
        }
    }

    private static void Chain(DailyReport report, Action<string, long, long> same, List<Discrepancy> found)
    {
        if (report.Input.Previous is not { } before) return;
        if (before.Period.End != report.Input.Period.Start)
        {
            found.Add(new("end of the period before", $"{before.Period.End:O}", $"this period starts {report.Input.Period.Start:O}"));
        }

        if (report.Input.LastDay is not null && Days(report, before.Period) != report.Input.Days)
        {
            found.Add(new("length of the period before", $"{Text(Days(report, before.Period))} days", $"{Text(report.Input.Days)} days in this one"));
        }

        same("previous incidents by class", before.ByClass.Values.Sum(n => (long)n), before.Incidents);
        same("previous incidents by area", before.ByArea.Values.Sum(n => (long)n), before.Incidents);
        same("previous incidents by level", before.ByLevel.Values.Sum(n => (long)n), before.Incidents);
        same("previous observations by feed", before.ByFeed.Values.Sum(n => (long)n), before.Observations);
    }

    /// <summary>Local days of a period.</summary>
    private static int Days(DailyReport report, Measures.TimeInterval period) =>
        (ReportPeriod.Local(report.Input.Mission, period.End).Date - ReportPeriod.Local(report.Input.Mission, period.Start).Date).Days;

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static string Text(long number) => number.ToString(Invariant);
}
