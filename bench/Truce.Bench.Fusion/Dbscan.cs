namespace Truce.Bench.Fusion;

/// <summary>The peer: DBSCAN in three dimensions (distance / eps, time / eps) with minpts 2, which are the connected components of "within eps".</summary>
internal static class Dbscan
{
    public static int[] Cluster(double[] x, double[] y, double[] t, double epsKm, double epsS)
    {
        int n = x.Length;
        int[] order = [.. Enumerable.Range(0, n)], parent = [.. Enumerable.Range(0, n)];
        Array.Sort([.. t], order);
        var cells = new Dictionary<(int, int), List<int>>();
        for (int k = 0; k < n; k++)
        {
            int i = order[k];
            (int cx, int cy) = ((int)Math.Floor(x[i] / epsKm), (int)Math.Floor(y[i] / epsKm));
            for (int dx = -1; dx <= 1; dx++)
            {
                for (int dy = -1; dy <= 1; dy++)
                {
                    if (!cells.TryGetValue((cx + dx, cy + dy), out List<int>? cell)) continue;
                    for (int m = cell.Count - 1; m >= 0 && t[i] - t[cell[m]] <= epsS; m--)
                    {
                        double a = (x[i] - x[cell[m]]) / epsKm, b = (y[i] - y[cell[m]]) / epsKm, c = (t[i] - t[cell[m]]) / epsS;
                        if ((a * a) + (b * b) + (c * c) <= 1) parent[Root(parent, i)] = Root(parent, cell[m]);
                    }
                }
            }

            if (!cells.TryGetValue((cx, cy), out List<int>? own)) cells.Add((cx, cy), own = []);
            own.Add(i);
        }

        return [.. Enumerable.Range(0, n).Select(i => Root(parent, i))];
    }

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
}
