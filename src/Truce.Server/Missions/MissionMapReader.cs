using System.Collections.Immutable;
using Truce.Server.Consoles;

namespace Truce.Server.Missions;

/// <summary>Reads the <c>map</c> of a mission: its basemap and how boundaries are drawn.</summary>
internal static class MissionMapReader
{
    public static MissionMap Read(YamlMap mission, MissionPaths paths)
    {
        if (mission.Map("map") is not { } map) return new(null, "", null, MissionMap.NoBoundaries);
        string? basemap = Given(map, "basemap", paths);
        if (basemap is { Length: > 0 } && GroundEndpoints.KindOf(basemap) is null) map.Problem($"'{Path.GetFileName(basemap)}' is no basemap; give a .geojson or a .pmtiles file", "basemap");
        string attribution = map.Optional("attribution") ?? "";
        if (basemap is not null && attribution.Length == 0) map.Problem("a basemap needs the line its licence asks for; write for instance: attribution: \"© OpenStreetMap contributors (ODbL)\"", "basemap");
        string? boundaries = Given(map, "boundaries", paths);
        string policy = map.Optional("policy") ?? MissionMap.NoBoundaries;
        if (boundaries is not "") Check(map, boundaries, policy);
        map.Close();
        return new(basemap, attribution, boundaries, policy);
    }

    private static string? Given(YamlMap map, string member, MissionPaths paths) => map.Optional(member) is null ? null : paths.File(map, member, $"{member}.geojson");

    private static void Check(YamlMap map, string? path, string policy)
    {
        if (!BoundaryLayer.TryRead(path, out ImmutableArray<string> policies, out string error))
        {
            map.Problem(error, "boundaries");
            return;
        }

        if (policy != MissionMap.NoBoundaries && !policies.Contains(policy))
        {
            map.Problem($"policy '{policy}' is not in the boundary layer; there are {string.Join(", ", policies.Prepend(MissionMap.NoBoundaries))}", "policy");
        }
    }
}
