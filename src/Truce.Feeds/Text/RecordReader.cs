using System.Buffers;

namespace Truce.Feeds.Text;

/// <summary>How records are told apart.</summary>
public enum RecordFraming
{
    /// <summary>One record a line: LF, CR or CRLF.</summary>
    Lines,

    /// <summary>Comma, semicolon or tab separated values after RFC 4180: a line end inside quotes belongs to the record.</summary>
    Table,
}

/// <summary>What is wrong with the frame of a record, before anything in it is read.</summary>
public enum RecordFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Longer than the limit; its bytes were skipped, not kept.</summary>
    TooLong,

    /// <summary>A quote opens and does not close within the limit or before the end: this is its first line alone, and reading resumes after it.</summary>
    UnclosedQuote,
}

/// <summary>One record and where it lies.</summary>
/// <remarks>The bytes are valid until the next read.</remarks>
public readonly ref struct RawRecord
{
    internal RawRecord(ReadOnlySpan<byte> bytes, long offset, long length, RecordFault fault)
    {
        Bytes = bytes;
        Offset = offset;
        Length = length;
        Fault = fault;
    }

    /// <summary>The record without its line end and without a byte order mark; empty when too long.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Offset of its first byte, byte order mark included.</summary>
    public long Offset { get; }

    /// <summary>Number of bytes, line end and byte order mark included; may pass 2 GiB for a record that was too long.</summary>
    public long Length { get; }

    /// <summary>What is wrong with its frame.</summary>
    public RecordFault Fault { get; }
}

