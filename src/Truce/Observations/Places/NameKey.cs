namespace Truce.Observations.Places;

/// <summary>Names made comparable across Ukrainian, Russian and English: three keys, from strict to loose.</summary>
/// <remarks>
/// <para><b>Fold</b>: letters of both scripts brought to one Latin alphabet so that the romanisations KMU 2010 (resolution 55), BGN/PCGN 1965/2019,
/// ISO 9 and common Dutch and German press forms of one Ukrainian name coincide. Digraphs become one capital:
/// Z = zh, X = kh, C = ts, Q = ch, S = sh, W = shch. Apostrophes, soft and hard signs, hyphens and blanks are dropped, double letters halved,
/// г, ґ, g and h are one letter, и, і, ї, й, ы, y and j are one, and є, ё, ye, ie, yo are e.</para>
/// <para><b>Skeleton</b>: every run of vowels of a fold becomes "a", so that Харків and Харьков, Іванівка and Ивановка coincide.</para>
/// <para><b>Stem</b>: a skeleton without its case ending, so that Харковом and Миколаєві find their nominative.</para>
/// </remarks>
internal static class NameKey
{
    /// <summary>Longest name that is looked at, in UTF-16 code units; a longer text is not a name.</summary>
    public const int LongestName = 96;

    private const string Vowels = "aeiou";

    /// <summary>The fold of a name; blanks between words are kept as one space when asked for.</summary>
    public static string Fold(ReadOnlySpan<char> name, bool keepWords = false)
    {
        if (name.Length > LongestName) return "";
        Span<char> latin = stackalloc char[(name.Length * 2) + 8];
        int n = Romanise(name, latin);
        Span<char> key = stackalloc char[n + 1];
        int length = Phonemes(latin[..n], key);
        return keepWords ? Tidy(key[..length], ' ') : Tidy(key[..length], '\0');
    }

    /// <summary>The skeleton of a fold (with or without words).</summary>
    public static string Skeleton(string fold)
    {
        string f = fold;
        if (f.StartsWith("vu", StringComparison.Ordinal)) f = f[1..]; // Вугледар, Угледар
        if (f.StartsWith("mikola", StringComparison.Ordinal) || f.StartsWith("mikit", StringComparison.Ordinal)) f = "n" + f[1..]; // Миколаїв, Николаев
        Span<char> s = stackalloc char[f.Length];
        int n = 0;
        foreach (char c in f)
        {
            char d = Vowels.Contains(c, StringComparison.Ordinal) ? 'a' : c;
            if (n > 0 && d == s[n - 1]) continue;
            if (d == 'Q' && n > 0 && s[n - 1] == 's') s[n - 1] = 'W'; // счастье, щастя
            else s[n++] = d;
        }

        return new(s[..n]);
    }

    /// <summary>The stem of a nominative: its skeleton without the last vowel.</summary>
    public static string Stem(string skeleton) => skeleton.EndsWith('a') ? skeleton[..^1] : skeleton;

    /// <summary>The stems that a word in any case may have, most likely first.</summary>
    public static void Stems(string skeleton, List<string> to)
    {
        to.Clear();
        Add(to, Stem(skeleton));
        if (skeleton.EndsWith("am", StringComparison.Ordinal)) Add(to, skeleton[..^2]); // Харковом, Харьковом
        if (skeleton.EndsWith("ama", StringComparison.Ordinal)) Add(to, skeleton[..^3]); // Рубіжному, Сумами
        if (skeleton.EndsWith("aga", StringComparison.Ordinal)) Add(to, skeleton[..^3]); // Рубіжного
        if (skeleton.EndsWith("aX", StringComparison.Ordinal)) Add(to, skeleton[..^2]); // Сумах
        int plain = to.Count;
        for (int i = 0; i < plain; i++)
        {
            // Second palatalisation: Чорнобаївці, Волновасі, Празі.
            string s = to[i];
            if (s.EndsWith('C')) Add(to, s[..^1] + "k");
            else if (s.EndsWith('s') && skeleton.EndsWith('a')) Add(to, s[..^1] + "X");
            else if (s.EndsWith('z') && skeleton.EndsWith('a')) Add(to, s[..^1] + "g");
        }
    }

    private static void Add(List<string> to, string stem)
    {
        if (stem.Length >= 3 && !to.Contains(stem)) to.Add(stem);
    }

    /// <summary>Step one: every letter to lower-case Latin; what is not a letter or digit becomes a blank or nothing.</summary>
    private static int Romanise(ReadOnlySpan<char> name, Span<char> to)
    {
        int n = 0;
        bool cyrillic = name.ContainsAnyInRange('\u0400', '\u04ff');
        foreach (char raw in name)
        {
            char c = char.ToLowerInvariant(raw);
            if (cyrillic) c = Alphabet.Lookalike(c);
            if (c is >= 'a' and <= 'z' or >= '0' and <= '9')
            {
                to[n++] = c;
                continue;
            }

            ReadOnlySpan<char> latin = Alphabet.Latin(c);
            latin.CopyTo(to[n..]);
            n += latin.Length;
        }

        return n;
    }

    /// <summary>Step two: digraphs and their cousins to one letter each.</summary>
    private static int Phonemes(ReadOnlySpan<char> latin, Span<char> key)
    {
        int n = 0;
        for (int i = 0; i < latin.Length;)
        {
            (char letter, int used) = Alphabet.Phoneme(latin[i..], n > 0 ? key[n - 1] : '\0');
            if (letter != '\0') key[n++] = letter;
            i += used;
        }

        return n;
    }

    /// <summary>Step three: "ie" and "io" are "e", doubled letters are one, blanks go or become one.</summary>
    private static string Tidy(Span<char> key, char blank)
    {
        Span<char> s = stackalloc char[key.Length];
        int n = 0;
        foreach (char c in key)
        {
            if (c == ' ' && (blank == '\0' || n == 0 || s[n - 1] == ' ')) continue;
            if (n > 0 && s[n - 1] == c) continue;
            if (c is 'e' or 'o' && n > 0 && s[n - 1] == 'i')
            {
                n--;
                if (n == 0 || s[n - 1] != 'e') s[n++] = 'e';
                continue;
            }

            s[n++] = c;
        }

        if (n > 0 && s[n - 1] == ' ') n--;
        return new(s[..n]);
    }
}
