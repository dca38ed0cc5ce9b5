using System.Collections.Immutable;
using Truce.Measures;
using Truce.Records;
using Truce.Storage;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>What a replay found.</summary>
/// <param name="StateBefore">Store hash of the database; absent when there was none.</param>
/// <param name="HistoryBefore">History hash of the database; absent when there was none.</param>
/// <param name="State">Store hash that the log and the blobs give.</param>
/// <param name="History">History hash that they give.</param>
/// <param name="NotReproduced">Sealed incident and finding records that the replay did not make again, the first hundred.</param>
/// <param name="Sealed">Entries in the log before; a replay that would add one has not reproduced it.</param>
/// <param name="Added">Records the replay made that were not sealed.</param>
internal sealed record ReplayResult(
    Hash256? StateBefore, Hash256? HistoryBefore, Hash256 State, Hash256 History, ImmutableArray<long> NotReproduced, long Sealed, long Added)
{
    /// <summary>Whether everything came out as it was.</summary>
    public bool Same => (StateBefore is null || StateBefore == State) && (HistoryBefore is null || HistoryBefore == History) && NotReproduced.IsEmpty && Added == 0;
}

/// <summary>Makes the database again from the log and the blobs alone, and compares.</summary>
internal static class Replay
{
    /// <summary>Replays a store into a scratch database; with <paramref name="rebuild"/> that one takes the place of the old one.</summary>
    /// <param name="storePath">The store.</param>
    /// <param name="until">Only what was settled by then; then nothing is compared with the database, which knows more.</param>
    /// <param name="rebuild">Whether to replace the database.</param>
    /// <param name="progress">Where to show how far it is.</param>
    public static ReplayResult Run(string storePath, DateTimeOffset until, bool rebuild, Progress progress)
    {
        if (!File.Exists(Path.Combine(storePath, "log.key"))) throw new BadInputException($"{storePath}: no store there; make one with: truce run MISSION --store DIR");
        string scratch = Path.Combine(storePath, "replay");
        if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        try
        {
            return Into(storePath, scratch, until, rebuild, progress);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static ReplayResult Into(string storePath, string scratch, DateTimeOffset until, bool rebuild, Progress progress)
    {
        bool whole = until == DateTimeOffset.MaxValue;
        (Hash256? stateBefore, Hash256? historyBefore) = whole && !rebuild ? Held(storePath) : (null, null);
        string database = StoreFolder.DatabaseIn(scratch);
        ReplayResult result;
        using (StoreFolder store = StoreFolder.OpenForReplay(storePath, database))
        {
            ImmutableArray<LogRecord> records = [.. SealedLog.Records(store.Log.Read())];
            Mission mission = LaidOut(store, records, scratch);
            MissionWorld world = MissionRun.World(mission, progress);
            long size = store.Log.DurableSize;
            ImmutableArray<LogRecord> part = whole ? records : [.. records.TakeWhile(r => (WalkRecords.ReadTick(r.Json)?.Known ?? WalkRecords.ReadLearn(r.Json)) is not { } known || known <= until)];
            var walker = new Walker(store, world, progress) { SealsNothing = true };
            store.Database.Write(w => MissionRun.PutMeta(w, mission, store.VerifierKey));
            walker.TakeUp(part);
            ImmutableArray<long> missing = [.. part.Where(r => r.Type is "incident" or "finding" or "model" && !walker.Made.Contains(r.Hash)).Select(r => r.Index).Take(100)];
            result = new(stateBefore, historyBefore, StoreHash.State(store.Database.Read), StoreHash.History(store.Database.Read), missing, size, walker.NotSealed);
        }

        if (rebuild) Replace(storePath, database);
        return result;
    }

    /// <summary>The mission as it was sealed, read by the code that reads any mission.</summary>
    public static Mission LaidOut(StoreFolder store, ImmutableArray<LogRecord> records, string scratch)
    {
        ImmutableArray<SealedInput> inputs = [.. SealedLog.Inputs(records).Select(i => i.Input)];
        if (inputs.All(i => i.Role != "mission")) throw new BadInputException($"{store.Path}: no mission was sealed here; make a store with: truce run MISSION --store DIR");
        return MissionRun.Read(MissionRun.LayOut(store, inputs, Path.Combine(scratch, "mission"))).Mission;
    }

    private static (Hash256?, Hash256?) Held(string storePath)
    {
        if (!File.Exists(StoreFolder.DatabaseIn(storePath))) return (null, null);
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(storePath));
        return (StoreHash.State(held.Read), StoreHash.History(held.Read));
    }

    private static void Replace(string storePath, string made)
    {
        string held = StoreFolder.DatabaseIn(storePath);
        foreach (string rest in (string[])["-wal", "-shm"]) File.Delete(held + rest);
        File.Move(made, held, overwrite: true);
    }
}
