using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>The placed rows of the row set as GeoJSON (RFC 7946): WGS 84, [longitude, latitude], right-hand rule.</summary>
/// <remarks>
/// An incident's geometry is its 95 % region as a polygon; the middle stands in its properties. Observations are points with
/// <c>radiusM</c> (95 %). Rows without a place are left out here and stand in the CSV file. Foreign members (§6.1) name the report.
/// </remarks>
public static class GeoJsonReport
{
    private const int Corners = 32;

    /// <summary>The whole file as canonical JSON.</summary>
    public static string Render(DailyReport report)
    {
        var features = new JsonArray();
        foreach (ObservationRow r in report.Rows.Observations.Where(r => r.Position is not null && r.Role != RowRole.Context))
        {
            JsonObject properties = RowJson.Of(r);
            properties.Remove("position");
            features.Add((JsonNode)Feature(r.Id, Point(r.Position!.Value), properties));
        }

        foreach (IncidentRow r in report.Rows.Incidents.Where(r => r.Position is not null))
        {
            JsonObject properties = RowJson.Of(r);
            if (report.Input.Mission.Simulated) properties["simulated"] = true;
            features.Add((JsonNode)Feature(r.Id, Region(r), properties));
        }

        JsonObject head = RowSet.Head(report.Input, report.Release);
        head["rowSet"] = report.RowSetHash.ToString();
        if (report.Input.Mission.Simulated) head["banner"] = "SIMULATED";
        return Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject { ["type"] = "FeatureCollection", ["features"] = features, ["truceReport"] = head }));
    }

    private static JsonObject Feature(Hash256 id, JsonObject geometry, JsonObject properties) =>
        new() { ["type"] = "Feature", ["id"] = id.ToString(), ["geometry"] = geometry, ["properties"] = properties };

    private static JsonObject Point(GeoPoint p) => new() { ["type"] = "Point", ["coordinates"] = new JsonArray(p.LongitudeDeg, p.LatitudeDeg) };

    /// <summary>The 95 % ellipse, anticlockwise and closed (RFC 7946 §3.1.6), to five decimals (about a metre).</summary>
    private static JsonObject Region(IncidentRow r)
    {
        (double major, double minor, double azimuth) = r.Error.Ellipse();
        if (!(minor > 0)) return Point(r.Position!.Value);
        var plane = new LocalPlane(r.Position!.Value);
        double turn = azimuth * Math.PI / 180;
        var ring = new JsonArray();
        for (int i = 0; i <= Corners; i++)
        {
            double angle = -2 * Math.PI * (i % Corners) / Corners; // azimuths run clockwise, the ring must not
            double along = 2.4477 * major * Math.Cos(angle), across = 2.4477 * minor * Math.Sin(angle);
            GeoPoint p = plane.ToGeo((along * Math.Sin(turn)) + (across * Math.Cos(turn)), (along * Math.Cos(turn)) - (across * Math.Sin(turn)));
            ring.Add((JsonNode)new JsonArray(Math.Round(p.LongitudeDeg, 5), Math.Round(p.LatitudeDeg, 5)));
        }

        return new() { ["type"] = "Polygon", ["coordinates"] = new JsonArray((JsonNode)ring) };
    }
}
