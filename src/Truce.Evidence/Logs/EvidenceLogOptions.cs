using Truce.Evidence.Disks;
using Truce.Evidence.Leaves;

namespace Truce.Evidence.Logs;

/// <summary>How a log works; the defaults do.</summary>
public sealed record EvidenceLogOptions
{
    /// <summary>The file system.</summary>
    public IDisk Disk { get; init; } = new RealDisk();

    /// <summary>Where salts come from.</summary>
    public ISaltSource Salts { get; init; } = new RandomSalts();

    /// <summary>Durable records that wait for a checkpoint before one is made without being asked; they wait in memory.</summary>
    public int PublishEvery { get; init; } = 4096;

    /// <summary>Every checkpoint adds a multiple of this many entries, filled up with blanks; 0 = no padding. Leaves then say no type.</summary>
    public int PadTo { get; init; }

    /// <summary>The largest record.</summary>
    public int MaxRecordBytes { get; init; } = 4 << 20;

    /// <summary>Keep partial tiles whose full tile exists; tlog-tiles allows to delete them.</summary>
    public bool KeepPartialTiles { get; init; }

    /// <summary>A message that says what to write instead, or null.</summary>
    public string? Refusal() =>
        PublishEvery is < 1 or > 1 << 20 ? "PublishEvery must be 1 to 1048576"
        : PadTo is < 0 or > 1 << 16 ? "PadTo must be 0 (off) to 65536"
        : MaxRecordBytes is < 1 or > 1 << 28 ? "MaxRecordBytes must be 1 to 268435456"
        : null;
}
