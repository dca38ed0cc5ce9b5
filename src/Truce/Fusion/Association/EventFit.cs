using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>Places a draft among the arrivals it could have, and scores it: hits against clutter, misses against hearing, and the price of choosing a place and a time (Arora, Russell and Sudderth 2013, BSSA 103(2A), the score of NET-VISA).</summary>
internal sealed class EventFit(SearchSpace space, Readings readings, TravelTimes times, TravelTable?[] tables, Hearing hearing, AssociationOptions options, double eventsPerS)
{
    private const double DepthSigmaKm = 15; // a weak prior that keeps depth from running away
    private readonly int[] _channels = [.. Enumerable.Range(0, readings.OfChannel.Length).Where(c => readings.OfChannel[c].Length > 0 && tables[c % Readings.Phases] is not null)];
    private readonly float[] _base = new float[readings.OfChannel.Length];
    private readonly float[] _distance = new float[readings.OfChannel.Length];
    private readonly int[] _candidate = new int[readings.OfChannel.Length];
    private readonly float[] _total = new float[Hearing.Sizes];
    private readonly Normal4 _normal = new();

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

    /// <summary>Scores a draft where it stands.</summary>
    internal void Rescore(Draft draft, Func<int, bool> free)
    {
        Gather(draft, free, widen: 1);
        Place(draft, 1);
        draft.Score += (float)Price(draft);
    }

    /// <summary>Logarithm of the density of a reading given a draft, over that of clutter; −∞ where it is beyond the gate.</summary>
    internal float LogRatio(Draft draft, int r, out float distanceKm, out bool inTime)
    {
        inTime = false;
        TravelTable? table = tables[readings.Phase[r]];
        distanceKm = space.DistanceKm(draft.Cell, readings.Site[r], draft.East, draft.North, out _, out _);
        return table is null ? float.NegativeInfinity : LogRatio(draft, r, table, distanceKm, 1, out inTime);
    }

    private float LogRatio(Draft draft, int r, TravelTable table, float distance, double widen, out bool inTime)
    {
        double travel = readings.TimeS[r] - draft.TimeS, gate = options.GateFactor * widen * readings.SigmaS[r];
        (float early, float late) = Window(table, distance, draft.Depth);
        inTime = travel >= early - gate && travel <= late + gate;
        if (!inTime) return float.NegativeInfinity;
        double depth = table.IsAir ? 0 : draft.Depth, log = times.LogDensity(table.Phase, distance, depth, travel, readings.SigmaS[r]);
        if (!float.IsNaN(readings.BearingRad[r]))
        {
            float z = BearingOff(draft, r) / readings.BearingSigmaRad[r];
            if (Math.Abs(z) > options.GateFactor * widen) return float.NegativeInfinity;
            log -= (0.5 * z * z) + Math.Log(readings.BearingSigmaRad[r] * 2.5066282746);
        }

        return (float)log + readings.LogOverClutter[r];
    }

    /// <summary>Bearing less the direction of the event, radians.</summary>
    internal float BearingOff(Draft draft, int r) =>
        MathF.IEEERemainder(readings.BearingRad[r] - space.BearingRad(draft.Cell, readings.Site[r], draft.East, draft.North), 2 * MathF.PI);

    /// <summary>Arrival less the most probable time, seconds.</summary>
    internal double Residual(Draft draft, int r, out TravelTable table)
    {
        table = tables[readings.Phase[r]]!;
        float d = space.DistanceKm(draft.Cell, readings.Site[r], draft.East, draft.North, out _, out _);
        return readings.TimeS[r] - draft.TimeS - table.TimeS(d, draft.Depth, out _, out _);
    }

