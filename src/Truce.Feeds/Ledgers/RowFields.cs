using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Truce.Commitments;

namespace Truce.Feeds.Ledgers;

/// <summary>One row by the names of its members, whether it came as JSON or as a line of a table. A value that cannot be read becomes a remark with what to write instead.</summary>
internal abstract class RowFields(string place, LedgerProblems problems)
{
    private const int MostText = 4000;

    /// <summary>Where the row stands.</summary>
    public string Place { get; } = place;

    protected LedgerProblems Problems { get; } = problems;

    /// <summary>Whether the member is there and says something.</summary>
    public abstract bool Has(string name);

    /// <summary>The member as text, whatever its kind; nothing when it is absent.</summary>
    protected abstract string? Raw(string name, out bool isText);

    /// <summary>Items of a list, or the one text.</summary>
    public abstract IReadOnlyList<string> Texts(string name);

    /// <summary>An object inside the row; nothing when there is none.</summary>
    public abstract RowFields? Child(string name);

    /// <summary>Objects of a list inside the row.</summary>
    public abstract IReadOnlyList<RowFields> Children(string name);

    public void Add(string name, string reason, string remedy) => Problems.Add(name.Length == 0 ? Place : $"{Place}.{name}", reason, remedy);

    /// <summary>A text; empty when it is absent.</summary>
    public string Text(string name, bool required = false, int most = MostText)
    {
        string? text = Raw(name, out _)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (required) Add(name, "is missing", $"write \"{name}\"");
            return "";
        }

        if (text.Length <= most) return text;
        Add(name, $"has {text.Length} characters, the bound is {most}", "shorten it");
        return "";
    }

    /// <summary>A word of a closed list; the first where it is absent and not required.</summary>
    public string Word(string name, ImmutableArray<string> words, bool required = false)
    {
        string text = Text(name, required);
        if (text.Length == 0) return required ? "" : words[0];
        string? found = words.FirstOrDefault(w => string.Equals(w, text, StringComparison.OrdinalIgnoreCase));
        if (found is null) Add(name, $"'{text}' is not known here", "write one of " + string.Join(", ", words));
        return found ?? words[0];
    }

    /// <summary>A number within bounds; nothing when it is absent.</summary>
    public double? Number(string name, double least = double.MinValue, double most = double.MaxValue)
    {
        string? text = Raw(name, out _)?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) || !double.IsFinite(n)) Add(name, $"'{Short(text)}' is not a number", "write digits, with a point before decimals");
        else if (n < least) Add(name, least == 0 ? $"{text} is negative" : $"{text} is below {least.ToString(CultureInfo.InvariantCulture)}", "write a number in that range");
        else if (n > most) Add(name, $"{text} is above {most.ToString(CultureInfo.InvariantCulture)}", "write a number in that range");
        else return n;
        return null;
    }

    /// <summary>True or false; nothing when it is absent.</summary>
    public bool? Flag(string name)
    {
        string? text = Raw(name, out _)?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (bool.TryParse(text, out bool flag)) return flag;
        if (text is "yes" or "1") return true;
        if (text is "no" or "0") return false;
        Add(name, $"'{Short(text)}' is neither true nor false", "write true or false");
        return null;
    }

    /// <summary>A day, month or year; nothing when it is absent.</summary>
    public LedgerDate? Date(string name)
    {
        string? text = Raw(name, out _)?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        if (LedgerDate.TryParse(text, out LedgerDate date)) return date;
        Add(name, $"'{Short(text)}' is not a date", "write 2026-01-06, 2026-01 or 2026");
        return null;
    }

    /// <summary>A day that is known to the day; nothing when it is absent.</summary>
    public DateOnly? Day(string name)
    {
        if (Date(name) is not { } date) return null;
        if (date.Precision == DatePrecision.Day) return date.First;
        Add(name, $"'{date}' is not a day", "write it to the day, for instance 2026-01-06");
        return null;
    }

    protected static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}

/// <summary>A row of a JSON file.</summary>
internal sealed class JsonRowFields(JsonElement row, string place, LedgerProblems problems) : RowFields(place, problems)
{
    public override bool Has(string name) => row.TryGetProperty(name, out JsonElement v) && v.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    protected override string? Raw(string name, out bool isText)
    {
        isText = false;
        if (!row.TryGetProperty(name, out JsonElement v)) return null;
        switch (v.ValueKind)
        {
            case JsonValueKind.String:
                isText = true;
                return v.GetString();
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False: return v.GetRawText();
            case JsonValueKind.Null: return null;
        }

        Add(name, "is an object or a list where one value is expected", "write a text or a number");
        return null;
    }

    public override IReadOnlyList<string> Texts(string name)
    {
        if (!row.TryGetProperty(name, out JsonElement v) || v.ValueKind == JsonValueKind.Null) return [];
        if (v.ValueKind == JsonValueKind.String) return [v.GetString()!.Trim()];
        if (v.ValueKind == JsonValueKind.Array && v.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String)) return [.. v.EnumerateArray().Select(i => i.GetString()!.Trim()).Where(t => t.Length > 0)];
        Add(name, "is not a list of texts", $"write \"{name}\": [\"…\"]");
        return [];
    }

    public override RowFields? Child(string name) =>
        row.TryGetProperty(name, out JsonElement v) && v.ValueKind == JsonValueKind.Object ? new JsonRowFields(v, $"{Place}.{name}", Problems) : null;

    public override IReadOnlyList<RowFields> Children(string name)
    {
        if (!row.TryGetProperty(name, out JsonElement v) || v.ValueKind != JsonValueKind.Array) return [];
        var children = new List<RowFields>();
        foreach (JsonElement item in v.EnumerateArray())
        {
            string at = $"{Place}.{name}[{children.Count}]";
            if (item.ValueKind == JsonValueKind.Object) children.Add(new JsonRowFields(item, at, Problems));
            else Problems.Add(at, "is no object", "write { … }");
        }

        return children;
    }
}

/// <summary>A row of a table: members of inner objects are columns such as <c>quantity.unit</c>, lists are separated by semicolons.</summary>
internal sealed class TableRowFields(IReadOnlyDictionary<string, string> cells, string prefix, string place, LedgerProblems problems) : RowFields(place, problems)
{
    public override bool Has(string name) => cells.TryGetValue(prefix + name, out string? v) && v.Length > 0;

    protected override string? Raw(string name, out bool isText)
    {
        isText = true;
        return cells.GetValueOrDefault(prefix + name);
    }

    public override IReadOnlyList<string> Texts(string name) =>
        cells.TryGetValue(prefix + name, out string? v) ? v.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];

    public override RowFields? Child(string name)
    {
        string inner = $"{prefix}{name}.";
        return cells.Any(c => c.Key.StartsWith(inner, StringComparison.OrdinalIgnoreCase) && c.Value.Length > 0) ? new TableRowFields(cells, inner, $"{Place}.{name}", Problems) : null;
    }

    public override IReadOnlyList<RowFields> Children(string name) => [];
}
