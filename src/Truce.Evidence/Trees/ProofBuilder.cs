using System.Numerics;

namespace Truce.Evidence.Trees;

/// <summary>The hash of a complete subtree: node <paramref name="index"/> of height <paramref name="level"/> (0 = leaves).</summary>
public delegate Digest NodeReader(int level, long index);

/// <summary>Builds roots and proofs (RFC 6962 sections 2.1.1 and 2.1.2) from the hashes of complete subtrees.</summary>
public static class ProofBuilder
{
    /// <summary>The root of the tree of <paramref name="size"/> entries.</summary>
    public static Digest Root(long size, NodeReader node) => size == 0 ? TreeHash.EmptyRoot : Range(0, size, node);

    /// <summary>The audit path of an entry, the leaf's sibling first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not in the tree.</exception>
    public static IReadOnlyList<Digest> Inclusion(long index, long size, NodeReader node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<Digest> path = [];
        (long lo, long hi) = (0, size);
        while (hi - lo > 1)
        {
            long middle = lo + Split(hi - lo);
            (long sideLo, long sideHi) = index < middle ? (middle, hi) : (lo, middle);
            path.Add(Range(sideLo, sideHi, node));
            (lo, hi) = index < middle ? (lo, middle) : (middle, hi);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The proof that the tree of <paramref name="size1"/> is a prefix of the tree of <paramref name="size2"/>; empty for size 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ size1 ≤ size2.</exception>
    public static IReadOnlyList<Digest> Consistency(long size1, long size2, NodeReader node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, size2);
        if (size1 == 0 || size1 == size2) return [];
        List<Digest> path = [];
        (long lo, long hi) = (0, size2);
        while (hi != size1)
        {
            long middle = lo + Split(hi - lo);
            path.Add(size1 <= middle ? Range(middle, hi, node) : Range(lo, middle, node));
            (lo, hi) = size1 <= middle ? (lo, middle) : (middle, hi);
        }

        if (lo != 0) path.Add(Range(lo, hi, node)); // the verifier knows the old root itself, not its right part
        path.Reverse();
        return path;
    }

    private static Digest Range(long lo, long hi, NodeReader node)
    {
        long length = hi - lo;
        if (BitOperations.IsPow2(length))
        {
            int level = BitOperations.Log2((ulong)length);
            return node(level, lo >> level);
        }

        long middle = lo + Split(length);
        return TreeHash.Node(Range(lo, middle, node), Range(middle, hi, node));
    }

    /// <summary>The largest power of two smaller than n, n ≥ 2.</summary>
    private static long Split(long n) => 1L << BitOperations.Log2((ulong)(n - 1));
}
