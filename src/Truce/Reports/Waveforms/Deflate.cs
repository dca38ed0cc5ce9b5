namespace Truce.Reports.Waveforms;

/// <summary>Compresses bytes into a zlib stream (RFC 1950, RFC 1951) of one block with its own Huffman code and runs of one byte.</summary>
/// <remarks>Our own, because a picture's bytes may not change with the machine's compression library. Noisy pictures gain next to nothing from longer matches.</remarks>
internal static class Deflate
{
    private const int EndOfBlock = 256;
    private const int ShortestRun = 3, LongestRun = 258;

    private static readonly int[] LengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] CodeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    /// <summary>The stream.</summary>
    internal static byte[] Zlib(ReadOnlySpan<byte> bytes)
    {
        List<(int Symbol, int Extra, int Bits)> tokens = Tokens(bytes);
        var counts = new long[286];
        foreach ((int symbol, _, _) in tokens) counts[symbol]++;
        int[] literals = HuffmanCode.Lengths(counts, 15);
        var output = new BitRow();
        output.Bits(0x78, 8); // deflate, window 32 KiB
        output.Bits(0x9C, 8); // default level; the pair is a multiple of 31
        output.Bits(1, 1); // last block
        output.Bits(2, 2); // its own codes
        Header(output, literals);
        int[] codes = HuffmanCode.Codes(literals);
        foreach ((int symbol, int extra, int bits) in tokens)
        {
            output.Bits(codes[symbol], literals[symbol]);
            if (symbol <= EndOfBlock) continue;
            output.Bits(extra, bits);
            output.Bits(0, 1); // distance 1: the one distance there is
        }

        output.Align();
        uint check = Adler32(bytes);
        for (int shift = 24; shift >= 0; shift -= 8) output.Bits((int)((check >> shift) & 0xFF), 8);
        return output.ToArray();
    }

    /// <summary>Adler-32 (RFC 1950, section 8.2).</summary>
    internal static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Prime = 65521;
        uint a = 1, b = 0;
        foreach (byte value in bytes)
        {
            a = (a + value) % Prime;
            b = (b + a) % Prime;
        }

        return (b << 16) | a;
    }

    private static List<(int, int, int)> Tokens(ReadOnlySpan<byte> bytes)
    {
        var tokens = new List<(int, int, int)>(bytes.Length + 1);
        for (int i = 0; i < bytes.Length;)
        {
            int run = 0;
            while (i > 0 && run < LongestRun && i + run < bytes.Length && bytes[i + run] == bytes[i - 1]) run++;
            if (run < ShortestRun)
            {
                tokens.Add((bytes[i++], 0, 0));
                continue;
            }

            int k = LengthBase.Length - 1;
            while (LengthBase[k] > run) k--;
            tokens.Add((257 + k, run - LengthBase[k], LengthExtra[k]));
            i += run;
        }

        tokens.Add((EndOfBlock, 0, 0));
        return tokens;
    }

    // RFC 1951, section 3.2.7: the lengths of both codes, themselves coded; without the repeat codes, which would save some tens of bytes.
    private static void Header(BitRow output, int[] literals)
    {
        int[] lengths = [.. literals, 1]; // one distance code of one bit
        var counts = new long[19];
        foreach (int length in lengths) counts[length]++;
        int[] codeLengths = HuffmanCode.Lengths(counts, 7);
        int[] codes = HuffmanCode.Codes(codeLengths);
        int kept = CodeOrder.Length;
        while (kept > 4 && codeLengths[CodeOrder[kept - 1]] == 0) kept--;
        output.Bits(literals.Length - 257, 5);
        output.Bits(0, 5);
        output.Bits(kept - 4, 4);
        for (int i = 0; i < kept; i++) output.Bits(codeLengths[CodeOrder[i]], 3);
        foreach (int length in lengths) output.Bits(codes[length], codeLengths[length]);
    }

    private sealed class BitRow
    {
        private readonly List<byte> _bytes = [];
        private ulong _open;
        private int _count;

        public void Bits(int value, int count)
        {
            _open |= (ulong)(uint)value << _count;
            for (_count += count; _count >= 8; _count -= 8)
            {
                _bytes.Add((byte)(_open & 0xFF));
                _open >>= 8;
            }
        }

        public void Align() => Bits(0, (8 - _count) % 8);

        public byte[] ToArray() => [.. _bytes];
    }
}
