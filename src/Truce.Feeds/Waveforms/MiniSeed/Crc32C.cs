using System.Buffers.Binary;
using System.Numerics;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>CRC-32C (Castagnoli, polynomial 0x1EDC6F41 reflected; RFC 3720, appendix B.4), as miniSEED 3 puts it on every record.</summary>
public static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Continue(uint.MaxValue, bytes);

    /// <summary>The checksum of a miniSEED 3 record, whose own field (bytes 28 to 31) counts as zero.</summary>
    /// <param name="record">The whole record, at least 32 bytes.</param>
    public static uint OfRecord(ReadOnlySpan<byte> record)
    {
        uint crc = Continue(uint.MaxValue, record[..28]);
        crc = BitOperations.Crc32C(crc, 0u);
        return ~Continue(crc, record[32..]);
    }

    private static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
