using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Coverage.Hearing;
using Truce.Measures;
using Truce.Observations;
using Truce.Reports;

namespace Truce.Server.Running;

/// <summary>How far sensors heard, for the page's map: an outline for each probability, and the sensors.</summary>
internal static class HearingLayer
{
    /// <summary>GeoJSON of all listening feeds whose label the mission's own release shows; an empty collection when there is none.</summary>
    /// <param name="mission">The mission.</param>
    /// <param name="period">The day.</param>
    /// <param name="rows">Observations that touch it.</param>
    public static JsonNode Of(Mission mission, TimeInterval period, IEnumerable<Observation> rows)
    {
        Observation[] held = [.. rows];
        (MissionFeed Feed, ListeningCoverage Of)[] all = [.. mission.Feeds.Where(f => ReportRelease.Mission.Shows(f.Label)).Select(f => (f, HearingCurves.Coverage(f, mission, period, held))).Where(p => p.Item2 is not null).Select(p => (p.f, p.Item2!))];
        var features = new JsonArray();
        foreach ((_, ListeningCoverage of) in all)
        {
            foreach (int percent in ListeningCoverage.Percents.Reverse())
            {
                if (Outline(of, percent) is { } outline) features.Add((JsonNode)Feature(outline, new() { ["kind"] = "reach", ["percent"] = percent }));
            }

            foreach (ListeningSensor s in of.Sensors)
            {
                var point = new JsonObject { ["type"] = "Point", ["coordinates"] = PlaceJson.Position(s.Place.Position) };
                features.Add((JsonNode)Feature(point, new() { ["kind"] = "sensor", ["name"] = s.Place.Name, ["hours"] = s.HoursListened, ["known"] = s.Place.Reach.Known }));
            }
        }

        return new JsonObject
        {
            ["type"] = "FeatureCollection",
            ["feeds"] = new JsonArray([.. all.Select(p => (JsonNode)Feed(p.Feed, p.Of))]),
            ["features"] = features,
        };
    }

    private static JsonObject Feed(MissionFeed feed, ListeningCoverage of)
    {
        var json = new JsonObject { ["id"] = feed.Id, ["kg"] = of.SizeKg, ["periodHours"] = of.PeriodHours, ["sensors"] = of.Sensors.Length, ["heard"] = of.Sensors.Count(s => s.HoursListened > 0) };
        foreach ((int percent, double share) in of.AreaShare) json[$"areaShare{percent}"] = share;
        return json;
    }

    private static JsonObject Feature(JsonObject geometry, JsonObject properties) => new() { ["type"] = "Feature", ["properties"] = properties, ["geometry"] = geometry };

    private static JsonObject? Outline(ListeningCoverage of, int percent)
    {
        ImmutableArray<ImmutableArray<ImmutableArray<GeoPoint>>> polygons = ReachOutline.Of(of, percent);
        return polygons.IsEmpty ? null : new()
        {
            ["type"] = "MultiPolygon",
            ["coordinates"] = new JsonArray([.. polygons.Select(p => (JsonNode)new JsonArray([.. p.Select(r => (JsonNode)new JsonArray([.. r.Select(g => (JsonNode)PlaceJson.Position(g))]))]))]),
        };
    }
}
