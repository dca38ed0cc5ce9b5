using System.Numerics;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>ln odds that a set of detections has anything real behind it, against every one of them being nobody's.</summary>
/// <remarks>
/// All partitions of the set count: "only two of the three are real" is real too. When the whole set as one incident weighs more than
/// <see cref="Plain"/> nats against nobody, it and the independent singles say it all (what is left out moves the probability by less than 1e-3);
/// so do sets too large to enumerate, where it is a lower bound.
/// </remarks>
internal sealed class Existence(Evidence evidence, FusionOptions options, ClusterScore score, PointScore points)
{
    private const double Plain = 6;
    private readonly double[] _real = new double[1 << options.ExactUpTo];
    private readonly int[] _spread = new int[1 << options.ExactUpTo]; // from positions in a subset to its mask
    private readonly double[] _false = new double[1 << options.ExactUpTo];
    private readonly double[] _both = new double[1 << options.ExactUpTo];
    private readonly double[] _clutter = new double[1 << options.ExactUpTo];
    private readonly int[] _set = new int[options.ExactUpTo];

    /// <summary>ln odds; −∞ for an empty set.</summary>
    public double LogOdds(ReadOnlySpan<int> set)
    {
        if (set.IsEmpty) return double.NegativeInfinity;
        if (set.Length == 1) return evidence[set[0]].LogAlone;
        double whole = score.LogWeight(set);
        return LogOdds(set, whole, score.Groups == set.Length);
    }

    /// <summary>ln odds of a subset of what the point score has laid out.</summary>
    public double LogOdds(int mask)
    {
        double whole = points.Log(mask);
        int n = BitOperations.PopCount((uint)mask);
        if (n < 2) return n == 0 ? double.NegativeInfinity : whole;
        bool distinct = points.GroupsIn(mask) == n;
        double nobody = distinct ? 0 : points.LogClutterWeight(mask);
        if (whole - nobody <= Plain && n <= options.ExactUpTo && (n > 2 || !distinct)) return Enumerate(mask);
        return distinct ? Probability.LogAdd(whole, LogMinusOne(points.LogSingles(mask))) : whole - nobody;
    }

    /// <summary>ln odds of a set of two or more whose weight as one incident is known; <paramref name="distinct"/>: every origin once.</summary>
    public double LogOdds(ReadOnlySpan<int> set, double whole, bool distinct)
    {
        if (set.Length == 1) return evidence[set[0]].LogAlone;
        double nobody = distinct ? 0 : score.LogClutterWeight(set);
        if (whole - nobody <= Plain && set.Length > 2 && set.Length <= options.ExactUpTo) return Enumerate(set);
        if (!distinct) return set.Length <= options.ExactUpTo && whole - nobody <= Plain ? Enumerate(set) : whole - nobody;
        double singles = 0;
        foreach (int slot in set) singles += evidence[slot].LogEither;
        return Probability.LogAdd(whole, LogMinusOne(singles)) - nobody;
    }

    // Positions in the set take the place of bits: a subset of a large set needs small tables.
    private double Enumerate(int all)
    {
        Span<int> bits = stackalloc int[BitOperations.PopCount((uint)all)];
        for (int left = all, k = 0; left != 0; left &= left - 1) bits[k++] = left & -left;
        int end = 1 << bits.Length;
        _spread[0] = 0;
        for (int mask = 1; mask < end; mask++) points.Ask(_spread[mask] = _spread[mask & (mask - 1)] | bits[BitOperations.TrailingZeroCount(mask)]);
        points.Weigh();
        for (int mask = 1; mask < end; mask++)
        {
            _real[mask] = Math.Exp(Math.Min(points.Log(_spread[mask]), 300));
            _false[mask] = Math.Exp(Math.Min(points.LogFalseEchoes(_spread[mask]), 300));
        }

        return LogOddsOfTables(end - 1);
    }

    private double Enumerate(ReadOnlySpan<int> set)
    {
        int all = (1 << set.Length) - 1;
        for (int mask = 1; mask <= all; mask++)
        {
            int n = 0;
            for (int i = 0; i < set.Length; i++)
            {
                if ((mask & (1 << i)) != 0) _set[n++] = set[i];
            }

            ReadOnlySpan<int> part = _set.AsSpan(0, n);
            _real[mask] = Math.Exp(Math.Min(score.LogWeight(part), 300));
            _false[mask] = n == 1 ? 1 : score.Groups == n ? 0 : Math.Exp(Math.Min(score.LogFalseEchoes(part), 300));
        }

        return LogOddsOfTables(all);
    }

    private double LogOddsOfTables(int all)
    {
        (_both[0], _clutter[0]) = (1, 1);
        for (int mask = 1; mask <= all; mask++)
        {
            int first = mask & -mask, rest = mask ^ first;
            double both = 0, clutter = 0;
            for (int sub = rest; ; sub = (sub - 1) & rest)
            {
                int block = sub | first;
                both += (_real[block] + _false[block]) * _both[mask ^ block];
                clutter += _false[block] * _clutter[mask ^ block];
                if (sub == 0) break;
            }

            (_both[mask], _clutter[mask]) = (both, clutter);
        }

        return Math.Log((_both[all] - _clutter[all]) / _clutter[all]);
    }

    // ln(e^x − 1) for x > 0.
    private static double LogMinusOne(double x) => x > 30 ? x : Math.Log(Math.Max(Math.Exp(x) - 1, 1e-12));
}
