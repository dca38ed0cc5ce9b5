using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Truce.Feeds.Ledgers;

/// <summary>A cell as it is stored.</summary>
/// <param name="Type">Its type: <c>s</c> shared, <c>inlineStr</c>, <c>str</c>, <c>b</c>, <c>n</c>, <c>e</c>; empty for a number.</param>
/// <param name="Style">Its style, from 0.</param>
/// <param name="Value">Its value, or its text.</param>
internal readonly record struct WorkbookCell(string Type, int Style, string Value);

/// <summary>Sheets and shared texts of a workbook, read as they pass by: what is held is what is said, whatever a file that was made to break us repeats.</summary>
internal static class WorkbookXml
{
    /// <summary>Most cells, and most shared texts, of a book: a hundred thousand rows of fifty columns.</summary>
    public const int MostCells = 5_000_000;

    private const int MostColumns = 512;

    // As many as the program that most people write these with allows in a cell.
    private const int MostCharacters = 32_767;

    /// <summary>The shared texts, in their order.</summary>
    public static List<string> Texts(OpenXmlPart part)
    {
        var texts = new List<string>();
        using Stream stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using XmlReader xml = Open(stream);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            if (texts.Count == MostCells) throw new InvalidDataException($"it holds more than {MostCells} shared texts");
            texts.Add(Inside(xml));
        }

        return texts;
    }

    /// <summary>Rows with their number from 1; empty cells are filled in. What stands beyond the bound of columns is passed over.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<WorkbookCell> Cells)> Rows(OpenXmlPart part)
    {
        using Stream stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using XmlReader xml = Open(stream);
        int line = 0;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row") continue;
            line = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : line + 1;
            yield return (line, Cells(xml));
        }
    }

    private static XmlReader Open(Stream stream) => XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true });

    private static List<WorkbookCell> Cells(XmlReader xml)
    {
        var cells = new List<WorkbookCell>();
        if (xml.IsEmptyElement) return cells;
        int depth = xml.Depth, next = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c") continue;
            int column = xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : next;
            string type = xml.GetAttribute("t") ?? "";
            int style = int.TryParse(xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out int s) ? s : 0;
            string value = Inside(xml);
            next = column + 1;
            if (column >= MostColumns) continue;
            while (cells.Count <= column) cells.Add(new("", 0, ""));
            cells[column] = new(type, style, value);
        }

        return cells;
    }

    /// <summary>All that is said in values and texts inside an element, without how it is spoken (phonetic runs) and without formulas.</summary>
    private static string Inside(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        int depth = xml.Depth, spoken = int.MaxValue;
        bool says = false;
        var text = new StringBuilder();
        char[] piece = new char[256];
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth <= spoken) spoken = int.MaxValue;
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.LocalName == "rPh" && !xml.IsEmptyElement) spoken = Math.Min(spoken, xml.Depth);
                says = spoken == int.MaxValue && xml.LocalName is ("v" or "t") && !xml.IsEmptyElement;
            }
            else if (xml.NodeType == XmlNodeType.EndElement) says = false;
            else if (says && xml.NodeType is (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                for (int read; (read = xml.ReadValueChunk(piece, 0, piece.Length)) > 0;)
                {
                    text.Append(piece, 0, read);
                    if (text.Length > MostCharacters) throw new InvalidDataException($"a cell says more than {MostCharacters} characters");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Column of a reference such as <c>AB12</c>, from 0.</summary>
    private static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference.TakeWhile(char.IsAsciiLetter)) column = Math.Min(MostColumns * 2, (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1));
        return column > 0 ? column - 1 : throw new InvalidDataException($"'{(reference.Length <= 20 ? reference : reference[..20])}' is no place of a cell");
    }
}
