using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Fusion.Association;

/// <summary>Which arrivals belong together, and why the others were left.</summary>
/// <param name="Events">In order of time.</param>
/// <param name="Left">Every arrival that is in no event, in order of time.</param>
public sealed record AssociationResult(ImmutableArray<AssociatedEvent> Events, ImmutableArray<LeftArrival> Left);

/// <summary>Arrivals that one event explains better than clutter does. Its place is rough: the locator gives regions.</summary>
public sealed record AssociatedEvent
{
    /// <summary>The arrivals, in order of time.</summary>
    public required ImmutableArray<EventMember> Members { get; init; }

    /// <summary>Best place.</summary>
    public required GeoPoint Position { get; init; }

    /// <summary>Best depth, kilometres.</summary>
    public required double DepthKm { get; init; }

    /// <summary>Best origin time.</summary>
    public required Instant At { get; init; }

    /// <summary>Logarithm of the odds that there was an event against clutter, nats.</summary>
    public required double ScoreNats { get; init; }
}

/// <summary>An arrival in an event.</summary>
/// <param name="ArrivalId"><see cref="Arrival.Id"/>.</param>
/// <param name="Phase">As which wave it belongs: one phase.</param>
/// <param name="ResidualS">Arrival less the most probable time, seconds. For infrasound tens of seconds are usual: its speed is not known.</param>
/// <param name="BearingResidualDeg">Bearing less the direction of the event, −180 to 180 degrees; absent where it has no bearing.</param>
public sealed record EventMember(string ArrivalId, ArrivalPhases Phase, double ResidualS, double? BearingResidualDeg);

/// <summary>An arrival in no event.</summary>
/// <param name="ArrivalId"><see cref="Arrival.Id"/>.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftArrival(string ArrivalId, LeftReason Reason);

/// <summary>Why an arrival is in no event.</summary>
public enum LeftReason
{
    /// <summary>No event was found at any place and time from which it could have come.</summary>
    NoCompany,

    /// <summary>There was a candidate event that had it, but the evidence of all together was too weak.</summary>
    WeakEvidence,

    /// <summary>It would fit an event in which another arrival of the same site stands for the same wave and fits better.</summary>
    BetterArrival,

    /// <summary>It comes near in time to what an event would give, but the residual is too large.</summary>
    ResidualTooLarge,

    /// <summary>The time would fit an event, the bearing does not.</summary>
    BearingElsewhere,

    /// <summary>It fits an event in time, but the site was not likely to hear that event: clutter explains it better.</summary>
    UnlikelyToBeHeard,

    /// <summary>It says the same as another arrival: same site, phases, time and bearing.</summary>
    Duplicate,

    /// <summary>Nobody said where its site is.</summary>
    UnknownSite,
}
