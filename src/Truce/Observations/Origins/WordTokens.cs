namespace Truce.Observations.Origins;

/// <summary>Tokens of words, remembered: the same word always has the same token, so remembering changes nothing but the time.</summary>
internal sealed class WordTokens
{
    private const int MostWords = 200_000; // some 20 MB; further words are worked out each time
    private readonly Dictionary<string, ulong> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public WordTokens() => _bySpan = _known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The token of one lower-case word.</summary>
    public ulong Of(ReadOnlySpan<char> lowerWord)
    {
        if (_bySpan.TryGetValue(lowerWord, out ulong token)) return token;
        token = TextForm.Token(lowerWord);
        if (_known.Count < MostWords) _known.Add(lowerWord.ToString(), token);
        return token;
    }
}
