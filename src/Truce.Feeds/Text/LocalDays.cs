using NodaTime;
using Truce.Measures;

namespace Truce.Feeds.Text;

/// <summary>Local calendar days as intervals of UTC, with summer time as the tz database tells it.</summary>
public sealed class LocalDays
{
    private readonly DateTimeZone _zone;

    private LocalDays(DateTimeZone zone) => _zone = zone;

    /// <summary>Days of UTC.</summary>
    public static LocalDays Utc { get; } = new(DateTimeZone.Utc);

    /// <summary>Days of a zone by its tz database name, for instance <c>Europe/Kyiv</c>; false for a name it does not know.</summary>
    public static bool TryOf(string zone, out LocalDays days)
    {
        DateTimeZone? found = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone);
        days = found is null ? Utc : new(found);
        return found is not null;
    }

    /// <summary>Days of a zone that the code names itself; throws <see cref="ArgumentException"/> for an unknown one.</summary>
    public static LocalDays Of(string zone) =>
        TryOf(zone, out LocalDays days) ? days : throw new ArgumentException($"the tz database has no zone {zone}", nameof(zone));

    /// <summary>Name of the zone.</summary>
    public string Zone => _zone.Id;

    /// <summary>From the first instant of a day to the last millisecond of a later or the same day: days are 23 to 25 hours long.</summary>
    public TimeInterval Between(DateOnly first, DateOnly last)
    {
        Instant start = StartOf(first), next = StartOf(last.AddDays(1));
        return new(start.ToDateTimeOffset(), next.ToDateTimeOffset().AddMilliseconds(-1));
    }

    /// <summary>The whole of one day.</summary>
    public TimeInterval Day(DateOnly day) => Between(day, day);

    private Instant StartOf(DateOnly day) => _zone.AtStartOfDay(new LocalDate(day.Year, day.Month, day.Day)).ToInstant();
}
