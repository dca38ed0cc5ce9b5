using System.Collections.Frozen;
using Truce.Observations.Places;

namespace Truce.Observations.Origins;

/// <summary>A text in a form that forgets script, case endings, word frames and, for the words of the field, the language.</summary>
/// <remarks>
/// Each content word becomes a 64-bit token: a word of <see cref="FieldWords"/> its concept, a number itself, any other word the first six letters of its
/// name skeleton without endings (<see cref="NameKey"/>), which Ukrainian, Russian and English spellings of one name mostly share.
/// Function words and words of one or two letters are dropped.
/// </remarks>
internal sealed class TextForm
{
    private const int LongestText = 4_000;
    private const int StemLetters = 6;

    private static readonly FrozenSet<string> FunctionWords = (
        "або але без був була були було буде для до його її їх за зі із від коли ми на над не ні про під при та так також те ти то той тому ту це цей ця через чи що щоб як який яка які яких якої вже ще після перед між біля понад " +
        "без бы был была были было будет в во вот все где да для до его ее её если же за из или их к как когда который которая которые которых ко ли мы на над не ни но о об он она они от по под при про с со так также там то том ту ты у уже что чтобы это эта этот эти после перед между около более " +
        "a an and are as at be been by for from had has have in into is it its near of on or over that the their this to was were which with after before during not but also").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsFunctionWord = FunctionWords.GetAlternateLookup<ReadOnlySpan<char>>();

    private TextForm(ulong[] tokens, ulong[] numbers, ulong[] names)
    {
        Names = names;
        Tokens = tokens;
        Numbers = numbers;
        Triples = MakeTriples(tokens);
        Words = SortedOnce([.. tokens]);
        Weight = 0;
        foreach (ulong t in Words) Weight += WeightOf(t);
        ulong hash = 17;
        foreach (ulong t in tokens) hash = Hashing.Mix(hash ^ t);
        Identity = hash;
    }

    /// <summary>Tokens in order.</summary>
    public ulong[] Tokens { get; }

    /// <summary>The different tokens, sorted.</summary>
    public ulong[] Words { get; }

    /// <summary>Sum of the weights of the different tokens.</summary>
    public int Weight { get; }

    /// <summary>Different numbers in the text, sorted.</summary>
    public ulong[] Numbers { get; }

    /// <summary>Different words outside the field's list that stand with a capital inside a sentence: people, places, outlets; sorted.</summary>
    public ulong[] Names { get; }

    /// <summary>Hashes of every three tokens in a row, sorted and different; one hash of the whole when there are fewer.</summary>
    public ulong[] Triples { get; }

    /// <summary>Equal for texts with the same tokens in the same order.</summary>
    public ulong Identity { get; }

    /// <summary>Words of the field carry the lowest bit and count half: every report of this kind has them.</summary>
    public static int WeightOf(ulong token) => (token & 1) == 1 ? 1 : 2;

    /// <summary>The form of a text; longer texts are read to 4,000 characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="known">Tokens of words that were met before: few words make most of a press.</param>
    public static TextForm Of(string text, WordTokens known)
    {
        ReadOnlySpan<char> all = text.AsSpan(0, Math.Min(text.Length, LongestText));
        var tokens = new List<ulong>(all.Length / 7);
        var numbers = new List<ulong>();
        var names = new List<ulong>();
        bool sentence = true;
        Span<char> lower = stackalloc char[NameKey.LongestName];
        for (int i = 0; i < all.Length;)
        {
            if (!char.IsLetterOrDigit(all[i]))
            {
                sentence |= all[i] is '.' or '!' or '?' or '\n' or '|' or ':' or '—' or '⚡' or '«' or '"';
                i++;
                continue;
            }

            int start = i;
            while (i < all.Length && (char.IsLetterOrDigit(all[i]) || (all[i] is '\'' or '’' or 'ʼ' && i + 1 < all.Length && char.IsLetter(all[i + 1])))) i++;
            ReadOnlySpan<char> word = all[start..i];
            if (word.Length > NameKey.LongestName) continue;
            word.ToLowerInvariant(lower);
            ReadOnlySpan<char> w = lower[..word.Length];
            if (char.IsAsciiDigit(w[0]))
            {
                ulong number = Hashing.Of(w) & ~1UL;
                numbers.Add(number);
                tokens.Add(number);
            }
            else if (w.Length > 2 && !IsFunctionWord.Contains(w))
            {
                ulong token = known.Of(w);
                tokens.Add(token);
                if (!sentence && char.IsUpper(word[0]) && WeightOf(token) > 1) names.Add(token);
            }

            sentence = false;
        }

        return new([.. tokens], SortedOnce([.. numbers]), SortedOnce([.. names]));
    }

    /// <summary>The token of one lower-case word.</summary>
    public static ulong Token(ReadOnlySpan<char> word) =>
        FieldWords.Concept(word) is { } concept ? Hashing.Of(concept) | 1 : Hashing.Of(Stem(word)) & ~1UL;

    private static string Stem(ReadOnlySpan<char> word)
    {
        string s = NameKey.Skeleton(NameKey.Fold(word));
        for (int round = 0; round < 2; round++)
        {
            foreach (string ending in (ReadOnlySpan<string>)["ama", "aga", "am", "aX", "av", "a"])
            {
                if (s.Length - ending.Length < 3 || !s.EndsWith(ending, StringComparison.Ordinal)) continue;
                s = s[..^ending.Length];
                break;
            }
        }

        if (s.EndsWith('C')) s = s[..^1] + "k";
        return s.Length > StemLetters ? s[..StemLetters] : s;
    }

    private static ulong[] MakeTriples(ulong[] tokens)
    {
        if (tokens.Length == 0) return [];
        if (tokens.Length < 3) return [tokens.Aggregate(3UL, (h, t) => Hashing.Mix(h ^ t))];
        ulong[] all = new ulong[tokens.Length - 2];
        for (int i = 0; i < all.Length; i++) all[i] = Triple(tokens, i);
        return SortedOnce(all);
    }

    private static ulong[] SortedOnce(ulong[] all)
    {
        Array.Sort(all);
        int n = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[i - 1]) all[n++] = all[i];
        }

        return n == all.Length ? all : all[..n];
    }

    /// <summary>Hash of three tokens from a position on.</summary>
    public static ulong Triple(ulong[] tokens, int at) => Hashing.Mix(Hashing.Mix(Hashing.Mix(tokens[at]) ^ tokens[at + 1]) ^ tokens[at + 2]);
}
