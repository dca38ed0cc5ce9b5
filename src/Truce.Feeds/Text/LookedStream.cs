namespace Truce.Feeds.Text;

/// <summary>Looks at the first byte that is not white space or a byte order mark, and then gives all bytes from the start.</summary>
internal sealed class LookedStream : Stream
{
    private const int LookBytes = 4096;
    private readonly Stream _stream;
    private readonly byte[] _head;
    private int _given;

    /// <summary>Looks at up to 4 KiB.</summary>
    public LookedStream(Stream stream)
    {
        _stream = stream;
        byte[] head = new byte[LookBytes];
        int have = stream.ReadAtLeast(head, LookBytes, throwOnEndOfStream: false);
        _head = head[..have];
        ReadOnlySpan<byte> ink = _head;
        if (ink.StartsWith("\uFEFF"u8)) ink = ink[3..];
        ink = ink.TrimStart(" \t\r\n"u8);
        FirstInk = ink.IsEmpty ? (byte)0 : ink[0];
    }

    /// <summary>The first byte that is not white space; 0 for none in the first 4 KiB.</summary>
    public byte FirstInk { get; }

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
