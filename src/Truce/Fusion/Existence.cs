using Truce.Measures;

namespace Truce.Fusion;

/// <summary>ln odds that a set of detections has anything real behind it, against every one of them being nobody's.</summary>
/// <remarks>
/// All partitions of the set count: "only two of the three are real" is real too. Above <see cref="Plain"/> nats the whole set as one
/// incident says it all (the rest changes the probability by less than 1e-6, the record's rounding); larger sets below it take the
/// whole set and the independent singles, a lower bound.
/// </remarks>
internal sealed class Existence(Evidence evidence, FusionOptions options, ClusterScore score)
{
    private const double Plain = 15;
    private readonly double[] _real = new double[1 << options.ExactUpTo];
    private readonly double[] _false = new double[1 << options.ExactUpTo];
    private readonly double[] _both = new double[1 << options.ExactUpTo];
    private readonly double[] _clutter = new double[1 << options.ExactUpTo];
    private readonly int[] _set = new int[options.ExactUpTo];

    /// <summary>ln odds; −∞ for an empty set.</summary>
    public double LogOdds(ReadOnlySpan<int> set)
    {
        if (set.IsEmpty) return double.NegativeInfinity;
        if (set.Length == 1) return evidence.Items[set[0]].LogAlone;
        double nobody = score.LogClutterWeight(set), whole = score.LogWeight(set);
        if (whole - nobody > Plain) return whole - nobody;
        if (set.Length <= options.ExactUpTo) return Enumerate(set);
        double singles = 0;
        foreach (int slot in set) singles += Probability.LogAdd(0, evidence.Items[slot].LogAlone);
        return Probability.LogAdd(whole, LogMinusOne(singles)) - nobody;
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
            _false[mask] = n == 1 ? 1 : Math.Exp(Math.Min(score.LogFalseEchoes(part), 300));
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
