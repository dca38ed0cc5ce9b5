namespace Truce.Fusion.Association;

/// <summary>Looks for events among the arrivals that are free: stretches of time one after the other, in each the best event first.</summary>
internal sealed class EventSearch
{
    private const double GuardS = 60; // beyond a stretch: as long as S is off across the widest box
    private const int StretchBins = 900;
    private const int MapFloats = 300_000; // some 5 MB: second- and third-level cache
    private readonly SearchGround _ground;
    private readonly Readings _readings;
    private readonly EventFit _fit;
    private readonly BoxSearch _search;
    private readonly EvidenceMap _map;
    private readonly Func<int, bool> _free;
    private float _leastNow;
    private double _scoreNow;

    /// <param name="ground">Where it looks.</param>
    /// <param name="readings">Among what.</param>
    /// <param name="fit">Places what is found.</param>
    /// <param name="mostBins">Longest stretch; as long as the memory of a core holds when absent.</param>
    internal EventSearch(SearchGround ground, Readings readings, EventFit fit, int mostBins = StretchBins)
    {
        (_ground, _readings, _fit) = (ground, readings, fit);
        _search = new(ground, readings);
        _map = new(ground, readings, Math.Clamp(MapFloats / ground.Boxes, 64, mostBins));
        _free = a => !_readings.Taken[a];
    }

    /// <summary>Arrivals of candidates that were too weak.</summary>
    internal HashSet<int> Weak { get; } = [];

    /// <summary>Looks for events that began in a stretch of time.</summary>
    /// <param name="found">What is found is added here.</param>
    /// <param name="moreNats">Evidence beyond the least that is asked for.</param>
    /// <param name="fromS">From when on.</param>
    /// <param name="toS">Until when.</param>
    /// <param name="fresh">By arrival, those that are new; null when all are.</param>
    internal void Run(List<Draft> found, float moreNats, double fromS, double toS, bool[]? fresh = null)
    {
        double least = _ground.Options.LeastScoreNats;
        SearchSpace space = _ground.Space;
        double cube = space.AreaKm2 * (space.DeepestKm > 0 ? space.DeepestKm : 1), volume = WidestVolume();
        _leastNow = (float)(least + Math.Max(2, -Math.Log(Math.Min(1, _fit.EventsPerS * volume / cube)))) + moreNats;
        _scoreNow = least + moreNats;
        double length = (_map.Bins * _map.BinS) - (2 * GuardS);
        if (length < GuardS) length = _map.Bins * _map.BinS / 2;
        double guard = ((_map.Bins * _map.BinS) - length) / 2;
        for (double from = fromS; from <= toS; from += length)
        {
            // Years without an arrival are passed over: one station with a wrong clock makes them.
            double next = NextS(from - GuardS, fresh);
            if (double.IsPositiveInfinity(next)) return;
            from += Math.Max(0, Math.Floor((next - _ground.LongestS - from) / length)) * length;
            _map.Load(from - guard, fresh);
            Stretch(found, from, from + length);
        }
    }

    // When the first new arrival from a time on is.
    private double NextS(double fromS, bool[]? fresh)
    {
        int r = _map.First(fromS);
        while (r < _readings.Count && fresh is not null && !fresh[_readings.Arrival[r]]) r++;
        return r < _readings.Count ? _readings.TimeS[r] : double.PositiveInfinity;
    }

    // The widest that a place may be and still say something, km³ s (km² s at the surface): 8 km each way and 1 s, at the surface 15 km and 2 s; where only waves of the air are heard, a tenth of the region each way and
    // what sound takes for that. A narrower one costs more.
    private double WidestVolume()
    {
        if (_ground.Tables[0] is null && _ground.Tables[1] is null) return Math.Pow(_ground.Space.FarthestKm / 10, 3) / 0.3;
        return _ground.Space.DeepestKm > 0 ? 8 * 8 * Math.Min(8, _ground.Space.DeepestKm) : 15 * 15 * 2;
    }

    // Events that begin in the guards are found too, so that their arrivals do not mislead, and given back.
    private void Stretch(List<Draft> found, double fromS, double toS)
    {
        List<Draft> outside = [];
        Draft? best = null;
        for (; ; )
        {
            (int bin, int box, float bound) = _map.Highest();
            float needed = best is null ? _leastNow : Math.Max(_leastNow, best.Ceiling / (float)(1 - _ground.Options.SearchSlackShare));
            if (bound < needed)
            {
                if (best is null) break;
                Accept(best);
                (best.TimeS >= fromS && best.TimeS < toS ? found : outside).Add(best);
                best = null;
                continue;
            }

            _search.Collect(_map, box, bin);
            if (best is null && _search.Dive(_map, box, bin) is { } near && near.Bound >= needed && Fitted(near) is { } quick)
            {
                best = quick;
                continue; // whether another box could hold more is asked next
            }

            Leaf leaf = _search.Descend(_map, box, bin, needed);
            _map.Cap(bin, box, Math.Min(leaf.Bound, needed * 0.99999f));
            if (!leaf.IsLeaf) continue;
            Draft? draft = Fitted(leaf);
            if (draft is null) _map.Cap(bin, box, 0);
            else if (best is null || draft.Ceiling > best.Ceiling) best = draft;
        }

        foreach (Draft d in outside)
        {
            foreach (int r in d.Members) _readings.Take(_readings.Arrival[r], false);
        }
    }

    private Draft? Fitted(Leaf leaf)
    {
        Draft draft = new() { Cell = leaf.Cell, East = leaf.East, North = leaf.North, Depth = leaf.Depth, TimeS = leaf.TimeS };
        if (_fit.Improve(draft, 3, _free) && draft.Score >= _scoreNow) return draft;
        foreach (int r in draft.Members) Weak.Add(_readings.Arrival[r]);
        return null;
    }

    private void Accept(Draft draft)
    {
        foreach (int r in draft.Members) _readings.Take(_readings.Arrival[r], true);
        _map.Remove([.. draft.Members.Select(r => _readings.Arrival[r])]);
    }
}
