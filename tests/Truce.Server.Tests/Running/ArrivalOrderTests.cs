using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Server.Running;
using Truce.Storage.Sqlite;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>What is held does not depend on the order in which it came in.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ArrivalOrderTests(SimulatedRun run)
{
    private const int Shuffles = 100;

    private static readonly DateTimeOffset End = new(2031, 4, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_hundred_orders_of_arrival_give_the_same_incidents_and_findings()
    {
        MissionWorld world = MissionRun.World(MissionRun.Read(run.Mission).Mission, Progress.Silent(TimeProvider.System));
        Observation[] observations = Observations();
        string expected = StateAfter(world, observations);
        Assert.Contains("\nf ", expected, StringComparison.Ordinal);
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        for (int i = 0; i < Shuffles; i++)
        {
            Shuffle(observations, random);
            if (StateAfter(world, observations) is { } found && found != expected) Assert.Fail($"seed {seed}, shuffle {i}: {FirstDifference(expected, found)}");
        }
    }

    [Fact]
    public void One_observation_less_is_seen()
    {
        MissionWorld world = MissionRun.World(MissionRun.Read(run.Mission).Mission, Progress.Silent(TimeProvider.System));
        Observation[] observations = [.. Observations().Where(o => o.Class == ObservationClass.Explosion)];
        Assert.NotEqual(StateAfter(world, observations), StateAfter(world, observations[1..]));
    }

    /// <summary>
    /// Two kinds of broken rows are kept out of the exchange, because what they do is a matter of place: the row whose quote is never closed takes in
    /// all that follows it (it stays last), and a broken row that comes twice is two rejects, which the store counts (broken rows are not doubled).
    /// </summary>
    [Theory]
    [InlineData("shuffled")]
    [InlineData("doubled")]
    [InlineData("split")]
    public void Rows_in_another_order_twice_or_in_two_files_give_the_same_store(string how)
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        int times = how == "shuffled" ? 3 : 1;
        for (int i = 0; i < times; i++)
        {
            string mission = run.Lay(Path.GetFileName(run.NewPath("rows")), (path, bytes) => IsFeed(path) ? Changed(bytes, path, how, random) : bytes);
            if (how == "split") Split(mission);
            JsonObject summary = SimulatedRun.Run(mission, run.NewPath("rows-store"));
            Assert.True((string?)run.Summary["storeHash"] == (string?)summary["storeHash"], $"{how}, seed {seed}, time {i}: {summary.ToJsonString()}");
            if (how == "doubled") Assert.True((long)summary["duplicates"]! > 0, "each row stands twice");
        }
    }

    private static bool IsFeed(string path) => path.StartsWith("feeds/", StringComparison.Ordinal);

    private static bool HasHeader(string path) => path.EndsWith(".csv", StringComparison.Ordinal);

    private byte[] Changed(byte[] bytes, string path, string how, SeededRandom random)
    {
        string[] lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int header = HasHeader(path) ? 1 : 0;
        string[] rows = lines[header..];
        string[] open = [.. rows.Where(r => HasHeader(path) && r.Count(c => c == '"') % 2 == 1)];
        rows = [.. rows.Except(open)];
        if (how == "shuffled") Shuffle(rows, random);
        // A first line that is no JSON makes the patrol decoder take the file for CSV and refuse it whole.
        if (!HasHeader(path) && rows.Length > 0 && rows[0][0] != '{') Array.Reverse(rows);
        if (how == "doubled") rows = [.. rows, .. rows.Where((_, i) => !run.World.Rows.Any(r => r.File == path && r.Line == i + 1 + header && r.Role == "broken"))];
        rows = [.. rows, .. open];
        return Encoding.UTF8.GetBytes(string.Join('\n', [.. lines[..header], .. rows]) + "\n");
    }

    /// <summary>Every feed file becomes two, in the pattern of the same feed.</summary>
    private static void Split(string mission)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(mission, "feeds")))
        {
            string[] lines = File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int header = HasHeader(file) ? 1 : 0;
            int half = header + ((lines.Length - header) / 2);
            string other = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}-second{Path.GetExtension(file)}");
            File.WriteAllText(other, string.Join('\n', [.. lines[..header], .. lines[half..]]) + "\n");
            File.WriteAllText(file, string.Join('\n', lines[..half]) + "\n");
        }
    }

    private Observation[] Observations()
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(run.Store));
        StoreReader read = held.Read;
        return [.. read.ObservationIds().Select(id => Hash256.TryParse(id, out Hash256 h) ? h : default)
            .Select(id => ObservationReading.Read(JsonNode.Parse(read.Observation(id)!.Json)!.AsObject()))];
    }

    private static string StateAfter(MissionWorld world, Observation[] observations)
    {
        Watch watch = world.NewWatch();
        foreach (Observation o in observations) watch.Step(new Input.Observed(o, End));
        watch.Step(new Input.Tick(End));
        var text = new StringBuilder();
        foreach (var i in watch.Incidents) text.Append($"i {i.Id} {(int)watch.LevelOf(i.Id).Level} {Canonical(IncidentRecords.State(i.Hypothesis))}\n");
        foreach (var f in watch.Findings) text.Append($"f {f.Id} {Canonical(FindingRecords.State(f))}\n");
        return text.ToString();
    }

    private static string Canonical(JsonObject json) => Encoding.UTF8.GetString(CanonicalJson.Write(json));

    private static string FirstDifference(string expected, string found)
    {
        (string[] a, string[] b) = (expected.Split('\n'), found.Split('\n'));
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            if (a[i] != b[i]) return $"\n{a[i]}\nbecame\n{b[i]}";
        }

        return $"{a.Length} lines became {b.Length}";
    }

    private static void Shuffle<T>(T[] list, SeededRandom random)
    {
        for (int i = list.Length - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
