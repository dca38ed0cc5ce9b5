using System.Collections.Immutable;
using System.Text;
using Truce.Feeds;
using Truce.Server.Missions;
using Truce.Simulation;
using Truce.Testing;

namespace Truce.Server.Tests.Missions;

/// <summary>A mission may bring its own basemap and its own boundaries; what is wrong with them is told where the mission names them.</summary>
public sealed class MissionMapTests : IDisposable
{
    private const string Layer = """
        {"type": "FeatureCollection", "policies": [{"id": "treaty", "title": {"en": "By the treaty"}, "source": {"en": "The treaty, annex 2"}}],
         "features": [{"type": "Feature", "properties": {"kind": "line", "between": ["A", "B"], "policies": ["treaty"], "disputed": false},
                       "geometry": {"type": "MultiLineString", "coordinates": [[[-19, 0], [-19, 1]]]}}]}
        """;

    private static readonly SimulatedWorld World = SimulatedWorld.Create(SimulatedWorld.DefaultSeed, new() { Intensity = 0, AgriculturalFiresPerDay = 0, Settlements = 30 });

    private readonly TempFolder _folder = new();

    public MissionMapTests()
    {
        foreach ((string path, byte[] bytes) in World.Files) File.WriteAllBytes(_folder.At(path), bytes);
        File.WriteAllText(_folder.At("layer.geojson"), Layer);
        File.WriteAllText(_folder.At("ground.pmtiles"), "PMTiles");
    }

    public void Dispose() => _folder.Dispose();

    private (Mission? Mission, ImmutableArray<MissionProblem> Problems) Read(string map)
    {
        string text = Encoding.UTF8.GetString(World.Files["mission.yaml"]) + (map.Length > 0 ? $"\nmap: {map}\n" : "");
        File.WriteAllText(_folder.At(MissionReader.FileName), text);
        return MissionReader.Read(new MissionFiles(_folder.Root), [.. FeedFormats.Names]);
    }

    [Fact]
    public void A_mission_that_says_nothing_draws_no_boundary_on_the_programs_own_ground() =>
        Assert.Equal(new MissionMap(null, "", null, MissionMap.NoBoundaries), Read("").Mission!.Map);

    [Fact]
    public void A_mission_may_name_a_policy_of_the_programs_own_layer() => Assert.Equal("unga-68-262", Read("{policy: unga-68-262}").Mission!.Map.Policy);

    [Fact]
    public void A_mission_may_bring_its_own_basemap_and_layer()
    {
        MissionMap map = Read("{basemap: ground.pmtiles, attribution: \"SIMULATED ground\", boundaries: layer.geojson, policy: treaty}").Mission!.Map;
        Assert.Equal(("ground.pmtiles", "layer.geojson", "treaty"), (Path.GetFileName(map.BasemapPath), Path.GetFileName(map.BoundariesPath), map.Policy));
    }

    [Theory]
    [InlineData("{policy: everybody-knows}", "policy 'everybody-knows' is not in the boundary layer; there are none, unga-68-262, undetermined, natural-earth")]
    [InlineData("{boundaries: layer.geojson, policy: unga-68-262}", "policy 'unga-68-262' is not in the boundary layer; there are none, treaty")]
    [InlineData("{basemap: gazetteer.csv, attribution: x}", "'gazetteer.csv' is no basemap; give a .geojson or a .pmtiles file")]
    [InlineData("{basemap: none.pmtiles, attribution: x}", "'none.pmtiles' does not exist")]
    [InlineData("{basemap: ground.pmtiles}", "a basemap needs the line its licence asks for")]
    [InlineData("{boundaries: areas.geojson}", "'areas.geojson' is no boundary layer: it names no policies")]
    [InlineData("{boundaries: mission.yaml}", "'mission.yaml' is no boundary layer: not JSON")]
    [InlineData("{polcy: treaty}", "polcy")]
    public void What_is_wrong_is_told_with_its_line(string map, string told)
    {
        (Mission? mission, ImmutableArray<MissionProblem> problems) = Read(map);
        Assert.Null(mission);
        Assert.Contains(problems, p => p.Message.Contains(told, StringComparison.Ordinal) && p.Line > 10);
    }

    [Theory]
    [InlineData("\"id\": \"treaty\",", "", "each of its policies needs an id")]
    [InlineData("\"source\": {\"en\": \"The treaty, annex 2\"}", "\"source\": \"annex 2\"", "both in English (en) at least")]
    [InlineData("\"policies\": [\"treaty\"]", "\"policies\": [\"habit\"]", "with ids of the layer's policies")]
    [InlineData("FeatureCollection", "Topology", "a GeoJSON FeatureCollection expected")]
    public void A_layer_that_does_not_say_by_whose_word_is_refused(string good, string bad, string told)
    {
        File.WriteAllText(_folder.At("layer.geojson"), Layer.Replace(good, bad, StringComparison.Ordinal));
        Assert.Contains(Read("{boundaries: layer.geojson}").Problems, p => p.Message.Contains(told, StringComparison.Ordinal));
    }
}
