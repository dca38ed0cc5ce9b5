using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Truce.Evidence.Trees;

/// <summary>A SHA-256 value: 32 bytes, compared by value.</summary>
/// <remarks><c>default</c> is 32 zero bytes; no input is known to hash to it, and the stores use it for "no hash here".</remarks>
[StructLayout(LayoutKind.Sequential, Size = Length)]
[SuppressMessage("Naming", "CA1711", Justification = "A digest is the name of the thing.")]
public readonly record struct Digest
{
    /// <summary>The length of a digest in bytes.</summary>
    public const int Length = 32;

    // Four words are the memory image of the 32 bytes; they are never read as numbers, so byte order does not matter.
    private readonly ulong _a, _b, _c, _d;

    /// <summary>Copies 32 bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"A digest has 32 bytes, not {bytes.Length}.", nameof(bytes));
        this = MemoryMarshal.Read<Digest>(bytes);
    }

    /// <summary>SHA-256 (FIPS 180-4) of the bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(data, hash);
        return new Digest(hash);
    }

    /// <summary>Writes the 32 bytes to the start of the span.</summary>
    public void CopyTo(Span<byte> destination) => MemoryMarshal.Write(destination, in this);

    /// <summary>The 32 bytes in a new array.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Lower-case hexadecimal, 64 characters.</summary>
    public string ToHex() => Convert.ToHexStringLower(ToArray());

    /// <summary>Standard base64 with padding, 44 characters (RFC 4648 section 4).</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>Reads 64 lower-case hexadecimal characters; false for anything else.</summary>
    public static bool TryFromHex(string text, out Digest digest)
    {
        digest = default;
        if (text is not { Length: 2 * Length } || text.Any(c => c is not (>= '0' and <= '9' or >= 'a' and <= 'f'))) return false;
        digest = new Digest(Convert.FromHexString(text));
        return true;
    }

    /// <summary>Reads canonical base64 of exactly 32 bytes; false for anything else.</summary>
    public static bool TryFromBase64(string text, out Digest digest)
    {
        digest = default;
        if (!StrictBase64.TryDecode(text, out byte[] bytes) || bytes.Length != Length) return false;
        digest = new Digest(bytes);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => ToHex();

    /// <summary>The first word: digests are uniform already.</summary>
    public override int GetHashCode() => unchecked((int)_a ^ (int)(_b >> 32) ^ (int)_c ^ (int)_d);
}
