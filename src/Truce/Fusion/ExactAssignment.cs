using System.Numerics;

namespace Truce.Fusion;

/// <summary>All partitions of a small component into incidents and clutter, summed exactly by recursion over subsets.</summary>
/// <remarks>
/// f(M) = Σ over blocks S of M that hold its first member of w(S) f(M \ S), as for set partitions; 3ⁿ steps. The best partition comes from
/// the same recursion with max for Σ, and P(S is a block) = w(S) f(all \ S) / f(all).
/// </remarks>
internal sealed class ExactAssignment(Evidence evidence, FusionOptions options, BlockScore score, PointScore points)
{
    /// <summary>Other homes below this weight are not written down.</summary>
    public const double LeastOther = 0.01;

    private const double Clear = 4;
    private readonly double[] _weight = new double[1 << options.ExactUpTo];
    private readonly double[] _sum = new double[1 << options.ExactUpTo];
    private readonly double[] _best = new double[1 << options.ExactUpTo];
    private readonly int[] _choice = new int[1 << options.ExactUpTo];
    private readonly List<Block> _blocks = [];
    private readonly List<int> _masks = [];
    private readonly List<OtherHome> _others = [];
    private readonly int[] _set = new int[PointScore.Most];
    private bool _laid; // whether the point score has the slots laid out

    /// <summary>The best partition of the slots (canonical order) with exact weights, when they are few or plainly one incident; null otherwise. The list is used again by the next call.</summary>
    public List<Block>? Solve(ReadOnlySpan<int> slots)
    {
        int n = slots.Length;
        _blocks.Clear();
        if (n > Math.Max(options.ExactUpTo, PointScore.Most)) return null;
        _laid = n > 1 && points.Begin(slots);
        if ((n == 1 ? Single(slots[0]) : n > 2 && (_laid || AllNarrow(slots)) ? TryClear(slots) : null) is { } only)
        {
            _blocks.Add(only);
            return _blocks;
        }

        if (n > options.ExactUpTo) return null;
        int all = (1 << n) - 1;
        Weigh(slots, all);
        Sum(all);
        _masks.Clear();
        List<int> masks = _masks;
        for (int rest = all; rest != 0; rest &= ~_choice[rest]) masks.Add(_choice[rest]);
        for (int b = 0; b < masks.Count; b++) _blocks.Add(Describe(slots, masks, b, all));
        return _blocks;
    }

    // One incident from which no member, and neither half, could go with more than e^−Clear: then only single leavings count, the rest is of second order (below 1e-3).
    private Block? TryClear(ReadOnlySpan<int> slots)
    {
        int n = slots.Length, whole = (1 << n) - 1;
        double all = Log(slots, whole);
        Span<double> leave = stackalloc double[n], without = stackalloc double[n];
        double total = 1;
        if (n > 3 && Bisect(slots) > all - Clear) return null;
        for (int i = 0; i < n; i++)
        {
            without[i] = Log(slots, whole ^ (1 << i));
            double log = without[i] + evidence[slots[i]].LogEither - all;
            if (log > -Clear) return null;
            total += leave[i] = Math.Exp(log);
        }

        double[] weights = new double[n];
        List<OtherHome> others = _others;
        others.Clear();
        for (int i = 0; i < n; i++)
        {
            double alone = leave[i] / total;
            weights[i] = 1 - alone;
            if (alone < LeastOther) continue;
            double real = evidence[slots[i]].Real;
            if (alone * real >= LeastOther) others.Add(new(slots[i], OtherHome.New, alone * real));
            if (alone * (1 - real) >= LeastOther) others.Add(new(slots[i], OtherHome.Clutter, alone * (1 - real)));
        }

        return new(slots.ToArray(), weights, [.. others], _laid ? null : without.ToArray());
    }

    private bool AllNarrow(ReadOnlySpan<int> slots)
    {
        foreach (int slot in slots)
        {
            ref readonly Item item = ref evidence[slot];
            if (item.Mixture >= 0 || !item.Time.IsNarrow) return false;
        }

        return true;
    }

