namespace Truce.Measures;

/// <summary>Shortest lines on the WGS 84 ellipsoid.</summary>
/// <remarks>Vincenty 1975, Survey Review 23 (176), 88-93: inverse eq. 13 to 21, direct eq. 1 to 11; good to 0.1 mm. The inverse does not converge for places nearly opposite each other (within about 0.5° of the antipode); it then says so with NaN.</remarks>
public static class Geodesic
{
    private const double A = 6_378_137.0, F = 1 / 298.257223563, B = A * (1 - F);

    /// <summary>Distance in metres and the azimuth at the start towards the end, degrees clockwise from north, 0 to 360; (0, 0) for one place, NaN near antipodes.</summary>
    public static (double DistanceM, double AzimuthDeg) Inverse(GeoPoint from, GeoPoint to)
    {
        double l = Radians(to.LongitudeDeg - from.LongitudeDeg), u1 = Reduced(from.LatitudeDeg), u2 = Reduced(to.LatitudeDeg);
        (double sin1, double cos1) = Math.SinCos(u1);
        (double sin2, double cos2) = Math.SinCos(u2);
        double λ = l;
        for (int step = 0; step < 200; step++)
        {
            (double sinλ, double cosλ) = Math.SinCos(λ);
            double x = cos2 * sinλ, y = (cos1 * sin2) - (sin1 * cos2 * cosλ);
            double sinσ = Math.Sqrt((x * x) + (y * y));
            if (sinσ == 0) return (0, 0);
            double cosσ = (sin1 * sin2) + (cos1 * cos2 * cosλ), σ = Math.Atan2(sinσ, cosσ);
            double sinα = cos1 * cos2 * sinλ / sinσ, cos2α = 1 - (sinα * sinα);
            double mid = cos2α == 0 ? 0 : cosσ - (2 * sin1 * sin2 / cos2α);
            double c = F / 16 * cos2α * (4 + (F * (4 - (3 * cos2α))));
            double next = l + ((1 - c) * F * sinα * (σ + (c * sinσ * (mid + (c * cosσ * (-1 + (2 * mid * mid)))))));
            if (Math.Abs(next - λ) > 1e-13)
            {
                λ = next;
                continue;
            }

            (double big, double delta) = Series(cos2α, σ, sinσ, cosσ, mid);
            double azimuth = Math.Atan2(x, y) * 180 / Math.PI;
            return (B * big * (σ - delta), azimuth < 0 ? azimuth + 360 : azimuth);
        }

        return (double.NaN, double.NaN);
    }

    /// <summary>The place at a distance (metres, 0 or more) along the geodesic that leaves with an azimuth (degrees clockwise from north).</summary>
    public static GeoPoint Direct(GeoPoint from, double azimuthDeg, double distanceM)
    {
        (double sinA, double cosA) = Math.SinCos(Radians(azimuthDeg));
        (double sin1, double cos1) = Math.SinCos(Reduced(from.LatitudeDeg));
        double σ1 = Math.Atan2(sin1, cos1 * cosA), sinα = cos1 * sinA, cos2α = 1 - (sinα * sinα);
        (double big, _) = Series(cos2α, 0, 0, 1, 0);
        double σ = distanceM / (B * big), sinσ = 0, cosσ = 1, mid = 0;
        for (int step = 0; step < 200; step++)
        {
            mid = Math.Cos((2 * σ1) + σ);
            (sinσ, cosσ) = Math.SinCos(σ);
            double next = (distanceM / (B * big)) + Series(cos2α, σ, sinσ, cosσ, mid).Delta;
            bool done = Math.Abs(next - σ) < 1e-14;
            σ = next;
            if (done) break;
        }

        (sinσ, cosσ) = Math.SinCos(σ);
        double flat = (sin1 * sinσ) - (cos1 * cosσ * cosA);
        double latitude = Math.Atan2((sin1 * cosσ) + (cos1 * sinσ * cosA), (1 - F) * Math.Sqrt((sinα * sinα) + (flat * flat)));
        double λ = Math.Atan2(sinσ * sinA, (cos1 * cosσ) - (sin1 * sinσ * cosA)), c = F / 16 * cos2α * (4 + (F * (4 - (3 * cos2α))));
        double l = λ - ((1 - c) * F * sinα * (σ + (c * sinσ * (mid + (c * cosσ * (-1 + (2 * mid * mid)))))));
        double longitude = from.LongitudeDeg + (l * 180 / Math.PI);
        return new(Math.Clamp(latitude * 180 / Math.PI, -90, 90), longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude);
    }

    private static (double Big, double Delta) Series(double cos2α, double σ, double sinσ, double cosσ, double mid)
    {
        double u = cos2α * ((A * A) - (B * B)) / (B * B);
        double big = 1 + (u / 16384 * (4096 + (u * (-768 + (u * (320 - (175 * u)))))));
        double small = u / 1024 * (256 + (u * (-128 + (u * (74 - (47 * u))))));
        double delta = small * sinσ * (mid + (small / 4 * ((cosσ * (-1 + (2 * mid * mid))) - (small / 6 * mid * (-3 + (4 * sinσ * sinσ)) * (-3 + (4 * mid * mid))))));
        return (big, delta);
    }

    private static double Reduced(double latitudeDeg) => Math.Atan((1 - F) * Math.Tan(Radians(latitudeDeg)));

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
