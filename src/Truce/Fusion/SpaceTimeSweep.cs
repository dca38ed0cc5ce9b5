namespace Truce.Fusion;

/// <summary>Finds the links among many detections at once: cells by size of place and length of time, swept in time.</summary>
/// <remarks>
/// A place of reach r (gate × σ) lies in the grid whose cells are at least 2 r wide, so a pair inside the gate is always in touching cells of
/// the coarser one's grid. Detections of seconds and of days have grids of their own, so a day-long window over a busy cell is
/// swept only by those that are as long. Grids are in degrees and have no say in which pairs link: only the gate has.
/// Pairs across the 180° meridian are not found.
/// </remarks>
internal sealed class SpaceTimeSweep(Evidence evidence, FusionOptions options, Gate gate)
{
    private const double BaseDeg = 0.011;
    private const int MaxLevel = 15, Lengths = 4;
    private readonly double _gate2 = options.GateSigma * options.GateSigma;
    private readonly Links _links = new();
    private readonly List<Table> _tables = [];
    private readonly HashSet<(int, int)> _mixturePairs = [];

    /// <summary>All links among the slots.</summary>
    public Links Find(ReadOnlySpan<int> slots)
    {
        Fill(slots);
        for (int i = 0; i < _tables.Count; i++)
        {
            SweepInside(_tables[i]);
            for (int j = 0; j < i; j++) SweepAcross(_tables[j], _tables[i]);
        }

        return _links;
    }

    private void Fill(ReadOnlySpan<int> slots)
    {
        var byKind = new Table?[Lengths * (MaxLevel + 1)];
        foreach (int slot in slots)
        {
            ref readonly Item item = ref evidence.Items[slot];
            for (int k = item.Bumps is null ? -1 : 0; k < (item.Bumps?.Length ?? 0); k++) Put(byKind, slot, k);
        }

        foreach (Table? t in byKind)
        {
            if (t is null) continue;
            t.Arrange(evidence.Items);
            _tables.Add(t);
        }
    }

    private void Put(Table?[] byKind, int slot, int bump)
    {
        ref readonly Item item = ref evidence.Items[slot];
        ref readonly PlaceBump p = ref Bump(item, bump);
        double reachKm = options.GateSigma * p.SigmaKm * 1.02;
        double eastDeg = reachKm / Math.Max(p.KmPerDegEast, 1), northDeg = reachKm / p.KmPerDegNorth, reachDeg = Math.Max(eastDeg, northDeg);
        int level = 0;
        for (double cell = BaseDeg; cell < 2 * reachDeg && level < MaxLevel; cell *= 2) level++;
        double hours = item.Time.High - item.Time.Low;
        int length = hours < 0.1 ? 0 : hours < 6 ? 1 : hours < 60 ? 2 : 3;
        Table table = byKind[(Lengths * level) + length] ??= new Table(level, BaseDeg * Math.Pow(2, level));
        table.Add(slot, bump, item.Time.Low, item.Time.High, eastDeg, northDeg);
    }

    private static ref readonly PlaceBump Bump(in Item item, int bump) => ref bump < 0 ? ref item.Place : ref item.Bumps![bump];

    private void SweepInside(Table t)
    {
        for (int c = 0; c < t.CellCount; c++)
        {
            ReadOnlySpan<Entry> own = t.Cell(c);
            for (int i = 0; i < own.Length; i++)
            {
                for (int j = i + 1; j < own.Length && own[j].Low <= own[i].High; j++) Try(own[i], own[j]);
            }

            (int x, int y) = t.Place(c);
            Sweep(own, t, t, x + 1, y);
            Sweep(own, t, t, x - 1, y + 1);
            Sweep(own, t, t, x, y + 1);
            Sweep(own, t, t, x + 1, y + 1);
        }
    }

    // The finer table first: each of its cells lies in one cell of the coarser.
    private void SweepAcross(Table fine, Table coarse)
    {
        int shift = coarse.Level - fine.Level;
        for (int c = 0; c < fine.CellCount; c++)
        {
            (int x, int y) = fine.Place(c);
            for (int dy = -1; dy <= 1; dy++)
            {
                for (int dx = -1; dx <= 1; dx++) Sweep(fine.Cell(c), fine, coarse, (x >> shift) + dx, (y >> shift) + dy);
            }
        }
    }

