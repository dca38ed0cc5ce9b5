using System.Text;
using Truce.Evidence.Keys;
using Truce.Evidence.Notes;
using Truce.Evidence.Tests.Logs;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Notes;

public sealed class NoteTests
{
    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void The_example_of_the_go_note_package_verifies()
    {
        // golang.org/x/mod/sumdb/note, documentation: key PeterNeumann, text of two lines.
        const string vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        const string note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
            + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        Assert.True(VerifierKey.TryParse(vkey, out VerifierKey? key));
        Assert.True(SignedNote.TryParse(Bytes(note), out SignedNote? parsed, out _));
        Assert.True(parsed!.IsSignedBy(key!));
        Assert.Equal(vkey, key!.ToString());
        using Ed25519Signer other = new("PeterNeumann", new byte[32]);
        Assert.False(parsed.IsSignedBy(VerifierKey.Of(other)));
    }

    [Fact]
    public void A_signer_key_text_round_trips_and_a_changed_one_is_refused()
    {
        byte[] seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        using Ed25519Signer signer = new("truce.example/k", seed);
        string text = KeyFile.Format(signer, seed);
        Assert.StartsWith("PRIVATE+KEY+truce.example/k+", text, StringComparison.Ordinal);
        Assert.True(KeyFile.TryParse(text, out Ed25519Signer? again));
        Assert.Equal(signer.Sign([1, 2]), again!.Sign([1, 2]));
        again.Dispose();
        Assert.False(KeyFile.TryParse(text.Replace("truce.example", "truce.exbmple", StringComparison.Ordinal), out _));
        Assert.False(VerifierKey.TryParse(VerifierKey.Of(signer).ToString().Replace("/k+", "/l+", StringComparison.Ordinal), out _));
    }

    [Fact]
    public void Sixteen_unknown_signatures_around_the_known_one_do_not_matter()
    {
        using Ed25519Signer signer = LogKit.Signer();
        string note = Checkpoint.Sign(signer, 0, TreeHash.EmptyRoot).Note;
        (string text, string own) = (note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 2)], note[(note.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);
        string others = string.Concat(Enumerable.Range(0, 16).Select(i => $"— witness{i} {Convert.ToBase64String([1, 2, 3, (byte)i, .. new byte[72]])}\n"));
        Assert.True(Checkpoint.TryOpen(Bytes(text + others + own), LogKit.Key(), out _, out _));
        Assert.False(Checkpoint.TryOpen(Bytes(text + others), LogKit.Key(), out _, out _));
        // A second line of the known key that fails spoils the note.
        string bad = $"— {signer.Name} {Convert.ToBase64String([.. Convert.FromBase64String(own.Split(' ')[2].Trim())[..4], .. new byte[64]])}\n";
        Assert.False(Checkpoint.TryOpen(Bytes(text + own + bad), LogKit.Key(), out _, out _));
    }

    [Fact]
    public void Malformed_checkpoints_are_refused_with_a_reason_even_when_signed()
    {
        using Ed25519Signer signer = LogKit.Signer();
        string root = TreeHash.EmptyRoot.ToBase64();
        foreach (string text in new[]
        {
            $"{LogKit.Origin}\n0\n", $"{LogKit.Origin}\n00\n{root}\n", $"{LogKit.Origin}\n-1\n{root}\n", $"{LogKit.Origin}\n 1\n{root}\n", "other\n0\n" + root + "\n",
            $"{LogKit.Origin}\n0\n{root}\nextension\n", $"{LogKit.Origin}\n0\n{root[..^1]}\n", $"{LogKit.Origin}\n0\n{new string('A', 43)}=\n",
            $"{LogKit.Origin}\n9223372036854775808\n{root}\n",
        })
        {
            Assert.False(Checkpoint.TryOpen(Bytes(SignedNote.Sign(text, signer)), LogKit.Key(), out _, out string error));
            Assert.NotEmpty(error);
        }
    }

    [Fact]
    public void No_changed_byte_of_a_checkpoint_or_proof_is_accepted()
    {
        using Ed25519Signer signer = LogKit.Signer();
        Digest leaf = TreeHash.Leaf([7]), other = TreeHash.Leaf([8]);
        Checkpoint checkpoint = Checkpoint.Sign(signer, 2, TreeHash.Node(leaf, other));
        byte[] note = Bytes(checkpoint.Note);
        string proof = new TlogProof(0, [other], checkpoint.Note).Encode();
        Assert.NotNull(TlogProof.TryParse(proof, out TlogProof? good, out _) ? good!.Verify(leaf, LogKit.Key(), out _) : null);
        for (int at = 0; at < note.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. note];
                changed[at] ^= (byte)(1 << bit);
                Assert.False(Checkpoint.TryOpen(changed, LogKit.Key(), out _, out _), $"byte {at} bit {bit}");
            }
        }

        for (int at = 0; at < proof.Length; at++)
        {
            string changed = proof[..at] + (char)(proof[at] ^ 1) + proof[(at + 1)..];
            Assert.False(TlogProof.TryParse(changed, out TlogProof? bad, out _) && bad!.Verify(leaf, LogKit.Key(), out _) is not null, $"character {at}");
        }
    }

    [Fact]
    public void The_unauthenticated_extra_line_of_a_proof_is_skipped()
    {
        using Ed25519Signer signer = LogKit.Signer();
        string proof = new TlogProof(0, [], Checkpoint.Sign(signer, 1, TreeHash.Leaf([7])).Note).Encode();
        Assert.True(TlogProof.TryParse(proof.Replace("@v1\n", "@v1\nextra AAAA\n", StringComparison.Ordinal), out TlogProof? read, out _));
        Assert.NotNull(read!.Verify(TreeHash.Leaf([7]), LogKit.Key(), out _));
        Assert.False(TlogProof.TryParse(proof.Replace("@v1\n", "@v1\nextra %\n", StringComparison.Ordinal), out _, out _));
        Assert.False(TlogProof.TryParse(proof.Replace("index 0", "index 00", StringComparison.Ordinal), out _, out _));
    }
}
