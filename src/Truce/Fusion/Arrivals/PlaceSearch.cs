using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>Coarse to fine over a box: every level keeps the cells that hold the probability and halves them, until enough cells hold it.</summary>
internal sealed class PlaceSearch(NodeSolver solver, LocatorOptions options, IReadOnlyList<SilentSites> silent)
{
    private const int StartCells = 24, Levels = 24, LeastKept = 6;

    // The regions go to 95 %. While searching, densities are widened by the cell and what lies outside is not lost to rounding; near the end they are nearly those of the answer.
    private const double Kept = 0.999, KeptLast = 0.998, FallenLog = 6, NothingLog = 10;

    /// <summary>One cell of the last level.</summary>
    public readonly record struct Node(long Cell, double LogDensity, double OriginS, double OriginVarianceS2, double DepthKm);

    public CellGrid Grid { get; private set; } = new(0, 0, 1, 1);

    public DepthLayers Depths { get; private set; } = DepthLayers.Surface;

    /// <summary>Share of the probability of the first level that lies on its border.</summary>
    public double BorderShare { get; private set; }

    /// <summary>Cells times depths that were evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Cells of the last level by cell number, with logarithms of densities (not normed).</summary>
    public Node[] Run(GeoPoint middle, double halfKm, DepthLayers depths)
    {
        double lat = halfKm / 111.2, cos = Math.Max(0.05, Math.Cos(middle.LatitudeDeg * Math.PI / 180)), lon = Math.Min(180, lat / cos);
        Grid = new CellGrid(middle.LatitudeDeg - lat, middle.LongitudeDeg - lon, 2 * lat / StartCells, 2 * lon / StartCells);
        var cells = new List<long>();
        for (int r = 0; r < StartCells; r++)
        {
            for (int c = 0; c < StartCells; c++)
            {
                if (Math.Abs(middle.LatitudeDeg - lat + ((r + 0.5) * 2 * lat / StartCells)) < 89.9) cells.Add(CellGrid.Cell(r, c));
            }
        }

        Depths = depths.Thinned(Grid.HalfKm);
        Node[] nodes = Level(cells, true);
        (_, double[] mass) = Masses(nodes);
        BorderShare = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            if (CellGrid.Row(nodes[i].Cell) is 0 or StartCells - 1 || CellGrid.Column(nodes[i].Cell) is 0 or StartCells - 1) BorderShare += mass[i];
        }

        bool coarse = true;
        for (int level = 0; level < Levels && Grid.HalfKm * 2 > options.SmallestCellKm; level++)
        {
            (int[] order, mass) = Masses(nodes);
            int holding = Holding(order, mass, 0.995);
            bool near = level > 1 && 3 * holding >= options.TargetCells;
            if (level > 1 && holding >= options.TargetCells)
            {
                if (!coarse) break;
                // Cells are small enough, but their densities are still those of the search. Errors are widened less now, so nothing outside what was kept can hold more.
                cells = [.. order.AsSpan(0, Holding(order, mass, KeptLast)).ToArray().Select(i => nodes[i].Cell).Order()];
                (nodes, coarse) = (Level(cells, false), false);
                continue;
            }

            int keep = Math.Clamp(Holding(order, mass, near ? KeptLast : Kept), Math.Min(LeastKept, order.Length), order.Length);
            cells = Children(order.AsSpan(0, keep), nodes);
            Grid = Grid.Finer();
            Depths = Depths.Refined(Grid.HalfKm, near);
            (nodes, coarse) = (Level(cells, !near), !near);
        }

