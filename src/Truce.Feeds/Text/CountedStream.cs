using System.Buffers.Binary;

namespace Truce.Feeds.Text;

/// <summary>Puts back the bytes that were looked at, counts what is read and remembers the last four bytes.</summary>
internal sealed class CountedStream(byte[] looked, Stream rest) : Stream
{
    private readonly byte[] _last = new byte[4];
    private int _lookedGiven;
    private bool _sawAnotherMember;

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>
    /// Whether the compressed bytes end as a gzip item of this plain length ends: its last member's length, modulo 2^32, little endian
    /// (RFC 1952 §2.3.1). The framework's own reader takes a cut item for a whole one.
    /// </summary>
    /// <remarks>Of several members only the last one's length is known: then it must be smaller than the whole.</remarks>
    public bool EndsWithLength(long plainBytes)
    {
        uint said = BinaryPrimitives.ReadUInt32LittleEndian(_last);
        return Bytes >= 18 && (said == (uint)(plainBytes & uint.MaxValue) || (_sawAnotherMember && said < plainBytes));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_lookedGiven < looked.Length)
        {
            read = Math.Min(buffer.Length, looked.Length - _lookedGiven);
            looked.AsSpan(_lookedGiven, read).CopyTo(buffer);
            _lookedGiven += read;
        }
        else
        {
            read = rest.Read(buffer);
        }

        LookForMember(buffer[..read]);
        foreach (byte b in buffer[..read][Math.Max(0, read - 4)..])
        {
            (_last[0], _last[1], _last[2], _last[3]) = (_last[1], _last[2], _last[3], b);
        }

        Bytes += read;
        return read;
    }

    private void LookForMember(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = [0x1f, 0x8b, 0x08];
        Span<byte> seam = stackalloc byte[6];
        _last.CopyTo(seam);
        int joined = Math.Min(2, bytes.Length);
        bytes[..joined].CopyTo(seam[4..]);
        int across = seam[..(4 + joined)].IndexOf(start), within = bytes.IndexOf(start);
        if ((across >= 0 && Bytes - 4 + across > 0) || (within >= 0 && Bytes + within > 0)) _sawAnotherMember = true;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => Bytes; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
