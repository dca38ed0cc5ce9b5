using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Feeds.Patrol;

/// <summary>Where a patrol says it was: a position, a sector and distance band from the observer, a name, or nothing; in this order.</summary>
internal static class PatrolPlace
{
    private const double DegreesAPoint = 22.5;
    private static readonly string[] Points = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

    /// <summary>Reads the place.</summary>
    public static Refusal Read(PatrolValues values, PatrolOptions options, PlaceResolver? resolve, out ObservedPlace place)
    {
        place = new ObservedPlace.Nowhere(values[PatrolField.Place]);
        Refusal refusal = Position(values, PatrolField.Lat, PatrolField.Lon, out GeoPoint? at);
        if (refusal.IsSome) return refusal;
        refusal = values.Number(PatrolField.SigmaM, 0.1, 200_000, out double? sigma);
        if (refusal.IsSome) return refusal;
        refusal = Position(values, PatrolField.ObserverLat, PatrolField.ObserverLon, out GeoPoint? observer);
        if (refusal.IsSome) return refusal;

        refusal = Sector(values, options, observer, out ObservedPlace.Sector? sector);
        if (refusal.IsSome) return refusal;
        if (at is { } position)
        {
            if (sigma is null) return new("bad-sigmaM", "a position needs its 1 σ in metres: sigmaM");
            place = new ObservedPlace.At(position, Covariance2.Circular(sigma.Value));
        }
        else if (sector is not null)
        {
            place = sector;
        }
        else if (values.Has(PatrolField.Place) && resolve is not null)
        {
            place = resolve(values[PatrolField.Place], values.Has(PatrolField.Admin) ? values[PatrolField.Admin] : null);
        }
        else if (observer is { } stood && !values.Has(PatrolField.Place))
        {
            // What happens to the patrol itself (a restriction, interference) happens where it stands.
            place = new ObservedPlace.At(stood, Covariance2.Circular(ObserverSigma(values, options)));
        }

        return default;
    }

    private static double ObserverSigma(PatrolValues values, PatrolOptions options) =>
        values.Number(PatrolField.ObserverSigmaM, 0.1, 10_000, out double? sigma).IsSome ? options.ObserverSigmaM : sigma ?? options.ObserverSigmaM;

    private static Refusal Position(PatrolValues values, PatrolField latitude, PatrolField longitude, out GeoPoint? point)
    {
        point = null;
        Refusal refusal = values.Number(latitude, -90, 90, out double? north);
        if (refusal.IsSome) return refusal;
        refusal = values.Number(longitude, -180, 180, out double? east);
        if (refusal.IsSome) return refusal;
        if (north is null != east is null) return values.Bad(north is null ? latitude : longitude, "latitude and longitude together");
        if (north is { } lat && east is { } lon) point = new(lat, lon);
        return default;
    }

    private static Refusal Sector(PatrolValues values, PatrolOptions options, GeoPoint? observer, out ObservedPlace.Sector? sector)
    {
        sector = null;
        Refusal refusal = values.Number(PatrolField.ObserverSigmaM, 0.1, 10_000, out _);
        if (refusal.IsSome) return refusal;
        refusal = Bearings(values, out double? from, out double? to);
        if (refusal.IsSome) return refusal;
        refusal = values.Number(PatrolField.NearM, 0, 100_000, out double? near);
        if (refusal.IsSome) return refusal;
        refusal = values.Number(PatrolField.FarM, 1, 100_000, out double? far);
        if (refusal.IsSome) return refusal;
        if (from is null && near is null && far is null) return default;
        if (observer is not { } stood) return new("observer-missing", "a bearing or a distance needs the observer's position: observerLat and observerLon");
        double least = near ?? 0, most = far ?? options.FarthestM;
        if (most <= least) return values.Bad(PatrolField.FarM, "farM greater than nearM");
        sector = new(stood, ObserverSigma(values, options), from ?? 0, to ?? 360, least, most);
        return default;
    }

    private static Refusal Bearings(PatrolValues values, out double? from, out double? to)
    {
        to = null;
        Refusal refusal = values.Number(PatrolField.FromDeg, 0, 360, out from);
        if (refusal.IsSome) return refusal;
        refusal = values.Number(PatrolField.ToDeg, 0, 360, out to);
        if (refusal.IsSome) return refusal;
        if (from is null != to is null) return values.Bad(from is null ? PatrolField.FromDeg : PatrolField.ToDeg, "fromDeg and toDeg together");
        if (!values.Has(PatrolField.Bearing)) return default;
        if (from is not null) return values.Bad(PatrolField.Bearing, "either bearing or fromDeg and toDeg");
        int point = Array.IndexOf(Points, values[PatrolField.Bearing].ToUpperInvariant());
        if (point < 0) return values.Bad(PatrolField.Bearing, "one of the sixteen compass points, N to NNW,");
        from = ((point * DegreesAPoint) - (DegreesAPoint / 2) + 360) % 360;
        to = (point * DegreesAPoint) + (DegreesAPoint / 2);
        return default;
    }
}
