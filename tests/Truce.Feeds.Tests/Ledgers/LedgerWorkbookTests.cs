using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Truce.Commitments;
using Truce.Feeds.Ledgers;
using Truce.Measures;
using Truce.Testing;
using SheetText = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace Truce.Feeds.Tests.Ledgers;

/// <summary>Workbooks as programs write them, and as damage and malice leave them: each gives its rows or a reason, in bounded memory.</summary>
public sealed class LedgerWorkbookTests
{
    private const uint OwnDate = 1, BuiltInDate = 2, OwnQuoted = 3;

    private static LedgerReading Read(byte[] bytes) => LedgerFile.Read(bytes, "f.xlsx");

    [Fact]
    public void Every_kind_of_cell_says_what_it_holds()
    {
        LedgerReading reading = Read(Book(
            ("commitments", [
                Row(1, Shared("A", 1, 0), Shared("B", 1, 1), Inline("C", 1, "pillar"), Inline("D", 1, "quantity.value"), Inline("E", 1, "quantity.unit"), Inline("F", 1, "due"), Inline("G", 1, "announced"), Inline("H", 1, "simulated"), Inline("I", 1, "weight")),
                Row(3, Inline("A", 3, "C1"), Shared("B", 3, 2), Inline("C", 3, "P3"), Number("D", 3, "2"), Inline("E", 3, "battalion"), Number("F", 3, "47484", BuiltInDate), Number("G", 3, "47119.5", OwnDate), Bool("H", 3, true), Number("I", 3, "3", OwnQuoted)),
                Row(4, Inline("A", 4, "C2"), Inline("B", 4, "GB"), Inline("C", 4, "P3"), Inline("G", 4, "2029-01-02"))])));
        Assert.Equal("", string.Join("; ", reading.Rejects));
        Assert.Equal((2, true, false), (reading.Batch.Commitments.Length, reading.Batch.Simulated, reading.Broken));
        Commitment first = reading.Batch.Commitments[0], second = reading.Batch.Commitments[1];
        Assert.Equal<(string, string, DateOnly?, LedgerDate?)>(("f/C1", "FR", new DateOnly(2030, 1, 1), LedgerDate.On(new(2029, 1, 1))), (first.Id.ToString(), first.Guarantor, first.Due, first.Announced));
        Assert.Equal<(LedgerDate?, DateOnly?, double)>((LedgerDate.On(new(2029, 1, 2)), null, 3), (second.Announced, second.Due, first.WeightFactor)); // D, E and F are not there in the second
    }

    [Fact]
    public void A_row_is_refused_with_its_sheet_and_line_and_an_unknown_sheet_is_said()
    {
        LedgerReading reading = Read(Book(
            ("Deliveries", [Row(1, Inline("A", 1, "id"), Inline("B", 1, "commitment"), Inline("C", 1, "date")), Row(7, Inline("A", 7, "D1"), Inline("B", 7, "C1"), Inline("C", 7, "01.02.2030"))]),
            ("Notes of ours", [Row(1, Inline("A", 1, "anything"))])));
        Assert.Equal((1, 0), (reading.Refused, reading.Batch.Rows));
        Assert.Contains(reading.Rejects, r => r.Place == "f.xlsx: delivery line 7 (D1).date" && r.Reason.Contains("not a date", StringComparison.Ordinal));
        Assert.Contains(reading.Rejects, r => r.Place == "f.xlsx: sheet 'Notes of ours'" && r.Reason.Contains("passed over", StringComparison.Ordinal));
    }

    [Fact]
    public void A_book_that_holds_no_row_says_so()
    {
        LedgerReading header = Read(Book(("commitment", [Row(1, Inline("A", 1, "id"))])));
        Assert.Contains("holds no row", Assert.Single(header.Rejects).Reason, StringComparison.Ordinal);
        LedgerReading lost = Read(Change(Sample(), "xl/workbook.xml", xml => xml.Replace("r:id=", "r:ib=", StringComparison.Ordinal)));
        Assert.Contains(lost.Rejects, r => r.Place == "f.xlsx: sheet 'commitment'");
        Assert.Equal(0, lost.Batch.Rows);
    }

