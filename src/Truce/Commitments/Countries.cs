using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>States by code and name, so that "USA", "US" and "United States" are one guarantor. A name that is no state stays as written: groups promise too.</summary>
public static class Countries
{
    private static readonly ImmutableArray<string> Languages = ["en", "uk", "fr", "ru"];

    private static readonly FrozenDictionary<string, string[]> ByAlpha2 =
        CountryRows.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).ToFrozenDictionary(row => row[1], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Codes = Every();

    /// <summary>ISO 3166-1 alpha-2 code of a state, <c>EU</c> for the Union; anything else as written, trimmed.</summary>
    public static string Normal(string said)
    {
        string name = said.Trim();
        return Codes.TryGetValue(name, out string? code) ? code : name;
    }

    /// <summary>Whether a code is that of a state, or of the Union.</summary>
    public static bool IsState(string code) => ByAlpha2.ContainsKey(code);

    /// <summary>Name for people in a language (en, uk, fr, ru; English for others); what is no state as it is.</summary>
    public static string Name(string code, string language) =>
        ByAlpha2.TryGetValue(code, out string[]? row) ? row[2 + Math.Max(0, Languages.IndexOf(language))] : code;

    private static FrozenDictionary<string, string> Every()
    {
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["UK"] = "GB", ["Great Britain"] = "GB", ["USA"] = "US", ["EU (Commission and Council)"] = "EU", ["EU institutions"] = "EU", ["Czech Republic"] = "CZ", ["Turkey"] = "TR" };
        foreach (string[] row in ByAlpha2.Values)
        {
            codes.TryAdd(row[0], row[1]);
            codes.TryAdd(row[1], row[1]);
            codes.TryAdd(row[2], row[1]);
        }

        return codes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
