using Truce.Measures;

namespace Truce.Fusion;

/// <summary>A good assignment of a component that is too large to enumerate: greedy joining, then moves and mergers until nothing improves.</summary>
/// <remarks>
/// Joining takes the links from the strongest down (ties: canonical order) and unites two blocks when the united weight is greater.
/// Moves then take each member in canonical order to its best home; mergers try each pair of linked blocks. At most
/// <see cref="Rounds"/> rounds, so even a component of a whole theatre ends; the result is a local optimum, the same on every run. Members are local numbers.
/// </remarks>
internal sealed class GreedyAssignment(Evidence evidence, BlockScore score, PointScore points)
{
    private const int Rounds = 6;
    private int[] _slots = [];
    private int[] _blockOf = [];
    private bool _laid; // whether the point score has the slots laid out: then each block has a mask, and weights are kept by it
    private int[] _mask = [];
    private bool[] _awake = [];
    private List<int>?[] _members = [];
    private double[] _log = [];
    private LocalLinks _links = new() { Start = [], To = [], LogBayes = [] };
    private readonly Memo _memo = new();
    private int[] _serial = []; // of the content of each block: a new number whenever it changes
    private int _nextSerial;
    private int[] _set = new int[64];
    private readonly List<(int Block, double Log)> _homes = [];
    private int[] _seen = [];
    private int _stamp;

    /// <summary>The block of a member.</summary>
    public int BlockOf(int member) => _blockOf[member];

    /// <summary>Members of a block, ascending.</summary>
    public List<int> Members(int block) => _members[block]!;

    /// <summary>Looks for the assignment; slots in canonical order, links by position in it.</summary>
    public void Solve(int[] slots, LocalLinks links)
    {
        Begin(slots, links);
        Join();
        for (int round = 0; round < Rounds; round++)
        {
            bool moved = Move();
            if (!Merge() && !moved) break;
        }
    }

    /// <summary>Unites blocks between which a member, or all, could go with more than e^−<paramref name="clear"/>; gives P(each member stays), negative for members that could go.</summary>
    public double[] Ambiguities(Components sets, double clear)
    {
        double[] stays = new double[_slots.Length];
        var tried = new HashSet<(int, int)>();
        for (int i = 0; i < _slots.Length; i++)
        {
            int own = _blockOf[i];
            double stay = _log[own] - Homes(i), total = 1;
            bool loose = false;
            foreach ((int block, double log) in _homes)
            {
                total += Math.Exp(Math.Min(log - stay, 30));
                if (log <= stay - clear) continue;
                loose = true;
                if (block >= 0) sets.Unite(own, block);
            }

            stays[i] = loose ? -1 : 1 / total;
            for (int k = _links.Start[i]; k < _links.Start[i + 1]; k++)
            {
                int other = _blockOf[_links.To[k]];
                if (other > own && tried.Add((own, other)) && United(own, other) > _log[own] + _log[other] - clear) sets.Unite(own, other);
            }
        }

        return stays;
    }

    /// <summary>ln of the weight of a block.</summary>
    public double Log(int block) => _log[block];

    private void Begin(int[] slots, LocalLinks links)
    {
        int n = slots.Length;
        (_slots, _links) = (slots, links);
        _blockOf = new int[n];
        _members = new List<int>?[n];
        _log = new double[n];
        _awake = new bool[n];
        _seen = new int[n];
        _stamp = 0;
        _serial = new int[n];
        _memo.Clear();
        _laid = points.Begin(slots);
        _mask = _laid ? new int[n] : [];
        Array.Fill(_awake, true);
        for (_nextSerial = 0; _nextSerial < n; _nextSerial++)
        {
            int i = _serial[_nextSerial] = _nextSerial;
            _blockOf[i] = i;
            _members[i] = [i];
            _log[i] = evidence[slots[i]].LogEither;
            if (_laid) _mask[i] = 1 << i;
        }
    }

