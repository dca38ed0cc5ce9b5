using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>What is to be held against the terms: what happened, where, when, with what, and what is on record about it.</summary>
public sealed record TermsCase
{
    /// <summary>Id of the case, for instance an incident and its version.</summary>
    public required string Id { get; init; }

    /// <summary>Kinds of act it may have been, with probabilities; what they leave to 1 is not known. Knowledge that it was no act at all has a word of its own (<see cref="IncidentActs.OfClass"/>).</summary>
    public required ImmutableArray<Weighted> Acts { get; init; }

    /// <summary>The party that people have determined to be the actor; absent in everything a machine makes.</summary>
    public string? Actor { get; init; }

    /// <summary>The weapon.</summary>
    public TermsWeapon Weapon { get; init; } = new TermsWeapon.Unknown();

    /// <summary>The place.</summary>
    public TermsPlace Place { get; init; } = new TermsPlace.Unknown();

    /// <summary>The time.</summary>
    public TermsTime Time { get; init; } = new TermsTime.Unknown();

    /// <summary>Facts on record.</summary>
    public CaseFacts Facts { get; init; } = CaseFacts.None;

    /// <summary>A case of one certain act.</summary>
    public static ImmutableArray<Weighted> Certainly(string act) => [new(act, 1)];
}

/// <summary>A word with its probability.</summary>
/// <param name="Word">Id or word.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct Weighted(string Word, double Probability);

/// <summary>When a case was: a closed set.</summary>
public abstract record TermsTime
{
    private TermsTime()
    {
    }

    /// <summary>Not known: whether the agreement was in force cannot be said.</summary>
    public sealed record Unknown : TermsTime;

    /// <summary>Assumed to lie in the time of force, for reading a text on a made-up case; never for an incident.</summary>
    public sealed record Assumed : TermsTime;

    /// <summary>At some instant of this interval, both ends included.</summary>
    /// <param name="When">The interval; within 1900 to 2200, anything else counts as not known.</param>
    public sealed record During(TimeInterval When) : TermsTime;
}

/// <summary>Which weapon: a closed set.</summary>
public abstract record TermsWeapon
{
    private TermsWeapon()
    {
    }

    /// <summary>Not known ("N/K").</summary>
    public sealed record Unknown : TermsWeapon;

    /// <summary>Categories of the agreement with probabilities; "other" for "none of them"; what they leave to 1 is not known.</summary>
    /// <param name="Categories">Categories; one with probability 1 is a certain one.</param>
    public sealed record Categorised(ImmutableArray<Weighted> Categories) : TermsWeapon;

    /// <summary>Described by its kind and calibre.</summary>
    /// <param name="System">Kind of system, for instance "mortar"; absent when not known.</param>
    /// <param name="LowMm">Least calibre it may have, millimetres; absent when not known.</param>
    /// <param name="HighMm">Greatest calibre it may have, millimetres; absent when not known.</param>
    public sealed record Described(string? System, double? LowMm, double? HighMm) : TermsWeapon;
}

/// <summary>Where a case was: a closed set.</summary>
public abstract record TermsPlace
{
    private TermsPlace()
    {
    }

    /// <summary>Not known.</summary>
    public sealed record Unknown : TermsPlace;

    /// <summary>One or several places with normal errors and weights; what the weights leave to 1 is "elsewhere, not known where".</summary>
    /// <param name="Components">Places.</param>
    public sealed record Mixture(ImmutableArray<PlaceComponent> Components) : TermsPlace
    {
        /// <summary>One place with a normal error.</summary>
        public static Mixture At(GeoPoint position, Covariance2 error) => new([new(1, position, error)]);
    }

    /// <summary>A direction and distance band from an observer; uniform by area.</summary>
    /// <param name="Observer">Where the observer stood.</param>
    /// <param name="ObserverSigmaM">1 σ of that position, metres.</param>
    /// <param name="FromDeg">First bearing, degrees clockwise from true north.</param>
    /// <param name="ToDeg">Last bearing, clockwise from the first.</param>
    /// <param name="NearM">Least distance, metres.</param>
    /// <param name="FarM">Greatest distance, metres.</param>
    public sealed record Sector(GeoPoint Observer, double ObserverSigmaM, double FromDeg, double ToDeg, double NearM, double FarM) : TermsPlace;

    /// <summary>An area; uniform inside.</summary>
    /// <param name="Polygons">Each polygon as its closed rings, the shell first.</param>
    /// <param name="SigmaM">1 σ of its edges, metres.</param>
    public sealed record Area(ImmutableArray<ImmutableArray<ImmutableArray<GeoPoint>>> Polygons, double SigmaM) : TermsPlace;

    /// <summary>A distance from a line, as people say it: "24.9 km from the line, on A's side".</summary>
    /// <param name="Line">Id of the line; absent when the agreement has only one.</param>
    /// <param name="Side">Party on whose side it is; absent when not known.</param>
    /// <param name="DistanceM">Distance, metres, 0 or more.</param>
    /// <param name="SigmaM">1 σ of the distance, metres; 0 when the source gives none, and then the trace says so.</param>
    public sealed record FromLine(string? Line, string? Side, double DistanceM, double SigmaM) : TermsPlace;

    /// <summary>Bounds of the distance from a line, with nothing known in between.</summary>
    /// <param name="Line">Id of the line; absent when the agreement has only one.</param>
    /// <param name="Side">Party on whose side it is; absent when not known.</param>
    /// <param name="NearM">Least distance, metres.</param>
    /// <param name="FarM">Greatest distance, metres.</param>
    public sealed record BetweenFromLine(string? Line, string? Side, double NearM, double FarM) : TermsPlace;
}

/// <summary>One place of a mixture.</summary>
/// <param name="Weight">Probability of this one, 0 to 1.</param>
/// <param name="Position">Best estimate.</param>
/// <param name="Error">1 σ covariance; all zero for "no error given".</param>
public readonly record struct PlaceComponent(double Weight, GeoPoint Position, Covariance2 Error);
