using System.Security.Cryptography;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Leaves;

/// <summary>What a leaf says in the open about its record: only its coarse kind.</summary>
public enum CoarseType : byte
{
    /// <summary>Not said: every leaf of a log that pads its batches, blanks included.</summary>
    Undisclosed = 0,

    /// <summary>Something received: a file, a feed batch, a message.</summary>
    Capture = 1,

    /// <summary>A version of an incident.</summary>
    Incident = 2,

    /// <summary>A finding.</summary>
    Finding = 3,

    /// <summary>A statement of a person: review, confirmation, dissent, withdrawal.</summary>
    Statement = 4,

    /// <summary>A report.</summary>
    Report = 5,

    /// <summary>Terms, mission data, a key list: what other records are read under.</summary>
    Mission = 6,

    /// <summary>Anything else.</summary>
    Other = 255,
}

/// <summary>A log entry of constant size: version, salted commitment, coarse type, zero padding. Layout: docs/formats/evidence-log.md.</summary>
/// <remarks>Nothing of the record can be learned from it without the salt; destroying salt and record leaves the tree whole.</remarks>
public readonly record struct Leaf(Digest Commitment, CoarseType Type)
{
    /// <summary>The length of an encoded leaf in bytes.</summary>
    public const int Length = 64;

    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltLength = 32;

    private const byte Version = 0x01;

    private static ReadOnlySpan<byte> Domain => "truce/commit/v1"u8;

    /// <summary>The leaf of a record: SHA-256("truce/commit/v1" || salt || SHA-256(record)).</summary>
    /// <exception cref="ArgumentException">The salt is not 32 bytes long.</exception>
    public static Leaf Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> record, CoarseType type) => Of(salt, Digest.Of(record), type);

    /// <summary>The leaf of a record whose SHA-256 is known.</summary>
    /// <exception cref="ArgumentException">The salt is not 32 bytes long.</exception>
    public static Leaf Of(ReadOnlySpan<byte> salt, Digest recordHash, CoarseType type)
    {
        if (salt.Length != SaltLength) throw new ArgumentException("A salt has 32 bytes.", nameof(salt));
        Span<byte> input = stackalloc byte[15 + SaltLength + Digest.Length];
        Domain.CopyTo(input);
        salt.CopyTo(input[15..]);
        recordHash.CopyTo(input[(15 + SaltLength)..]);
        return new Leaf(Digest.Of(input), type);
    }

    /// <summary>The 64 bytes of the entry.</summary>
    public byte[] Encode()
    {
        byte[] entry = new byte[Length];
        entry[0] = Version;
        Commitment.CopyTo(entry.AsSpan(1));
        entry[33] = (byte)Type;
        return entry;
    }

    /// <summary>Reads an entry; false unless it is 64 bytes, of version 1, with zero padding.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> entry, out Leaf leaf)
    {
        leaf = default;
        if (entry.Length != Length || entry[0] != Version || entry[34..].IndexOfAnyExcept((byte)0) >= 0) return false;
        leaf = new Leaf(new Digest(entry.Slice(1, Digest.Length)), (CoarseType)entry[33]);
        return true;
    }
}

/// <summary>Where salts come from: 32 secret random bytes a record, so that no one can guess a record and check the guess.</summary>
public interface ISaltSource
{
    /// <summary>Fills the span with fresh secret bytes.</summary>
    void Fill(Span<byte> salt);
}

/// <summary>Salts from the operating system's cryptographic generator.</summary>
public sealed class RandomSalts : ISaltSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> salt) => RandomNumberGenerator.Fill(salt);
}
