using System.Collections.Immutable;
using Truce.Findings;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;

namespace Truce.Tests.Reports;

public sealed class ReconciliationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(400)]
    public void A_report_agrees_with_its_rows_and_with_the_store(int rows) =>
        Assert.Empty(Reconciliation.Check(ReportBuilder.Build(SimulatedDay.Rich(rows))));

    [Fact]
    public void A_public_version_agrees_too() =>
        Assert.Empty(Reconciliation.Check(ReportBuilder.Build(SimulatedDay.Rich(400), ReportRelease.Public)));

    /// <summary>One planted fault a line: each is seen by the check that is there for it, and named.</summary>
    [Theory]
    [InlineData("store-observations", "observations against the store")]
    [InlineData("store-incidents", "incidents against the store")]
    [InlineData("store-findings", "findings against the store")]
    [InlineData("store-level", "incidents of level 1 against the store")]
    [InlineData("store-feed", "observations of feed patrol against the store")]
    [InlineData("store-rejects", "rejects against the store")]
    [InlineData("feed-count", "observations stated for feed press")]
    [InlineData("feed-missing", "feed sat")]
    [InlineData("feed-hours", "hours looked of feed patrol")]
    [InlineData("gap-before", "end of the period before")]
    [InlineData("sum-before", "previous incidents by class")]
    [InlineData("twice", "observation rows with one id")]
    [InlineData("other-day", "period of incident")]
    [InlineData("reading-sum", "readings of term T1")]
    [InlineData("length-before", "length of the period before")]
    [InlineData("real-row", "rows marked simulated as the mission is")]
    public void A_planted_fault_is_named(string fault, string what)
    {
        ImmutableArray<Discrepancy> found = Reconciliation.Check(ReportBuilder.Build(Plant(SimulatedDay.Rich(60), fault)));
        Assert.Contains(found, d => d.What.StartsWith(what, StringComparison.Ordinal));
    }

    [Fact]
    public void A_headline_that_was_typed_in_is_found()
    {
        DailyReport report = ReportBuilder.Build(SimulatedDay.Rich(60));
        DailyReport typed = report with { Headline = report.Headline with { Observations = report.Headline.Observations + 1 } };
        Discrepancy first = Reconciliation.Check(typed)[0];
        Assert.Equal("event observations", first.What);
        Assert.Contains("the report says", first.ToString(), StringComparison.Ordinal);
    }

    private static ReportInput Plant(ReportInput input, string fault) => fault switch
    {
        "store-observations" => input with { Sealed = input.Sealed with { Observations = input.Sealed.Observations + 1 } },
        "store-incidents" => input with { Sealed = input.Sealed with { Incidents = input.Sealed.Incidents - 1 } },
        "store-findings" => input with { Sealed = input.Sealed with { Findings = 0 } },
        "store-level" => input with { Sealed = input.Sealed with { IncidentsByLevel = input.Sealed.IncidentsByLevel!.SetItem(Level.Screened, 1_000) } },
        "store-feed" => input with { Sealed = input.Sealed with { ObservationsByFeed = input.Sealed.ObservationsByFeed!.SetItem("patrol", 0) } },
        "store-rejects" => input with { Sealed = input.Sealed with { Rejects = 4 } },
        "feed-count" => input with { Exposure = [.. input.Exposure.Select(f => f.Feed == "press" ? f with { Observations = f.Observations + 1 } : f)] },
        "feed-missing" => input with { Exposure = [.. input.Exposure.Where(f => f.Feed != "sat")] },
        "feed-hours" => input with { Exposure = [.. input.Exposure.Select(f => f.Feed == "patrol" ? f with { HoursLooked = 20 } : f)] },
        "gap-before" => input with { Previous = input.Previous! with { Period = new TimeInterval(input.Period.Start.AddDays(-2), input.Period.Start.AddDays(-1)) } },
        "sum-before" => input with { Previous = input.Previous! with { Incidents = input.Previous.Incidents + 1 } },
        "twice" => input with { Observations = input.Observations.Add(input.Observations[0]) },
        "other-day" => input with { Incidents = [.. input.Incidents.Select(i => i with { InPeriod = true })] },
        "reading-sum" => input with { Readings = [new("T1", "1", ImmutableSortedDictionary<string, int>.Empty.Add("compliant", 1), ImmutableSortedDictionary<string, int>.Empty)] },
        "length-before" => input with { LastDay = input.Day.AddDays(2) },
        "real-row" => input with { Observations = input.Observations.SetItem(0, input.Observations[0] with { Observation = Real(input.Observations[0].Observation) }) },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault"),
    };

    private static Observation Real(Observation o) => o with { Simulated = false, SourceKey = "real" };
}
