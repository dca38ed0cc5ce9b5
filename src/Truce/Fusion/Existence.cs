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
    private readonly double[] _real = new double[2 << options.ExactUpTo]; // twice: a mask may leave one out of a set of one more
    private readonly double[] _false = new double[1 << options.ExactUpTo];
    private readonly double[] _both = new double[2 << options.ExactUpTo];
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

    /// <summary>ln odds of a subset of what the point table has laid out, its slots given too.</summary>
    public double LogOdds(ReadOnlySpan<int> set, int mask)
    {
        if (set.Length == 1) return evidence[set[0]].LogAlone;
        double whole = points.Log(mask);
        if (whole <= Plain && set.Length > 2 && set.Length <= options.ExactUpTo) return Enumerate(mask);
        return LogOdds(set, whole, true);
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

    // Every origin once: nobody's weighs 1, and a false report has no echoes.
    private double Enumerate(int all)
    {
        _both[0] = 1;
        for (int mask = -all & all; mask != 0; mask = (mask - all) & all) // subsets of all, ascending
        {
            int first = mask & -mask, rest = mask ^ first;
            _real[mask] = Math.Exp(Math.Min(points.Log(mask), 300)) + (rest == 0 ? 1 : 0);
            double both = 0;
            for (int sub = rest; ; sub = (sub - 1) & rest)
            {
                both += _real[sub | first] * _both[rest ^ sub];
                if (sub == 0) break;
            }

            _both[mask] = both;
        }

        return Math.Log(_both[all] - 1);
    }

    private double Enumerate(ReadOnlySpan<int> set)
    {
        int all = (1 << set.Length) - 1;
        (_both[0], _clutter[0]) = (1, 1);
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
