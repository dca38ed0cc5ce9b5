namespace Truce.Measures;

/// <summary>A place on the WGS 84 ellipsoid.</summary>
/// <remarks><c>default</c> is 0° N 0° E, a real place in the sea: say "unknown" with <c>GeoPoint?</c>.</remarks>
public readonly record struct GeoPoint
{
    /// <summary>Makes a point; throws <see cref="ArgumentOutOfRangeException"/> outside the ranges or on NaN.</summary>
    public GeoPoint(double latitudeDeg, double longitudeDeg)
    {
        if (!IsValid(latitudeDeg, longitudeDeg))
        {
            throw new ArgumentOutOfRangeException(
                nameof(latitudeDeg), $"latitude −90..90 and longitude −180..180 expected, got {latitudeDeg}, {longitudeDeg}");
        }

        LatitudeDeg = latitudeDeg;
        LongitudeDeg = longitudeDeg;
    }

    /// <summary>Degrees, north positive, −90 to 90.</summary>
    public double LatitudeDeg { get; }

    /// <summary>Degrees, east positive, −180 to 180.</summary>
    public double LongitudeDeg { get; }

    /// <summary>Whether the pair is a place at all; decoders ask this before they build a point.</summary>
    public static bool IsValid(double latitudeDeg, double longitudeDeg) =>
        latitudeDeg is >= -90 and <= 90 && longitudeDeg is >= -180 and <= 180;

    /// <summary>Great-circle distance in metres on the mean sphere (6 371 008.8 m, IUGG); within 0.6 % of the geodesic.</summary>
    public double DistanceM(GeoPoint other)
    {
        const double MeanRadiusM = 6_371_008.8;
        double φ1 = LatitudeDeg * Math.PI / 180, φ2 = other.LatitudeDeg * Math.PI / 180;
        double sinΔφ = Math.Sin((φ2 - φ1) / 2), sinΔλ = Math.Sin((other.LongitudeDeg - LongitudeDeg) * Math.PI / 360);
        double h = (sinΔφ * sinΔφ) + (Math.Cos(φ1) * Math.Cos(φ2) * sinΔλ * sinΔλ);
        return 2 * MeanRadiusM * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
