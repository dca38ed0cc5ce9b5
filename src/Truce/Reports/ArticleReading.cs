using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Sayings;

namespace Truce.Reports;

/// <summary>How the incidents of a period read against one term of the agreement: a machine's readings, counted, and what is missing.</summary>
/// <remarks>Every incident of the period that stands is in exactly one result. A reading is no finding, and no number here says that anybody did anything.</remarks>
/// <param name="Term">Id of the term.</param>
/// <param name="Article">Article as the agreement writes it.</param>
/// <param name="Results">Incidents by result word; an exception without its name.</param>
/// <param name="Missing">Incidents by what is missing for them, in English.</param>
public sealed record ArticleReading(string Term, string Article, ImmutableSortedDictionary<string, int> Results, ImmutableSortedDictionary<string, int> Missing)
{
    /// <summary>The result word where the article speaks of another act, actor or weapon: neither kept nor broken by such an incident.</summary>
    public const string NotConcerned = "not-concerned";

    /// <summary>What is missing as values, by its English words: for pages in other languages. Not in the row set.</summary>
    public ImmutableSortedDictionary<string, Saying> MissingFacts { get; init; } = ImmutableSortedDictionary<string, Saying>.Empty;

    /// <summary>What is missing in a language; in English when it cannot be said in it.</summary>
    public string MissingIn(SayingWords words, string missing) =>
        MissingFacts.TryGetValue(missing, out Saying? fact) ? words.TrySay(fact) ?? missing : missing;

    /// <summary>As a row of the row set.</summary>
    internal JsonObject ToJson() => new()
    {
        ["row"] = "reading",
        ["term"] = Term,
        ["article"] = Article,
        ["results"] = Map(Results),
        ["missing"] = Map(Missing),
    };

    private static JsonObject Map(ImmutableSortedDictionary<string, int> counts) =>
        new(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value))));
}
