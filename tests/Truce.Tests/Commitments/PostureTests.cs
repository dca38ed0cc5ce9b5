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
        Assert.Equal((both[0].FarEnough, both[0].NearEnough, both[0].OutsideZones, both[0].RegionKm), (both[1].FarEnough, both[1].NearEnough, both[1].OutsideZones, both[1].RegionKm));
    }

    [Fact]
    public void Places_of_one_region_with_equal_answers_leave_in_equal_words()
    {
        // 85 to 136 km from the line, all in the half degree around 19 degrees west, all far enough and near enough.
        PostureFinding[] all = [.. PostureCheck.Of([.. Enumerable.Range(0, 50).Select(i => Site(new GeoPoint(0.2 - (i * 0.008), -19.24 + (i * 0.0095))))], Invented, Rules, Day("2030-04-01"))];
        Assert.Equal(((75.0, 150.0), (6.0, 9.0)), (all[0].RegionKm!.Value, all[0].TravelHours!.Value));
        string said = string.Join("; ", all[0].Because);
        Assert.Equal("at least 50 km from LOC: yes; outside zone Z-BUF: yes", said);
        Assert.All(all, f => Assert.Equal((all[0].FarEnough, all[0].NearEnough, all[0].OutsideZones, all[0].RegionKm, all[0].TravelHours, said), (f.FarEnough, f.NearEnough, f.OutsideZones, f.RegionKm, f.TravelHours, string.Join("; ", f.Because))));
    }

    [Fact]
    public void What_cannot_be_decided_says_so_without_a_probability()
    {
        string[] said = [.. new[] { 0.4486, 0.4492, 0.4498 }.Select(east => string.Join("; ", PostureCheck.Of([Site(new GeoPoint(0, -20 + east))], Invented, Rules, Day("2030-04-01")).Single().Because))];
        Assert.Equal("at least 50 km from LOC: too near the limit to be decided, by the errors of place and line; outside zone Z-BUF: yes", Assert.Single(said.Distinct()));
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
