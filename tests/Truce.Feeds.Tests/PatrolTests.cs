using System.Text;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>The patrol report: every example of its page, and every refusal.</summary>
public sealed class PatrolTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "formats", "patrol-report.md"));

    private static Observation Example(string id) => Decoding.One("patrol", Examples("json").Single(e => e.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal)));

    private static List<string> Examples(string language) =>
        [.. Page.Split("```" + language + "\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];

    private static string With(string member) =>
        $$"""{"id":"1","patrol":"P","class":"explosion","start":"2026-03-01T21:14:07Z",{{member}}}""";

    [Fact]
    public void Every_example_of_the_page_is_read()
    {
        Assert.Equal(6, Examples("json").Count);
        foreach (string example in Examples("json")) Decoding.One("patrol", example);
        Decoded[] rows = [.. Decoding.Run("patrol", Examples("csv").Single())];
        Assert.Equal(2, rows.OfType<Decoded.Seen>().Count());
        Assert.Empty(rows.OfType<Decoded.Refused>());
    }

    [Fact]
    public void Every_field_of_the_page_is_a_field_and_every_field_is_on_the_page() =>
        Assert.All(Enum.GetValues<Patrol.PatrolField>(), f => Assert.Contains($"`{ObservationJson.Word(f)}`", Page, StringComparison.Ordinal));

    [Fact]
    public void Explosions_heard_in_a_sector_keep_their_band_their_count_and_their_unknown_weapon()
    {
        Observation o = Example("A-1");
        var sector = Assert.IsType<ObservedPlace.Sector>(o.Where);
        Assert.Equal((56.25, 78.75, 1000.0, 4000.0, 20.0), (sector.FromDeg, sector.ToDeg, sector.NearM, sector.FarM, sector.ObserverSigmaM));
        Assert.Equal((new Count(5, CountExactness.AtLeast), null, "B2"), (o.Count, o.Weapon, o.Grade.ToString()));
        Assert.Equal((ObservationMeans.Heard, ClockTrust.Person, "Alpha", "A-1"), (o.Means, o.Clock, o.Source, o.SourceKey));
        Assert.Equal(("outgoing", "+02:00"), (o.Facts["assessed"], o.Facts["writtenOffset"]));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 19, 14, 7, TimeSpan.Zero), o.When!.Value.Start);
    }

    [Fact]
    public void Restrictions_interference_and_notices_are_observations_of_their_own()
    {
        Assert.Equal((RestrictionKind.Delay, "40"), (Example("A-2").Restriction, Example("A-2").Facts["delayMinutes"]));
        Assert.IsType<ObservedPlace.At>(Example("A-2").Where);
        Assert.Equal(("jamming", ClockTrust.Gnss), (Example("U-7").Facts["interference"], Example("U-7").Clock));
        Observation notice = Example("N-4");
        Assert.Equal(("demolition", "party-a", "2026-03-01T12:00:00.000Z"), (notice.Facts["notice"], notice.Facts["givenBy"], notice.Facts["notifiedAt"]));
        Assert.Equal(new ObservedPlace.Nowhere("Hill"), notice.Where);
        Assert.Equal("A-1", Example("A-3").Facts["withdraws"]);
        Assert.Null(Example("A-3").When);
    }

    [Fact]
    public void A_label_may_only_become_stricter_and_simulated_stays_simulated()
    {
        string line = Examples("json").Single(e => e.Contains("U-7", StringComparison.Ordinal));
        Assert.Equal(new Label(Classification.Mission, "NO,SE", ""), Decoding.One("patrol", line).Label);
        FeedContext strict = Decoding.Context with { Label = new(Classification.Restricted, "SE", ""), Simulated = true };
        Observation o = Decoding.One("patrol", With("\"classification\":\"public\",\"simulated\":false"), strict);
        Assert.Equal((Classification.Restricted, true), (o.Label.Classification, o.Simulated));
    }

    [Theory]
    [InlineData("\"count\":5", "bad-exactness")]
    [InlineData("\"exactness\":\"about\"", "bad-exactness")]
    [InlineData("\"count\":-1,\"exactness\":\"exact\"", "bad-count")]
    [InlineData("\"count\":1.5,\"exactness\":\"exact\"", "bad-count")]
    [InlineData("\"bearing\":\"ENE\"", "observer-missing")]
    [InlineData("\"observerLat\":48.1,\"observerLon\":37.9,\"bearing\":\"EEN\"", "bad-bearing")]
    [InlineData("\"observerLat\":48.1,\"observerLon\":37.9,\"bearing\":\"E\",\"fromDeg\":1,\"toDeg\":2", "bad-bearing")]
    [InlineData("\"observerLat\":48.1,\"observerLon\":37.9,\"nearM\":500,\"farM\":400", "bad-farM")]
    [InlineData("\"observerLat\":48.1", "bad-observerLon")]
    [InlineData("\"lat\":48.1,\"lon\":37.9", "bad-sigmaM")]
    [InlineData("\"lat\":98.1,\"lon\":37.9,\"sigmaM\":5", "bad-lat")]
    [InlineData("\"restriction\":\"delay\"", "bad-restriction")]
    [InlineData("\"interference\":\"jamming\"", "bad-interference")]
    [InlineData("\"notice\":\"exercise\"", "bad-notice")]
    [InlineData("\"end\":\"2026-03-01T21:14:06Z\"", "bad-end")]
    [InlineData("\"end\":\"2026-03-01T21:14:08\"", "bad-end")]
    [InlineData("\"grade\":\"G1\"", "bad-grade")]
    [InlineData("\"classification\":\"secret\"", "bad-classification")]
    [InlineData("\"simulated\":\"perhaps\"", "bad-simulated")]
    [InlineData("\"calibreLowMm\":120,\"calibreHighMm\":82", "bad-calibreHighMm")]
    [InlineData("\"withdraws\":\"1\"", "bad-withdraws")]
    [InlineData("\"speed\":1", "unknown-field")]
    [InlineData("\"id\":\"2\"", "duplicate-field")]
    [InlineData("\"text\":{}", "bad-text")]
    [InlineData("\"text\":[\"a\"]", "bad-text")]
    [InlineData("\"text\":\"a\"}{", "json-broken")]
    [InlineData("\"text\":", "json-broken")]
    public void A_report_that_breaks_a_rule_is_refused_with_its_reason(string member, string reason) =>
        Assert.Equal(reason, Decoding.Reason("patrol", With(member)));

    [Theory]
    [InlineData("""{"patrol":"P","class":"explosion","start":"2026-03-01T21:14:07Z"}""", "bad-id")]
    [InlineData("""{"id":"1","class":"explosion","start":"2026-03-01T21:14:07Z"}""", "bad-patrol")]
    [InlineData("""{"id":"1","patrol":"P","start":"2026-03-01T21:14:07Z"}""", "bad-class")]
    [InlineData("""{"id":"1","patrol":"P","class":"airRaidAlarm","start":"2026-03-01T21:14:07Z"}""", "bad-class")]
    [InlineData("""{"id":"1","patrol":"P","class":"explosion"}""", "bad-start")]
    [InlineData("""{"id":"1","patrol":"P","class":"restrictionOfMovement","start":"2026-03-01T21:14:07Z"}""", "bad-restriction")]
    [InlineData("""{"id":"1","patrol":"P","class":"interferenceWithMonitoring","start":"2026-03-01T21:14:07Z"}""", "bad-interference")]
    [InlineData("""{"id":"1","patrol":"P","class":"notification","start":"2026-03-01T21:14:07Z"}""", "bad-notice")]
    public void What_is_needed_is_asked_for(string line, string reason) => Assert.Equal(reason, Decoding.Reason("patrol", line));

    [Fact]
    public void A_misspelt_column_is_not_dropped_in_silence()
    {
        Reject[] rejects = [.. Decoding.Run("patrol", "id,patrol,clas\n1,P,explosion\n").OfType<Decoded.Refused>().Select(r => r.Reject)];
        Assert.Equal(["no-header", "no-header"], rejects.Select(r => r.Reason));
    }

    [Fact]
    public void Lines_whose_first_one_was_cut_are_still_lines()
    {
        Decoded[] read = [.. Decoding.Run("patrol", "\"id\":\"A-0\",\"patrol\":\"P\"}\n" + Samples.PatrolLines)];
        Assert.Equal(["not-an-object"], read.OfType<Decoded.Refused>().Select(r => r.Reject.Reason));
        Assert.Equal(3, read.OfType<Decoded.Seen>().Count());
    }

    [Fact]
    public void The_same_broken_line_is_the_same_wherever_it_stands()
    {
        Hash256[] contents = [.. Decoding.Run("patrol", "{\"id\":1}\n{\"id\":2}\n{\"id\":1}\r\n").OfType<Decoded.Refused>().Select(r => r.Reject.Content)];
        Assert.Equal(contents[0], contents[2]);
        Assert.NotEqual(contents[0], contents[1]);
    }

    [Fact]
    public void One_line_a_record_whatever_stands_between_them()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("\uFEFF\r\n" + Samples.PatrolLines.Replace("\n", "\r\n\r\n", StringComparison.Ordinal));
        Assert.Equal(3, Decoding.Run("patrol", bytes).OfType<Decoded.Seen>().Count());
    }
}
