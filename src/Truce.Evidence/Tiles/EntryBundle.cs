using System.Buffers;
using System.Buffers.Binary;

namespace Truce.Evidence.Tiles;

/// <summary>An entry bundle: each entry is a big-endian 16-bit length and its bytes (C2SP tlog-tiles).</summary>
public static class EntryBundle
{
    /// <summary>Adds one entry.</summary>
    /// <exception cref="ArgumentException">The entry is longer than 65,535 bytes.</exception>
    public static void Append(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > ushort.MaxValue) throw new ArgumentException("An entry has at most 65535 bytes.", nameof(entry));
        BinaryPrimitives.WriteUInt16BigEndian(bundle.GetSpan(2), (ushort)entry.Length);
        bundle.Advance(2);
        bundle.Write(entry);
    }

    /// <summary>Splits a bundle; false unless it holds exactly <paramref name="count"/> entries and nothing after them.</summary>
    public static bool TrySplit(ReadOnlyMemory<byte> bundle, int count, out ReadOnlyMemory<byte>[] entries)
    {
        entries = new ReadOnlyMemory<byte>[count];
        for (int i = 0; i < count; i++)
        {
            if (bundle.Length < 2) return false;
            int length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < 2 + length) return false;
            entries[i] = bundle.Slice(2, length);
            bundle = bundle[(2 + length)..];
        }

        return bundle.IsEmpty;
    }
}
