namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>How <see cref="MiniSeedWriter"/> writes.</summary>
public sealed record MiniSeedWriteOptions
{
    /// <summary>2 or 3. Prefer 3: it has nanoseconds, any rate, any channel code and a checksum.</summary>
    public int Version { get; init; } = 3;

    /// <summary>Bytes of a record: exactly for version 2 (a power of two, 256 to 32,768: its header counts no more samples), at most for version 3 (256 to 1 MiB).</summary>
    public int RecordBytes { get; init; } = 4096;

    /// <summary>Encoding of 32-bit integers: <c>Int32</c>, <c>Steim1</c> or <c>Steim2</c>. Reals are written as they are.</summary>
    public MiniSeedEncoding Integers { get; init; } = MiniSeedEncoding.Steim2;

    /// <summary>Publication version of version 3, 1 to 255; its quality letter in version 2 is 1 R, 2 D, 3 Q, 4 and more M.</summary>
    public byte Publication { get; init; } = 1;

    /// <summary>What is wrong with the options, each saying what to write instead; empty when nothing.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Version is not (2 or 3)) problems.Add($"Version: 2 or 3 expected, got {Version}");
        if (Version == 2 && (RecordBytes is < 256 or > 32768 || !int.IsPow2(RecordBytes))) problems.Add($"RecordBytes: a power of two from 256 to 32768 expected, got {RecordBytes}");
        if (Version == 3 && RecordBytes is < 256 or > 1 << 20) problems.Add($"RecordBytes: 256 to 1048576 expected, got {RecordBytes}");
        if (Integers is not (MiniSeedEncoding.Int32 or MiniSeedEncoding.Steim1 or MiniSeedEncoding.Steim2)) problems.Add($"Integers: Int32, Steim1 or Steim2 expected, got {Integers}");
        return problems;
    }
}
