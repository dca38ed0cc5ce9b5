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
    private const long MostUnpackedBytes = 256L << 20;

    // Parts that become objects as a whole (the book, its styles) take some thirty times their size; real ones are far smaller. Sheets and shared texts are read as they pass by.
    private const long MostCharactersOfSmallPart = 4L << 20;

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
                if (zip.Entries.Any(e => e.Length > MostUnpackedBytes) || zip.Entries.Sum(e => e.Length) > MostUnpackedBytes) throw new InvalidDataException($"it unpacks to more than {MostUnpackedBytes >> 20} MiB");
            }

            stream.Position = 0;
            using SpreadsheetDocument document = SpreadsheetDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharactersOfSmallPart });
            LedgerBatch batch = new TablePack(pack, problems).Read(Sheets(document, problems));
            if (batch.Rows == 0 && problems.All.IsEmpty) problems.Add("workbook", "holds no row", "name each sheet by the kind of its rows, and write the header in its first line");
            return LedgerTables.Reading(batch, problems);
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
        IReadOnlyList<string> shared = book.SharedStringTablePart is { } texts ? WorkbookXml.Texts(texts) : [];
        bool[] dates = DateStyles(book.WorkbookStylesPart?.Stylesheet);
        int cells = 0;
        var tables = new List<(string, LedgerTable)>();
        foreach (Sheet sheet in book.Workbook.Descendants<Sheet>())
        {
            string name = sheet.Name?.Value ?? "";
            if (LedgerTables.KindOf(name) is not { } kind)
            {
                problems.Add($"sheet '{name}'", "is of no kind known here and was passed over", "name it by the kind of its rows: " + string.Join(", ", LedgerTables.Kinds));
                continue;
            }

            if (sheet.Id?.Value is { } id && book.TryGetPartById(id, out OpenXmlPart? found) && found is WorksheetPart part) tables.Add((kind, Table(part, c => Text(c, shared, dates), ref cells)));
            else problems.Add($"sheet '{name}'", "is named in the book and is not there", "save the book again");
        }

        return tables;
    }

    private static LedgerTable Table(WorksheetPart part, Func<WorkbookCell, string> text, ref int cells)
    {
        var rows = new List<(int, IReadOnlyDictionary<string, string>)>();
        System.Collections.Immutable.ImmutableArray<string> header = [];
        foreach ((int line, IReadOnlyList<WorkbookCell> row) in WorkbookXml.Rows(part))
        {
            string[] said = [.. row.Select(c => text(c).Trim())];
            if (said.All(c => c.Length == 0)) continue;
            if ((cells += said.Length) > WorkbookXml.MostCells) throw new InvalidDataException($"it holds more than {WorkbookXml.MostCells} cells");
            if (header.IsDefaultOrEmpty) header = [.. said];
            else rows.Add((line, LedgerTable.Cells(header, said)));
        }

        return new(header.IsDefault ? [] : header, rows);
    }

    private static string Text(WorkbookCell cell, IReadOnlyList<string> shared, bool[] dates)
    {
        switch (cell.Type)
        {
            case "s": return int.TryParse(cell.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int i) && i < shared.Count ? shared[i] : "";
            case "b": return cell.Value is "1" or "true" ? "true" : "false"; // both are booleans of XML Schema
        }

        bool date = cell.Type is "" or "n" && cell.Style < dates.Length && dates[cell.Style];
        return date && double.TryParse(cell.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double serial) && serial is > 0 and < 2_958_466
            ? DateOnly.FromDateTime(DateTime.FromOADate(serial)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : cell.Value;
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
}
