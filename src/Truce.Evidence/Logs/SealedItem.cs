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
/// <param name="Salt">32 secret bytes.</param>
/// <param name="Type">As in the leaf.</param>
/// <param name="Record">The bytes; empty for a blank that pads a batch.</param>
public sealed record Opening(ReadOnlyMemory<byte> Salt, CoarseType Type, ReadOnlyMemory<byte> Record)
{
    /// <summary>The leaf that this opens.</summary>
    public Leaf Leaf => Leaf.Of(Salt.Span, Record.Span, Type);

    /// <summary>The record's own hash, by which it is sealed once only; all zero for a blank.</summary>
    internal Digest RecordHash => Record.IsEmpty ? default : Digest.Of(Record.Span);
}
