using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Truce.Terms;

/// <summary>Reads JSON (RFC 8259) into values that know their place; says what is wrong and where, and never throws for bad bytes.</summary>
internal static class JsonSpotReader
{
    /// <summary>Deepest nesting that is read; an agreement needs 8, GeoJSON 10.</summary>
    public const int MaxDepth = 40;

    /// <summary>Most members of one object; the largest known here has 27. Keeps the search for duplicates short.</summary>
    private const int MaxMembers = 500;

    /// <summary>The root value, or none after an error was added to <paramref name="problems"/>.</summary>
    public static JsonSpot? Read(ReadOnlyMemory<byte> utf8, int maxBytes, Problems problems)
    {
        if (utf8.Length > maxBytes)
        {
            problems.AddAt(0, "$", $"the file has {utf8.Length} bytes, the bound is {maxBytes}", "split it, or keep geometries in files of their own");
            return null;
        }

        ReadOnlySpan<byte> bytes = utf8.Span;
        int bom = bytes.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        if (!Utf8.IsValid(bytes))
        {
            problems.AddAt(FirstInvalid(bytes), "$", "the file is not UTF-8 from this byte on", "save it as UTF-8");
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(bytes[bom..], new JsonReaderOptions { MaxDepth = MaxDepth });
            return Walk(ref reader, bom, problems);
        }
        catch (JsonException e)
        {
            int offset = Offset(utf8, e, bom);
            problems.AddAt(offset, "$", "not JSON: " + Reason(e), "mend the text at this place; comments and trailing commas are not JSON");
            return null;
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader.GetString on an escaped lone surrogate such as "\ud800": valid JSON grammar, no Unicode text.
            problems.AddAt(bom, "$", "a string holds half of a surrogate pair", "write the character itself or both halves of the pair");
            return null;
        }
    }

    private static JsonSpot? Walk(ref Utf8JsonReader reader, int bom, Problems problems)
    {
        JsonSpot? root = null;
        var open = new Stack<JsonSpot>();
        string? name = null;
        int nameOffset = 0;
        while (reader.Read())
        {
            int offset = (int)reader.TokenStartIndex + bom;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString()!;
                    nameOffset = offset;
                    continue;
                case JsonTokenType.EndArray or JsonTokenType.EndObject:
                    open.Pop();
                    continue;
            }

            JsonSpot? parent = open.Count > 0 ? open.Peek() : null;
            JsonSpot spot = Make(ref reader, offset, parent, name);
            Attach(parent, spot, name, nameOffset, problems);
            root ??= spot;
            name = null;
            if (spot.Kind is SpotKind.Array or SpotKind.Object) open.Push(spot);
        }

        return root;
    }

    private static JsonSpot Make(ref Utf8JsonReader reader, int offset, JsonSpot? parent, string? name)
    {
        string step = parent is null ? "$"
            : name is null ? string.Create(CultureInfo.InvariantCulture, $"[{parent.Items.Count}]")
            : IsPlain(name) ? "." + name : "[" + JsonSpot.Quote(name) + "]";
        string text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!,
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => "",
        };
        return new JsonSpot
        {
            Offset = offset,
            Parent = parent,
            Step = step,
            Text = text,
            Number = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double d) ? d : double.NaN,
            Kind = reader.TokenType switch
            {
                JsonTokenType.StartArray => SpotKind.Array,
                JsonTokenType.StartObject => SpotKind.Object,
                JsonTokenType.True => SpotKind.True,
                JsonTokenType.False => SpotKind.False,
                JsonTokenType.Number => SpotKind.Number,
                JsonTokenType.String => SpotKind.Text,
                _ => SpotKind.Null,
            },
        };
    }

    private static void Attach(JsonSpot? parent, JsonSpot spot, string? name, int nameOffset, Problems problems)
    {
        if (parent is null) return;
        if (parent.Kind == SpotKind.Array)
        {
            parent.Items.Add(spot);
            return;
        }

        if (parent.Members.Count >= MaxMembers)
        {
            if (parent.Members.Count == MaxMembers) problems.AddAt(nameOffset, parent.Path, $"an object has more than {MaxMembers} members", "split it");
            if (parent.Members.Count == MaxMembers) parent.Members.Add((name!, spot));
            return;
        }

        if (parent[name!] is not null)
        {
            problems.AddAt(nameOffset, spot.Path, $"the member {JsonSpot.Quote(name!)} stands twice in one object", "keep one of the two");
            return;
        }

        parent.Members.Add((name!, spot));
    }

    private static bool IsPlain(string name) => name.Length is > 0 and <= 60 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Reason(JsonException e)
    {
        string message = e.Message;
        int cut = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string reason = (cut < 0 ? message : message[..cut]).TrimEnd('.');
        return reason.Length > 160 ? reason[..160] + "…" : reason;
    }

    private static int Offset(ReadOnlyMemory<byte> utf8, JsonException e, int bom)
    {
        ReadOnlySpan<byte> bytes = utf8.Span;
        int offset = bom;
        for (long line = e.LineNumber ?? 0; line > 0; line--)
        {
            int next = bytes[offset..].IndexOf((byte)'\n');
            if (next < 0) break;
            offset += next + 1;
        }

        return (int)Math.Min(bytes.Length, offset + (e.BytePositionInLine ?? 0));
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out int used) == System.Buffers.OperationStatus.Done) at += used;
        return at;
    }
}
