namespace Truce.Pages;

/// <summary>Names in the order of the reader's alphabet: É beside E, І after И. Of our own, so that every machine gives the same page.</summary>
internal sealed class NameOrder : IComparer<string>
{
    // Letters that a plain order of code points would put elsewhere. Ukrainian: DSTU 9112; Russian: Ё beside Е.
    private const string Ukrainian = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", Russian = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
    private const string Marked = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿśšžżźčćłı", Plain = "aaaaaaceeeeiiiinoooooouuuuyysszzzccli";

    private readonly string _alphabet;

    private NameOrder(string alphabet) => _alphabet = alphabet;

    /// <summary>The order of a language.</summary>
    public static NameOrder For(string language) => new(language switch { "uk" => Ukrainian, "ru" => Russian, _ => "" });

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        (x, y) = (x ?? "", y ?? "");
        for (int i = 0; i < Math.Min(x.Length, y.Length); i++)
        {
            int before = Weight(x[i]).CompareTo(Weight(y[i]));
            if (before != 0) return before;
        }

        int shorter = x.Length.CompareTo(y.Length);
        return shorter != 0 ? shorter : string.CompareOrdinal(x, y);
    }

    private int Weight(char c)
    {
        char lower = char.ToLowerInvariant(c);
        int own = _alphabet.IndexOf(lower, StringComparison.Ordinal), marked = Marked.IndexOf(lower, StringComparison.Ordinal);
        return own >= 0 ? 'а' + own : marked >= 0 ? Plain[marked] : lower;
    }
}
