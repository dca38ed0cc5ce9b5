namespace Truce.Feeds.SeedLink;

/// <summary>Counters that another thread may read while they run.</summary>
internal sealed class SeedLinkTally
{
    public long Packets, Bytes, Duplicates, Behind, Jumps, Untracked, GarbageBytes, Infos, Connections, Lost, Waits;

    public static void Add(ref long counter, long by = 1) => Interlocked.Add(ref counter, by);

    public SeedLinkCounts Now() => new()
    {
        Packets = Volatile.Read(ref Packets),
        Bytes = Volatile.Read(ref Bytes),
        Duplicates = Volatile.Read(ref Duplicates),
        Behind = Volatile.Read(ref Behind),
        Jumps = Volatile.Read(ref Jumps),
        Untracked = Volatile.Read(ref Untracked),
        GarbageBytes = Volatile.Read(ref GarbageBytes),
        Infos = Volatile.Read(ref Infos),
        Connections = Volatile.Read(ref Connections),
        Lost = Volatile.Read(ref Lost),
        Waits = Volatile.Read(ref Waits),
    };
}