    private void Join()
    {
        var order = new List<(float Log, int A, int B)>();
        for (int a = 0; a < _slots.Length; a++)
        {
            for (int k = _links.Start[a]; k < _links.Start[a + 1]; k++)
            {
                if (_links.To[k] > a && _links.LogBayes[k] > 0) order.Add((_links.LogBayes[k], a, _links.To[k]));
            }
        }

        order.Sort(static (x, y) =>
        {
            int c = y.Log.CompareTo(x.Log);
            if (c == 0) c = x.A.CompareTo(y.A);
            return c != 0 ? c : x.B.CompareTo(y.B);
        });
        foreach ((_, int a, int b) in order) TryUnite(_blockOf[a], _blockOf[b]);
    }

    private bool TryUnite(int x, int y)
    {
        if (x == y) return false;
        (int into, int from) = _members[x]!.Count >= _members[y]!.Count ? (x, y) : (y, x);
        double log = United(x, y);
        if (log <= _log[into] + _log[from]) return false;
        var united = new List<int>(_members[into]!.Count + _members[from]!.Count);
        Interleave(_members[into]!, _members[from]!, united);
        foreach (int i in _members[from]!) _blockOf[i] = into;
        (_members[into], _members[from]) = (united, null);
        if (_laid) (_mask[into], _mask[from]) = (_mask[into] | _mask[from], 0);
        _log[into] = log;
        _serial[into] = _nextSerial++;
        return true;
    }

    private double United(int x, int y)
    {
        if (_laid) return points.Block(_mask[x] | _mask[y]);
        (int a, int b) = (Math.Min(_serial[x], _serial[y]), Math.Max(_serial[x], _serial[y]));
        return _memo.Find(a, b, out double log) ? log : _memo.Keep(a, b, score.Log(Union(_members[x]!, _members[y]!)));
    }

    private bool Move()
    {
        bool any = false;
        for (int i = 0; i < _slots.Length; i++)
        {
            if (!_awake[i]) continue;
            _awake[i] = false;
            int from = _blockOf[i];
            double without = Homes(i);
            int best = from;
            double bestLog = _log[from] - without;
            foreach ((int block, double log) in _homes)
            {
                if (block != from && log > bestLog + 1e-9) (best, bestLog) = (block, log);
            }

            if (best == from) continue;
            Take(i, from, best, without);
            any = true;
        }

        return any;
    }

    // ln weight of the home block without the member; fills the other homes with what the member would add there, −1 for a block of its own.
    private double Homes(int i)
    {
        _homes.Clear();
        if (_laid) AskAhead(i);
        _stamp++;
        int own = _blockOf[i];
        _seen[own] = _stamp;
        double without = 0;
        if (_members[own]!.Count > 1)
        {
            without = LogWithout(own, i);
            _homes.Add((-1, evidence[_slots[i]].LogEither));
        }

        for (int k = _links.Start[i]; k < _links.Start[i + 1]; k++)
        {
            int block = _blockOf[_links.To[k]];
            if (_seen[block] == _stamp) continue;
            _seen[block] = _stamp;
            _homes.Add((block, LogWith(block, i) - _log[block]));
        }

        return without;
    }

    // The homes of a member, weighed together.
    private void AskAhead(int i)
    {
        int own = _blockOf[i], last = own;
        points.Ask(_mask[own] ^ (1 << i));
        for (int k = _links.Start[i]; k < _links.Start[i + 1]; k++)
        {
            int block = _blockOf[_links.To[k]];
            if (block != last && block != own) points.Ask(_mask[block] | (1 << i));
            last = block;
        }

        points.Weigh();
    }

    private double LogWithout(int block, int i)
    {
        if (_laid) return points.Block(_mask[block] ^ (1 << i));
        return _memo.Find(_serial[block], ~i, out double log) ? log : _memo.Keep(_serial[block], ~i, score.Log(Without(_members[block]!, i)));
    }

    private double LogWith(int block, int i)
    {
        if (_laid) return points.Block(_mask[block] | (1 << i));
        return _memo.Find(_serial[block], ~i, out double log) ? log : _memo.Keep(_serial[block], ~i, score.Log(With(_members[block]!, i)));
    }

    private void Take(int i, int from, int to, double without)
    {
        _members[from]!.Remove(i);
        _serial[from] = _nextSerial++;
        if (_members[from]!.Count == 0) _members[from] = null;
        else _log[from] = without;
        if (to == -1)
        {
            to = Array.IndexOf(_members, null);
            _members[to] = [i];
        }
        else
        {
            List<int> members = _members[to]!;
            int at = members.BinarySearch(i);
            members.Insert(~at, i);
        }

        _blockOf[i] = to;
        _serial[to] = _nextSerial++;
        if (_laid) (_mask[from], _mask[to]) = (_mask[from] ^ (1 << i), _members[to]!.Count == 1 ? 1 << i : _mask[to] | (1 << i));
        _log[to] = _laid ? points.Block(_mask[to]) : score.Log(Slots(_members[to]!));
        Wake(i);
    }

