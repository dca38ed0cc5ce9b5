using System.Collections.Immutable;
using NetTopologySuite.Geometries;

namespace Truce.Observations.Places;

/// <summary>An administrative area with its outline: who "Kharkivska oblast" is, and where it ends.</summary>
/// <param name="Code">Its code in reports, for instance ISO 3166-2 <c>UA-63</c>.</param>
/// <param name="OtherCodes">Codes in other lists, for instance the P-code <c>UA63</c>.</param>
/// <param name="Names">Its names in any language, kind words included ("Харківська область").</param>
/// <param name="Outline">Polygon or multipolygon; x is the longitude and y the latitude, degrees, WGS 84.</param>
/// <param name="SigmaM">1 σ of the outline's edges, metres (simplified outlines: the simplification error).</param>
public sealed record NamedArea(
    string Code, ImmutableArray<string> OtherCodes, ImmutableArray<PlaceName> Names, Geometry Outline, double SigmaM);
