using System.Buffers.Binary;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Steim payloads in either order of bytes.</summary>
/// <remarks>
/// The standard has Steim words big-endian. Little-endian ones, as peers write and read them, turn each number alone: differences of 8 bits stay in their
/// places, those of 16 bits (Steim 1) are turned in theirs, and every other word is turned whole. A reader that turned all words whole would give the
/// differences of a word in the wrong order and not notice, because their sum, and so the last sample, stays the same.
/// </remarks>
internal static class SteimOrders
{
    /// <summary>Decodes; see <see cref="SteimDecoder.Decode"/>.</summary>
    public static SteimOutcome Decode(ReadOnlySpan<byte> payload, Span<int> samples, int version, bool littleEndian) =>
        SteimDecoder.Decode(littleEndian ? Turned(payload, version) : payload, samples, version);

    private static byte[] Turned(ReadOnlySpan<byte> payload, int version)
    {
        byte[] standard = new byte[payload.Length / SteimTables.FrameBytes * SteimTables.FrameBytes];
        for (int frame = 0; frame < standard.Length; frame += SteimTables.FrameBytes)
        {
            uint codes = BinaryPrimitives.ReadUInt32LittleEndian(payload[frame..]);
            for (int word = 0; word < 16; word++)
            {
                uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(payload[(frame + (word * 4))..]);
                bytes = ((codes >> (30 - (2 * word))) & 3) switch
                {
                    1 => BinaryPrimitives.ReverseEndianness(bytes),
                    2 when version == 1 => (bytes << 16) | (bytes >> 16),
                    _ => bytes,
                };
                BinaryPrimitives.WriteUInt32BigEndian(standard.AsSpan(frame + (word * 4)), bytes);
            }
        }

        return standard;
    }
}