    // ln weight of the likeliest cut in two: the two members farthest apart, each with those nearer to it.
    private double Bisect(ReadOnlySpan<int> slots)
    {
        (int p, int q, double far) = (0, 1, -1);
        for (int i = 0; i < slots.Length; i++)
        {
            for (int j = i + 1; j < slots.Length; j++)
            {
                double d = Gate.Distance(evidence[slots[i]], evidence[slots[j]]);
                if (d > far) (p, q, far) = (i, j, d);
            }
        }

        int near = 1 << p;
        for (int i = 0; i < slots.Length; i++)
        {
            if (i == q || i == p) continue;
            if (Gate.Distance(evidence[slots[i]], evidence[slots[p]]) <= Gate.Distance(evidence[slots[i]], evidence[slots[q]])) near |= 1 << i;
        }

        return Log(slots, near) + Log(slots, near ^ ((1 << slots.Length) - 1));
    }

    // ln of the weight of some of the slots as a block.
    private double Log(ReadOnlySpan<int> slots, int mask)
    {
        if (_laid) return points.Block(mask);
        int n = 0;
        for (int left = mask; left != 0; left &= left - 1) _set[n++] = slots[BitOperations.TrailingZeroCount(left)];
        return score.Log(_set.AsSpan(0, n));
    }

    /// <summary>A detection that has no neighbour.</summary>
    public Block Single(int slot)
    {
        double real = evidence[slot].Real;
        return new([slot], [real], 1 - real >= LeastOther ? [new(slot, OtherHome.Clutter, 1 - real)] : []);
    }

    private void Weigh(ReadOnlySpan<int> slots, int all)
    {
        double shift = 0;
        for (int mask = 1; mask <= all; mask++)
        {
            _weight[mask] = Log(slots, mask);
            shift = Math.Max(shift, _weight[mask] / BitOperations.PopCount((uint)mask));
        }

        // Every partition holds every member once, so a factor per member changes nothing and keeps exp in range.
        for (int mask = 1; mask <= all; mask++) _weight[mask] = Math.Exp(_weight[mask] - (shift * BitOperations.PopCount((uint)mask)));
    }

    private void Sum(int all)
    {
        (_sum[0], _best[0]) = (1, 1);
        for (int mask = 1; mask <= all; mask++)
        {
            int first = mask & -mask, rest = mask ^ first;
            (double sum, double best, int choice) = (0, -1, mask);
            for (int sub = rest; ; sub = (sub - 1) & rest)
            {
                int block = sub | first;
                double w = _weight[block];
                sum += w * _sum[mask ^ block];
                double product = w * _best[mask ^ block];
                if (product > best) (best, choice) = (product, block);
                if (sub == 0) break;
            }

            (_sum[mask], _best[mask], _choice[mask]) = (sum, best, choice);
        }
    }

    private Block Describe(ReadOnlySpan<int> slots, List<int> masks, int b, int all)
    {
        int n = BitOperations.PopCount((uint)masks[b]), k = 0;
        int[] members = new int[n];
        double[] weights = new double[n];
        List<OtherHome> others = _others;
        others.Clear();
        Span<double> home = stackalloc double[masks.Count];
        for (int i = 0; i < slots.Length; i++)
        {
            int bit = 1 << i;
            if ((masks[b] & bit) == 0) continue;
            double own = Homes(bit, masks, all, home);
            double real = evidence[slots[i]].Real;
            members[k] = slots[i];
            weights[k++] = n == 1 ? own * real : home[b];
            for (int o = 0; o < masks.Count; o++)
            {
                if (o != b && home[o] >= LeastOther) others.Add(new(slots[i], o, home[o]));
            }

            if (n > 1 && own * real >= LeastOther) others.Add(new(slots[i], OtherHome.New, own * real));
            if (own * (1 - real) >= LeastOther) others.Add(new(slots[i], OtherHome.Clutter, own * (1 - real)));
        }

        return new(members, weights, [.. others]);
    }

    // P(the member shares its block with block o of the best partition), shared out by the members they have in common; returns P(alone).
    private double Homes(int bit, List<int> masks, int all, Span<double> home)
    {
        home.Clear();
        int rest = all ^ bit;
        for (int sub = rest; sub != 0; sub = (sub - 1) & rest)
        {
            double p = _weight[sub | bit] * _sum[rest ^ sub] / _sum[all];
            if (p < 1e-9) continue;
            double size = BitOperations.PopCount((uint)sub);
            for (int o = 0; o < masks.Count; o++) home[o] += p * BitOperations.PopCount((uint)(sub & masks[o])) / size;
        }

        return _weight[bit] * _sum[rest] / _sum[all];
    }
}
