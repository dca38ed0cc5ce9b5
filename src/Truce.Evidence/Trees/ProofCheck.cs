using System.Numerics;

namespace Truce.Evidence.Trees;

/// <summary>Checks inclusion and consistency proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2; the tree is that of RFC 6962).</summary>
/// <remarks>
/// <b>The size-0 rule.</b> Two published rules differ on a proof from the empty tree, so there are two functions.
/// <see cref="Consistency"/> refuses <c>size1 = 0</c>: nothing can be learned from it. <see cref="Extension"/> is for
/// a witness that has seen nothing yet: old size 0 with an empty proof is accepted, whatever the new root is.
/// </remarks>
public static class ProofCheck
{
    /// <summary>True when the leaf hash stands at <paramref name="index"/> in the tree of <paramref name="size"/> entries with this root.</summary>
    public static bool Inclusion(Digest leafHash, long index, long size, IReadOnlyList<Digest> proof, Digest root)
    {
        if (index < 0 || index >= size) return false;

        long fn = index, sn = size - 1;
        Digest r = leafHash;
        foreach (Digest p in proof)
        {
            if (sn == 0) return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                r = TreeHash.Node(p, r);
                while ((fn & 1) == 0 && fn != 0) (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                r = TreeHash.Node(r, p);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && r == root;
    }

    /// <summary>True when the tree of <paramref name="size1"/> is a prefix of the tree of <paramref name="size2"/>; size 0 is refused.</summary>
    /// <remarks>Equal sizes need equal roots and an empty proof.</remarks>
    public static bool Consistency(long size1, Digest root1, long size2, Digest root2, IReadOnlyList<Digest> proof) =>
        size1 > 0 && SubtreeConsistency(0, size1, size2, root1, root2, proof);

    /// <summary>As <see cref="Consistency"/>, for a witness: old size 0 is accepted with an empty proof (C2SP tlog-witness).</summary>
    /// <remarks>The old root of size 0 must be the empty root, and two empty trees must have equal roots.</remarks>
    public static bool Extension(long oldSize, Digest oldRoot, long newSize, Digest newRoot, IReadOnlyList<Digest> proof) =>
        oldSize == 0
            ? newSize >= 0 && proof.Count == 0 && oldRoot == TreeHash.EmptyRoot && (newSize > 0 || newRoot == oldRoot)
            : Consistency(oldSize, oldRoot, newSize, newRoot, proof);

    /// <summary>True when the leaf hash stands at <paramref name="index"/> in the subtree [start, end) with this root.</summary>
    /// <remarks>A subtree is valid when start is a multiple of the smallest power of two that is not smaller than its length.</remarks>
    public static bool SubtreeInclusion(Digest leafHash, long index, long start, long end, IReadOnlyList<Digest> proof, Digest root) =>
        IsSubtree(start, end) && index >= start && index < end && Inclusion(leafHash, index - start, end - start, proof, root);

    /// <summary>True when the subtree [start, end) is part of the tree of <paramref name="size"/> entries.</summary>
    /// <remarks>Of an empty subtree only its own root can be checked; nothing is learned about the tree.</remarks>
    public static bool SubtreeConsistency(long start, long end, long size, Digest subtreeRoot, Digest root, IReadOnlyList<Digest> proof)
    {
        if (start < 0 || end < start || end > size) return false;
        if (start == end) return proof.Count == 0 && subtreeRoot == TreeHash.EmptyRoot;
        if (!IsSubtree(start, end)) return false;

        long fn = start, sn = end - 1, tn = size - 1;
        // Skip the levels on which the subtree's right edge is a right child or lies on the tree's own edge.
        while (sn == tn ? fn != sn : fn != sn && (sn & 1) == 1) (fn, sn, tn) = (fn >> 1, sn >> 1, tn >> 1);

        int next = 0;
        Digest fr = subtreeRoot;
        if (fn != sn)
        {
            if (proof.Count == 0) return false;
            fr = proof[next++];
        }

        Digest sr = fr;
        for (; next < proof.Count; next++)
        {
            Digest c = proof[next];
            if (tn == 0) return false;
            if ((sn & 1) == 1 || sn == tn)
            {
                if (fn < sn) fr = TreeHash.Node(c, fr);
                sr = TreeHash.Node(c, sr);
                while ((sn & 1) == 0 && sn != 0) (fn, sn, tn) = (fn >> 1, sn >> 1, tn >> 1);
            }
            else
            {
                sr = TreeHash.Node(sr, c);
            }

            (fn, sn, tn) = (fn >> 1, sn >> 1, tn >> 1);
        }

        return tn == 0 && fr == subtreeRoot && sr == root;
    }

    private static bool IsSubtree(long start, long end) =>
        start >= 0 && end > start && (start & ((long)BitOperations.RoundUpToPowerOf2((ulong)(end - start)) - 1)) == 0;
}
