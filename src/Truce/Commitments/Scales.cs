using System.Collections.Frozen;

namespace Truce.Commitments;

/// <summary>Words of a source put in order. A word that is not on a scale keeps its place in the ledger and gets none on the scale.</summary>
/// <remarks>The orders are ours (decision 0096): sources use these words loosely, so a step between two of them is a signal to read the sentences, not a measure.</remarks>
public sealed class WordScale
{
    private readonly FrozenDictionary<string, int> _ranks;

    private WordScale(params string[] fromLeast) =>
        _ranks = fromLeast.SelectMany((words, rank) => words.Split('|').Select(word => (word, rank))).ToFrozenDictionary(p => p.word, p => p.rank, StringComparer.OrdinalIgnoreCase);

    /// <summary>How strongly a promise was worded, from refusal to an undertaking without reserve.</summary>
    public static WordScale Strength { get; } = new(
        "refuses|rejects|rules out",
        "stops short|withholds|declines",
        "considers|studies|open to",
        "possible|could|may|might",
        "likely|expected|intends|plans|ready",
        "strong|supports|backs|will|agrees",
        "full support|fully supports|commits|pledges",
        "guarantees|binding|ironclad|unconditional");

    /// <summary>Who came, from the lowest rank to the highest.</summary>
    public static WordScale Representation { get; } = new(
        "nobody|absent|not represented",
        "official|expert|staff",
        "ambassador|permanent representative",
        "special envoy|envoy|special representative",
        "theatre commander|commander|chief of defence|national security adviser",
        "deputy minister|state secretary",
        "minister|defence minister|foreign minister|secretary of state",
        "vice president|deputy prime minister|vice-president",
        "head of government|prime minister|chancellor",
        "head of state|president|head of state or government");

    /// <summary>What a promise stands in, from a sentence to money voted by a parliament.</summary>
    public static WordScale Instrument { get; } = new(
        "oral statement|speech|interview",
        "press release|communique|written statement",
        "joint statement|declaration",
        "declaration of intent|letter of intent|memorandum of understanding",
        "agreement|executive agreement|security agreement|bilateral agreement",
        "treaty|convention|law|statute",
        "appropriation|budget law");

    /// <summary>Place on the scale, 0 the least; nothing for a word that is not on it.</summary>
    public int? RankOf(string? word) => word is not null && _ranks.TryGetValue(word.Trim(), out int rank) ? rank : null;

    /// <summary>How many steps the scale has.</summary>
    public int Steps => _ranks.Values.Max() + 1;

    /// <summary>Words of a step, sorted.</summary>
    public IEnumerable<string> WordsOf(int rank) => _ranks.Where(p => p.Value == rank).Select(p => p.Key).Order(StringComparer.Ordinal);
}
