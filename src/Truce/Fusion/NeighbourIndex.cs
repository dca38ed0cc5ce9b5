using Truce.Detections;
using Truce.Measures;

namespace Truce.Fusion;

/// <summary>All detections by place and time, kept from step to step, so that a new one finds those it may belong with at the cost of its neighbourhood.</summary>
/// <remarks>
/// A place of reach r (gate × σ) lies in cells at least 2 r wide, so a pair inside the gate is in touching cells of the coarser one's size.
/// Detections of seconds and of days have tables of their own, so a day-long window over a busy cell is read only by those that
/// ask for it; instants, which seldom overlap, have cells of 10 km and more. Cells are in degrees and have no say in which pairs link:
/// only the gate has, asked once for each pair in canonical order. Pairs across the 180° meridian are not found.
/// </remarks>
internal sealed class NeighbourIndex(Evidence evidence, FusionOptions options, Gate gate, LinkGraph graph)
{
    private const int MaxLevel = 15, Lengths = 4, LeastLevelOfInstants = 3;
    private const double Slack = 1.1; // east–west scale differs by latitude; the quick test must let through all that the gate could
    private const double QuickKm2 = 400;
    private readonly double _gate2 = options.GateSigma * options.GateSigma;
    private readonly CellTable?[] _byKind = new CellTable?[Lengths * (MaxLevel + 1)];
    private readonly List<CellTable> _tables = [];
    private readonly List<int> _cells = [];
    private int[] _tried = new int[16]; // by slot: the call that tried it last
    private int _call;

    /// <summary>Links a slot to all in the index that the gate lets through, and takes it in.</summary>
    public void Add(int slot)
    {
        if (_tried.Length <= slot) Array.Resize(ref _tried, Math.Max(evidence.Count, 2 * slot));
        _call++;
        ref readonly Item item = ref evidence[slot];
        ReadOnlySpan<PlaceBump> bumps = evidence.Bumps(item);
        foreach (ref readonly PlaceBump p in bumps) Link(slot, p, item.Time);
        foreach (ref readonly PlaceBump p in bumps)
        {
            (double low, double high) = item.Time.Open(options.GateClockSigma);
            Table(p, high - low).Enter(new(p.LatDeg, p.LonDeg, low, high, (float)(p.SigmaKm * p.SigmaKm), slot));
        }
    }

    /// <summary>Takes a slot out of the index; its links stay.</summary>
    public void Remove(int slot)
    {
        ref readonly Item item = ref evidence[slot];
        (double low, double high) = item.Time.Open(options.GateClockSigma);
        foreach (ref readonly PlaceBump p in evidence.Bumps(item)) Table(p, high - low).Leave(slot, p.LatDeg, p.LonDeg, low);
    }

    /// <summary>Adds the slots that a context factor may speak of: within twelve standard deviations of its circle, gate open in its time.</summary>
    public void Touched(ContextFactor f, List<int> into)
    {
        (double from, double to) = (TimeFactor.Hours(f.When.Start), TimeFactor.Hours(f.When.End));
        foreach (CellTable t in _tables)
        {
            double reachKm = (f.RadiusM / 1000) + (12 * t.WidestKm), northDeg = reachKm / 110;
            double eastDeg = reachKm * 1000 / new LocalPlane(new(Math.Min(89, Math.Abs(f.Centre.LatitudeDeg) + northDeg), 0)).MetresPerDegreeEast;
            _cells.Clear();
            t.Around(Around(f.Centre.LatitudeDeg, f.Centre.LongitudeDeg, northDeg, eastDeg), Math.Max(0, LevelOf(Math.Max(northDeg, eastDeg)) - t.Level), _cells);
            foreach (int c in _cells)
            {
                foreach (ref readonly Entry e in t.Open(c, from, to))
                {
                    if (e.High >= from && f.Centre.DistanceM(new(e.LatDeg, e.LonDeg)) <= f.RadiusM + (12_000 * Math.Sqrt(e.VarianceKm2))) into.Add(e.Slot);
                }
            }
        }
    }

    private void Link(int slot, in PlaceBump p, in TimeFactor time)
    {
        (double low, double high) = time.Open(options.GateClockSigma);
        double variance = p.SigmaKm * p.SigmaKm;
        int level = Level(p, high - low);
        foreach (CellTable t in _tables)
        {
            double reachKm = options.GateSigma * Math.Sqrt(variance + (t.WidestKm * t.WidestKm)) * 1.02;
            Box box = Around(p.LatDeg, p.LonDeg, reachKm / p.KmPerDegNorth, reachKm / Math.Max(p.KmPerDegEast, 1));
            _cells.Clear();
            t.Around(box, Math.Max(0, level - t.Level), _cells);
            foreach (int c in _cells)
            {
                foreach (ref readonly Entry e in t.Open(c, low, high))
                {
                    if (e.High < low) continue;
                    double east = (e.LonDeg - p.LonDeg) * p.KmPerDegEast, north = (e.LatDeg - p.LatDeg) * p.KmPerDegNorth;
                    double limit = _gate2 * (variance + e.VarianceKm2) * Slack;
                    if ((limit < QuickKm2 && (east * east) + (north * north) > limit) || _tried[e.Slot] == _call) continue;
                    _tried[e.Slot] = _call;
                    Try(slot, e.Slot);
                }
            }
        }
    }

    private void Try(int a, int b)
    {
        if (evidence.Compare(a, b) > 0) (a, b) = (b, a);
        double log = gate.LogBayes(a, b);
        if (!double.IsNegativeInfinity(log)) graph.Add(a, b, log);
    }

    private CellTable Table(in PlaceBump p, double hours)
    {
        int level = Level(p, hours), kind = (Lengths * level) + LengthOf(hours);
        if (_byKind[kind] is { } table) return table;
        table = new(level);
        _byKind[kind] = table;
        _tables.Add(table);
        return table;
    }

    private int Level(in PlaceBump p, double hours)
    {
        double reachKm = options.GateSigma * p.SigmaKm * 1.02, reachDeg = Math.Max(reachKm / Math.Max(p.KmPerDegEast, 1), reachKm / p.KmPerDegNorth);
        return Math.Max(LevelOf(reachDeg), LengthOf(hours) == 0 ? LeastLevelOfInstants : 0);
    }

    private static int LevelOf(double reachDeg)
    {
        int level = 0;
        for (double cell = CellTable.BaseDeg; cell < 2 * reachDeg && level < MaxLevel; cell *= 2) level++;
        return level;
    }

    private static int LengthOf(double hours) => hours < 0.1 ? 0 : hours < 6 ? 1 : hours < 60 ? 2 : 3;

    private static Box Around(double latDeg, double lonDeg, double northDeg, double eastDeg) => new(lonDeg - eastDeg, latDeg - northDeg, lonDeg + eastDeg, latDeg + northDeg);
}
