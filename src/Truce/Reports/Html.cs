using System.Text;

namespace Truce.Reports;

/// <summary>A few helpers to write HTML by hand: everything that comes from outside goes through <see cref="Escape"/>.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new(64 * 1024);

    internal Html Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    internal Html Text(string text) => Raw(Escape(text));

    internal Html Open(string tag, string attributes = "") => Raw(attributes.Length == 0 ? $"<{tag}>" : $"<{tag} {attributes}>");

    internal Html Close(string tag) => Raw($"</{tag}>\n");

    internal Html Element(string tag, string text, string attributes = "") => Open(tag, attributes).Text(text).Close(tag);

    /// <summary>A table with a caption and column headers; cells are markup that is already escaped. A cell that starts with <c>\u0001</c> is a row header.</summary>
    internal Html Table(string caption, string[] headers, IEnumerable<string[]> rows, string cssClass = "", params ReadOnlySpan<int> numeric)
    {
        var isNumeric = new bool[headers.Length];
        foreach (int column in numeric) isNumeric[column] = true;
        Raw($"<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{Escape(caption)}\">\n");
        Open("table", cssClass.Length == 0 ? "" : $"class=\"{cssClass}\"").Element("caption", caption);
        Raw("<thead><tr>");
        for (int i = 0; i < headers.Length; i++) Raw($"<th scope=\"col\"{(isNumeric[i] ? " class=\"n\"" : "")}>{Escape(headers[i])}</th>");
        Raw("</tr></thead>\n<tbody>\n");
        foreach (string[] row in rows)
        {
            Raw("<tr>");
            for (int i = 0; i < row.Length; i++)
            {
                bool header = row[i].StartsWith('\u0001');
                string name = header ? "th scope=\"row\"" : "td", label = Escape(headers[i]);
                Raw($"<{name}{(isNumeric[i] ? " class=\"n\"" : "")} data-c=\"{label}\">{(header ? row[i][1..] : row[i])}</{(header ? "th" : "td")}>");
            }

            Raw("</tr>\n");
        }

        return Raw("</tbody></table></div>\n");
    }

    /// <summary>Escapes for element content and for double-quoted attributes; control characters that HTML forbids become U+FFFD.</summary>
    internal static string Escape(string text)
    {
        StringBuilder? changed = null;
        for (int i = 0; i < text.Length; i++)
        {
            string? with = text[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < ' ' and not '\n' and not '\t' => "\ufffd",
                '\u007f' => "\ufffd",
                // Direction overrides would let a source's text reorder the page around it.
                (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => "",
                _ => null,
            };
            if (with is not null) changed ??= new StringBuilder(text.Length + 16).Append(text, 0, i);
            if (with is null) changed?.Append(text[i]);
            else changed!.Append(with);
        }

        return changed?.ToString() ?? text;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
