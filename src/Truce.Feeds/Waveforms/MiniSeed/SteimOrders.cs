using System.Buffers.Binary;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Steim payloads whose bytes stand in another order than the record says, or in the order that older writers gave little-endian words.</summary>
/// <remarks>
/// The standard has Steim words big-endian. Little-endian ones are of two kinds: the whole word turned, or each difference of 8 and 16 bits left in its place
/// and turned alone (older libmseed on little-endian machines). No header tells them apart, so the last sample does: an order counts only when it gives it.
/// </remarks>
internal static class SteimOrders
{
    /// <summary>Tries the orders other than the one announced; true when one gives the last sample.</summary>
    public static bool TryOthers(ReadOnlySpan<byte> payload, Span<int> samples, int version, bool announcedLittle)
    {
        if (announcedLittle && TryTurnedAlone(payload, samples, version)) return true;
        return SteimDecoder.Decode(payload, samples, version, !announcedLittle) == SteimOutcome.Good
            || (!announcedLittle && TryTurnedAlone(payload, samples, version));
    }

    private static bool TryTurnedAlone(ReadOnlySpan<byte> payload, Span<int> samples, int version)
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

        return SteimDecoder.Decode(standard, samples, version, littleEndian: false) == SteimOutcome.Good;
    }
}
