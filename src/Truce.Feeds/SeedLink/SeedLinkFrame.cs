using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Truce.Feeds.SeedLink;

/// <summary>What stands at the front of the received bytes.</summary>
public enum SeedLinkFrameKind
{
    /// <summary>Too little to say.</summary>
    Incomplete,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>An answer to INFO.</summary>
    Info,

    /// <summary>The word END behind the last packet of FETCH.</summary>
    End,

    /// <summary>No packet; the next may begin behind it.</summary>
    Garbage,

    /// <summary>A packet of SeedLink 4 longer than we believe.</summary>
    TooLong,
}

/// <summary>One step through received bytes. Layout: docs/formats/seedlink.md.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes it takes; of <see cref="SeedLinkFrameKind.Incomplete"/> 0.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Payload">Where the payload begins.</param>
/// <param name="PayloadLength">Bytes of it.</param>
/// <param name="Station"><c>NET_STA</c> of a packet of SeedLink 4; empty otherwise.</param>
/// <param name="Format">Format and subformat; two characters.</param>
/// <param name="More">Of an answer to INFO in SeedLink 3: more of it follows.</param>
public readonly record struct SeedLinkFrame(
    SeedLinkFrameKind Kind, int Length, ulong Sequence = 0, int Payload = 0, int PayloadLength = 0, string Station = "", string Format = "2D", bool More = false)
{
    /// <summary>Bytes of a packet of SeedLink 3.</summary>
    public const int Packet3 = Header3 + Record3;

    /// <summary>Bytes of a header of SeedLink 4 without the station.</summary>
    public const int Header4 = 17;

    private const int Header3 = 8;
    private const int Record3 = 512;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>Looks at bytes of SeedLink 3. Never throws.</summary>
    /// <param name="bytes">From where the last frame ended.</param>
    public static SeedLinkFrame Next3(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3) return new(SeedLinkFrameKind.Incomplete, 0);
        if (bytes.StartsWith("END"u8)) return new(SeedLinkFrameKind.End, 3);
        if (bytes.Length < Header3 && bytes.StartsWith("SL"u8)) return new(SeedLinkFrameKind.Incomplete, 0);
        if (!Begins3(bytes)) return Skip(bytes, 3, static rest => Begins3(rest) && (rest.Length < 15 || rest[2] == 'I' || rest[14] is (byte)'D' or (byte)'R' or (byte)'Q' or (byte)'M'), Header3);
        if (bytes.Length < Packet3) return new(SeedLinkFrameKind.Incomplete, 0);
        if (bytes.StartsWith("SLINFO"u8)) return new(SeedLinkFrameKind.Info, Packet3, 0, Header3, Record3, More: bytes[7] == '*');
        _ = uint.TryParse(bytes[2..Header3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint sequence);
        return new(SeedLinkFrameKind.Packet, Packet3, sequence, Header3, Record3);
    }

    /// <summary>Looks at bytes of SeedLink 4. Never throws.</summary>
    /// <param name="bytes">From where the last frame ended.</param>
    /// <param name="longest">Longest payload that is believed.</param>
    public static SeedLinkFrame Next4(ReadOnlySpan<byte> bytes, int longest)
    {
        if (bytes.Length < 3) return new(SeedLinkFrameKind.Incomplete, 0);
        if (bytes.StartsWith("END"u8)) return new(SeedLinkFrameKind.End, 3);
        if (bytes.Length < Header4 && bytes.StartsWith("SE"u8)) return new(SeedLinkFrameKind.Incomplete, 0);
        if (!Begins4(bytes)) return Skip(bytes, 3, rest => Begins4(rest) && BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) <= (uint)longest, Header4);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        int idLength = bytes[16];
        if (length > (uint)longest) return new(SeedLinkFrameKind.TooLong, Header4, PayloadLength: (int)Math.Min(length, int.MaxValue));
        int total = Header4 + idLength + (int)length;
        if (bytes.Length < total) return new(SeedLinkFrameKind.Incomplete, 0);
        ReadOnlySpan<byte> id = bytes.Slice(Header4, idLength);
        string station = id.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 ? Encoding.ASCII.GetString(id) : "";
        string format = Encoding.ASCII.GetString(bytes[2..4]);
        SeedLinkFrameKind kind = format[0] == 'J' ? SeedLinkFrameKind.Info : SeedLinkFrameKind.Packet;
        return new(kind, total, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), Header4 + idLength, (int)length, station, format);
    }

    private delegate bool Beginning(ReadOnlySpan<byte> rest);

    // To the next place where a packet could begin; the last bytes are kept, for they may be the front of one.
    private static SeedLinkFrame Skip(ReadOnlySpan<byte> bytes, int end, Beginning begins, int header)
    {
        for (int i = 1; i + header <= bytes.Length; i++)
        {
            if (begins(bytes[i..])) return new(SeedLinkFrameKind.Garbage, i);
        }

        int kept = Math.Min(header - 1, bytes.Length - 1);
        return new(SeedLinkFrameKind.Garbage, Math.Max(1, bytes.Length - Math.Max(kept, end - 1)));
    }

    private static bool Begins3(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Header3 && bytes.StartsWith("SL"u8)
        && (bytes[2..].StartsWith("INFO "u8) || bytes[2..Header3].IndexOfAnyExcept(Hex) < 0);

    private static bool Begins4(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= Header4 && bytes.StartsWith("SE"u8) && IsCode(bytes[2]) && IsCode(bytes[3]);

    private static bool IsCode(byte b) => b is >= (byte)'0' and <= (byte)'9' or >= (byte)'A' and <= (byte)'Z';
}
