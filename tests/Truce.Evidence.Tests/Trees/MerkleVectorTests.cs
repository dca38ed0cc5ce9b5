using System.Text.Json;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Trees;

public sealed class MerkleVectorTests
{
    [Fact]
    public void All_98_inclusion_vectors_are_judged_as_published() => Judge("inclusion", 98, 92, (v, proof) =>
        ProofCheck.Inclusion(Vectors.Hash(v, "leafHash"), Vectors.Number(v, "leafIdx"), Vectors.Number(v, "treeSize"), proof, Vectors.Hash(v, "root")));

    [Fact]
    public void All_98_consistency_vectors_are_judged_as_published_size_zero_refused() => Judge("consistency", 98, 92, (v, proof) =>
        ProofCheck.Consistency(Vectors.Number(v, "size1"), Vectors.Hash(v, "root1"), Vectors.Number(v, "size2"), Vectors.Hash(v, "root2"), proof));

    [Fact]
    public void All_204_subtree_inclusion_vectors_are_judged_as_published() => Judge("subtreeinclusion", 204, null, (v, proof) =>
        ProofCheck.SubtreeInclusion(
            Vectors.Hash(v, "leafHash"), Vectors.Number(v, "leafIdx"), Vectors.Number(v, "start"), Vectors.Number(v, "end"), proof, Vectors.Hash(v, "root")));

    [Fact]
    public void All_118_subtree_consistency_vectors_are_judged_as_published() => Judge("subtreeconsistency", 118, null, (v, proof) =>
        ProofCheck.SubtreeConsistency(
            Vectors.Number(v, "start"), Vectors.Number(v, "end"), Vectors.Number(v, "size"), Vectors.Hash(v, "root1"), Vectors.Hash(v, "root2"), proof));

    [Fact]
    public void The_witness_rule_differs_from_the_library_only_where_the_old_size_is_zero()
    {
        int differ = 0;
        foreach ((string name, JsonElement v) in Vectors.MerkleFiles("consistency"))
        {
            if (Vectors.Proof(v) is not { } proof) continue;
            (long size1, long size2) = (Vectors.Number(v, "size1"), Vectors.Number(v, "size2"));
            bool library = ProofCheck.Consistency(size1, Vectors.Hash(v, "root1"), size2, Vectors.Hash(v, "root2"), proof);
            bool witness = ProofCheck.Extension(size1, Vectors.Hash(v, "root1"), size2, Vectors.Hash(v, "root2"), proof);
            if (library == witness) continue;
            Assert.True(size1 == 0 && proof.Count == 0, name);
            differ++;
        }

        // One file goes from the true empty root with an empty proof; the text rule of RFC 9162 would also let two pass whose old root is not the empty one.
        Assert.Equal(1, differ);
        Assert.True(ProofCheck.Extension(0, TreeHash.EmptyRoot, 5, Digest.Of([1]), []));
        Assert.False(ProofCheck.Extension(0, TreeHash.EmptyRoot, 5, Digest.Of([1]), [Digest.Of([2])]));
        Assert.False(ProofCheck.Extension(0, Digest.Of([3]), 5, Digest.Of([1]), []));
        Assert.False(ProofCheck.Extension(0, TreeHash.EmptyRoot, 0, Digest.Of([1]), []));
    }

    private static void Judge(string kind, int count, int? mustFail, Func<JsonElement, IReadOnlyList<Digest>, bool> check)
    {
        int seen = 0, refused = 0;
        List<string> wrong = [];
        foreach ((string name, JsonElement v) in Vectors.MerkleFiles(kind))
        {
            bool wantError = v.GetProperty("wantErr").GetBoolean();
            bool accepted = Vectors.Proof(v) is { } proof && check(v, proof);
            if (accepted == wantError) wrong.Add(name);
            seen++;
            if (!accepted) refused++;
        }

        Assert.Empty(wrong);
        Assert.Equal(count, seen);
        if (mustFail is { } n) Assert.Equal(n, refused);
    }
}
