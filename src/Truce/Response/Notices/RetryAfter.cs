using System.Globalization;

namespace Truce.Response.Notices;

/// <summary>The HTTP header Retry-After (RFC 9110 §10.2.3): seconds, or a date.</summary>
public static class RetryAfter
{
    /// <summary>How long to wait from now; absent when the header says nothing that can be read. A date that has passed is no wait.</summary>
    public static TimeSpan? Read(string? value, DateTimeOffset now)
    {
        if (value is null) return null;
        string text = value.Trim();
        if (text.Length is > 0 and <= 9 && text.All(char.IsAsciiDigit)) return TimeSpan.FromSeconds(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date)
            ? date > now ? date - now : TimeSpan.Zero
            : null;
    }
}
