using Truce.Measures;

namespace Truce.Fusion;

/// <summary>A claim that a report and a row of a reference speak of one incident.</summary>
/// <param name="Report">Key of the report in its feed.</param>
/// <param name="Truth">Key of the reference row in its feed.</param>
public readonly record struct Link(string Report, string Truth);

/// <summary>A row with a place and the local day it stands under.</summary>
/// <param name="Key">Key in its feed.</param>
/// <param name="Day">The day written in the row.</param>
/// <param name="Position">Its place; absent when it has none, and then it joins nothing.</param>
public sealed record DatedPlace(string Key, DateOnly Day, GeoPoint? Position);

/// <summary>What somebody who read both sides of a link says of it.</summary>
public enum LinkJudgement
{
    /// <summary>The two sides could not be told apart or together from what they say.</summary>
    CannotTell,

    /// <summary>Different events.</summary>
    Different,

    /// <summary>Nothing speaks against one event, and place and hour speak for it.</summary>
    Plausible,

    /// <summary>One event.</summary>
    Same,
}

/// <summary>A share with the 95 % interval of Wilson.</summary>
/// <param name="Hits">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Low">Lower end, 0 to 1; 0 when there were none.</param>
/// <param name="High">Upper end, 0 to 1; 1 when there were none.</param>
public readonly record struct WilsonShare(int Hits, int Of, double Low, double High)
{
    private const double Z = 1.959963984540054; // 97.5 % point of the standard normal

    /// <summary>Hits / Of; not a number when there were none.</summary>
    public double Share => (double)Hits / Of;

    /// <summary>Score interval: Wilson 1927, JASA 22(158), 209–212. Throws <see cref="ArgumentOutOfRangeException"/> unless 0 ≤ hits ≤ of.</summary>
    public static WilsonShare Over(int hits, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(of, hits);
        if (of == 0) return new(0, 0, 0, 1);
        double p = (double)hits / of, z2 = Z * Z, centre = p + (z2 / (2 * of));
        double half = Z * Math.Sqrt((p * (1 - p) / of) + (z2 / (4.0 * of * of))), scale = 1 + (z2 / of);
        return new(hits, of, Math.Max(0, (centre - half) / scale), Math.Min(1, (centre + half) / scale));
    }
}

/// <summary>How well links between reports and reference rows agree with other links: docs/quality-june.md.</summary>
public static class LinkScore
{
    /// <summary>The naive join: every pair no farther apart than this, and no more days apart than that, earlier or later. Ordered by report, then truth.</summary>
    /// <param name="reports">Reports.</param>
    /// <param name="truths">Reference rows.</param>
    /// <param name="withinM">Greatest distance, metres.</param>
    /// <param name="withinDays">Greatest difference of the days, 0 or more.</param>
    public static IReadOnlyList<Link> NaiveJoin(IReadOnlyList<DatedPlace> reports, IReadOnlyList<DatedPlace> truths, double withinM, int withinDays) =>
    [
        .. reports.SelectMany(r => truths.Where(t => Near(r, t, withinM, withinDays)).Select(t => new Link(r.Key, t.Key)))
            .OrderBy(l => l.Report, StringComparer.Ordinal).ThenBy(l => l.Truth, StringComparer.Ordinal),
    ];

    /// <summary>Over links: share of the found ones that the reference has, and share of the reference's that were found.</summary>
    public static ClusterAgreement Pairwise(IReadOnlySet<Link> reference, IReadOnlySet<Link> found)
    {
        int both = found.Count(reference.Contains);
        return new(found.Count == 0 ? 1 : (double)both / found.Count, reference.Count == 0 ? 1 : (double)both / reference.Count);
    }

    /// <summary>The mean over reports of the same shares, so that one much-reported event does not outvote the rest.</summary>
    /// <remarks>
    /// B-cubed (Bagga and Baldwin 1998, §3) on the two-sided graph: the item is a report, its cluster the reference rows it is linked to. Reports
    /// without a found link say nothing of precision, reports without a reference link nothing of recall.
    /// </remarks>
    public static ClusterAgreement BCubed(IReadOnlySet<Link> reference, IReadOnlySet<Link> found) =>
        new(MeanShare(found, reference), MeanShare(reference, found));

    private static double MeanShare(IReadOnlySet<Link> links, IReadOnlySet<Link> inside)
    {
        double sum = 0;
        int reports = 0;
        foreach (IGrouping<string, Link> g in links.GroupBy(l => l.Report, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            sum += (double)g.Count(inside.Contains) / g.Count();
            reports++;
        }

        return reports == 0 ? 1 : sum / reports;
    }

    private static bool Near(DatedPlace a, DatedPlace b, double withinM, int withinDays) =>
        a.Position is { } p && b.Position is { } q && Math.Abs(a.Day.DayNumber - b.Day.DayNumber) <= withinDays && p.DistanceM(q) <= withinM;
}
