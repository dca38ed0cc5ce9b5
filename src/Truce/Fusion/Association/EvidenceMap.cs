using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>
/// Upper bounds of the evidence in every largest box of space and time, for a stretch of origin times: the top of the octree. Each arrival that could have come from anywhere in a box adds the most it could say.
/// </summary>
internal sealed class EvidenceMap
{
    private readonly SearchGround _ground;
    private readonly Readings _readings;
    private readonly float _gate;
    private readonly Vector128<float>[] _sum, _silence; // by bin and box: classes of sizes
    private readonly float[] _cap, _rowMax;
    private readonly short[] _touched; // by bin and box: arrivals that are new

    internal EvidenceMap(SearchGround ground, Readings readings, int bins)
    {
        (_ground, _readings, Bins, Boxes) = (ground, readings, bins, ground.Boxes);
        _gate = (float)ground.Options.GateFactor;
        _silence = new Vector128<float>[Bins * Boxes];
        _sum = new Vector128<float>[Bins * Boxes];
        _cap = new float[Bins * Boxes];
        _touched = new short[Bins * Boxes];
        _rowMax = new float[Bins];
    }

    internal int Boxes { get; }

    internal int Bins { get; }

    internal double BinS => _ground.BinS;

    /// <summary>First origin time of the stretch, seconds.</summary>
    internal double FromS { get; private set; }

    /// <summary>Begins a new stretch with every arrival that is free and could belong to it.</summary>
    /// <param name="fromS">Where it begins.</param>
    /// <param name="fresh">By arrival, those that are new: boxes that none of them reaches were looked at before, and are not again. Null: none was.</param>
    internal void Load(double fromS, bool[]? fresh)
    {
        FromS = fromS;
        Array.Clear(_sum);
        Array.Fill(_cap, float.PositiveInfinity);
        if (fresh is not null) Array.Clear(_touched);
        double lastS = fromS + (Bins * BinS) + _ground.LongestS;
        for (int r = First(fromS - 60); r < _readings.Count && _readings.TimeS[r] < lastS; r++)
        {
            int arrival = _readings.Arrival[r];
            if (!_readings.Taken[arrival]) Add(r, loading: true, touch: fresh is not null && fresh[arrival]);
        }

        // Loading writes the steps at both ends of each interval; their running sum is the evidence.
        for (int at = Boxes; at < _sum.Length; at++) _sum[at] += _sum[at - Boxes];
        if (fresh is not null)
        {
            for (int at = Boxes; at < _sum.Length; at++) _touched[at] += _touched[at - Boxes];
            for (int at = 0; at < _cap.Length; at++) _cap[at] = _touched[at] > 0 ? float.PositiveInfinity : 0;
        }

        for (int b = 0; b < Bins; b++)
        {
            double latest = fromS + ((b + 1) * BinS);
            for (int cell = 0; cell < _ground.Space.Cells; cell++)
            {
                Vector128<float> silence = Hearing.Reduce(_ground.Silence(cell, latest));
                for (int box = cell; box < Boxes; box += _ground.Space.Cells) _silence[(b * Boxes) + box] = silence;
            }

            Rescan(b);
        }
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
            if (Math.Min(Hearing.Max(_sum[row + i] + _silence[row + i]), _cap[row + i]) == max) return (bin, i, max);
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
                (int from, int to) = Add(r, loading: false, touch: false);
                low = Math.Min(low, from);
                high = Math.Max(high, to);
            }
        }

        for (int b = low; b <= high; b++) Rescan(b);
    }

    internal bool Fits(int reading, int box, double fromS, double toS)
    {
        int ch = (_readings.Site[reading] * Readings.Phases) + _readings.Phase[reading];
        if (_ground.Early[ch] is not { } early || _ground.Gain[ch][box] + Own(reading) + Hearing.Max(_ground.Odds[ch][box]) <= 0) return false;
        double tolerance = _gate * _readings.SigmaS[reading], t = _readings.TimeS[reading];
        return t - _ground.Late[ch][box] - tolerance <= toS && t - early[box] + tolerance >= fromS && BearingFits(reading, box % _ground.Space.Cells);
    }

    // What a reading adds whatever the box.
    private float Own(int r) => _readings.LogOverClutter[r] - (float.IsNaN(_readings.BearingRad[r]) ? 0 : MathF.Log(_readings.BearingSigmaRad[r] * 2.5066f));

    private bool BearingFits(int r, int cell)
    {
        if (float.IsNaN(_readings.BearingRad[r])) return true;
        int site = _readings.Site[r];
        float off = MathF.Abs(MathF.IEEERemainder(_ground.Bearing[site][cell] - _readings.BearingRad[r], 2 * MathF.PI));
        return off <= _ground.HalfAngle[site][cell] + (_gate * _readings.BearingSigmaRad[r]);
    }

    private (int From, int To) Add(int r, bool loading, bool touch)
    {
        int ch = (_readings.Site[r] * Readings.Phases) + _readings.Phase[r], low = Bins, high = -1;
        if (_ground.Early[ch] is not { } early) return (low, high);
        float[] late = _ground.Late[ch], gain = _ground.Gain[ch];
        Vector128<float>[] odds = _ground.Odds[ch];
        bool bears = !float.IsNaN(_readings.BearingRad[r]);
        float own = Own(r), scale = (float)(1 / BinS), tolerance = _gate * _readings.SigmaS[r];
        float first = (float)(_readings.TimeS[r] - FromS) - tolerance, last = first + (2 * tolerance);
        for (int i = 0; i < early.Length; i++)
        {
            Vector128<float> g = Vector128.Max(Vector128.Create(gain[i] + own) + odds[i], Vector128<float>.Zero);
            if (g == Vector128<float>.Zero || (bears && !BearingFits(r, i % _ground.Space.Cells))) continue;
            float f = (first - late[i]) * scale, t = (last - early[i]) * scale;
            if (!(t >= 0) || !(f < Bins)) continue;
            int from = f > 0 ? (int)f : 0, to = t < Bins ? (int)t : Bins - 1;
            if (from < low) low = from;
            if (to > high) high = to;
            if (loading)
            {
                _sum[(from * Boxes) + i] += g;
                if (to + 1 < Bins) _sum[((to + 1) * Boxes) + i] -= g;
                if (touch) Touch(from, to, i);
            }
            else
            {
                for (int at = from; at <= to; at++) _sum[(at * Boxes) + i] -= g;
            }
        }

        return (low, high);
    }

    private void Touch(int from, int to, int box)
    {
        _touched[(from * Boxes) + box]++;
        if (to + 1 < Bins) _touched[((to + 1) * Boxes) + box]--;
    }

    private void Rescan(int bin)
    {
        ReadOnlySpan<Vector128<float>> sum = _sum.AsSpan(bin * Boxes, Boxes), silence = _silence.AsSpan(bin * Boxes, Boxes);
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
}
