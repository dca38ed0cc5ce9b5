namespace Truce.Feeds.Text;

/// <summary>Dates and times in ASCII, read from bytes without a string.</summary>
public static class AsciiTime
{
    /// <summary>Earliest and latest years that a feed may speak of; others are mistakes.</summary>
    public const int FirstYear = 1970, LastYear = 2199;

    /// <summary>A day as <c>YYYY-MM-DD</c>, <c>YYYY/MM/DD</c> or <c>YYYYMMDD</c>; no other order, because day and month cannot be told apart.</summary>
    public static bool TryDay(ReadOnlySpan<byte> field, out DateOnly day)
    {
        day = default;
        int y, m, d;
        if (field.Length == 10 && field[4] == field[7] && (field[4] is (byte)'-' or (byte)'/'))
        {
            if (!AsciiNumber.TryDigits(field[..4], out y) || !AsciiNumber.TryDigits(field[5..7], out m) || !AsciiNumber.TryDigits(field[8..], out d)) return false;
        }
        else
        {
            if (field.Length != 8 || !AsciiNumber.TryDigits(field, out int all)) return false;
            (y, m, d) = (all / 10_000, all / 100 % 100, all % 100);
        }

        if (y is < FirstYear or > LastYear || m is < 1 or > 12 || d < 1 || d > DateTime.DaysInMonth(y, m)) return false;
        day = new(y, m, d);
        return true;
    }

    /// <summary>A time of day as <c>HHMM</c> with or without leading zeros (<c>149</c> is 01:49, <c>5</c> is 00:05), <c>HH:MM</c> or <c>HH:MM:SS</c>.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<byte> field, out TimeSpan time)
    {
        time = default;
        int hours, minutes, seconds = 0, colon = field.IndexOf((byte)':');
        if (colon < 0)
        {
            if (field.Length > 4 || !AsciiNumber.TryDigits(field, out int all)) return false;
            (hours, minutes) = (all / 100, all % 100);
        }
        else
        {
            if (colon > 2 || field.Length < colon + 3 || !AsciiNumber.TryDigits(field[..colon], out hours)) return false;
            if (!AsciiNumber.TryDigits(field.Slice(colon + 1, 2), out minutes)) return false;
            ReadOnlySpan<byte> rest = field[(colon + 3)..];
            if (rest.Length > 0 && (rest.Length != 3 || rest[0] != ':' || !AsciiNumber.TryDigits(rest[1..], out seconds))) return false;
        }

        if (hours > 23 || minutes > 59 || seconds > 59) return false;
        time = new(hours, minutes, seconds);
        return true;
    }

    /// <summary>
    /// An instant as <c>YYYY-MM-DD</c>, a blank or <c>T</c>, <c>HH:MM:SS</c>, a fraction or none, then <c>Z</c> or an offset <c>±HH:MM</c> (RFC 3339 §5.6).
    /// </summary>
    /// <param name="field">The text.</param>
    /// <param name="instant">The instant in UTC.</param>
    /// <param name="offset">The offset as written; never taken as the place's own local time.</param>
    public static bool TryInstant(ReadOnlySpan<byte> field, out DateTimeOffset instant, out TimeSpan offset)
    {
        instant = default;
        offset = default;
        if (field.Length < 20 || !(field[10] is (byte)' ' or (byte)'T' or (byte)'t')) return false;
        if (field[4] != '-' || !TryDay(field[..10], out DateOnly day) || field[13] != ':' || !TryTimeOfDay(field.Slice(11, 8), out TimeSpan time)) return false;
        ReadOnlySpan<byte> rest = field[19..];
        long ticks = 0;
        if (rest[0] == '.' && !TryFraction(ref rest, out ticks)) return false;
        if (!TryOffset(rest, out offset)) return false;
        instant = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + time + TimeSpan.FromTicks(ticks) - offset;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long ticks)
    {
        ticks = 0;
        int digits = 0;
        rest = rest[1..];
        for (; rest.Length > 0 && rest[0] is >= (byte)'0' and <= (byte)'9'; rest = rest[1..], digits++)
        {
            if (digits < 7) ticks = (ticks * 10) + (rest[0] - '0');
        }

        for (int i = digits; i < 7; i++) ticks *= 10;
        return digits is > 0 and <= 12;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest.Length == 1) return rest[0] is (byte)'Z' or (byte)'z';
        if (rest.Length != 6 || rest[3] != ':' || !(rest[0] is (byte)'+' or (byte)'-')) return false;
        if (!AsciiNumber.TryDigits(rest[1..3], out int hours) || !AsciiNumber.TryDigits(rest[4..], out int minutes)) return false;
        if (hours > 14 || minutes > 59) return false;
        offset = new TimeSpan(hours, minutes, 0) * (rest[0] == '-' ? -1 : 1);
        return true;
    }
}
