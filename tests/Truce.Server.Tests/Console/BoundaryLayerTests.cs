using System.Text.Json.Nodes;
using Truce.Server.Consoles;

namespace Truce.Server.Tests.Consoles;

/// <summary>The boundary layer that Truce ships: under each policy a place lies where the policy says, and the lines agree with the areas.</summary>
public sealed class BoundaryLayerTests
{
    private static readonly JsonObject Layer = (JsonObject)JsonNode.Parse(ConsoleAssets.Own.Find(BoundaryLayer.Own)!.Bytes)!;

    /// <summary>The accounts of the areas that hold a place under a policy; an area that nobody is given has more than one.</summary>
    private static string[] Holding(string policy, double lat, double lon) =>
        [.. Features("area", policy).Where(f => Contains(f, lat, lon)).Select(f => (string?)f["properties"]!["state"] ?? string.Join(" or ", f["properties"]!["accounts"]!.AsArray().Select(a => (string)a!)))];

    private static IEnumerable<JsonNode> Features(string kind, string policy) => Layer["features"]!.AsArray().Select(f => f!)
        .Where(f => (string)f["properties"]!["kind"]! == kind && f["properties"]!["policies"]!.AsArray().Any(p => (string)p! == policy));

    [Theory]
    [InlineData("unga-68-262", "UKR")]
    [InlineData("undetermined", "UKR or RUS")]
    [InlineData("natural-earth", "RUS")]
    public void Simferopol_Sevastopol_and_Kerch_lie_where_the_policy_says(string policy, string state)
    {
        Assert.Equal([state], Holding(policy, 44.952, 34.102));
        Assert.Equal([state], Holding(policy, 44.58, 33.55));
        Assert.Equal([state], Holding(policy, 45.357, 36.44));
    }

    [Theory]
    [InlineData("UKR", 50.45, 30.52)]
    [InlineData("UKR", 48.0, 37.8)]
    [InlineData("UKR", 48.57, 39.31)]
    [InlineData("UKR", 46.85, 35.37)]
    [InlineData("UKR", 47.84, 35.14)]
    [InlineData("RUS", 50.6, 36.6)]
    [InlineData("RUS", 45.04, 38.98)]
    [InlineData("BLR", 53.9, 27.57)]
    [InlineData("MDA", 46.84, 29.63)]
    public void Elsewhere_every_policy_says_the_same(string state, double lat, double lon)
    {
        foreach (JsonNode? policy in Layer["policies"]!.AsArray()) Assert.Equal([state], Holding((string)policy!["id"]!, lat, lon));
    }

    [Fact]
    public void The_line_at_the_isthmus_is_drawn_only_where_the_policy_parts_the_two()
    {
        // Perekop, about 46.0 to 46.2 N, 33.4 to 34.0 E.
        static bool Near(JsonNode f) => Points(f["geometry"]!["coordinates"]!).Any(p => p is { Lat: > 45.9 and < 46.25, Lon: > 33.3 and < 34.2 });
        Assert.DoesNotContain(Features("line", "unga-68-262"), Near);
        Assert.True((bool)Assert.Single(Features("line", "undetermined"), Near)["properties"]!["disputed"]!);
        Assert.False((bool)Assert.Single(Features("line", "natural-earth"), Near)["properties"]!["disputed"]!);
    }

    [Fact]
    public void Every_policy_has_a_title_and_a_source_in_every_language()
    {
        Assert.True(BoundaryLayer.TryRead(null, out var ids, out string error), error);
        Assert.Equal(["unga-68-262", "undetermined", "natural-earth"], ids);
        foreach (JsonNode? policy in Layer["policies"]!.AsArray())
        {
            foreach (string language in (string[])["en", "uk", "fr", "ru"]) Assert.All((string[])["title", "source"], k => Assert.False(string.IsNullOrWhiteSpace((string?)policy![k]![language])));
        }
    }

    private static bool Contains(JsonNode feature, double lat, double lon)
    {
        bool inside = false;
        foreach (JsonArray ring in feature["geometry"]!["coordinates"]!.AsArray().SelectMany(p => p!.AsArray()).Select(r => r!.AsArray()))
        {
            (double Lon, double Lat)[] points = [.. Points(ring)];
            for (int i = 0, j = points.Length - 1; i < points.Length; j = i++)
            {
                (double ax, double ay) = points[i];
                (double bx, double by) = points[j];
                if ((ay > lat) != (by > lat) && lon < ((bx - ax) * (lat - ay) / (by - ay)) + ax) inside = !inside;
            }
        }

        return inside;
    }

    private static IEnumerable<(double Lon, double Lat)> Points(JsonNode coordinates) =>
        coordinates.AsArray() is [JsonValue x, JsonValue y] ? [((double)x, (double)y)] : coordinates.AsArray().SelectMany(c => Points(c!));
}
