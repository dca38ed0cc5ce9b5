using System.Numerics;

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
    private readonly float[] _sum, _cap, _rowMax;

    internal EvidenceMap(SearchSpace space, Readings readings, TravelTable?[] tables, AssociationOptions options, int bins)
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
        _bearing = new float[space.Sites][];
        _halfAngle = new float[space.Sites][];
        for (int ch = 0; ch < _early.Length; ch++)
        {
            if (readings.OfChannel[ch].Length > 0 && tables[ch % Readings.Phases] is { } table) Bounds(ch, table, Math.Log(options.NearProbability));
        }

        _sum = new float[Bins * Boxes];
        _cap = new float[Bins * Boxes];
        _rowMax = new float[Bins];
    }

    internal int Boxes { get; }

    internal int Bins { get; }

    internal double BinS { get; }

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
            if (!_readings.Taken[_readings.Arrival[r]]) Add(r, 1);
        }

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
            if (Math.Min(_sum[row + i], _cap[row + i]) == max) return (bin, i, max);
        }

        return (bin, 0, max);
    }

    internal void Cap(int bin, int box, float bound)
    {
        _cap[(bin * Boxes) + box] = bound;
        Rescan(bin);
    }

    /// <summary>Takes an arrival's readings out of the map.</summary>
    internal void Remove(int arrival)
    {
        int low = Bins, high = -1;
        foreach (int r in _readings.ReadingsOf[arrival])
        {
            (int from, int to) = Add(r, -1);
            low = Math.Min(low, from);
            high = Math.Max(high, to);
        }

        for (int b = low; b <= high; b++) Rescan(b);
    }

    internal bool Fits(int reading, int box, double fromS, double toS)
    {
        int ch = (_readings.Site[reading] * Readings.Phases) + _readings.Phase[reading];
        if (_early[ch] is not { } early || _gain[ch][box] + Own(reading) <= 0) return false;
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

    private (int From, int To) Add(int r, int sign)
    {
        int ch = (_readings.Site[r] * Readings.Phases) + _readings.Phase[r], low = Bins, high = -1;
        if (_early[ch] is not { } early) return (low, high);
        float[] late = _late[ch], gain = _gain[ch];
        bool bears = !float.IsNaN(_readings.BearingRad[r]);
        float own = Own(r), scale = (float)(1 / BinS), tolerance = _gate * _readings.SigmaS[r];
        float first = (float)(_readings.TimeS[r] - FromS) - tolerance, last = first + (2 * tolerance);
        for (int i = 0; i < early.Length; i++)
        {
            float g = gain[i] + own;
            if (!(g > 0) || (bears && !BearingFits(r, i % _space.Cells))) continue;
            float f = (first - late[i]) * scale, t = (last - early[i]) * scale;
            if (!(t >= 0) || !(f < Bins)) continue;
            int from = f > 0 ? (int)f : 0, to = t < Bins ? (int)t : Bins - 1;
            if (from < low) low = from;
            if (to > high) high = to;
            g *= sign;
            for (int at = (from * Boxes) + i, end = to * Boxes; at <= end + i; at += Boxes) _sum[at] += g;
        }

        return (low, high);
    }

    private void Rescan(int bin)
    {
        ReadOnlySpan<float> sum = _sum.AsSpan(bin * Boxes, Boxes), cap = _cap.AsSpan(bin * Boxes, Boxes);
        Vector<float> most = Vector<float>.Zero;
        int i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count) most = Vector.Max(most, Vector.Min(new Vector<float>(sum[i..]), new Vector<float>(cap[i..])));
        float max = 0;
        for (int k = 0; k < Vector<float>.Count; k++) max = Math.Max(max, most[k]);
        for (; i < sum.Length; i++) max = Math.Max(max, Math.Min(sum[i], cap[i]));
        _rowMax[bin] = max;
    }

    private void Bounds(int channel, TravelTable table, double logNear)
    {
        int site = channel / Readings.Phases;
        if (_bearing[site] is null) Angles(site);
        float[] early = new float[Boxes], late = new float[Boxes], gain = new float[Boxes];
        for (int box = 0; box < Boxes; box++)
        {
            int cell = box % _space.Cells, layer = table.Nodes == 1 ? 0 : box / _space.Cells;
            float d = _space.DistanceKm(cell, site, 0, 0, out _, out _), half = _space.HalfDiagonalKm[cell];
            int near = (int)(Math.Max(0, d - half) / table.StepKm), far = Math.Min(table.Distances - 1, (int)((d + half) / table.StepKm) + 1);
            early[box] = table.Earliest(0)[(layer * table.Distances) + near];
            late[box] = table.Latest(0)[(layer * table.Distances) + far];
            if (float.IsNegativeInfinity(late[box]) && !float.IsPositiveInfinity(early[box])) late[box] = (float)_space.FarthestKm;
            gain[box] = table.LogPeak(Math.Max(0, d - half)) + (float)logNear;
        }

        (_early[channel], _late[channel], _gain[channel]) = (early, late, gain);
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
