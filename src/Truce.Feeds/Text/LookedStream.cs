namespace Truce.Feeds.Text;

/// <summary>Looks at the beginning of a stream, and then gives all bytes from the start.</summary>
internal sealed class LookedStream : Stream
{
    private const int LookBytes = 64 * 1024;
    private readonly Stream _stream;
    private readonly byte[] _head;
    private int _given;

    /// <summary>Looks at up to 64 KiB.</summary>
    public LookedStream(Stream stream)
    {
        _stream = stream;
        byte[] head = new byte[LookBytes];
        int have = stream.ReadAtLeast(head, LookBytes, throwOnEndOfStream: false);
        _head = head[..have];
    }

    /// <summary>What stands at the beginning.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_given == _head.Length) return _stream.Read(buffer);
        int read = Math.Min(buffer.Length, _head.Length - _given);
        _head.AsSpan(_given, read).CopyTo(buffer);
        _given += read;
        return read;
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
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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
