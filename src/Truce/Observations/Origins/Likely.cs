namespace Truce.Observations.Origins;

/// <summary>Pairs of texts that may be echoes, found by shared fingerprints.</summary>
/// <remarks>
/// Each text looks under its rarest fingerprints only, at its nearest neighbours in time: at most
/// fingerprints × neighbours × 2 pairs a text, so the work is linear in the texts but for one sort.
/// </remarks>
internal sealed class Likely
{
    private readonly OriginOptions _options;
    private readonly (ulong Key, int Text)[] _postings; // sorted by key, then by text
    private readonly int[] _runLength;                  // of the run that an entry belongs to
    private readonly int[][] _entries;                  // of each text

    /// <summary>Fingerprints every text; the texts are in order of time.</summary>
    public Likely(TextForm[] texts, OriginOptions options)
    {
        _options = options;
        var postings = new List<(ulong, int)>(texts.Length * 40);
        var mine = new HashSet<ulong>();
        for (int i = 0; i < texts.Length; i++)
        {
            mine.Clear();
            Fingerprints.Winnow(texts[i], mine);
            Fingerprints.MinHashBands(texts[i], mine);
            Fingerprints.FactPairs(texts[i], mine);
            foreach (ulong key in mine) postings.Add((key, i));
        }

        _postings = [.. postings];
        Array.Sort(_postings);
        _runLength = new int[_postings.Length];
        var entries = new List<int>[texts.Length];
        for (int i = 0; i < texts.Length; i++) entries[i] = [];
        for (int start = 0; start < _postings.Length;)
        {
            int end = start + 1;
            while (end < _postings.Length && _postings[end].Key == _postings[start].Key) end++;
            for (int e = start; e < end && end - start > 1; e++)
            {
                _runLength[e] = end - start;
                entries[_postings[e].Text].Add(e);
            }

            start = end;
        }

        _entries = [.. entries.Select(e => e.ToArray())];
    }

    /// <summary>The pairs, the earlier text first; a pair may come twice.</summary>
    public IEnumerable<(int Earlier, int Later)> Pairs()
    {
        var met = new HashSet<int>();
        for (int text = 0; text < _entries.Length; text++)
        {
            met.Clear();
            int[] mine = _entries[text];
            Array.Sort(mine, (x, y) => _runLength[x] != _runLength[y] ? _runLength[x].CompareTo(_runLength[y]) : x.CompareTo(y));
            foreach (int entry in mine.AsSpan(0, Math.Min(mine.Length, _options.MostFingerprints)).ToArray())
            {
                for (int step = -_options.MostNeighbours; step <= _options.MostNeighbours; step++)
                {
                    int at = entry + step;
                    if (step == 0 || at < 0 || at >= _postings.Length || _postings[at].Key != _postings[entry].Key) continue;
                    int other = _postings[at].Text;
                    if (met.Add(other)) yield return (Math.Min(text, other), Math.Max(text, other));
                }
            }
        }
    }
}
