using System.Text.Json.Nodes;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary><c>truce commitments publish</c>: what labels hold back is in no file, an old site goes whole, and no other folder is touched.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class PublishCommandTests
{
    private const string Open = """
        {"id":"ex","simulated":true,"sources":[{"id":"A","outlet":"Northern Wire","published":"2031-01-07"},{"id":"S","outlet":"CANARY outlet"}],
        "pillars":[{"id":"P1","name":"Monitoring","lead":"XA"}],
        "statements":[{"id":"s1","source":"A","guarantors":["XA"],"pillar":"P1","claim":"XA supports it"},{"id":"s2","source":"S","guarantors":["XA"],"pillar":"P1","claim":"CANARY of a closed talk","label":"restricted"}],
        "commitments":[{"id":"C1","guarantor":"XA","pillar":"P1","text":"forty drones","source":"A","announced":"2031-01-06"},{"id":"C2","guarantor":"XA","pillar":"P1","text":"one depot","source":"A","announced":"2031-01-06"}],
        "forces":[{"id":"f1","commitment":"C1","guarantor":"XA","domain":"land","kind":"depot","lat":48.123456,"lon":37.654321,"label":"public"},{"id":"f2","guarantor":"XA","domain":"land","kind":"CANARY depot","lat":47.1,"lon":36.2}]}
        """;

    [Fact]
    public void The_site_holds_what_is_public_and_nothing_else()
    {
        using var folder = new TempFolder();
        string store = folder.At("store"), site = folder.At("site");
        Assert.Equal(0, Cli.Run("commitments", "import", folder.Write("ex.json", Open), "--store", store).Code);
        (int code, string output, string error) = Cli.Run("commitments", "publish", "--store", store, "--out", site, "--on", "2031-03-01", "--json");
        Assert.Equal((0, ""), (code, error));
        string[] files = Directory.GetFiles(site, "*", SearchOption.AllDirectories);
        Assert.Equal((files.Length, true), ((int)JsonNode.Parse(output)!["files"]!, (bool)JsonNode.Parse(output)!["simulated"]!));
        Assert.Contains(files, f => f.EndsWith("guarantors.css", StringComparison.Ordinal));
        foreach (string file in files)
        {
            string text = File.ReadAllText(file);
            Assert.False(text.Contains("CANARY", StringComparison.OrdinalIgnoreCase) || text.Contains("48.12", StringComparison.Ordinal) || text.Contains("37.65", StringComparison.Ordinal), file);
        }

        Assert.Contains("CANARY", Cli.Run("commitments", "board", "--store", store, "--json").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_that_is_held_back_later_leaves_with_its_old_pages()
    {
        using var folder = new TempFolder();
        string store = folder.At("store"), site = folder.At("site");
        Cli.Run("commitments", "import", folder.Write("ex.json", Open), "--store", store);
        Cli.Run("commitments", "publish", "--store", store, "--out", site, "--lang", "en");
        Assert.Contains(Directory.GetFiles(site, "*", SearchOption.AllDirectories), f => f.Contains("promise-ex-c2", StringComparison.Ordinal));
        string later = Open.Replace("\"text\":\"one depot\",\"source\":\"A\"", "\"text\":\"one depot\",\"source\":\"A\",\"label\":\"restricted\"", StringComparison.Ordinal);
        Assert.NotEqual(Open, later);
        Cli.Run("commitments", "import", folder.Write("later.json", later), "--store", store);
        Assert.Equal(0, Cli.Run("commitments", "publish", "--store", store, "--out", site, "--lang", "en").Code);
        Assert.DoesNotContain(Directory.GetFiles(site, "*", SearchOption.AllDirectories), f => f.Contains("promise-ex-c2", StringComparison.Ordinal) || File.ReadAllText(f).Contains("one depot", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_input_ends_with_two_and_one_line()
    {
        using var folder = new TempFolder();
        string store = folder.At("store");
        Cli.Run("commitments", "import", folder.Write("ex.json", Open), "--store", store);
        folder.Write("home/letters.txt", "dear");
        (int code, _, string error) = Cli.Run("commitments", "publish", "--store", store, "--out", folder.At("home"));
        Assert.Equal(2, code);
        Assert.Contains("holds other things than a published site; name an empty folder", error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.At("home/letters.txt")));
        Assert.Contains("--lang 'xx': no such language; there are en, uk, fr, ru", Cli.Run("commitments", "publish", "--store", store, "--out", folder.At("o"), "--lang", "en,xx").Err, StringComparison.Ordinal);
        Assert.Equal(2, Cli.Run("commitments", "publish", "--store", folder.At("none"), "--out", folder.At("o")).Code);
    }
}
