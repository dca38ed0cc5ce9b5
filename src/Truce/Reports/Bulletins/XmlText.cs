using System.Text;

namespace Truce.Reports.Bulletins;

/// <summary>A document of XML 1.0 as text: elements, attributes, characters. The core writes it itself, because the library's writers belong to the world of streams.</summary>
internal sealed class XmlText
{
    private readonly StringBuilder _text = new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    private readonly Stack<string> _open = [];
    private bool _inTag;

    /// <summary>Begins an element.</summary>
    public void Start(string name)
    {
        Close();
        Indent();
        _text.Append('<').Append(name);
        _open.Push(name);
        _inTag = true;
    }

    /// <summary>An attribute of the element just begun.</summary>
    public void Attribute(string name, string value) => _text.Append(' ').Append(name).Append("=\"").Append(Safe(value)).Append('"');

    /// <summary>An element with text.</summary>
    public void Element(string name, string value)
    {
        Close();
        Indent();
        _text.Append('<').Append(name).Append('>').Append(Safe(value)).Append("</").Append(name).Append(">\n");
    }

    /// <summary>Ends the element begun last.</summary>
    public void End()
    {
        string name = _open.Pop();
        if (_inTag)
        {
            _text.Append("/>\n");
            _inTag = false;
            return;
        }

        Indent();
        _text.Append("</").Append(name).Append(">\n");
    }

    /// <summary>The document as UTF-8.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Close()
    {
        if (_inTag) _text.Append(">\n");
        _inTag = false;
    }

    private void Indent() => _text.Append(' ', 2 * _open.Count);

    // Characters that XML 1.0 does not hold (controls, halves of surrogate pairs, U+FFFE and U+FFFF) become _; section 2.2.
    private static string Safe(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (Rune rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                < 0x20 or 0xFFFD or 0xFFFE or 0xFFFF => text.Append('_'),
                _ => text.Append(rune.ToString()),
            };
        }

        return text.ToString();
    }
}
