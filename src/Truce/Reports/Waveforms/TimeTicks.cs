using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace Truce.Reports.Waveforms;

/// <summary>Round instants on a time axis in UTC, from microseconds to years.</summary>
internal static class TimeTicks
{
    private const long Microsecond = 1_000, Millisecond = 1_000_000, Second = 1_000_000_000, Minute = 60 * Second, Hour = 60 * Minute, Day = 24 * Hour;

    private static readonly long[] Steps =
    [
        .. from unit in (long[])[Microsecond, 10 * Microsecond, 100 * Microsecond, Millisecond, 10 * Millisecond, 100 * Millisecond] from m in (long[])[1, 2, 5] select m * unit,
        Second, 2 * Second, 5 * Second, 10 * Second, 15 * Second, 30 * Second,
        Minute, 2 * Minute, 5 * Minute, 10 * Minute, 15 * Minute, 30 * Minute,
        Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour,
        Day, 2 * Day, 5 * Day, 10 * Day, 20 * Day, 50 * Day, 100 * Day, 200 * Day, 500 * Day,
    ];

    /// <summary>Instants with their labels.</summary>
    /// <param name="from">Where the axis begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="most">Most of them.</param>
    internal static ImmutableArray<(Instant At, string Label)> Of(Instant from, Instant to, int most)
    {
        double spanNs = (to - from).TotalNanoseconds;
        long step = Steps.FirstOrDefault(s => spanNs / s <= most, (long)Math.Ceiling(spanNs / most / Day) * Day);
        // From the beginning of the first day on: then the ticks of a day stand where people expect them.
        Instant origin = from.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        var ticks = ImmutableArray.CreateBuilder<(Instant, string)>();
        double first = Math.Ceiling((from - origin).TotalNanoseconds / step);
        for (int i = 0; i <= most; i++)
        {
            Instant at = origin + (Duration.FromNanoseconds(step) * (long)(first + i));
            if (at > to) break;
            ticks.Add((at, Label(at, step)));
        }

        return ticks.ToImmutable();
    }

    /// <summary>An instant as a person reads it, to the decimals of a span: hours, minutes and seconds.</summary>
    internal static string Clock(Instant at, int decimals) =>
        InstantPattern.CreateWithInvariantCulture(decimals == 0 ? "HH:mm:ss" : "HH:mm:ss." + new string('f', decimals)).Format(at);

    /// <summary>Day and time.</summary>
    internal static string Full(Instant at, int decimals) =>
        InstantPattern.CreateWithInvariantCulture(decimals == 0 ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd HH:mm:ss." + new string('f', decimals)).Format(at);

    /// <summary>The day.</summary>
    internal static string Date(Instant at) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd").Format(at);

    private static string Label(Instant at, long step)
    {
        if (step >= Day) return Date(at);
        if (step >= Minute) return InstantPattern.CreateWithInvariantCulture("HH:mm").Format(at);
        return Clock(at, step switch { >= Second => 0, >= 100 * Millisecond => 1, >= 10 * Millisecond => 2, >= Millisecond => 3, _ => 6 });
    }
}
