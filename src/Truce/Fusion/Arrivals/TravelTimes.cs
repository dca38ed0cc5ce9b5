using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>How long waves take, and how well that is known. One of these stands for a model of the ground and the air.</summary>
public abstract class TravelTimes
{
    /// <summary>The most probable travel time, seconds; NaN where the phase does not arrive.</summary>
    /// <param name="phase">One phase.</param>
    /// <param name="distanceKm">From the epicentre along the surface, 0 or more.</param>
    /// <param name="depthKm">Depth of the source below the site's level, 0 or more; waves of the air have 0.</param>
    public abstract double TimeS(ArrivalPhases phase, double distanceKm, double depthKm);

    /// <summary>Earliest and latest travel time that the model allows (about 99 % of what it expects), seconds, without the error of the pick.</summary>
    public abstract (double EarliestS, double LatestS) WindowS(ArrivalPhases phase, double distanceKm, double depthKm);

    /// <summary>Natural logarithm of the density, a second, of an observed travel time: the spread of the model and the error of the pick together, with heavy tails.</summary>
    /// <param name="phase">One phase.</param>
    /// <param name="distanceKm">From the epicentre along the surface, 0 or more.</param>
    /// <param name="depthKm">Depth of the source, 0 or more.</param>
    /// <param name="observedS">Arrival less origin time, seconds.</param>
    /// <param name="pickSigmaS">1 σ of the pick, seconds, above 0.</param>
    public abstract double LogDensity(ArrivalPhases phase, double distanceKm, double depthKm, double observedS, double pickSigmaS);
}
