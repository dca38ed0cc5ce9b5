namespace Truce.Measures;

/// <summary>A flat east-north plane that touches the WGS 84 ellipsoid at an origin; metres.</summary>
/// <remarks>
/// Uses the meridian and prime-vertical radii of curvature at the origin (Snyder 1987, USGS PP 1395, eq. 4-18 to 4-20).
/// Error against the geodesic is below 0.1 % within 50 km of the origin at mid-latitudes; do not use it across the theatre.
/// </remarks>
public readonly record struct LocalPlane
{
    private const double SemiMajorAxisM = 6_378_137.0;
    private const double FirstEccentricitySquared = 0.006694379990141317;

    /// <summary>A plane with its origin at the given place.</summary>
    public LocalPlane(GeoPoint origin)
    {
        Origin = origin;
        double φ = origin.LatitudeDeg * Math.PI / 180;
        double sin = Math.Sin(φ), w = 1 - (FirstEccentricitySquared * sin * sin);
        MetresPerDegreeNorth = SemiMajorAxisM * (1 - FirstEccentricitySquared) / (w * Math.Sqrt(w)) * Math.PI / 180;
        MetresPerDegreeEast = Math.Max(1e-3, SemiMajorAxisM / Math.Sqrt(w) * Math.Cos(φ) * Math.PI / 180);
    }

    /// <summary>The place where the plane touches the ellipsoid.</summary>
    public GeoPoint Origin { get; }

    /// <summary>Length of a degree of latitude at the origin, metres.</summary>
    public double MetresPerDegreeNorth { get; }

    /// <summary>Length of a degree of longitude at the origin, metres.</summary>
    public double MetresPerDegreeEast { get; }

    /// <summary>East and north of the origin, metres.</summary>
    public (double EastM, double NorthM) ToPlane(GeoPoint p) =>
        ((p.LongitudeDeg - Origin.LongitudeDeg) * MetresPerDegreeEast, (p.LatitudeDeg - Origin.LatitudeDeg) * MetresPerDegreeNorth);

    /// <summary>The place at the given metres from the origin; clamped to valid degrees.</summary>
    public GeoPoint ToGeo(double eastM, double northM) => new(
        Math.Clamp(Origin.LatitudeDeg + (northM / MetresPerDegreeNorth), -90, 90),
        Math.Clamp(Origin.LongitudeDeg + (eastM / MetresPerDegreeEast), -180, 180));
}