/// <summary>Finds record after record in a stream of any length in bounded memory; every byte belongs to exactly one record.</summary>
/// <remarks>
/// RFC 4180 §2 with the leniencies of real files: CR and LF alone end a line, a quote inside an unquoted field is itself, text after a
/// closing quote stays. A stray opening quote would swallow the rest of a file: docs/decisions/0030-records-from-streams.md says how far it may reach.
/// </remarks>
public sealed class RecordReader : IDisposable
{
    private const int FirstBufferBytes = 64 * 1024;
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);
    private static readonly SearchValues<byte> TableMarks = SearchValues.Create("\r\n\""u8);

    private readonly Stream _stream;
    private readonly RecordFraming _framing;
    private readonly int _maxBytes;
    private byte[] _buffer;
    private int _start, _end;
    private long _offsetOfStart;
    private bool _ended, _begun;

    /// <summary>Reads from where the stream stands. The stream stays the caller's.</summary>
    /// <param name="stream">Bytes, inflated already.</param>
    /// <param name="framing">How records end.</param>
    /// <param name="maxRecordBytes">Longest record that is kept, at least 64.</param>
    public RecordReader(Stream stream, RecordFraming framing, int maxRecordBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecordBytes, 64);
        _stream = stream;
        _framing = framing;
        _maxBytes = maxRecordBytes;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBufferBytes, maxRecordBytes + 4));
    }

    /// <summary>The separator of a table, found in its first line that is not blank: whichever of comma, semicolon and tab stands there most often outside quotes.</summary>
    public byte Separator { get; private set; } = (byte)',';

    /// <summary>The next record; false at the end of the stream.</summary>
    public bool TryRead(out RawRecord record)
    {
        if (!_begun) Begin();
        while (true)
        {
            ReadOnlySpan<byte> window = _buffer.AsSpan(_start, _end - _start);
            if (window.IsEmpty && _ended)
            {
                record = default;
                return false;
            }

            Frame frame = _framing == RecordFraming.Table ? FindRow(window) : FindLine(window, LineEnds);
            if (frame.Found && frame.ContentBytes <= _maxBytes) return Take(window, frame, RecordFault.None, out record);
            if (_ended || window.Length >= _maxBytes) return TakeFaulty(window, out record);
            Fill();
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
        _ended = true;
    }

    private readonly record struct Frame(bool Found, int ContentBytes, int AllBytes);

    private static readonly Frame More = new(false, 0, 0);

    private void Begin()
    {
        _begun = true;
        Fill();
        ReadOnlySpan<byte> window = _buffer.AsSpan(0, _end);
        if (window.StartsWith("\uFEFF"u8)) window = window[3..];
        window = window.TrimStart("\r\n "u8); // blank lines before the first one that says something
        int lineEnd = window.IndexOfAny(LineEnds);
        Separator = Sniff(lineEnd < 0 ? window : window[..lineEnd]);
    }

    private static byte Sniff(ReadOnlySpan<byte> line)
    {
        int commas = 0, semicolons = 0, tabs = 0;
        bool quoted = false;
        foreach (byte b in line)
        {
            if (b == '"') quoted = !quoted;
            if (quoted) continue;
            if (b == ',') commas++;
            else if (b == ';') semicolons++;
            else if (b == '\t') tabs++;
        }

        return semicolons > commas && semicolons >= tabs ? (byte)';' : tabs > commas ? (byte)'\t' : (byte)',';
    }

    /// <summary>Reads until the buffer is full or the stream ends; makes room first.</summary>
    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)_buffer.Length * 2, Math.Max(_buffer.Length + 64L, _maxBytes + 4L)));
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        int read = _stream.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false);
        _ended = read < _buffer.Length - _end;
        _end += read;
    }

    private Frame FindLine(ReadOnlySpan<byte> window, SearchValues<byte> ends)
    {
        int at = window.IndexOfAny(ends);
        return at < 0 ? _ended ? new(true, window.Length, window.Length) : More : EndAt(window, at);
    }

    private Frame EndAt(ReadOnlySpan<byte> window, int at)
    {
        if (window[at] == '\n') return new(true, at, at + 1);
        if (at + 1 < window.Length) return new(true, at, window[at + 1] == '\n' ? at + 2 : at + 1);
        return _ended ? new(true, at, at + 1) : More; // the line feed of a CRLF may still come
    }

    private Frame FindRow(ReadOnlySpan<byte> window)
    {
        int at = 0, mark = _offsetOfStart == 0 && window.StartsWith("\uFEFF"u8) ? 3 : 0;
        while (true)
        {
            int step = window[at..].IndexOfAny(TableMarks);
            if (step < 0) return _ended ? new(true, window.Length, window.Length) : More;
            at += step;
            if (window[at] != '"') return EndAt(window, at);
            bool opensField = at == mark || window[at - 1] == Separator;
            at++;
            if (!opensField) continue;
            while (true)
            {
                int close = window[at..].IndexOf((byte)'"');
                if (close < 0) return More; // at the end of the stream: an unclosed quote
                at += close + 1;
                if (at == window.Length) return _ended ? new(true, at, at) : More; // it may be doubled
                if (window[at] != '"') break;
                at++;
            }
        }
    }

    private bool Take(ReadOnlySpan<byte> window, Frame frame, RecordFault fault, out RawRecord record)
    {
        int skip = _offsetOfStart == 0 && window.StartsWith("\uFEFF"u8) ? 3 : 0;
        record = new(window[..frame.ContentBytes][Math.Min(skip, frame.ContentBytes)..], _offsetOfStart, frame.AllBytes, fault);
        _start += frame.AllBytes;
        _offsetOfStart += frame.AllBytes;
        return true;
    }

    /// <summary>The window is full, or the stream ends inside quotes: take one physical line alone, or skip one that is too long.</summary>
    private bool TakeFaulty(ReadOnlySpan<byte> window, out RawRecord record)
    {
        Frame line = FindLine(window, LineEnds);
        if (line.Found && line.ContentBytes <= _maxBytes) return Take(window, line, RecordFault.UnclosedQuote, out record);
        long offset = _offsetOfStart;
        SkipLine();
        record = new([], offset, _offsetOfStart - offset, RecordFault.TooLong);
        return true;
    }

    private void SkipLine()
    {
        while (true)
        {
            ReadOnlySpan<byte> window = _buffer.AsSpan(_start, _end - _start);
            Frame line = FindLine(window, LineEnds);
            int step = line.Found ? line.AllBytes : window.Length > 0 && window[^1] == '\r' && !_ended ? window.Length - 1 : window.Length;
            _start += step;
            _offsetOfStart += step;
            if (line.Found) return;
            if (_ended && _start == _end) return;
            Fill();
        }
    }
}