    [Fact]
    public void Phonetic_runs_and_formulas_are_not_part_of_what_a_cell_says()
    {
        byte[] book = Change(Sample(), "xl/worksheets/sheet1.xml", xml => xml.Replace("<x:t>C1</x:t>", "<x:r><x:t>C</x:t></x:r><x:rPh sb=\"0\" eb=\"1\"><x:t>see</x:t></x:rPh><x:r><x:t>1</x:t></x:r>", StringComparison.Ordinal)
            .Replace("<x:v>2</x:v>", "<x:f>1+1</x:f><x:v>2</x:v>", StringComparison.Ordinal));
        Commitment c = Assert.Single(Read(book).Batch.Commitments);
        Assert.Equal("f/C1", c.Id.ToString());
        Assert.Equal(2, c.Quantity!.Exact);
    }

    [Fact]
    public void Truncated_anywhere_it_is_broken_and_says_so()
    {
        byte[] book = Sample();
        foreach (int length in Enumerable.Range(1, 40).Select(i => book.Length * i / 41).Where(n => n > 4)) AssertBroken(Read(book[..length]), $"cut at {length}");
    }

    [Fact]
    public void Damaged_anywhere_it_gives_rows_or_a_reason()
    {
        int seed = Seeds.Next(), broken = 0, read = 0;
        var random = new SeededRandom((ulong)seed);
        byte[] whole = Sample();
        for (int i = 0; i < 300; i++)
        {
            byte[] book = [.. whole];
            int places = 1 + random.NextBelow(8);
            for (int p = 0; p < places; p++) book[4 + random.NextBelow(book.Length - 4)] = (byte)random.NextBelow(256);
            LedgerReading reading = Read(book);
            Assert.True(reading.Broken ? reading.Rejects.Length > 0 : reading.Batch.Rows + reading.Refused + reading.Rejects.Length > 0, $"seed {seed}, damage {i}: nothing, and no reason");
            Assert.All(reading.Rejects, r => Assert.True(r.Place.Length > 0 && r.Reason.Length > 0 && r.Remedy.Length > 0, $"seed {seed}, damage {i}: {r}"));
            (broken, read) = reading.Broken ? (broken + 1, read) : (broken, read + 1);
        }

        Assert.True(broken > 0 && read > 0, $"seed {seed}: {broken} broken, {read} read");
        TestContext.Current.TestOutputHelper?.WriteLine($"{broken} broken, {read} read all the same");
    }

