using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Truce.Evidence.Keys;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Notes;

/// <summary>One signature line of a note: who says to have signed, a key hint, and the signature.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature);

/// <summary>A text with signatures under it (C2SP signed-note). The text means nothing until a known key has verified it.</summary>
public sealed class SignedNote
{
    private const int MaxBytes = 1 << 20;   // our bound; the specification asks for one
    private const int MaxSignatures = 64;   // readers must take 16
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private SignedNote(string text, ImmutableArray<NoteSignature> signatures) => (Text, Signatures) = (text, signatures);

    /// <summary>The signed text, its last newline included.</summary>
    public string Text { get; }

    /// <summary>All signature lines, known keys or not, in file order.</summary>
    public ImmutableArray<NoteSignature> Signatures { get; }

    /// <summary>Reads a note; <paramref name="error"/> says what is wrong when false.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SignedNote? note, out string error)
    {
        note = null;
        if (bytes.Length > MaxBytes) return Fail("the note is longer than 1 MiB", out error);
        string all;
        try
        {
            all = s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Fail("the note is not UTF-8", out error);
        }

        if (all.Any(c => c < ' ' && c != '\n')) return Fail("the note has control characters", out error);
        int split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n')) return Fail("the note has no signatures after a blank line", out error);

        string[] lines = all[(split + 2)..].Split('\n')[..^1];
        if (lines.Length is 0 or > MaxSignatures) return Fail($"the note has {lines.Length} signatures, not 1 to {MaxSignatures}", out error);
        ImmutableArray<NoteSignature>.Builder signatures = ImmutableArray.CreateBuilder<NoteSignature>(lines.Length);
        foreach (string line in lines)
        {
            if (ParseLine(line) is not { } signature) return Fail("a signature line is malformed", out error);
            signatures.Add(signature);
        }

        note = new SignedNote(all[..(split + 1)], signatures.MoveToImmutable());
        error = "";
        return true;
    }

    /// <summary>True when the key signed the text. Lines of other keys are ignored; a line of this key that fails spoils the note.</summary>
    public bool IsSignedBy(VerifierKey key)
    {
        byte[] text = Encoding.UTF8.GetBytes(Text);
        List<NoteSignature> own = [.. Signatures.Where(s => s.Name == key.Name && s.KeyId == key.KeyId)];
        return own.Count > 0 && own.All(s => key.Key.Verify(text, s.Signature.Span));
    }

    /// <summary>Writes a note over a text that ends in a newline.</summary>
    public static string Sign(string text, params ReadOnlySpan<ISigner> signers)
    {
        if (!text.EndsWith('\n')) throw new ArgumentException("A note's text ends in a newline.", nameof(text));
        StringBuilder note = new StringBuilder(text).Append('\n');
        foreach (ISigner signer in signers)
        {
            byte[] line = [0, 0, 0, 0, .. signer.Sign(Encoding.UTF8.GetBytes(text))];
            BinaryPrimitives.WriteUInt32BigEndian(line, VerifierKey.Of(signer).KeyId);
            note.Append("— ").Append(signer.Name).Append(' ').Append(Convert.ToBase64String(line)).Append('\n');
        }

        return note.ToString();
    }

    private static NoteSignature? ParseLine(string line)
    {
        string[] parts = line.Split(' ');
        if (parts is not ["—", _, _] || !VerifierKey.IsName(parts[1])) return null;
        return StrictBase64.TryDecode(parts[2], out byte[] bytes) && bytes.Length > 4
            ? new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4))
            : null;
    }

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