    private void Wake(int i)
    {
        _awake[i] = true;
        for (int k = _links.Start[i]; k < _links.Start[i + 1]; k++) _awake[_links.To[k]] = true;
    }

    private bool Merge()
    {
        bool any = false;
        var tried = new HashSet<(int, int)>();
        for (int i = 0; i < _slots.Length; i++)
        {
            for (int k = _links.Start[i]; k < _links.Start[i + 1]; k++)
            {
                int a = _blockOf[i], b = _blockOf[_links.To[k]];
                if (a == b || !tried.Add((Math.Min(a, b), Math.Max(a, b))) || !TryUnite(a, b)) continue;
                any = true;
                Wake(i);
            }
        }

        return any;
    }

    /// <summary>A block with weights that hold if all others stay where they are. Other homes are named by their first slot.</summary>
    public Block Conditional(int b)
    {
        List<int> members = _members[b]!;
        int[] slots = new int[members.Count];
        double[] weights = new double[members.Count];
        double[] withouts = new double[members.Count];
        var others = new List<OtherHome>();
        for (int m = 0; m < members.Count; m++)
        {
            int i = members[m];
            slots[m] = _slots[i];
            double without = withouts[m] = Homes(i);
            double real = evidence[_slots[i]].Real;
            double stay = _log[b] - without, total = stay;
            foreach ((_, double log) in _homes) total = Probability.LogAdd(total, log);
            double here = Math.Exp(stay - total);
            weights[m] = members.Count == 1 ? here * real : here;
            if (members.Count == 1 && here * (1 - real) >= ExactAssignment.LeastOther) others.Add(new(_slots[i], OtherHome.Clutter, here * (1 - real)));
            foreach ((int block, double log) in _homes)
            {
                double w = Math.Exp(log - total);
                if (w < ExactAssignment.LeastOther) continue;
                if (block >= 0)
                {
                    others.Add(new(_slots[i], _slots[_members[block]![0]], w));
                    continue;
                }

                if (w * real >= ExactAssignment.LeastOther) others.Add(new(_slots[i], OtherHome.New, w * real));
                if (w * (1 - real) >= ExactAssignment.LeastOther) others.Add(new(_slots[i], OtherHome.Clutter, w * (1 - real)));
            }
        }

        return new(slots, weights, [.. others], withouts);
    }

    private ReadOnlySpan<int> Slots(List<int> members) => Fill(members, -1, -1);

    private ReadOnlySpan<int> Without(List<int> members, int i) => Fill(members, i, -1);

    private ReadOnlySpan<int> With(List<int> members, int i) => Fill(members, -1, i);

    private Span<int> Fill(List<int> members, int skip, int add)
    {
        if (_set.Length < members.Count + 1) _set = new int[2 * (members.Count + 1)];
        int n = 0;
        foreach (int m in members)
        {
            if (m == skip) continue;
            if (add >= 0 && m > add)
            {
                _set[n++] = _slots[add];
                add = -1;
            }

            _set[n++] = _slots[m];
        }

        if (add >= 0) _set[n++] = _slots[add];
        return _set.AsSpan(0, n);
    }

    private ReadOnlySpan<int> Union(List<int> a, List<int> b)
    {
        if (_set.Length < a.Count + b.Count) _set = new int[2 * (a.Count + b.Count)];
        int n = 0, i = 0, j = 0;
        while (i < a.Count || j < b.Count) _set[n++] = _slots[j == b.Count || (i < a.Count && a[i] < b[j]) ? a[i++] : b[j++]];
        return _set.AsSpan(0, n);
    }

    private static void Interleave(List<int> a, List<int> b, List<int> into)
    {
        int i = 0, j = 0;
        while (i < a.Count || j < b.Count) into.Add(j == b.Count || (i < a.Count && a[i] < b[j]) ? a[i++] : b[j++]);
    }
}
