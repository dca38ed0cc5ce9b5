using System.Globalization;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>Between instants, which are stored, and local time, which texts are written in.</summary>
/// <remarks>Rules for local times that do not exist or exist twice: docs/formats/terms.md, "Local time".</remarks>
internal static class AgreementClock
{
    private static readonly LocalDateTimePattern LocalSeconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");
    private static readonly LocalDateTimePattern LocalMinutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");
    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;

    private static readonly string[] OffsetFormats =
        ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Instants that are read: 1900 to 2200. Outside, calendar arithmetic and zone rules say nothing useful.</summary>
    public static bool IsSane(DateTimeOffset instant) => instant.UtcDateTime.Year is >= 1900 and < 2200;

    /// <summary>Reads an ISO 8601 time with an offset or Z as the instant it names.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
        && IsSane(instant);

    /// <summary>Reads an ISO 8601 local time without an offset.</summary>
    public static bool TryLocal(string text, out LocalDateTime local)
    {
        ParseResult<LocalDateTime> seconds = LocalSeconds.Parse(text), result = seconds.Success ? seconds : LocalMinutes.Parse(text);
        local = result.Success ? result.Value : default;
        return result.Success && local.Year is >= 1900 and < 2200;
    }

    /// <summary>Reads an ISO 8601 date.</summary>
    public static bool TryDate(string text, out LocalDate date)
    {
        ParseResult<LocalDate> result = Date.Parse(text);
        date = result.Success ? result.Value : default;
        return result.Success && date.Year is >= 1900 and < 2200;
    }

    /// <summary>The first instant of a local date.</summary>
    public static DateTimeOffset StartOf(DateTimeZone zone, LocalDate date) => zone.AtStartOfDay(date).ToInstant().ToDateTimeOffset();

    /// <summary>The instant of a local time: in a gap its end, of two the first or the later one.</summary>
    public static DateTimeOffset Resolve(DateTimeZone zone, LocalDateTime local, bool later)
    {
        ZoneLocalMapping mapping = zone.MapLocal(local);
        Instant instant = mapping.Count switch
        {
            0 => mapping.LateInterval.Start,
            1 => mapping.Single().ToInstant(),
            _ => (later ? mapping.Last() : mapping.First()).ToInstant(),
        };
        return instant.ToDateTimeOffset();
    }

    /// <summary>How often a local time exists: 0 in a gap, 2 in an overlap.</summary>
    public static int Occurrences(DateTimeZone zone, LocalDateTime local) => zone.MapLocal(local).Count;

    /// <summary>The local time of an instant, for people: <c>2030-03-31T04:30:00+03:00</c>.</summary>
    public static string Local(DateTimeZone zone, DateTimeOffset instant)
    {
        ZonedDateTime local = Instant.FromDateTimeOffset(instant).InZone(zone);
        return local.ToOffsetDateTime().ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether an interval of time lies in [from, to): yes, no, or uncertain when it crosses an end.</summary>
    /// <remarks>An interval says "at some instant in here, ends included", so it is inside only when its last instant is before the end.</remarks>
    public static Answer Inside(TimeInterval when, DateTimeOffset? from, DateTimeOffset? to)
    {
        bool afterStart = from is null || when.Start >= from, beforeEnd = to is null || when.End < to;
        if (afterStart && beforeEnd) return Answer.Yes;
        return (from is not null && when.End < from) || (to is not null && when.Start >= to) ? Answer.No : Answer.Uncertain;
    }
}
