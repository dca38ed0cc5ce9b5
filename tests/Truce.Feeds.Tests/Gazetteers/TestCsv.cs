using System.Text;

namespace Truce.Feeds.Tests.Gazetteers;

/// <summary>Rows of a table by column name, for measuring only.</summary>
internal static class TestCsv
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string path)
    {
        string text = File.ReadAllText(path);
        string[]? header = null;
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i <= text.Length; i++)
        {
            char c = i < text.Length ? text[i] : '\n';
            if (c == '"')
            {
                if (quoted && i + 1 < text.Length && text[i + 1] == '"') field.Append(text[i++]);
                else quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                fields.Add(field.ToString().TrimEnd('\r').Trim());
                field.Clear();
                if (c != '\n') continue;
                if (header is null) header = [.. fields];
                else if (fields.Count == header.Length) yield return header.Zip(fields).ToDictionary(p => p.First, p => p.Second);
                fields.Clear();
            }
            else
            {
                field.Append(c);
            }
        }
    }
}
