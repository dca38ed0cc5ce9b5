namespace Truce.Observations.Origins;

/// <summary>How alike two text forms are; all measures are symmetric and in 0 to 1.</summary>
internal static class TextLikeness
{
    /// <summary>Share of the smaller set that stands in the other; both sorted.</summary>
    public static double Containment(ulong[] a, ulong[] b) =>
        a.Length == 0 || b.Length == 0 ? 0 : (double)Common(a, b) / Math.Min(a.Length, b.Length);

    /// <summary>Elements in both sorted sets.</summary>
    public static int Common(ulong[] a, ulong[] b)
    {
        int i = 0, j = 0, n = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j])
            {
                n++;
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return n;
    }

    /// <summary>Weighted Jaccard likeness of the word sets, and how many words outside the field's own list are common.</summary>
    public static (double Jaccard, int CommonNames) Words(TextForm a, TextForm b)
    {
        int i = 0, j = 0, weight = 0, names = 0;
        while (i < a.Words.Length && j < b.Words.Length)
        {
            if (a.Words[i] == b.Words[j])
            {
                int w = TextForm.WeightOf(a.Words[i]);
                weight += w;
                if (w > 1) names++;
                i++;
                j++;
            }
            else if (a.Words[i] < b.Words[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        int union = a.Weight + b.Weight - weight;
        return (union == 0 ? 0 : (double)weight / union, names);
    }

    /// <summary>
    /// Whether the fewer of two sets of facts all stand among the more (one of four or more may differ), or one text gives none:
    /// "3 killed" is not "5 killed", "explosions in Kherson" are not "explosions in Sumy".
    /// </summary>
    public static bool Agree(ulong[] a, ulong[] b)
    {
        int fewer = Math.Min(a.Length, b.Length);
        return fewer == 0 || Common(a, b) >= fewer - (fewer >= 4 ? 1 : 0);
    }

    /// <summary>Whether two texts that give two numbers or more each share less than half of the fewer: they tell of different things, however alike their words.</summary>
    public static bool Contradict(ulong[] a, ulong[] b)
    {
        int fewer = Math.Min(a.Length, b.Length);
        return fewer >= 2 && 2 * Common(a, b) < fewer;
    }

    /// <summary>
    /// Whether somewhere before, inside or after the part that two texts share, each has a name, a number or a word of the field that the other lacks: a template filled anew.
    /// A frame or a cut leaves such a fact on one side only.
    /// </summary>
    public static bool FactsExchanged(TextForm a, TextForm b)
    {
        (int before, int inside, int after) = FactsLacking(a, b);
        if (before + inside + after == 0) return false;
        (int otherBefore, int otherInside, int otherAfter) = FactsLacking(b, a);
        return (before > 0 && otherBefore > 0) || (inside > 0 && otherInside > 0) || (after > 0 && otherAfter > 0);
    }

    /// <summary>Facts of a text that the other does not have, before, inside and after the shared part.</summary>
    private static (int Before, int Inside, int After) FactsLacking(TextForm text, TextForm other)
    {
        int first = -1, last = -1;
        for (int i = 0; i + 2 < text.Tokens.Length; i++)
        {
            if (Array.BinarySearch(other.Triples, TextForm.Triple(text.Tokens, i)) < 0) continue;
            if (first < 0) first = i;
            last = i + 2;
        }

        int before = 0, inside = 0, after = 0;
        for (int i = 0; i < text.Tokens.Length; i++)
        {
            ulong token = text.Tokens[i];
            bool fact = TextForm.WeightOf(token) == 1 || Array.BinarySearch(text.Names, token) >= 0 || Array.BinarySearch(text.Numbers, token) >= 0;
            if (!fact) continue;
            if (Array.BinarySearch(other.Words, token) >= 0) continue;
            if (i < first) before++;
            else if (i > last) after++;
            else inside++;
        }

        return (before, inside, after);
    }
}
