using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Evidence.Keys;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Notes;

/// <summary>A proof file that needs nothing else: index, inclusion path, checkpoint (C2SP tlog-proof).</summary>
/// <param name="Index">The entry's number, from 0.</param>
/// <param name="Path">The sibling hashes from the leaf upwards.</param>
/// <param name="Checkpoint">The signed note, verbatim; not verified until <see cref="Verify"/>.</param>
public sealed record TlogProof(long Index, ImmutableArray<Digest> Path, string Checkpoint)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The file's text.</summary>
    public string Encode()
    {
        StringBuilder text = new StringBuilder(Header).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (Digest hash in Path) text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>Reads a proof file; an unauthenticated <c>extra</c> line is skipped. <paramref name="error"/> says what is wrong when false.</summary>
    public static bool TryParse(string text, out TlogProof? proof, out string error)
    {
        proof = null;
        int blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0)
        {
            error = "the proof has no blank line before its checkpoint";
            return false;
        }

        string[] lines = text[..blank].Split('\n');
        int at = lines.Length > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal) ? 2 : 1;
        error = lines[0] != Header ? $"the first line is not {Header}"
            : at == 2 && !StrictBase64.TryDecode(lines[1][6..], out _) ? "the extra line is not base64"
            : lines.Length <= at || !lines[at].StartsWith("index ", StringComparison.Ordinal) ? "the index line is missing"
            : !Notes.Checkpoint.TryParseSize(lines[at][6..], out _) ? "the index is not a decimal number without leading zeros"
            : lines.Length - at - 1 > 63 ? "the path has more than 63 hashes"
            : "";
        if (error.Length > 0) return false;

        ImmutableArray<Digest>.Builder path = ImmutableArray.CreateBuilder<Digest>();
        foreach (string line in lines[(at + 1)..])
        {
            if (!Digest.TryFromBase64(line, out Digest hash))
            {
                error = "a path line is not 32 bytes in base64";
                return false;
            }

            path.Add(hash);
        }

        _ = Notes.Checkpoint.TryParseSize(lines[at][6..], out long index);
        proof = new TlogProof(index, path.ToImmutable(), text[(blank + 2)..]);
        return true;
    }

    /// <summary>Verifies checkpoint and path for an entry's leaf hash; null and a reason when either fails.</summary>
    public Checkpoint? Verify(Digest leafHash, VerifierKey key, out string error)
    {
        if (!Notes.Checkpoint.TryOpen(Encoding.UTF8.GetBytes(Checkpoint), key, out Checkpoint? checkpoint, out error)) return null;
        if (ProofCheck.Inclusion(leafHash, Index, checkpoint!.Size, Path, checkpoint.Root)) return checkpoint;
        error = $"the entry is not at index {Index} of the tree of {checkpoint.Size} entries";
        return null;
    }
}
