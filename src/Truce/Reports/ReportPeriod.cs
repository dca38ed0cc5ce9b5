using NodaTime;
using NodaTime.TimeZones;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>The period of a daily report from the mission's zone and cut-off, and the local clock of the report.</summary>
public static class ReportPeriod
{
    /// <summary>The period that ends at the first cut-off after the beginning of the local day: midnight to midnight for a cut-off of 00:00, 19:30 to 19:30 for 19:30.</summary>
    /// <remarks>
    /// Half-open. A cut-off that summer time skips moves forward by the gap; one that happens twice is the earlier (NodaTime's lenient
    /// resolver), so periods tile time and have 23, 24 or 25 hours. Throws <see cref="DateTimeZoneNotFoundException"/> for an unknown zone.
    /// </remarks>
    public static TimeInterval Of(Mission mission, DateOnly day) => Of(mission.TimeZone, mission.CutOff, day);

    /// <summary>The same from a tz database name and a cut-off.</summary>
    public static TimeInterval Of(string timeZone, TimeOnly cutOff, DateOnly day)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        DateOnly last = cutOff == TimeOnly.MinValue ? day.AddDays(1) : day;
        return new(At(last.AddDays(-1)), At(last));

        DateTimeOffset At(DateOnly on) => zone.AtLeniently(LocalDate.FromDateOnly(on) + LocalTime.FromTimeOnly(cutOff)).ToDateTimeOffset().ToUniversalTime();
    }

    /// <summary>The period of several days, from the start of the first to the end of the last.</summary>
    public static TimeInterval Of(Mission mission, DateOnly first, DateOnly last) => new(Of(mission, first).Start, Of(mission, last).End);

    /// <summary>Whether the instant lies in the half-open period.</summary>
    public static bool Holds(TimeInterval period, DateTimeOffset instant) => instant >= period.Start && instant < period.End;

    /// <summary>The instant on the mission's clock, with its offset from UTC.</summary>
    public static DateTimeOffset Local(Mission mission, DateTimeOffset instant)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[mission.TimeZone];
        return NodaTime.Instant.FromDateTimeOffset(instant).InZone(zone).ToDateTimeOffset();
    }
}
