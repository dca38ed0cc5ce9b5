using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Response.Notices;

/// <summary>The words of notices and letters in four languages; every language has the same keys and blanks (a test holds them to it).</summary>
/// <remarks>Apart from the catalogue of reasons: this is text to people outside the house, and a lawyer may want to read it in one piece.</remarks>
public static class NoticeWords
{
    private static readonly ImmutableSortedDictionary<string, SayingWords> All = new SayingWords[]
    {
        new("en", NoticeEnglish.Text, "."),
        new("uk", NoticeUkrainian.Text, ","),
        new("fr", NoticeFrench.Text, ","),
        new("ru", NoticeRussian.Text, ","),
    }.ToImmutableSortedDictionary(w => w.Language, w => w, StringComparer.Ordinal);

    /// <summary>Languages that notices are written in, ISO 639-1, sorted.</summary>
    public static ImmutableArray<string> Languages => [.. All.Keys];

    /// <summary>The words of a language, or nothing.</summary>
    public static SayingWords? Find(string language) => All.GetValueOrDefault(language);

    /// <summary>The words of a language; throws <see cref="ArgumentException"/> that names those there are.</summary>
    public static SayingWords For(string language) => Find(language)
        ?? throw new ArgumentException($"no notices in '{language}'; there are: {string.Join(", ", All.Keys)}", nameof(language));
}
