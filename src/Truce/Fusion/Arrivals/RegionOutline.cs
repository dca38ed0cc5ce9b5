using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>Walks round cells and gives the rings that bound them, corners only. Cells that touch at a corner alone are parts of their own.</summary>
internal static class RegionOutline
{
    public static ImmutableArray<RegionPart> Of(CellGrid grid, long[] ordered, HashSet<long> cells)
    {
        // Edges run with the cell on their left: south side eastwards, east side northwards, north side westwards, west side southwards.
        var edges = new SortedDictionary<long, List<int>>();
        foreach (long cell in ordered)
        {
            int r = CellGrid.Row(cell), c = CellGrid.Column(cell);
            if (!cells.Contains(CellGrid.Cell(r - 1, c))) Add(edges, r, c, 0);
            if (!cells.Contains(CellGrid.Cell(r, c + 1))) Add(edges, r, c + 1, 1);
            if (!cells.Contains(CellGrid.Cell(r + 1, c))) Add(edges, r + 1, c + 1, 2);
            if (!cells.Contains(CellGrid.Cell(r, c - 1))) Add(edges, r + 1, c, 3);
        }

        var rings = new List<List<(int Row, int Column)>>();
        while (edges.Count > 0) rings.Add(Ring(edges));
        return Parts(grid, rings);
    }

    private static void Add(SortedDictionary<long, List<int>> edges, int row, int column, int direction)
    {
        long at = CellGrid.Cell(row, column);
        if (!edges.TryGetValue(at, out List<int>? list)) edges[at] = list = [];
        list.Add(direction);
    }

    private static List<(int Row, int Column)> Ring(SortedDictionary<long, List<int>> edges)
    {
        long start = edges.First().Key, at = start;
        int direction = edges[at][0];
        var corners = new List<(int, int)>();
        int last = -1;
        do
        {
            List<int> out_ = edges[at];
            // Where two rings touch, turn left: the walk stays with its own cell.
            if (last >= 0) direction = out_.Count == 1 ? out_[0] : out_.Contains((last + 1) & 3) ? (last + 1) & 3 : out_[0];
            out_.Remove(direction);
            if (out_.Count == 0) edges.Remove(at);
            int r = CellGrid.Row(at), c = CellGrid.Column(at);
            if (direction != last) corners.Add((r, c));
            last = direction;
            at = direction switch { 0 => CellGrid.Cell(r, c + 1), 1 => CellGrid.Cell(r + 1, c), 2 => CellGrid.Cell(r, c - 1), _ => CellGrid.Cell(r - 1, c) };
        }
        while (at != start || edges.TryGetValue(at, out List<int>? more) && more.Contains((last + 1) & 3));
        return corners;
    }

    private static ImmutableArray<RegionPart> Parts(CellGrid grid, List<List<(int Row, int Column)>> rings)
    {
        List<(int Row, int Column)>[] outer = [.. rings.Where(r => Twice(r) > 0).OrderByDescending(Twice)];
        List<(int Row, int Column)>[] holes = [.. rings.Where(r => Twice(r) < 0)];
        var taken = new List<ImmutableArray<GeoPoint>>[outer.Length];
        for (int i = 0; i < outer.Length; i++) taken[i] = [];
        foreach (List<(int Row, int Column)> hole in holes)
        {
            // A hole belongs to the smallest ring about it.
            for (int i = outer.Length - 1; i >= 0; i--)
            {
                if (!Inside(outer[i], hole[0].Row + 0.5, hole[0].Column - 0.5) && !Inside(outer[i], hole[0].Row - 0.5, hole[0].Column - 0.5)) continue;
                taken[i].Add(Close(grid, hole));
                break;
            }
        }

        return [.. outer.Select((ring, i) => new RegionPart(Close(grid, ring), [.. taken[i]]))];
    }

    private static long Twice(List<(int Row, int Column)> ring)
    {
        long sum = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            (int r1, int c1) = ring[i];
            (int r2, int c2) = ring[(i + 1) % ring.Count];
            sum += ((long)c1 * r2) - ((long)c2 * r1);
        }

        return sum;
    }

    private static bool Inside(List<(int Row, int Column)> ring, double row, double column)
    {
        bool inside = false;
        for (int i = 0; i < ring.Count; i++)
        {
            (int r1, int c1) = ring[i];
            (int r2, int c2) = ring[(i + 1) % ring.Count];
            if (c1 == c2 && c1 > column && (r1 > row) != (r2 > row)) inside = !inside;
        }

        return inside;
    }

    private static ImmutableArray<GeoPoint> Close(CellGrid grid, List<(int Row, int Column)> ring) => [.. ring.Append(ring[0]).Select(p => grid.Point(p.Row, p.Column))];
}
