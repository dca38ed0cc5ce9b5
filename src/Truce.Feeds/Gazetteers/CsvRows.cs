using System.Text;

namespace Truce.Feeds.Gazetteers;

/// <summary>A row of a small CSV file with the line on which it starts.</summary>
/// <param name="Line">Line in the file, the first is 1.</param>
/// <param name="Fields">Fields by the header's names; a missing field is empty.</param>
internal sealed record CsvRow(int Line, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A field, trimmed; empty when the file has no such column.</summary>
    public string this[string column] => Fields.TryGetValue(column, out string? v) ? v.Trim() : "";
}

/// <summary>Reads small CSV tables with a header (RFC 4180, UTF-8, LF or CRLF). Gazetteers only: feeds have their own byte-exact decoders.</summary>
internal static class CsvRows
{
    /// <summary>All rows; a table without the columns asked for, with a field count that differs from the header or with an open quote is an error.</summary>
    public static List<CsvRow> Read(string path, IReadOnlyList<string> required, List<GazetteerError> errors)
    {
        string text = File.ReadAllText(path, Encoding.UTF8);
        var rows = new List<CsvRow>();
        string[]? header = null;
        int at = 0, line = 1;
        while (at < text.Length)
        {
            int start = line;
            List<string>? fields = Record(text, ref at, ref line);
            if (fields is null)
            {
                errors.Add(new(path, start, "a quoted field has no closing quote"));
                return rows;
            }

            if (fields is [""] || fields[0].StartsWith('#')) continue;
            if (header is null)
            {
                header = [.. fields.Select(f => f.Trim())];
                string[] missing = [.. required.Where(c => !header.Contains(c))];
                if (missing.Length == 0) continue;
                errors.Add(new(path, start, $"column {string.Join(", ", missing)} is missing; the header has {string.Join(", ", header)}"));
                return rows;
            }

            if (fields.Count != header.Length)
            {
                errors.Add(new(path, start, $"{header.Length} fields expected as in the header, got {fields.Count}"));
                continue;
            }

            rows.Add(new(start, header.Zip(fields).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal)));
        }

        if (header is null) errors.Add(new(path, 1, $"the file is empty; a header with {string.Join(", ", required)} is expected"));
        return rows;
    }

    private static List<string>? Record(string text, ref int at, ref int line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false, end = false;
        while (!end)
        {
            char c = at < text.Length ? text[at++] : '\uffff';
            if (c == '\n') line++;
            if (quoted)
            {
                if (c == '\uffff') return null;
                if (c != '"') field.Append(c);
                else if (at < text.Length && text[at] == '"') field.Append(text[at++]);
                else quoted = false;
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c is ',' or '\n' or '\uffff')
            {
                fields.Add(field.ToString().TrimEnd('\r').TrimStart('\ufeff'));
                field.Clear();
                end = c != ',';
            }
            else
            {
                field.Append(c);
            }
        }

        return fields;
    }
}
