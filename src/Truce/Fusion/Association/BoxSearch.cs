using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>The smallest box with the highest bound inside a largest one.</summary>
internal readonly record struct Leaf(int Cell, float East, float North, float Depth, double TimeS, float Bound, bool IsLeaf);

/// <summary>Halves a box in every direction, best first, down to the stated tolerance (Münchmeyer 2024, Seismica 3(1), section 2): a bound never grows on the way down.</summary>
internal sealed class BoxSearch(SearchGround ground, Readings readings)
{
    private const int MostExpansions = 400; // a box that has not come to an end by then keeps the bound it has
    private readonly SearchSpace _space = ground.Space;
    private readonly TravelTable?[] _tables = ground.Tables;
    private readonly Hearing _hearing = ground.Hearing;
    private readonly float _gate = (float)ground.Options.GateFactor;
    private readonly float[] _bound = new float[(MostExpansions * 16) + 1];
    private readonly Box[] _box = new Box[(MostExpansions * 16) + 1];
    private float[] _east = new float[256], _north = new float[256], _up = new float[256], _time = new float[256], _perSigma = new float[256], _own = new float[256];
    private int[] _reading = new int[256];
    private readonly List<int> _found = [];
    private readonly int[] _end = new int[Readings.Phases];
    private readonly Silence _silence = new(ground);
    private double _beganS;
    private int _heap;

    private readonly record struct Box(float East, float North, float Time, int Layer, int Level);

    /// <summary>Candidates of a largest box: what fits anywhere in it, one phase after the other.</summary>
    internal void Collect(EvidenceMap map, int box, int bin)
    {
        double longestS = ground.LongestS, from = map.FromS + (bin * map.BinS), to = from + map.BinS;
        _beganS = to;
        _found.Clear();
        for (int r = map.First(from - 60); r < readings.Count && readings.TimeS[r] <= to + longestS; r++)
        {
            if (!readings.Taken[readings.Arrival[r]] && map.Fits(r, box, from, to)) _found.Add(r);
        }

        while (_reading.Length < _found.Count) Grow();
        int cell = box % _space.Cells, k = 0;
        for (int phase = 0; phase < Readings.Phases; phase++)
        {
            foreach (int r in _found)
            {
                if (readings.Phase[r] == phase) Put(k++, r, (cell * _space.Sites) + readings.Site[r], from);
            }

            _end[phase] = k;
        }
    }

    private void Put(int k, int r, int at, double from)
    {
        _reading[k] = r;
        (_east[k], _north[k], _up[k]) = (_space.SiteEast[at], _space.SiteNorth[at], _space.SiteUp[at]);
        _time[k] = (float)(readings.TimeS[r] - from);
        _perSigma[k] = 1 / readings.SigmaS[r];
        _own[k] = readings.LogOverClutter[r] - (float.IsNaN(readings.BearingRad[r]) ? 0 : MathF.Log(readings.BearingSigmaRad[r] * 2.5066f));
    }

    /// <summary>The best smallest box, or a bound of them all where that falls below <paramref name="needed"/>.</summary>
    internal Leaf Descend(EvidenceMap map, int box, int bin, float needed)
    {
        int cell = box % _space.Cells;
        _heap = 0;
        (float whole, _) = Sum(ground.Silence(cell, _beganS), cell, 0, 0, _space.HalfDiagonalKm[cell], box / _space.Cells, 0, 0, (float)map.BinS);
        if (whole < needed) return new(cell, 0, 0, 0, 0, whole, false);
        Push(new(0, 0, 0, box / _space.Cells, 0), whole);
        for (int n = 0; n < MostExpansions; n++)
        {
            if (_heap == 0) return new(cell, 0, 0, 0, 0, 0, false);
            (Box top, float bound) = Pop();
            if (bound < needed) return new(cell, 0, 0, 0, 0, bound, false);
            if (top.Level == TravelTable.Levels - 1) return At(map, bin, cell, top, bound);
            Expand(top, cell, (float)map.BinS);
        }

        (Box last, float rest) = Pop();
        return At(map, bin, cell, last, rest);
    }

    /// <summary>A good smallest box, not surely the best: the best half each time.</summary>
    internal Leaf Dive(EvidenceMap map, int box, int bin)
    {
        int cell = box % _space.Cells;
        Box at = new(0, 0, 0, box / _space.Cells, 0);
        float bound = 0;
        while (at.Level < TravelTable.Levels - 1)
        {
            _heap = 0;
            Expand(at, cell, (float)map.BinS);
            (at, bound) = Pop();
        }

        return At(map, bin, cell, at, bound);
    }

    private Leaf At(EvidenceMap map, int bin, int cell, Box at, float bound) => new(
        cell, at.East, at.North, (float)((at.Layer + 0.5) * _space.DeepestKm / (_space.Layers << at.Level)),
        map.FromS + (bin * map.BinS) + at.Time + (map.BinS / (2 << at.Level)), bound, true);

    private void Expand(Box parent, int cell, float binS)
    {
        int level = parent.Level + 1;
        float quarter = (float)_space.CellKm / (2 << level), width = binS / (1 << level), half = _space.HalfDiagonalKm[cell] / (1 << level);
        int depths = _space.DeepestKm > 0 ? 2 : 1;
        for (int child = 0; child < 4 * depths; child++)
        {
            float east = parent.East + ((child & 1) == 0 ? -quarter : quarter), north = parent.North + ((child & 2) == 0 ? -quarter : quarter);
            int layer = depths == 1 ? 0 : (2 * parent.Layer) + (child >> 2);
            (float early, float late) = Sum(_silence.Of(cell, level, east, north, _beganS), cell, east, north, half, layer, level, parent.Time, width);
            Push(new(east, north, parent.Time, layer, level), early);
            Push(new(east, north, parent.Time + width, layer, level), late);
        }
    }

