using System.Text.Json.Nodes;
using Truce.Evidence.Leaves;
using Truce.Measures;
using Truce.Server.Running;
using Truce.Server.Tests.Commands;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Running;

/// <summary><c>truce learn</c> on a whole store: sealed, replayed, known from its moment on, and blind to sides.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class LearnTests(SimulatedRun run)
{
    [Fact]
    public void A_store_without_closed_findings_teaches_nothing_and_is_left_as_it_was()
    {
        string store = run.CopyStore();
        Assert.Equal((0, "nothing to learn: people have closed no finding"), Said(Cli.Run("learn", "--store", store)));
        Assert.Equal(SimulatedRun.Hashes(run.Store), SimulatedRun.Hashes(store));
    }

    [Fact]
    public void What_is_learned_is_sealed_replayed_and_known_from_its_moment_on()
    {
        string store = run.CopyStore(Closed());
        string before = Incidents(store, long.MaxValue);
        JsonObject said = Learn(store);
        Assert.True((int)said["incidentVersions"]! > 0);
        string after = Incidents(store, long.MaxValue);
        Assert.NotEqual(before, after);
        Assert.Contains((string)said["model"]!, after, StringComparison.Ordinal);

        using (SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store)))
        {
            long settled = held.Read.LastTickMs()!.Value;
            Assert.Equal(before, Incidents(store, settled)); // as known before the lesson
        }

        Assert.Equal(0, Cli.Run("replay", "--store", store).Code);
        Assert.Equal(SimulatedRun.Hashes(store).State, (string?)SimulatedRun.Run(run.Mission, store)["storeHash"]);
        Assert.StartsWith("nothing new to learn", Said(Cli.Run("learn", "--store", store)).Item2, StringComparison.Ordinal);
        Assert.Empty(SimulatedRun.Audit(store));
    }

    [Fact]
    public void A_lesson_that_was_sealed_and_then_cut_off_is_taken_up_by_the_next_run()
    {
        string whole = run.CopyStore(Closed()), cut = run.CopyStore(Closed());
        Learn(whole);
        using (StoreFolder from = StoreFolder.OpenForReplay(whole, run.NewPath("scratch") + ".db"))
        using (StoreFolder to = StoreFolder.Open(cut, "truce.example/simulated-exercise/SIMULATED"))
        {
            LogRecord step = SealedLog.Records(from.Log.Read()).Single(r => r.Type == "learn");
            to.Log.Append([new(CanonicalJson.Write(step.Json), CoarseType.Other, true)]);
            to.Log.Publish();
        }

        Assert.NotEqual(SimulatedRun.Hashes(whole).State, SimulatedRun.Hashes(cut).State);
        SimulatedRun.Run(run.Mission, cut);
        Assert.Equal(SimulatedRun.Hashes(whole).State, SimulatedRun.Hashes(cut).State);
    }

    [Fact]
    public void A_lesson_that_does_not_follow_from_the_log_is_found_by_a_replay()
    {
        string store = run.CopyStore(Closed());
        Learn(store);
        using (StoreFolder open = StoreFolder.Open(store, "truce.example/simulated-exercise/SIMULATED"))
        {
            JsonObject invented = SealedLog.Records(open.Log.Read()).Single(r => r.Type == "model").Json.DeepClone().AsObject();
            invented["sources"]![0]!["real"] = 1000;
            open.Log.Append([new(CanonicalJson.Write(invented), CoarseType.Other, true)]);
            open.Log.Publish();
        }

        Assert.Equal(1, Cli.Run("replay", "--store", store).Code);
    }

    [Fact]
    public void Closing_the_same_findings_under_exchanged_parties_teaches_the_same()
    {
        (string one, string other) = (SideSwapTests.PlayOneSided(run, mirrored: false), SideSwapTests.PlayOneSided(run, mirrored: true));
        Close(one);
        Close(other);
        JsonObject first = Learn(one), second = Learn(other);
        Assert.Equal(first["sources"]!.ToJsonString(), second["sources"]!.ToJsonString());
        Assert.Equal(first["changes"]!.ToJsonString(), second["changes"]!.ToJsonString());
        Assert.Equal(Incidents(one, long.MaxValue), Incidents(other, long.MaxValue));
    }

    private static string? _closed;

    /// <summary>A store in which people have closed two findings; made once, and never changed by a test.</summary>
    private string Closed()
    {
        if (_closed is null) Close(_closed = run.CopyStore());
        return _closed;
    }

    /// <summary>Two people confirm the first incident that has a finding under T1, and refute the second.</summary>
    private void Close(string store)
    {
        Hash256[] findings;
        using (SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store)))
        {
            findings = [.. held.Read.Findings().Where(f => (string?)JsonNode.Parse(f.Json)!["term"] == "T1" && f.State == "proposed").Take(2).Select(f => f.Id)];
        }

        Assert.Equal(2, findings.Length);
        for (int i = 0; i < findings.Length; i++)
        {
            foreach (string person in (string[])["r1", "r3"])
            {
                (int code, _, string error) = Cli.Run(
                    "review", i == 0 ? "confirm" : "refute", "--store", store, "--finding", findings[i].ToString(), "--person", person, "--key", run.KeyOf(person), "--reason", "seen", "--rejected", "thunder");
                Assert.True(code == 0, error);
            }
        }
    }

    private static JsonObject Learn(string store)
    {
        (int code, string output, string error) = Cli.Run("learn", "--store", store, "--json");
        Assert.True(code == 0, error);
        JsonObject said = JsonNode.Parse(output)!.AsObject();
        Assert.True((bool)said["learned"]!);
        return said;
    }

    private static string Incidents(string store, long asKnownMs)
    {
        using StoreView view = StoreView.Open(store);
        return string.Join('\n', view.Incidents(asKnownMs, null).Select(i =>
        {
            i.Remove("logIndex"); // blanks of a padded log come and go
            return i.ToJsonString();
        }));
    }

    private static (int, string) Said((int Code, string Out, string Err) ran) => (ran.Code, ran.Out.Trim());
}
