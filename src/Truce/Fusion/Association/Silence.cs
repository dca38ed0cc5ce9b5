using System.Runtime.Intrinsics;

namespace Truce.Fusion.Association;

/// <summary>By box of every level and size of event: the least that it costs that no site hears an event anywhere in the box. Made where it is asked for.</summary>
internal sealed class Silence(SearchGround ground)
{
    private readonly Vector256<float>[]?[] _of = new Vector256<float>[]?[ground.Space.Cells * TravelTable.Levels];
    private int _version;

    internal Vector256<float> Of(int cell, int level, float east, float north, double beganS)
    {
        if (!ground.AllArrived(beganS)) return ground.Silence(cell, beganS); // a bound of all its boxes
        if (_version != ground.ListeningVersion) Array.Clear(_of);
        _version = ground.ListeningVersion;
        SearchSpace space = ground.Space;
        int across = 1 << level;
        Vector256<float>[] boxes = _of[(cell * TravelTable.Levels) + level] ??= Make(cell, level);
        float scale = across / (float)space.CellKm, middle = across / 2f;
        return boxes[((int)((north * scale) + middle) * across) + (int)((east * scale) + middle)];
    }

    private Vector256<float>[] Make(int cell, int level)
    {
        SearchSpace space = ground.Space;
        int across = 1 << level;
        float step = (float)space.CellKm / across, half = space.HalfDiagonalKm[cell] / across;
        var boxes = new Vector256<float>[across * across];
        foreach (int ch in ground.Channels)
        {
            if (!ground.Listens[ch / Readings.Phases]) continue;
            TravelTable table = ground.Tables[ch % Readings.Phases]!;
            for (int i = 0; i < boxes.Length; i++)
            {
                float d = space.DistanceKm(cell, ch / Readings.Phases, ((i % across) + 0.5f - (across / 2f)) * step, ((i / across) + 0.5f - (across / 2f)) * step, out _, out _);
                if (table.Arrives(d)) boxes[i] += ground.Hearing.LeastMiss(d + half);
            }
        }

        return boxes;
    }
}
