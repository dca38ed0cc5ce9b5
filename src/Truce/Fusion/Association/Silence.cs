using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>By box of every level and size of event: the least that it costs that no site hears an event anywhere in the box. Made where it is asked for.</summary>
internal sealed class Silence(SearchSpace space, Readings readings, TravelTable?[] tables, Hearing hearing)
{
    private readonly Vector256<float>[]?[] _of = new Vector256<float>[]?[space.Cells * TravelTable.Levels];
    private readonly int[] _channels = [.. Enumerable.Range(0, readings.OfChannel.Length).Where(c => readings.OfChannel[c].Length > 0 && tables[c % Readings.Phases] is not null)];

    internal Vector256<float> Of(int cell, int level, float east, float north)
    {
        int side = 1 << level;
        Vector256<float>[] boxes = _of[(cell * TravelTable.Levels) + level] ??= Make(cell, level);
        float scale = side / (float)space.CellKm, middle = side / 2f;
        return boxes[((int)((north * scale) + middle) * side) + (int)((east * scale) + middle)];
    }

    private Vector256<float>[] Make(int cell, int level)
    {
        int side = 1 << level;
        float step = (float)space.CellKm / side, half = space.HalfDiagonalKm[cell] / side;
        var boxes = new Vector256<float>[side * side];
        foreach (int ch in _channels)
        {
            TravelTable table = tables[ch % Readings.Phases]!;
            for (int i = 0; i < boxes.Length; i++)
            {
                float d = space.DistanceKm(cell, ch / Readings.Phases, ((i % side) + 0.5f - (side / 2f)) * step, ((i / side) + 0.5f - (side / 2f)) * step, out _, out _);
                if (table.Arrives(d)) boxes[i] += hearing.LeastMiss(d + half);
            }
        }

        return boxes;
    }
}
