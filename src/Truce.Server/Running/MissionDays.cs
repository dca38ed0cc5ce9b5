using NodaTime;
using Truce.Measures;

namespace Truce.Server.Running;

/// <summary>The days of a mission: each ends at the mission's local cut-off, and is as long as the clock change makes it.</summary>
internal sealed class MissionDays(string zone, TimeOnly cutOff, TimeSpan reportAfter, DateOnly firstDay, DateOnly? lastDay)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[zone];

    public MissionDays(Mission mission) : this(mission.TimeZone, mission.CutOff, mission.ReportAfter, mission.FirstDay, mission.LastDay)
    {
    }

    /// <summary>First and last instant of a day's period; the last belongs to the next period.</summary>
    /// <remarks>With cut-off 00:00 the period is the local day itself; with 19:30 it runs from 19:30 the day before to 19:30. A local time that does not exist is moved forward by the gap, one that exists twice is the first (NodaTime lenient).</remarks>
    public TimeInterval Period(DateOnly day) => cutOff == new TimeOnly(0, 0)
        ? new(Instant(day), Instant(day.AddDays(1)))
        : new(Instant(day.AddDays(-1)), Instant(day));

    /// <summary>When a day is settled and its report made: its end and the mission's delay.</summary>
    public DateTimeOffset Settled(DateOnly day) => Period(day).End + reportAfter;

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
        DateOnly last = lastDay is { } l && l < atMost ? l : atMost;
        for (DateOnly day = firstDay; day <= last; day = day.AddDays(1)) yield return day;
    }

    private DateTimeOffset Instant(DateOnly day) =>
        _zone.AtLeniently(LocalDate.FromDateOnly(day).At(LocalTime.FromTimeOnly(cutOff))).ToDateTimeOffset().ToUniversalTime();
}
