namespace Truce.Feeds.Tests;

/// <summary>Gives one byte at a time, the worst that a socket may do.</summary>
internal sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
{
    // MemoryStream sends the span form of a derived stream here.
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
}

/// <summary>A head, then very many equal bytes, then a tail; held nowhere.</summary>
internal sealed class SyntheticStream(byte[] head, long filling, byte[] tail) : Stream
{
    private long _at;

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (_at < head.Length)
        {
            read = Copy(head, (int)_at, buffer);
        }
        else if (_at < head.Length + filling)
        {
            read = (int)Math.Min(buffer.Length, head.Length + filling - _at);
            buffer[..read].Fill((byte)'7');
        }
        else
        {
            read = Copy(tail, (int)(_at - head.Length - filling), buffer);
        }

        _at += read;
        return read;
    }

    private static int Copy(byte[] from, int at, Span<byte> to)
    {
        int read = Math.Min(to.Length, from.Length - at);
        from.AsSpan(at, read).CopyTo(to);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