        return nodes;
    }

    private static List<long> Children(ReadOnlySpan<int> kept, Node[] nodes)
    {
        var cells = new List<long>(4 * kept.Length);
        foreach (int i in kept)
        {
            int r = 2 * CellGrid.Row(nodes[i].Cell), c = 2 * CellGrid.Column(nodes[i].Cell);
            cells.AddRange([CellGrid.Cell(r, c), CellGrid.Cell(r, c + 1), CellGrid.Cell(r + 1, c), CellGrid.Cell(r + 1, c + 1)]);
        }

        cells.Sort();
        return cells;
    }

    /// <summary>Places by falling density, and the probability of each (in the order of the nodes).</summary>
    public (int[] Order, double[] Mass) Masses(Node[] nodes)
    {
        double best = nodes.Max(n => n.LogDensity), sum = 0;
        double[] mass = new double[nodes.Length];
        for (int i = 0; i < nodes.Length; i++) sum += mass[i] = Math.Exp(nodes[i].LogDensity - best) * Grid.AreaKm2(nodes[i].Cell);
        for (int i = 0; i < mass.Length; i++) mass[i] /= sum;
        int[] order = [.. Enumerable.Range(0, nodes.Length).OrderByDescending(i => nodes[i].LogDensity).ThenBy(i => nodes[i].Cell)];
        return (order, mass);
    }

    /// <summary>How many of the densest cells hold a share of the probability.</summary>
    public static int Holding(int[] order, double[] mass, double share)
    {
        double sum = 0;
        for (int i = 0; i < order.Length; i++)
        {
            sum += mass[order[i]];
            if (sum >= share) return i + 1;
        }

        return order.Length;
    }

    private Node[] Level(List<long> cells, bool coarse)
    {
        DepthLayers depths = Depths;
        Node[] nodes = new Node[cells.Count];
        double[] logs = new double[depths.Layers], origins = new double[depths.Layers], variances = new double[depths.Layers];
        double[] shares = new double[cells.Count * depths.Layers];
        double top = double.NegativeInfinity;
        solver.Layers(depths.MiddleKm);
        int start = 0, far = coarse ? 2 : 1;
        for (int i = 0; i < cells.Count; i++)
        {
            SpacePoint place = SpacePoint.Of(Grid.Middle(cells[i]));
            solver.Place(place, !coarse);
            double silence = 0;
            foreach (SilentSites s in silent) silence += s.Log(place, Grid.HalfKm);
            double best = double.NegativeInfinity;
            Array.Fill(logs, double.NegativeInfinity);
            // From the depth that was best next door outwards; a way is left where the probability has fallen by e⁻⁶, and a place where the neighbour's depth has e⁻¹⁰ of the best place; while searching, twice that.
            for (int way = 0; way < 2; way++)
            {
                for (int k = way == 0 ? start : start - 1; k >= 0 && k < depths.Layers; k += way == 0 ? 1 : -1)
                {
                    logs[k] = solver.Evaluate(k, Grid.HalfKm, depths.HalfKm[k], coarse) + depths.LogPrior[k] + silence;
                    (origins[k], variances[k]) = (solver.OriginS, solver.OriginVarianceS2);
                    Evaluations++;
                    best = Math.Max(best, logs[k]);
                    if (logs[k] < best - (far * FallenLog) || best < top - (far * NothingLog)) break;
                }
            }

            start = Math.Max(0, Array.IndexOf(logs, best));
            nodes[i] = Combine(cells[i], depths, logs, origins, variances, best);
            for (int k = 0; k < depths.Layers; k++) shares[(i * depths.Layers) + k] = logs[k];
            top = Math.Max(top, best);
        }

        for (int k = 0; k < depths.Layers; k++)
        {
            double sum = 0;
            for (int i = 0; i < cells.Count; i++) sum += Math.Exp(shares[(i * depths.Layers) + k] - top) * Grid.AreaKm2(cells[i]);
            depths.Mass[k] = sum;
        }

        return nodes;
    }

    private static Node Combine(long cell, DepthLayers depths, double[] logs, double[] origins, double[] variances, double best)
    {
        double sum = 0, origin = 0, second = 0, depth = 0;
        int deepest = 0;
        for (int k = 0; k < logs.Length; k++)
        {
            double weight = Math.Exp(logs[k] - best);
            sum += weight;
            origin += weight * origins[k];
            depth += weight * depths.MiddleKm[k];
            if (logs[k] == best) deepest = k;
        }

        origin /= sum;
        for (int k = 0; k < logs.Length; k++) second += Math.Exp(logs[k] - best) / sum * (variances[k] + ((origins[k] - origin) * (origins[k] - origin)));
        return new(cell, best + Math.Log(sum), origin, second, depths.MiddleKm[deepest]);
    }
}
