using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Terms;

/// <summary>Reads the place of an incident.</summary>
internal static class PlaceReader
{
    /// <summary>A mixture under <c>place</c>, or one normal place under <c>position</c> and <c>covarianceM2</c>; unknown when there is neither.</summary>
    public static TermsPlace Read(JsonSpot spot, Problems problems)
    {
        JsonSpot? place = spot["place"];
        if (place is { Kind: SpotKind.Array }) return Mixture(place.Items, problems);
        if (place is { Kind: SpotKind.Object }) return place["components"] is { Kind: SpotKind.Array } c ? Mixture(c.Items, problems) : Object(place, problems);
        return spot["position"] is { Kind: not SpotKind.Null } ? Mixture([spot], problems) : new TermsPlace.Unknown();
    }

    private static TermsPlace Object(JsonSpot place, Problems problems)
    {
        const double MostM = 5_000_000;
        if (place["sector"] is { Kind: SpotKind.Object } sector)
        {
            (double Low, double High)? distance = CaseReader.Range(sector["distanceM"], 0, MostM, problems);
            double? from = sector.NumberMember("fromDeg", 0, 360, problems), to = sector.NumberMember("toDeg", 0, 360, problems);
            double sigma = sector.NumberMember("observerSigmaM", 0, MostM, problems) ?? 0;
            if (Position(sector["observer"], problems) is { } observer && distance is { } d && from is { } f && to is { } t) return new TermsPlace.Sector(observer, sigma, f, t, d.Low, d.High);
            problems.Add(sector, "the sector is not whole", "write \"observer\", \"fromDeg\", \"toDeg\" and \"distanceM\": [near, far]");
            return new TermsPlace.Unknown();
        }

        if (place["polygons"] is { Kind: SpotKind.Array } polygons)
        {
            ImmutableArray<ImmutableArray<ImmutableArray<GeoPoint>>> all = [.. polygons.Items.Select(p => Rings(p, problems))];
            return new TermsPlace.Area(all, place.NumberMember("sigmaM", 0, MostM, problems) ?? 0);
        }

        return place["position"] is not null ? Mixture([place], problems) : new TermsPlace.Unknown();
    }

    private static ImmutableArray<ImmutableArray<GeoPoint>> Rings(JsonSpot polygon, Problems problems) =>
        [.. polygon.Items.Select(ring => ring.Items.Select(p => Position(p, problems)).OfType<GeoPoint>().ToImmutableArray())];

    private static TermsPlace.Mixture Mixture(IReadOnlyList<JsonSpot> items, Problems problems)
    {
        var components = ImmutableArray.CreateBuilder<PlaceComponent>();
        double sum = 0;
        foreach (JsonSpot item in items)
        {
            if (!item.IsObject(problems, "a place")) continue;
            double weight = item.NumberMember("weight", 0, 1, problems) ?? 1;
            if (Position(item["position"], problems) is not { } position) continue;
            components.Add(new(weight, position, Error(item, problems)));
            sum += weight;
        }

        if (sum > 1 + 1e-6) problems.Add(items[0], "the weights of the places sum to more than 1", "write weights that sum to at most 1");
        return new(components.ToImmutable());
    }

    private static Covariance2 Error(JsonSpot item, Problems problems)
    {
        if (item.NumberMember("sigmaM", 0, 5_000_000, problems) is { } sigma) return Covariance2.Circular(sigma);
        if (item["covarianceM2"] is not { } at) return default;
        if (at is { Kind: SpotKind.Array, Items.Count: 3 } && at.Items.All(i => i.Kind == SpotKind.Number))
        {
            var error = new Covariance2(at.Items[0].Number, at.Items[1].Number, at.Items[2].Number);
            if (error.IsUsable && error.EastEastM2 < 1e13 && error.NorthNorthM2 < 1e13) return error;
        }

        problems.Add(at, "this is no covariance", "write [east-east, east-north, north-north] in square metres, positive definite");
        return default;
    }

    /// <summary>[longitude, latitude] as in GeoJSON; null when absent or after a remark.</summary>
    public static GeoPoint? Position(JsonSpot? at, Problems problems)
    {
        if (at is null or { Kind: SpotKind.Null }) return null;
        if (at is { Kind: SpotKind.Array, Items.Count: 2 } && GeoPoint.IsValid(at.Items[1].Number, at.Items[0].Number)) return new GeoPoint(at.Items[1].Number, at.Items[0].Number);
        problems.Add(at, $"{at.Said} is no position", "write [longitude, latitude] in degrees");
        return null;
    }
}
