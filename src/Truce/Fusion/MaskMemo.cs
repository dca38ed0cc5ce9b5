namespace Truce.Fusion;

/// <summary>Logarithms by subset of a set that is laid out: a table for small sets, a dictionary for large ones.</summary>
internal sealed class MaskMemo
{
    private const int Small = 14;
    private double[] _log = new double[256];
    private int[] _kept = new int[256]; // the set for which an entry was kept
    private readonly Dictionary<int, double> _large = [];
    private int _set;
    private bool _isSmall;

    /// <summary>Forgets all and begins with a set of so many members.</summary>
    public void Begin(int count)
    {
        _set++;
        _isSmall = count <= Small;
        if (!_isSmall) _large.Clear();
        else if (_log.Length < 1 << count) (_log, _kept) = (new double[1 << count], new int[1 << count]);
    }

    /// <summary>The logarithm, when it is known.</summary>
    public bool Find(int mask, out double log)
    {
        if (!_isSmall) return _large.TryGetValue(mask, out log);
        log = _log[mask];
        return _kept[mask] == _set;
    }

    /// <summary>Keeps a logarithm.</summary>
    public void Keep(int mask, double log)
    {
        if (_isSmall) (_log[mask], _kept[mask]) = (log, _set);
        else _large[mask] = log;
    }
}
