using Truce.Measures;
using Truce.Reports;

namespace Truce.Tests.Reports;

public sealed class ReportPeriodTests
{
    [Fact]
    public void A_day_in_Kyiv_runs_from_local_midnight_to_local_midnight()
    {
        TimeInterval period = ReportPeriod.Of(SimulatedDay.Mission, new DateOnly(2022, 6, 14));
        Assert.Equal(new DateTimeOffset(2022, 6, 13, 21, 0, 0, TimeSpan.Zero), period.Start);
        Assert.Equal(TimeSpan.FromHours(24), period.Length);
    }

    [Theory]
    [InlineData(2022, 3, 27, 23)]
    [InlineData(2022, 10, 30, 25)]
    public void Days_of_the_clock_change_are_an_hour_shorter_or_longer(int year, int month, int day, int hours) =>
        Assert.Equal(hours, ReportPeriod.Of(SimulatedDay.Mission, new DateOnly(year, month, day)).Length.TotalHours);

    [Fact]
    public void A_cut_off_in_the_evening_ends_the_period_on_the_named_day()
    {
        TimeInterval period = ReportPeriod.Of(SimulatedDay.Mission with { CutOff = new TimeOnly(19, 30) }, new DateOnly(2022, 6, 14));
        Assert.Equal(new DateTimeOffset(2022, 6, 14, 16, 30, 0, TimeSpan.Zero), period.End);
    }

    [Fact]
    public void Periods_tile_the_year_and_every_instant_lies_in_one()
    {
        foreach (TimeOnly cutOff in (TimeOnly[])[new(0, 0), new(3, 30), new(19, 30)])
        {
            Mission mission = SimulatedDay.Mission with { CutOff = cutOff };
            for (var day = new DateOnly(2022, 1, 1); day.Year == 2022; day = day.AddDays(1))
            {
                TimeInterval today = ReportPeriod.Of(mission, day), tomorrow = ReportPeriod.Of(mission, day.AddDays(1));
                Assert.Equal(today.End, tomorrow.Start);
                Assert.False(ReportPeriod.Holds(today, today.End));
                Assert.True(ReportPeriod.Holds(tomorrow, today.End));
            }
        }
    }
}
