using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>People killed as a feed counts them, summed over its rows. Never over several feeds: two feeds may tell of one death.</summary>
/// <param name="Rows">Rows that give numbers.</param>
/// <param name="Low">Sum of the lowest numbers that the sources stand by.</param>
/// <param name="Best">Sum of the numbers that they hold most likely.</param>
/// <param name="High">Sum of the highest.</param>
/// <param name="Civilians">Of the most likely ones: civilians.</param>
/// <param name="Fighters">Of the most likely ones: fighters, whichever side they were of.</param>
/// <param name="StatusUnknown">Of the most likely ones: status not known.</param>
public sealed record KilledCounts(int Rows, long Low, long Best, long High, long Civilians, long Fighters, long StatusUnknown)
{
    /// <summary>Sums of the rows of each feed that give <c>deathsLow</c>, <c>deathsBest</c> and <c>deathsHigh</c>.</summary>
    internal static ImmutableSortedDictionary<string, KilledCounts> ByFeed(IEnumerable<ObservationRow> rows)
    {
        var sums = new SortedDictionary<string, KilledCounts>(StringComparer.Ordinal);
        foreach (ObservationRow row in rows)
        {
            if (Of(row.Observation) is not { } own) continue;
            KilledCounts k = sums.GetValueOrDefault(row.Observation.Feed, new(0, 0, 0, 0, 0, 0, 0));
            sums[row.Observation.Feed] = new(k.Rows + 1, k.Low + own.Low, k.Best + own.Best, k.High + own.High,
                k.Civilians + own.Civilians, k.Fighters + own.Fighters, k.StatusUnknown + own.StatusUnknown);
        }

        return sums.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>What one observation says; absent when it gives no such numbers.</summary>
    internal static KilledCounts? Of(Observation o) =>
        Fact(o, "deathsLow") is { } low && Fact(o, "deathsBest") is { } best && Fact(o, "deathsHigh") is { } high
            ? new(1, low, best, high, Fact(o, "deathsOfCivilians") ?? 0, Fact(o, "deathsOfFighters") ?? 0, Fact(o, "deathsOfUnknownStatus") ?? 0)
            : null;

    /// <summary>The numbers as they stand in a row.</summary>
    internal JsonObject ToJson() => new()
    {
        ["low"] = Low,
        ["best"] = Best,
        ["high"] = High,
        ["civilians"] = Civilians,
        ["fighters"] = Fighters,
        ["statusUnknown"] = StatusUnknown,
    };

    private static long? Fact(Observation o, string name) =>
        o.Facts.TryGetValue(name, out string? text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n) ? n : null;
}
