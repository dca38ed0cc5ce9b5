namespace Truce.Observations.Origins;

/// <summary>Few numbers a text by which a likely echo is found without comparing every pair.</summary>
internal static class Fingerprints
{
    private const int WinnowWindow = 4, ShortEnoughForAll = 48;
    private const int Bands = 16, RowsPerBand = 3;

    /// <summary>
    /// Winnowed word triples (Schleimer, Wilkerson and Aiken 2003, SIGMOD, §3): any run of six equal words in two texts gives at least one common
    /// number, wherever it stands (texts of up to 48 words keep every triple, so three will do); so cuts and added frames do not hide a copy. The whole text is a fingerprint as well.
    /// </summary>
    public static void Winnow(TextForm form, HashSet<ulong> to)
    {
        to.Add(form.Identity);
        int n = form.Tokens.Length - 2;
        if (n < 1) return;
        Span<ulong> triples = n <= 512 ? stackalloc ulong[n] : new ulong[n];
        for (int i = 0; i < n; i++) triples[i] = TextForm.Triple(form.Tokens, i);
        if (form.Tokens.Length <= ShortEnoughForAll)
        {
            foreach (ulong t in triples) to.Add(t);
            return;
        }

        for (int i = 0; i + WinnowWindow <= Math.Max(n, WinnowWindow); i++)
        {
            ulong least = ulong.MaxValue;
            foreach (ulong t in triples.Slice(i, Math.Min(WinnowWindow, n - i))) least = Math.Min(least, t);
            to.Add(least);
        }
    }

    /// <summary>
    /// Banded min-hashes (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, §3.4) of the word set, words outside the field's list
    /// counted twice. Two sets of likeness s meet in a band with probability 1 − (1 − s³)¹⁶: .95 at .55, .87 at .5, .35 at .3.
    /// </summary>
    public static void MinHashBands(TextForm form, HashSet<ulong> to)
    {
        if (form.Words.Length < 4) return;
        for (uint band = 0; band < Bands; band++)
        {
            ulong key = Hashing.Mix(0xB0_0000 + band);
            for (uint row = 0; row < RowsPerBand; row++)
            {
                ulong seed = Hashing.Mix((band * RowsPerBand) + row), least = ulong.MaxValue;
                foreach (ulong word in form.Words)
                {
                    ulong h = Hashing.Mix(word ^ seed);
                    least = Math.Min(least, h);
                    if (TextForm.WeightOf(word) > 1) least = Math.Min(least, Hashing.Mix(h));
                }

                key = Hashing.Mix(key ^ least);
            }

            to.Add(key);
        }
    }

    /// <summary>Pairs of the text's numbers and pairs of its names: what survives a translation. At most ten of each, from the smallest hashes on.</summary>
    public static void FactPairs(TextForm form, HashSet<ulong> to)
    {
        Pairs(form.Numbers, 0xFAC7_0001, to);
        Pairs(form.Names, 0xFAC7_0002, to);
    }

    private static void Pairs(ulong[] facts, ulong salt, HashSet<ulong> to)
    {
        int n = Math.Min(facts.Length, 5);
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++) to.Add(Hashing.Mix(Hashing.Mix(Hashing.Mix(salt) ^ facts[i]) ^ facts[j]));
        }
    }
}
