using System.Text;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Measures;
using Truce.Observations;
using Truce.Pages;
using Truce.Terms;

namespace Truce.Tests.Pages;

/// <summary>Sites and units on a page: the check's own answers, and of a place no more than its region.</summary>
public sealed class PosturePageTests
{
    private const ulong Seed = 104;

    // A line along the meridian of 20 degrees west in the open sea.
    private static readonly Agreement Invented = Read();
    private static readonly PostureRules Rules = new(50, 12, 0.5, ["Z-BUF"], [new("land", "road", 50, 1.4, 4), new("air", "helicopter", 200, 1.1, 1)]);
    private static readonly PostureBasis Basis = new(Invented, Rules, "rules.json");
    private static readonly PageLinks Live = new(Files: false, Console: true);

    public static TheoryData<string> Languages => [.. PageWords.Languages];

    [Fact]
    public void A_bar_holds_the_place_and_says_no_more_of_it_than_its_region()
    {
        var dice = new SeededRandom(Seed);
        ForceElement[] sites = [.. Enumerable.Range(0, 200).Select(i => Site($"f{i:000}", new GeoPoint((8 * dice.NextUnit()) - 4, -20 + (8 * dice.NextUnit()) - 4)))];
        LineVersion line = PostureCheck.LineOn(Invented, null, ExerciseLedger.Day)!;
        var bars = new Dictionary<(double, double), (double, double)>();
        foreach (PostureSite s in PostureView.Of(View(sites), Basis).Sites)
        {
            double exactKm = Math.Abs(line.Shape!.SignedDistanceM(s.Element.Place!.Value)) / 1000;
            Assert.True(s.NearKm <= exactKm && exactKm <= s.FarKm, $"seed {Seed}, {s.Element.Id}: {s.NearKm} to {s.FarKm}, exactly {exactKm}");
            Assert.Equal((0, 0), (s.NearKm % 25, s.FarKm % 25));
            (double, double) region = CoarseRegion.Of(s.Element.Place.Value), bar = (s.NearKm!.Value, s.FarKm!.Value);
            Assert.Equal(bars.GetValueOrDefault(region, bar), bar);
            bars[region] = bar;
            Assert.InRange(Rules.Travel.Where(t => t.Domain == s.Element.Domain).Min(t => t.Hours(exactKm)), s.Hours!.Value.LowHours, s.Hours.Value.HighHours);
            Assert.Equal((bar, s.Hours), (s.Finding!.RegionKm!.Value, s.Finding.TravelHours)); // the command says no more than the page
        }

        Assert.True(bars.Count < sites.Length, "no two places shared a region, so nothing was compared");
    }

    [Fact]
    public void The_page_gives_the_answers_of_the_check_with_the_rules_they_answer()
    {
        LedgerView view = View(Site("near", new GeoPoint(0, -19.8)), Site("far", new GeoPoint(0, -17)), Site("nowhere", null));
        string html = Page(view, Basis);
        foreach (PostureFinding f in PostureCheck.Of(view.Ledger.Forces, Invented, Rules, ExerciseLedger.Day))
        {
            Assert.Contains($"<li>far enough: {Said(f.FarEnough)}</li><li>near enough: {Said(f.NearEnough)}</li><li>outside the zones: {Said(f.OutsideZones)}</li>", html, StringComparison.Ordinal);
        }

        Assert.Contains("far enough: at least 50 km from the line", html, StringComparison.Ordinal);
        Assert.Contains("as file rules.json; not sealed", html, StringComparison.Ordinal);
        Assert.Contains("Distances are from line LOC, version 1.", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<rect class=\"part\"").Length - 1);
        Assert.Equal(2, html.Split("<line class=\"least\"").Length - 1);
        Assert.Contains(">at least 50 km</text>", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_place_and_no_probability_leaves_in_any_language(string language)
    {
        string html = Page(View(Site("f", new GeoPoint(0.123456, -19.551234))), Basis, language);
        foreach (string digits in (string[])["0.12", "0,12", "19.55", "19,55", "0.1°", "0,1°", "19.6°", "19,6°", "probability"]) Assert.DoesNotContain(digits, html, StringComparison.Ordinal);
        Assert.Contains("<strong>SIMULATED</strong>", html, StringComparison.Ordinal);
        Assert.Contains("hreflang", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("<h1").Length);
    }

    [Fact]
    public void Nothing_recorded_no_rules_and_no_line_are_each_said()
    {
        Assert.Contains("No sites or units of the force are recorded.", Page(View(), Basis), StringComparison.Ordinal);
        string plain = Page(View(Site("f", new GeoPoint(0, -19))), PostureBasis.None);
        Assert.Contains("No rules were given, so nothing is checked here.", plain, StringComparison.Ordinal);
        Assert.Contains("No geometry of a line of contact is known for this day", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"barline\"", plain, StringComparison.Ordinal);
        string later = Page(View(Site("f", new GeoPoint(0, -19)) with { From = ExerciseLedger.Day.AddDays(1) }), Basis);
        Assert.Contains("No site or unit of the force is recorded for this day.", later, StringComparison.Ordinal);
        Assert.Contains("from 6 March 2031", later, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_links_to_its_promise_and_stands_under_its_domain()
    {
        string html = PosturePage.Render(Whole, new PageState(), Live, PostureView.Of(Whole, PostureBasis.None));
        Assert.Contains($"href=\"/guarantors/promise/{PageLinks.Slug(ExerciseLedger.Id("C2"))}\">XB: depot</a>", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Land</h2>", html, StringComparison.Ordinal);
        Assert.Contains("48.0° N, 37.5° E (half a degree)", html, StringComparison.Ordinal);
        Assert.DoesNotContain(ExerciseLedger.Canary, html, StringComparison.Ordinal);
    }

    private static LedgerView Whole { get; } = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Mission);

    private static LedgerView View(params ForceElement[] sites)
    {
        var history = new LedgerHistory();
        history.Add(ExerciseLedger.Sealed, new LedgerBatch { Pack = "ex", Simulated = true, Forces = [.. sites] });
        return LedgerView.Of(history, null, ExerciseLedger.Day, Classification.Mission);
    }

    private static ForceElement Site(string id, GeoPoint? place) => new() { Id = ExerciseLedger.Id(id), Guarantor = "XA", Domain = "land", Kind = "base", Place = place, Label = Label.Open };

    private static string Page(LedgerView view, PostureBasis basis, string language = "en") => PosturePage.Render(view, new PageState { Language = language }, Live, PostureView.Of(view, basis));

    private static string Said(PostureAnswer answer) => PageWords.For("en").Word("posture.answer", answer);

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
