using System.Collections.Immutable;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>A store with its mission, read from the sealed files and not from wherever they once lay.</summary>
internal sealed class OpenMission : IDisposable
{
    private readonly string _scratch;

    private OpenMission(StoreFolder store, MissionWorld world, string scratch)
    {
        Store = store;
        World = world;
        _scratch = scratch;
    }

    public StoreFolder Store { get; }

    public MissionWorld World { get; }

    /// <summary>Opens a store that a run has made.</summary>
    public static OpenMission Open(string storePath, Progress progress)
    {
        string scratch = Path.Combine(storePath, "opened");
        StoreFolder store = StoreFolder.OpenForReplay(storePath, File.Exists(StoreFolder.DatabaseIn(storePath))
            ? StoreFolder.DatabaseIn(storePath)
            : throw new BadInputException($"{storePath}: the database is missing; make it again with: truce replay --store {storePath} --rebuild"));
        try
        {
            ImmutableArray<LogRecord> records = [.. SealedLog.Records(store.Log.Read())];
            Mission mission = Replay.LaidOut(store, records, scratch);
            return new(store, MissionRun.World(mission, progress, whole: false), scratch);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Now; in an exercise that plays in another year, the moment after everything known there.</summary>
    /// <param name="clock">The clock of this machine.</param>
    /// <param name="latest">What is known besides the mission's own record: the last event of a consultation.</param>
    public DateTimeOffset Now(TimeProvider clock, DateTimeOffset? latest = null)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!World.Mission.Simulated) return now;
        StoreReader read = Store.Database.Read;
        DateTimeOffset settled = DateTimeOffset.FromUnixTimeMilliseconds(read.LastTickMs() ?? 0).AddSeconds(1 + read.Statements().Count());
        if (latest > settled) settled = latest.Value;
        return settled > now ? settled : now;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Store.Dispose();
        if (Directory.Exists(_scratch)) Directory.Delete(_scratch, recursive: true);
    }
}
