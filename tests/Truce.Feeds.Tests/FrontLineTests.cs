using System.Collections.Immutable;
using Truce.Feeds.FrontLine;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>Control polygons and the line of contact made of them.</summary>
public sealed class FrontLineTests(ITestOutputHelper output)
{
    [Fact]
    public void A_day_of_control_is_one_outline_a_feature_and_points_are_refused()
    {
        List<Decoded> pieces = Decoding.Run("line", Samples.Line);
        Observation[] rows = [.. pieces.OfType<Decoded.Seen>().Select(s => s.Observation)];
        Assert.Equal(["occupied", "contested"], rows.Select(r => r.Facts["status"]));
        Assert.Equal((ObservationClass.ControlAssessment, ObservationMeans.ExpertAssessment, "a map"), (rows[0].Class, rows[0].Means, rows[0].Source));
        Assert.Equal("2022-06-01T18:19:03+00:00", rows[0].Facts["snapshotUtc"]);
        Assert.Equal(new DateTimeOffset(2022, 6, 1, 0, 0, 0, TimeSpan.Zero), rows[0].When!.Value.Start);
        Assert.Equal(2, ((ObservedPlace.Outline)rows[0].Where).Polygons[0].Length);
        Assert.Equal(["not-a-polygon"], pieces.OfType<Decoded.Refused>().Select(r => r.Reject.Reason));
    }

