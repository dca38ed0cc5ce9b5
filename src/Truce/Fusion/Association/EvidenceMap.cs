using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>
/// Upper bounds of the evidence in every largest box of space and time, for a stretch of origin times: the top of the octree. Each arrival that could have come from anywhere in a box adds the most it could say.
/// </summary>
internal sealed class EvidenceMap
{
    private readonly SearchSpace _space;
    private readonly Readings _readings;
    private readonly float _gate;
    private readonly float[][] _early, _late, _gain; // by site × phase: box
    private readonly float[][] _bearing, _halfAngle; // by site: cell
    private readonly Vector128<float>[] _sum, _silence; // by bin and box, by box: classes of sizes
    private readonly Vector128<float>[][] _odds; // by site × phase: box
    private readonly float[] _cap, _rowMax;

    internal EvidenceMap(SearchSpace space, Readings readings, TravelTable?[] tables, Hearing hearing, AssociationOptions options, int bins)
    {
        _space = space;
        _readings = readings;
        _gate = (float)options.GateFactor;
        Boxes = space.Cells * space.Layers;
        BinS = Math.Max(0.5, space.CellKm / 10); // about half of what S takes across a box
        Bins = bins;
        _early = new float[readings.OfChannel.Length][];
        _late = new float[readings.OfChannel.Length][];
        _gain = new float[readings.OfChannel.Length][];
        _odds = new Vector128<float>[readings.OfChannel.Length][];
        SilenceOfCell = new Vector256<float>[space.Cells];
        _silence = new Vector128<float>[Boxes];
        _bearing = new float[space.Sites][];
        _halfAngle = new float[space.Sites][];
        for (int ch = 0; ch < _early.Length; ch++)
        {
            if (readings.OfChannel[ch].Length > 0 && tables[ch % Readings.Phases] is { } table) Bounds(ch, table, hearing);
        }

        for (int box = 0; box < Boxes; box++) _silence[box] = Hearing.Reduce(SilenceOfCell[box % space.Cells]);
        _sum = new Vector128<float>[Bins * Boxes];
        _cap = new float[Bins * Boxes];
        _rowMax = new float[Bins];
    }

    internal int Boxes { get; }

    internal int Bins { get; }

    internal double BinS { get; }

    /// <summary>By cell and size: the least that it costs when no site hears an event there.</summary>
    internal Vector256<float>[] SilenceOfCell { get; }

    /// <summary>First origin time of the stretch, seconds.</summary>
    internal double FromS { get; private set; }

    /// <summary>Begins a new stretch with every arrival that is free and could belong to it.</summary>
    internal void Load(double fromS, double longestS)
    {
        FromS = fromS;
        Array.Clear(_sum);
        Array.Fill(_cap, float.PositiveInfinity);
        double lastS = fromS + (Bins * BinS) + longestS;
        for (int r = First(fromS - 60); r < _readings.Count && _readings.TimeS[r] < lastS; r++)
        {
            if (!_readings.Taken[_readings.Arrival[r]]) Add(r, loading: true);
        }

        // Loading writes the steps at both ends of each interval; their running sum is the evidence.
        for (int at = Boxes; at < _sum.Length; at++) _sum[at] += _sum[at - Boxes];
        for (int b = 0; b < Bins; b++) Rescan(b);
    }

    internal int First(double timeS)
    {
        int at = Array.BinarySearch(_readings.TimeS, timeS);
        if (at < 0) return ~at;
        while (at > 0 && _readings.TimeS[at - 1] == timeS) at--;
        return at;
    }

    /// <summary>The box and bin with the highest bound.</summary>
    internal (int Bin, int Box, float Bound) Highest()
    {
        int bin = 0;
        for (int b = 1; b < Bins; b++)
        {
            if (_rowMax[b] > _rowMax[bin]) bin = b;
        }

        float max = _rowMax[bin];
        int row = bin * Boxes;
        for (int i = 0; i < Boxes; i++)
        {
            if (Math.Min(Hearing.Max(_sum[row + i] + _silence[i]), _cap[row + i]) == max) return (bin, i, max);
        }

        return (bin, 0, max);
    }

    internal void Cap(int bin, int box, float bound)
    {
        _cap[(bin * Boxes) + box] = bound;
        Rescan(bin);
    }

    /// <summary>Takes the readings of arrivals out of the map.</summary>
    internal void Remove(List<int> arrivals)
    {
        int low = Bins, high = -1;
        foreach (int arrival in arrivals)
        {
            foreach (int r in _readings.ReadingsOf[arrival])
            {
                (int from, int to) = Add(r, loading: false);
                low = Math.Min(low, from);
                high = Math.Max(high, to);
            }
        }

        for (int b = low; b <= high; b++) Rescan(b);
    }

    internal bool Fits(int reading, int box, double fromS, double toS)
    {
        int ch = (_readings.Site[reading] * Readings.Phases) + _readings.Phase[reading];
        if (_early[ch] is not { } early || _gain[ch][box] + Own(reading) + Hearing.Max(_odds[ch][box]) <= 0) return false;
        double tolerance = _gate * _readings.SigmaS[reading], t = _readings.TimeS[reading];
        return t - _late[ch][box] - tolerance <= toS && t - early[box] + tolerance >= fromS && BearingFits(reading, box % _space.Cells);
    }

