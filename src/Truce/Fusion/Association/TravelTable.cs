using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>Travel times of one phase by distance and depth, and their bounds over every layer of every level of the search.</summary>
internal sealed class TravelTable
{
    internal const int Levels = 4;
    private readonly float[] _time, _peak;
    private readonly float _perStep;
    private readonly float[][] _earliest, _latest; // by level: layer × distance

    internal TravelTable(TravelTimes times, ArrivalPhases phase, double farthestKm, double deepestKm, int layersOfLevel0, double usualSigmaS)
    {
        Phase = phase;
        StepKm = (float)Math.Max(1, farthestKm / 2000);
        _perStep = 1 / StepKm;
        Distances = (int)(farthestKm / StepKm) + 3;
        IsAir = (phase & ArrivalPhases.Air) != 0;
        Nodes = deepestKm > 0 ? (layersOfLevel0 << (Levels - 1)) + 1 : 1;
        NodeKm = Nodes > 1 ? (float)(deepestKm / (Nodes - 1)) : 1;
        _time = new float[Nodes * Distances];
        _peak = new float[Distances];
        float[] early = new float[Nodes * Distances], late = new float[Nodes * Distances];
        for (int z = 0; z < Nodes; z++)
        {
            for (int d = 0; d < Distances; d++)
            {
                double depth = IsAir ? 0 : z * NodeKm, distance = d * (double)StepKm;
                (double e, double l) = times.WindowS(phase, distance, depth);
                double t = times.TimeS(phase, distance, depth);
                bool arrives = !double.IsNaN(t) && !double.IsNaN(e) && !double.IsNaN(l);
                _time[(z * Distances) + d] = arrives ? (float)t : float.NaN;
                early[(z * Distances) + d] = arrives ? (float)e : float.PositiveInfinity;
                late[(z * Distances) + d] = arrives ? (float)l : float.NegativeInfinity;
                if (z == 0) _peak[d] = arrives ? (float)times.LogDensity(phase, distance, depth, t, usualSigmaS) : float.NegativeInfinity;
            }
        }

        _earliest = new float[Levels][];
        _latest = new float[Levels][];
        for (int level = 0; level < Levels; level++) (_earliest[level], _latest[level]) = Bounds(early, late, layersOfLevel0 << level);
    }

    internal ArrivalPhases Phase { get; }

    internal bool IsAir { get; }

    internal float StepKm { get; }

    internal int Distances { get; }

    internal int Nodes { get; }

    internal float NodeKm { get; }

    internal float PerStep => _perStep;

    internal ReadOnlySpan<float> LogPeaks => _peak;

    internal ReadOnlySpan<float> Earliest(int level, int layer) => _earliest[level].AsSpan(Nodes == 1 ? 0 : layer * Distances, Distances);

    internal ReadOnlySpan<float> Latest(int level, int layer) => _latest[level].AsSpan(Nodes == 1 ? 0 : layer * Distances, Distances);

    internal float[] Earliest(int level) => _earliest[level];

    internal float[] Latest(int level) => _latest[level];

    /// <summary>Logarithm of the density where it is highest, for a source at the surface and a usual pick, a second.</summary>
    internal float LogPeak(float distanceKm) => _peak[Math.Min(Distances - 1, (int)(distanceKm * _perStep))];

    /// <summary>Whether the phase arrives there at all.</summary>
    internal bool Arrives(float distanceKm) => !float.IsNaN(_time[Math.Min(Distances - 1, (int)(distanceKm * _perStep))]);

    /// <summary>Travel time and its slopes by distance and depth; NaN where the phase does not arrive.</summary>
    internal float TimeS(double distanceKm, double depthKm, out float perKm, out float perDepthKm)
    {
        float d = (float)distanceKm / StepKm;
        int i = Math.Min(Distances - 2, (int)d);
        float f = d - i;
        if (Nodes == 1)
        {
            float a = _time[i], b = _time[i + 1];
            perKm = (b - a) / StepKm;
            perDepthKm = 0;
            return a + (f * (b - a));
        }

        float z = (float)depthKm / NodeKm;
        int k = Math.Clamp((int)z, 0, Nodes - 2);
        float g = z - k;
        int low = (k * Distances) + i, high = low + Distances;
        float a0 = _time[low] + (f * (_time[low + 1] - _time[low])), a1 = _time[high] + (f * (_time[high + 1] - _time[high]));
        perKm = (((1 - g) * (_time[low + 1] - _time[low])) + (g * (_time[high + 1] - _time[high]))) / StepKm;
        perDepthKm = (a1 - a0) / NodeKm;
        return a0 + (g * (a1 - a0));
    }

    // Least and greatest over a layer and over a step of distance: entry d of the earliest holds from d on, of the latest up to d.
    private (float[] Earliest, float[] Latest) Bounds(float[] early, float[] late, int layers)
    {
        if (Nodes == 1) layers = 1;
        float[] earliest = new float[layers * Distances], latest = new float[layers * Distances];
        int nodes = Nodes == 1 ? 0 : (Nodes - 1) / layers;
        for (int layer = 0; layer < layers; layer++)
        {
            for (int d = 0; d < Distances; d++)
            {
                float e = float.PositiveInfinity, l = float.NegativeInfinity;
                for (int z = layer * nodes; z <= (layer + 1) * nodes && z < Nodes; z++)
                {
                    e = Math.Min(e, early[(z * Distances) + d]);
                    l = Math.Max(l, late[(z * Distances) + d]);
                }

                earliest[(layer * Distances) + d] = e;
                latest[(layer * Distances) + d] = l;
            }
        }

        return (earliest, latest);
    }
}
