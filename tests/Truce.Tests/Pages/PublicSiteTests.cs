using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Observations;
using Truce.Pages;

namespace Truce.Tests.Pages;

/// <summary>The site for everyone: nothing of a row that is held back, no place, no link that leads nowhere.</summary>
public sealed partial class PublicSiteTests
{
    private static readonly string[] Languages = ["en", "uk", "fr", "ru"];

    private static Dictionary<string, string> Site(Classification highest, params string[] languages) =>
        PublicSite.Files(LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, highest), languages, PostureBasis.None).ToDictionary(f => f.Path, f => Encoding.UTF8.GetString(f.Bytes));

    [Fact]
    public void Nothing_that_a_label_holds_back_is_in_any_file()
    {
        Dictionary<string, string> site = Site(Classification.Public, Languages);
        Assert.True(site.Count > 60, $"{site.Count} files");
        Assert.Empty(Leaks(site));
    }

    [Fact]
    public void The_door_says_in_each_language_what_lies_behind_it_and_its_links_are_files()
    {
        Dictionary<string, string> site = Site(Classification.Public, Languages);
        string door = site["index.html"];
        Assert.All(Languages, l => Assert.Contains($"<p>{PageWords.For(l)["door.what"]}</p>", door, StringComparison.Ordinal));
        string[] links = [.. Link().Matches(door[door.IndexOf("<main", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value)];
        Assert.Equal((Languages.Length * 5) + PublicSite.DataFiles.Length, links.Length);
        Assert.All(links, l => Assert.Contains(l, site.Keys));
        Assert.Contains("SIMULATED", door, StringComparison.Ordinal);
        Assert.Equal(["en", "uk"], LanguagesOf(Site(Classification.Public, "en", "uk")["index.html"]));

        static string[] LanguagesOf(string html) => [.. Languages.Where(l => html.Contains($"<section lang=\"{l}\">", StringComparison.Ordinal))];
    }

    [Fact]
    public void The_same_check_finds_what_a_reader_of_everything_is_shown()
    {
        string[] leaks = [.. Leaks(Site(Classification.Restricted, "en"))];
        Assert.Contains("ledger.csv", leaks);
        Assert.Contains("ledger.json", leaks);
        Assert.Contains("en/parliaments.html", leaks);
        Assert.Contains("en/figures.html", leaks);
    }

    [Fact]
    public void No_file_says_more_of_a_place_than_its_half_degree_even_to_those_who_see_everything()
    {
        foreach ((string path, string text) in Site(Classification.Restricted, "en", "uk"))
        {
            Assert.True(!ExerciseLedger.Digits.Any(d => text.Contains(d, StringComparison.Ordinal)), path);
        }

        JsonNode json = JsonNode.Parse(Site(Classification.Public, "en")["ledger.json"])!;
        JsonNode force = Assert.Single(json["forces"]!.AsArray(), f => f!["region"] is not null)!;
        Assert.Equal((48.0, 37.5), ((double)force["region"]!["latitude"]!, (double)force["region"]!["longitude"]!));
    }

    [Fact]
    public void Figures_for_everyone_rest_on_nothing_that_is_held_back()
    {
        LedgerView Seen(Classification highest) => LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, highest);
        (LedgerView all, LedgerView some) = (Seen(Classification.Restricted), Seen(Classification.Public));
        Assert.Equal((4, 3), (all.Metrics.Coverage.Sum(c => c.Requirements.Length), some.Metrics.Coverage.Sum(c => c.Requirements.Length)));
        Assert.Equal((3, 2), (all.Shares.Count, some.Shares.Count));
        Assert.Equal((1, 0), (all.Ledger.Events.Length, some.Ledger.Events.Length));
        Assert.Equal((1, 0), (all.Ledger.Rates.Length, some.Ledger.Rates.Length));
        Assert.Equal((4, 3), (all.Ledger.WarPowers.Length, some.Ledger.WarPowers.Length));
        Wait[] waits = [.. some.Metrics.States.Single(s => s.Commitment.Id == ExerciseLedger.Id("C2")).Waits];
        Assert.Contains(waits, w => w is { Kind: "condition", What: "ceasefire" }); // the ceasefire is not known to them
    }

    [Fact]
    public void A_promise_that_waits_for_a_hidden_one_still_waits()
    {
        LedgerView view = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Public);
        CommitmentState c3 = view.Metrics.States.Single(s => s.Commitment.Id == ExerciseLedger.Id("C3"));
        Assert.Equal(Standing.NotDue, c3.Standing);
        Assert.Contains("another promise", PromisePage.Promise(view, new PageState(), new PageLinks(Files: true), PageLinks.Slug(c3.Commitment.Id))!, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_that_a_hidden_report_joins_stay_one_origin()
    {
        LedgerView view = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Public);
        Assert.DoesNotContain(view.Ledger.Sources.Keys, k => k.Id.Contains(ExerciseLedger.Canary, StringComparison.Ordinal));
        Assert.Equal(1, view.Origins.Count([ExerciseLedger.Id("B"), ExerciseLedger.Id("C")]));
        Assert.Equal(2, view.Origins.Count([ExerciseLedger.Id("A"), ExerciseLedger.Id("C")]));
    }

    [Fact]
    public void Every_link_of_every_page_leads_to_a_file()
    {
        Dictionary<string, string> site = Site(Classification.Public, Languages);
        site["guarantors.css"] = "";
        var lost = new SortedSet<string>(StringComparer.Ordinal);
        int seen = 0;
        foreach ((string path, string html) in site.Where(f => f.Key.EndsWith(".html", StringComparison.Ordinal)))
        {
            foreach (Match m in Link().Matches(html))
            {
                string to = m.Groups[1].Value.Split('#')[0];
                if (to.Length == 0 || to.StartsWith("data:", StringComparison.Ordinal) || to.StartsWith("https:", StringComparison.Ordinal)) continue;
                seen++;
                string whole = new Uri(new Uri("file:///" + path), to).AbsolutePath.TrimStart('/');
                if (!site.ContainsKey(whole)) lost.Add($"{path} -> {to}");
            }
        }

        Assert.True(seen > 500, $"{seen} links");
        Assert.Empty(lost);
    }

    [Fact]
    public void A_site_without_public_sites_has_no_page_of_them()
    {
        Assert.Contains("en/posture.html", Site(Classification.Public, "en").Keys);
        var history = new LedgerHistory();
        foreach ((DateTimeOffset at, LedgerBatch batch) in ExerciseLedger.History().Batches) history.Add(at, batch with { Forces = [.. batch.Forces.Where(f => f.Label.Classification > Classification.Public)] });
        Assert.NotEmpty(history.Batches.Single().Batch.Forces);
        foreach (SiteFile file in PublicSite.Files(LedgerView.Of(history, null, ExerciseLedger.Day, Classification.Public), ["en"], PostureBasis.None))
        {
            Assert.NotEqual("en/posture.html", file.Path);
            if (file.Path.EndsWith(".html", StringComparison.Ordinal)) Assert.DoesNotContain("href=\"posture.html", Encoding.UTF8.GetString(file.Bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Two_languages_link_to_no_third()
    {
        foreach ((string path, string text) in Site(Classification.Public, "en", "uk")) Assert.False(text.Contains("../fr/", StringComparison.Ordinal), path);
    }

    [Fact]
    public void The_table_has_a_row_for_every_promise_and_statement_and_no_formula()
    {
        LedgerView view = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Public);
        string[] lines = PublicTables.Csv(view).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("SIMULATED", lines[0]);
        Assert.Equal(2 + view.Metrics.States.Length + view.Ledger.Statements.Length, lines.Length);
        LedgerView real = LedgerView.Of(ExerciseLedger.History(simulated: false), null, ExerciseLedger.Day, Classification.Public);
        Assert.StartsWith("kind,id,", PublicTables.Csv(real), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_addresses_are_safe_and_differ()
    {
        string[] slugs = [PageLinks.Slug("a-b", "c"), PageLinks.Slug("a", "b-c"), PageLinks.Slug("a", "B-C"), PageLinks.Slug("../..", "x/y?z#"), PageLinks.Slug("Україна", new string('x', 500))];
        Assert.Equal(slugs.Length, slugs.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(slugs, s => Assert.Matches("^[a-z0-9-]{1,60}$", s));
    }

    private static IEnumerable<string> Leaks(Dictionary<string, string> site) =>
        site.Where(f => f.Key.Contains(ExerciseLedger.Canary, StringComparison.OrdinalIgnoreCase) || f.Value.Contains(ExerciseLedger.Canary, StringComparison.OrdinalIgnoreCase)).Select(f => f.Key);

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();
}
