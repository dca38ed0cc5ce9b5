using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>One phase from one depth: what a search asks many times.</summary>
internal abstract class PhaseSlice
{
    /// <summary>As <see cref="TravelTimes.Ways"/>, for the slice's phase and depth.</summary>
    public abstract int Ways(double distanceKm, double azimuthDeg, Span<TravelWay> ways);
}

/// <summary>A slice that asks the travel times every time.</summary>
internal sealed class AskedSlice(TravelTimes times, ArrivalPhases phase, double depthKm) : PhaseSlice
{
    /// <inheritdoc/>
    public override int Ways(double distanceKm, double azimuthDeg, Span<TravelWay> ways) => times.Ways(phase, distanceKm, depthKm, azimuthDeg, ways);
}

/// <summary>First arrivals from one depth: the row of the table between two knots, and the head waves as straight lines.</summary>
/// <param name="depthKm">Depth of the source, flattened.</param>
/// <param name="surfaceSlowness">Slowness at no distance from a source at the surface, s/km.</param>
/// <param name="mean">Mean slowness of the direct ray over w = d/(d + z) in equal steps.</param>
/// <param name="heads">Head waves that this depth can send, shallowest first.</param>
internal sealed class RaySlice(double depthKm, double surfaceSlowness, double[] mean, RaySlice.Head[] heads)
{
    /// <summary>A head wave: time = delay + slowness × distance from its critical distance on; none of those further down is heard nearer than the last number.</summary>
    public readonly record struct Head(double DelayS, double SlownessSPerKm, double CriticalKm, double NearestKm);

    /// <summary>Time of the first arrival and its horizontal slowness.</summary>
    public (double TimeS, double SlownessSPerKm) First(double distanceKm)
    {
        if (distanceKm + depthKm <= 0) return (0, surfaceSlowness);
        int steps = mean.Length - 1;
        double w = distanceKm / (distanceKm + depthKm) * steps;
        int i = Math.Min((int)w, steps - 1);
        double direct = mean[i] + ((w - i) * (mean[i + 1] - mean[i])), length = Math.Sqrt((distanceKm * distanceKm) + (depthKm * depthKm));
        double time = direct * length, slowness = direct * distanceKm / length;
        foreach (ref readonly Head head in heads.AsSpan())
        {
            if (distanceKm < head.NearestKm) break;
            double t = head.DelayS + (head.SlownessSPerKm * distanceKm);
            if (t < time && distanceKm >= head.CriticalKm) (time, slowness) = (t, head.SlownessSPerKm);
        }

        return (time, slowness);
    }
}