    // The same with the parts damaged before they are packed, so that the damage meets the reader and not the checksum.
    [Fact]
    public void Parts_damaged_before_they_were_packed_give_rows_or_a_reason()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        byte[] whole = Sample();
        string[] parts = Names(whole);
        for (int i = 0; i < 300; i++)
        {
            byte[] book = Change(whole, parts[random.NextBelow(parts.Length)], bytes =>
            {
                int places = 1 + random.NextBelow(4);
                for (int p = 0; p < places; p++) bytes[random.NextBelow(bytes.Length)] = (byte)(32 + random.NextBelow(95));
                return bytes;
            });
            LedgerReading reading = Read(book);
            Assert.True(!reading.Broken || reading.Rejects.Length > 0, $"seed {seed}, damage {i}");
        }
    }

    [Theory]
    [InlineData("sheetData", "<x:row r=\"2\"><x:c r=\"7\"><x:v>1</x:v></x:c></x:row>", "is no place of a cell")]
    [InlineData("sheetData", "<x:row r=\"2\"><x:c><x:v>LONG</x:v></x:c></x:row>", "more than 32767 characters")]
    [InlineData("doctype", "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>", "DTD")]
    public void What_no_program_writes_is_broken_with_its_reason(string where, string xml, string reason)
    {
        string put = xml.Replace("LONG", new string('7', 40_000), StringComparison.Ordinal);
        byte[] book = Change(Sample(), "xl/worksheets/sheet1.xml", text => where == "doctype" ? text.Insert(text.IndexOf("<x:worksheet", StringComparison.Ordinal), put) : text.Replace("</x:sheetData>", put + "</x:sheetData>", StringComparison.Ordinal));
        LedgerReading reading = Read(book);
        AssertBroken(reading, reason);
        Assert.Contains(reason, reading.Rejects[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bomb_by_the_size_it_declares_is_not_unpacked()
    {
        byte[] book = Pack(Sample(), ("xl/media/zeros.bin", new byte[300 << 20]));
        Assert.True(book.Length < 4 << 20, $"{book.Length} bytes");
        long before = GC.GetAllocatedBytesForCurrentThread();
        LedgerReading reading = Read(book);
        AssertBroken(reading, "bomb");
        Assert.Contains("256 MiB", reading.Rejects.Single().Reason, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }

    [Fact]
    public void A_bomb_that_lies_about_its_size_is_not_believed()
    {
        byte[] sheet = Encoding.UTF8.GetBytes("<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:sheetData>" + new string(' ', 200 << 20));
        byte[] book = Change(Sample(), "xl/worksheets/sheet1.xml", _ => sheet);
        Lie(book, "xl/worksheets/sheet1.xml", 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertBroken(Read(book), "lying bomb");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16 << 20);
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", "<x:worksheet xmlns:x=\"NS\"><x:sheetData><x:row r=\"1\">", "<x:c/>", "</x:row></x:sheetData></x:worksheet>")]
    [InlineData("xl/worksheets/sheet1.xml", "<x:worksheet xmlns:x=\"NS\"><x:sheetData><x:row r=\"1\"><x:c t=\"inlineStr\"><x:is>", "<x:r/>", "</x:is></x:c></x:row></x:sheetData></x:worksheet>")]
    [InlineData("xl/sharedStrings.xml", "<x:sst xmlns:x=\"NS\">", "<x:si/>", "</x:sst>")]
    [InlineData("xl/styles.xml", "<x:styleSheet xmlns:x=\"NS\"><x:cellXfs>", "<x:xf/>", "</x:cellXfs></x:styleSheet>")]
    public void A_part_that_repeats_nothing_without_end_takes_bounded_memory(string part, string start, string repeated, string end)
    {
        string xml = start.Replace("NS", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", StringComparison.Ordinal) + string.Concat(Enumerable.Repeat(repeated, 6_000_000)) + end; // 36 MB and more
        byte[] book = Change(Sample(), part, _ => Encoding.UTF8.GetBytes(xml));
        long before = GC.GetAllocatedBytesForCurrentThread();
        LedgerReading reading = Read(book);
        long usedMb = (GC.GetAllocatedBytesForCurrentThread() - before) >> 20;
        TestContext.Current.TestOutputHelper?.WriteLine($"{part} {repeated}: {usedMb} MiB allocated, {reading.Rejects.FirstOrDefault()}");
        Assert.True(reading.Rejects.Length > 0);
        Assert.True(usedMb < 300, $"{usedMb} MiB");
    }

    private static void AssertBroken(LedgerReading reading, string what)
    {
        Assert.True(reading.Broken && reading.Rejects.Length > 0 && reading.Batch.Rows == 0, what);
        Assert.All(reading.Rejects, r => Assert.True(r.Reason.Length > 0 && r.Remedy.Length > 0, r.ToString()));
    }

    private static byte[] Sample() => Book(("commitment", [
        Row(1, Shared("A", 1, 0), Shared("B", 1, 1), Inline("C", 1, "pillar"), Inline("D", 1, "quantity.value"), Inline("E", 1, "quantity.unit")),
        Row(2, Inline("A", 2, "C1"), Shared("B", 2, 2), Inline("C", 2, "P3"), Number("D", 2, "2"), Inline("E", 2, "battalion"))]));

    private static byte[] Book(params (string Name, Row[] Rows)[] sheets)
    {
        using var stream = new MemoryStream();
        using (SpreadsheetDocument document = SpreadsheetDocument.Create(stream, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            WorkbookPart book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<SharedStringTablePart>("texts").SharedStringTable = new SharedStringTable(new[] { "id", "guarantor", "France" }.Select(t => new SharedStringItem(new SheetText(t))));
            book.AddNewPart<WorkbookStylesPart>("styles").Stylesheet = new Stylesheet(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "dd.mm.yyyy" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "0 \"days\"" }),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 164 }, new CellFormat { NumberFormatId = 14 }, new CellFormat { NumberFormatId = 165 }));
            for (int i = 0; i < sheets.Length; i++)
            {
                string id = "sheet" + (i + 1).ToString(CultureInfo.InvariantCulture);
                book.AddNewPart<WorksheetPart>(id).Worksheet = new Worksheet(new SheetData(sheets[i].Rows));
                book.Workbook.Sheets!.Append(new Sheet { Name = sheets[i].Name, SheetId = (uint)i + 1, Id = id });
            }
        }

        return stream.ToArray();
    }

    private static Row Row(uint line, params Cell[] cells) => new(cells) { RowIndex = line };

    private static Cell Shared(string column, uint line, int index) => new() { CellReference = column + line, DataType = CellValues.SharedString, CellValue = new CellValue(index) };

    private static Cell Inline(string column, uint line, string text) => new() { CellReference = column + line, DataType = CellValues.InlineString, InlineString = new InlineString(new SheetText(text)) };

    private static Cell Number(string column, uint line, string value, uint style = 0) => new() { CellReference = column + line, CellValue = new CellValue(value), StyleIndex = style };

    private static Cell Bool(string column, uint line, bool value) => new() { CellReference = column + line, DataType = CellValues.Boolean, CellValue = new CellValue(value) };

    private static string[] Names(byte[] book)
    {
        using var zip = new ZipArchive(new MemoryStream(book), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    private static byte[] Change(byte[] book, string part, Func<string, string> change) => Change(book, part, bytes => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes))));

    private static byte[] Change(byte[] book, string part, Func<byte[], byte[]> change)
    {
        using var from = new ZipArchive(new MemoryStream(book), ZipArchiveMode.Read);
        using var stream = new MemoryStream();
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            bool found = false;
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                using var read = new MemoryStream();
                using (Stream s = entry.Open()) s.CopyTo(read);
                found |= entry.FullName == part;
                using Stream write = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                write.Write(entry.FullName == part ? change(read.ToArray()) : read.ToArray());
            }

            Assert.True(found, $"{part} is not among {string.Join(", ", from.Entries.Select(e => e.FullName))}");
        }

        return stream.ToArray();
    }

    private static byte[] Pack(byte[] book, (string Name, byte[] Bytes) more)
    {
        using var stream = new MemoryStream();
        stream.Write(book);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream write = zip.CreateEntry(more.Name, CompressionLevel.Fastest).Open();
            write.Write(more.Bytes);
        }

        return stream.ToArray();
    }

    /// <summary>Writes another unpacked size into the directory at the end and before the part itself.</summary>
    private static void Lie(byte[] book, string part, uint size)
    {
        byte[] name = Encoding.UTF8.GetBytes(part);
        int told = 0;
        for (int i = 0; i + 46 < book.Length; i++)
        {
            uint mark = BinaryPrimitives.ReadUInt32LittleEndian(book.AsSpan(i));
            (int at, int text) = mark switch { 0x02014b50 => (24, 46), 0x04034b50 => (22, 30), _ => (0, 0) };
            if (at == 0 || i + text + name.Length > book.Length || !book.AsSpan(i + text, name.Length).SequenceEqual(name)) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(book.AsSpan(i + at), size);
            told++;
        }

        Assert.True(told >= 1);
    }
}
