using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Keys;

/// <summary>A named public key in the text form of Go's note package: <c>name+hash+base64(type || key)</c>, the vkey.</summary>
public sealed class VerifierKey
{
    /// <summary>Names a key.</summary>
    /// <exception cref="ArgumentException">The name is empty or has white space, control characters or a plus.</exception>
    public VerifierKey(string name, PublicKey key)
    {
        if (!IsName(name)) throw new ArgumentException($"A key name has no white space and no plus: '{name}'.", nameof(name));
        (Name, Key) = (name, key);
        KeyId = IdOf(name, key.Kind, key.Encoding.Span);
    }

    /// <summary>The key's name; a log's is its origin.</summary>
    public string Name { get; }

    /// <summary>The first four bytes, big endian, of a hash over name and key (C2SP signed-note); a hint, not a fingerprint.</summary>
    public uint KeyId { get; }

    /// <summary>The key.</summary>
    public PublicKey Key { get; }

    /// <summary>The key of a signer.</summary>
    public static VerifierKey Of(ISigner signer) => new(signer.Name, signer.PublicKey);

    /// <summary>Reads a vkey; false when it is malformed, its hash does not fit, or its kind is unknown.</summary>
    public static bool TryParse(string text, out VerifierKey? key)
    {
        key = null;
        string[] parts = text.Trim().Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || parts[1].Length != 8) return false;
        if (!uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint id)) return false;
        if (!StrictBase64.TryDecode(parts[2], out byte[] bytes) || bytes.Length < 2) return false;
        if (!PublicKey.TryCreate((KeyKind)bytes[0], bytes.AsSpan(1), out PublicKey? publicKey)) return false;
        key = new VerifierKey(parts[0], publicKey!);
        return key.KeyId == id;
    }

    /// <summary>The vkey text.</summary>
    public override string ToString() =>
        $"{Name}+{KeyId:x8}+{Convert.ToBase64String([(byte)Key.Kind, .. Key.Encoding.Span])}";

    internal static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c));

    internal static uint IdOf(string name, KeyKind kind, ReadOnlySpan<byte> encoding)
    {
        // Type 0x02 is the exception of the specification: its id is over the DER key alone.
        byte[] input = kind == KeyKind.EcdsaP256 ? encoding.ToArray() : [.. Encoding.UTF8.GetBytes(name + "\n"), (byte)kind, .. encoding];
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }
}
