using System.Collections.Immutable;
using Truce.Feeds.Text;

namespace Truce.Feeds.Ledgers;

/// <summary>A table in memory: the names of its header, and its lines with their numbers.</summary>
/// <param name="Header">Names of the columns, trimmed.</param>
/// <param name="Rows">Number of the line from 1, and the cells by name.</param>
internal sealed record LedgerTable(ImmutableArray<string> Header, IReadOnlyList<(int Line, IReadOnlyDictionary<string, string> Cells)> Rows)
{
    private const int MostRecordBytes = 1 << 20;

    /// <summary>Reads comma, semicolon or tab separated values (RFC 4180); a line that does not fit its header becomes a remark.</summary>
    public static LedgerTable ReadCsv(Stream stream, LedgerProblems problems)
    {
        using var reader = new RecordReader(stream, RecordFraming.Table, MostRecordBytes);
        Span<FieldSlot> slots = stackalloc FieldSlot[TableRow.MaxFields];
        ImmutableArray<string> header = [];
        var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
        byte separator = (byte)',';
        for (int line = 1; reader.TryRead(out RawRecord record); line++)
        {
            if (record.Fault != RecordFault.None)
            {
                problems.Add($"line {line}", record.Fault == RecordFault.TooLong ? "is longer than a mebibyte" : "a quote opens and does not close", "mend the line");
                problems.RefuseRow();
                continue;
            }

            if (record.Bytes.IsEmpty || record.Bytes.IndexOfAnyExcept((byte)' ', (byte)',', (byte)';') < 0) continue;
            if (header.IsEmpty) separator = SeparatorOf(record.Bytes);
            TableRow row = TableRow.Split(record.Bytes, separator, slots);
            string[] cells = [.. Enumerable.Range(0, row.Count).Select(_ => "")];
            for (int i = 0; i < cells.Length; i++) cells[i] = row.Text(i).Trim();
            if (header.IsEmpty) header = [.. cells];
            else if (cells.Length != header.Length)
            {
                problems.Add($"line {line}", $"has {cells.Length} cells, the header {header.Length}", "quote cells that hold the separator");
                problems.RefuseRow();
            }
            else rows.Add((line, Cells(header, cells)));
        }

        return new(header, rows);
    }

    private static byte SeparatorOf(ReadOnlySpan<byte> header) =>
        header.IndexOf((byte)'\t') >= 0 ? (byte)'\t' : header.Count((byte)';') > header.Count((byte)',') ? (byte)';' : (byte)',';

    /// <summary>Cells by the names of the header; of a name that stands twice the first counts.</summary>
    public static IReadOnlyDictionary<string, string> Cells(ImmutableArray<string> header, IReadOnlyList<string> cells)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < header.Length && i < cells.Count; i++) named.TryAdd(header[i], cells[i]);
        return named;
    }
}
