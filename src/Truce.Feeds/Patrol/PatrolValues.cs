using System.Globalization;
using Truce.Feeds.Text;
using Truce.Observations;

namespace Truce.Feeds.Patrol;

/// <summary>The values of one report by field, as text, from either form; absent and empty are the same.</summary>
internal sealed class PatrolValues
{
    private static readonly PatrolField[] Fields = Enum.GetValues<PatrolField>();

    private static readonly Dictionary<string, PatrolField> ByName =
        Fields.ToDictionary(ObservationJson.Word, f => f, StringComparer.Ordinal);

    private readonly string?[] _values = new string?[Fields.Length];

    /// <summary>The field of a name, exactly as documented.</summary>
    public static bool TryField(string name, out PatrolField field) => ByName.TryGetValue(name, out field);

    /// <summary>The field of a column name, any case.</summary>
    public static int FieldOfColumn(string lowerCaseName)
    {
        foreach (PatrolField field in Fields)
        {
            if (string.Equals(lowerCaseName, field.ToString(), StringComparison.OrdinalIgnoreCase)) return (int)field;
        }

        return -1;
    }

    /// <summary>Sets a value; false when the field already has one.</summary>
    public bool TrySet(PatrolField field, string value)
    {
        if (_values[(int)field] is not null) return false;
        _values[(int)field] = value.Trim();
        return true;
    }

    /// <summary>A value; empty when absent.</summary>
    public string this[PatrolField field] => _values[(int)field] ?? "";

    /// <summary>Whether a field has a value.</summary>
    public bool Has(PatrolField field) => this[field].Length > 0;

    /// <summary>A number within bounds, or nothing when absent.</summary>
    public Refusal Number(PatrolField field, double least, double most, out double? value)
    {
        value = null;
        string text = this[field];
        if (text.Length == 0) return default;
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
            && number >= least && number <= most)
        {
            value = number;
            return default;
        }

        return Bad(field, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }

    /// <summary>One of the words of an enum, lower camel case, or nothing when absent.</summary>
    public Refusal Word<T>(PatrolField field, out T? value)
        where T : struct, Enum
    {
        value = null;
        string text = this[field];
        if (text.Length == 0) return default;
        foreach (T candidate in Enum.GetValues<T>())
        {
            if (ObservationJson.Word(candidate) != text) continue;
            value = candidate;
            return default;
        }

        return Bad(field, "one of " + string.Join(", ", Enum.GetValues<T>().Select(ObservationJson.Word)));
    }

    /// <summary>One of some words, or nothing when absent.</summary>
    public Refusal OneOf(PatrolField field, string[] words) =>
        !Has(field) || words.Contains(this[field]) ? default : Bad(field, "one of " + string.Join(", ", words));

    /// <summary>An instant with an offset, or nothing when absent.</summary>
    public Refusal Instant(PatrolField field, out DateTimeOffset? instant, out TimeSpan offset)
    {
        instant = null;
        offset = default;
        if (!Has(field)) return default;
        if (!AsciiTime.TryInstant(System.Text.Encoding.UTF8.GetBytes(this[field]), out DateTimeOffset found, out offset))
        {
            return Bad(field, "a time such as 2026-03-01T21:14:07+02:00, with its offset,");
        }

        instant = found;
        return default;
    }

    /// <summary>The refusal of a value: the reason is <c>bad-</c> and the field's name.</summary>
    public Refusal Bad(PatrolField field, string expected)
    {
        string got = this[field];
        if (got.Length > 60) got = got[..60] + "…";
        return new("bad-" + ObservationJson.Word(field), $"{ObservationJson.Word(field)}: {expected} expected, got '{got}'");
    }
}
