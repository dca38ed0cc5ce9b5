using System.Collections.Immutable;
using System.Globalization;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>The words of a report in one language: messages, plural forms, numbers and dates.</summary>
/// <remarks>Every catalogue has the same keys (a test holds them to it); a key that is missing is our mistake and throws.</remarks>
public sealed class Catalogue
{
    private static readonly ImmutableSortedDictionary<string, Catalogue> All = new Catalogue[]
    {
        new("en", EnglishMessages.Text + "\n" + ListeningMessages.English, "en", ",", "."),
        new("uk", UkrainianMessages.Text + "\n" + ListeningMessages.Ukrainian, "slavic", "\u00a0", ","),
        new("fr", FrenchMessages.Text + "\n" + ListeningMessages.French, "fr", "\u202f", ","),
        new("ru", RussianMessages.Text + "\n" + ListeningMessages.Russian, "slavic", "\u00a0", ","),
    }.ToImmutableSortedDictionary(c => c.Language, c => c, StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, string> _messages;
    private readonly string _plural, _group, _point;

    /// <summary>A catalogue from lines of <c>key = text</c>; lines that start with # are passed over.</summary>
    /// <param name="language">ISO 639-1 code.</param>
    /// <param name="text">The messages.</param>
    /// <param name="plural">Plural rule: <c>en</c>, <c>fr</c> or <c>slavic</c>.</param>
    /// <param name="group">Between groups of three digits.</param>
    /// <param name="point">Before the decimals.</param>
    public Catalogue(string language, string text, string plural, string group, string point)
    {
        (Language, _plural, _group, _point) = (language, plural, group, point);
        _messages = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(" = ", 2))
            .ToImmutableSortedDictionary(p => p[0].Trim(), p => p[1].Trim(), StringComparer.Ordinal);
    }

    /// <summary>Languages that have a catalogue, ISO 639-1, sorted.</summary>
    public static ImmutableArray<string> Languages => [.. All.Keys];

    /// <summary>ISO 639-1 code.</summary>
    public string Language { get; }

    /// <summary>All keys, sorted.</summary>
    public IEnumerable<string> Keys => _messages.Keys;

    /// <summary>The message; throws <see cref="KeyNotFoundException"/> when the catalogue lacks it.</summary>
    public string this[string key] => _messages.TryGetValue(key, out string? text)
        ? text
        : throw new KeyNotFoundException($"the catalogue '{Language}' has no message '{key}'");

    /// <summary>The catalogue of a language; throws <see cref="ArgumentException"/> that names those there are.</summary>
    public static Catalogue For(string language) => All.TryGetValue(language, out Catalogue? found)
        ? found
        : throw new ArgumentException($"no catalogue for '{language}'; there are: {string.Join(", ", All.Keys)}", nameof(language));

    /// <summary>Whether there is such a message.</summary>
    public bool Has(string key) => _messages.ContainsKey(key);

    /// <summary>The message with {0}, {1}, … filled in.</summary>
    public string Format(string key, params ReadOnlySpan<string> arguments)
    {
        string text = this[key];
        for (int i = 0; i < arguments.Length; i++) text = text.Replace($"{{{i}}}", arguments[i], StringComparison.Ordinal);
        return text;
    }

    /// <summary>The message in the plural form of the number, which stands at {0}.</summary>
    public string Plural(string key, long count) => Format($"{key}.{PluralForm(count)}", Number(count));

    /// <summary>Plural category of a whole number by Unicode CLDR: <c>one</c>, <c>few</c>, <c>many</c> (uk, ru), <c>one</c>, <c>other</c> (en, fr).</summary>
    public string PluralForm(long count)
    {
        long tens = Math.Abs(count) % 100, ones = tens % 10;
        return _plural switch
        {
            "slavic" when ones == 1 && tens != 11 => "one",
            "slavic" when ones is >= 2 and <= 4 && tens is < 12 or > 14 => "few",
            "slavic" => "many",
            "fr" => Math.Abs(count) < 2 ? "one" : "other",
            _ => count == 1 ? "one" : "other",
        };
    }

    /// <summary>A word for an enum member: <c>prefix.member</c>.</summary>
    public string Word<T>(string prefix, T value) where T : struct, Enum => this[$"{prefix}.{ObservationJson.Word(value)}"];

    /// <summary>A whole number with groups of three.</summary>
    public string Number(long value) => Grouped(Math.Abs(value).ToString(CultureInfo.InvariantCulture), value < 0);

    /// <summary>A number with that many decimals; infinity is ∞.</summary>
    public string Number(double value, int decimals)
    {
        if (double.IsInfinity(value)) return "∞";
        string[] parts = Math.Abs(value).ToString($"F{decimals}", CultureInfo.InvariantCulture).Split('.');
        string whole = Grouped(parts[0], value < 0);
        return parts.Length == 1 ? whole : whole + _point + parts[1];
    }

    /// <summary>A share of 1 as per cent; sure things are never rounded into certainty (over 99, under 1).</summary>
    public string Percent(double share)
    {
        string value = share is > 0.99 and < 1 ? ">" + Number(99) : share is > 0 and < 0.01 ? "<" + Number(1) : Number(share * 100, 0);
        return value + (Language == "en" ? "%" : "\u00a0%");
    }

    /// <summary>Both ends of an interval; whole numbers from ten up, else one or two decimals.</summary>
    public string Interval(Interval95 interval)
    {
        int decimals = interval.High is >= 20 and < double.PositiveInfinity ? 0 : interval.High < 1 ? 2 : 1;
        return $"{Number(interval.Low, decimals)}–{Number(interval.High, decimals)}";
    }

    /// <summary>A date in words.</summary>
    public string Date(DateOnly day)
    {
        string number = Language == "fr" && day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture);
        return Format("date", number, this[$"month.{day.Month}"], day.Year.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The text in this language, else in English, else in the first there is; empty when there is none.</summary>
    public string Pick(ImmutableSortedDictionary<string, string> byLanguage) =>
        byLanguage.TryGetValue(Language, out string? own) ? own
        : byLanguage.TryGetValue("en", out string? english) ? english
        : byLanguage.Values.FirstOrDefault() ?? "";

    /// <summary>How exact a count is, with the count: "12", "at least 12", "about 12", "not counted".</summary>
    public string Counted(Count count) => count.Exactness switch
    {
        CountExactness.Exact => Number(count.Value),
        CountExactness.AtLeast => Format("count.atLeast", Number(count.Value)),
        CountExactness.About => Format("count.about", Number(count.Value)),
        _ => this["count.unknown"],
    };

    private string Grouped(string digits, bool negative)
    {
        // Four digits stay together where the group is a space, as both the Ukrainian and the French rules allow.
        bool split = digits.Length > (_group == "," ? 3 : 4);
        for (int i = digits.Length - 3; split && i > 0; i -= 3) digits = digits.Insert(i, _group);
        return (negative ? "−" : "") + digits;
    }
}
