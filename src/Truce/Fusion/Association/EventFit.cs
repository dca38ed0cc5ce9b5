using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>Places a draft among the arrivals it could have, and scores it: hits against clutter, misses against hearing, and the price of choosing a place and a time (Arora, Russell and Sudderth 2013, BSSA 103(2A), the score of NET-VISA).</summary>
internal sealed class EventFit(SearchGround ground, Readings readings)
{
    private const double DepthSigmaKm = 15; // a weak prior that keeps depth from running away
    private readonly SearchSpace _space = ground.Space;
    private readonly TravelTable?[] _tables = ground.Tables;
    private readonly Hearing _hearing = ground.Hearing;
    private readonly float[] _base = new float[ground.Early.Length];
    private readonly float[] _distance = new float[ground.Early.Length];
    private readonly bool[] _speaks = new bool[ground.Early.Length]; // whether silence of the channel would say something
    private readonly int[] _candidate = new int[ground.Early.Length];
    private readonly Normal4 _normal = new();

    /// <summary>How many events there are expected to be, a second.</summary>
    internal double EventsPerS { get; set; }

    /// <summary>Improves place, time and members in turn. False where nothing is left of it.</summary>
    internal bool Improve(Draft draft, int rounds, Func<int, bool> free)
    {
        Gather(draft, free, widen: 1.5);
        for (int i = 0; i < rounds; i++)
        {
            if (draft.Members.Count < 2) return false;
            Place(draft, i == 0 ? 3 : 2);
            Gather(draft, free, widen: 1);
        }

        Place(draft, 1);
        draft.Score += (float)Price(draft);
        return draft.Members.Count >= 2;
    }

    /// <summary>Scores a draft where it stands. False where nothing is left of it.</summary>
    internal bool Rescore(Draft draft, Func<int, bool> free)
    {
        Gather(draft, free, widen: 1);
        if (draft.Members.Count < 2) return false;
        Place(draft, 1);
        draft.Score += (float)Price(draft);
        return true;
    }

    /// <summary>Logarithm of the density of a reading given a draft, over that of clutter; −∞ where it is beyond the gate.</summary>
    internal float LogRatio(Draft draft, int r, out float distanceKm, out bool inTime)
    {
        inTime = false;
        TravelTable? table = _tables[readings.Phase[r]];
        distanceKm = _space.DistanceKm(draft.Cell, readings.Site[r], draft.East, draft.North, out _, out _);
        return table is null ? float.NegativeInfinity : LogRatio(draft, r, table, distanceKm, 1, out inTime);
    }

    private float LogRatio(Draft draft, int r, TravelTable table, float distance, double widen, out bool inTime)
    {
        double travel = readings.TimeS[r] - draft.TimeS, gate = ground.Options.GateFactor * widen * readings.SigmaS[r];
        (float early, float late) = Window(table, distance, draft.Depth);
        inTime = travel >= early - gate && travel <= late + gate;
        if (!inTime) return float.NegativeInfinity;
        double depth = table.IsAir ? 0 : draft.Depth, log = ground.Times.LogDensity(table.Phase, distance, depth, travel, readings.SigmaS[r]);
        if (!float.IsNaN(readings.BearingRad[r]))
        {
            float z = BearingOff(draft, r) / readings.BearingSigmaRad[r];
            if (Math.Abs(z) > ground.Options.GateFactor * widen) return float.NegativeInfinity;
            log -= (0.5 * z * z) + Math.Log(readings.BearingSigmaRad[r] * 2.5066282746);
        }

        return (float)log + readings.LogOverClutter[r];
    }

    /// <summary>Bearing less the direction of the event, radians.</summary>
    internal float BearingOff(Draft draft, int r) =>
        MathF.IEEERemainder(readings.BearingRad[r] - _space.BearingRad(draft.Cell, readings.Site[r], draft.East, draft.North), 2 * MathF.PI);

    /// <summary>Arrival less the most probable time, seconds.</summary>
    internal double Residual(Draft draft, int r, out TravelTable table)
    {
        table = _tables[readings.Phase[r]]!;
        float d = _space.DistanceKm(draft.Cell, readings.Site[r], draft.East, draft.North, out _, out _);
        return readings.TimeS[r] - draft.TimeS - table.TimeS(d, draft.Depth, out _, out _);
    }

