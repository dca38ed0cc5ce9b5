using System.Globalization;
using NodaTime;
using Truce.Sayings;

namespace Truce.Terms;

/// <summary>A duration of ISO 8601 as a text writes it: <c>PT48H</c>, <c>P7D</c>, <c>P1M</c>, <c>P1DT12H</c>.</summary>
/// <remarks>
/// The part after <c>T</c> is elapsed time: 48 hours are 48 hours, whatever clocks do. The part before it is calendar time in the agreement's
/// zone: a day ends at the same local time on the next date, so a day may have 23 or 25 hours. docs/formats/terms.md, "Durations".
/// </remarks>
public sealed record AgreedDuration
{
    private const string Letters = "YMWD";
    private const string TimeLetters = "HMS";

    private AgreedDuration(string text, Period calendar, TimeSpan elapsed)
    {
        Text = text;
        Calendar = calendar;
        Elapsed = elapsed;
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Years, months, weeks and days on the local calendar.</summary>
    public Period Calendar { get; }

    /// <summary>Hours, minutes and seconds that pass.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Whether it is elapsed time only.</summary>
    public bool IsElapsed => Calendar.Equals(Period.Zero);

    /// <summary>Reads a duration that is longer than nothing and at most 100 years; false for anything else, fractions and signs included.</summary>
    public static bool TryParse(string text, out AgreedDuration? duration)
    {
        duration = null;
        if (text.Length is < 3 or > 40 || text[0] != 'P') return false;
        int t = text.IndexOf('T', StringComparison.Ordinal);
        if (t == text.Length - 1) return false;
        Span<int> calendar = stackalloc int[4];
        Span<int> time = stackalloc int[3];
        if (!Fill(text.AsSpan(1, (t < 0 ? text.Length : t) - 1), Letters, calendar)) return false;
        if (t >= 0 && !Fill(text.AsSpan(t + 1), TimeLetters, time)) return false;
        double days = (calendar[0] * 366.0) + (calendar[1] * 31.0) + (calendar[2] * 7.0) + calendar[3] + (time[0] / 24.0) + (time[1] / 1440.0) + (time[2] / 86400.0);
        if (days is <= 0 or > 36_600) return false;
        Period period = new PeriodBuilder { Years = calendar[0], Months = calendar[1], Weeks = calendar[2], Days = calendar[3] }.Build();
        duration = new(text, period, new TimeSpan(0, 0, 0, 0) + TimeSpan.FromSeconds((time[0] * 3600L) + (time[1] * 60L) + time[2]));
        return true;
    }

    /// <summary>The instant this much later, on the clocks of a zone. A local time that does not exist becomes the end of the gap, one that exists twice the first.</summary>
    public DateTimeOffset AfterIn(DateTimeZone zone, DateTimeOffset start) => Shift(zone, start, 1);

    /// <summary>The instant this much earlier, on the clocks of a zone.</summary>
    public DateTimeOffset BeforeIn(DateTimeZone zone, DateTimeOffset end) => Shift(zone, end, -1);

    private DateTimeOffset Shift(DateTimeZone zone, DateTimeOffset from, int sign)
    {
        DateTimeOffset moved = from;
        if (!IsElapsed)
        {
            LocalDateTime local = Instant.FromDateTimeOffset(from).InZone(zone).LocalDateTime;
            local = sign > 0 ? local + Calendar : local - Calendar;
            moved = AgreementClock.Resolve(zone, local, later: false);
        }

        return moved + (Elapsed * sign);
    }

    private static bool Fill(ReadOnlySpan<char> part, string letters, Span<int> values)
    {
        int next = 0;
        while (part.Length > 0)
        {
            int digits = part.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 7) return false;
            int at = letters.IndexOf(part[digits], StringComparison.Ordinal);
            if (at < next) return false;
            values[at] = int.Parse(part[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            next = at + 1;
            part = part[(digits + 1)..];
        }

        return true;
    }

    /// <summary>As written in English; in other languages in words, when it is written in one unit.</summary>
    internal SayingPart Says()
    {
        ReadOnlySpan<char> digits = Text.AsSpan(Text[1] == 'T' ? 2 : 1)[..^1];
        if (digits.Length == 0 || digits[0] == '0' || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int n)) return Text;
        return (Text[1], Text[^1]) switch
        {
            ('T', 'H') => Say.Of("duration.hours", n),
            ('T', 'M') => Say.Of("duration.minutes", n),
            ('T', _) or (_, 'Y') => Text,
            (_, 'M') => Say.Of("duration.months", n),
            (_, 'W') => Say.Of("duration.weeks", n),
            _ => Say.Of("duration.days", n),
        };
    }

    /// <summary>As written.</summary>
    public override string ToString() => Text;
}
