using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Truce.Server.Consoles;

/// <summary>What lies under the incidents: the program's own ground, or the files that the mission names in its place.</summary>
internal static class GroundEndpoints
{
    private const string OwnGround = "app/ground/ground.geojson";
    private const string OwnBoundaries = "app/" + BoundaryLayer.Own;

    /// <summary>How a basemap file is read, by its name; <c>null</c> when it is none.</summary>
    public static string? KindOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GEOJSON" or ".JSON" => "geojson",
        ".PMTILES" => "pmtiles",
        _ => null,
    };

    /// <summary>Adds <c>/api/ground</c> and the mission's own files. Only these two files can be asked for, whatever the address.</summary>
    public static void Map(WebApplication app, MissionMap map)
    {
        app.MapGet("/api/ground", (HttpContext http) => ConsoleEndpoints.Send(http, About(map)));
        app.MapMethods("/ground/basemap", ["GET", "HEAD"], (HttpContext http) => File(http, map.BasemapPath));
        app.MapMethods("/ground/boundaries", ["GET", "HEAD"], (HttpContext http) => File(http, map.BoundariesPath));
    }

    private static JsonObject About(MissionMap map) => new()
    {
        ["basemap"] = new JsonObject
        {
            ["kind"] = map.BasemapPath is { } path ? KindOf(path) : "geojson",
            ["address"] = map.BasemapPath is null ? OwnGround : "ground/basemap",
            ["attribution"] = map.BasemapPath is null ? "Natural Earth" : map.Attribution,
        },
        ["boundaries"] = new JsonObject
        {
            ["address"] = map.BoundariesPath is null ? OwnBoundaries : "ground/boundaries",
            ["policy"] = map.Policy,
        },
    };

    /// <summary>Byte ranges are answered: a PMTiles archive is read piece by piece (RFC 9110, section 14).</summary>
    private static Task File(HttpContext http, string? path) => path is null
        ? ConsoleEndpoints.NotFound(http)
        : Results.File(path, KindOf(path) == "pmtiles" ? "application/octet-stream" : "application/geo+json", enableRangeProcessing: true).ExecuteAsync(http);
}
