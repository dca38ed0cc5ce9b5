using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>One run: stretches of time one after the other, in each the best event first.</summary>
internal sealed class Association
{
    private const double GuardS = 60; // beyond a stretch: as long as S is off across the widest box
    private const float ClearNats = 5; // first the events that are clear, so that little is laid to clutter that is not; our choice
    private const int StretchBins = 900;
    private const int MapFloats = 300_000; // some 5 MB: second- and third-level cache
    private readonly AssociationOptions _options;
    private readonly Readings _readings;
    private readonly SearchSpace _space;
    private readonly TravelTable?[] _tables;
    private readonly EventFit _fit;
    private readonly BoxSearch _search;
    private readonly EvidenceMap _map;
    private readonly double _longestS;
    private readonly float _leastBound;
    private float _leastNow;
    private double _scoreNow;
    private readonly List<Draft> _drafts = [];
    private readonly HashSet<int> _weak = [];
    private readonly Func<int, bool> _free;

    internal Association(Readings readings, ListeningSite[] sites, TravelTimes times, AssociationOptions options)
    {
        _options = options;
        _readings = readings;
        _space = new(sites, options);
        _tables = Tables(times);
        _longestS = _tables.Max(t => t?.Latest(0).Where(float.IsFinite).DefaultIfEmpty(0).Max() ?? 0);
        int used = readings.OfChannel.Count(c => c.Length > 0);
        double eventsPerS = readings.KeptCount / readings.DurationS / Math.Max(2, used / 4.0);
        Hearing hearing = new(options, _space.FarthestKm);
        _fit = new(_space, readings, times, _tables, hearing, options, eventsPerS);
        _search = new(_space, readings, _tables, hearing, options);
        _map = new(_space, readings, _tables, hearing, options, Math.Clamp(MapFloats / (_space.Cells * _space.Layers), 64, StretchBins));
        _free = a => !readings.Taken[a];
        double cube = _space.AreaKm2 * (options.DeepestKm > 0 ? options.DeepestKm : 1), volume = WidestVolume();
        _leastBound = (float)(options.LeastScoreNats + Math.Max(2, -Math.Log(Math.Min(1, eventsPerS * volume / cube))));
    }

    // The widest that a place may be and still say something, km³ s (km² s at the surface): 8 km each way and 1 s, at the surface 15 km and 2 s; where only waves of the air are heard, a tenth of the region each way and
    // what sound takes for that. A narrower one costs more.
    private double WidestVolume()
    {
        if (_tables[0] is null && _tables[1] is null) return Math.Pow(_space.FarthestKm / 10, 3) / 0.3;
        return _options.DeepestKm > 0 ? 8 * 8 * Math.Min(8, _options.DeepestKm) : 15 * 15 * 2;
    }

    /// <summary>Clear events first; settle; then the weaker ones among what was left, with clutter as it turned out to be.</summary>
    internal void Run()
    {
        Settlement settlement = new(_readings, _fit, _longestS, _options.LeastScoreNats);
        Search(ClearNats);
        settlement.Run(_drafts);
        _readings.LearnClutter();
        Search(0);
        settlement.Run(_drafts);
    }

    private void Search(float moreNats)
    {
        _leastNow = _leastBound + moreNats;
        _scoreNow = _options.LeastScoreNats + moreNats;
        double first = _readings.TimeS[0] - _longestS, last = _readings.TimeS[^1], length = (_map.Bins * _map.BinS) - (2 * GuardS);
        if (length < GuardS) length = _map.Bins * _map.BinS / 2;
        double guard = ((_map.Bins * _map.BinS) - length) / 2;
        for (double from = first; from <= last; from += length)
        {
            _map.Load(from - guard, _longestS);
            Stretch(from, from + length);
        }
    }

    // Events that begin in the guards are found too, so that their arrivals do not mislead, and given back.
    private void Stretch(double fromS, double toS)
    {
        List<Draft> outside = [];
        Draft? best = null;
        for (; ; )
        {
            (int bin, int box, float bound) = _map.Highest();
            float needed = best is null ? _leastNow : Math.Max(_leastNow, best.Ceiling / (float)(1 - _options.SearchSlackShare));
            if (bound < needed)
            {
                if (best is null) break;
                Accept(best);
                (best.TimeS >= fromS && best.TimeS < toS ? _drafts : outside).Add(best);
                best = null;
                continue;
            }

            _search.Collect(_map, box, bin, _longestS);
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
        foreach (int r in draft.Members) _weak.Add(_readings.Arrival[r]);
        return null;
    }

    private void Accept(Draft draft)
    {
        foreach (int r in draft.Members) _readings.Take(_readings.Arrival[r], true);
        _map.Remove([.. draft.Members.Select(r => _readings.Arrival[r])]);
    }

    internal AssociationResult Result(Instant start)
    {
        Reasons reasons = new(_readings, _fit, _drafts, _weak, _longestS);
        ImmutableArray<AssociatedEvent> events =
        [
            .. _drafts.OrderBy(d => d.TimeS).ThenBy(d => d.Cell).ThenBy(d => d.East).ThenBy(d => d.North).Select(d => new AssociatedEvent
            {
                Members = [.. d.Members.OrderBy(r => r).Select(r => Member(d, r))],
                Position = _space.ToGeo(d.Cell, d.East, d.North),
                DepthKm = d.Depth,
                At = start + Duration.FromSeconds(d.TimeS),
                ScoreNats = d.Score,
            }),
        ];
        return new(events, [.. _readings.Order.Where(i => !_readings.Taken[i]).Select(i => new LeftArrival(_readings.Arrivals[i].Id, _readings.Refused[i] ?? reasons.Of(i)))]);
    }

    private EventMember Member(Draft draft, int r)
    {
        double residual = _fit.Residual(draft, r, out TravelTable table);
        double? off = float.IsNaN(_readings.BearingRad[r]) ? null : _fit.BearingOff(draft, r) * 180 / Math.PI;
        return new(_readings.Arrivals[_readings.Arrival[r]].Id, table.Phase, residual, off);
    }

    private TravelTable?[] Tables(TravelTimes times)
    {
        TravelTable?[] tables = new TravelTable?[Readings.Phases];
        for (int p = 0; p < tables.Length; p++)
        {
            float[] sigmas = [.. Enumerable.Range(0, _readings.Count).Where(r => _readings.Phase[r] == p).Select(r => _readings.SigmaS[r]).Order()];
            if (sigmas.Length > 0) tables[p] = new(times, Readings.PhaseOf(p), _space.FarthestKm, _options.DeepestKm, _space.Layers, sigmas[sigmas.Length / 2]);
        }

        return tables;
    }
}
