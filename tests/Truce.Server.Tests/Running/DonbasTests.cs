using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Measures;
using Truce.Reports;
using Truce.Server.Running;
using Truce.Terms;

namespace Truce.Server.Tests.Running;

/// <summary>Four real years under a real agreement: what can be counted is counted, what needs a line that nobody gave says so, and nobody is accused.</summary>
public sealed partial class DonbasTests(DonbasRun run, ITestOutputHelper output) : IClassFixture<DonbasRun>
{
    private const string Actual = "geometry of LINE-ACTUAL version 1 of 2014-09-19 (the line is declared without geometry)";
    private const string Memorandum = "geometry of LINE-2014-09-19 version 1 of 2014-09-19 (the line is declared without geometry)";

    [GeneratedRegex("(?<![A-Za-z0-9])[AB](?![A-Za-z0-9])")]
    private static partial Regex PartyWord();

    private static string Mirror(string text) => PartyWord().Replace(text, m => m.Value == "A" ? "B" : "A");

    private static ArticleReading Reading(DailyReport report, string term) => report.Input.Readings.Single(r => r.Term == term);

    [Fact]
    public void Every_row_of_four_years_is_counted_and_no_finding_says_more_than_undecided()
    {
        (JsonObject summary, string store) = run.Whole;
        output.WriteLine(summary.ToJsonString());
        Assert.Equal(2_545L, (long)summary["observations"]! + (long)summary["outsideTheDays"]! + (long)summary["rejects"]! + (long)summary["duplicates"]!);
        Assert.Equal((1_249L, 0L), ((long)summary["observations"]!, (long)summary["rejects"]!)); // three of them on the day before the mission begins
        Assert.InRange((int)summary["incidents"]!, 1, 1_249);
        Assert.All(summary["incidentsByLevel"]!.AsObject(), l => Assert.InRange(int.Parse(l.Key, System.Globalization.CultureInfo.InvariantCulture), 0, 2));
        JsonObject[] findings = DonbasRun.Findings(store);
        Assert.NotEmpty(findings);
        foreach (JsonObject finding in findings.Where(f => (string?)f["result"] != "closed"))
        {
            Assert.Equal(("P-FIRE", "indeterminate", "MINSK-2014-2016 v1"), ((string?)finding["term"], (string?)finding["result"], (string?)finding["agreement"]));
            Assert.Contains("attribution: not determined", finding["trace"]![0]!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_thirty_days_after_the_start_stand_beside_the_thirty_before_and_no_trend_is_stated()
    {
        DailyReport report = DonbasRun.Report(run.Whole.Store, "2015-02-15", "2015-03-16");
        Headline h = report.Headline;
        PeriodCounts before = report.Input.Previous!;
        // Rows by the middle of their time: 64 and 298; by their first possible day the publisher has 64 and 295.
        Assert.Equal((64, 298), (h.Observations, before.Observations));
        Assert.Equal((1, 3), (report.Counts.Reaching, before.Reaching));
        Assert.Equal((127L, 131L, 131L), (report.Counts.KilledByFeed["lethal-events"].Low, report.Counts.KilledByFeed["lethal-events"].Best, report.Counts.KilledByFeed["lethal-events"].High));
        Assert.Equal(3, before.KilledReaching["lethal-events"].Rows);
        Assert.Equal(["lethal-events"], h.ExposureUnknown);
        Assert.Null(h.Incidents.Ratio);
        Assert.All(h.ByFeed, f => Assert.True(f.Count.Ratio is null && f.RatePerDay is null));
        Assert.Equal(ExactIntervals.PoissonMean(h.Incidents.Count), h.Incidents.Mean);
        Assert.Equal(before.Incidents, h.Incidents.Previous);
        Assert.Equal(report.Input.Days, (ReportPeriod.Local(report.Input.Mission, before.Period.End).Date - ReportPeriod.Local(report.Input.Mission, before.Period.Start).Date).Days);
    }

    [Fact]
    public void An_article_that_needs_a_line_names_the_version_that_is_missing_and_one_that_needs_none_is_read()
    {
        DailyReport report = DonbasRun.Report(run.Whole.Store, "2015-12-01", "2015-12-31");
        int all = report.Headline.Incidents.Count;
        Assert.True(all > 0);
        foreach ((string term, string line) in new[] { ("M-ARTILLERY", Memorandum), ("P-50-A", Actual), ("P-50-B", Memorandum), ("P-70-A", Actual), ("P-140-B", Memorandum), ("ADD-15", Actual) })
        {
            ArticleReading reading = Reading(report, term);
            Assert.Equal(all, reading.Results["not-evaluable"]);
            Assert.Equal(all, reading.Missing[line]);
            Assert.Equal(all, reading.Missing["weapon"]);
        }

        Assert.Equal(all, Reading(report, "P-FIRE").Results["indeterminate"]);
        Assert.Equal(all, Reading(report, "M-AIR").Results[ArticleReading.NotConcerned]);
        Assert.Equal(all, Reading(report, "DA-2016").Results["not-in-force"]);
        ArticleReading later = Reading(DonbasRun.Report(run.Whole.Store, "2017-01-01", "2017-02-28"), "DA-2016");
        Assert.Contains(later.Missing.Keys, m => m.StartsWith("geometry areas/zolote.geojson", StringComparison.Ordinal));
        string page = HtmlReport.Render(report, Catalogue.For("en"));
        Assert.Contains(Actual, page, StringComparison.Ordinal);
        Assert.Contains("LINE-ACTUAL: no map of the line as it was actually held in 2015 to 2018 was given", page, StringComparison.Ordinal);
        Assert.DoesNotContain("violation", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Before_the_ceasefire_nothing_reads_against_it()
    {
        ArticleReading fire = Reading(DonbasRun.Report(run.Whole.Store, "2015-01-05", "2015-01-31"), "P-FIRE");
        Assert.Equal(["not-in-force"], fire.Results.Keys);
    }

    [Fact]
    public void A_replay_gives_the_same_store()
    {
        (_, string store) = run.Small(DonbasRun.Between("2015-02-01", "2015-03-31"), "2015-02-01", "2015-03-31");
        Assert.True(Replay.Run(store, DateTimeOffset.MaxValue, rebuild: false, Progress.Silent(TimeProvider.System)).Same);
    }

    [Fact]
    public void The_mission_as_it_lies_in_the_repository_has_no_mistake_and_says_why_its_lines_have_no_geometry()
    {
        _ = DonbasRun.Rows;
        (Mission mission, _) = MissionRun.Read(DonbasRun.MissionFolder);
        Assert.Equal(["LINE-2014-09-19", "LINE-ACTUAL"], mission.Lines.Select(l => l.Id).Order(StringComparer.Ordinal));
        Assert.All(mission.Lines, l => Assert.True(l.Format == MissionLine.NoGeometry && l.Files.IsEmpty && l.Reason.ContainsKey("uk")));
        Assert.All(mission.Feeds, f => Assert.True(f.Bias.ContainsKey("en") && f.ExposureShare is null));
    }

    [Fact]
    public void A_planted_change_of_one_row_changes_the_counts()
    {
        string[] rows = DonbasRun.Between("2015-02-10", "2015-02-28");
        (_, string store) = run.Small(rows, "2015-02-10", "2015-02-28");
        string[] changed = [.. rows];
        int at = Array.FindIndex(changed, r => r.Contains(",1,1,2015-02-21,2015-02-21,", StringComparison.Ordinal));
        changed[at] = changed[at].Replace("2015-02-21,2015-02-21", "2015-02-12,2015-02-12", StringComparison.Ordinal);
        (_, string other) = run.Small(changed, "2015-02-10", "2015-02-28");
        DailyReport right = DonbasRun.Report(store, "2015-02-15", "2015-02-19"), planted = DonbasRun.Report(other, "2015-02-15", "2015-02-19");
        Assert.Equal(right.Input.Previous!.Observations + 1, planted.Input.Previous!.Observations); // 10 to 14 February has one row more
        Assert.Equal(right.Headline.Observations, planted.Headline.Observations);
        DailyReport after = DonbasRun.Report(store, "2015-02-20", "2015-02-24"), less = DonbasRun.Report(other, "2015-02-20", "2015-02-24");
        Assert.Equal(after.Headline.Observations - 1, less.Headline.Observations);
        Assert.NotEqual(after.RowSetHash, less.RowSetHash);
    }

    [Fact]
    public void Exchanging_the_parties_in_text_and_rows_exchanges_the_readings_and_nothing_else()
    {
        string[] rows = DonbasRun.Between("2015-03-01", "2015-03-31");
        (_, string store) = run.Small(rows, "2015-03-01", "2015-03-31");
        string[] exchanged = [.. rows.Select(r => r.Replace("Government of Ukraine", "#", StringComparison.Ordinal).Replace("United Armed Forces of Novorossiya", "Government of Ukraine", StringComparison.Ordinal)
            .Replace("#", "United Armed Forces of Novorossiya", StringComparison.Ordinal))];
        Assert.NotEqual(rows, exchanged);
        (_, string mirror) = run.Small(exchanged, "2015-03-01", "2015-03-31", Mirror);
        DailyReport one = DonbasRun.Report(store, "2015-03-01", "2015-03-31"), other = DonbasRun.Report(mirror, "2015-03-01", "2015-03-31");
        string[] Said(DailyReport report, Func<string, string> words) =>
            [.. report.Input.Readings.Select(r => words($"{r.Term} {Counts(r.Results)} {Counts(r.Missing)}")).Order(StringComparer.Ordinal)];
        Assert.Equal(Said(one, w => w), Said(other, Mirror));
        Assert.NotEqual(Said(one, w => w), Said(one, Mirror)); // the two parties withdraw from different lines, so the test can fail
        Assert.Equal(DonbasRun.Incidents(store), DonbasRun.Incidents(mirror));
    }

    [Fact]
    public void The_agreement_says_half_widths_two_lines_and_dates_of_local_midnight()
    {
        AgreementReading reading = AgreementFile.Read(Path.Combine(DonbasRun.MissionFolder, "agreement.json"));
        Assert.Empty(reading.Errors);
        Agreement agreement = reading.Agreement!;
        ZoneGeometry.Offset Zone(string id) => (ZoneGeometry.Offset)agreement.Zones.Single(z => z.Id == id).Geometry;
        foreach ((string width, double km) in new[] { ("50", 50.0), ("70", 70), ("140", 140) })
        {
            Assert.Equal(km * 1000, Zone($"Z-{width}-A").DepthM + Zone($"Z-{width}-B").DepthM);
            Assert.Equal(("LINE-ACTUAL", "A", "LINE-2014-09-19", "B"), (Zone($"Z-{width}-A").Line, Zone($"Z-{width}-A").Side, Zone($"Z-{width}-B").Line, Zone($"Z-{width}-B").Side));
        }

        Assert.Equal((15_000, true, 15_000, false), (Zone("Z-MEM-AIR").DepthM, Zone("Z-MEM-AIR").FromTotalWidth, Zone("Z-MEM-15").DepthM, Zone("Z-MEM-15").FromTotalWidth));
        Assert.All(agreement.Lines, l => Assert.True(l.WithoutGeometry && !l.SurveyErrorKnown && l.Shape is null));
        Term Of(string id) => agreement.Terms.Single(t => t.Id == id);
        Assert.Equal(new DateTimeOffset(2015, 2, 14, 22, 0, 0, TimeSpan.Zero), Of("P-FIRE").EffectiveFrom);
        ImmutableArray<Stage> stages = Of("ADD-15").Stages;
        Assert.Equal([new DateTimeOffset(2015, 10, 15, 21, 0, 0, TimeSpan.Zero), new DateTimeOffset(2015, 11, 8, 22, 0, 0, TimeSpan.Zero)], stages.Select(s => s.From)); // summer time, then winter time
    }

    private static string Counts(ImmutableSortedDictionary<string, int> counts) => string.Join("; ", counts.Select(c => $"{c.Key} {c.Value}"));
}
