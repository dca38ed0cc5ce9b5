using System.Buffers.Binary;
using System.Numerics;
using Truce.Evidence.Disks;
using Truce.Evidence.Leaves;

namespace Truce.Evidence.Logs;

/// <summary>The intake journal: batches with salt and place, synced before they are acknowledged. Layout: docs/formats/evidence-log.md.</summary>
/// <remarks>
/// Salt and index are in it, so replaying it after any crash gives the same leaves in the same places: a log that was
/// read by someone between a rename and the power cut cannot fork.
/// </remarks>
internal sealed class Journal : IDisposable
{
    private const uint Magic = 0x544A_3031; // "TJ01"
    private const int HeaderLength = 24;    // magic 4, CRC 4, payload length 4, count 4, first index 8
    private const int ItemHeader = Leaf.SaltLength + 5;
    private readonly IAppendFile _file;
    private byte[] _buffer = []; // kept between batches: a fresh one each time would be a large object

    private Journal(IAppendFile file) => _file = file;

    /// <summary>Reads what was acknowledged after a checkpoint of <paramref name="size"/> and opens the journal for more.</summary>
    /// <exception cref="EvidenceDamagedException">A batch that was acknowledged is unreadable, or batches are missing.</exception>
    internal static Journal Open(IDisk disk, string path, long size, out List<Opening> pending)
    {
        byte[] bytes = disk.Read(path) ?? [];
        pending = [];
        int at = 0;
        for (; TryFrame(bytes, at, out long first, out int count, out ReadOnlyMemory<byte> payload); at += HeaderLength + payload.Length)
        {
            long expected = size + pending.Count;
            if (first > expected) throw new EvidenceDamagedException($"the journal goes on at index {first}, the log ends at {expected}");
            if (first + count <= expected) continue; // published before the journal was emptied, or the mark of an emptied one
            List<Opening> items = Split(payload, count)
                ?? throw new EvidenceDamagedException($"the journal's batch at byte {at} does not hold {count} records");
            pending.AddRange(items[(int)(expected - first)..]);
        }

        // What is left was being written when the process or the machine died, so it was never acknowledged:
        // a later batch is only written after the sync of this one.
        for (int later = at + 1; later <= bytes.Length - HeaderLength; later++)
        {
            if (TryFrame(bytes, later, out long first, out int count, out _) && first + count > size)
            {
                throw new EvidenceDamagedException($"the journal is unreadable from byte {at} to {later}, and acknowledged records follow");
            }
        }

        Journal journal = new(disk.OpenAppend(path));
        if (journal._file.Length != at) journal._file.Truncate(at);
        return journal;
    }

    /// <summary>Writes a batch and syncs it; when this returns the batch may be acknowledged.</summary>
    internal void Append(long first, IReadOnlyList<Opening> items)
    {
        _file.Append(Frame(first, items));
        _file.Sync();
    }

    /// <summary>Empties the journal after a checkpoint of this size; a mark keeps an older checkpoint from being accepted.</summary>
    internal void Reset(long size)
    {
        _file.Truncate(0);
        _file.Append(Frame(size, []));
    }

    public void Dispose() => _file.Dispose();

    private ReadOnlySpan<byte> Frame(long first, IReadOnlyList<Opening> items)
    {
        int length = checked(HeaderLength + items.Sum(i => ItemHeader + i.Record.Length));
        if (_buffer.Length < length) _buffer = new byte[length];
        Span<byte> frame = _buffer.AsSpan(0, length);
        BinaryPrimitives.WriteUInt32BigEndian(frame, Magic);
        BinaryPrimitives.WriteInt32BigEndian(frame[8..], length - HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(frame[12..], items.Count);
        BinaryPrimitives.WriteInt64BigEndian(frame[16..], first);
        int at = HeaderLength;
        foreach (Opening item in items)
        {
            item.Salt.Span.CopyTo(frame[at..]);
            frame[at + 32] = (byte)item.Type;
            BinaryPrimitives.WriteInt32BigEndian(frame[(at + 33)..], item.Record.Length);
            item.Record.Span.CopyTo(frame[(at + ItemHeader)..]);
            at += ItemHeader + item.Record.Length;
        }

        BinaryPrimitives.WriteUInt32BigEndian(frame[4..], Crc(frame[8..]));
        return frame;
    }

    private static bool TryFrame(byte[] bytes, int at, out long first, out int count, out ReadOnlyMemory<byte> payload)
    {
        (first, count, payload) = (0, 0, default);
        if (bytes.Length - at < HeaderLength) return false;
        ReadOnlySpan<byte> header = bytes.AsSpan(at, HeaderLength);
        if (BinaryPrimitives.ReadUInt32BigEndian(header) != Magic) return false;
        int length = BinaryPrimitives.ReadInt32BigEndian(header[8..]);
        if (length < 0 || length > bytes.Length - at - HeaderLength) return false;
        if (Crc(bytes.AsSpan(at + 8, HeaderLength - 8 + length)) != BinaryPrimitives.ReadUInt32BigEndian(header[4..])) return false;
        count = BinaryPrimitives.ReadInt32BigEndian(header[12..]);
        first = BinaryPrimitives.ReadInt64BigEndian(header[16..]);
        payload = bytes.AsMemory(at + HeaderLength, length);
        return count >= 0 && first >= 0;
    }

    private static List<Opening>? Split(ReadOnlyMemory<byte> payload, int count)
    {
        List<Opening> items = [];
        for (int i = 0; i < count; i++)
        {
            if (payload.Length < ItemHeader) return null;
            int length = BinaryPrimitives.ReadInt32BigEndian(payload.Span[33..]);
            if (length < 0 || length > payload.Length - ItemHeader) return null;
            items.Add(new Opening(payload[..32], (CoarseType)payload.Span[32], payload.Slice(ItemHeader, length)));
            payload = payload[(ItemHeader + length)..];
        }

        return payload.IsEmpty ? items : null;
    }

    /// <summary>CRC-32C (Castagnoli), as in RFC 3720 appendix B.4.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
