using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truce.Measures;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Running;

/// <summary>Exchange the parties in the whole mission: the same incidents, and the same findings with the parties exchanged.</summary>
/// <remarks>
/// The mirror: in <c>agreement.json</c> every word that is A or B alone, also as part of a name such as <c>Party A</c> or <c>Z-W2-A</c>, is exchanged:
/// ids and names of parties, sides of lines and zones, actors, ids of zones of one side. In <c>mission.yaml</c> the order, ids and names of the parties
/// and the side of the line. Geometry, feeds, places and grades stay. The mirror of a sentence is the same exchange of words.
/// </remarks>
[Collection(SimulatedRunGroup.Name)]
public sealed partial class SideSwapTests(SimulatedRun run)
{
    [GeneratedRegex("(?<![A-Za-z0-9])[AB](?![A-Za-z0-9])")]
    private static partial Regex PartyWord();

    private static string Mirror(string text) => PartyWord().Replace(text, m => m.Value == "A" ? "B" : "A");

    private static byte[] MirrorMission(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        string mirrored = text.Replace("inside: A", "inside: B", StringComparison.Ordinal)
            .Replace("- {id: A, name: {en: Party A, uk: Сторона А", "- {id: #, name: {en: Party B, uk: Сторона Б", StringComparison.Ordinal)
            .Replace("- {id: B, name: {en: Party B, uk: Сторона Б", "- {id: A, name: {en: Party A, uk: Сторона А", StringComparison.Ordinal)
            .Replace("id: #", "id: B", StringComparison.Ordinal);
        Assert.NotEqual(text, mirrored);
        return Encoding.UTF8.GetBytes(mirrored);
    }

    private static byte[] MirrorAgreement(byte[] bytes) => Encoding.UTF8.GetBytes(Mirror(Encoding.UTF8.GetString(bytes)));

    [Fact]
    public void Exchanging_the_parties_exchanges_the_findings_and_nothing_else()
    {
        string mission = run.Lay(Path.GetFileName(run.NewPath("mirror")), (path, bytes) => path switch
        {
            "mission.yaml" => MirrorMission(bytes),
            "agreement.json" => MirrorAgreement(bytes),
            _ => bytes,
        });
        string store = run.NewPath("mirror-store");
        SimulatedRun.Run(mission, store);

        (string[] incidents, string[] findings) = Held(run.Store);
        (string[] mirroredIncidents, string[] mirroredFindings) = Held(store);
        Assert.Equal(incidents, mirroredIncidents);
        Assert.Equal(findings, mirroredFindings.Select(Mirror));
        Assert.Contains(findings, f => f != Mirror(f)); // some finding speaks of a party, so the test can fail
    }

    [Fact]
    public void A_line_with_its_sides_wrong_is_seen()
    {
        string mission = run.Lay(Path.GetFileName(run.NewPath("wrong")), (path, bytes) => path == "agreement.json"
            ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("""{"left": "A", "right": "B"}""", """{"left": "B", "right": "A"}""", StringComparison.Ordinal))
            : bytes);
        string store = run.NewPath("wrong-store");
        SimulatedRun.Run(mission, store);
        Assert.Equal(Held(run.Store).Incidents, Held(store).Incidents);
        Assert.NotEqual(Held(run.Store).Findings, Held(store).Findings);
    }

    /// <summary>Every version of every incident, and what every newest finding holds, in order of id.</summary>
    private static (string[] Incidents, string[] Findings) Held(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        string[] incidents = [.. held.Read.Incidents().Select(i => i.Json)];
        string[] findings = [.. held.Read.Findings().Select(f => $"{f.Id} {f.Version} {Text(JsonNode.Parse(f.Json)!.AsObject())}")];
        return (incidents, findings);
    }

    /// <summary>A finding without the hash of the version before, which is of the words.</summary>
    private static string Text(JsonObject finding)
    {
        finding.Remove("previous");
        return Encoding.UTF8.GetString(CanonicalJson.Write(finding));
    }
}
