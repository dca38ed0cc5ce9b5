using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Observations.Places;

/// <summary>How large a thing a place is; the gazetteer's own ladder, without a country's words for its rungs.</summary>
public enum PlaceLevel
{
    /// <summary>A city, town, village or part of one.</summary>
    Settlement = 0,

    /// <summary>The smallest unit with a council (Ukraine: hromada).</summary>
    Municipality,

    /// <summary>A unit of municipalities (Ukraine: raion).</summary>
    District,

    /// <summary>A first-level unit (Ukraine: oblast).</summary>
    Region,
}

/// <summary>What a settlement is the seat of: our stand-in for its population, which the given gazetteers do not hold.</summary>
public enum PlaceSeat
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A municipality.</summary>
    Municipality,

    /// <summary>A district.</summary>
    District,

    /// <summary>A region, or a city with the rank of one.</summary>
    Region,
}

/// <summary>How a name belongs to a place.</summary>
public enum NameKind
{
    /// <summary>The name in force in that language; reports print this one.</summary>
    Official = 0,

    /// <summary>A name that was official once.</summary>
    Former,

    /// <summary>Any other spelling in use.</summary>
    Alias,
}

/// <summary>One name of a place.</summary>
/// <param name="Text">The name as written.</param>
/// <param name="Language">BCP 47 language, for instance <c>uk</c>; empty when it is not said.</param>
/// <param name="Kind">How it belongs to the place.</param>
public sealed record PlaceName(string Text, string Language, NameKind Kind);

/// <summary>A place that a name may mean.</summary>
public sealed record Place
{
    /// <summary>Id in the gazetteer, for instance a P-code.</summary>
    public required string Id { get; init; }

    /// <summary>Its rung.</summary>
    public PlaceLevel Level { get; init; }

    /// <summary>What it is the seat of.</summary>
    public PlaceSeat Seat { get; init; }

    /// <summary>People who live there, to one or two digits; absent when not known: then the seat stands in for it.</summary>
    public double? Population { get; init; }

    /// <summary>Code of the first-level area that holds it; empty when not known.</summary>
    public string Area { get; init; } = "";

    /// <summary>Its names; the first official one is its name in the gazetteer's first language.</summary>
    public required ImmutableArray<PlaceName> Names { get; init; }

    /// <summary>Its centre, or the best stand-in for it.</summary>
    public required GeoPoint Position { get; init; }

    /// <summary>1 σ of an event of that place about <see cref="Position"/>, metres; holds the error of the stand-in and the extent of the place.</summary>
    public required double SigmaM { get; init; }
}

/// <summary>What else is known when a name is read. Everything in it is a weight, never a filter: a hint can be wrong.</summary>
/// <param name="Area">First-level area that the source names beside the place, by code or in words; empty for none.</param>
/// <param name="Focus">Where the mission looks; nearer places weigh more. Absent for none.</param>
/// <param name="FocusScaleM">Distance at which a place weighs half as much as one at the focus, metres.</param>
public sealed record PlaceHint(string Area = "", GeoPoint? Focus = null, double FocusScaleM = 150_000);

/// <summary>A place or an area named in a free text.</summary>
/// <param name="Offset">First UTF-16 code unit of the mention.</param>
/// <param name="Length">Code units.</param>
/// <param name="Text">The mention as it stands.</param>
/// <param name="Where">What it may mean.</param>
public sealed record PlaceMention(int Offset, int Length, string Text, ObservedPlace Where);
