using Truce.Measures;

namespace Truce.Fusion;

/// <summary>Weights of assignments that are too many to enumerate, by a Markov chain over partitions; and the best partition it passes.</summary>
/// <remarks>
/// Moves: one member goes to a home drawn by weight (Gibbs: to a block that holds a neighbour, or alone, which is birth and death); two linked blocks
/// merge or a block splits about two linked members; two linked members swap blocks (Metropolis). Each keeps the exact weights in balance:
/// Hastings 1970, Biometrika 57; splits with a proposal per anchor pair after Jain and Neal 2004, J. Comput. Graph. Stat. 13. The seed is made of the
/// ids of the members, the start is the greedy assignment, the number of sweeps depends on the size alone: the same bits on every run.
/// Weights are averages of the probabilities that homes were drawn by, not of the draws.
/// </remarks>
internal sealed class PartitionSampler(Evidence evidence, BlockScore score)
{
    private const int SiteVisits = 4_000, LeastSweeps = 30, MostSweeps = 400, MostKept = 200_000;
    private readonly Dictionary<ulong, double> _known = [];
    private readonly List<(int Block, double Weight)> _homes = [];
    private int[] _slots = [], _set = new int[64];
    private ulong[] _key = [];
    private int[] _blockOf = [], _best = [];
    private SampledBlock?[] _blocks = [];
    private int[][] _near = [];
    private SeededRandom _random = new(0);
    private double _total, _bestTotal;
    private bool _searching;
    private HomeShares? _shares;

    /// <summary>ln of the weight of the best partition of the last call, and of the one it started from.</summary>
    public (double Best, double Start) Totals { get; private set; }

    /// <summary>Blocks with weights for some members of a component, given where the greedy search put them.</summary>
    public List<Block> Solve(int[] slots, List<int> group, LocalLinks links, Func<int, int> start)
    {
        Begin(slots, group, links, start);
        double begun = _total;
        int sweeps = Math.Clamp(SiteVisits / _slots.Length, LeastSweeps, MostSweeps);
        _searching = true;
        for (int s = 0; s < sweeps / 4; s++) Sweep();
        _searching = false;
        Totals = (_bestTotal, begun);
        _shares = new(_best);
        for (int s = 0; s < sweeps; s++) Sweep();
        List<Block> blocks = _shares.Describe(_slots, sweeps, evidence);
        _shares = null;
        return blocks;
    }

    private void Begin(int[] slots, List<int> group, LocalLinks links, Func<int, int> start)
    {
        int n = group.Count;
        _slots = new int[n];
        _key = new ulong[n];
        _known.Clear();
        ulong seed = 0;
        var local = new Dictionary<int, int>(n);
        for (int k = 0; k < n; k++)
        {
            _slots[k] = slots[group[k]];
            local.Add(group[k], k);
            _key[k] = new SeededRandom(evidence[_slots[k]].IdSeed).NextBits();
            seed = unchecked((seed * 0x9E3779B97F4A7C15UL) + _key[k]);
        }

        _random = new(seed);
        _near = new int[n][];
        for (int k = 0; k < n; k++) _near[k] = Near(group[k], links, local);
        Place(group, start);
    }

    private static int[] Near(int member, LocalLinks links, Dictionary<int, int> local)
    {
        var near = new List<int>();
        for (int l = links.Start[member]; l < links.Start[member + 1]; l++)
        {
            if (local.TryGetValue(links.To[l], out int k)) near.Add(k);
        }

        return [.. near];
    }

    private void Place(List<int> group, Func<int, int> start)
    {
        int n = group.Count;
        _blockOf = new int[n];
        _blocks = new SampledBlock?[n + 1]; // one more than members: there is always an empty one
        var number = new Dictionary<int, int>();
        for (int k = 0; k < n; k++)
        {
            if (!number.TryGetValue(start(group[k]), out int b)) number.Add(start(group[k]), b = number.Count);
            _blockOf[k] = b;
            _blocks[b] = (_blocks[b] ?? SampledBlock.Empty).With(k, _key[k]);
        }

        _total = 0;
        for (int b = 0; b < number.Count; b++) _total += Log(_blocks[b]!);
        (_best, _bestTotal) = ([.. _blockOf], _total);
    }

