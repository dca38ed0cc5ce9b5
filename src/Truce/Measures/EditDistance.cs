namespace Truce.Measures;

/// <summary>How far one word is from another, for "did you mean": Levenshtein (1966), insertions, deletions and changes of a character, capitals and small letters alike.</summary>
public static class EditDistance
{
    private const int Longest = 60;

    /// <summary>Changes from one word to the other, 0 or more; of longer words the first 60 characters count.</summary>
    public static int Between(string a, string b)
    {
        a = a.Length > Longest ? a[..Longest] : a;
        b = b.Length > Longest ? b[..Longest] : b;
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? corner : corner + 1;
                (corner, row[j]) = (row[j], Math.Min(change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[b.Length];
    }

    /// <summary>The word of a list that is nearest to another, the first in order of the alphabet among equals. Throws <see cref="InvalidOperationException"/> on an empty list.</summary>
    public static string Nearest(string word, IEnumerable<string> words) =>
        words.OrderBy(w => Between(w, word)).ThenBy(w => w, StringComparer.Ordinal).First();
}
