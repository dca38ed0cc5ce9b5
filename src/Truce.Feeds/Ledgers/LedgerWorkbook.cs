using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>Reads our template as a workbook (Office Open XML, ISO/IEC 29500): one sheet a kind of row, the header in its first line.</summary>
/// <remarks>Cells are read as they are stored; a cell that is formatted as a date becomes that day. Formulas give their stored value. Sheets of other names are passed over and said.</remarks>
public static class LedgerWorkbook
{
    private const long MostUnpackedBytes = 512L << 20;
    private const int MostColumns = 512;

    // Built-in number formats that are dates (ISO/IEC 29500-1, 18.8.30); formats of one's own are dates when their code holds a day, a month or a year outside quotes.
    private static readonly HashSet<uint> DateFormats = [14, 15, 16, 17, 22];

    /// <summary>Reads a workbook. One that cannot be opened is broken as a whole.</summary>
    public static LedgerReading Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var problems = new LedgerProblems(file);
        string pack = LedgerJson.PackOf(file);
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
            {
                if (zip.Entries.Sum(e => e.Length) > MostUnpackedBytes) throw new InvalidDataException($"it unpacks to more than {MostUnpackedBytes >> 20} MiB");
            }

            stream.Position = 0;
            using SpreadsheetDocument document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MostUnpackedBytes });
            return LedgerTables.Reading(new TablePack(pack, problems).Read(Sheets(document, problems)), problems);
        }
        catch (Exception e) when (e is InvalidDataException or OpenXmlPackageException or FileFormatException or XmlException or FormatException or KeyNotFoundException or ArgumentException or InvalidOperationException)
        {
            problems.Add("workbook", "cannot be opened: " + e.Message.Split('\n')[0].TrimEnd('.', '\r'), "save it again as .xlsx, or as CSV");
            return new(new LedgerBatch { Pack = pack }, problems.All, 1, true);
        }
    }

    private static IEnumerable<(string, LedgerTable)> Sheets(SpreadsheetDocument document, LedgerProblems problems)
    {
        WorkbookPart book = document.WorkbookPart ?? throw new InvalidDataException("it holds no workbook");
        string[] shared = [.. book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(i => i.InnerText) ?? []];
        bool[] dates = DateStyles(book.WorkbookStylesPart?.Stylesheet);
        var tables = new List<(string, LedgerTable)>();
        foreach (Sheet sheet in book.Workbook.Descendants<Sheet>())
        {
            string name = sheet.Name?.Value ?? "";
            if (LedgerTables.KindOf(name) is not { } kind)
            {
                problems.Add($"sheet '{name}'", "is of no kind known here and was passed over", "name it by the kind of its rows: " + string.Join(", ", LedgerTables.Kinds));
                continue;
            }

            if (sheet.Id?.Value is { } id && book.GetPartById(id) is WorksheetPart part) tables.Add((kind, Table(part, shared, dates)));
        }

        return tables;
    }

    private static LedgerTable Table(WorksheetPart part, string[] shared, bool[] dates)
    {
        var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
        System.Collections.Immutable.ImmutableArray<string> header = [];
        using OpenXmlReader reader = OpenXmlReader.Create(part);
        int line = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = (Row)reader.LoadCurrentElement()!;
            line = row.RowIndex?.Value is { } index ? (int)index : line + 1;
            string[] cells = Cells(row, shared, dates);
            if (cells.All(c => c.Length == 0)) continue;
            if (header.IsDefaultOrEmpty) header = [.. cells];
            else rows.Add((line, LedgerTable.Cells(header, cells)));
        }

        return new(header.IsDefault ? [] : header, rows);
    }

    private static string[] Cells(Row row, string[] shared, bool[] dates)
    {
        var cells = new List<string>();
        foreach (Cell cell in row.Elements<Cell>())
        {
            int column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            if (column >= MostColumns) break;
            while (cells.Count <= column) cells.Add("");
            cells[column] = Text(cell, shared, dates).Trim();
        }

        return [.. cells];
    }

    private static string Text(Cell cell, string[] shared, bool[] dates)
    {
        string value = cell.CellValue?.Text ?? "";
        CellValues? type = cell.DataType?.Value;
        if (type == CellValues.SharedString) return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int i) && i < shared.Length ? shared[i] : "";
        if (type == CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        if (type == CellValues.Boolean) return value == "1" ? "true" : "false";
        bool date = type is null or CellValues.Number && cell.StyleIndex?.Value is { } style && style < dates.Length && dates[style];
        return date && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double serial) && serial is > 0 and < 2_958_466
            ? DateOnly.FromDateTime(DateTime.FromOADate(serial)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : value;
    }

    private static bool[] DateStyles(Stylesheet? styles)
    {
        var own = styles?.NumberingFormats?.Elements<NumberingFormat>().Where(f => f.NumberFormatId is not null && IsDate(f.FormatCode?.Value ?? "")).Select(f => f.NumberFormatId!.Value).ToHashSet() ?? [];
        return [.. styles?.CellFormats?.Elements<CellFormat>().Select(f => f.NumberFormatId?.Value is { } id && (DateFormats.Contains(id) || own.Contains(id))) ?? []];
    }

    private static bool IsDate(string code)
    {
        bool quoted = false;
        foreach (char c in code)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is 'd' or 'D' or 'y' or 'Y') return true;
        }

        return false;
    }

    /// <summary>Column of a reference such as <c>AB12</c>, from 0.</summary>
    private static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference.TakeWhile(char.IsAsciiLetter)) column = Math.Min(MostColumns * 2, (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1));
        return column - 1;
    }
}
