namespace Truce.Fusion;

/// <summary>The components of a set of links, each with its slots in canonical order and its links by local number.</summary>
internal sealed class LinkedComponents
{
    private readonly int[] _start, _slots, _rank, _number;
    private int[] _local, _linkStart, _linkTo;
    private float[] _linkLog;

    /// <summary>Groups slots, given in canonical order, by the links among them.</summary>
    public LinkedComponents(int[] ordered, Links links, int slotCount)
    {
        int n = ordered.Length;
        int[] rank = new int[slotCount];
        Array.Fill(rank, -1);
        for (int r = 0; r < n; r++) rank[ordered[r]] = r;
        var sets = new Components(n);
        ReadOnlySpan<int> a = links.A, b = links.B;
        for (int k = 0; k < links.Count; k++) sets.Unite(rank[a[k]], rank[b[k]]);
        int[] number = new int[n];
        for (int r = 0; r < n; r++) number[r] = sets.Root(r) == r ? Count++ : number[sets.Root(r)];
        (_start, _slots, _local) = (new int[Count + 1], new int[n], new int[slotCount]);
        for (int r = 0; r < n; r++) _start[number[r] + 1]++;
        for (int c = 0; c < Count; c++) _start[c + 1] += _start[c];
        int[] at = _start.AsSpan(0, Count).ToArray();
        for (int r = 0; r < n; r++)
        {
            int position = at[number[r]]++;
            _slots[position] = ordered[r];
            _local[ordered[r]] = position - _start[number[r]];
        }

        (_linkStart, _linkTo, _linkLog) = Adjacency(rank, links, n);
        (_rank, _number) = (rank, number);
    }

    /// <summary>How many components.</summary>
    public int Count { get; }

    /// <summary>The component of a slot; −1 when the slot is not among them.</summary>
    public int Of(int slot) => slot < _rank.Length && _rank[slot] >= 0 ? _number[_rank[slot]] : -1;

    /// <summary>Lets the links go, once all is solved; the components stay.</summary>
    public void DropLinks() => (_local, _linkStart, _linkTo, _linkLog) = ([], [], [], []);

    /// <summary>Slots of a component in canonical order.</summary>
    public ReadOnlySpan<int> Slots(int c) => _slots.AsSpan(_start[c], _start[c + 1] - _start[c]);

    /// <summary>Links of a component by local number, neighbours ascending.</summary>
    public LocalLinks Local(int c)
    {
        ReadOnlySpan<int> slots = Slots(c);
        int[] start = new int[slots.Length + 1];
        for (int i = 0; i < slots.Length; i++) start[i + 1] = start[i] + _linkStart[_rank[slots[i]] + 1] - _linkStart[_rank[slots[i]]];
        int[] to = new int[start[^1]];
        float[] log = new float[start[^1]];
        for (int i = 0; i < slots.Length; i++)
        {
            int from = _linkStart[_rank[slots[i]]], length = start[i + 1] - start[i];
            for (int k = 0; k < length; k++) (to[start[i] + k], log[start[i] + k]) = (_local[_linkTo[from + k]], _linkLog[from + k]);
            Array.Sort(to, log, start[i], length);
        }

        return new() { Start = start, To = to, LogBayes = log };
    }

    private static (int[] Start, int[] To, float[] Log) Adjacency(int[] rank, Links links, int n)
    {
        int[] start = new int[n + 1], to = new int[2 * links.Count];
        float[] log = new float[2 * links.Count];
        ReadOnlySpan<int> a = links.A, b = links.B;
        ReadOnlySpan<float> bayes = links.LogBayes;
        for (int k = 0; k < links.Count; k++)
        {
            start[rank[a[k]] + 1]++;
            start[rank[b[k]] + 1]++;
        }

        for (int i = 0; i < n; i++) start[i + 1] += start[i];
        int[] at = start.AsSpan(0, n).ToArray();
        for (int k = 0; k < links.Count; k++)
        {
            int x = at[rank[a[k]]]++, y = at[rank[b[k]]]++;
            (to[x], log[x]) = (b[k], bayes[k]);
            (to[y], log[y]) = (a[k], bayes[k]);
        }

        return (start, to, log);
    }
}
