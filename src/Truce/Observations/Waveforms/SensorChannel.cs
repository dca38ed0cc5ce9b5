using NodaTime;
using Truce.Measures;

namespace Truce.Observations.Waveforms;

/// <summary>Where a channel stands and what its samples mean, for one epoch (StationXML 1.x, <c>Channel</c>).</summary>
public sealed record SensorChannel
{
    /// <summary>The channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Where the sensor is.</summary>
    public required GeoPoint Position { get; init; }

    /// <summary>1 σ of its position, metres; 0 where the metadata give none.</summary>
    public double PositionSigmaM { get; init; }

    /// <summary>Height of the ground above the ellipsoid or the sea, as the metadata have it, metres.</summary>
    public double ElevationM { get; init; }

    /// <summary>Depth of the sensor under the ground, metres.</summary>
    public double DepthM { get; init; }

    /// <summary>Direction of positive motion, degrees clockwise from north; absent when not given or not meaningful.</summary>
    public double? AzimuthDeg { get; init; }

    /// <summary>Dip of positive motion, degrees down from horizontal, −90 is up; absent when not given.</summary>
    public double? DipDeg { get; init; }

    /// <summary>Counts for one input unit at <see cref="SensitivityHz"/>; absent when not given: then samples are counts and nothing physical is said of them.</summary>
    public double? Sensitivity { get; init; }

    /// <summary>Frequency at which the sensitivity holds, hertz.</summary>
    public double? SensitivityHz { get; init; }

    /// <summary>Input unit, for instance <c>M/S</c> or <c>PA</c>; empty when not given.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Samples a second by the metadata; absent when not given.</summary>
    public double? SampleRateHz { get; init; }

    /// <summary>First instant at which this holds.</summary>
    public Instant From { get; init; } = Instant.MinValue;

    /// <summary>First instant at which it holds no longer.</summary>
    public Instant To { get; init; } = Instant.MaxValue;

    /// <summary>Whether this epoch holds at an instant.</summary>
    public bool Holds(Instant at) => at >= From && at < To;
}