    /// <summary>Whether the site was more likely to hear it as this than that this is clutter.</summary>
    internal bool Wants(Draft draft, int r, float logRatio, float distanceKm)
    {
        bool speaks = Speaks(draft, readings.Site[r], Window(_tables[readings.Phase[r]]!, distanceKm, draft.Depth).Late);
        return logRatio + _hearing.LogHit(distanceKm)[draft.Size] > (speaks ? _hearing.LogMiss(distanceKm)[draft.Size] : 0);
    }

    private static (float Early, float Late) Window(TravelTable table, float distance, float depth)
    {
        const int Level = TravelTable.Levels - 1;
        int layer = table.Nodes == 1 ? 0 : Math.Clamp((int)(depth / table.NodeKm), 0, table.Nodes - 2);
        int near = Math.Min(table.Distances - 2, (int)(distance / table.StepKm));
        return (table.Earliest(Level)[(layer * table.Distances) + near], table.Latest(Level)[(layer * table.Distances) + near + 1]);
    }

    // The best candidate of every site and phase, then the size of the event that explains hits and misses best.
    private void Gather(Draft draft, Func<int, bool> free, double widen)
    {
        Vector256<float> total = Vector256<float>.Zero;
        foreach (int ch in ground.Channels)
        {
            TravelTable table = _tables[ch % Readings.Phases]!;
            float d = _space.DistanceKm(draft.Cell, ch / Readings.Phases, draft.East, draft.North, out _, out _);
            (float early, float late) = Window(table, d, draft.Depth);
            _distance[ch] = d;
            _speaks[ch] = Speaks(draft, ch / Readings.Phases, late);
            (_candidate[ch], _base[ch]) = Best(draft, ch, table, d, early, late, free, widen);
            if (_candidate[ch] < 0 && (!_speaks[ch] || !table.Arrives(d))) continue;
            Vector256<float> miss = _speaks[ch] ? _hearing.LogMisses(d) : Vector256<float>.Zero;
            total += Vector256.Max(_hearing.LogHits(d) + Vector256.Create(_base[ch]), miss);
        }

        int size = 0;
        for (int s = 1; s < Hearing.Sizes; s++)
        {
            if (total[s] > total[size]) size = s;
        }

        draft.Size = size;
        draft.Score = draft.Ceiling = total[size];
        draft.Members.Clear();
        foreach (int ch in ground.Channels)
        {
            if (_candidate[ch] < 0 || Over(ch, size) <= 0) continue;
            Once(draft, ch, size);
            draft.Ceiling += Peak(_candidate[ch], _distance[ch]) - _base[ch];
        }
    }

    private float Peak(int r, float distance) => readings.LogOverClutter[r] + _tables[readings.Phase[r]]!.LogPeak(distance)
        - (float.IsNaN(readings.BearingRad[r]) ? 0 : MathF.Log(readings.BearingSigmaRad[r] * 2.5066f));

    // An arrival of which the phase is not known stands once: as the phase that says more.
    private void Once(Draft draft, int ch, int size)
    {
        int r = _candidate[ch], twin = -1;
        for (int k = draft.Members.Count - 1; k >= 0 && readings.Site[draft.Members[k]] == readings.Site[r]; k--)
        {
            if (readings.Arrival[draft.Members[k]] == readings.Arrival[r]) twin = k;
        }

        if (twin < 0)
        {
            draft.Members.Add(r);
            return;
        }

        int other = (readings.Site[r] * Readings.Phases) + readings.Phase[draft.Members[twin]];
        float mine = Over(ch, size), theirs = Over(other, size);
        draft.Score -= Math.Min(mine, theirs);
        if (mine > theirs) draft.Members[twin] = r;
    }

    // What a candidate says beyond silence; a wave that may still come has not been missed.
    private float Over(int ch, int size) => _hearing.LogHit(_distance[ch])[size] + _base[ch] - (_speaks[ch] ? _hearing.LogMiss(_distance[ch])[size] : 0);

