namespace Truce.Fusion.Arrivals;

/// <summary>One way by which a phase can arrive: its time, how much single paths scatter about it, and which common error it shares.</summary>
/// <param name="TimeS">Travel time by the model, seconds.</param>
/// <param name="SigmaS">1 σ of single paths about the model, seconds, without the pick and without the common error of the speeds.</param>
/// <param name="LogWeight">Natural logarithm of the probability that the phase comes this way.</param>
/// <param name="SlownessSPerKm">Horizontal slowness, seconds a kilometre.</param>
/// <param name="Shared">Which common error of speed the way has.</param>
/// <param name="BearingShiftDeg">Degrees to add to the true back-azimuth for the one that an array is expected to see (wind across the way).</param>
public readonly record struct TravelWay(double TimeS, double SigmaS, double LogWeight, double SlownessSPerKm, SharedSpeed Shared, double BearingShiftDeg = 0);

/// <summary>Errors of speed that are the same for all arrivals of one event.</summary>
public enum SharedSpeed
{
    /// <summary>None: each path is on its own, with heavy tails already in its mixture (celerities).</summary>
    Own,

    /// <summary>The speed of P.</summary>
    GroundP,

    /// <summary>The speed of S: that of P and the error of the ratio.</summary>
    GroundS,

    /// <summary>The speed of sound near the ground.</summary>
    Sound,
}
