using NodaTime;

namespace Truce.Detections.Arrivals;

/// <summary>One wave that reached one site: what a pick, a trigger or a detection of an array says. A kind of detection; it says nothing of what made the wave.</summary>
public sealed record Arrival
{
    /// <summary>Names the arrival among those of one run; not empty.</summary>
    public required string Id { get; init; }

    /// <summary>The site: <see cref="ListeningSite.Id"/>.</summary>
    public required string Site { get; init; }

    /// <summary>Ways by which it may have come; at least one.</summary>
    public required ArrivalPhases Phases { get; init; }

    /// <summary>When the wave set in.</summary>
    public required Instant At { get; init; }

    /// <summary>1 σ of <see cref="At"/> as the detector has it, seconds, above 0; the spread of travel times is not in it.</summary>
    public required double SigmaS { get; init; }

    /// <summary>Direction from which it came, degrees clockwise from north, 0 to 360; absent where one sensor cannot tell.</summary>
    public double? BackAzimuthDeg { get; init; }

    /// <summary>1 σ of the back-azimuth as the detector has it, degrees; winds and slopes on the way are not in it. Present when the bearing is.</summary>
    public double? BackAzimuthSigmaDeg { get; init; }

    /// <summary>Horizontal slowness over the array, seconds a kilometre, 0 or more; absent where one sensor cannot tell.</summary>
    public double? SlownessSPerKm { get; init; }

    /// <summary>1 σ of the slowness, seconds a kilometre.</summary>
    public double? SlownessSigmaSPerKm { get; init; }
}
