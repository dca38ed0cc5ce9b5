namespace Truce.Fusion;

/// <summary>Precision, recall and their harmonic mean, each 0 to 1.</summary>
/// <param name="Precision">Share of what was joined that belongs together; 1 when nothing was joined.</param>
/// <param name="Recall">Share of what belongs together that was joined; 1 when nothing belongs together.</param>
public readonly record struct ClusterAgreement(double Precision, double Recall)
{
    /// <summary>2 P R / (P + R); 0 when both are 0.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;
}

/// <summary>How well found clusters agree with true ones: pairwise and B-cubed.</summary>
/// <remarks>
/// B-cubed: Bagga and Baldwin 1998, ACL, §3; the mean over items of the share of its found (true) cluster that is also in its true (found) cluster.
/// Label −1 says "a cluster of its own": clutter, singles.
/// </remarks>
public static class FusionScore
{
    /// <summary>Over pairs of items. Throws <see cref="ArgumentException"/> when the lengths differ.</summary>
    public static ClusterAgreement Pairwise(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        (Dictionary<int, long> byTruth, Dictionary<int, long> byFound, Dictionary<(int Truth, int Found), long> common) = Count(truth, found);
        long both = common.Values.Sum(Pairs), inTruth = byTruth.Values.Sum(Pairs), inFound = byFound.Values.Sum(Pairs);
        return new(inFound == 0 ? 1 : (double)both / inFound, inTruth == 0 ? 1 : (double)both / inTruth);
    }

    /// <summary>Over items. Throws <see cref="ArgumentException"/> when the lengths differ.</summary>
    public static ClusterAgreement BCubed(ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        (Dictionary<int, long> byTruth, Dictionary<int, long> byFound, Dictionary<(int Truth, int Found), long> common) = Count(truth, found);
        if (truth.IsEmpty) return new(1, 1);
        double precision = 0, recall = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            long both = truth[i] < 0 || found[i] < 0 ? 1 : common[(truth[i], found[i])];
            precision += found[i] < 0 ? 1 : (double)both / byFound[found[i]];
            recall += truth[i] < 0 ? 1 : (double)both / byTruth[truth[i]];
        }

        return new(precision / truth.Length, recall / truth.Length);
    }

    private static long Pairs(long n) => n * (n - 1) / 2;

    private static (Dictionary<int, long> Truth, Dictionary<int, long> Found, Dictionary<(int Truth, int Found), long> Common) Count(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> found)
    {
        if (truth.Length != found.Length) throw new ArgumentException($"as many found labels as true ones expected: {found.Length}, {truth.Length}");
        var byTruth = new Dictionary<int, long>();
        var byFound = new Dictionary<int, long>();
        var common = new Dictionary<(int Truth, int Found), long>();
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] >= 0) byTruth[truth[i]] = byTruth.GetValueOrDefault(truth[i]) + 1;
            if (found[i] >= 0) byFound[found[i]] = byFound.GetValueOrDefault(found[i]) + 1;
            if (truth[i] >= 0 && found[i] >= 0) common[(truth[i], found[i])] = common.GetValueOrDefault((truth[i], found[i])) + 1;
        }

        return (byTruth, byFound, common);
    }
}
