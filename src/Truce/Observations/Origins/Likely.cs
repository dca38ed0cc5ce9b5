namespace Truce.Observations.Origins;

/// <summary>Pairs of texts that may be echoes, found by shared fingerprints.</summary>
/// <remarks>
/// Each text looks under its rarest fingerprints only, at its nearest neighbours in time: at most
/// fingerprints × neighbours × 2 pairs a text, so the work is linear in the texts but for one sort. Pairs that contradict each other in their numbers are left
/// out here, where a dozen bytes a text tell it: in a world of templates nearly all pairs are such, and to fetch both texts is what costs.
/// </remarks>
internal sealed class Likely
{
    private readonly OriginOptions _options;
    private readonly ulong[] _keys;     // sorted
    private readonly int[] _texts;      // beside the keys, rising under each
    private readonly int[] _runLength;  // of the run that an entry belongs to
    private readonly int[] _firstEntry; // of each text in _entries
    private readonly int[] _entries;    // those in runs of two and more, text by text
    private readonly NumberSign[] _numbers;

    /// <summary>Fingerprints every text; the texts are in order of time.</summary>
    public Likely(TextForm[] texts, OriginOptions options)
    {
        _options = options;
        _numbers = [.. texts.Select(t => new NumberSign(t.Numbers))];
        var keys = new List<ulong>(texts.Length * 40);
        var owners = new List<int>(texts.Length * 40);
        var mine = new HashSet<ulong>();
        for (int i = 0; i < texts.Length; i++)
        {
            mine.Clear();
            Fingerprints.Winnow(texts[i], mine);
            Fingerprints.MinHashBands(texts[i], mine);
            Fingerprints.FactPairs(texts[i], mine);
            foreach (ulong key in mine)
            {
                keys.Add(key);
                owners.Add(i);
            }
        }

        (_keys, _texts) = ([.. keys], [.. owners]);
        Array.Sort(_keys, _texts);
        _runLength = new int[_keys.Length];
        _firstEntry = new int[texts.Length + 1];
        for (int start = 0; start < _keys.Length;)
        {
            int end = start + 1;
            while (end < _keys.Length && _keys[end] == _keys[start]) end++;
            Array.Sort(_texts, start, end - start);
            for (int e = start; e < end && end - start > 1; e++)
            {
                _runLength[e] = end - start;
                _firstEntry[_texts[e] + 1]++;
            }

            start = end;
        }

        for (int i = 0; i < texts.Length; i++) _firstEntry[i + 1] += _firstEntry[i];
        _entries = new int[_firstEntry[^1]];
        int[] next = [.. _firstEntry];
        for (int e = 0; e < _keys.Length; e++)
        {
            if (_runLength[e] > 1) _entries[next[_texts[e]]++] = e;
        }
    }

    /// <summary>The pairs, the earlier text first; a pair may come twice.</summary>
    public IEnumerable<(int Earlier, int Later)> Pairs()
    {
        var met = new int[_firstEntry.Length]; // the last text that looked at this one, counted from 1
        for (int text = 0; text + 1 < _firstEntry.Length; text++)
        {
            int[] mine = _entries[_firstEntry[text].._firstEntry[text + 1]];
            Array.Sort(mine, (x, y) => _runLength[x] != _runLength[y] ? _runLength[x].CompareTo(_runLength[y]) : x.CompareTo(y));
            for (int k = 0; k < mine.Length && k < _options.MostFingerprints; k++)
            {
                int entry = mine[k];
                for (int step = -_options.MostNeighbours; step <= _options.MostNeighbours; step++)
                {
                    int at = entry + step;
                    if (step == 0 || at < 0 || at >= _keys.Length || _keys[at] != _keys[entry]) continue;
                    int other = _texts[at];
                    if (met[other] == text + 1) continue;
                    met[other] = text + 1;
                    if (_numbers[text].SurelyContradicts(_numbers[other])) continue;
                    yield return (Math.Min(text, other), Math.Max(text, other));
                }
            }
        }
    }
}
