using System.Text;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Measures;
using Truce.Terms;
using static Truce.Tests.Commitments.LedgerOf;

namespace Truce.Tests.Commitments;

/// <summary>Promised sites against the agreement and against "near enough"; what leaves is coarse.</summary>
public sealed class PostureTests
{
    // A line along the meridian of 20 degrees west in the open sea; one degree of longitude there is about 111.3 km.
    private static readonly Agreement Invented = Read();

    private static readonly PostureRules Rules = new(50, 12, 0.5, ["Z-BUF"], [new("land", "road", 50, 1.4, 4), new("land", "rail", 30, 1.2, 8)]);

    [Theory]
    [InlineData(0.9, PostureAnswer.Yes, PostureAnswer.Yes, PostureAnswer.Yes)] // 100 km: 4 h and 2.8 h of road
    [InlineData(3.0, PostureAnswer.Yes, PostureAnswer.No, PostureAnswer.Yes)] // 334 km: 13.4 h
    [InlineData(0.2, PostureAnswer.No, PostureAnswer.Yes, PostureAnswer.Yes)] // 22 km
    [InlineData(0.01, PostureAnswer.No, PostureAnswer.Yes, PostureAnswer.No)] // 1 km, inside the buffer of 7.5 km
    [InlineData(0.4492, PostureAnswer.Indeterminate, PostureAnswer.Yes, PostureAnswer.Yes)] // 50 km within the error of the place
    public void A_site_is_far_enough_near_enough_and_outside_the_zones_or_not(double eastDeg, PostureAnswer far, PostureAnswer near, PostureAnswer outside)
    {
        PostureFinding f = PostureCheck.Of([Site(new GeoPoint(0, -20 + eastDeg))], Invented, Rules, Day("2030-04-01")).Single();
        Assert.Equal((far, near, outside), (f.FarEnough, f.NearEnough, f.OutsideZones));
    }

    [Fact]
    public void Both_sides_of_the_line_are_held_to_the_same()
    {
        PostureFinding[] both = [.. PostureCheck.Of([Site(new GeoPoint(0, -19.5)), Site(new GeoPoint(0, -20.5))], Invented, Rules, Day("2030-04-01"))];
        Assert.Equal((both[0].FarEnough, both[0].NearEnough, both[0].OutsideZones, both[0].CoarseKmFromLine), (both[1].FarEnough, both[1].NearEnough, both[1].OutsideZones, both[1].CoarseKmFromLine));
    }

    [Fact]
    public void A_distance_leaves_in_coarse_steps_and_a_place_never()
    {
        PostureFinding f = PostureCheck.Of([Site(new GeoPoint(0, -19.1))], Invented, Rules, Day("2030-04-01")).Single();
        Assert.Equal((100.0, 7.0), (f.CoarseKmFromLine!.Value, f.TravelHours!.Value));
        Assert.DoesNotContain(f.Because, b => b.Contains("19.1", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_place_or_a_line_nothing_is_said()
    {
        PostureFinding nowhere = PostureCheck.Of([Site(null)], Invented, Rules, Day("2030-04-01")).Single();
        PostureFinding early = PostureCheck.Of([Site(new GeoPoint(0, -19))], Invented, Rules, Day("2029-01-01")).Single();
        Assert.All(new[] { nowhere, early }, f => Assert.Equal((PostureAnswer.NotKnown, PostureAnswer.NotKnown, PostureAnswer.NotKnown), (f.FarEnough, f.NearEnough, f.OutsideZones)));
    }

    private static ForceElement Site(GeoPoint? place) => new() { Id = Id("F"), Guarantor = "ALDER", Domain = "land", Kind = "base", Place = place };

    private static Agreement Read()
    {
        var agreement = new JsonObject
        {
            ["schema"] = "truce-terms/0.1-draft",
            ["agreement"] = new JsonObject { ["id"] = "EX", ["version"] = 1, ["title"] = "invented", ["authoritativeLanguage"] = "en", ["languages"] = new JsonArray("en"), ["effectiveFrom"] = "2030-03-01T00:00:00Z", ["timeZone"] = "UTC" },
            ["parties"] = new JsonArray(new JsonObject { ["id"] = "A", ["name"] = "A" }, new JsonObject { ["id"] = "B", ["name"] = "B" }),
            ["lines"] = new JsonArray(new JsonObject { ["id"] = "LOC", ["kind"] = "lineOfContact", ["version"] = 1, ["asOf"] = "2030-02-20", ["geometryRef"] = "loc.geojson", ["surveyErrorMetres"] = 100 }),
            ["weaponCategories"] = new JsonArray(),
            ["zones"] = new JsonArray(new JsonObject { ["id"] = "Z-BUF", ["kind"] = "bufferZone", ["geometry"] = new JsonObject { ["offsetFromLine"] = "LOC", ["side"] = "both", ["km"] = 7.5 } }),
            ["terms"] = new JsonArray(new JsonObject { ["id"] = "T", ["article"] = "1", ["modality"] = "prohibit", ["act"] = "fire", ["actor"] = "any", ["weapons"] = "*", ["zones"] = new JsonArray("Z-BUF"), ["severity"] = "serious", ["exceptions"] = new JsonArray() }),
            ["exceptions"] = new JsonArray(),
        };
        const string Line = """{"type":"LineString","coordinates":[[-20,-5],[-20,5]]}""";
        AgreementReading reading = AgreementReader.Read(Encoding.UTF8.GetBytes(agreement.ToJsonString()), "invented.json", _ => Encoding.UTF8.GetBytes(Line));
        return reading.Agreement ?? throw new InvalidOperationException(string.Join("; ", reading.Remarks));
    }
}