    // Bounds of the earlier and the later half of the time, over all candidates.
    private (float Early, float Late) Sum(Vector256<float> silence, int cell, float east, float north, float half, int layer, int level, float from, float width)
    {
        Vector256<float> sum0 = silence, sum1 = silence;
        int k = 0;
        for (int phase = 0; phase < Readings.Phases; phase++)
        {
            if (_end[phase] > k) Sum(ref sum0, ref sum1, _tables[phase]!, k, _end[phase], cell, east, north, half, layer, level, from, width);
            k = _end[phase];
        }

        return (Hearing.Max(sum0), Hearing.Max(sum1));
    }

    private void Sum(ref Vector256<float> early, ref Vector256<float> late, TravelTable table, int k, int end, int cell, float east, float north, float half, int layer, int level, float from, float width)
    {
        Vector256<float> sum0 = early, sum1 = late;
        ReadOnlySpan<float> shortest = table.Earliest(level, layer), longest = table.Latest(level, layer), peak = table.LogPeaks;
        ReadOnlySpan<float> easts = _east.AsSpan(0, end), norths = _north.AsSpan(0, end), ups = _up.AsSpan(0, end), times = _time.AsSpan(0, end), perSigmas = _perSigma.AsSpan(0, end), owns = _own.AsSpan(0, end);
        float up = -((east * east) + (north * north)) * (0.5f / 6371.0088f), middle = from + width, to = middle + width, perStep = table.PerStep, gate = _gate;
        unchecked
        {
            for (; k < easts.Length; k++)
            {
                float de = east - easts[k], dn = north - norths[k], du = up - ups[k], chord2 = (de * de) + (dn * dn) + (du * du);
                float d = SearchSpace.Arc(MathF.Sqrt(chord2), chord2), nearKm = d > half ? d - half : 0;
                int near = (int)(nearKm * perStep), far = (int)((d + half) * perStep) + 1;
                if (far >= longest.Length) far = longest.Length - 1;
                float last = times[k] - shortest[near], first = times[k] - longest[far], before = first - middle, after = middle - last, perSigma = perSigmas[k];
                float beside0 = before > from - last ? before : from - last, beside1 = after > before - width ? after : before - width;
                beside0 = beside0 > 0 ? beside0 * perSigma : 0;
                beside1 = beside1 > 0 ? beside1 * perSigma : 0;
                bool in0 = beside0 < gate, in1 = beside1 < gate;
                if (!in0 && !in1) continue;
                float gain = owns[k] + peak[near];
                if (!float.IsNaN(readings.BearingRad[_reading[k]])) gain -= BearingCost(cell, _reading[k], east, north, half, d);
                Vector256<float> odds = _hearing.MostOdds(nearKm);
                if (in0) sum0 += Vector256.Max(odds + Vector256.Create(gain - (0.5f * beside0 * beside0)), Vector256<float>.Zero);
                if (in1) sum1 += Vector256.Max(odds + Vector256.Create(gain - (0.5f * beside1 * beside1)), Vector256<float>.Zero);
            }
        }

        (early, late) = (sum0, sum1);
    }

    private float BearingCost(int cell, int r, float east, float north, float half, float distance)
    {
        float off = MathF.Abs(MathF.IEEERemainder(_space.BearingRad(cell, readings.Site[r], east, north) - readings.BearingRad[r], 2 * MathF.PI));
        float free = distance > half ? MathF.Asin(half / distance) : MathF.PI, beside = Math.Max(0, off - free) / readings.BearingSigmaRad[r];
        return beside < _gate ? 0.5f * beside * beside : float.PositiveInfinity;
    }

    private void Grow()
    {
        int size = 2 * _reading.Length;
        Array.Resize(ref _reading, size);
        Array.Resize(ref _east, size);
        Array.Resize(ref _north, size);
        Array.Resize(ref _up, size);
        Array.Resize(ref _time, size);
        Array.Resize(ref _perSigma, size);
        Array.Resize(ref _own, size);
    }

    // A binary heap; of equal bounds the smaller box first.
    private void Push(Box box, float bound)
    {
        int i = _heap++;
        while (i > 0 && Above(bound, box, (i - 1) / 2))
        {
            (_bound[i], _box[i]) = (_bound[(i - 1) / 2], _box[(i - 1) / 2]);
            i = (i - 1) / 2;
        }

        (_bound[i], _box[i]) = (bound, box);
    }

    private bool Above(float bound, Box box, int at) => bound > _bound[at] || (bound == _bound[at] && box.Level > _box[at].Level);

    private (Box Box, float Bound) Pop()
    {
        (Box, float) top = (_box[0], _bound[0]);
        (Box box, float bound) = (_box[--_heap], _bound[_heap]);
        int i = 0;
        for (int child = 1; child < _heap; child = (2 * i) + 1)
        {
            if (child + 1 < _heap && Above(_bound[child + 1], _box[child + 1], child)) child++;
            if (Above(bound, box, child)) break;
            (_bound[i], _box[i]) = (_bound[child], _box[child]);
            i = child;
        }

        (_bound[i], _box[i]) = (bound, box);
        return top;
    }
}
