using System.Text.Json.Nodes;
using Truce.Measures;

namespace Truce.Observations;

/// <summary>The places of observations as JSON; coordinates are [longitude, latitude] as in GeoJSON (RFC 7946 §3.1.1).</summary>
public static class PlaceJson
{
    /// <summary>A place with its kind and its own error.</summary>
    public static JsonObject Write(ObservedPlace place) => place switch
    {
        ObservedPlace.Nowhere n => new() { ["kind"] = "nowhere", ["said"] = n.Said },
        ObservedPlace.At a => new()
        {
            ["kind"] = "at",
            ["position"] = Position(a.Position),
            ["covarianceM2"] = new JsonArray(a.Error.EastEastM2, a.Error.EastNorthM2, a.Error.NorthNorthM2),
        },
        ObservedPlace.Footprint f => new()
        {
            ["kind"] = "footprint",
            ["position"] = Position(f.Centre),
            ["alongM"] = f.AlongM,
            ["acrossM"] = f.AcrossM,
            ["georegistrationM"] = f.GeoregistrationM,
        },
        ObservedPlace.Sector s => new()
        {
            ["kind"] = "sector",
            ["observer"] = Position(s.Observer),
            ["observerSigmaM"] = s.ObserverSigmaM,
            ["fromDeg"] = s.FromDeg,
            ["toDeg"] = s.ToDeg,
            ["nearM"] = s.NearM,
            ["farM"] = s.FarM,
        },
        ObservedPlace.Area a => Area(a),
        ObservedPlace.Outline o => new()
        {
            ["kind"] = "outline",
            ["sigmaM"] = o.SigmaM,
            ["polygons"] = new JsonArray([.. o.Polygons.Select(p =>
                (JsonNode)new JsonArray([.. p.Select(ring => (JsonNode)new JsonArray([.. ring.Select(g => (JsonNode)Position(g))]))]))]),
        },
        ObservedPlace.Named n => new()
        {
            ["kind"] = "named",
            ["name"] = n.Name,
            ["candidates"] = new JsonArray([.. n.Candidates.Select(c => (JsonNode)new JsonObject
            {
                ["id"] = c.Id,
                ["name"] = c.Name,
                ["position"] = Position(c.Position),
                ["sigmaM"] = c.SigmaM,
                ["weight"] = c.Weight,
            })]),
        },
        _ => throw new InvalidOperationException("the set of places is closed"),
    };

    private static JsonObject Area(ObservedPlace.Area a)
    {
        var json = new JsonObject { ["kind"] = "area", ["code"] = a.Code, ["name"] = a.Name };
        if (a.Centre is { } centre) json["position"] = Position(centre);
        if (a.RadiusM is { } radius) json["radiusM"] = radius;
        return json;
    }

    /// <summary>[longitude, latitude], degrees.</summary>
    public static JsonArray Position(GeoPoint p) => new(p.LongitudeDeg, p.LatitudeDeg);
}
