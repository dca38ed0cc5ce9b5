using System.Text;
using Truce.Evidence.Leaves;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Leaves;

public sealed class LeafTests
{
    // The test vectors of docs/formats/evidence-log.md, computed there with sha256sum.
    [Theory]
    [InlineData("{\"v\":1}", 1)]
    [InlineData("", 0)]
    public void A_leaf_has_the_bytes_that_the_format_page_shows(string record, byte type)
    {
        byte[] salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        byte[] page = File.ReadAllBytes(Path.Combine(Testing.Repository.Root, "docs", "formats", "evidence-log.md"));
        Leaf leaf = Leaf.Of(salt, Encoding.UTF8.GetBytes(record), (CoarseType)type);
        Assert.Contains(leaf.Commitment.ToHex(), Encoding.UTF8.GetString(page), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(leaf.Encode()), Encoding.UTF8.GetString(page), StringComparison.Ordinal);
        Assert.Contains(TreeHash.Leaf(leaf.Encode()).ToHex(), Encoding.UTF8.GetString(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_one_encoding_of_a_leaf_is_read()
    {
        byte[] entry = Leaf.Of(new byte[32], [1], CoarseType.Report).Encode();
        Assert.True(Leaf.TryDecode(entry, out Leaf leaf));
        Assert.Equal(CoarseType.Report, leaf.Type);
        Assert.False(Leaf.TryDecode(entry.AsSpan(1), out _));
        foreach (int at in new[] { 0, 34, 63 })
        {
            byte[] changed = [.. entry];
            changed[at] ^= 0x80;
            Assert.False(Leaf.TryDecode(changed, out _));
        }
    }

    [Fact]
    public void Another_salt_or_record_gives_another_commitment()
    {
        byte[] salt = new byte[32], other = new byte[32];
        other[31] = 1;
        Assert.NotEqual(Leaf.Of(salt, [1], CoarseType.Other), Leaf.Of(other, [1], CoarseType.Other));
        Assert.NotEqual(Leaf.Of(salt, [1], CoarseType.Other), Leaf.Of(salt, [2], CoarseType.Other));
        Assert.Throws<ArgumentException>(() => Leaf.Of(new byte[31], [1], CoarseType.Other));
    }
}
