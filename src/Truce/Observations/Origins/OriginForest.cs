namespace Truce.Observations.Origins;

/// <summary>A pair that shares a mouth, and how that was found.</summary>
/// <param name="A">Lower index.</param>
/// <param name="B">Higher index.</param>
/// <param name="Basis">The sign.</param>
/// <param name="Strength">Likeness, 0 to 1.</param>
/// <param name="ApartTicks">Time between the two; 0 when one has none.</param>
internal readonly record struct OriginLink(int A, int B, OriginBasis Basis, double Strength, long ApartTicks);

/// <summary>Connected components over links, in which no component may last longer than a bound.</summary>
/// <remarks>
/// Links are taken strongest first, ties by index; members are indexed by their hash, so the result depends on the set alone
/// (Kruskal's order, with two vetoes: the bound, and contradiction). A text that was cut says too little to tell two events apart and would bridge them;
/// so each component keeps the member that gives the most numbers, and two components whose fullest members contradict each other are not joined by
/// likeness of words alone: docs/decisions/0044-a-short-text-bridges-nothing.md. Of equally strong links the one between nearer reports goes first.
/// </remarks>
internal sealed class OriginForest
{
    private readonly int[] _parent;
    private readonly long[] _first;
    private readonly long[] _last;
    private readonly OriginBasis[] _basis;
    private readonly int[] _fullest;
    private readonly Report[] _reports;

    /// <summary>Every member alone.</summary>
    public OriginForest(Report[] reports)
    {
        _reports = reports;
        _parent = [.. Enumerable.Range(0, reports.Length)];
        _fullest = [.. _parent];
        _first = [.. reports.Select(r => r.Ticks == long.MinValue ? long.MaxValue : r.Ticks)];
        _last = [.. reports.Select(r => r.Ticks)];
        _basis = new OriginBasis[reports.Length];
    }

    /// <summary>Joins what the links join, each link only when its component then still fits the bound.</summary>
    public void Join(List<OriginLink> links, long longestTicks)
    {
        links.Sort(static (x, y) =>
        {
            int c = Rank(x.Basis).CompareTo(Rank(y.Basis));
            if (c == 0) c = y.Strength.CompareTo(x.Strength);
            if (c == 0) c = x.ApartTicks.CompareTo(y.ApartTicks);
            if (c == 0) c = x.A.CompareTo(y.A);
            return c != 0 ? c : x.B.CompareTo(y.B);
        });
        foreach (OriginLink link in links)
        {
            int a = Root(link.A), b = Root(link.B);
            if (a == b) continue;
            long first = Math.Min(_first[a], _first[b]), last = Math.Max(_last[a], _last[b]);
            bool timed = first != long.MaxValue && last != long.MinValue;
            if (timed && last - first > longestTicks && link.Basis is not (OriginBasis.RecordKey or OriginBasis.Sensor)) continue;
            bool byWords = link.Basis is OriginBasis.NearDuplicateText or OriginBasis.Forwarded;
            if (byWords && TextLikeness.Contradict(_reports[_fullest[a]].Form.Numbers, _reports[_fullest[b]].Form.Numbers)) continue;
            (int root, int child) = a < b ? (a, b) : (b, a);
            _parent[child] = root;
            _fullest[root] = Fuller(_fullest[a], _fullest[b]);
            _first[root] = first;
            _last[root] = last;
            OriginBasis weakest = Rank(_basis[a]) > Rank(_basis[b]) ? _basis[a] : _basis[b];
            _basis[root] = Rank(link.Basis) > Rank(weakest) ? link.Basis : weakest;
        }
    }

    private int Fuller(int x, int y)
    {
        int c = _reports[x].Form.Numbers.Length.CompareTo(_reports[y].Form.Numbers.Length);
        return c > 0 || (c == 0 && x < y) ? x : y;
    }

    /// <summary>The smallest member of the component: indices follow the hashes, so this is its canonical name.</summary>
    public int Root(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    /// <summary>The weakest sign that holds the component together; <see cref="OriginBasis.Unknown"/> for a single member.</summary>
    public OriginBasis Basis(int root) => _basis[root];

    /// <summary>From the surest sign to the weakest.</summary>
    private static int Rank(OriginBasis basis) => basis switch
    {
        OriginBasis.Unknown => 0,
        OriginBasis.Sensor => 1,
        OriginBasis.RecordKey => 2,
        OriginBasis.CanonicalUrl => 3,
        OriginBasis.NearDuplicateText => 4,
        OriginBasis.Forwarded => 5,
        _ => 6,
    };
}
