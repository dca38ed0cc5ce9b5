namespace Truce.Fusion;

/// <summary>Links inside one component: neighbours of each member by local number, ascending, with ln of the pair's Bayes factor.</summary>
internal sealed class LocalLinks
{
    /// <summary>First neighbour of each member in <see cref="To"/>; one more entry at the end.</summary>
    public required int[] Start { get; init; }

    /// <summary>Neighbours.</summary>
    public required int[] To { get; init; }

    /// <summary>ln of the Bayes factor of each.</summary>
    public required float[] LogBayes { get; init; }
}

/// <summary>The links among all detections, kept from step to step: what is added or dropped costs what it touches.</summary>
/// <remarks>A link is two half-links, numbers 2k and 2k + 1, each in the list of the slot it leaves. Numbers of dropped links are used again.</remarks>
internal sealed class LinkGraph(Evidence evidence)
{
    private int[] _first = new int[16]; // by slot: 1 + its first half-link; 0 for none
    private int[] _next = new int[64], _to = new int[64];
    private float[] _log = new float[64];
    private int _used, _free; // half-links in use, dropped ones included; 1 + the first dropped link
    private int[] _reached = new int[16], _local = new int[16]; // by slot: the walk that reached it last, its number in it
    private int _walk;
    private readonly List<int> _members = [];

    /// <summary>Makes room for slots below this number.</summary>
    public void Grow(int slots)
    {
        if (_first.Length >= slots) return;
        int size = Math.Max(slots, 2 * _first.Length);
        Array.Resize(ref _first, size);
        Array.Resize(ref _reached, size);
        Array.Resize(ref _local, size);
    }

    /// <summary>Links two slots.</summary>
    public void Add(int a, int b, double log)
    {
        int half = _free - 1;
        if (half >= 0)
        {
            _free = _next[half];
        }
        else
        {
            half = _used;
            _used += 2;
            if (_used > _to.Length)
            {
                Array.Resize(ref _next, 2 * _to.Length);
                Array.Resize(ref _log, 2 * _to.Length);
                Array.Resize(ref _to, 2 * _to.Length);
            }
        }

        Put(half, a, b, (float)log);
        Put(half + 1, b, a, (float)log);
    }

    /// <summary>Drops all links of a slot and adds the slots that it was linked to.</summary>
    public void Drop(int slot, List<int> neighbours)
    {
        for (int half = _first[slot] - 1; half >= 0;)
        {
            int next = _next[half] - 1, other = _to[half];
            neighbours.Add(other);
            Unlink(other, half ^ 1);
            (_next[half & ~1], _free) = (_free, 1 + (half & ~1));
            half = next;
        }

        _first[slot] = 0;
    }

    /// <summary>A new walk: no slot has been reached yet.</summary>
    public void BeginWalk() => _walk++;

    /// <summary>Whether this walk has reached the slot.</summary>
    public bool Reached(int slot) => _reached[slot] == _walk;

    /// <summary>All slots that hang together with this one, in canonical order; the span is good until the next call.</summary>
    public ReadOnlySpan<int> Component(int slot)
    {
        _members.Clear();
        Reach(slot);
        for (int m = 0; m < _members.Count; m++)
        {
            for (int half = _first[_members[m]] - 1; half >= 0; half = _next[half] - 1)
            {
                if (_reached[_to[half]] != _walk) Reach(_to[half]);
            }
        }

        Span<int> members = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members);
        if (members.Length > 1) Sort(members);
        return members;
    }

    /// <summary>The links of the component that was walked last, by its local numbers.</summary>
    public LocalLinks Local(ReadOnlySpan<int> members)
    {
        for (int i = 0; i < members.Length; i++) _local[members[i]] = i;
        int[] start = new int[members.Length + 1];
        for (int i = 0; i < members.Length; i++)
        {
            start[i + 1] = start[i];
            for (int half = _first[members[i]] - 1; half >= 0; half = _next[half] - 1) start[i + 1]++;
        }

        int[] to = new int[start[^1]];
        float[] log = new float[start[^1]];
        for (int i = 0; i < members.Length; i++)
        {
            int at = start[i];
            for (int half = _first[members[i]] - 1; half >= 0; half = _next[half] - 1) (to[at], log[at++]) = (_local[_to[half]], _log[half]);
            Array.Sort(to, log, start[i], at - start[i]);
        }

        return new() { Start = start, To = to, LogBayes = log };
    }

    private void Put(int half, int from, int to, float log)
    {
        (_to[half], _log[half], _next[half]) = (to, log, _first[from]);
        _first[from] = half + 1;
    }

    private void Unlink(int slot, int half)
    {
        if (_first[slot] == half + 1)
        {
            _first[slot] = _next[half];
            return;
        }

        int before = _first[slot] - 1;
        while (_next[before] != half + 1) before = _next[before] - 1;
        _next[before] = _next[half];
    }

    private void Reach(int slot)
    {
        _reached[slot] = _walk;
        _members.Add(slot);
    }

    private void Sort(Span<int> members)
    {
        if (members.Length > 24)
        {
            members.Sort(evidence.Compare);
            return;
        }

        for (int i = 1; i < members.Length; i++)
        {
            int slot = members[i], at = i;
            for (; at > 0 && evidence.Compare(slot, members[at - 1]) < 0; at--) members[at] = members[at - 1];
            members[at] = slot;
        }
    }
}
