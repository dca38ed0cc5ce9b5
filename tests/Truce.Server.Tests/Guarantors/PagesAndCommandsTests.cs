using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Pages;
using Truce.Server.Guarantors;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Guarantors;

/// <summary>What a page says of a scenario and of the sites of the force is what the commands say.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed partial class PagesAndCommandsTests
{
    private const string Pack = """
        {"id":"ex","simulated":true,"sources":[{"id":"A","outlet":"Northern Wire","published":"2031-01-07"}],
        "pillars":[{"id":"P1","name":"Monitoring","lead":"XA"},{"id":"P3","name":"Force"},{"id":"P4","name":"Response"}],
        "statements":[{"id":"s1","source":"A","guarantors":["XA"],"pillar":"P1","date":"2031-01-06","claim":"XA supports it"},{"id":"s2","source":"A","guarantors":["XB"],"pillar":"P1","date":"2031-01-06","claim":"XB supports it"}],
        "commitments":[{"id":"C1","guarantor":"XA","pillar":"P1","text":"first day","due":"2031-03-05","announced":"2031-01-06"},{"id":"C2","guarantor":"XA","pillar":"P4","text":"last day","due":"2031-06-02","announced":"2031-01-06"},
         {"id":"C3","guarantor":"XA","pillar":"P4","text":"a day later","due":"2031-06-03","announced":"2031-01-06"},{"id":"C4","guarantor":"XA","pillar":"P3","text":"another pillar","due":"2031-04-01","announced":"2031-01-06"},
         {"id":"C5","guarantor":"XB","pillar":"P1","text":"another guarantor","due":"2031-04-01","announced":"2031-01-06"}],
        "forces":[{"id":"f1","commitment":"C4","guarantor":"XA","domain":"land","kind":"depot","lat":0.1,"lon":-19.1},{"id":"f2","guarantor":"XB","domain":"land","kind":"base","lat":0.1,"lon":-19.8},{"id":"f3","guarantor":"XB","domain":"sea","kind":"port"}]}
        """;

    private const string Pause = """{"name":"attention elsewhere","pauses":[{"guarantor":"XA","pillars":["P1","P4"],"from":"2031-03-05","days":90}]}""";
    private const string Rules = """{"leastKmFromLine":50,"nearEnoughHours":6,"placeSigmaKm":0.5,"forbiddenZones":["Z-BUF"],"travel":[{"domain":"land","mode":"road","kmPerHour":50,"detour":1.4,"startHours":4}]}""";

    private static readonly PageLinks Live = new(Files: false);
    private static readonly PageState Asked = new() { On = new DateOnly(2031, 3, 5) };

    [Fact]
    public void The_board_and_the_command_say_the_same_of_a_pause_of_90_days()
    {
        using var folder = new TempFolder();
        string store = Import(folder);
        (int code, string output, string error) = Cli.Run("commitments", "metrics", "--store", store, "--on", "2031-03-05", "--scenario", folder.Write("pause.json", Pause), "--json");
        Assert.True(code == 0, error);
        JsonNode stretch = Assert.Single(JsonNode.Parse(output)!["scenario"]!["stretches"]!.AsArray())!;

        string html = BoardPage.Render(new LedgerPages(store, TimeProvider.System).View(Asked), Asked with { Without = ["XA"], Only = ["P1", "P4"] }, Live);
        string[] due = [.. Promise().Matches(html[html.IndexOf("Falls due meanwhile", StringComparison.Ordinal)..html.IndexOf("</section>", html.IndexOf("Falls due meanwhile", StringComparison.Ordinal), StringComparison.Ordinal)]).Select(m => m.Groups[1].Value)];
        Assert.Equal(stretch["dueMeanwhile"]!.AsArray().Select(d => PageLinks.Slug(RowId.Of("", (string)d!))), due);
        Assert.Equal(["ex/C1", "ex/C2"], stretch["dueMeanwhile"]!.AsArray().Select(d => (string)d!));
        var last = DateOnly.Parse((string)stretch["to"]!, CultureInfo.InvariantCulture);
        Assert.Contains($"The pause lasts from 5 March 2031 to {PageWords.For("en").Date(last)}, 90 days.", html, StringComparison.Ordinal);
        foreach (JsonNode? pillar in stretch["pillars"]!.AsArray())
        {
            string[] after = [.. pillar!["after"]!.AsArray().Select(g => (string)g!)], before = [.. pillar["before"]!.AsArray().Select(g => (string)g!)];
            string says = before.Length == 0 ? "Nobody promised" : after.Length == 0 ? "Nobody who promised is left." : after.Length == before.Length ? $"Unchanged: {string.Join(", ", after)}." : $"Left: {string.Join(", ", after)}.";
            Assert.Matches($"<strong>{pillar["pillar"]} [^<]*</strong>\\s*<br>{Regex.Escape(says)}", html);
        }
    }

    [Fact]
    public void The_page_of_sites_and_the_command_give_the_same_answers()
    {
        using var folder = new TempFolder();
        string store = Import(folder), agreement = Agreement(folder), rules = folder.Write("rules.json", Rules);
        (_, string output, string error) = Cli.Run("commitments", "posture", "--store", store, "--agreement", agreement, "--rules", rules, "--on", "2031-03-05", "--json");
        JsonArray sites = JsonNode.Parse(output)!["sites"]!.AsArray();
        Assert.True(sites.Count == 3, error);

        LedgerView view = new LedgerPages(store, TimeProvider.System).View(Asked);
        string html = PosturePage.Render(view, Asked, Live, new PosturePages(PosturePages.Read(agreement, rules)).Of(view));
        foreach (JsonNode? site in sites)
        {
            string row = Row(html, $"{site!["guarantor"]}: {site["kind"]}");
            foreach ((string key, string member) in ((string, string)[])[("far", "farEnough"), ("near", "nearEnough"), ("zones", "outsideZones")])
            {
                Assert.Contains(PageWords.For("en").Say("posture.check." + key, PageWords.For("en")[$"posture.answer.{site[member]}"]), row, StringComparison.Ordinal);
            }

            if (site["kmFromLineFrom"] is { } km) Assert.Equal(((double)km, (double)site["kmFromLineTo"]!), (double.Parse(Km().Match(row).Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(Km().Match(row).Groups[2].Value, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Rules_without_an_agreement_and_files_that_are_not_there_end_with_two()
    {
        using var folder = new TempFolder();
        string store = Import(folder), rules = folder.Write("rules.json", Rules);
        (int code, _, string error) = Cli.Run("commitments", "publish", "--store", store, "--out", folder.At("site"), "--rules", rules);
        Assert.Equal(2, code);
        Assert.Contains("--rules without --agreement", error, StringComparison.Ordinal);
        (code, _, error) = Cli.Run("commitments", "publish", "--store", store, "--out", folder.At("site"), "--agreement", folder.At("none.json"));
        Assert.Equal(2, code);
        Assert.Contains("none.json: no such file", error, StringComparison.Ordinal);
        Assert.Equal(0, Cli.Run("commitments", "publish", "--store", store, "--out", folder.At("site"), "--lang", "en", "--agreement", Agreement(folder), "--rules", rules).Code);
    }

    [Fact]
    public void Instants_between_two_packs_know_the_same_and_no_state_takes_the_place_of_another()
    {
        using var folder = new TempFolder();
        string store = Import(folder);
        foreach (string more in (string[])["""{"id":"later","simulated":true,"commitments":[{"id":"N1","guarantor":"XA","pillar":"P1","text":"new"}]}""", """{"id":"last","simulated":true,"commitments":[{"id":"N2","guarantor":"XB","pillar":"P1","text":"newer"}]}"""])
        {
            Assert.Equal(0, Cli.Run("commitments", "import", folder.Write("more.json", more), "--store", store).Code);
        }

        DateTimeOffset[] recorded = [.. LedgerStore.Read(store).Batches.Select(b => b.Recorded)];
        Assert.True(recorded[0] < recorded[1] && recorded[1] < recorded[2], string.Join(' ', recorded));
        var pages = new LedgerPages(store, TimeProvider.System);
        Assert.Equal([recorded[1], recorded[0]], pages.Earlier());
        int Promises(DateTimeOffset? known) => pages.View(Asked with { Known = known }).Metrics.States.Length;
        // Asked twice and out of order: what was kept for one state must not answer for another.
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal([7, 5, 6, 7, 0, 5], (int[])[Promises(null), Promises(recorded[0]), Promises(recorded[1]), Promises(recorded[2].AddDays(1)), Promises(recorded[0].AddDays(-1)), Promises(recorded[1].AddTicks(-1))]);
        }
    }

    private static string Import(TempFolder folder)
    {
        string store = folder.At("store");
        (int code, _, string error) = Cli.Run("commitments", "import", folder.Write("ex.json", Pack), "--store", store);
        Assert.True(code == 0, error);
        return store;
    }

    private static string Row(string html, string name)
    {
        int at = html.LastIndexOf(name, StringComparison.Ordinal);
        Assert.True(at > 0, name);
        return html[at..html.IndexOf("</tr>", at, StringComparison.Ordinal)];
    }

    private static string Agreement(TempFolder folder)
    {
        folder.Write("loc.geojson", """{"type":"LineString","coordinates":[[-20,-5],[-20,5]]}""");
        return folder.Write("agreement.json", """
            {"schema":"truce-terms/0.1-draft","agreement":{"id":"EX","version":1,"title":"invented","authoritativeLanguage":"en","languages":["en"],"effectiveFrom":"2030-03-01T00:00:00Z","timeZone":"UTC"},
            "parties":[{"id":"A","name":"A"},{"id":"B","name":"B"}],"lines":[{"id":"LOC","kind":"lineOfContact","version":1,"asOf":"2030-02-20","geometryRef":"loc.geojson","surveyErrorMetres":100}],"weaponCategories":[],
            "zones":[{"id":"Z-BUF","kind":"bufferZone","geometry":{"offsetFromLine":"LOC","side":"both","km":7.5}}],
            "terms":[{"id":"T","article":"1","modality":"prohibit","act":"fire","actor":"any","weapons":"*","zones":["Z-BUF"],"severity":"serious","exceptions":[]}],"exceptions":[]}
            """);
    }

    [GeneratedRegex("<a href=\"/guarantors/promise/([a-z0-9-]+)")]
    private static partial Regex Promise();

    [GeneratedRegex("([0-9]+) to ([0-9]+) km")]
    private static partial Regex Km();
}
