using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Observations;

/// <summary>Where a source says it was: a closed set of shapes, each with its own error. Absent place: <see cref="Nowhere"/>.</summary>
public abstract record ObservedPlace
{
    private ObservedPlace()
    {
    }

    /// <summary>The source gives no place, or one that cannot be resolved.</summary>
    /// <param name="Said">What the source wrote, to be resolved by a person; may be empty.</param>
    public sealed record Nowhere(string Said) : ObservedPlace;

    /// <summary>A position with its own error.</summary>
    /// <param name="Position">Best estimate.</param>
    /// <param name="Error">1 σ covariance about it.</param>
    public sealed record At(GeoPoint Position, Covariance2 Error) : ObservedPlace;

    /// <summary>The footprint of a pixel: uniform inside, blurred by the georegistration error.</summary>
    /// <param name="Centre">Centre of the footprint.</param>
    /// <param name="AlongM">Full width across the scan, metres.</param>
    /// <param name="AcrossM">Full width along the track, metres.</param>
    /// <param name="GeoregistrationM">1 σ of the georegistration, metres.</param>
    public sealed record Footprint(GeoPoint Centre, double AlongM, double AcrossM, double GeoregistrationM) : ObservedPlace;

    /// <summary>A direction and distance band from an observer, as patrols report ("1–4 km ENE").</summary>
    /// <param name="Observer">Where the observer stood.</param>
    /// <param name="ObserverSigmaM">1 σ of that position, metres.</param>
    /// <param name="FromDeg">First bearing of the sector, degrees clockwise from true north, 0 to 360.</param>
    /// <param name="ToDeg">Last bearing, clockwise from the first; a full circle is 0 to 360.</param>
    /// <param name="NearM">Least distance, metres.</param>
    /// <param name="FarM">Greatest distance, metres.</param>
    public sealed record Sector(GeoPoint Observer, double ObserverSigmaM, double FromDeg, double ToDeg, double NearM, double FarM) : ObservedPlace;

    /// <summary>An administrative area; its outline is the mission's.</summary>
    /// <param name="Code">Code of the area in the mission's gazetteer, for instance an ISO 3166-2 or P-code.</param>
    /// <param name="Name">Name as the source wrote it.</param>
    /// <param name="Centre">A point inside, when known.</param>
    /// <param name="RadiusM">Radius of a circle that holds the area, metres, when known.</param>
    public sealed record Area(string Code, string Name, GeoPoint? Centre, double? RadiusM) : ObservedPlace;

    /// <summary>A polygon or several, each ring closed; longitude and latitude by <see cref="GeoPoint"/>; holes follow their shell.</summary>
    /// <param name="Polygons">Each polygon as its rings, the shell first.</param>
    /// <param name="SigmaM">1 σ of its edges, metres.</param>
    public sealed record Outline(ImmutableArray<ImmutableArray<ImmutableArray<GeoPoint>>> Polygons, double SigmaM) : ObservedPlace;

    /// <summary>A name that may mean several places: a mixture, never a pick.</summary>
    /// <param name="Name">The name as the source wrote it.</param>
    /// <param name="Candidates">The places it may mean; weights sum to 1, the remainder to 1 is "none of these".</param>
    public sealed record Named(string Name, ImmutableArray<PlaceCandidate> Candidates) : ObservedPlace;
}

/// <summary>One place that a name may mean.</summary>
/// <param name="Id">Id in the gazetteer.</param>
/// <param name="Name">Official name in the gazetteer's first language.</param>
/// <param name="Position">Centre of the place.</param>
/// <param name="SigmaM">1 σ of an event of that place about its centre, metres.</param>
/// <param name="Weight">Probability that this one is meant, 0 to 1.</param>
public sealed record PlaceCandidate(string Id, string Name, GeoPoint Position, double SigmaM, double Weight);
