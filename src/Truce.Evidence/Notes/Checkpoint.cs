using System.Globalization;
using System.Text;
using Truce.Evidence.Keys;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Notes;

/// <summary>A log's signed statement: this many entries with this root (C2SP tlog-checkpoint).</summary>
/// <remarks>Only <see cref="TryOpen"/> makes one from bytes, so a checkpoint in hand has been verified.</remarks>
/// <param name="Origin">The log's name, the first line.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The root of the tree over them.</param>
/// <param name="Note">The whole signed note, verbatim.</param>
public sealed record Checkpoint(string Origin, long Size, Digest Root, string Note)
{
    /// <summary>Reads a checkpoint and verifies the log's signature; <paramref name="error"/> says what is wrong when false.</summary>
    /// <remarks>The origin must be the key's name. Signatures of unknown keys (witnesses) are ignored. Extension lines are refused.</remarks>
    public static bool TryOpen(ReadOnlySpan<byte> bytes, VerifierKey key, out Checkpoint? checkpoint, out string error)
    {
        checkpoint = null;
        if (!SignedNote.TryParse(bytes, out SignedNote? note, out error)) return false;
        if (!note!.IsSignedBy(key))
        {
            error = $"the checkpoint has no valid signature of {key.Name}";
            return false;
        }

        string[] lines = note.Text.Split('\n');
        error = lines.Length != 4 ? "a checkpoint has three lines: origin, size, root"
            : lines[0] != key.Name ? $"the checkpoint's origin is '{lines[0]}', not the key's name '{key.Name}'"
            : !TryParseSize(lines[1], out _) ? $"the checkpoint's size '{lines[1]}' is not a decimal number without leading zeros"
            : !Digest.TryFromBase64(lines[2], out _) ? "the checkpoint's root is not 32 bytes in base64"
            : "";
        if (error.Length > 0) return false;
        _ = TryParseSize(lines[1], out long size);
        _ = Digest.TryFromBase64(lines[2], out Digest root);
        if (size == 0 && root != TreeHash.EmptyRoot)
        {
            error = "a checkpoint of size 0 has the empty root";
            return false;
        }

        checkpoint = new Checkpoint(lines[0], size, root, Encoding.UTF8.GetString(bytes));
        return true;
    }

    /// <summary>Signs a checkpoint in the signer's name.</summary>
    public static Checkpoint Sign(ISigner signer, long size, Digest root)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{signer.Name}\n{size}\n{root.ToBase64()}\n");
        return new Checkpoint(signer.Name, size, root, SignedNote.Sign(text, signer));
    }

    internal static bool TryParseSize(string text, out long size) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size)
        && size.ToString(CultureInfo.InvariantCulture) == text;
}
