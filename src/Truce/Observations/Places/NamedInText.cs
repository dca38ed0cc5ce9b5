namespace Truce.Observations.Places;

/// <summary>How a text names a place that a machine read out of it.</summary>
public enum TextNaming
{
    /// <summary>Nowhere: under another name, in a part of the text that was not kept, or not at all.</summary>
    NotThere = 0,

    /// <summary>Only as the region that is called after it: "Херсонщина", "Херсонська область".</summary>
    AsRegion,

    /// <summary>Only as the district or municipality that is called after it: "Новомосковський район".</summary>
    AsDistrict,

    /// <summary>As itself, in any case, or by its adjective: "у Кременчуці", "Кременчуцький завод".</summary>
    AsPlace,
}

/// <summary>Looks for one given name in a text of any of the three languages.</summary>
/// <remarks>
/// A geocoder gives a town for every word that looks like one; "у Херсонській області" then stands as the town of Kherson. The text still knows the
/// difference. Words are compared as skeletons (<see cref="NameKey"/>), so script, romanisation and case do not matter. The plainest naming in the text counts.
/// </remarks>
public static class NamedInText
{
    private const int LongestText = 4_000, ShortestRoot = 3;

    /// <summary>The plainest way in which the text names the place; texts are read to 4,000 characters.</summary>
    /// <param name="text">A text.</param>
    /// <param name="name">A name as a gazetteer writes it, in either script.</param>
    public static TextNaming Of(string text, string name)
    {
        string[] sought = [.. NameKey.Fold(name, keepWords: true).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => Voiced(NameKey.Stem(NameKey.Skeleton(w))))];
        if (sought.Length == 0 || sought.Sum(s => s.Length) < ShortestRoot) return TextNaming.NotThere;
        string[] words = Words(text);
        var stems = new List<string>(8);
        TextNaming best = TextNaming.NotThere;
        for (int i = 0; i + sought.Length <= words.Length && best != TextNaming.AsPlace; i++)
        {
            if (!char.IsUpper(words[i][0])) continue;
            TextNaming here = sought.Length == 1 ? One(words, i, sought[0], stems) : Several(words, i, sought, stems);
            if (here > best) best = here;
        }

        return best;
    }

    private static TextNaming One(string[] words, int at, string root, List<string> stems)
    {
        string skeleton = NameKey.Skeleton(NameKey.Fold(words[at]));
        string bare = root.Length > ShortestRoot + 1 && (root.EndsWith("sk", StringComparison.Ordinal) || root.EndsWith("Ck", StringComparison.Ordinal)) ? root[..^2] : root;
        if (IsRegionForm(skeleton, bare)) return TextNaming.AsRegion;
        bool itself = Cases(skeleton, stems).Contains(root, StringComparer.Ordinal);
        return itself || IsAdjective(skeleton, bare) ? Unit(words, at + 1) : TextNaming.NotThere;
    }

    private static TextNaming Several(string[] words, int at, string[] roots, List<string> stems)
    {
        for (int k = 0; k < roots.Length; k++)
        {
            string skeleton = NameKey.Skeleton(NameKey.Fold(words[at + k]));
            if (Voiced(NameKey.Stem(skeleton)) != roots[k] && !Cases(skeleton, stems).Contains(roots[k], StringComparer.Ordinal)) return TextNaming.NotThere;
        }

        return Unit(words, at + roots.Length);
    }

    private static List<string> Cases(string skeleton, List<string> stems)
    {
        NameKey.Stems(skeleton, stems);
        for (int i = 0; i < stems.Count; i++) stems[i] = Voiced(stems[i]);
        return stems;
    }

    // Кременчук is Кременчуг in Russian: the last sound of a stem is compared without voice.
    private static string Voiced(string stem) => stem.EndsWith('g') ? stem[..^1] + "k" : stem;

    // "-щина": the land about a town. The root may lose its last consonant before it: Одеса, Одещина; Донецьк, Донеччина.
    private static bool IsRegionForm(string skeleton, string root)
    {
        int ending = skeleton.LastIndexOf("Wan", StringComparison.Ordinal);
        if (ending < 0) ending = skeleton.LastIndexOf("Qan", StringComparison.Ordinal);
        if (ending < ShortestRoot - 1 || skeleton.Length - ending > 6) return false;
        ReadOnlySpan<char> before = skeleton.AsSpan(0, ending);
        return before.SequenceEqual(root) || (root.Length > ShortestRoot && before.SequenceEqual(root.AsSpan(0, root.Length - 1)));
    }

    // The adjective of a town: its root, sometimes with -ів- between, and -ськ-, -цьк- or -зьк-. The last consonant may melt into it: Кременчук, кременчуцький.
    private static bool IsAdjective(string skeleton, string root)
    {
        foreach (string ending in (ReadOnlySpan<string>)["sk", "Ck", "zk", "avsk", "ansk"])
        {
            int at = skeleton.LastIndexOf(ending, StringComparison.Ordinal);
            if (at < ShortestRoot - 1 || skeleton.Length - at - ending.Length > 3) continue;
            ReadOnlySpan<char> before = skeleton.AsSpan(0, at);
            if (before.SequenceEqual(root) || (ending.Length == 2 && root.Length > ShortestRoot && before.SequenceEqual(root.AsSpan(0, root.Length - 1)))) return true;
        }

        return false;
    }

    // The kind word may stand behind a second adjective that shares it: "Миколаївської та Херсонської областей".
    private static TextNaming Unit(string[] words, int next)
    {
        for (int i = next; i < words.Length && i < next + 3; i++)
        {
            if (KindWords.Is(words[i].ToLowerInvariant(), out PlaceLevel? level) && level is not null)
            {
                return level switch
                {
                    PlaceLevel.Region => TextNaming.AsRegion,
                    PlaceLevel.District or PlaceLevel.Municipality => TextNaming.AsDistrict,
                    _ => TextNaming.AsPlace,
                };
            }

            if (words[i] is not ("та" or "і" or "й" or "и" or "and") && !(i > next && IsAnyAdjective(words[i]))) break;
        }

        return TextNaming.AsPlace;
    }

    private static bool IsAnyAdjective(string word)
    {
        string skeleton = NameKey.Skeleton(NameKey.Fold(word));
        return char.IsUpper(word[0]) && (skeleton.Contains("ska", StringComparison.Ordinal) || skeleton.Contains("Cka", StringComparison.Ordinal));
    }

    private static string[] Words(string text)
    {
        var words = new List<string>();
        ReadOnlySpan<char> all = text.AsSpan(0, Math.Min(text.Length, LongestText));
        for (int i = 0; i < all.Length;)
        {
            if (!char.IsLetterOrDigit(all[i]))
            {
                i++;
                continue;
            }

            int start = i;
            while (i < all.Length && (char.IsLetterOrDigit(all[i]) || (all[i] is '\'' or '’' or 'ʼ' && i + 1 < all.Length && char.IsLetter(all[i + 1])))) i++;
            if (i - start <= NameKey.LongestName) words.Add(all[start..i].ToString());
        }

        return [.. words];
    }
}
