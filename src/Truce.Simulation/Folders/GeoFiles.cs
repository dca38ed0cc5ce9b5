using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Simulation.Lands;
using Truce.Simulation.Sensing;

namespace Truce.Simulation.Folders;

/// <summary>The geometry of the land as GeoJSON (RFC 7946), and its gazetteer.</summary>
internal static class GeoFiles
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>All files by path.</summary>
    public static IEnumerable<(string Path, byte[] Bytes)> Write(Land land)
    {
        foreach (LineVersion v in land.Line.Versions)
        {
            string day = v.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return ($"lines/loc-{day}.geojson", Collection([Feature(Line(v), new()
            {
                ["id"] = "LOC", ["version"] = v.Version, ["date"] = day, ["asOf"] = day, ["surveyErrorMetres"] = 100, ["leftParty"] = "A", ["simulated"] = true,
            })]));
        }

        yield return ("holding-areas.geojson", Collection(land.HoldingAreas.Select(h => Feature(Point(h.Position), new()
        {
            ["id"] = h.Id,
            ["party"] = h.Party,
            ["simulated"] = true,
            ["inventory"] = new JsonArray([.. h.Inventory.Select(i => (JsonNode)new JsonObject { ["category"] = i.Category, ["serial"] = i.Serial })]),
        }))));
        yield return ("settlements.geojson", Collection(land.Settlements.Select(s => Feature(Polygon(Circle(s.Position, s.RadiusM)), new()
        {
            ["id"] = s.Id,
            ["name"] = s.Name.En,
            ["name:en"] = s.Name.En,
            ["name:uk"] = s.Name.Uk,
            ["name:ru"] = s.Name.Ru,
            ["simulated"] = true,
        }))));
        yield return ("protected-objects.geojson", Collection(land.ProtectedObjects.Select(o => Feature(Point(o.Position), new()
        {
            ["id"] = o.Id,
            ["kind"] = o.Kind,
            ["simulated"] = true,
        }))));
        yield return ("areas.geojson", Collection(land.Districts.Select(d => Feature(Polygon(d.Outline), AreaNames(d)))));
        yield return ("gazetteer.csv", Gazetteer(land));
    }

    private static JsonObject AreaNames(District d)
    {
        SpokenName region = PlaceNames.Regions[d.Region];
        return new()
        {
            ["id"] = d.Id,
            ["code"] = d.Id,
            ["level"] = "district",
            ["parent"] = d.Region == 0 ? "SXW" : "SXE",
            ["name"] = d.Name.En + " raion",
            ["name:en"] = d.Name.En + " raion",
            ["name:uk"] = d.Name.Uk + " район",
            ["name:ru"] = d.Name.Ru + " район",
            ["region:en"] = region.En + " oblast",
            ["region:uk"] = region.Uk + " область",
            ["region:ru"] = region.Ru + " область",
            ["simulated"] = true,
        };
    }

    private static byte[] Gazetteer(Land land)
    {
        var text = new StringBuilder("id,name,language,kind,level,seat,area,population,lat,lon,sigma_m,note\n");
        void Rows(string id, string level, string seat, string area, SpokenName n, GeoPoint p, double sigmaM)
        {
            foreach ((string language, string name) in new[] { ("en", n.En), ("uk", n.Uk), ("ru", n.Ru) })
            {
                text.Append(CsvText.Row(
                    id, name, language, "official", level, seat, area, "", CsvText.Number(p.LatitudeDeg, "0.00000"), CsvText.Number(p.LongitudeDeg, "0.00000"),
                    CsvText.Number(sigmaM, "0"), "SIMULATED")).Append('\n');
            }
        }

        Rows("SXW", "region", "", "", PlaceNames.Regions[0], new(0.75, -19.62), 45_000);
        Rows("SXE", "region", "", "", PlaceNames.Regions[1], new(0.75, -18.87), 45_000);
        foreach (District d in land.Districts) Rows(d.Id, "district", "", d.Id, d.Name, Middle(d), 15_000);
        foreach (Settlement s in land.Settlements)
        {
            Rows(s.Id, "settlement", s.RadiusM > 1_350 ? "municipality" : "", land.Districts[s.District].Id, s.Name, s.Position, Math.Max(500, s.RadiusM * 0.8));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static GeoPoint Middle(District d) => new(
        Math.Round((d.Outline.Min(p => p.LatitudeDeg) + d.Outline.Max(p => p.LatitudeDeg)) / 2, 5),
        Math.Round((d.Outline.Min(p => p.LongitudeDeg) + d.Outline.Max(p => p.LongitudeDeg)) / 2, 5));

    private static GeoPoint[] Circle(GeoPoint centre, double radiusM)
    {
        var plane = new LocalPlane(centre);
        GeoPoint[] ring = [.. Enumerable.Range(0, 12).Select(i => i * Math.PI / 6)
            .Select(a => plane.ToGeo(radiusM * Math.Cos(a), radiusM * Math.Sin(a)))
            .Select(p => new GeoPoint(Math.Round(p.LatitudeDeg, 5), Math.Round(p.LongitudeDeg, 5)))];
        return [.. ring, ring[0]];
    }

    private static byte[] Collection(IEnumerable<JsonObject> features) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = "FeatureCollection",
        ["note"] = "SIMULATED: invented, in the open Atlantic",
        ["features"] = new JsonArray([.. features]),
    }.ToJsonString(Pretty) + "\n");

    private static JsonObject Feature(JsonObject geometry, JsonObject properties) =>
        new() { ["type"] = "Feature", ["properties"] = properties, ["geometry"] = geometry };

    private static JsonObject Point(GeoPoint p) => new() { ["type"] = "Point", ["coordinates"] = Pair(p) };

    private static JsonObject Line(LineVersion v) =>
        new() { ["type"] = "LineString", ["coordinates"] = new JsonArray([.. v.Points.Select(p => (JsonNode)Pair(p))]) };

    private static JsonObject Polygon(IEnumerable<GeoPoint> ring) =>
        new() { ["type"] = "Polygon", ["coordinates"] = new JsonArray(new JsonArray([.. ring.Select(p => (JsonNode)Pair(p))])) };

    private static JsonArray Pair(GeoPoint p) => new(p.LongitudeDeg, p.LatitudeDeg);
}
