using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>Waves of the air: sound that comes straight through the lowest air, and infrasound by the ducts of the atmosphere.</summary>
/// <remarks>
/// Infrasound has the mixture of reciprocal celerities of Blom, Marcillo and Arrowsmith (2015, Geophys. J. Int. 203, 1682-1693; after Marcillo et al. 2014, Geophys. J. Int. 196, 375-385), with the numbers of their published program:
/// means 1/0.327, 1/0.293 and 1/0.26 s/km (troposphere, stratosphere, thermosphere), σ 0.066, 0.08 and 0.33 s/km, weights 0.0539, 0.0899 and 0.8562. Waves slower than 0.22 or faster than 0.36 km/s are the tails of it.
/// Sound has c = 331.3 √(1 + T/273.15) m/s (dry air; Bohn 1988, J. Audio Eng. Soc. 36, 223-231) and, where a wind is supplied, the part of it along the way; the wind across the way turns the wave front by asin(cross/c),
/// so the wave seems to come from as much further down the wind: its circles have drifted.
/// </remarks>
public sealed class CelerityTravelTimes : TravelTimes
{
    // A wave that none of the three ducts explains: a late multiple, another source's. One in a hundred, as wide as the whole range of celerities.
    private const double StrayShare = 0.01, StrayMeanSPerKm = 1 / 0.28, StraySigmaSPerKm = 1.0;
    private static readonly double[] MeanSPerKm = [1 / 0.327, 1 / 0.293, 1 / 0.26, StrayMeanSPerKm];
    private static readonly double[] SigmaSPerKm = [0.066, 0.08, 0.33, StraySigmaSPerKm];
    private static readonly double[] LogWeight = [.. ((double[])[0.0539, 0.0899, 0.8562]).Select(w => Math.Log(w * (1 - StrayShare))), Math.Log(StrayShare)];
    private readonly TravelTimeOptions _options;
    private readonly double _core;
    private readonly double _soundKmPerS;

    /// <summary>Takes the options; throws <see cref="ArgumentException"/> for options that cannot be used.</summary>
    public CelerityTravelTimes(TravelTimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is string fault) throw new ArgumentException(fault, nameof(options));
        _options = options;
        _core = StudentT.ScaleForSigma(options.Degrees);
        _soundKmPerS = SpeedOfSoundMPerS(options.TemperatureC ?? 10) / 1000;
    }

    /// <summary>1 σ of the common error of the speed of sound, a share.</summary>
    public double SoundSigmaShare => _options.TemperatureC is null ? _options.SoundSigmaShare : _options.SoundSigmaShare / 3;

    /// <summary>1 σ of each part of the wind that all paths share, m/s: what is not known of it.</summary>
    public double SharedWindMPerS => (_options.WindEastMPerS is null ? 1 : 0.25) * _options.WindSigmaMPerS * Math.Sqrt(_options.WindSharedShare);

    /// <summary>Speed of sound in dry air, m/s.</summary>
    public static double SpeedOfSoundMPerS(double temperatureC) => 331.3 * Math.Sqrt(1 + (temperatureC / 273.15));

    /// <inheritdoc/>
    public override ErrorModel Errors => new(_options.SpeedSigmaShare, _options.RatioSigmaShare, SoundSigmaShare, _options.Degrees, SharedWindMPerS);

    /// <inheritdoc/>
    public override bool NeedsAzimuth => _options.WindEastMPerS is not null;

    /// <inheritdoc/>
    public override double ReachKm(ArrivalPhases phase) => phase == ArrivalPhases.Acoustic ? _options.FarthestSoundKm : _options.FarthestInfrasoundKm;

    /// <inheritdoc/>
    public override double TimeS(ArrivalPhases phase, double distanceKm, double depthKm) => phase switch
    {
        ArrivalPhases.Acoustic when distanceKm <= _options.FarthestSoundKm => distanceKm / _soundKmPerS,
        ArrivalPhases.Infrasound when distanceKm <= _options.FarthestInfrasoundKm => distanceKm * MeanSPerKm[2],
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override (double EarliestS, double LatestS) WindowS(ArrivalPhases phase, double distanceKm, double depthKm)
    {
        double time = TimeS(phase, distanceKm, depthKm);
        if (!double.IsFinite(time)) return (double.NaN, double.NaN);
        if (phase == ArrivalPhases.Infrasound) return (distanceKm / 0.36, distanceKm / 0.22);
        double half = 2.576 * Math.Sqrt(Square(SoundScatterS(time)) + Square(SoundSigmaShare * time) + Square(WindS(time)));
        return (Math.Max(0, time - half), time + half);
    }

    /// <inheritdoc/>
    public override double LogDensity(ArrivalPhases phase, double distanceKm, double depthKm, double observedS, double pickSigmaS)
    {
        double time = TimeS(phase, distanceKm, depthKm);
        if (!double.IsFinite(time)) return double.NegativeInfinity;
        if (phase == ArrivalPhases.Acoustic)
        {
            return StudentT.LogDensity(observedS - time, _core * Math.Sqrt(Square(pickSigmaS) + Square(SoundScatterS(time)) + Square(SoundSigmaShare * time) + Square(WindS(time))), _options.Degrees);
        }

        double density = 0;
        for (int k = 0; k < MeanSPerKm.Length; k++)
        {
            double scale = Math.Sqrt(Square(pickSigmaS) + Square(distanceKm * SigmaSPerKm[k])), u = (observedS - (distanceKm * MeanSPerKm[k])) / scale;
            density += Math.Exp(LogWeight[k] - (u * u / 2)) / (scale * Math.Sqrt(2 * Math.PI));
        }

        return Math.Log(density);
    }

    /// <inheritdoc/>
    public override int Ways(ArrivalPhases phase, double distanceKm, double depthKm, double azimuthDeg, Span<TravelWay> ways)
    {
        if (!double.IsFinite(TimeS(phase, distanceKm, depthKm))) return 0;
        if (phase == ArrivalPhases.Infrasound)
        {
            for (int k = 0; k < MeanSPerKm.Length; k++) ways[k] = new(distanceKm * MeanSPerKm[k], distanceKm * SigmaSPerKm[k], LogWeight[k], 1 / 0.36, SharedSpeed.Own);
            return MeanSPerKm.Length;
        }

        double speed = _soundKmPerS, shiftDeg = 0;
        if (_options.WindEastMPerS is double east && _options.WindNorthMPerS is double north)
        {
            double a = azimuthDeg * Math.PI / 180, from = ((east * Math.Sin(a)) + (north * Math.Cos(a))) / 1000, right = ((east * Math.Cos(a)) - (north * Math.Sin(a))) / 1000;
            double across = Math.Clamp(right / speed, -0.5, 0.5);
            speed = (speed * Math.Sqrt(1 - (across * across))) - from; // the wave runs against the azimuth
            shiftDeg = Math.Asin(across) * 180 / Math.PI;
        }

        double time = distanceKm / speed;
        ways[0] = new(time, SoundScatterS(time), 0, 1 / speed, SharedSpeed.Sound, shiftDeg);
        return 1;
    }

    private double WindS(double timeS) => timeS * SharedWindMPerS / (1000 * _soundKmPerS);

    private double SoundScatterS(double timeS)
    {
        double wind = _options.WindSigmaMPerS * Math.Sqrt(1 - _options.WindSharedShare);
        return Math.Sqrt(Square(_options.PathFloorS) + Square(timeS * wind / (1000 * _soundKmPerS)));
    }

    private static double Square(double x) => x * x;
}
