using Truce.Evidence.Leaves;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Logs;

/// <summary>Bytes to be sealed.</summary>
/// <param name="Record">The record, 1 byte to <see cref="EvidenceLogOptions.MaxRecordBytes"/>; larger content belongs in a blob.</param>
/// <param name="Type">What the public leaf says of it.</param>
/// <param name="Simulated">Whether it comes from a simulation; must fit the log.</param>
public readonly record struct SealItem(ReadOnlyMemory<byte> Record, CoarseType Type, bool Simulated);

/// <summary>The acknowledgement that a record is durable and at which place.</summary>
/// <param name="Index">The record's number in the log, from 0.</param>
/// <param name="IsNew">False when the same bytes had been sealed before, at this index.</param>
public readonly record struct SealReceipt(long Index, bool IsNew);

/// <summary>A record with what opens its leaf.</summary>
public sealed class Opening
{
    private Digest? _recordHash;

    /// <summary>Joins a record and its salt.</summary>
    /// <param name="salt">32 secret bytes.</param>
    /// <param name="type">As in the leaf.</param>
    /// <param name="record">The bytes; empty for a blank that pads a batch.</param>
    public Opening(ReadOnlyMemory<byte> salt, CoarseType type, ReadOnlyMemory<byte> record) => (Salt, Type, Record) = (salt, type, record);

    internal Opening(ReadOnlyMemory<byte> salt, CoarseType type, ReadOnlyMemory<byte> record, Digest recordHash)
        : this(salt, type, record) => _recordHash = recordHash;

    /// <summary>32 secret bytes.</summary>
    public ReadOnlyMemory<byte> Salt { get; }

    /// <summary>As in the leaf.</summary>
    public CoarseType Type { get; }

    /// <summary>The bytes; empty for a blank that pads a batch.</summary>
    public ReadOnlyMemory<byte> Record { get; }

    /// <summary>The record's SHA-256; computed once, when it is first needed.</summary>
    public Digest RecordHash => _recordHash ??= Digest.Of(Record.Span);

    /// <summary>The leaf that this opens.</summary>
    public Leaf Leaf => Leaf.Of(Salt.Span, RecordHash, Type);

    /// <summary>The hash under which a record is sealed once only; all zero for a blank.</summary>
    internal Digest SealedHash => Record.IsEmpty ? default : RecordHash;
}
