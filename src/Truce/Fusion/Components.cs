namespace Truce.Fusion;

/// <summary>Connected components of the links: disjoint sets with path halving, the lower number the root.</summary>
internal sealed class Components
{
    private readonly int[] _parent;

    public Components(int count)
    {
        _parent = new int[count];
        for (int i = 0; i < count; i++) _parent[i] = i;
    }

    /// <summary>The number of the component.</summary>
    public int Root(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    /// <summary>Makes two components one.</summary>
    public void Unite(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a != b) _parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
