namespace Truce.Evidence.Trees;

/// <summary>The hashes of RFC 6962 section 2.1: a leaf is SHA-256(0x00 || entry), a node is SHA-256(0x01 || left || right).</summary>
/// <remarks>The two prefixes keep a leaf from being read as a node (second-preimage resistance).</remarks>
public static class TreeHash
{
    /// <summary>The root of the tree without entries: SHA-256 of nothing.</summary>
    public static Digest EmptyRoot { get; } = Digest.Of([]);

    /// <summary>The hash of one entry.</summary>
    public static Digest Leaf(ReadOnlySpan<byte> entry)
    {
        Span<byte> buffer = entry.Length < 512 ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        buffer[0] = 0x00;
        entry.CopyTo(buffer[1..]);
        return Digest.Of(buffer);
    }

    /// <summary>The hash of an inner node.</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> buffer = stackalloc byte[1 + (2 * Digest.Length)];
        buffer[0] = 0x01;
        left.CopyTo(buffer[1..]);
        right.CopyTo(buffer[(1 + Digest.Length)..]);
        return Digest.Of(buffer);
    }

    /// <summary>The root over hashes of equal height, left to right; the last one may be of a smaller tree.</summary>
    /// <remarks>
    /// Pairs neighbours level by level and carries an odd last node up unchanged. That is the split of RFC 6962 at the
    /// largest power of two smaller than n, written from the bottom.
    /// </remarks>
    public static Digest Root(ReadOnlySpan<Digest> hashes)
    {
        if (hashes.IsEmpty) return EmptyRoot;
        Digest[] level = hashes.ToArray();
        for (int count = level.Length; count > 1; count = (count + 1) / 2)
        {
            for (int i = 0; i + 1 < count; i += 2) level[i / 2] = Node(level[i], level[i + 1]);
            if (count % 2 == 1) level[count / 2] = level[count - 1];
        }

        return level[0];
    }
}
