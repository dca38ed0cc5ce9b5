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

    /// <summary>The most ways that <see cref="Ways"/> gives for one phase.</summary>
    public const int MostWays = 4;

    /// <summary>The ways by which one phase can arrive, for those who treat the common error of the speeds apart from the scatter of single paths.</summary>
    /// <param name="phase">One phase.</param>
    /// <param name="distanceKm">From the epicentre along the surface, 0 or more.</param>
    /// <param name="depthKm">Depth of the source below the site's level, 0 or more.</param>
    /// <param name="azimuthDeg">Direction from the site to the source, degrees clockwise from north; matters where a wind is given.</param>
    /// <param name="ways">Filled from the front; at least <see cref="MostWays"/> long.</param>
    /// <returns>How many there are; 0 where the phase does not arrive.</returns>
    public virtual int Ways(ArrivalPhases phase, double distanceKm, double depthKm, double azimuthDeg, Span<TravelWay> ways)
    {
        double time = TimeS(phase, distanceKm, depthKm);
        if (!double.IsFinite(time)) return 0;
        (double early, double late) = WindowS(phase, distanceKm, depthKm);
        double slowness = (TimeS(phase, distanceKm + 1, depthKm) - time) / 1.0;
        ways[0] = new(time, Math.Max(1e-6, (late - early) / 5.152), 0, slowness, SharedSpeed.Own); // 99 % of a normal: 2 x 2.576 σ
        return 1;
    }

    /// <summary><see cref="Ways"/> for one phase and depth, ready to be asked often.</summary>
    internal virtual PhaseSlice Slice(ArrivalPhases phase, double depthKm) => new AskedSlice(this, phase, depthKm);

    /// <summary>The common errors and the tails that go with <see cref="Ways"/>.</summary>
    public virtual ErrorModel Errors => new(0.04, 0.03, 0.026, 4);

    /// <summary>How far a phase is followed, km; beyond it <see cref="TimeS"/> is NaN.</summary>
    public virtual double ReachKm(ArrivalPhases phase) => phase switch { ArrivalPhases.Acoustic => 60, ArrivalPhases.Infrasound => 2000, _ => 1000 };

    /// <summary>Whether <see cref="Ways"/> depends on the azimuth.</summary>
    public virtual bool NeedsAzimuth => false;
}

/// <summary>Errors that <see cref="TravelTimes.Ways"/> leaves to whoever combines arrivals.</summary>
/// <param name="SpeedSigmaShare">1 σ of the common error of P's speed, a share.</param>
/// <param name="RatioSigmaShare">1 σ of the further common error of S's speed, a share.</param>
/// <param name="SoundSigmaShare">1 σ of the common error of the speed of sound, a share.</param>
/// <param name="Degrees">Degrees of freedom of Student's t for times.</param>
/// <param name="WindSigmaMPerS">1 σ of each part of the wind that all paths of sound share, beyond one that was supplied, m/s; 0 for none.</param>
public readonly record struct ErrorModel(double SpeedSigmaShare, double RatioSigmaShare, double SoundSigmaShare, double Degrees, double WindSigmaMPerS = 0);
