namespace Truce.Terms;

/// <summary>Finds references that run in a circle.</summary>
internal static class Circles
{
    /// <summary>One remark for each circle, at its first member in file order.</summary>
    /// <param name="problems">Where remarks go.</param>
    /// <param name="section">Which part of the file, for the sentence.</param>
    /// <param name="member">Member that refers.</param>
    /// <param name="nodes">Ids with their place and what they refer to.</param>
    public static void Report(Problems problems, string section, string member, IReadOnlyList<(string Id, JsonSpot At, IReadOnlyList<string> To)> nodes)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < nodes.Count; i++) index.TryAdd(nodes[i].Id, i);
        var done = new bool[nodes.Count];
        var onPath = new bool[nodes.Count];
        for (int root = 0; root < nodes.Count; root++)
        {
            if (!done[root]) Walk(problems, section, member, nodes, index, done, onPath, root);
        }
    }

    /// <summary>Depth first with a stack of our own: a chain may be as long as the file.</summary>
    private static void Walk(
        Problems problems, string section, string member, IReadOnlyList<(string Id, JsonSpot At, IReadOnlyList<string> To)> nodes,
        Dictionary<string, int> index, bool[] done, bool[] onPath, int root)
    {
        var path = new List<(int Node, int Next)> { (root, 0) };
        onPath[root] = true;
        while (path.Count > 0)
        {
            (int node, int next) = path[^1];
            if (next >= nodes[node].To.Count)
            {
                onPath[node] = false;
                done[node] = true;
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path[^1] = (node, next + 1);
            if (!index.TryGetValue(nodes[node].To[next], out int to) || done[to]) continue;
            if (onPath[to])
            {
                IEnumerable<string> circle = path.SkipWhile(p => p.Node != to).Select(p => nodes[p.Node].Id).Append(nodes[to].Id);
                problems.Add(nodes[node].At, $"the {section} refer to each other in a circle: {string.Join(" → ", circle.Take(20))}", $"remove one \"{member}\" of the circle");
                continue;
            }

            onPath[to] = true;
            path.Add((to, 0));
        }
    }
}
