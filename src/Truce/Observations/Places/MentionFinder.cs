using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Truce.Observations.Places;

/// <summary>Finds place names in running text of any of the three languages.</summary>
/// <remarks>
/// Words in capitals only. A name that fits letter by letter is taken anywhere but at the start of a sentence when it is one common word;
/// one that fits only loosely (other vowels, other case) needs a preposition, a kind word or a place just before it, or six letters and a
/// place inside the sentence. Surnames in -енко that stand in the nominative are not villages.
/// </remarks>
internal static class MentionFinder
{
    private static readonly FrozenSet<string> Prepositions = ("у в во на під под біля возле поблизу около неподалік недалеко від от до з із зі из со по для між между " +
        "та и і й через над за районі районе напрямку направлении in at near from of to around outside towards and between over").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> CommonWords = ("перемога победа мир миру слава надія надежда воля свобода україна украина росія россия правда дружба зоря заря нове новое " +
        "сергій сергей олександр александр володимир владимир олексій алексей андрій андрей віталій виталий дмитро дмитрий іван иван михайло михаил микола николай юрій юрий олег ігор игорь " +
        "нова новая перше первое великий велика центр південь північ схід захід юг север восток запад ясна добра червоне красное").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every mention, in order, without overlap.</summary>
    public static ImmutableArray<PlaceMention> Find(Gazetteer gazetteer, string text, PlaceHint? hint)
    {
        var found = ImmutableArray.CreateBuilder<PlaceMention>();
        List<Word> words = Split(text);
        for (int i = 0; i < words.Count;)
        {
            int used = 0;
            for (int n = Math.Min(gazetteer.LongestWords + 1, words.Count - i); n >= 1 && used == 0; n--)
            {
                if (!SameClause(words, i, n) || Read(gazetteer, text, words, i, n, found.Count > 0 ? found[^1] : null, hint) is not { } mention) continue;
                found.Add(mention);
                used = n;
            }

            i += Math.Max(1, used);
        }

        return found.ToImmutable();
    }

    private static PlaceMention? Read(Gazetteer gazetteer, string text, List<Word> words, int first, int count, PlaceMention? before, PlaceHint? hint)
    {
        Word head = words[first], tail = words[first + count - 1];
        if (!char.IsUpper(text[head.Start])) return null;
        string said = text[head.Start..tail.End];
        PlaceLevel? kind = null;
        bool lastIsKind = count > 1 && KindWords.Is(Lower(text, tail), out kind);
        if (lastIsKind && kind is PlaceLevel.Region or PlaceLevel.District)
        {
            ObservedPlace unit = gazetteer.Resolve(said, hint);
            return unit is ObservedPlace.Nowhere ? null : new(head.Start, said.Length, said, unit);
        }

        if (lastIsKind || !AllUpper(text, words, first, count)) return null;
        string lower = said.ToLowerInvariant();
        if (Prepositions.Contains(lower) || KindWords.Is(lower, out _)) return null;
        if (count == 1 && AreaIndex.LooksLikeRegion(NameKey.Skeleton(NameKey.Fold(said))) && gazetteer.Areas.Find(said) is { } area)
        {
            return new(head.Start, said.Length, said, AreaIndex.Describe(area, said));
        }

        NameFit fit = gazetteer.Fit(said);
        if (fit == NameFit.None || !Plausible(text, words, first, fit, said, lower, before)) return null;
        return new(head.Start, said.Length, said, gazetteer.Resolve(said, hint));
    }

    private static bool Plausible(string text, List<Word> words, int first, NameFit fit, string said, string lower, PlaceMention? before)
    {
        Word head = words[first];
        string previous = first > 0 ? Lower(text, words[first - 1]) : "";
        bool led = Prepositions.Contains(previous) || KindWords.Is(previous, out _)
            || (before is not null && first > 0 && before.Offset + before.Length == words[first - 1].End
                && text.AsSpan(words[first - 1].End, head.Start - words[first - 1].End).ContainsAny(",;/–"));
        if (CommonWords.Contains(lower) && !(led && previous is not ("за" or "for"))) return false;
        if (led) return true;
        if (lower.EndsWith("енко", StringComparison.Ordinal) || lower.EndsWith("enko", StringComparison.Ordinal)) return false;
        if (fit == NameFit.Letters) return !head.StartsSentence || said.Length >= 4;
        return !head.StartsSentence && said.Length >= 6;
    }

    private static bool AllUpper(string text, List<Word> words, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            if (!char.IsUpper(text[words[i].Start])) return false;
        }

        return true;
    }

    private static bool SameClause(List<Word> words, int first, int count)
    {
        for (int i = first + 1; i < first + count; i++)
        {
            if (!words[i].Follows) return false;
        }

        return true;
    }

    private static string Lower(string text, Word word) => text[word.Start..word.End].ToLowerInvariant();

    private static List<Word> Split(string text)
    {
        var words = new List<Word>(text.Length / 6);
        bool sentence = true, blankOnly = false;
        for (int i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                sentence |= text[i] is '.' or '!' or '?' or '\n' or '—' or '«' or '"' or ':' or '|';
                blankOnly &= text[i] is ' ' or '\u00a0';
                i++;
                continue;
            }

            int start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || (Inner(text[i]) && i + 1 < text.Length && char.IsLetter(text[i + 1])))) i++;
            words.Add(new(start, i, sentence, blankOnly));
            sentence = false;
            blankOnly = true;
        }

        return words;
    }

    private static bool Inner(char c) => c is '-' or '\'' or '’' or 'ʼ' or '`' or '‑';

    private readonly record struct Word(int Start, int End, bool StartsSentence, bool Follows);
}
