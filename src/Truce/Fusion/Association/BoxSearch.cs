namespace Truce.Fusion.Association;

/// <summary>The smallest box with the highest bound inside a largest one.</summary>
internal readonly record struct Leaf(int Cell, float East, float North, float Depth, double TimeS, float Bound, bool IsLeaf);

/// <summary>Halves a box in every direction, best first, down to the stated tolerance (Münchmeyer 2024, Seismica 3(1), section 2): a bound never grows on the way down.</summary>
internal sealed class BoxSearch(SearchSpace space, Readings readings, TravelTable?[] tables, AssociationOptions options)
{
    private const int MostExpansions = 400; // a box that has not come to an end by then keeps the bound it has
    private readonly float _gate = (float)options.GateFactor, _logNear = (float)Math.Log(options.NearProbability);
    private readonly float[] _bound = new float[(MostExpansions * 16) + 1];
    private readonly Box[] _box = new Box[(MostExpansions * 16) + 1];
    private float[] _east = new float[256], _north = new float[256], _up = new float[256], _time = new float[256], _sigma = new float[256], _own = new float[256];
    private int[] _reading = new int[256];
    private int _count, _heap;

    private readonly record struct Box(float East, float North, float Time, int Layer, int Level);

    internal long Expansions { get; private set; }

    /// <summary>Candidates of a largest box: what fits anywhere in it.</summary>
    internal void Collect(EvidenceMap map, int box, int bin, double longestS)
    {
        double from = map.FromS + (bin * map.BinS), to = from + map.BinS;
        int cell = box % space.Cells;
        _count = 0;
        for (int r = map.First(from - 60); r < readings.Count && readings.TimeS[r] <= to + longestS; r++)
        {
            if (readings.Taken[readings.Arrival[r]] || !map.Fits(r, box, from, to)) continue;
            if (_count == _reading.Length) Grow();
            int i = (cell * space.Sites) + readings.Site[r], k = _count++;
            _reading[k] = r;
            (_east[k], _north[k], _up[k]) = (space.SiteEast[i], space.SiteNorth[i], space.SiteUp[i]);
            _time[k] = (float)(readings.TimeS[r] - from);
            _sigma[k] = readings.SigmaS[r];
            _own[k] = readings.LogOverClutter[r] + _logNear - (float.IsNaN(readings.BearingRad[r]) ? 0 : MathF.Log(readings.BearingSigmaRad[r] * 2.5066f));
        }
    }

    /// <summary>The best smallest box, or a bound of them all where that falls below <paramref name="needed"/>.</summary>
    internal Leaf Descend(EvidenceMap map, int box, int bin, float needed)
    {
        int cell = box % space.Cells;
        _heap = 0;
        Push(new(0, 0, 0, box / space.Cells, 0), float.PositiveInfinity);
        for (int n = 0; n < MostExpansions; n++)
        {
            if (_heap == 0) return new(cell, 0, 0, 0, 0, 0, false);
            (Box top, float bound) = Pop();
            if (bound < needed) return new(cell, 0, 0, 0, 0, bound, false);
            if (top.Level == TravelTable.Levels - 1)
            {
                double size = map.BinS / (1 << top.Level), depth = (top.Layer + 0.5) * space.DeepestKm / (space.Layers << top.Level);
                return new(cell, top.East, top.North, (float)depth, map.FromS + (bin * map.BinS) + top.Time + (size / 2), bound, true);
            }

            Expand(top, cell, (float)map.BinS);
        }

        (Box last, float rest) = Pop();
        return new(cell, last.East, last.North, (float)((last.Layer + 0.5) * space.DeepestKm / (space.Layers << last.Level)),
            map.FromS + (bin * map.BinS) + last.Time + (map.BinS / (2 << last.Level)), rest, true);
    }

    private void Expand(Box parent, int cell, float binS)
    {
        Expansions++;
        int level = parent.Level + 1;
        float quarter = (float)space.CellKm / (2 << level), width = binS / (1 << level), half = space.HalfDiagonalKm[cell] / (1 << level);
        int depths = space.DeepestKm > 0 ? 2 : 1;
        for (int child = 0; child < 4 * depths; child++)
        {
            float east = parent.East + ((child & 1) == 0 ? -quarter : quarter), north = parent.North + ((child & 2) == 0 ? -quarter : quarter);
            int layer = depths == 1 ? 0 : (2 * parent.Layer) + (child >> 2);
            (float early, float late) = Sum(cell, east, north, half, layer, level, parent.Time, width);
            Push(new(east, north, parent.Time, layer, level), early);
            Push(new(east, north, parent.Time + width, layer, level), late);
        }
    }

    // Bounds of the earlier and the later half of the time, over all candidates; one a site and phase.
    private (float Early, float Late) Sum(int cell, float east, float north, float half, int layer, int level, float from, float width)
    {
        float sum0 = 0, sum1 = 0, up = -((east * east) + (north * north)) * (0.5f / 6371.0088f), middle = from + width, to = middle + width;
        for (int k = 0; k < _count; k++)
        {
            int r = _reading[k];
            TravelTable table = tables[readings.Phase[r]]!;
            float de = east - _east[k], dn = north - _north[k], du = up - _up[k], chord2 = (de * de) + (dn * dn) + (du * du);
            float d = SearchSpace.Arc(MathF.Sqrt(chord2), chord2), nearKm = Math.Max(0, d - half);
            int offset = table.Nodes == 1 ? 0 : layer * table.Distances;
            int near = (int)(nearKm / table.StepKm), far = Math.Min(table.Distances - 1, (int)((d + half) / table.StepKm) + 1);
            float last = _time[k] - table.Earliest(level)[offset + near], first = _time[k] - table.Latest(level)[offset + far];
            float beside0 = Math.Max(0, Math.Max(first - middle, from - last)) / _sigma[k], beside1 = Math.Max(0, Math.Max(first - to, middle - last)) / _sigma[k];
            if (!(Math.Min(beside0, beside1) < _gate)) continue;
            float gain = _own[k] + table.LogPeak(nearKm);
            if (!float.IsNaN(readings.BearingRad[r])) gain -= BearingCost(cell, r, east, north, half, d);
            float g0 = gain - (0.5f * beside0 * beside0), g1 = gain - (0.5f * beside1 * beside1);
            if (beside0 < _gate && g0 > 0) sum0 += g0;
            if (beside1 < _gate && g1 > 0) sum1 += g1;
        }

        return (sum0, sum1);
    }

    private float BearingCost(int cell, int r, float east, float north, float half, float distance)
    {
        float off = MathF.Abs(MathF.IEEERemainder(space.BearingRad(cell, readings.Site[r], east, north) - readings.BearingRad[r], 2 * MathF.PI));
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
        Array.Resize(ref _sigma, size);
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
