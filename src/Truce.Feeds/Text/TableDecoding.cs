using System.Text.Unicode;

namespace Truce.Feeds.Text;

/// <summary>Reads one row of a table under its header.</summary>
/// <typeparam name="TColumns">Where the columns stand.</typeparam>
/// <param name="row">The row, as many fields as the header.</param>
/// <param name="record">Its frame, for the reference.</param>
/// <param name="columns">Where the columns stand.</param>
/// <param name="sink">Where to put the observation.</param>
/// <returns>Why it could not be read; <c>default</c> when it was, or was passed over.</returns>
public delegate Refusal RowDecoder<TColumns>(in TableRow row, in RawRecord record, TColumns columns, in FeedSink sink)
    where TColumns : class;

/// <summary>The walk through a table that all table formats share: header, blank lines, frames, field counts; every byte is said to someone.</summary>
/// <remarks>
/// A header is a row in which the format finds its required columns, wherever it stands: two downloads pasted together are read.
/// Rows before any header are refused. A row must have as many fields as its header.
/// </remarks>
public static class TableDecoding
{
    /// <summary>Reads a table to its end.</summary>
    /// <typeparam name="TColumns">Where the columns stand.</typeparam>
    /// <param name="item">The item, compressed or not.</param>
    /// <param name="context">The feed.</param>
    /// <param name="sink">Where the pieces go.</param>
    /// <param name="tryHeader">Finds the columns when the row is a header, null otherwise; the names come in lower case, trimmed.</param>
    /// <param name="decode">Reads a row.</param>
    /// <param name="needsText">Whether rows hold text: then a row that is not UTF-8, or holds NUL, is refused whole.</param>
    /// <returns>Plain bytes read.</returns>
    public static long Run<TColumns>(
        Stream item, FeedContext context, in FeedSink sink, Func<string[], TColumns?> tryHeader, RowDecoder<TColumns> decode, bool needsText)
        where TColumns : class
    {
        using InflatedStream plain = InflatedStream.Open(item, context.Limits);
        RunPlain(plain, context, sink, tryHeader, decode, needsText);
        if (plain.Problem.IsSome) sink.Refuse(plain.PlainBytes, 0, plain.Problem);
        return plain.PlainBytes;
    }

    /// <summary>The same for bytes that are inflated already.</summary>
    /// <typeparam name="TColumns">Where the columns stand.</typeparam>
    /// <param name="plain">Plain bytes.</param>
    /// <param name="context">The feed.</param>
    /// <param name="sink">Where the pieces go.</param>
    /// <param name="tryHeader">Finds the columns of a header.</param>
    /// <param name="decode">Reads a row.</param>
    /// <param name="needsText">Whether rows hold text.</param>
    public static void RunPlain<TColumns>(
        Stream plain, FeedContext context, in FeedSink sink, Func<string[], TColumns?> tryHeader, RowDecoder<TColumns> decode, bool needsText)
        where TColumns : class
    {
        using var reader = new RecordReader(plain, RecordFraming.Table, context.Limits.RecordBytes);
        Span<FieldSlot> slots = stackalloc FieldSlot[TableRow.MaxFields];
        TColumns? columns = null;
        int width = 0;
        while (reader.TryRead(out RawRecord record))
        {
            if (IsBlank(record))
            {
                sink.PassOver(record);
                continue;
            }

            Refusal refusal = FrameRefusal(record, context.Limits);
            if (!refusal.IsSome)
            {
                TableRow row = TableRow.Split(record.Bytes, reader.Separator, slots);
                refusal = columns is null ? NoHeader : Decode(row, record, columns, width, sink, decode, needsText);
                if (refusal.IsSome && Header(row, tryHeader) is { } found)
                {
                    columns = found;
                    width = row.Count;
                    sink.PassOver(record);
                    continue;
                }
            }

            if (refusal.IsSome) sink.Refuse(record, refusal);
        }
    }

    private static readonly Refusal NoHeader = new("no-header", "a row before any line that names the columns of this format");

    private static readonly Refusal NotText = new("not-utf8", "the row holds bytes that are not UTF-8: it may be in an older code page");

    private static readonly Refusal Nul = new("nul-byte", "the row holds NUL bytes");

    /// <summary>A line of white space only.</summary>
    public static bool IsBlank(in RawRecord record) => record.Fault == RecordFault.None && record.Bytes.Trim(" \t\r\n"u8).IsEmpty;

    /// <summary>What is wrong with the frame of a record, in words.</summary>
    public static Refusal FrameRefusal(in RawRecord record, FeedLimits limits) => record.Fault switch
    {
        RecordFault.TooLong => new("record-too-long", $"{record.Length} bytes without an end; at most {limits.RecordBytes} are read"),
        RecordFault.UnclosedQuote => new("unclosed-quote", $"a quote opens and does not close within {limits.RecordBytes} bytes"),
        _ => default,
    };

    /// <summary>Whether bytes are text that can be kept: UTF-8 without NUL.</summary>
    public static Refusal TextRefusal(ReadOnlySpan<byte> bytes) =>
        bytes.Contains((byte)0) ? Nul : Utf8.IsValid(bytes) ? default : NotText;

    private static Refusal Decode<TColumns>(
        in TableRow row, in RawRecord record, TColumns columns, int width, in FeedSink sink, RowDecoder<TColumns> decode, bool needsText)
        where TColumns : class
    {
        if (row.Count < width) return new("row-too-short", $"{row.Count} fields, the header has {width}");
        if (row.Count > width) return new("row-too-long", $"{row.Count} fields, the header has {width}");
        if (needsText && TextRefusal(record.Bytes) is { IsSome: true } refusal) return refusal;
        return decode(row, record, columns, sink);
    }

    /// <summary>The columns, when the row is a header.</summary>
    internal static TColumns? Header<TColumns>(in TableRow row, Func<string[], TColumns?> tryHeader)
        where TColumns : class
    {
        if (row.Count > TableRow.MaxFields) return null;
        string[] names = new string[row.Count];
        for (int i = 0; i < names.Length; i++) names[i] = row.Text(i).ToLowerInvariant();
        return tryHeader(names);
    }
}

/// <summary>Finds columns by name.</summary>
public static class ColumnNames
{
    /// <summary>Index of the first of these names that the header has; −1 for none.</summary>
    public static int Find(string[] header, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            int at = Array.IndexOf(header, name);
            if (at >= 0) return at;
        }

        return -1;
    }
}
