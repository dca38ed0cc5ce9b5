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

    /// <summary>Most detections that are asked whether they are plainly one incident, when not all are points at instants.</summary>
    public const int MostAtOnce = 15;

    /// <summary>What is less likely than e^ to minus this, against what was chosen, is of second order: nats.</summary>
    public const double Clear = 4;

    private double[] _weight = new double[1 << options.ExactUpTo];
    private double[] _sum = new double[1 << options.ExactUpTo];
    private double[] _best = new double[1 << options.ExactUpTo];
    private int[] _choice = new int[1 << options.ExactUpTo];
    private readonly List<Block> _blocks = [];
    private readonly List<int> _masks = [];
    private readonly Block _sure = new([0], [0], []), _doubtful = new([0], [0], [default]);
    private readonly List<OtherHome> _others = [];
    private int[] _size = new int[1 << options.ExactUpTo]; // members of a mask of units
    private int[] _set = new int[PointScore.Most];
    private Units _units = Units.Each(0);
    private bool _laid; // whether the point score has the slots laid out

    /// <summary>The best partition of the slots (canonical order) with exact weights, when they are few or plainly one incident; null otherwise. The list is used again by the next call.</summary>
    public List<Block>? Solve(ReadOnlySpan<int> slots)
    {
        int n = slots.Length;
        _blocks.Clear();
        if (n > PointScore.Most) return null;
        _units = Units.Each(n);
        _laid = n > 1 && points.Begin(slots);
        if ((n == 1 ? Single(slots[0]) : n > 2 && MayBeClear(slots) ? TryClear(slots) : null) is { } only)
        {
            _blocks.Add(only);
            return _blocks;
        }

        return n > options.ExactUpTo ? null : Enumerate(slots, Units.Each(n));
    }

    /// <summary>Whether so many units of some slots are few enough for <see cref="Enumerate"/>: more of points at instants, which are weighed faster than the sampler draws.</summary>
    public bool Enumerates(int units, ReadOnlySpan<int> slots)
    {
        if (units <= options.ExactUpTo) return true;
        if (units > options.PointPartsExactUpTo || !points.Fits(slots)) return false;
        if (_weight.Length < 1 << units)
        {
            (_weight, _sum, _best) = (new double[1 << units], new double[1 << units], new double[1 << units]);
            (_choice, _size) = (new int[1 << units], new int[1 << units]);
        }

        return true;
    }

    /// <summary>All partitions of some units, each of which stays together: as many as <see cref="Enumerates"/> allows.</summary>
    public List<Block> Enumerate(ReadOnlySpan<int> slots, Units units)
    {
        _units = units;
        int all = (1 << units.Count) - 1;
        _blocks.Clear();
        _laid = points.Begin(slots);
        for (int mask = 1; mask <= all; mask++) _size[mask] = _size[mask & (mask - 1)] + units.Of(BitOperations.TrailingZeroCount(mask)).Length;
        Weigh(slots, all);
        Sum(all);
        _masks.Clear();
        for (int rest = all; rest != 0; rest &= ~_choice[rest]) _masks.Add(_choice[rest]);
        double[] home = new double[units.Count * _masks.Count], alone = new double[units.Count];
        for (int u = 0; u < units.Count; u++) alone[u] = Homes(u, all, home.AsSpan(u * _masks.Count, _masks.Count));
        for (int b = 0; b < _masks.Count; b++) _blocks.Add(Describe(slots, b, home, alone));
        return _blocks;
    }

    // One incident from which no member, and neither half, could go with more than e^−Clear: then only single leavings count, the rest is of second order (below 1e-3).
    private Block? TryClear(ReadOnlySpan<int> slots)
    {
        int n = slots.Length, whole = (1 << n) - 1;
        if (_laid) AskAhead(slots, whole);
        double all = Log(slots, whole);
        Span<double> leave = stackalloc double[n], without = stackalloc double[n];
        double total = 1;
        if (n > 3 && Split(slots, all) != 0) return null;
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

    // What the question "plainly one incident" reads, weighed together.
    private void AskAhead(ReadOnlySpan<int> slots, int whole)
    {
        points.Ask(whole);
        for (int i = 0; i < slots.Length; i++) points.Ask(whole ^ (1 << i));
        if (slots.Length > 3)
        {
            int near = Near(slots);
            points.Ask(near);
            points.Ask(near ^ whole);
        }

        points.Weigh();
    }

    private bool MayBeClear(ReadOnlySpan<int> slots) => _laid || (slots.Length <= MostAtOnce && AllNarrow(slots)) || points.Fits(slots);

    private bool AllNarrow(ReadOnlySpan<int> slots)
    {
        foreach (int slot in slots)
        {
            ref readonly Item item = ref evidence[slot];
            if (item.Mixture >= 0 || !item.Time.IsNarrow) return false;
        }

        return true;
    }

    /// <summary>Whether a block of narrow slots, at most <see cref="MostAtOnce"/> or of <see cref="PointScore.Most"/> points, could be cut in two with more than e^−<see cref="Clear"/>: the mask of one part, 0 for no, −1 when it cannot be told.</summary>
    public int MaySplit(ReadOnlySpan<int> slots, double log)
    {
        if (slots.Length < 4) return 0; // one leaves: another test sees that
        if (slots.Length > PointScore.Most) return -1;
        _units = Units.Each(slots.Length);
        _laid = points.Begin(slots);
        if (!MayBeClear(slots)) return -1;
        return Split(slots, log);
    }

    private int Split(ReadOnlySpan<int> slots, double log)
    {
        int near = Near(slots);
        return Log(slots, near) + Log(slots, near ^ ((1 << slots.Length) - 1)) > log - Clear ? near : 0;
    }

    // The likeliest cut in two: the two members farthest apart, each with those nearer to it.
    private int Near(ReadOnlySpan<int> slots)
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

        return near;
    }

    // ln of the weight of some of the units as a block.
    private double Log(ReadOnlySpan<int> slots, int mask)
    {
        if (_laid) return points.Block(_units.Spread(mask));
        if (_set.Length < slots.Length) _set = new int[2 * slots.Length];
        int n = 0;
        for (int i = 0; i < slots.Length; i++)
        {
            if ((mask & (1 << _units.At(i))) != 0) _set[n++] = slots[i];
        }

        return score.Log(_set.AsSpan(0, n));
    }

    // A detection that has no neighbour: the commonest block, so two of them are filled again and again.
    private Block Single(int slot)
    {
        double real = evidence[slot].Real;
        Block block = 1 - real >= LeastOther ? _doubtful : _sure;
        (block.Slots[0], block.Weights[0]) = (slot, real);
        if (block == _doubtful) block.Others[0] = new(slot, OtherHome.Clutter, 1 - real);
        return block;
    }

    private void Weigh(ReadOnlySpan<int> slots, int all)
    {
        double shift = 0;
        for (int mask = 1; mask <= all && _laid; mask++) points.Ask(_units.Spread(mask));
        if (_laid) points.Weigh();
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

    private Block Describe(ReadOnlySpan<int> slots, int b, double[] home, double[] alone)
    {
        int n = _size[_masks[b]], k = 0;
        int[] members = new int[n];
        double[] weights = new double[n];
        _others.Clear();
        for (int i = 0; i < slots.Length; i++)
        {
            int unit = _units.At(i);
            if ((_masks[b] & (1 << unit)) == 0) continue;
            double own = alone[unit], real = evidence[slots[i]].Real;
            members[k] = slots[i];
            weights[k++] = n == 1 ? own * real : home[(unit * _masks.Count) + b] * _units.Stay(i);
            for (int o = 0; o < _masks.Count; o++)
            {
                double w = home[(unit * _masks.Count) + o];
                if (o != b && w >= LeastOther) _others.Add(new(slots[i], slots[_units.Of(BitOperations.TrailingZeroCount(_masks[o]))[0]], w));
            }

            if (n > 1 && own * real >= LeastOther) _others.Add(new(slots[i], OtherHome.New, own * real));
            if (own * (1 - real) >= LeastOther) _others.Add(new(slots[i], OtherHome.Clutter, own * (1 - real)));
        }

        return new(members, weights, [.. _others]);
    }

    // P(a member of the unit shares its block with block o of the best partition), shared out by the members they have in common; returns P(alone).
    private double Homes(int unit, int all, Span<double> home)
    {
        int bit = 1 << unit, rest = all ^ bit, with = _size[bit] - 1;
        for (int sub = rest; ; sub = (sub - 1) & rest)
        {
            double p = _weight[sub | bit] * _sum[rest ^ sub] / _sum[all];
            if (sub == 0 && with == 0) return p;
            if (p >= 1e-9)
            {
                double size = _size[sub] + with;
                for (int o = 0; o < _masks.Count; o++) home[o] += p * (_size[sub & _masks[o]] + ((_masks[o] & bit) != 0 ? with : 0)) / size;
            }

            if (sub == 0) return 0;
        }
    }
}
