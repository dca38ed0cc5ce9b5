namespace Truce.Feeds.SeedLink;

/// <summary>What a followed server brought or did, in the order in which it was noticed: a closed set.</summary>
/// <param name="At">When we noticed, by our clock.</param>
public abstract record SeedLinkEvent(DateTimeOffset At)
{
    /// <summary>A packet, its bytes as they came. Seal them before anything is decoded.</summary>
    /// <param name="At">When its last byte was here.</param>
    /// <param name="Station"><c>NET_STA</c>: from the packet in SeedLink 4, from the record's fixed header in SeedLink 3; empty where neither names one.</param>
    /// <param name="Sequence">Its number: 24 bits in SeedLink 3, 64 in SeedLink 4.</param>
    /// <param name="Format">Format and subformat as SeedLink 4 writes them, for instance <c>2D</c>; always <c>2D</c> in SeedLink 3.</param>
    /// <param name="Bytes">The payload, untouched: normally one record of miniSEED.</param>
    /// <param name="RecordStart">Start of the record as its fixed header has it, uncorrected; for the state file and for latency. Absent when it is no record.</param>
    /// <param name="Order">How its number stands to those before it.</param>
    public sealed record Packet(
        DateTimeOffset At, string Station, ulong Sequence, string Format, ReadOnlyMemory<byte> Bytes, DateTimeOffset? RecordStart, SequenceOrder Order)
        : SeedLinkEvent(At);

    /// <summary>The handshake is done; packets may come.</summary>
    /// <param name="At">When.</param>
    /// <param name="Server">First line of its answer to HELLO, cut to 200 characters.</param>
    /// <param name="Version">3 or 4.</param>
    /// <param name="Refused">Stations that the server would not give, with its words.</param>
    /// <param name="Forgotten">The state was of another server or version: its numbers mean nothing here, and what came between then and now may be missing.</param>
    public sealed record Connected(DateTimeOffset At, string Server, int Version, IReadOnlyList<string> Refused, bool Forgotten) : SeedLinkEvent(At);

    /// <summary>No record for <see cref="SeedLinkOptions.SilentAfter"/>: nobody listens there now, and nothing may be concluded from quiet.</summary>
    /// <param name="At">When we noticed.</param>
    /// <param name="Since">When the last record came, or the connection was made.</param>
    public sealed record Silent(DateTimeOffset At, DateTimeOffset Since) : SeedLinkEvent(At);

    /// <summary>The connection ended or could not be made; another attempt follows.</summary>
    /// <param name="At">When.</param>
    /// <param name="Why">A short stable word: <c>refused</c>, <c>closed</c>, <c>silent</c>, <c>garbage</c>, <c>too-long</c>, <c>handshake</c>.</param>
    /// <param name="Detail">One sentence.</param>
    /// <param name="NextIn">Wait before the attempt.</param>
    public sealed record Lost(DateTimeOffset At, string Why, string Detail, TimeSpan NextIn) : SeedLinkEvent(At);

    /// <summary>A station's first packet after a connection was made anew.</summary>
    /// <param name="At">When.</param>
    /// <param name="Station"><c>NET_STA</c>.</param>
    /// <param name="MissedAtMost">Numbers jumped over. An upper bound: numbers of channels that were not asked for, and of servers that number in one row, are among them.</param>
    public sealed record Resumed(DateTimeOffset At, string Station, ulong MissedAtMost) : SeedLinkEvent(At);

    /// <summary>Numbers of a station jumped while the connection stood and all its channels were asked for.</summary>
    /// <param name="At">When.</param>
    /// <param name="Station"><c>NET_STA</c>.</param>
    /// <param name="After">Last number before.</param>
    /// <param name="Before">First number after.</param>
    /// <param name="MissedAtMost">Numbers between them.</param>
    public sealed record Gap(DateTimeOffset At, string Station, ulong After, ulong Before, ulong MissedAtMost) : SeedLinkEvent(At);

    /// <summary>A station's numbers went back and went on from there: the server has numbered anew. What lies between is not known.</summary>
    /// <param name="At">When.</param>
    /// <param name="Station"><c>NET_STA</c>.</param>
    /// <param name="From">Last number of the old row.</param>
    /// <param name="To">Number in the new row.</param>
    public sealed record Renumbered(DateTimeOffset At, string Station, ulong From, ulong To) : SeedLinkEvent(At);

    /// <summary>Bytes that were no packet; the next packet was found behind them.</summary>
    /// <param name="At">When.</param>
    /// <param name="Count">Bytes passed over.</param>
    public sealed record Garbage(DateTimeOffset At, long Count) : SeedLinkEvent(At);

    /// <summary>All that was asked for with FETCH has come.</summary>
    /// <param name="At">When.</param>
    public sealed record Ended(DateTimeOffset At) : SeedLinkEvent(At);
}

/// <summary>How a packet's number stands to the ones before it.</summary>
public enum SequenceOrder
{
    /// <summary>The next, or behind a jump forward, or the first.</summary>
    Forward,

    /// <summary>At or before the last, and not one of the last packets once more.</summary>
    Behind,

    /// <summary>Of a station that is not followed: not asked for, unnamed, or one too many.</summary>
    Untracked,
}

/// <summary>Counts since the client was made.</summary>
public sealed record SeedLinkCounts
{
    /// <summary>Packets handed on.</summary>
    public long Packets { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Packets that came again within the last few of their station, byte for byte; dropped.</summary>
    public long Duplicates { get; init; }

    /// <summary>Packets whose number was at or before the last; handed on.</summary>
    public long Behind { get; init; }

    /// <summary>Jumps forward of numbers.</summary>
    public long Jumps { get; init; }

    /// <summary>Packets of stations that are not followed; handed on.</summary>
    public long Untracked { get; init; }

    /// <summary>Bytes that were no packet.</summary>
    public long GarbageBytes { get; init; }

    /// <summary>Answers to INFO.</summary>
    public long Infos { get; init; }

    /// <summary>Connections made.</summary>
    public long Connections { get; init; }

    /// <summary>Connections lost or not made.</summary>
    public long Lost { get; init; }

    /// <summary>Times that the queue was full and the socket had to wait for the consumer.</summary>
    public long Waits { get; init; }
}