    private void Sweep(ReadOnlySpan<Entry> own, Table table, Table other, int x, int y)
    {
        ReadOnlySpan<Entry> there = other.At(x, y);
        if (there.IsEmpty) return;
        (double east, double north) = (Reach(table.EastDeg, other.EastDeg), Reach(table.NorthDeg, other.NorthDeg));
        double west = (x * other.CellDeg) - 180 - east, south = (y * other.CellDeg) - 90 - north;
        (east, north) = (((x + 1) * other.CellDeg) - 180 + east, ((y + 1) * other.CellDeg) - 90 + north);
        int first = 0;
        foreach (ref readonly Entry e in own)
        {
            if (e.LonDeg < west || e.LonDeg > east || e.LatDeg < south || e.LatDeg > north) continue; // out of reach of all that lie in the cell
            while (first < there.Length && there[first].Low < e.Low - other.Longest) first++;
            for (int j = first; j < there.Length && there[j].Low <= e.High; j++)
            {
                if (there[j].High >= e.Low) Try(e, there[j]);
            }
        }
    }

    // Two places inside the gate are no farther apart than this: the gate × the root of their summed variances.
    private static double Reach(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private void Try(in Entry e, in Entry f)
    {
        double east = (e.LonDeg - f.LonDeg) * e.KmPerDegEast, north = (e.LatDeg - f.LatDeg) * e.KmPerDegNorth;
        if ((east * east) + (north * north) > _gate2 * (e.VarianceKm2 + f.VarianceKm2) || e.Slot == f.Slot) return; // before the items are read
        double log = gate.LogBayes(e.Slot, f.Slot);
        if (double.IsNegativeInfinity(log)) return;
        bool mixture = evidence.Items[e.Slot].Bumps is not null || evidence.Items[f.Slot].Bumps is not null;
        if (mixture && !_mixturePairs.Add((Math.Min(e.Slot, f.Slot), Math.Max(e.Slot, f.Slot)))) return;
        _links.Add(e.Slot, f.Slot, log);
    }

    private readonly record struct Entry(double LatDeg, double LonDeg, double Low, double High, double KmPerDegEast, double KmPerDegNorth, double VarianceKm2, int Slot);

    private sealed class Table(int level, double cellDeg)
    {
        private readonly List<(int Slot, int Bump)> _given = [];
        private readonly List<double> _lows = [];
        private readonly Dictionary<long, int> _cells = [];
        private readonly List<(int X, int Y)> _places = [];
        private Entry[] _entries = [];
        private int[] _start = [];

        public int Level => level;

        public double CellDeg => cellDeg;

        public double Longest { get; private set; }

        public double EastDeg { get; private set; }

        public double NorthDeg { get; private set; }

        public int CellCount => _places.Count;

        public void Add(int slot, int bump, double low, double high, double eastDeg, double northDeg)
        {
            (EastDeg, NorthDeg) = (Math.Max(EastDeg, eastDeg), Math.Max(NorthDeg, northDeg));
            _given.Add((slot, bump));
            _lows.Add(low);
            Longest = Math.Max(Longest, high - low);
        }

        public void Arrange(Item[] items)
        {
            int n = _given.Count;
            int[] order = new int[n];
            for (int i = 0; i < n; i++) order[i] = i;
            Array.Sort([.. _lows], order);
            int[] cellOf = new int[n];
            var size = new List<int>();
            for (int i = 0; i < n; i++)
            {
                ref readonly PlaceBump e = ref Bump(items[_given[order[i]].Slot], _given[order[i]].Bump);
                int x = (int)Math.Floor((e.LonDeg + 180) / cellDeg), y = (int)Math.Floor((e.LatDeg + 90) / cellDeg);
                if (!_cells.TryGetValue(Key(x, y), out int cell))
                {
                    _cells.Add(Key(x, y), cell = _places.Count);
                    _places.Add((x, y));
                    size.Add(0);
                }

                cellOf[i] = cell;
                size[cell]++;
            }

            _start = new int[_places.Count + 1];
            for (int c = 0; c < size.Count; c++) _start[c + 1] = _start[c] + size[c];
            int[] at = _start.AsSpan(0, size.Count).ToArray();
            _entries = new Entry[n];
            for (int i = 0; i < n; i++) _entries[at[cellOf[i]]++] = Read(items, _given[order[i]].Slot, _given[order[i]].Bump);
        }

        private static Entry Read(Item[] items, int slot, int bump)
        {
            ref readonly Item item = ref items[slot];
            ref readonly PlaceBump p = ref Bump(item, bump);
            return new(p.LatDeg, p.LonDeg, item.Time.Low, item.Time.High, p.KmPerDegEast, p.KmPerDegNorth, p.SigmaKm * p.SigmaKm, slot);
        }

        public ReadOnlySpan<Entry> Cell(int c) => _entries.AsSpan(_start[c], _start[c + 1] - _start[c]);

        public (int X, int Y) Place(int c) => _places[c];

        public ReadOnlySpan<Entry> At(int x, int y) => _cells.TryGetValue(Key(x, y), out int c) ? Cell(c) : [];

        private static long Key(int x, int y) => ((long)x << 32) + y;
    }
}
