using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Truce.Reports.Waveforms;

/// <summary>Writes pictures of a palette as PNG (ISO/IEC 15948:2004): eight bits a pixel, no filter, index 0 clear.</summary>
internal static class IndexedPng
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => Crc((uint)n))];

    /// <summary>The file.</summary>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="indexes">Row by row from the top.</param>
    /// <param name="palette">Colours from index 1 on; index 0 lets what is behind through. At most 255.</param>
    internal static byte[] Write(int width, int height, ReadOnlySpan<byte> indexes, ImmutableArray<(byte R, byte G, byte B)> palette)
    {
        var file = new List<byte> { 0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A };
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3); // bits a sample; colours by palette
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "PLTE"u8, [0, 0, 0, .. palette.SelectMany(c => new[] { c.R, c.G, c.B })]);
        Chunk(file, "tRNS"u8, [0]);
        byte[] rows = new byte[(width + 1) * height];
        for (int y = 0; y < height; y++) indexes.Slice(y * width, width).CopyTo(rows.AsSpan((y * (width + 1)) + 1)); // byte 0 of a row: no filter
        Chunk(file, "IDAT"u8, Deflate.Zlib(rows));
        Chunk(file, "IEND"u8, []);
        return [.. file];
    }

    private static void Chunk(List<byte> file, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.AddRange(word);
        uint crc = uint.MaxValue;
        foreach (byte b in (byte[])[.. type, .. data])
        {
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
            file.Add(b);
        }

        BinaryPrimitives.WriteUInt32BigEndian(word, ~crc);
        file.AddRange(word);
    }

    // CRC-32 of ISO 3309, as annex D of the standard has it.
    private static uint Crc(uint value)
    {
        for (int k = 0; k < 8; k++) value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
        return value;
    }
}
