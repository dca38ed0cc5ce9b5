using System.Collections.Immutable;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Records;
using Truce.Response.Indicators;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>Definitions as they were read, with the hash of their bytes.</summary>
internal sealed record ReadIndicators(IndicatorSet Set, Hash256 Digest);

/// <summary>The definitions by which a board is made, and where they come from.</summary>
internal sealed record IndicatorDefinitions(IndicatorSet Set, BoardDefinitions From)
{
    /// <summary>Reads a file of definitions; nothing with problems when it has a mistake.</summary>
    public static (ReadIndicators? Read, ImmutableArray<string> Problems) Read(ReadOnlyMemory<byte> bytes, string name, Agreement agreement, Mission mission)
    {
        IndicatorSetReading reading = IndicatorSetReader.Read(bytes, name, agreement.Acts.All, [.. mission.Feeds.Select(f => f.Id)]);
        return reading.Set is { } set ? (new(set, Hash256.Of(bytes.Span)), []) : (null, [.. reading.Remarks.Select(r => r.ToString())]);
    }

    /// <summary>The definitions of a trial, else the mission's own, else the standard ones; throws <see cref="BadInputException"/> with every mistake.</summary>
    /// <param name="world">The mission.</param>
    /// <param name="log">Its log, in which its own definitions are sealed.</param>
    /// <param name="trial">A file for a trial; absent for none.</param>
    public static IndicatorDefinitions Of(MissionWorld world, EvidenceReader log, string? trial)
    {
        if (trial is null && world.Indicators is { } own) return new(own.Set, Seal(world, log, own.Digest));
        ReadOnlyMemory<byte> bytes = trial is null ? StandardIndicators.File : File.ReadAllBytes(trial);
        (ReadIndicators? read, ImmutableArray<string> problems) = Read(bytes, trial ?? "standard", world.Agreement, world.Mission);
        if (read is null) throw new BadInputException(string.Join("; ", problems));
        return new(read.Set, trial is null ? new BoardDefinitions.Standard(read.Digest) : new BoardDefinitions.Trial(read.Digest));
    }

    /// <summary>Where the log holds them, and which day was settled by then. What the log does not hold is a trial, wherever it lies.</summary>
    private static BoardDefinitions Seal(MissionWorld world, EvidenceReader log, Hash256 digest)
    {
        DateTimeOffset? settled = null;
        foreach (LogRecord record in SealedLog.Records(log))
        {
            if (WalkRecords.ReadTick(record.Json) is { } tick) settled = tick.Known > settled || settled is null ? tick.Known : settled;
            else if (record.Type == "input" && WalkRecords.ReadInput(record.Json) is { Role: InputRole } input && input.Blob == digest) return new BoardDefinitions.Sealed(digest, record.Index, LastSettled(world, settled));
        }

        return new BoardDefinitions.Trial(digest);
    }

    /// <summary>Role of the input under which a mission's definitions are sealed.</summary>
    public const string InputRole = "indicators";

    private static DateOnly? LastSettled(MissionWorld world, DateTimeOffset? by)
    {
        if (by is not { } known) return null;
        DateOnly day = world.Days.DayOf(known);
        for (; day >= world.Mission.FirstDay && world.Days.Settled(day) > known; day = day.AddDays(-1))
        {
        }

        return day < world.Mission.FirstDay ? null : world.Mission.LastDay is { } last && last < day ? last : day;
    }
}