    private void Sweep()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            Visit(i);
            if ((i & 1) == 0) Exchange();
        }
    }

    // Gibbs: one member leaves its block and draws a home among those that hold a neighbour, or none.
    private void Visit(int i)
    {
        int own = _blockOf[i];
        SampledBlock rest = _blocks[own]!.Without(i, _key[i]);
        double restLog = Log(rest);
        _homes.Clear();
        _homes.Add((-1, evidence[_slots[i]].LogEither));
        bool tied = rest.Count == 0; // whether its way back would be open
        foreach (int near in _near[i])
        {
            int b = _blockOf[near];
            tied |= b == own;
            if (Listed(b)) continue;
            _homes.Add((b, b == own ? Log(_blocks[own]!) - restLog : LogWith(_blocks[b]!, i) - Log(_blocks[b]!)));
        }

        if (!tied)
        {
            _shares?.Add(i, rest.Members, 1); // none of its neighbours is with it: nothing could bring it back, so it stays
            return;
        }

        int to = Draw(i, own, rest);
        if (to == own) return;
        double before = Log(_blocks[own]!);
        Put(own, rest);
        if (to < 0) to = Array.IndexOf(_blocks, null);
        SampledBlock home = _blocks[to] ?? SampledBlock.Empty, grown = home.With(i, _key[i]);
        _total += restLog - before + Log(grown) - Log(home);
        _blocks[to] = grown;
        _blockOf[i] = to;
        Remember();
    }

    private bool Listed(int block)
    {
        foreach ((int listed, _) in _homes)
        {
            if (listed == block) return true;
        }

        return false;
    }

    private int Draw(int i, int own, SampledBlock rest)
    {
        double most = double.NegativeInfinity, sum = 0;
        foreach ((_, double log) in _homes) most = Math.Max(most, log);
        for (int h = 0; h < _homes.Count; h++) sum += (_homes[h] = (_homes[h].Block, Math.Exp(_homes[h].Weight - most))).Weight;
        double left = _random.NextUnit() * sum;
        int chosen = -1;
        bool found = false;
        foreach ((int block, double weight) in _homes)
        {
            _shares?.Add(i, block < 0 ? [] : block == own ? rest.Members : _blocks[block]!.Members, weight / sum);
            left -= weight;
            if (found || left > 0) continue;
            (chosen, found) = (block, true);
        }

        return chosen < 0 && rest.Count == 0 ? own : chosen;
    }

    // Metropolis: about a linked pair drawn at random, together: split; apart: merge or swap.
    private void Exchange()
    {
        int i = _random.NextBelow(_slots.Length);
        if (_near[i].Length == 0) return;
        int j = _near[i][_random.NextBelow(_near[i].Length)], a = _blockOf[i], b = _blockOf[j];
        bool swap = _random.NextUnit() < 0.3;
        if (a == b && !swap) Split(i, j, a);
        else if (a != b && swap) Swap(i, j, a, b);
        else if (a != b) Merge(i, j, a, b);
    }

    private void Swap(int i, int j, int a, int b)
    {
        SampledBlock x = _blocks[a]!.Without(i, _key[i]).With(j, _key[j]), y = _blocks[b]!.Without(j, _key[j]).With(i, _key[i]);
        Accept(a, x, b, y, 0);
    }

    private void Merge(int i, int j, int a, int b)
    {
        SampledBlock united = _blocks[a]!;
        double back = 0;
        foreach (int k in _blocks[b]!.Members)
        {
            united = united.With(k, _key[k]);
            if (k != j) back += Math.Log(1 - NearerFirst(k, i, j));
        }

        foreach (int k in _blocks[a]!.Members)
        {
            if (k != i) back += Math.Log(NearerFirst(k, i, j));
        }

        Accept(a, united, b, SampledBlock.Empty, back);
    }

    private void Split(int i, int j, int a)
    {
        SampledBlock x = SampledBlock.Empty, y = SampledBlock.Empty;
        double forth = 0;
        foreach (int k in _blocks[a]!.Members)
        {
            double p = k == i ? 1 : k == j ? 0 : NearerFirst(k, i, j);
            bool first = k == i || (k != j && _random.NextUnit() < p);
            if (k != i && k != j) forth += Math.Log(first ? p : 1 - p);
            if (first) x = x.With(k, _key[k]);
            else y = y.With(k, _key[k]);
        }

        Accept(a, x, Array.IndexOf(_blocks, null), y, -forth);
    }

    // P(a split puts k with the first anchor): by distance where there is one; never sure, so that every split has a way back.
    private double NearerFirst(int k, int i, int j)
    {
        ref readonly Item a = ref evidence[_slots[k]];
        ref readonly Item x = ref evidence[_slots[i]];
        ref readonly Item y = ref evidence[_slots[j]];
        if (!a.Time.IsNarrow || !x.Time.IsNarrow || !y.Time.IsNarrow || a.Mixture >= 0 || x.Mixture >= 0 || y.Mixture >= 0) return 0.5;
        return Math.Clamp(1 / (1 + Math.Exp(Math.Clamp((Gate.Distance(a, x) - Gate.Distance(a, y)) / 2, -30, 30))), 0.05, 0.95);
    }

    private void Accept(int a, SampledBlock x, int b, SampledBlock y, double proposal)
    {
        double before = Log(_blocks[a]!) + (_blocks[b] is { } had ? Log(had) : 0), after = Log(x) + Log(y);
        if (Math.Log(1 - _random.NextUnit()) > after - before + proposal) return;
        _total += after - before;
        Put(a, x);
        Put(b, y);
        foreach (int k in x.Members) _blockOf[k] = a;
        foreach (int k in y.Members) _blockOf[k] = b;
        Remember();
    }

    private void Put(int b, SampledBlock block) => _blocks[b] = block.Count == 0 ? null : block;

    private void Remember()
    {
        if (!_searching || _total <= _bestTotal + 1e-9) return;
        _bestTotal = _total;
        _blockOf.CopyTo(_best, 0);
    }

    private double LogWith(SampledBlock block, int i) => _known.TryGetValue(block.Key ^ _key[i], out double log) ? log : Log(block.With(i, _key[i]));

    private double Log(SampledBlock block)
    {
        if (block.Count == 0) return 0;
        if (_known.TryGetValue(block.Key, out double log)) return log;
        if (_set.Length < block.Count) _set = new int[2 * block.Count];
        for (int k = 0; k < block.Count; k++) _set[k] = _slots[block.Members[k]];
        if (_known.Count >= MostKept) _known.Clear();
        return _known[block.Key] = score.Log(_set.AsSpan(0, block.Count));
    }
}

/// <summary>A block of the chain: members ascending, and a key made of theirs. Never changed; a new one is made instead.</summary>
internal sealed class SampledBlock(int[] members, ulong key)
{
    public static readonly SampledBlock Empty = new([], 0);

    public int Count => members.Length;

    public int[] Members => members;

    public ulong Key => key;

    public SampledBlock With(int k, ulong add)
    {
        int[] more = new int[members.Length + 1];
        int at = ~Array.BinarySearch(members, k);
        members.AsSpan(0, at).CopyTo(more);
        more[at] = k;
        members.AsSpan(at).CopyTo(more.AsSpan(at + 1));
        return new(more, key ^ add);
    }

    public SampledBlock Without(int k, ulong drop)
    {
        int at = Array.BinarySearch(members, k);
        return new([.. members.AsSpan(0, at), .. members.AsSpan(at + 1)], key ^ drop);
    }
}