    [Fact]
    public void The_raw_range_of_an_outline_is_its_feature()
    {
        Decoded.Seen first = Decoding.Run("line", Samples.Line).OfType<Decoded.Seen>().First();
        string feature = Samples.Line.Substring((int)first.Raw.Offset, first.Raw.Length);
        Assert.StartsWith("{\"type\":\"Feature\"", feature, StringComparison.Ordinal);
        Assert.EndsWith("]]]}}", feature, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"type\":\"FeatureCollection\",\n\"features\":[{]}", "json-broken", "line 2, byte 14")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[", "json-broken", "line 1")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]} {}", "json-broken", "line 1")]
    [InlineData("[]", "not-a-feature-collection", "FeatureCollection")]
    [InlineData("{\"type\":\"Feature\",\"features\":[]}", "not-a-feature-collection", "FeatureCollection")]
    public void A_broken_document_is_one_reject_with_its_place(string json, string reason, string detail)
    {
        Reject reject = Assert.Single(Decoding.Run("line", json).OfType<Decoded.Refused>()).Reject;
        Assert.Equal((reason, 0L, json.Length), (reject.Reason, reject.Raw.Offset, reject.Raw.Length));
        Assert.Contains(detail, reject.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[[37,48],[38,48],[38,49],[37,48.1]]]", "ring-not-closed")]
    [InlineData("[[[37,48],[38,48],[37,48]]]", "ring-too-short")]
    [InlineData("[[[37,48],[38,98],[38,49],[37,48]]]", "position-out-of-range")]
    [InlineData("[[[37,48],[\"38\",48],[38,49],[37,48]]]", "position-not-a-number")]
    [InlineData("[]", "polygon-empty")]
    public void A_broken_polygon_is_refused_alone(string coordinates, string reason) =>
        Assert.Equal(reason, Decoding.Reason("line", $$$"""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":{{{coordinates}}}}}]}"""));

    [Fact]
    public void Depth_size_and_a_missing_day_are_told()
    {
        string deep = "{\"type\":\"FeatureCollection\",\"features\":[" + new string('[', 100) + new string(']', 100) + "]}";
        Assert.Equal("json-broken", Decoding.Reason("line", deep));
        Assert.Equal("document-too-long", Decoding.Reason("line", Samples.Line, Decoding.Context with { Limits = new() { DocumentBytes = 200 } }));
        Assert.Equal("day-missing", Decoding.Reason("line", "{\"type\":\"FeatureCollection\",\"features\":[]}", Decoding.Context with { ItemName = "map.geojson" }));
    }

    [Fact]
    public void The_line_runs_where_the_two_sides_meet_with_the_polygons_on_its_left()
    {
        // A square country, its eastern half held in two polygons that do not quite meet.
        Observation[] held = [Held((37, 48), (38, 48), (38, 48.4999), (37, 48.4999)), Held((37, 48.5001), (38, 48.5001), (38, 49), (37, 49))];
        ImmutableArray<GeoPoint> country = Ring((36, 48), (38, 48), (38, 49), (36, 49));
        ImmutableArray<GeoPoint> line = Assert.Single(ContactLine.Derive(held, new() { Theatre = [country] }));
        Assert.All(line, p => Assert.Equal(37, p.LongitudeDeg, 3));
        Assert.True(line[0].LatitudeDeg > line[^1].LatitudeDeg); // southward: east is on the left
        Assert.Equal(111.2 - 10, line[0].DistanceM(line[^1]) / 1000, 1.0);
    }

    [Fact]
    public void The_line_does_not_depend_on_the_order_of_the_polygons()
    {
        Observation[] held = [Held((37, 48), (38, 48), (38, 48.6), (37, 48.6)), Held((37.5, 48.5), (38.5, 48.5), (38.5, 49), (37.5, 49)), Held((36, 47), (36.5, 47), (36.5, 47.5), (36, 47.5))];
        ImmutableArray<ImmutableArray<GeoPoint>> one = ContactLine.Derive(held, new()), other = ContactLine.Derive(held.Reverse(), new());
        Assert.Equal(2, one.Length);
        Assert.Equal(one.Select(p => p.Length), other.Select(p => p.Length));
        Assert.Equal(one.SelectMany(p => p).OrderBy(p => p.LatitudeDeg).ThenBy(p => p.LongitudeDeg), other.SelectMany(p => p).OrderBy(p => p.LatitudeDeg).ThenBy(p => p.LongitudeDeg));
    }

    [Fact]
    public void Nothing_held_gives_no_line() => Assert.Empty(ContactLine.Derive([], new()));

    [Theory]
    [InlineData("2022-06-01")]
    [InlineData("2022-06-30")]
    public void A_real_day_gives_a_line_of_some_thousand_kilometres(string day)
    {
        List<Observation> held = [];
        Assert.True(FeedFormats.TryGet("line", out FeedFormat format));
        using (FileStream file = File.OpenRead(SharedData.Path($"incidents/front-line-deepstate/daily-2022-06/front_{day}.geojson")))
        {
            format.Decode(file, Decoding.Context, p => { if (p is Decoded.Seen s) held.Add(s.Observation); });
        }

        List<Observation> country = [];
        using (FileStream file = File.OpenRead(SharedData.Path("incidents/admin-ua/UA_FULL_Ukraine.geojson")))
        {
            format.Decode(file, Decoding.Context, p => { if (p is Decoded.Seen s) country.Add(s.Observation); });
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        ImmutableArray<ImmutableArray<GeoPoint>> line = ContactLine.Derive(held, new() { Theatre = ContactLineOptions.LandOf(country) });
        double[] kilometres = [.. line.Select(piece => piece.Zip(piece.Skip(1), (a, b) => a.DistanceM(b)).Sum() / 1000)];
        output.WriteLine($"{day}: {line.Length} pieces, {kilometres.Sum():F0} km, longest {kilometres.Max():F0} km, {watch.ElapsedMilliseconds} ms");
        string? dump = Environment.GetEnvironmentVariable("TRUCE_DUMP_LINE");
        if (dump is not null) File.WriteAllLines(Path.Combine(dump, $"line-{day}.txt"), line.Select(p => string.Join(' ', p.Select(g => FormattableString.Invariant($"{g.LongitudeDeg},{g.LatitudeDeg}")))));
        Assert.InRange(kilometres.Sum(), 800, 3500);
    }

    private static Observation Held(params (double Longitude, double Latitude)[] corners) => new()
    {
        Feed = "test",
        Source = "a map",
        When = null,
        Class = ObservationClass.ControlAssessment,
        Facts = ImmutableSortedDictionary<string, string>.Empty.Add("status", "occupied"),
        Where = new ObservedPlace.Outline([[Ring(corners)]], 1000),
    };

    private static ImmutableArray<GeoPoint> Ring(params (double Longitude, double Latitude)[] corners) =>
        [.. corners.Append(corners[0]).Select(c => new GeoPoint(c.Latitude, c.Longitude))];
}
