using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;

namespace Truce.Tests.Reports;

/// <summary>What a report over several days adds, and that a daily report is what it was.</summary>
public sealed class PeriodReportTests
{
    private static ImmutableSortedDictionary<string, string> Deaths(int low, int best, int high) => ImmutableSortedDictionary<string, string>.Empty
        .Add("deathsLow", $"{low}").Add("deathsBest", $"{best}").Add("deathsHigh", $"{high}").Add("deathsOfCivilians", "1").Add("deathsOfFighters", $"{best - 1}").Add("deathsOfUnknownStatus", "0");

    /// <summary>The simulated day with two rows that tell of people killed; the second reaches into the day before.</summary>
    private static ReportInput WithDeaths()
    {
        ReportInput input = SimulatedDay.Rich(20);
        int[] at = [.. input.Observations.Select((o, i) => (o, i)).Where(p => p.o.Observation.When is { } w && w.Start >= input.Period.Start && w.End < input.Period.End
            && p.o.Observation.Class is not (ObservationClass.AirRaidAlarm or ObservationClass.ControlAssessment)).Select(p => p.i).Take(2)];
        Assert.Equal(2, at.Length);
        ReportedObservation Killed(int i, int low, int best, int high, TimeInterval? when) => input.Observations[i] with
        {
            Observation = input.Observations[i].Observation with { Class = ObservationClass.LethalEvent, Facts = Deaths(low, best, high), When = when ?? input.Observations[i].Observation.When },
        };
        TimeInterval wide = new(input.Period.Start.AddHours(-2), input.Period.Start.AddHours(20));
        return input with { Observations = input.Observations.SetItem(at[0], Killed(at[0], 2, 2, 3, null)).SetItem(at[1], Killed(at[1], 0, 5, 9, wide)) };
    }

    [Fact]
    public void People_killed_are_summed_feed_by_feed_and_rows_that_reach_outside_stand_apart()
    {
        PeriodCounts counts = ReportBuilder.Build(WithDeaths()).Counts;
        Assert.Equal((2, 2L, 7L, 12L), (counts.KilledByFeed.Values.Sum(k => k.Rows), counts.KilledByFeed.Values.Sum(k => k.Low), counts.KilledByFeed.Values.Sum(k => k.Best), counts.KilledByFeed.Values.Sum(k => k.High)));
        KilledCounts reaching = Assert.Single(counts.KilledReaching).Value;
        Assert.Equal((1, 5L), (reaching.Rows, reaching.Best));
        Assert.Equal(2, counts.KilledByFeed.Values.Sum(k => k.Civilians));
        Assert.Empty(ReportBuilder.Build(SimulatedDay.Rich(20)).Counts.KilledByFeed);
    }

    [Fact]
    public void The_table_file_gives_the_numbers_of_each_row_and_leaves_the_others_empty()
    {
        string[] lines = CsvReport.Render(ReportBuilder.Build(WithDeaths())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        int at = Array.IndexOf(lines[0].Split(','), "killed_low");
        Assert.Single(lines, l => l.Contains(",2,2,3,", StringComparison.Ordinal));
        Assert.Single(lines, l => l.Contains(",0,5,9,", StringComparison.Ordinal));
        Assert.Equal("killed_high", lines[0].Split(',')[at + 2]);
    }

    [Theory]
    [InlineData("en", "… of these in rows whose time reaches outside the period")]
    [InlineData("uk", "… з них у рядках, час яких виходить за межі періоду")]
    [InlineData("fr", "… dont dans des lignes dont le temps dépasse la période")]
    [InlineData("ru", "… из них в строках, время которых выходит за пределы периода")]
    public void The_page_of_several_days_says_so_in_every_language(string language, string says)
    {
        ReportInput input = WithDeaths() with
        {
            LastDay = SimulatedDay.Rich(20).Day.AddDays(29),
            Readings = [new("T1", "2(a)", ImmutableSortedDictionary<string, int>.Empty.Add("not-evaluable", 3), ImmutableSortedDictionary<string, int>.Empty.Add("geometry of LOC version 1 of 2030-02-20", 3))],
        };
        Catalogue words = Catalogue.For(language);
        string page = HtmlReport.Render(ReportBuilder.Build(input), words);
        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.Contains("geometry of LOC version 1 of 2030-02-20 (3)", page, StringComparison.Ordinal);
        Assert.Contains(words.Format("report.heading.period", words.Date(input.Day), words.Date(input.LastDay!.Value)), page, StringComparison.Ordinal);
        Assert.DoesNotContain(words["chart.hours"], page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_row_set_of_several_days_says_its_last_day_and_its_readings_and_that_of_a_day_has_neither()
    {
        ReportInput day = SimulatedDay.Rich(20);
        ReportInput days = day with { LastDay = day.Day, Readings = [new("T1", "1", ImmutableSortedDictionary<string, int>.Empty, ImmutableSortedDictionary<string, int>.Empty)] };
        string one = ReportBuilder.Build(day).Rows.ToString(), several = ReportBuilder.Build(days).Rows.ToString();
        Assert.DoesNotContain("lastDay", one, StringComparison.Ordinal);
        Assert.DoesNotContain("\"row\":\"reading\"", one, StringComparison.Ordinal);
        Assert.Contains("\"lastDay\"", several, StringComparison.Ordinal);
        Assert.Contains("\"row\":\"reading\"", several, StringComparison.Ordinal);
        Assert.Equal(($"{day.Day:yyyy-MM-dd}", $"{day.Day:yyyy-MM-dd}_{day.Day:yyyy-MM-dd}"), (day.Name, days.Name));
    }
}
