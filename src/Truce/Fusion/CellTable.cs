namespace Truce.Fusion;

/// <summary>A box on the map, degrees.</summary>
internal readonly record struct Box(double West, double South, double East, double North);

/// <summary>One bump of one detection in the index: where, when its gate is open (hours), its variance and its slot.</summary>
internal readonly record struct Entry(double LatDeg, double LonDeg, double Low, double High, float VarianceKm2, int Slot);

/// <summary>Entries of one size of place and length of time in cells of BaseDeg × 2^level degrees, each cell ordered by when its entries' gates open.</summary>
/// <remarks>Cells of all levels nest, so a wide box asks for wide cells and gets the finer ones that are in use inside them.</remarks>
internal sealed class CellTable(int level)
{
    /// <summary>Side of the cells of level 0, degrees: about 1.2 km.</summary>
    public const double BaseDeg = 0.011;

    private readonly double _cellDeg = BaseDeg * Math.Pow(2, level);
    private readonly Dictionary<long, int> _byPlace = [];
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<long, List<int>>?[] _wide = new Dictionary<long, List<int>>?[32]; // by how much wider: the cells in use

    /// <summary>Level of its cells.</summary>
    public int Level => level;

    /// <summary>The longest that a gate is open, hours.</summary>
    public double Longest { get; private set; }

    /// <summary>The largest 1 σ of place, km.</summary>
    public double WidestKm { get; private set; }

    /// <summary>Takes an entry in.</summary>
    public void Enter(in Entry e)
    {
        Longest = Math.Max(Longest, e.High - e.Low);
        WidestKm = Math.Max(WidestKm, Math.Sqrt(e.VarianceKm2));
        (int x, int y) = (X(e.LonDeg), Y(e.LatDeg));
        if (!_byPlace.TryGetValue(Key(x, y), out int cell)) cell = Open(x, y);
        _cells[cell].Enter(e);
    }

    /// <summary>Takes the entries of a slot at this place and opening time away.</summary>
    public void Leave(int slot, double latDeg, double lonDeg, double low)
    {
        if (_byPlace.TryGetValue(Key(X(lonDeg), Y(latDeg)), out int cell)) _cells[cell].Leave(slot, low);
    }

    /// <summary>Adds the cells in use that touch the box; it is searched by cells of 2^<paramref name="wider"/> times the width.</summary>
    public void Around(in Box box, int wider, List<int> into)
    {
        Dictionary<long, List<int>>? wide = wider > 0 ? Wide(wider) : null;
        (int x0, int y0, int x1, int y1) = (X(box.West), Y(box.South), X(box.East), Y(box.North));
        for (int y = y0 >> wider; y <= y1 >> wider; y++)
        {
            for (int x = x0 >> wider; x <= x1 >> wider; x++)
            {
                if (wide is null)
                {
                    if (_byPlace.TryGetValue(Key(x, y), out int cell)) into.Add(cell);
                }
                else if (wide.TryGetValue(Key(x, y), out List<int>? cells))
                {
                    foreach (int c in cells)
                    {
                        if (_cells[c].X >= x0 && _cells[c].X <= x1 && _cells[c].Y >= y0 && _cells[c].Y <= y1) into.Add(c);
                    }
                }
            }
        }
    }

    /// <summary>The entries of a cell that may be open somewhere between two instants: those that open in time for it. Latest last.</summary>
    public ReadOnlySpan<Entry> Open(int cell, double from, double to) => _cells[cell].Between(from - Longest, to);

    private int Open(int x, int y)
    {
        int cell = _cells.Count;
        _cells.Add(new(x, y));
        _byPlace.Add(Key(x, y), cell);
        for (int wider = 1; wider < _wide.Length; wider++)
        {
            if (_wide[wider] is { } wide) Note(wide, wider, cell);
        }

        return cell;
    }

    private Dictionary<long, List<int>> Wide(int wider)
    {
        if (_wide[wider] is { } known) return known;
        Dictionary<long, List<int>> wide = _wide[wider] = [];
        for (int c = 0; c < _cells.Count; c++) Note(wide, wider, c);
        return wide;
    }

    private void Note(Dictionary<long, List<int>> wide, int wider, int cell)
    {
        long key = Key(_cells[cell].X >> wider, _cells[cell].Y >> wider);
        if (!wide.TryGetValue(key, out List<int>? cells)) wide.Add(key, cells = []);
        cells.Add(cell);
    }

    private int X(double lonDeg) => (int)Math.Floor((lonDeg + 180) / _cellDeg);

    private int Y(double latDeg) => (int)Math.Floor((latDeg + 90) / _cellDeg);

    private static long Key(int x, int y) => ((long)x << 32) + y;

    private sealed class Cell(int x, int y)
    {
        private Entry[] _entries = new Entry[4];
        private int _count;

        public int X => x;

        public int Y => y;

        public void Enter(in Entry e)
        {
            if (_count == _entries.Length) Array.Resize(ref _entries, 2 * _count);
            int at = UpTo(e.Low);
            Array.Copy(_entries, at, _entries, at + 1, _count++ - at);
            _entries[at] = e;
        }

        public void Leave(int slot, double low)
        {
            for (int i = UpTo(low) - 1; i >= 0 && _entries[i].Low >= low; i--)
            {
                if (_entries[i].Slot != slot) continue;
                Array.Copy(_entries, i + 1, _entries, i, --_count - i);
            }
        }

        public ReadOnlySpan<Entry> Between(double from, double to)
        {
            int end = UpTo(to), start = end;
            while (start > 0 && _entries[start - 1].Low >= from) start--;
            return _entries.AsSpan(start, end - start);
        }

        // How many open no later than this; most often all.
        private int UpTo(double time)
        {
            if (_count == 0 || _entries[_count - 1].Low <= time) return _count;
            (int low, int high) = (0, _count - 1);
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (_entries[middle].Low <= time) low = middle + 1;
                else high = middle;
            }

            return low;
        }
    }
}
