using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Truce.Terms;

/// <summary>What a JSON value is.</summary>
internal enum SpotKind
{
    Null,
    True,
    False,
    Number,
    Text,
    Array,
    Object,
}

/// <summary>One JSON value together with where it stands in its file, so that an error about its meaning can point at it.</summary>
internal sealed class JsonSpot
{
    /// <summary>Byte offset of the value's first byte.</summary>
    public required int Offset { get; init; }

    public required SpotKind Kind { get; init; }

    /// <summary>The value that holds this one; none for the root.</summary>
    public JsonSpot? Parent { get; init; }

    /// <summary>Member name inside an object, or the index inside an array, as written in a JSON path.</summary>
    public string Step { get; init; } = "$";

    /// <summary>Text of a string, or the digits of a number.</summary>
    public string Text { get; init; } = "";

    public double Number { get; init; }

    /// <summary>Members in file order; of two with one name the first is kept (the second is an error of its own).</summary>
    public List<(string Name, JsonSpot Value)> Members { get; } = [];

    public List<JsonSpot> Items { get; } = [];

    /// <summary>The path from the root, for instance <c>$.zones[3].geometry.km</c>.</summary>
    public string Path => Parent is null ? Step : Parent.Path + Step;

    /// <summary>The member with that name; none when there is none. Linear: agreements have few members an object.</summary>
    public JsonSpot? this[string name]
    {
        get
        {
            foreach ((string n, JsonSpot value) in Members)
            {
                if (string.Equals(n, name, StringComparison.Ordinal)) return value;
            }

            return null;
        }
    }

    /// <summary>How the value is called in a sentence.</summary>
    public string Said => Kind switch
    {
        SpotKind.Null => "null",
        SpotKind.True => "true",
        SpotKind.False => "false",
        SpotKind.Number => "the number " + Text,
        SpotKind.Text => Quote(Text),
        SpotKind.Array => "an array",
        _ => "an object",
    };

    /// <summary>A text between quotation marks, control characters as escapes, cut after 60 characters.</summary>
    public static string Quote(string text)
    {
        var s = new StringBuilder("\"");
        foreach (char c in text.AsSpan(0, Math.Min(60, text.Length)))
        {
            if (char.IsControl(c)) s.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else s.Append(c);
        }

        return s.Append(text.Length > 60 ? "…\"" : "\"").ToString();
    }
}

/// <summary>Turns a byte offset into a line and a column for people.</summary>
internal sealed class LineMap
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly ImmutableArray<int> _starts;

    public LineMap(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        ImmutableArray<int>.Builder starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        ReadOnlySpan<byte> span = bytes.Span;
        for (int i = 0; i < span.Length; i++)
        {
            if (span[i] == (byte)'\n') starts.Add(i + 1);
        }

        _starts = starts.ToImmutable();
    }

    /// <summary>Line from 1 and column from 1; the column counts characters (Unicode scalar values), not bytes.</summary>
    public (int Line, int Column) At(int offset)
    {
        offset = Math.Clamp(offset, 0, _bytes.Length);
        int at = _starts.BinarySearch(offset);
        int line = at >= 0 ? at : ~at - 1;
        int column = 1;
        foreach (byte b in _bytes.Span[_starts[line]..offset])
        {
            if ((b & 0xC0) != 0x80) column++;
        }

        return (line + 1, column);
    }
}
