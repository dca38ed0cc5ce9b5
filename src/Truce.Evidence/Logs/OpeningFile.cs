using System.Buffers.Binary;
using Truce.Evidence.Leaves;
using Truce.Evidence.Tiles;

namespace Truce.Evidence.Logs;

/// <summary>The layout of <c>openings/N</c>: up to 256 openings, each a big-endian 32-bit length, salt, type, record.</summary>
/// <remarks>Length 0 and nothing more is an erased opening. The file grows at its end; what lies beyond the checkpoint does not count.</remarks>
public static class OpeningFile
{
    private const int Fixed = Leaf.SaltLength + 1;

    /// <summary>The path of the file with the opening of entry <paramref name="index"/>, below the store.</summary>
    public static string PathOf(long index) => "openings/" + TilePath.Number(index / TilePath.FullWidth);

    /// <summary>Reads the first <paramref name="count"/> openings; false when there are fewer. Null stands for an erased one.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="count">0 to 256.</param>
    /// <param name="openings">One for each entry.</param>
    /// <param name="used">The bytes that they take.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, int count, out Opening?[] openings, out int used)
    {
        openings = new Opening?[count];
        used = 0;
        for (int i = 0; i < count; i++)
        {
            if (bytes.Length - used < 4) return false;
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.Span[used..]);
            if (length < 0 || (length > 0 && length < Fixed) || length > bytes.Length - used - 4) return false;
            if (length > 0)
            {
                ReadOnlyMemory<byte> one = bytes.Slice(used + 4, length);
                openings[i] = new Opening(one[..32], (CoarseType)one.Span[32], one[Fixed..]);
            }

            used += 4 + length;
        }

        return true;
    }

    internal static byte[] Encode(IReadOnlyList<Opening?> openings)
    {
        byte[] bytes = new byte[openings.Sum(o => 4 + (o is null ? 0 : Fixed + o.Record.Length))];
        int at = 0;
        foreach (Opening? opening in openings)
        {
            int length = opening is null ? 0 : Fixed + opening.Record.Length;
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), length);
            at += 4;
            if (opening is null) continue;
            opening.Salt.Span.CopyTo(bytes.AsSpan(at));
            bytes[at + Leaf.SaltLength] = (byte)opening.Type;
            opening.Record.Span.CopyTo(bytes.AsSpan(at + Fixed));
            at += length;
        }

        return bytes;
    }
}
