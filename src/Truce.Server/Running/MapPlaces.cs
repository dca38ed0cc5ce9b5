using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Observations;
using Truce.Observations.Places;

namespace Truce.Server.Running;

/// <summary>Names for the map: the places of the gazetteer that a reader finds the way by.</summary>
internal static class MapPlaces
{
    private const int Most = 800;

    /// <summary>The places in the mission's area, largest first: by people where known, then by what they are the seat of, then by id.</summary>
    public static JsonObject Largest(Gazetteer gazetteer, Mission mission) => new()
    {
        ["type"] = "FeatureCollection",
        ["features"] = new JsonArray([.. gazetteer.Places
            .Where(p => p.Level is PlaceLevel.Settlement && mission.Covers(p.Position))
            .OrderByDescending(p => p.Seat).ThenByDescending(p => p.Population ?? 0).ThenBy(p => p.Id, StringComparer.Ordinal)
            .Take(Most).Select((p, i) => (JsonNode)Feature(p, i))]),
    };

    private static JsonObject Feature(Place p, int rank)
    {
        var properties = new JsonObject { ["rank"] = rank, ["seat"] = p.Seat.ToString().ToLower(CultureInfo.InvariantCulture), ["people"] = p.Population };
        foreach (PlaceName n in p.Names.Where(n => n.Language.Length > 0 && n.Kind == NameKind.Official).DistinctBy(n => n.Language)) properties["name:" + n.Language] = n.Text;
        return new()
        {
            ["type"] = "Feature",
            ["properties"] = properties,
            ["geometry"] = new JsonObject { ["type"] = "Point", ["coordinates"] = PlaceJson.Position(p.Position) },
        };
    }
}
