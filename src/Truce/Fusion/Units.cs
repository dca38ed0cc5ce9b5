namespace Truce.Fusion;

/// <summary>The slots of a problem in parts that stay together: a part is what no member would leave. Most often each slot is a part.</summary>
internal sealed class Units
{
    private static readonly Units[] Singles = [.. Enumerable.Range(0, 33).Select(n => new Units([.. Enumerable.Range(0, n).Select(i => new[] { i })], n, null))];
    private readonly int[][] _parts;
    private readonly int[] _at;
    private readonly double[]? _stay;
    private readonly bool _single;

    /// <summary>Parts of the slots 0 to n − 1, each ascending, in order of their first; and P(each slot stays with its part), all 1 when null.</summary>
    public Units(int[][] parts, int slots, double[]? stay)
    {
        (_parts, _at, _stay, _single) = (parts, new int[slots], stay, parts.Length == slots);
        for (int u = 0; u < parts.Length; u++)
        {
            foreach (int i in parts[u]) _at[i] = u;
        }
    }

    /// <summary>How many.</summary>
    public int Count => _parts.Length;

    /// <summary>Each of at most 32 slots by itself.</summary>
    public static Units Each(int slots) => Singles[slots];

    /// <summary>Slots of a part.</summary>
    public int[] Of(int part) => _parts[part];

    /// <summary>The part of a slot.</summary>
    public int At(int slot) => _at[slot];

    /// <summary>P(a slot stays with its part).</summary>
    public double Stay(int slot) => _stay is null ? 1 : _stay[slot];

    /// <summary>From a mask of parts to a mask of slots, of at most 31.</summary>
    public int Spread(int mask)
    {
        if (_single) return mask;
        int spread = 0;
        for (int i = 0; i < _at.Length; i++) spread |= ((mask >> _at[i]) & 1) << i;
        return spread;
    }
}