    // What a reading adds whatever the box.
    private float Own(int r) => _readings.LogOverClutter[r] - (float.IsNaN(_readings.BearingRad[r]) ? 0 : MathF.Log(_readings.BearingSigmaRad[r] * 2.5066f));

    private bool BearingFits(int r, int cell)
    {
        if (float.IsNaN(_readings.BearingRad[r])) return true;
        int site = _readings.Site[r];
        float off = MathF.Abs(MathF.IEEERemainder(_bearing[site][cell] - _readings.BearingRad[r], 2 * MathF.PI));
        return off <= _halfAngle[site][cell] + (_gate * _readings.BearingSigmaRad[r]);
    }

    private (int From, int To) Add(int r, bool loading)
    {
        int ch = (_readings.Site[r] * Readings.Phases) + _readings.Phase[r], low = Bins, high = -1;
        if (_early[ch] is not { } early) return (low, high);
        float[] late = _late[ch], gain = _gain[ch];
        Vector128<float>[] odds = _odds[ch];
        bool bears = !float.IsNaN(_readings.BearingRad[r]);
        float own = Own(r), scale = (float)(1 / BinS), tolerance = _gate * _readings.SigmaS[r];
        float first = (float)(_readings.TimeS[r] - FromS) - tolerance, last = first + (2 * tolerance);
        for (int i = 0; i < early.Length; i++)
        {
            Vector128<float> g = Vector128.Max(Vector128.Create(gain[i] + own) + odds[i], Vector128<float>.Zero);
            if (g == Vector128<float>.Zero || (bears && !BearingFits(r, i % _space.Cells))) continue;
            float f = (first - late[i]) * scale, t = (last - early[i]) * scale;
            if (!(t >= 0) || !(f < Bins)) continue;
            int from = f > 0 ? (int)f : 0, to = t < Bins ? (int)t : Bins - 1;
            if (from < low) low = from;
            if (to > high) high = to;
            if (loading)
            {
                _sum[(from * Boxes) + i] += g;
                if (to + 1 < Bins) _sum[((to + 1) * Boxes) + i] -= g;
            }
            else
            {
                for (int at = from; at <= to; at++) _sum[(at * Boxes) + i] -= g;
            }
        }

        return (low, high);
    }

    private void Rescan(int bin)
    {
        ReadOnlySpan<Vector128<float>> sum = _sum.AsSpan(bin * Boxes, Boxes), silence = _silence;
        ReadOnlySpan<float> cap = _cap.AsSpan(bin * Boxes, Boxes);
        float max = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            Vector128<float> v = sum[i] + silence[i];
            if (!Vector128.GreaterThanAny(v, Vector128.Create(max))) continue;
            max = Math.Max(max, Math.Min(Hearing.Max(v), cap[i]));
        }

        _rowMax[bin] = max;
    }

    private void Bounds(int channel, TravelTable table, Hearing hearing)
    {
        int site = channel / Readings.Phases;
        if (_bearing[site] is null) Angles(site);
        float[] early = new float[Boxes], late = new float[Boxes], gain = new float[Boxes];
        Vector128<float>[] odds = new Vector128<float>[Boxes];
        for (int box = 0; box < Boxes; box++)
        {
            int cell = box % _space.Cells, layer = table.Nodes == 1 ? 0 : box / _space.Cells;
            float d = _space.DistanceKm(cell, site, 0, 0, out _, out _), half = _space.HalfDiagonalKm[cell];
            int near = (int)(Math.Max(0, d - half) / table.StepKm), far = Math.Min(table.Distances - 1, (int)((d + half) / table.StepKm) + 1);
            early[box] = table.Earliest(0)[(layer * table.Distances) + near];
            late[box] = table.Latest(0)[(layer * table.Distances) + far];
            if (float.IsNegativeInfinity(late[box]) && !float.IsPositiveInfinity(early[box])) late[box] = (float)_space.FarthestKm;
            gain[box] = table.LogPeak(Math.Max(0, d - half));
            odds[box] = hearing.MostClassOdds(Math.Max(0, d - half));
            if (box < _space.Cells && late[box] > float.NegativeInfinity) SilenceOfCell[cell] += hearing.LeastMiss(d + half);
        }

        (_early[channel], _late[channel], _gain[channel], _odds[channel]) = (early, late, gain, odds);
    }

    private void Angles(int site)
    {
        float[] bearing = new float[_space.Cells], half = new float[_space.Cells];
        for (int cell = 0; cell < _space.Cells; cell++)
        {
            float d = _space.DistanceKm(cell, site, 0, 0, out _, out _), h = _space.HalfDiagonalKm[cell];
            bearing[cell] = _space.BearingRad(cell, site, 0, 0);
            half[cell] = d > h ? MathF.Asin(h / d) : MathF.PI;
        }

        (_bearing[site], _halfAngle[site]) = (bearing, half);
    }
}
