using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Health;
using Truce.Detections.Signals;
using Truce.Detections.Stations;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Association;
using Truce.Measures;

namespace Truce.Listening;

/// <summary>A quarry or mine that is known to blast.</summary>
/// <param name="Position">Its middle.</param>
/// <param name="RadiusM">How far it reaches, metres, above 0.</param>
public sealed record KnownQuarry(GeoPoint Position, double RadiusM);

/// <summary>How a network of sensors is listened to.</summary>
public sealed record NetworkOptions
{
    /// <summary>Single seismometers: 6 to 16 Hz, 0.3 s over 3 s (Dando et al. 2023, doi 10.1038/s41586-023-06416-7), opened at 5 times, so that noise opens a channel a few times a day.</summary>
    public StationOptions Ground { get; init; } = new() { Bands = [new(6, 16)], StaS = 0.3, LtaS = 3, OnRatio = 5, OffRatio = 1.5, LongestTriggerS = 60 };

    /// <summary>Single microphones and barometers. We chose 2 to 16 Hz and 0.5 s over 10 s.</summary>
    public StationOptions Sound { get; init; } = new() { Bands = [new(2, 16)], StaS = 0.5, LtaS = 10, OnRatio = 5, OffRatio = 1.5, LongestTriggerS = 60 };

    /// <summary>Arrays of the air.</summary>
    public ArrayOptions Arrays { get; init; } = new() { Band = new(1, 5), Acoustic = true };

    /// <summary>Arrays of the ground that are named.</summary>
    public ImmutableArray<GroundArray> GroundArrays { get; init; } = [];

    /// <summary>How arrays of the ground are looked at: 2 to 8 Hz, windows that hold a wave while it crosses some kilometres. We chose the numbers.</summary>
    public ArrayOptions OfGround { get; init; } = new() { Band = new(2, 8), WindowS = 4, StepS = 0.5, SlowestKmPerS = 1.5, ElementSigmaM = 5 };

    /// <summary>Quality of channels.</summary>
    public HealthOptions Health { get; init; } = new();

    /// <summary>Sensors of the air no farther from one another than this are elements of one array when there are three or more, kilometres.</summary>
    public double ArraySpreadKm { get; init; } = 4;

    /// <summary>How far an event's waves are followed, kilometres: arrivals from farther away are not waited for. We chose 400: twice the reach of the array near Malyn (field notes, 1).</summary>
    public double FollowedKm { get; init; } = 400;

    /// <summary>Ground and air.</summary>
    public TravelTimeOptions Travel { get; init; } = new();

    /// <summary>Association.</summary>
    public AssociationOptions Association { get; init; } = new();

    /// <summary>Location. Nobody waits here for what each arrival weighs: it is asked when a person looks.</summary>
    public LocatorOptions Locator { get; init; } = new() { LeaveOneOut = false };

    /// <summary>Band in which P is held against S.</summary>
    public FilterBand DiscriminantBand { get; init; } = new(6, 16);

    /// <summary>How near a healthy sensor of the ground must be to an event for its silence to say something, kilometres. We chose it: single stations feel charges of some kilograms so far.</summary>
    public double SilentGroundKm { get; init; } = 30;

    /// <summary>The same of the air, kilometres. We chose it.</summary>
    public double SilentAirKm { get; init; } = 60;

    /// <summary>Quarries that are known; null when nobody listed them.</summary>
    public ImmutableArray<KnownQuarry>? Quarries { get; init; }

    /// <summary>Zone of local hours; null when not known.</summary>
    public DateTimeZone? Zone { get; init; }
}
