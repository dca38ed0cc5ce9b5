namespace Truce.Observations.Places;

/// <summary>Letters of the Ukrainian and Russian alphabets and of Latin with diacritics, as plain Latin; and the sounds that digraphs stand for.</summary>
/// <remarks>Capitals are single sounds already (see <see cref="NameKey"/>). Letters follow KMU 2010; variants are joined in <see cref="Phoneme"/>.</remarks>
internal static class Alphabet
{
    private static readonly string[] Cyrillic = MakeCyrillic();

    /// <summary>The Latin of one lower-case character; a blank for a separator, nothing for a sign that has no sound.</summary>
    public static ReadOnlySpan<char> Latin(char c)
    {
        if (c is >= '\u0400' and <= '\u04ff') return Cyrillic[c - '\u0400'];
        if (c is '\'' or '’' or 'ʼ' or '`' or '´' or '′' or 'ʹ' or '‘' or '‹' or '›' or '\u02bb' or '\\' or '\u0301' or '\u00ad') return default;
        return c < '\u0080' ? " " : Diacritic(c);
    }

    /// <summary>The Cyrillic letter for a Latin one that was typed in a Cyrillic name because it looks the same.</summary>
    public static char Lookalike(char c) => c switch
    {
        'c' => 'с',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'h' => 'н',
        'b' => 'в',
        _ => c,
    };

    /// <summary>The first sound of a Latin text, and how many letters it takes; NUL for none.</summary>
    public static (char Letter, int Used) Phoneme(ReadOnlySpan<char> text, char before)
    {
        char c = text[0];
        return c switch
        {
            's' => Hissing(text),
            'z' when Second(text, 'h') => ('Z', 2),
            'k' when Second(text, 'h') => ('X', 2),
            'c' when Second(text, 'h') => ('Q', 2),
            'c' when Second(text, 'z') => ('Q', 2),
            'c' when Second(text, 'k') => ('k', 2),
            'c' => ('C', 1),
            't' => Tongued(text),
            'g' when Second(text, 'h') => ('g', 2),
            'h' => ('g', 1),
            'y' or 'j' => ('i', 1),
            'w' => ('v', 1),
            'q' => ('k', 1),
            'p' when Second(text, 'h') => ('f', 2),
            'x' => before == ' ' || before == '\0' ? ('X', 1) : ('k', 1),
            _ => (c, 1),
        };
    }

    private static (char Letter, int Used) Hissing(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("schtsch")) return ('W', 7);
        if (text.StartsWith("shch") || text.StartsWith("sjtj")) return ('W', 4);
        if (text.StartsWith("sjtsj")) return ('W', 5);
        if (text.StartsWith("sch")) return ('S', 3);
        return Second(text, 'h') || Second(text, 'j') ? ('S', 2) : ('s', 1);
    }

    private static (char Letter, int Used) Tongued(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("tsch")) return ('Q', 4);
        if (text.StartsWith("tsj") || text.StartsWith("tch")) return ('Q', 3);
        return Second(text, 's') || Second(text, 'z') ? ('C', 2) : ('t', 1);
    }

    private static bool Second(ReadOnlySpan<char> text, char c) => text.Length > 1 && text[1] == c;

    private static string Diacritic(char c) => c switch
    {
        'á' or 'à' or 'â' or 'ä' or 'ã' or 'å' or 'ā' or 'ă' or 'ą' => "a",
        'é' or 'è' or 'ê' or 'ë' or 'ē' or 'ė' or 'ę' or 'ě' => "e",
        'í' or 'ì' or 'î' or 'ï' or 'ī' or 'ı' or 'ý' or 'ÿ' => "i",
        'ó' or 'ò' or 'ô' or 'ö' or 'õ' or 'ō' or 'ő' => "o",
        'ú' or 'ù' or 'û' or 'ü' or 'ū' or 'ű' or 'ů' => "u",
        'č' or 'ç' or 'ć' => "Q",
        'š' or 'ş' or 'ś' => "S",
        'ž' or 'ż' => "Z",
        'ŝ' => "W",
        'ñ' or 'ń' or 'ň' => "n",
        'ł' => "l",
        'ř' => "r",
        'ť' => "t",
        'ď' => "d",
        'ź' => "z",
        'ğ' => "g",
        _ => char.IsLetterOrDigit(c) ? "" : " ",
    };

    private static string[] MakeCyrillic()
    {
        var table = new string[0x100];
        Array.Fill(table, "");
        const string Letters =
            "а=a б=b в=v г=g ґ=g д=d е=e є=ie ё=io ж=Z з=z и=i і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=X ц=C ч=Q ш=S щ=W ъ= ы=i ь= э=e ю=iu я=ia ў=u";
        foreach (string pair in Letters.Split(' ')) table[pair[0] - '\u0400'] = pair[2..];
        return table;
    }
}
