using System.Security.Cryptography;

namespace Truce.Feeds.Following;

/// <summary>One followed file: what was given of it, and how to see that it is still the same.</summary>
internal sealed class FollowedFile(FollowPosition position)
{
    private const int MostHeadBytes = 4096;
    private long _quietLength = -1;
    private DateTimeOffset _quietSince;
    private bool _toldTooLong;

    /// <summary>How far it was given.</summary>
    public FollowPosition Position { get; private set; } = position;

    /// <summary>Whether the file is shorter than what was given, or begins otherwise than it did.</summary>
    public bool IsAnotherFile(FileStream stream, out string why)
    {
        why = stream.Length < Position.Offset
            ? $"{stream.Length} bytes, after {Position.Offset} were read: it was cut or replaced and is read from the start"
            : "its first bytes changed: it was replaced and is read from the start";
        return stream.Length < Position.Offset || (Position.HeadBytes > 0 && HeadHash(stream, Position.HeadBytes) != Position.HeadHash);
    }

    /// <summary>The whole file once it has not grown for a while and was not given before; null otherwise.</summary>
    public Followed? NextDocument(string name, FileStream stream, FollowOptions options, DateTimeOffset now)
    {
        if (stream.Length == 0 || stream.Length == Position.Offset) return null;
        if (stream.Length != _quietLength)
        {
            _quietLength = stream.Length;
            _quietSince = now;
        }

        if (now - _quietSince < options.Settle) return null;
        if (stream.Length > options.DocumentBytes)
        {
            if (_toldTooLong) return null;
            _toldTooLong = true;
            return new Followed.Trouble(name, "document-too-long", $"{stream.Length} bytes; at most {options.DocumentBytes} are taken whole");
        }

        byte[] bytes = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(bytes);
        Advance(stream, bytes.Length, insideRecord: false);
        return new Followed.Batch { Name = name, Bytes = bytes, CopiedHeaderBytes = 0, FileOffset = 0 };
    }

    /// <summary>New records that are whole, up to a batch; null when there are none. An incomplete last record waits.</summary>
    public Followed? NextRecords(string name, FileStream stream, FeedFraming framing, FollowOptions options)
    {
        byte[] header = framing == FeedFraming.Table && Position.Offset > 0 && !Position.InsideRecord ? Header(stream, options.BatchBytes / 2) : [];
        int room = options.BatchBytes - header.Length;
        byte[] fresh = new byte[(int)Math.Min(room, stream.Length - Position.Offset)];
        stream.Position = Position.Offset;
        stream.ReadExactly(fresh);
        int whole = Position.InsideRecord ? fresh.AsSpan().IndexOf((byte)'\n') + 1 : WholeRecords(fresh, framing, options.OpenRecordBytes);
        bool inside = whole == 0;
        if (inside)
        {
            if (fresh.Length < room) return null;

            // A record longer than a batch goes in pieces without a header, down to its end: nothing in them can be taken for a row.
            whole = fresh.Length;
        }

        long from = Position.Offset;
        byte[] bytes = new byte[header.Length + whole];
        header.CopyTo(bytes, 0);
        fresh.AsSpan(0, whole).CopyTo(bytes.AsSpan(header.Length));
        Advance(stream, from + whole, inside);
        return new Followed.Batch { Name = name, Bytes = bytes, CopiedHeaderBytes = header.Length, FileOffset = from };
    }

    private void Advance(FileStream stream, long offset, bool insideRecord)
    {
        int head = (int)Math.Min(MostHeadBytes, offset);
        Position = new(offset, head, HeadHash(stream, head), insideRecord);
    }

    private static string HeadHash(FileStream stream, int bytes)
    {
        byte[] head = new byte[bytes];
        stream.Position = 0;
        int have = stream.ReadAtLeast(head, bytes, throwOnEndOfStream: false);
        return Convert.ToHexStringLower(SHA256.HashData(head.AsSpan(0, have)));
    }

    /// <summary>The first line with its end; empty when it is longer than the limit.</summary>
    private static byte[] Header(FileStream stream, int most)
    {
        byte[] head = new byte[(int)Math.Min(most, stream.Length)];
        stream.Position = 0;
        stream.ReadExactly(head);
        int end = head.AsSpan().IndexOf((byte)'\n');
        return end < 0 ? [] : head[..(end + 1)];
    }

    /// <summary>
    /// Length of the records at the start that are whole: to the last line feed that is not inside quotes. A quote opens only at the start of
    /// a field, as in the reader of records; if one stays open to the end of what is there, what follows it waits, until it is longer than any record may be.
    /// </summary>
    private static int WholeRecords(ReadOnlySpan<byte> bytes, FeedFraming framing, int openBytes)
    {
        if (framing == FeedFraming.Lines) return bytes.LastIndexOf((byte)'\n') + 1;
        int whole = 0;
        bool quoted = false, fieldStart = true;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte b = bytes[i];
            if (quoted)
            {
                if (b == '"') quoted = false; // a doubled quote opens again at once
                fieldStart = b == '"';
                continue;
            }

            if (b == '"' && fieldStart) quoted = true;
            else if (b == '\n') whole = i + 1;
            fieldStart = b is (byte)',' or (byte)';' or (byte)'\t' or (byte)'\n' or (byte)'\r';
        }

        return quoted && bytes.Length - whole > openBytes ? bytes.LastIndexOf((byte)'\n') + 1 : whole;
    }
}
