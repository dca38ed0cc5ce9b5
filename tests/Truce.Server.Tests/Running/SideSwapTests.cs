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
    /// <summary>A or B as a word, but not the article at the beginning of "A notification …".</summary>
    [GeneratedRegex("(?<![A-Za-z0-9])[AB](?![A-Za-z0-9])(?! notification)")]
    private static partial Regex PartyWord();

    internal static string Mirror(string text) => PartyWord().Replace(text, m => m.Value == "A" ? "B" : "A");

    internal static byte[] MirrorMission(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        string mirrored = text.Replace("inside: A", "inside: B", StringComparison.Ordinal)
            .Replace("- {id: A, name: {en: Party A, uk: Сторона А", "- {id: #, name: {en: Party B, uk: Сторона Б", StringComparison.Ordinal)
            .Replace("- {id: B, name: {en: Party B, uk: Сторона Б", "- {id: A, name: {en: Party A, uk: Сторона А", StringComparison.Ordinal)
            .Replace("id: #", "id: B", StringComparison.Ordinal);
        Assert.NotEqual(text, mirrored);
        return Encoding.UTF8.GetBytes(mirrored);
    }

    /// <summary>The agreement with its ban on fire on the side of party A alone, so that every explosion reads by its side.</summary>
    private static byte[] OneSided(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes), oneSided = BanOnFire().Replace(text, "$1\"Z-W2-A\"$2", 1);
        Assert.NotEqual(text, oneSided);
        return Encoding.UTF8.GetBytes(oneSided);
    }

    [GeneratedRegex("(\"id\":\\s*\"T1\"[\\s\\S]*?\"zones\":\\s*\\[)\"Z-ALL\"(\\])")]
    private static partial Regex BanOnFire();

    private static byte[] MirrorAgreement(byte[] bytes) => Encoding.UTF8.GetBytes(Mirror(Encoding.UTF8.GetString(OneSided(bytes))));

    /// <summary>A run of the mission with the one-sided agreement, changed further.</summary>
    private string Play(string name, Func<byte[], byte[]> agreement, Func<byte[], byte[]> missionFile) => Play(run, name, agreement, missionFile);

    /// <summary>A store of the mission with the one-sided agreement, or of its mirror.</summary>
    internal static string PlayOneSided(SimulatedRun run, bool mirrored) =>
        mirrored ? Play(run, "mirror", MirrorAgreement, MirrorMission) : Play(run, "one-sided", OneSided, m => m);

    private static string Play(SimulatedRun run, string name, Func<byte[], byte[]> agreement, Func<byte[], byte[]> missionFile)
    {
        string mission = run.Lay(Path.GetFileName(run.NewPath(name)), (path, bytes) => path switch
        {
            "mission.yaml" => missionFile(bytes),
            "agreement.json" => agreement(bytes),
            _ => bytes,
        });
        string store = run.NewPath(name + "-store");
        SimulatedRun.Run(mission, store);
        return store;
    }

    [Fact]
    public void Exchanging_the_parties_exchanges_the_findings_and_nothing_else()
    {
        (string[] incidents, string[] findings) = Held(Play("one-sided", OneSided, m => m));
        (string[] mirroredIncidents, string[] mirroredFindings) = Held(Play("mirror", MirrorAgreement, MirrorMission));
        Assert.Equal(incidents, mirroredIncidents);
        Assert.Equal(findings, mirroredFindings.Select(Mirror));
        Assert.Contains(findings, f => f != Mirror(f)); // some finding speaks of a party, so the test can fail
    }

    [Fact]
    public void A_line_with_its_sides_wrong_is_seen()
    {
        static byte[] Wrong(byte[] bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(OneSided(bytes))
            .Replace("""{"left": "A", "right": "B"}""", """{"left": "B", "right": "A"}""", StringComparison.Ordinal));
        string right = Play("right", OneSided, m => m), store = Play("wrong", Wrong, m => m);
        Assert.Equal(Held(right).Incidents, Held(store).Incidents);
        Assert.NotEqual(Held(right).Findings, Held(store).Findings);
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
