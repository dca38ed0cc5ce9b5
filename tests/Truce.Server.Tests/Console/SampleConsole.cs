using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;
using Truce.Server.Consoles;
using Truce.Simulation;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;

namespace Truce.Server.Tests.Consoles;

/// <summary>The truth of a simulated world dressed as incidents, to look at the page with; the probabilities are dice.</summary>
internal static class SampleConsole
{
    public static ConsoleData Make(SimulatedWorld world)
    {
        JsonObject[] incidents = [.. world.Happening.Events.Select(e => Incident(world, e))];
        JsonArray OfDay(DateOnly day) => [.. incidents.Where((_, i) => ExerciseDays.DayOf(world.Happening.Events[i].When.Start) == day).Select(i => i.DeepClone())];
        return new()
        {
            Mission = () => new JsonObject
            {
                ["id"] = "simulated-exercise",
                ["title"] = new JsonObject { ["en"] = "SIMULATED exercise" },
                ["simulated"] = true,
                ["timeZone"] = ExerciseDays.Zone,
                ["area"] = new JsonObject { ["south"] = 0, ["west"] = -20, ["north"] = 1.5, ["east"] = -18.5 },
                ["languages"] = new JsonArray("en", "uk"),
            },
            Days = () => new JsonArray([.. Enumerable.Range(0, ExerciseDays.Count).Select(d => ExerciseDays.First.AddDays(d)).Select(d => (JsonNode)new JsonObject
            {
                ["day"] = d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["levels"] = new JsonObject { ["0"] = OfDay(d).Count },
                ["incidents"] = OfDay(d).Count,
            })]),
            Incidents = OfDay,
            Incident = (id, _) => incidents.FirstOrDefault(i => (string?)i["id"] == id)?.DeepClone(),
            Findings = _ => new JsonArray(),
            Observation = _ => null,
            Line = _ => JsonNode.Parse(world.Files["lines/loc-2031-02-20.geojson"]),
            Outlines = () => JsonNode.Parse(world.Files["areas.geojson"]),
            Ground = new(null, "", null, MissionMap.NoBoundaries),
            Places = () => new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray() },
            Recordings = (id, language, theme) => id == "heard" ? new(System.Text.Encoding.UTF8.GetBytes($"<svg>SIMULATED {language} {theme}</svg>"), "image/svg+xml") : null,
            Hearing = _ => new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray(), ["feeds"] = new JsonArray() },
            Log = () => new JsonObject { ["origin"] = "truce.example/simulated-exercise/SIMULATED", ["size"] = 7, ["root"] = "00", ["vkey"] = "" },
            Proof = (kind, id) => kind == "incident" && incidents.Any(i => (string?)i["id"] == id) ? "c2sp.org/tlog-proof@v1\n" : null,
            Report = (day, format, lang) => day == ExerciseDays.First ? new(Encoding.UTF8.GetBytes($"SIMULATED {format} {lang}"), "text/html; charset=utf-8") : null,
        };
    }

    private static JsonObject Incident(SimulatedWorld world, TruthEvent e)
    {
        var dice = new SeededRandom(BitConverter.ToUInt64(Encoding.UTF8.GetBytes(e.Id.PadLeft(8))));
        double sigmaM = 60 + (900 * dice.NextUnit()), nats = -2 + (5 * dice.NextUnit());
        string cls = ObservationJson.Word(e.Class);
        return new()
        {
            ["id"] = Hash256.Of(Encoding.UTF8.GetBytes(e.Id)).ToString(),
            ["version"] = 1,
            ["known"] = ObservationJson.Instant(e.When.End),
            ["change"] = "new",
            ["classProbabilities"] = new JsonObject { [cls] = 0.9, ["unknown"] = 0.1 },
            ["class"] = cls,
            ["probability"] = 1 / (1 + Math.Exp(-nats)),
            ["robustness"] = 0.3,
            ["when"] = new JsonArray(ObservationJson.Instant(e.When.Start), ObservationJson.Instant(e.When.End)),
            ["position"] = PlaceJson.Position(e.Place),
            ["covarianceM2"] = new JsonArray(sigmaM * sigmaM, 0, sigmaM * sigmaM),
            ["multimodal"] = false,
            ["place"] = new JsonObject { ["en"] = world.Land.Nearest(e.Place).Name.En, ["uk"] = world.Land.Nearest(e.Place).Name.Uk },
            ["attribution"] = "undetermined",
            ["level"] = 0,
            ["origins"] = 1,
            ["factors"] = new JsonArray(new JsonObject { ["kind"] = "prior", ["logOdds"] = -2 }, new JsonObject { ["kind"] = "report", ["origin"] = "00", ["logOdds"] = nats + 2 }),
            ["simulated"] = true,
        };
    }
}
