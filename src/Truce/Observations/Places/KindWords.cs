using System.Collections.Frozen;

namespace Truce.Observations.Places;

/// <summary>Words that say what kind of place a name is, in Ukrainian, Russian and English: "місто", "г.", "oblast".</summary>
internal static class KindWords
{
    private static readonly FrozenDictionary<string, PlaceLevel?> Words = Make();

    private static readonly FrozenDictionary<string, PlaceLevel?>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word (lower case, no dot) only says a kind; the rung it speaks of may stay open ("republic of").</summary>
    public static bool Is(ReadOnlySpan<char> lowerWord, out PlaceLevel? level) => BySpan.TryGetValue(lowerWord, out level);

    /// <summary>A name without its kind words, and the rung that they said.</summary>
    public static (string Name, PlaceLevel? Level) Strip(string name)
    {
        PlaceLevel? level = null;
        bool found = false;
        var kept = new List<string>(4);
        Span<char> lower = stackalloc char[NameKey.LongestName];
        if (name.Length > NameKey.LongestName) return (name, null);
        foreach (Range r in name.AsSpan().SplitAny(" \t,()\u00a0"))
        {
            ReadOnlySpan<char> word = name.AsSpan(r.Start.Value, r.End.Value - r.Start.Value);
            if (word.IsEmpty) continue;
            int n = word.TrimEnd('.').ToLowerInvariant(lower);
            if (Is(lower[..n], out PlaceLevel? said) && (n > 1 || word.EndsWith('.')))
            {
                found = true;
                level = said > level || level is null ? said ?? level : level;
            }
            else
            {
                kept.Add(word.ToString());
            }
        }

        return found && kept.Count > 0 ? (string.Join(' ', kept), level) : (name.Trim(), null);
    }

    private static FrozenDictionary<string, PlaceLevel?> Make()
    {
        var words = new Dictionary<string, PlaceLevel?>(StringComparer.Ordinal);
        void Add(PlaceLevel? level, string list)
        {
            foreach (string w in list.Split(' ')) words[w] = level;
        }

        Add(PlaceLevel.Settlement, "місто міста місті містом місту м город города городе городом городу г city town");
        Add(PlaceLevel.Settlement, "село села селі селом селу с селе деревня деревни деревне village хутор х");
        Add(PlaceLevel.Settlement, "смт пгт селище селища селищі поселок посёлок поселка посёлка поселке посёлке settlement urban-type");
        Add(PlaceLevel.Municipality, "громада громади громаді громадою отг тг hromada громада община общины");
        Add(PlaceLevel.District, "район району районі районом района районе р-н raion rayon district");
        Add(PlaceLevel.Region, "область області областю області областью области областей областях областями областям обл oblast obalst region province oblasts");
        Add(PlaceLevel.Region, "автономна автономної автономній автономная автономной республіка республіки республіці республика республики республике autonomous republic ар");
        Add(null, "of the");
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
