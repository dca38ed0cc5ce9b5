using System.Buffers.Binary;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Trees;

public sealed class ProofPropertyTests
{
    /// <summary>RFC 6962 section 2.1 word for word: the slow definition that everything else must agree with.</summary>
    private static Digest Mth(ReadOnlySpan<byte[]> entries)
    {
        if (entries.IsEmpty) return TreeHash.EmptyRoot;
        if (entries.Length == 1) return TreeHash.Leaf(entries[0]);
        int k = 1;
        while (k * 2 < entries.Length) k *= 2;
        return TreeHash.Node(Mth(entries[..k]), Mth(entries[k..]));
    }

    private static byte[][] Entries(int n) => [.. Enumerable.Range(0, n).Select(i =>
    {
        byte[] entry = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(entry, i);
        return entry;
    })];

    private static Digest Node(byte[][] entries, int level, long index) => Mth(entries.AsSpan((int)(index << level), 1 << level));

    [Fact]
    public void Every_proof_in_every_tree_up_to_40_verifies_and_every_wrong_place_is_refused()
    {
        byte[][] entries = Entries(40);
        for (int size = 1; size <= 40; size++)
        {
            Digest root = Mth(entries.AsSpan(0, size));
            Assert.Equal(root, TreeHash.Root([.. entries[..size].Select(e => TreeHash.Leaf(e))]));
            Assert.Equal(root, ProofBuilder.Root(size, (l, i) => Node(entries, l, i)));
            for (int i = 0; i < size; i++)
            {
                IReadOnlyList<Digest> proof = ProofBuilder.Inclusion(i, size, (l, n) => Node(entries, l, n));
                Digest leaf = TreeHash.Leaf(entries[i]);
                Assert.True(ProofCheck.Inclusion(leaf, i, size, proof, root));
                Assert.False(ProofCheck.Inclusion(leaf, i + 1, size, proof, root));
                Assert.False(ProofCheck.Inclusion(TreeHash.Leaf([9]), i, size, proof, root));
            }
        }
    }

    [Fact]
    public void Every_pair_of_trees_up_to_40_is_consistent_and_no_other_root_is()
    {
        byte[][] entries = Entries(40);
        Digest[] roots = [.. Enumerable.Range(0, 41).Select(n => Mth(entries.AsSpan(0, n)))];
        for (int size2 = 1; size2 <= 40; size2++)
        {
            for (int size1 = 1; size1 <= size2; size1++)
            {
                IReadOnlyList<Digest> proof = ProofBuilder.Consistency(size1, size2, (l, n) => Node(entries, l, n));
                Assert.True(ProofCheck.Consistency(size1, roots[size1], size2, roots[size2], proof));
                Assert.True(ProofCheck.Extension(size1, roots[size1], size2, roots[size2], proof));
                Assert.False(ProofCheck.Consistency(size1, roots[size1 - 1], size2, roots[size2], proof));
                if (size1 < size2) Assert.False(ProofCheck.Consistency(size1, roots[size1], size2, roots[size2 - 1], proof));
            }
        }
    }

    [Fact]
    public void The_empty_root_and_a_leaf_have_the_published_hashes()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", TreeHash.EmptyRoot.ToHex());
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", TreeHash.Leaf([]).ToHex()); // RFC 6962 implementations' first test
    }
}
