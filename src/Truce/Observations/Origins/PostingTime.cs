using System.Globalization;

namespace Truce.Observations.Origins;

/// <summary>When an address says that its page was posted: nothing is told before it has happened.</summary>
public static class PostingTime
{
    private const long StatusEpochMs = 1_288_834_974_657;
    private const int LeastStatusDigits = 15;

    /// <summary>
    /// The instant that a status number of Twitter / X holds: bits 22 and up count milliseconds from 4 November 2010 (the numbering called Snowflake, in use since then).
    /// Absent for every other address and for the shorter numbers before it.
    /// </summary>
    /// <param name="address">An address, canonical or not.</param>
    public static DateTimeOffset? Instant(string address)
    {
        if (CanonicalUrl.Of(address) is not { } canonical || !canonical.StartsWith("https://twitter.com/i/status/", StringComparison.Ordinal)) return null;
        ReadOnlySpan<char> number = canonical.AsSpan("https://twitter.com/i/status/".Length);
        return number.Length >= LeastStatusDigits && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? DateTimeOffset.FromUnixTimeMilliseconds((id >> 22) + StatusEpochMs)
            : null;
    }

    /// <summary>The earliest instant among several addresses; absent when none tells one.</summary>
    public static DateTimeOffset? Earliest(IEnumerable<string> addresses)
    {
        DateTimeOffset? least = null;
        foreach (string address in addresses)
        {
            if (Instant(address) is { } at && (least is null || at < least)) least = at;
        }

        return least;
    }

    /// <summary>The day in the path of an address, <c>/2022/06/12/</c> or <c>/20220612/</c>: the publisher's own word; absent when it has none.</summary>
    /// <param name="address">An address, canonical or not.</param>
    public static DateOnly? Day(string address)
    {
        if (CanonicalUrl.Of(address) is not { } canonical) return null;
        string[] parts = canonical["https://".Length..].Split('?')[0].Split('/');
        for (int i = 1; i < parts.Length; i++)
        {
            if (parts[i].Length == 8 && DateOnly.TryParseExact(parts[i], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && IsNear(day)) return day;
            if (i + 2 < parts.Length && parts[i].Length == 4 && Number(parts[i]) is { } y && Number(parts[i + 1]) is { } m && Number(parts[i + 2]) is { } d
                && DateOnly.TryParse($"{y:0000}-{m:00}-{d:00}", CultureInfo.InvariantCulture, out day) && IsNear(day)) return day;
        }

        return null;
    }

    private static bool IsNear(DateOnly day) => day.Year is >= 1995 and < 2100;

    private static int? Number(string part) =>
        part.Length is 1 or 2 or 4 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : null;
}
