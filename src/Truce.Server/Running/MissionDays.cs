using NodaTime;
using Truce.Measures;
using Truce.Reports;

namespace Truce.Server.Running;

/// <summary>The days of a mission: each ends at the mission's local cut-off, and is as long as the clock change makes it.</summary>
internal sealed class MissionDays(Mission mission)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[mission.TimeZone];

    /// <summary>First and last instant of a day's period; the last belongs to the next period.</summary>
    public TimeInterval Period(DateOnly day) => ReportPeriod.Of(mission, day);

    /// <summary>When a day is settled and its report made: its end and the mission's delay.</summary>
    public DateTimeOffset Settled(DateOnly day) => Period(day).End + mission.ReportAfter;

    /// <summary>The day in whose period an instant lies.</summary>
    public DateOnly DayOf(DateTimeOffset instant)
    {
        var day = DateOnly.FromDateTime(NodaTime.Instant.FromDateTimeOffset(instant).InZone(_zone).ToDateTimeUnspecified());
        for (int step = -1; step <= 1; step++)
        {
            TimeInterval period = Period(day.AddDays(step));
            if (instant >= period.Start && instant < period.End) return day.AddDays(step);
        }

        return day;
    }

    /// <summary>The mission's days from first to last, or to the given day when it has no last.</summary>
    public IEnumerable<DateOnly> All(DateOnly atMost)
    {
        DateOnly last = mission.LastDay is { } l && l < atMost ? l : atMost;
        for (DateOnly day = mission.FirstDay; day <= last; day = day.AddDays(1)) yield return day;
    }
}
