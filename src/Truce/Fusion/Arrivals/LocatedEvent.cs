using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>Why arrivals give no place.</summary>
public enum NoPlace
{
    /// <summary>There is a place.</summary>
    None,

    /// <summary>There are no arrivals.</summary>
    NoArrivals,

    /// <summary>An arrival names a site that is not among the sites.</summary>
    UnknownSite,

    /// <summary>A number of an arrival is out of its range.</summary>
    UnusableArrival,

    /// <summary>Fewer than three times and bearings, and a place with its origin time has three unknowns.</summary>
    TooFewArrivals,

    /// <summary>The place is not bounded: more than a twentieth of the probability lies at the edge of what was searched.</summary>
    Unbounded,
}

/// <summary>What the locator says: an event, or why there is none.</summary>
/// <param name="Event">The event; null when there is a reason.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="About">The arrival or site that the reason is about, where it is about one.</param>
public sealed record LocationAnswer(LocatedEvent? Event, NoPlace Reason, string? About = null);

/// <summary>Where and when something happened, as far as arrivals tell.</summary>
public sealed record LocatedEvent
{
    /// <summary>The most probable place.</summary>
    public required GeoPoint Mode { get; init; }

    /// <summary>The mean place; between the parts where the region has several.</summary>
    public required GeoPoint Mean { get; init; }

    /// <summary>Covariance about the mean, in the plane that touches there; says little where the region has several parts.</summary>
    public required Covariance2 Covariance { get; init; }

    /// <summary>Depth, or that the surface was assumed.</summary>
    public required DepthEstimate Depth { get; init; }

    /// <summary>Mean origin time.</summary>
    public required Instant Origin { get; init; }

    /// <summary>1 σ of the origin time, seconds.</summary>
    public required double OriginSigmaS { get; init; }

    /// <summary>Highest-density regions of 50, 90 and 95 %, in this order.</summary>
    public required ImmutableArray<LocatedRegion> Regions { get; init; }

    /// <summary>What each arrival said, by site and time.</summary>
    public required ImmutableArray<ArrivalEvidence> Evidence { get; init; }

    /// <summary>The region that holds the place with this probability: 0.5, 0.9 or 0.95.</summary>
    public LocatedRegion Region(double probability) => Regions.First(r => r.Probability == probability);
}

/// <summary>Depth below the mean level of the sites.</summary>
/// <param name="Assumed">Whether the surface was assumed; the rest is 0 then.</param>
/// <param name="MeanKm">Mean, km.</param>
/// <param name="LowKm">5 % quantile, km.</param>
/// <param name="HighKm">95 % quantile, km.</param>
public readonly record struct DepthEstimate(bool Assumed, double MeanKm, double LowKm, double HighKm);

/// <summary>What one arrival said of the event.</summary>
public sealed record ArrivalEvidence
{
    /// <summary>The arrival: <see cref="Arrival.Id"/>.</summary>
    public required string Arrival { get; init; }

    /// <summary>The phase as which it fits best at the most probable place.</summary>
    public required ArrivalPhases Phase { get; init; }

    /// <summary>Probability of that phase among those it may have had.</summary>
    public required double PhaseProbability { get; init; }

    /// <summary>Observed less expected time at the most probable place, seconds, the common error of the speeds taken out.</summary>
    public required double ResidualS { get; init; }

    /// <summary>Scale of that residual: pick, path and cell together, seconds.</summary>
    public required double ScaleS { get; init; }

    /// <summary>Seen less expected bearing, degrees, −180 to 180; null without a bearing.</summary>
    public double? BearingResidualDeg { get; init; }

    /// <summary>Weight of the time in the fit: 1.25 where it fits, towards 0 where it stands far off; 1 for celerity mixtures.</summary>
    public required double Weight { get; init; }

    /// <summary>Its part of the log-likelihood at the most probable place.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>How far the mean place moves without it, km; null where that was not asked, NaN where there is no bounded place without it.</summary>
    public double? LeaveOneOutShiftKm { get; init; }
}
