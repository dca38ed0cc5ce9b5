using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Truce.Server.Running;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Running;

/// <summary>A mission from its files to a store, again, and back from the log alone.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class MissionRunTests(SimulatedRun run)
{
    private static ReplayResult Replayed(string store, bool rebuild = false) =>
        Replay.Run(store, DateTimeOffset.MaxValue, rebuild, Progress.Silent(TimeProvider.System));

    [Fact]
    public void The_numbers_of_the_summary_add_up()
    {
        JsonObject s = run.Summary;
        TestContext.Current.TestOutputHelper?.WriteLine(s.ToJsonString());
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(run.Store));
        Assert.Equal((long)s["observations"]!, held.Read.ObservationIds().LongCount());
        Assert.Equal((long)s["rejects"]!, s["rejectsByReason"]!.AsObject().Sum(p => (long)p.Value!));
        Assert.Equal((int)s["incidents"]!, s["incidentsByLevel"]!.AsObject().Sum(p => (int)p.Value!));
        Assert.Equal((int)s["incidents"]!, held.Read.Incidents().Count());
        Assert.Equal((int)s["findings"]!, held.Read.FindingStates().Count()); // closed ones hold nothing
        Assert.True((bool)s["simulated"]!);
        Assert.True((int)s["incidents"]! > 5, "a world with a script has incidents");
        Assert.True((int)s["findings"]! > 0, "a world with a script has findings");
        long rows = run.World.Rows.LongCount(r => r.File.StartsWith("feeds/", StringComparison.Ordinal));
        Assert.Equal(rows, (long)s["observations"]! + (long)s["duplicates"]! + (long)s["outsideTheDays"]! + (long)s["rejects"]!);
        Assert.Empty(SimulatedRun.Audit(run.Store));
    }

    [Fact]
    public void A_second_run_on_the_same_store_changes_nothing()
    {
        string store = run.CopyStore();
        JsonObject again = SimulatedRun.Run(run.Mission, store);
        Assert.Equal((string?)run.Summary["storeHash"], (string?)again["storeHash"]);
        Assert.Equal((string?)run.Summary["historyHash"], (string?)again["historyHash"]);
        Assert.Equal((long)run.Summary["evidence"]!["size"]!, (long)again["evidence"]!["size"]!);
        Assert.Equal((string?)run.Summary["evidence"]!["root"], (string?)again["evidence"]!["root"]);
    }

    [Fact]
    public void A_replay_gives_what_the_store_holds_with_the_database_and_without()
    {
        string store = run.CopyStore();
        ReplayResult held = Replayed(store);
        Assert.True(held.Same);
        Assert.Equal((string?)run.Summary["storeHash"], held.State.ToString());
        foreach (string file in Directory.GetFiles(store, "truce.db*")) File.Delete(file);
        Assert.True(Replayed(store, rebuild: true).Same);
        Assert.Equal(((string?)run.Summary["storeHash"], (string?)run.Summary["historyHash"]), SimulatedRun.Hashes(store));
        Assert.Empty(SimulatedRun.Audit(store));
    }

    [Fact]
    public void A_changed_byte_of_a_blob_is_named_by_the_audit_and_seen_by_the_replay()
    {
        string store = run.CopyStore();
        BatchRow patrol;
        using (SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store))) patrol = held.Read.Batches().First(b => b.Feed == "patrol");
        string name = patrol.Blob.ToString();
        string blob = Directory.EnumerateFiles(Path.Combine(store, "blobs"), "*", SearchOption.AllDirectories)
            .Single(f => Path.GetRelativePath(store, f).Replace("/", "", StringComparison.Ordinal).EndsWith(name, StringComparison.Ordinal) || Path.GetFileName(f).StartsWith(name, StringComparison.Ordinal));
        File.SetAttributes(blob, FileAttributes.Normal);
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[bytes.AsSpan().IndexOf("2031-03-0"u8) + 3] = (byte)'2'; // 2031 becomes 2032
        File.WriteAllBytes(blob, bytes);
        Assert.Contains(SimulatedRun.Audit(store), f => f.Contains(name[..8], StringComparison.Ordinal));
        Assert.False(Replayed(store).Same);
    }

    [Theory]
    [InlineData("UPDATE incident SET state = '0' WHERE id = (SELECT min(id) FROM incident)")]
    [InlineData("UPDATE incident SET json = replace(json, '\"probability\":0.', '\"probability\":0.1') WHERE json LIKE '%\"probability\":0.%'")]
    [InlineData("UPDATE incident SET level = 2 WHERE level < 2")]
    [InlineData("UPDATE incident SET known_ms = known_ms - 1")]
    [InlineData("DELETE FROM incident WHERE id = (SELECT max(id) FROM incident)")]
    [InlineData("UPDATE finding SET result = 'compliant', json = replace(json, '\"result\":\"', '\"result\":\"x')")]
    [InlineData("UPDATE finding SET state = 'confirmed'")]
    [InlineData("UPDATE observation SET json = replace(json, '\"source\":\"', '\"source\":\"x')")]
    [InlineData("UPDATE observation SET not_used = 'because' WHERE id = (SELECT min(id) FROM observation)")]
    [InlineData("DELETE FROM observation WHERE id = (SELECT max(id) FROM observation)")]
    [InlineData("UPDATE batch SET observations = observations + 1")]
    public void A_row_changed_by_hand_is_seen_by_the_replay(string sql)
    {
        string store = run.CopyStore();
        using (var connection = new SqliteConnection($"Data Source={StoreFolder.DatabaseIn(store)};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements are those above
            command.CommandText = sql;
#pragma warning restore CA2100
            Assert.True(command.ExecuteNonQuery() > 0, "the change must change something");
        }

        Assert.NotEqual(((string?)run.Summary["storeHash"], (string?)run.Summary["historyHash"]), SimulatedRun.Hashes(store));
    }

    [Fact]
    public void A_replay_of_a_changed_database_says_no_and_a_rebuild_mends_it()
    {
        string store = run.CopyStore();
        using (var connection = new SqliteConnection($"Data Source={StoreFolder.DatabaseIn(store)};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "UPDATE incident SET json = replace(json, '\"v\":1', '\"v\":2')";
            command.ExecuteNonQuery();
        }

        Assert.False(Replayed(store).Same);
        Assert.True(Replayed(store, rebuild: true).Same);
        Assert.True(Replayed(store).Same);
    }

    [Fact]
    public void Stopping_on_a_day_and_going_on_gives_the_store_of_one_run()
    {
        string store = run.NewPath("halves");
        var middle = DateTimeOffset.Parse("2031-03-05T13:00:00Z", CultureInfo.InvariantCulture);
        Server.Commands.RunCommands.Execute(run.Mission, store, middle, Progress.Silent(TimeProvider.System));
        JsonObject whole = SimulatedRun.Run(run.Mission, store);
        Assert.Equal((string?)run.Summary["storeHash"], (string?)whole["storeHash"]);
        Assert.Equal((string?)run.Summary["historyHash"], (string?)whole["historyHash"]);
    }
}
