using System.Text;

namespace Truce.Commitments;

/// <summary>Conditions and the events that meet them under one name: "ceasefireInForce" and "ceasefire" are the same, and so are "peace deal" and "peace agreement".</summary>
public static class ConditionWords
{
    // Left the words of packs, right the one we keep. What stands in neither list is kept as written, in lower case.
    private static readonly (string Said, string Kept)[] Same =
    [
        ("ceasefire in force", "ceasefire"), ("ceasefire holds", "ceasefire"), ("cessation of hostilities", "ceasefire"), ("truce", "ceasefire"),
        ("peace deal", "peace agreement"), ("peace treaty", "peace agreement"),
        ("request of host", "host request"), ("request by host", "host request"), ("at the request of the host", "host request"), ("invitation", "host request"),
        ("parliamentary approval", "parliament"), ("parliament vote", "parliament"), ("approval of parliament", "parliament"),
        ("renewed attack", "renewed aggression"), ("future attack", "renewed aggression"),
    ];

    /// <summary>The one name of a condition; empty for nothing said.</summary>
    public static string Normal(string said)
    {
        var words = new StringBuilder(said.Length + 8);
        foreach (char c in said.Trim())
        {
            if (char.IsUpper(c) && words.Length > 0 && words[^1] != ' ' && char.IsLower(words[^1])) words.Append(' ');
            words.Append(c is '_' or '-' ? ' ' : char.ToLowerInvariant(c));
        }

        string plain = words.ToString();
        foreach ((string other, string kept) in Same)
        {
            if (plain == other) return kept;
        }

        return plain;
    }
}
