using System.Collections.Immutable;
using Truce.Feeds;
using Truce.Records;
using Truce.Server.Missions;
using Truce.Storage.Sqlite;

namespace Truce.Server.Running;

/// <summary>A mistake of the person who gave the command, in one clear line. The command ends with 2.</summary>
internal sealed class BadInputException : Exception
{
    public BadInputException(string message) : base(message)
    {
    }
}

/// <summary>Runs a mission over its feeds to their end: seal, take up, settle day by day.</summary>
internal static class MissionRun
{
    /// <summary>Reads and validates a mission on disk; every mistake in one message.</summary>
    public static (Mission Mission, MissionFiles Files) Read(string path)
    {
        (Mission? mission, ImmutableArray<MissionProblem> problems) = MissionReader.ReadFromDisk(path, [.. FeedFormats.Names]);
        if (mission is null) throw new BadInputException(string.Join(Environment.NewLine, problems));
        string folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        return (mission, new MissionFiles(folder));
    }

    /// <summary>What a mission stands on; every mistake in one message.</summary>
    public static MissionWorld World(Mission mission, Progress progress, bool whole = true)
    {
        (MissionWorld? world, ImmutableArray<string> problems) = MissionWorld.Load(mission, whole, progress);
        return world ?? throw new BadInputException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Seals what is new, takes up the walk and settles every day that ended by <paramref name="until"/>, and what came late.</summary>
    public static Walker Run(StoreFolder store, MissionWorld world, MissionFiles files, DateTimeOffset until, TimeProvider clock, Progress progress)
    {
        if (world.Mission.LastDay is null && until > clock.GetUtcNow()) until = clock.GetUtcNow(); // a mission that runs on has no days to settle that have not been
        ImmutableArray<LogRecord> before = [.. SealedLog.Records(store.Log.Read())];
        ImmutableArray<SealedInput> known = [.. SealedLog.Inputs(before).Select(i => i.Input)];
        InputSealer.Seal(store, world.Mission, files, known, ClockOf(world, clock), progress);
        ImmutableArray<LogRecord> records = [.. SealedLog.Records(store.Log.Read())];
        var walker = new Walker(store, world, progress);
        store.Database.Write(w => PutMeta(w, world.Mission, store.VerifierKey));
        walker.TakeUp(records);
        DateTimeOffset[] ends = [.. world.Days.All(world.Days.DayOf(until)).Select(world.Days.Settled).Where(e => e <= until)];
        for (int i = 0; i < ends.Length; i++)
        {
            progress.Report("settling days", i, ends.Length);
            if (walker.Settled is null || ends[i] > walker.Settled) walker.Tick(ends[i]);
        }

        while (walker.Engine.LastPending is { } last && last <= until) walker.Tick(walker.Settled is { } settled && settled > last ? settled.AddMilliseconds(1) : last);
        progress.Done();
        store.Log.Publish();
        return walker;
    }

    /// <summary>What a reader of the database must know of the mission.</summary>
    public static void PutMeta(StoreWriter write, Mission mission, string verifierKey)
    {
        write.PutMeta("mission", mission.Id);
        write.PutMeta("timeZone", mission.TimeZone);
        write.PutMeta("cutOff", mission.CutOff.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        write.PutMeta("key", verifierKey);
    }

    /// <summary>An exercise that is played to its end was received when it had ended, whatever year it plays in.</summary>
    public static TimeProvider ClockOf(MissionWorld world, TimeProvider clock) =>
        world.Mission is { Simulated: true, LastDay: { } last } ? new StoppedClock(world.Days.Period(last).End + TimeSpan.FromDays(7)) : clock;

    /// <summary>A clock that stands.</summary>
    private sealed class StoppedClock(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }

    /// <summary>Lays a sealed mission out as a folder of links to its blobs, so that it is read by the code that reads any mission.</summary>
    /// <returns>The mission's own folder inside <paramref name="at"/>; the caller deletes <paramref name="at"/>.</returns>
    public static string LayOut(StoreFolder store, IEnumerable<SealedInput> inputs, string at)
    {
        // Deep enough that no sensible relative path climbs out of it.
        string folder = Path.Combine(at, "1", "2", "3", "4", "5", "6", "7", "8");
        Directory.CreateDirectory(folder);
        foreach (SealedInput input in inputs.Where(i => !SeedLinkNotes.TryNotesOf(i, out _)))
        {
            string path = Path.GetFullPath(Path.Combine(folder, input.Name));
            if (!path.StartsWith(Path.GetFullPath(at), StringComparison.Ordinal)) throw new BadInputException($"sealed input {input.Name} lies outside any mission folder");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Delete(path);
            File.CreateSymbolicLink(path, Path.GetFullPath(store.Blobs.PathOf(Walker.DigestOf(input.Blob))));
        }

        return folder;
    }
}
