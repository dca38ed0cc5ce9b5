using System.Buffers.Binary;
using System.Numerics;

namespace Truce.Feeds.Waveforms.MiniSeed;

/// <summary>Writes Steim 1 and 2: each word takes as many of the next differences as fit in it, as libmseed does (SEED 2.4, appendix B).</summary>
public static class SteimEncoder
{
    private const int MostInWord = 7;

    private static readonly (int Count, int Bits, uint Code, uint Dnib)[] Forms1 = [(4, 8, 1, 0), (2, 16, 2, 0), (1, 32, 3, 0)];

    private static readonly (int Count, int Bits, uint Code, uint Dnib)[] Forms2 =
        [(7, 4, 3, 2), (6, 5, 3, 1), (5, 6, 3, 0), (4, 8, 1, 0), (3, 10, 2, 3), (2, 15, 2, 2), (1, 30, 2, 1)];

    /// <summary>Packs as many samples as fit.</summary>
    /// <param name="samples">The samples; at least one.</param>
    /// <param name="previous">The sample before them; for the first record of a series, their first.</param>
    /// <param name="payload">Gets whole frames of 64 bytes, big-endian; the rest of it is cleared.</param>
    /// <param name="version">1 or 2.</param>
    /// <param name="frames">Frames used.</param>
    /// <returns>Samples packed; −1 when a difference needs more than the 30 bits of Steim 2.</returns>
    public static int Encode(ReadOnlySpan<int> samples, int previous, Span<byte> payload, int version, out int frames)
    {
        payload.Clear();
        int room = payload.Length / SteimTables.FrameBytes;
        int packed = 0;
        for (frames = 0; frames < room && packed < samples.Length; frames++)
        {
            Span<byte> frame = payload.Slice(frames * SteimTables.FrameBytes, SteimTables.FrameBytes);
            uint codes = 0;
            for (int word = frames == 0 ? 3 : 1; word < 16 && packed < samples.Length; word++)
            {
                int before = packed == 0 ? previous : samples[packed - 1];
                if (!TryWord(samples[packed..], before, version, out uint bits, out uint code, out int count)) return -1;
                BinaryPrimitives.WriteUInt32BigEndian(frame[(word * 4)..], bits);
                codes |= code << (30 - (2 * word));
                packed += count;
            }

            BinaryPrimitives.WriteUInt32BigEndian(frame, codes);
        }

        if (packed > 0)
        {
            BinaryPrimitives.WriteInt32BigEndian(payload[4..], samples[0]);
            BinaryPrimitives.WriteInt32BigEndian(payload[8..], samples[packed - 1]);
        }

        return packed;
    }

    private static bool TryWord(ReadOnlySpan<int> samples, int before, int version, out uint bits, out uint code, out int count)
    {
        Span<int> differences = stackalloc int[MostInWord];
        Span<int> widest = stackalloc int[MostInWord + 1]; // bits that the first n differences need
        int n = Math.Min(MostInWord, samples.Length);
        widest[0] = 0;
        for (int i = 0; i < n; i++)
        {
            differences[i] = unchecked(samples[i] - before);
            before = samples[i];
            widest[i + 1] = Math.Max(widest[i], Width(differences[i]));
        }

        foreach ((int many, int width, uint formCode, uint dnib) in version == 1 ? Forms1 : Forms2)
        {
            if (many > n || widest[many] > width) continue;
            bits = version == 2 && many != 4 ? dnib << 30 : 0;
            uint mask = uint.MaxValue >> (32 - width);
            for (int i = 0; i < many; i++) bits |= ((uint)differences[i] & mask) << ((many - 1 - i) * width);
            code = formCode;
            count = many;
            return true;
        }

        bits = 0;
        code = 0;
        count = 0;
        return false;
    }

    private static int Width(int difference) => 33 - BitOperations.LeadingZeroCount((uint)(difference < 0 ? ~difference : difference));
}
