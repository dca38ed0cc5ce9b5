using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Simulation.Arrivals;

/// <summary>A ground of one speed, and air of which only the range of celerities is known: the simplest model, that of the given association sets (P 6.3, S 3.7 km/s).</summary>
public sealed class HomogeneousGround : TravelTimes
{
    // Edges of what infrasound does, km/s: field notes 3.3.
    private const double SlowestKmPerS = 0.22, FastestKmPerS = 0.36, UsualKmPerS = 0.3;

    // Student's t with 4 degrees of freedom: heavier than normal, still with a variance.
    private const double Freedom = 4;
    private static readonly double LogNorm = Math.Log(3.0 / 8.0); // Γ(5/2) / (√(4π) Γ(2)) = 3/8

    /// <summary>Speed of P, km/s.</summary>
    public double PKmPerS { get; init; } = 6.3;

    /// <summary>Speed of S, km/s.</summary>
    public double SKmPerS { get; init; } = 3.7;

    /// <summary>1 σ of a travel time through the ground, as a share of it.</summary>
    public double SpreadShare { get; init; } = 0.01;

    /// <inheritdoc/>
    public override double TimeS(ArrivalPhases phase, double distanceKm, double depthKm) => phase switch
    {
        ArrivalPhases.P => Math.Sqrt((distanceKm * distanceKm) + (depthKm * depthKm)) / PKmPerS,
        ArrivalPhases.S => Math.Sqrt((distanceKm * distanceKm) + (depthKm * depthKm)) / SKmPerS,
        ArrivalPhases.Infrasound => distanceKm / UsualKmPerS,
        ArrivalPhases.Acoustic => distanceKm <= 40 ? distanceKm / 0.34 : double.NaN,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override (double EarliestS, double LatestS) WindowS(ArrivalPhases phase, double distanceKm, double depthKm)
    {
        if (phase == ArrivalPhases.Infrasound) return (distanceKm / FastestKmPerS, distanceKm / SlowestKmPerS);

        double time = TimeS(phase, distanceKm, depthKm), half = 2.576 * SpreadS(phase, time);
        return (Math.Max(0, time - half), time + half);
    }

    /// <inheritdoc/>
    public override double LogDensity(ArrivalPhases phase, double distanceKm, double depthKm, double observedS, double pickSigmaS)
    {
        if (phase == ArrivalPhases.Infrasound) return LogDensityOfAir(distanceKm, observedS, pickSigmaS);

        double time = TimeS(phase, distanceKm, depthKm);
        if (double.IsNaN(time)) return double.NegativeInfinity;
        double spread = SpreadS(phase, time), sigma = Math.Sqrt((spread * spread) + (pickSigmaS * pickSigmaS)), z = (observedS - time) / sigma;
        return LogNorm - Math.Log(sigma) - ((Freedom + 1) / 2 * Math.Log(1 + (z * z / Freedom)));
    }

    // Flat in travel time between the slowest and the fastest; outside it falls off with the error of the pick, at least 5 s.
    private static double LogDensityOfAir(double distanceKm, double observedS, double pickSigmaS)
    {
        double earliest = distanceKm / FastestKmPerS, latest = distanceKm / SlowestKmPerS, edge = Math.Max(5, pickSigmaS);
        double beyond = Math.Max(0, Math.Max(earliest - observedS, observedS - latest)) / edge;
        return -Math.Log(latest - earliest + (edge * 2.5)) - (beyond * beyond / 2);
    }

    private double SpreadS(ArrivalPhases phase, double timeS) => phase == ArrivalPhases.Acoustic ? 0.05 * timeS : SpreadShare * timeS;
}