    /// <summary>Whether the site was more likely to hear it as this than that this is clutter.</summary>
    internal bool Wants(Draft draft, float logRatio, float distanceKm) =>
        logRatio + hearing.LogHit(distanceKm)[draft.Size] > hearing.LogMiss(distanceKm)[draft.Size];

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
        Array.Clear(_total);
        foreach (int ch in _channels)
        {
            TravelTable table = tables[ch % Readings.Phases]!;
            float d = space.DistanceKm(draft.Cell, ch / Readings.Phases, draft.East, draft.North, out _, out _);
            _distance[ch] = d;
            (_candidate[ch], _base[ch]) = Best(draft, ch, table, d, free, widen);
            if (_candidate[ch] < 0 && !table.Arrives(d)) continue;
            ReadOnlySpan<float> hit = hearing.LogHit(d), miss = hearing.LogMiss(d);
            float found = _base[ch];
            for (int s = 0; s < Hearing.Sizes; s++) _total[s] += Math.Max(hit[s] + found, miss[s]);
        }

        int size = 0;
        for (int s = 1; s < Hearing.Sizes; s++)
        {
            if (_total[s] > _total[size]) size = s;
        }

        draft.Size = size;
        draft.Score = draft.Ceiling = _total[size];
        draft.Members.Clear();
        foreach (int ch in _channels)
        {
            if (_candidate[ch] < 0 || hearing.LogHit(_distance[ch])[size] + _base[ch] <= hearing.LogMiss(_distance[ch])[size]) continue;
            Once(draft, ch, size);
            draft.Ceiling += Peak(_candidate[ch], _distance[ch]) - _base[ch];
        }
    }

    private float Peak(int r, float distance) => readings.LogOverClutter[r] + tables[readings.Phase[r]]!.LogPeak(distance)
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

    private float Over(int ch, int size) => hearing.LogHit(_distance[ch])[size] + _base[ch] - hearing.LogMiss(_distance[ch])[size];

    private (int Reading, float LogRatio) Best(Draft draft, int ch, TravelTable table, float distance, Func<int, bool> free, double widen)
    {
        (float early, float late) = Window(table, distance, draft.Depth);
        if (!(early < float.PositiveInfinity) || !(late > float.NegativeInfinity)) return (-1, float.NegativeInfinity);
        double[] at = readings.TimesOfChannel[ch];
        int[] of = readings.OfChannel[ch];
        double slack = options.GateFactor * widen * 2, from = draft.TimeS + early - slack, to = draft.TimeS + late + slack;
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
        float half = (float)space.CellKm * 0.75f;
        for (int step = 0; step < steps; step++)
        {
            Fill(draft);
            (double e, double n, double z, double t) = _normal.Solve(space.DeepestKm > 0);
            double longest = Math.Max(Math.Abs(e), Math.Abs(n)), scale = longest > space.CellKm / 2 ? space.CellKm / 2 / longest : 1;
            draft.East += (float)(scale * e);
            draft.North += (float)(scale * n);
            draft.Depth = (float)Math.Clamp(draft.Depth + (scale * z), 0, space.DeepestKm);
            draft.TimeS += scale * t;
            if (Math.Abs(draft.East) > half || Math.Abs(draft.North) > half) (draft.Cell, draft.East, draft.North) = space.Home(draft.Cell, draft.East, draft.North);
        }
    }

    private void Fill(Draft draft)
    {
        _normal.Clear();
        foreach (int r in draft.Members)
        {
            TravelTable table = tables[readings.Phase[r]]!;
            float d = space.DistanceKm(draft.Cell, readings.Site[r], draft.East, draft.North, out float de, out float dn);
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

        double weak = 1 / (100 * space.CellKm * space.CellKm);
        _normal.Add(0, weak, 1, 0, 0, 0);
        _normal.Add(0, weak, 0, 1, 0, 0);
        _normal.Add((space.DeepestKm / 3) - draft.Depth, 1 / (DepthSigmaKm * DepthSigmaKm), 0, 0, 1, 0);
    }

    // Prior density of events at a place and time, times the volume that the arrivals leave for it.
    private double Price(Draft draft)
    {
        Fill(draft);
        bool deep = space.DeepestKm > 0;
        double depths = deep ? space.DeepestKm : 1;
        return Math.Log(eventsPerS / (space.AreaKm2 * depths)) + ((deep ? 4 : 3) / 2.0 * Math.Log(2 * Math.PI)) - (0.5 * _normal.LogDeterminant(deep));
    }
}
