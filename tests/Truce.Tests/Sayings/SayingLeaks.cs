using System.Text.RegularExpressions;
using Truce.Sayings;

namespace Truce.Tests.Sayings;

/// <summary>What is wrong with a saying in a language: it cannot be said, a blank is left, or English has come through.</summary>
internal static partial class SayingLeaks
{
    /// <summary>Faults of a saying in every language but English.</summary>
    /// <param name="saying">The saying.</param>
    /// <param name="own">Text of the agreement: its own words stay as they are.</param>
    public static IEnumerable<string> Of(Saying saying, string own)
    {
        foreach (string language in SayingWords.Languages.Where(l => l != "en"))
        {
            string? said = SayingWords.For(language).TrySay(saying);
            if (said is null) yield return $"{language} cannot say: {saying.English}";
            else if (said.Contains('{', StringComparison.Ordinal) || said.Contains('}', StringComparison.Ordinal)) yield return $"{language} leaves a blank: {said}";
            else if (Foreign(language, SayingWords.For(language).Say(Masked(saying)))) yield return $"{language} speaks English: {said}";
        }

        foreach (string text in Texts(saying).Where(t => EnglishWord().IsMatch(t) && !own.Contains(t.Trim('"'), StringComparison.Ordinal))) yield return $"English passed as a name: {text}";
    }

    /// <summary>Whether a wording has words of English in it; in Cyrillic any Latin word but the P of a probability.</summary>
    public static bool Foreign(string language, string text) =>
        language == "fr" ? EnglishWord().IsMatch(text) : LatinWord().Matches(text).Any(w => w.Value is not ("P" or "geometryRef"));

    private static Saying Masked(Saying saying) => new(saying.Key, [.. saying.Parts.Select(p => p.Said is { } said ? Masked(said) : p.Text is null ? p : SayingPart.Of("…"))]);

    private static IEnumerable<string> Texts(Saying saying) =>
        saying.Parts.SelectMany(p => p.Said is { } said ? Texts(said) : p.Text is { } text ? [text] : []);

    [GeneratedRegex(@"\b(the|of|is|was|it|and|or|not|no|none|known|to|from|by|with|at|before|after|that|whether|which|there|term|case|record|must|missing|any|every)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishWord();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex LatinWord();
}
