using System.IO.Compression;

namespace Truce.Feeds.Text;

/// <summary>Gives the plain bytes of an item, inflating gzip (RFC 1952) when its first two bytes say so, within bounds on size and ratio.</summary>
/// <remarks>Broken or excessive compression ends the stream and is told in <see cref="Problem"/>: it is the sender's doing, not ours. A failing disk still throws.</remarks>
public sealed class InflatedStream : Stream
{
    private const long RatioFreeBytes = 1024 * 1024;
    private readonly FeedLimits _limits;
    private readonly CountedStream _source;
    private readonly Stream _plain;
    private long _given;
    private bool _stopped;

    private InflatedStream(CountedStream source, bool compressed, FeedLimits limits)
    {
        _source = source;
        _limits = limits;
        IsCompressed = compressed;
        _plain = compressed ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : source;
    }

    /// <summary>Opens an item. The stream stays the caller's.</summary>
    public static InflatedStream Open(Stream item, FeedLimits limits)
    {
        Span<byte> magic = stackalloc byte[2];
        int have = item.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        bool compressed = have == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        return new(new CountedStream(magic[..have].ToArray(), item), compressed, limits);
    }

    /// <summary>Whether the item was compressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>Why inflating stopped before the end; <c>default</c> when it did not.</summary>
    public Refusal Problem { get; private set; }

    /// <summary>Plain bytes given so far.</summary>
    public long PlainBytes => _given;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_stopped || buffer.IsEmpty) return 0;
        if (!IsCompressed)
        {
            int plain = _plain.Read(buffer);
            _given += plain;
            return plain;
        }

        long room = _limits.InflatedBytes - _given;
        if (room <= 0) return Stop("inflates-too-much", $"more than {_limits.InflatedBytes} bytes after decompression");
        int read;
        try
        {
            read = _plain.Read(buffer[..(int)Math.Min(room, buffer.Length)]);
        }
        catch (InvalidDataException e)
        {
            return Stop("gzip-broken", $"decompression stopped after {_given} bytes: {e.Message}");
        }

        _given += read;
        if (read == 0 && !_source.EndsWithLength(_given)) return Stop("gzip-truncated", $"the compressed item ends early, after {_given} plain bytes");
        if (_given > RatioFreeBytes && _given > _source.Bytes * _limits.InflateRatio)
        {
            Stop("inflates-too-much", $"{_given} bytes from {_source.Bytes} compressed ones: over {_limits.InflateRatio} times");
        }

        return read;
    }

    private int Stop(string reason, string detail)
    {
        _stopped = true;
        Problem = new(reason, detail);
        return 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && IsCompressed) _plain.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => _given; set => throw new NotSupportedException(); }

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
