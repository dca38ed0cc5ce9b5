using System.Text.Json.Nodes;
using Truce.Measures;

namespace Truce.Server.Running;

/// <summary>A pair that was read, as the figures need it.</summary>
/// <param name="Report">Key of the report.</param>
/// <param name="Day">Day of the reference row: pairs of one day are about the same events and stand or fall together.</param>
/// <param name="Found">Whether the method under test links it.</param>
/// <param name="Right">Whether the reader did.</param>
internal readonly record struct ReadPair(string Report, DateOnly Day, bool Found, bool Right);

/// <summary>Precision and recall of links, pairwise and B-cubed, each with a 95 % interval from a bootstrap over days.</summary>
/// <remarks>
/// Efron and Tibshirani 1993, An Introduction to the Bootstrap, §13.3 (percentiles), with the day as the unit that is drawn, because the pairs of one strike are
/// not independent. Seeded, so the same pairs give the same intervals.
/// </remarks>
internal static class LinkFigures
{
    private const int Draws = 2_000;
    private const ulong Seed = 2022_06;
    private static readonly string[] Names = ["pairwisePrecision", "pairwiseRecall", "pairwiseF1", "bCubedPrecision", "bCubedRecall", "bCubedF1"];

    /// <summary>The figures of a method over the pairs that were read and could be told.</summary>
    public static JsonObject Of(IReadOnlyCollection<ReadPair> pairs)
    {
        var answer = new JsonObject
        {
            ["right"] = pairs.Count(p => p.Right),
            ["found"] = pairs.Count(p => p.Found),
            ["foundRight"] = pairs.Count(p => p.Found && p.Right),
            ["reportsRight"] = pairs.Where(p => p.Right).Select(p => p.Report).Distinct().Count(),
            ["reportsFound"] = pairs.Where(p => p.Found).Select(p => p.Report).Distinct().Count(),
            ["reportsFoundRight"] = pairs.Where(p => p.Found && p.Right).Select(p => p.Report).Distinct().Count(),
        };
        Put(answer, pairs, null);
        return answer;
    }

    /// <summary>How much higher the figures of one method are than another's, over the same pairs; both are drawn on the same days.</summary>
    public static JsonObject Difference(IReadOnlyCollection<ReadPair> ours, IReadOnlyCollection<ReadPair> theirs)
    {
        var answer = new JsonObject();
        Put(answer, ours, theirs);
        return answer;
    }

    private static void Put(JsonObject answer, IReadOnlyCollection<ReadPair> ours, IReadOnlyCollection<ReadPair>? theirs)
    {
        DateOnly[] days = [.. ours.Select(p => p.Day).Distinct().Order()];
        Flat[] mine = Flatten(ours, days);
        Flat[]? other = theirs is null ? null : Flatten(theirs, days);
        double[] figures = Compared(mine, other, [.. Enumerable.Repeat(1, days.Length)]);
        double[][] drawn = [.. Names.Select(_ => new double[Draws])];
        var random = new SeededRandom(Seed);
        for (int d = 0; d < Draws; d++)
        {
            int[] times = new int[days.Length];
            for (int i = 0; i < days.Length; i++) times[random.NextBelow(days.Length)]++;
            double[] one = Compared(mine, other, times);
            for (int f = 0; f < Names.Length; f++) drawn[f][d] = one[f];
        }

        for (int f = 0; f < Names.Length; f++) answer[Names[f]] = Interval(figures[f], drawn[f]);
    }

    private static double[] Compared(Flat[] mine, Flat[]? other, int[] times) =>
        other is null ? Weighed(mine, times) : [.. Weighed(mine, times).Zip(Weighed(other, times), (a, b) => a - b)];

    private static Flat[] Flatten(IReadOnlyCollection<ReadPair> pairs, DateOnly[] days)
    {
        string[] reports = [.. pairs.Select(p => p.Report).Distinct().Order(StringComparer.Ordinal)];
        return [.. pairs.Select(p => new Flat(Array.BinarySearch(reports, p.Report, StringComparer.Ordinal), Array.BinarySearch(days, p.Day), p.Found, p.Right)).OrderBy(p => p.Report).ThenBy(p => p.Day)];
    }

    private static JsonObject Interval(double value, double[] drawn)
    {
        double[] known = [.. drawn.Where(double.IsFinite).Order()];
        double At(double share) => known[(int)Math.Round(share * (known.Length - 1))];
        return known.Length == 0 || !double.IsFinite(value)
            ? new() { ["value"] = null }
            : new() { ["value"] = Rounded(value), ["low95"] = Rounded(At(0.025)), ["high95"] = Rounded(At(0.975)) };
    }

    // A day drawn twice counts twice. Pairwise: shares of pairs. B-cubed: means over reports of the shares of their pairs.
    private static double[] Weighed(Flat[] pairs, int[] times)
    {
        double found = 0, right = 0, both = 0, precisions = 0, precise = 0, recalls = 0, recalled = 0;
        for (int i = 0; i < pairs.Length;)
        {
            double f = 0, r = 0, b = 0;
            int report = pairs[i].Report;
            for (; i < pairs.Length && pairs[i].Report == report; i++)
            {
                int w = times[pairs[i].Day];
                if (pairs[i].Found) f += w;
                if (pairs[i].Right) r += w;
                if (pairs[i].Found && pairs[i].Right) b += w;
            }

            (found, right, both) = (found + f, right + r, both + b);
            if (f > 0) (precisions, precise) = (precisions + (b / f), precise + 1);
            if (r > 0) (recalls, recalled) = (recalls + (b / r), recalled + 1);
        }

        double p = both / found, q = both / right, bp = precisions / precise, bq = recalls / recalled;
        return [p, q, Harmonic(p, q), bp, bq, Harmonic(bp, bq)];
    }

    private static double Harmonic(double p, double r) => p + r > 0 ? 2 * p * r / (p + r) : 0;

    private static double Rounded(double x) => Math.Round(x, 4);

    private readonly record struct Flat(int Report, int Day, bool Found, bool Right);
}