    private bool Speaks(Draft draft, int site, float late) => ground.Listens[site] && draft.TimeS + late <= ground.HeardUntilS;

    private (int Reading, float LogRatio) Best(Draft draft, int ch, TravelTable table, float distance, float early, float late, Func<int, bool> free, double widen)
    {
        if (!(early < float.PositiveInfinity) || !(late > float.NegativeInfinity)) return (-1, float.NegativeInfinity);
        double[] at = readings.TimesOfChannel[ch];
        int[] of = readings.OfChannel[ch];
        double slack = ground.Options.GateFactor * widen * 2, from = draft.TimeS + early - slack, to = draft.TimeS + late + slack;
        int k = Array.BinarySearch(at, from);
        (int, float) best = (-1, float.NegativeInfinity);
        for (k = k < 0 ? ~k : k; k < at.Length && at[k] <= to; k++)
        {
            if (!free(readings.Arrival[of[k]])) continue;
            float ratio = LogRatio(draft, of[k], table, distance, widen, out _);
            if (ratio > best.Item2) best = (of[k], ratio);
        }

        return best;
    }

    // Gauss and Newton with heavy-tailed weights: Student's t with 4 degrees of freedom.
    private void Place(Draft draft, int steps)
    {
        float half = (float)_space.CellKm * 0.75f;
        for (int step = 0; step < steps; step++)
        {
            Fill(draft);
            (double e, double n, double z, double t) = _normal.Solve(_space.DeepestKm > 0);
            double longest = Math.Max(Math.Abs(e), Math.Abs(n)), scale = longest > _space.CellKm / 2 ? _space.CellKm / 2 / longest : 1;
            draft.East += (float)(scale * e);
            draft.North += (float)(scale * n);
            draft.Depth = (float)Math.Clamp(draft.Depth + (scale * z), 0, _space.DeepestKm);
            draft.TimeS += scale * t;
            if (Math.Abs(draft.East) > half || Math.Abs(draft.North) > half) (draft.Cell, draft.East, draft.North) = _space.Home(draft.Cell, draft.East, draft.North);
        }
    }

    private void Fill(Draft draft)
    {
        _normal.Clear();
        foreach (int r in draft.Members)
        {
            TravelTable table = _tables[readings.Phase[r]]!;
            float d = _space.DistanceKm(draft.Cell, readings.Site[r], draft.East, draft.North, out float de, out float dn);
            double time = table.TimeS(d, draft.Depth, out float perKm, out float perDepth);
            (float early, float late) = Window(table, d, draft.Depth);
            double spread = (late - early) / (table.IsAir ? 4 : 5.15), sigma2 = (spread * spread) + (readings.SigmaS[r] * (double)readings.SigmaS[r]);
            double residual = readings.TimeS[r] - draft.TimeS - time;
            if (double.IsNaN(residual)) continue;
            _normal.Add(residual, 5 / (4 + (residual * residual / sigma2)) / sigma2, perKm * de, perKm * dn, perDepth, 1);
            if (float.IsNaN(readings.BearingRad[r])) continue;
            double off = BearingOff(draft, r), bearing2 = readings.BearingSigmaRad[r] * (double)readings.BearingSigmaRad[r], far = Math.Max(1, d);
            _normal.Add(off, 5 / (4 + (off * off / bearing2)) / bearing2, dn / far, -de / far, 0, 0);
        }

        double weak = 1 / (100 * _space.CellKm * _space.CellKm);
        _normal.Add(0, weak, 1, 0, 0, 0);
        _normal.Add(0, weak, 0, 1, 0, 0);
        _normal.Add((_space.DeepestKm / 3) - draft.Depth, 1 / (DepthSigmaKm * DepthSigmaKm), 0, 0, 1, 0);
    }

    // Prior density of events at a place and time, times the volume that the arrivals leave for it.
    private double Price(Draft draft)
    {
        Fill(draft);
        bool deep = _space.DeepestKm > 0;
        double depths = deep ? _space.DeepestKm : 1;
        return Math.Log(EventsPerS / (_space.AreaKm2 * depths)) + ((deep ? 4 : 3) / 2.0 * Math.Log(2 * Math.PI)) - (0.5 * _normal.LogDeterminant(deep));
    }
}
