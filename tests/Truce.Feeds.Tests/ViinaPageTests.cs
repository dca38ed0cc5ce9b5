using System.Globalization;
using Truce.Observations;

namespace Truce.Feeds.Tests;

/// <summary>Rows of one page read together: which place it means, and since when it stood there. Texts and towns are invented or plain words.</summary>
public sealed class ViinaPageTests
{
    private const string Header =
        "event_id_1pd,date,n_reports,event_ids_matching,sources_matching,source_urls,target_terms,attack_terms,geonameid,asciiname,ADM1_NAME,ADM2_NAME,longitude,latitude,a_ukr,a_rus,representative_text\n";

    private static string Row(string key, string day, string url, string placeKey, string place, string oblast, string text) =>
        $"{key},{day},1,1,nv,{url},порт,удар,{placeKey},{place},{oblast},X,36.5,46.5,0,0,{text}\n";

    private static Dictionary<string, Observation> Read(params string[] rows) =>
        Decoding.Run("viina", Header + string.Concat(rows)).OfType<Decoded.Seen>().ToDictionary(s => s.Observation.SourceKey, s => s.Observation);

    private static PlaceCandidate Place(Observation o) => ((ObservedPlace.Named)o.Where).Candidates[0];

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    [Fact]
    public void One_event_at_one_of_k_places_gives_each_a_kth_and_the_rest_to_several_events()
    {
        const string Url = "https://example.org/news/story-one-two-three-1";
        Dictionary<string, Observation> rows = Read([.. Enumerable.Range(1, 4).Select(i => Row($"{i}", "20220604", Url, $"{i}", $"Town{(char)('a' + i)}", "North", "Текст без назв"))]);
        double expected = 0.85 * 0.5 * (0.2 + (0.8 / 4)); // geocoder, not in the words, several events or a quarter of one
        Assert.All(rows.Values, o => Assert.Equal(expected, Place(o).Weight, 6));
        Assert.All(rows.Values, o => Assert.Equal(rows["1"].Origin, o.Origin));
    }

    [Fact]
    public void The_place_that_the_words_name_outweighs_those_that_they_do_not()
    {
        const string Url = "https://example.org/news/story-one-two-three-2", Text = "Удар по Полтаві";
        Dictionary<string, Observation> rows = Read(
            Row("1", "20220604", Url, "1", "Poltava", "Elsewhere", Text), Row("2", "20220604", Url, "2", "Sumy", "Elsewhere", Text));
        Assert.Equal(0.85 * (0.2 + (0.8 / 1.1)), Place(rows["1"]).Weight, 6);
        Assert.Equal(0.85 * 0.5 * (0.2 + (0.8 * 0.1 / 1.1)), Place(rows["2"]).Weight, 6);
        Assert.True(Place(rows["1"]).Weight > 5 * Place(rows["2"]).Weight);
    }

    [Fact]
    public void A_town_named_only_as_its_region_is_as_wide_as_the_region()
    {
        Observation o = Read(Row("1", "20220604", "https://example.org/a-b-c-d", "1", "Poltava", "Elsewhere", "Удар у Полтавській області"))["1"];
        Assert.Equal((30_000, 0.7), (Place(o).SigmaM, Place(o).Weight));
    }

    [Fact]
    public void A_page_learns_from_its_own_day_and_before_and_from_no_later_one()
    {
        const string Url = "https://example.org/news/story-one-two-three-3", Text = "Удар";
        string first = Row("1", "20220604", Url, "1", "Poltava", "Elsewhere", Text), later = Row("2", "20220606", Url, "2", "Sumy", "Elsewhere", Text);
        Observation alone = Read(first)["1"], withLater = Read(first, later)["1"];
        Assert.Equal(alone.Id, withLater.Id);
        Assert.True(Place(Read(first, later)["2"]).Weight < Place(alone).Weight);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        string[] rows = [.. Enumerable.Range(1, 6).Select(i => Row($"{i}", $"2022060{1 + (i % 3)}", "https://example.org/news/story-one-two-three-4", $"{i % 4}", "Sumy", "Elsewhere", i % 2 == 0 ? "Вибухи в Сумах" : "Удар"))];
        Dictionary<string, Observation> forth = Read(rows), back = Read([.. rows.Reverse()]);
        Assert.All(forth, p => Assert.Equal(p.Value.Id, back[p.Key].Id));
    }

    [Fact]
    public void Words_that_stood_there_before_tell_of_nothing_later_and_an_address_with_a_day_is_believed()
    {
        const string Url = "https://example.org/news/story-one-two-three-5", Text = "Удар по порту";
        Dictionary<string, Observation> rows = Read(Row("1", "20220604", Url, "1", "Sumy", "Elsewhere", Text), Row("2", "20220606", Url, "1", "Sumy", "Elsewhere", Text));
        Assert.Equal(Utc("2022-06-02T21:00Z"), rows["2"].When!.Value.Start);
        Assert.Equal(("2022-06-04", "2022-06-06"), (rows["2"].Facts["toldOn"], rows["2"].Facts["reportedOn"]));
        Observation dated = Read(Row("1", "20220609", "https://example.org/2022/06/07/7350971/", "1", "Sumy", "Elsewhere", Text))["1"];
        Assert.Equal((Utc("2022-06-05T21:00Z"), Utc("2022-06-07T20:59:59.999Z")), (dated.When!.Value.Start, dated.When.Value.End));
        Observation post = Read(Row("1", "20220609", "https://t.me/somebody/123", "1", "Sumy", "Elsewhere", Text))["1"];
        Assert.Equal(Utc("2022-06-06T21:00Z"), post.When!.Value.Start);
    }
}
