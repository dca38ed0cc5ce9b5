using System.Globalization;

namespace Truce.Commitments;

/// <summary>How exactly a day is known.</summary>
public enum DatePrecision
{
    /// <summary>To the day.</summary>
    Day = 0,

    /// <summary>About that day: the source does not say it exactly.</summary>
    About,

    /// <summary>To the month.</summary>
    Month,

    /// <summary>To the year.</summary>
    Year,
}

/// <summary>A day, or as much of it as is known.</summary>
/// <param name="First">First day that it may be.</param>
/// <param name="Last">Last day that it may be, included.</param>
/// <param name="Precision">How exactly it was said.</param>
public readonly record struct LedgerDate(DateOnly First, DateOnly Last, DatePrecision Precision)
{
    /// <summary>A day that is known.</summary>
    public static LedgerDate On(DateOnly day) => new(day, day, DatePrecision.Day);

    /// <summary>Reads <c>2026-01-06</c>, <c>2026-01</c> or <c>2026</c> (ISO 8601, calendar dates of reduced precision).</summary>
    public static bool TryParse(string? text, out LedgerDate date)
    {
        date = default;
        if (text is null) return false;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            date = On(day);
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month))
        {
            date = new(month, month.AddDays(DateTime.DaysInMonth(month.Year, month.Month) - 1), DatePrecision.Month);
            return true;
        }

        if (text.Length != 4 || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < 1 or > 9999) return false;
        date = new(new(year, 1, 1), new(year, 12, 31), DatePrecision.Year);
        return true;
    }

    /// <summary>As it is written: with no more digits than are known; "about" stands before.</summary>
    public override string ToString() => Precision switch
    {
        DatePrecision.Month => First.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        DatePrecision.Year => First.ToString("yyyy", CultureInfo.InvariantCulture),
        DatePrecision.About => "about " + First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => First.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}
