using System.Collections.Immutable;
using NodaTime;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Reports.Bulletins;

/// <summary>A located event as seismic and acoustic networks exchange it: one origin and the picks it rests on. It says what was measured, not what it was called by people.</summary>
/// <remarks>Unknown is absent, never zero. A number that is not finite or out of its range is written by no writer.</remarks>
public sealed record BulletinEvent
{
    /// <summary>Name within its bulletin; letters, digits, <c>-</c>, <c>.</c> and <c>_</c> survive every format.</summary>
    public required string Id { get; init; }

    /// <summary>Origin time.</summary>
    public required Instant Time { get; init; }

    /// <summary>1 σ of the origin time, seconds.</summary>
    public double? TimeSigmaS { get; init; }

    /// <summary>Epicentre.</summary>
    public required GeoPoint Position { get; init; }

    /// <summary>Uncertainty of the epicentre.</summary>
    public Covariance2? Horizontal { get; init; }

    /// <summary>Depth under the surface, kilometres, down positive; absent when it was not found.</summary>
    public double? DepthKm { get; init; }

    /// <summary>1 σ of the depth, kilometres; absent beside a depth: it was set, not found.</summary>
    public double? DepthSigmaKm { get; init; }

    /// <summary>What it is like.</summary>
    public BulletinKind Kind { get; init; }

    /// <summary>Picks, used for the origin or not, in the order in which they are written.</summary>
    public ImmutableArray<BulletinPick> Picks { get; init; } = [];

    /// <summary>Who says so, at most 9 characters in IMS.</summary>
    public string Author { get; init; } = "TRUCE";

    /// <summary>Whether it was simulated; then every format says so.</summary>
    public bool Simulated { get; init; }
}

/// <summary>What an event is like, as a machine suspects.</summary>
public enum BulletinKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Like an explosion.</summary>
    Explosion,

    /// <summary>Like an earthquake.</summary>
    Earthquake,

    /// <summary>Like a quarry blast.</summary>
    QuarryBlast,

    /// <summary>Like thunder.</summary>
    Thunder,

    /// <summary>Like a sonic boom.</summary>
    SonicBoom,
}

/// <summary>One arrival at one channel.</summary>
public sealed record BulletinPick
{
    /// <summary>Name within its event.</summary>
    public required string Id { get; init; }

    /// <summary>Where it was seen.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Phase, for instance <c>P</c>, <c>S</c>, <c>I</c> (infrasound).</summary>
    public required string Phase { get; init; }

    /// <summary>Arrival time.</summary>
    public required Instant Time { get; init; }

    /// <summary>1 σ of it, seconds.</summary>
    public double? SigmaS { get; init; }

    /// <summary>Observed minus computed time, seconds.</summary>
    public double? ResidualS { get; init; }

    /// <summary>Distance from the epicentre, kilometres.</summary>
    public double? DistanceKm { get; init; }

    /// <summary>Azimuth from the event to the station, degrees clockwise from north.</summary>
    public double? EventAzimuthDeg { get; init; }

    /// <summary>Measured direction to the source, degrees clockwise from north.</summary>
    public double? BackAzimuthDeg { get; init; }

    /// <summary>1 σ of it, degrees.</summary>
    public double? BackAzimuthSigmaDeg { get; init; }

    /// <summary>Measured minus computed direction, degrees.</summary>
    public double? BackAzimuthResidualDeg { get; init; }

    /// <summary>Measured slowness, seconds per kilometre.</summary>
    public double? SlownessSPerKm { get; init; }

    /// <summary>Whether the origin time and place rest on its time.</summary>
    public bool TimeUsed { get; init; }

    /// <summary>Whether they rest on its direction.</summary>
    public bool BackAzimuthUsed { get; init; }
}
