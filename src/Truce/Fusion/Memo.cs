namespace Truce.Fusion;

/// <summary>Weights worked out once in a component, by two numbers that name the set.</summary>
internal sealed class Memo
{
    private readonly Dictionary<long, double> _known = [];

    /// <summary>The weight, when it is known.</summary>
    public bool Find(int a, int b, out double log) => _known.TryGetValue(Key(a, b), out log);

    /// <summary>Keeps a weight and gives it back.</summary>
    public double Keep(int a, int b, double log)
    {
        _known[Key(a, b)] = log;
        return log;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _known.Clear();

    private static long Key(int a, int b) => ((long)a << 32) | unchecked((uint)b);
}
