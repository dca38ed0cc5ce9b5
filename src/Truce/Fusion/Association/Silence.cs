using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>By box of every level and size of event: the least that it costs that no site hears an event anywhere in the box. Made where it is asked for.</summary>
internal sealed class Silence(SearchSpace space, Readings readings, TravelTable?[] tables, Hearing hearing)
{
    private readonly Vector256<float>[]?[] _of = new Vector256<float>[]?[space.Cells * TravelTable.Levels];
    private readonly int[] _channels = [.. Enumerable.Range(0, readings.OfChannel.Length).Where(c => readings.OfChannel[c].Length > 0 && tables[c % Readings.Phases] is not null)];

    internal Vector256<float> Of(int cell, int level, float east, float north)
    {
        int across = 1 << level;
        Vector256<float>[] boxes = _of[(cell * TravelTable.Levels) + level] ??= Make(cell, level);
        float scale = across / (float)space.CellKm, middle = across / 2f;
        return boxes[((int)((north * scale) + middle) * across) + (int)((east * scale) + middle)];
    }

    private Vector256<float>[] Make(int cell, int level)
    {
        int across = 1 << level;
        float step = (float)space.CellKm / across, half = space.HalfDiagonalKm[cell] / across;
        var boxes = new Vector256<float>[across * across];
        foreach (int ch in _channels)
        {
            TravelTable table = tables[ch % Readings.Phases]!;
            for (int i = 0; i < boxes.Length; i++)
            {
                float d = space.DistanceKm(cell, ch / Readings.Phases, ((i % across) + 0.5f - (across / 2f)) * step, ((i / across) + 0.5f - (across / 2f)) * step, out _, out _);
                if (table.Arrives(d)) boxes[i] += hearing.LeastMiss(d + half);
            }
        }

        return boxes;
    }
}
