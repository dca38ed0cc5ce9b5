using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Detections;

/// <summary>What an observation says as evidence: a bundle of likelihoods that fusion multiplies, and nothing else.</summary>
/// <remarks>Made by <c>Lookout</c>. One observation of a discrete event gives one detection with the observation's id.</remarks>
public sealed record Detection
{
    /// <summary>Id of the detection: that of its observation, or the content hash when a machine saw several things in one observation.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>The observation it was made from.</summary>
    public required Hash256 Observation { get; init; }

    /// <summary>Feed of the observation.</summary>
    public required string Feed { get; init; }

    /// <summary>Who is ultimately speaking.</summary>
    public required OriginGroup Origin { get; init; }

    /// <summary>The event was at some instant in here.</summary>
    public required TimeInterval When { get; init; }

    /// <summary>1 σ of the source's clock at both ends of the interval, seconds.</summary>
    public double ClockSigmaS { get; init; }

    /// <summary>Likelihood over places.</summary>
    public required PlaceEvidence Where { get; init; }

    /// <summary>ln [P(this is what the source says | class) / P(it | some incident)], indexed by <see cref="IncidentClass"/>: relative, so that one report alone is worth its <see cref="ReportGivenEvent"/>.</summary>
    public required ImmutableArray<double> ClassLogLikelihood { get; init; }

    /// <summary>P(the source reports | an event), 0 to 1.</summary>
    public double ReportGivenEvent { get; init; } = 0.5;

    /// <summary>ln of the density of such detections that no event made: per km² and hour, at this place and time.</summary>
    public double LogClutterPerKm2Hour { get; init; }

    /// <summary>Whether the evidence speaks of where something was fired from, not only of where it struck.</summary>
    public bool SpeaksOfOrigin { get; init; }

    /// <summary>Who may see what is made of it.</summary>
    public Label Label { get; init; } = Label.Default;

    /// <summary>Whether a simulation made it.</summary>
    public bool Simulated { get; init; }
}

/// <summary>Likelihood over places: a closed set; bearings, arrival times and tracks join here when their sensors do.</summary>
public abstract record PlaceEvidence
{
    private PlaceEvidence()
    {
    }

    /// <summary>A position, Student-t with 4 degrees of freedom about it (heavier tails than normal: a source's own error is optimistic).</summary>
    public sealed record Point(GeoPoint Position, Covariance2 Error) : PlaceEvidence;

    /// <summary>A rectangle, uniform inside, blurred by a normal error at its edges; metres.</summary>
    public sealed record Pixel(GeoPoint Centre, double WidthM, double HeightM, double EdgeSigmaM) : PlaceEvidence;

    /// <summary>A ring sector about an observer; bearings clockwise from north in degrees, distances in metres.</summary>
    public sealed record Sector(GeoPoint Observer, double ObserverSigmaM, double FromDeg, double ToDeg, double NearM, double FarM) : PlaceEvidence;

    /// <summary>A mixture of places; the weights sum to at most 1 and the rest is "somewhere else".</summary>
    public sealed record Mixture(ImmutableArray<PlaceCandidate> Candidates) : PlaceEvidence;
}

/// <summary>Evidence that speaks about every event in an area and a time, and makes none: an alarm, silence of a working sensor.</summary>
/// <remarks>It commutes with all other factors: it adds a logarithm of a likelihood ratio, by class, to each incident it touches.</remarks>
public sealed record ContextFactor
{
    /// <summary>Id: that of its observation.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>Who is ultimately speaking; two context factors of one origin count once.</summary>
    public required OriginGroup Origin { get; init; }

    /// <summary>When it speaks.</summary>
    public required TimeInterval When { get; init; }

    /// <summary>Centre of the area it speaks about.</summary>
    public required GeoPoint Centre { get; init; }

    /// <summary>Radius of the area, metres; outside it says nothing.</summary>
    public required double RadiusM { get; init; }

    /// <summary>ln [P(factor | event of the class) / P(factor | no event)], indexed by <see cref="IncidentClass"/>; each capped at ±1.5 (field notes, section 1).</summary>
    public required ImmutableArray<double> LogRatio { get; init; }

    /// <summary>A word for people: <c>alarm</c>, <c>silence</c>.</summary>
    public required string Kind { get; init; }
}
