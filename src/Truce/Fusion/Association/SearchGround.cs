using System.Runtime.Intrinsics;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>What stays from search to search: the region, travel times, and what every largest box can have from every channel (a site and a phase).</summary>
internal sealed class SearchGround
{
    private const int SilenceSteps = 128;
    private readonly Vector256<float>[][] _silence; // by cell: by step of the time since an event, by size
    private readonly float[][] _latest; // by channel: cell

    /// <param name="sites">In order of their ids.</param>
    /// <param name="times">Ground and air.</param>
    /// <param name="options">What association was told.</param>
    /// <param name="used">By channel: whether the site listens for the phase at all.</param>
    /// <param name="usualSigmaS">By phase: error of a usual pick, seconds.</param>
    internal SearchGround(IReadOnlyList<ListeningSite> sites, TravelTimes times, AssociationOptions options, bool[] used, double[] usualSigmaS)
    {
        (Options, Times) = (options, times);
        Space = new(sites, options);
        Tables = new TravelTable?[Readings.Phases];
        for (int p = 0; p < Tables.Length; p++)
        {
            if (Enumerable.Range(0, sites.Count).Any(s => used[(s * Readings.Phases) + p])) Tables[p] = new(times, Readings.PhaseOf(p), Space.FarthestKm, options.DeepestKm, Space.Layers, usualSigmaS[p]);
        }

        LongestS = Tables.Max(t => t?.Latest(0).Where(float.IsFinite).DefaultIfEmpty(0).Max() ?? 0);
        Hearing = new(options, Space.FarthestKm);
        Channels = [.. Enumerable.Range(0, used.Length).Where(c => used[c] && Tables[c % Readings.Phases] is not null)];
        Boxes = Space.Cells * Space.Layers;
        BinS = Math.Max(0.5, Space.CellKm / 10); // about half of what S takes across a box
        Early = new float[used.Length][];
        Late = new float[used.Length][];
        Gain = new float[used.Length][];
        Odds = new Vector128<float>[used.Length][];
        _latest = new float[used.Length][];
        Bearing = new float[Space.Sites][];
        HalfAngle = new float[Space.Sites][];
        foreach (int ch in Channels) Bounds(ch, Tables[ch % Readings.Phases]!);
        Listens = new bool[Space.Sites];
        _silence = new Vector256<float>[Space.Cells][];
        Listening(Enumerable.Repeat(true, Space.Sites).ToArray());
    }

    internal AssociationOptions Options { get; }

    internal TravelTimes Times { get; }

    internal SearchSpace Space { get; }

    internal TravelTable?[] Tables { get; }

    internal Hearing Hearing { get; }

    /// <summary>Longest travel time of anything in the region, seconds.</summary>
    internal double LongestS { get; }

    /// <summary>Channels that listen: site × phases + phase.</summary>
    internal int[] Channels { get; }

    /// <summary>Largest boxes: cells of every layer.</summary>
    internal int Boxes { get; }

    /// <summary>Width of a largest box in time, seconds.</summary>
    internal double BinS { get; }

    // By channel: box. Earliest and latest travel time, most that an arrival says, most odds of being heard by class of sizes.
    internal float[][] Early { get; }

    internal float[][] Late { get; }

    internal float[][] Gain { get; }

    internal Vector128<float>[][] Odds { get; }

    // By site: cell, radians.
    internal float[][] Bearing { get; }

    internal float[][] HalfAngle { get; }

    /// <summary>Until when what was heard is known, seconds: where a wave may still come, silence says nothing.</summary>
    internal double HeardUntilS { get; set; } = double.PositiveInfinity;

    /// <summary>By site: whether it listens now. The silence of one that does not says nothing.</summary>
    internal bool[] Listens { get; private set; }

    /// <summary>Counts up where <see cref="Listens"/> changes.</summary>
    internal int ListeningVersion { get; private set; }

    /// <summary>Says which sites listen.</summary>
    internal void Listening(bool[] listens)
    {
        if (Listens.AsSpan().SequenceEqual(listens)) return;
        Listens = listens;
        ListeningVersion++;
        float[] half = Space.HalfDiagonalKm;
        for (int cell = 0; cell < Space.Cells; cell++)
        {
            var sum = new Vector256<float>[SilenceSteps + 1];
            foreach (int ch in Channels)
            {
                int site = ch / Readings.Phases;
                if (!listens[site] || float.IsNegativeInfinity(_latest[ch][cell])) continue;
                float d = Space.DistanceKm(cell, site, 0, 0, out _, out _);
                sum[Math.Clamp((int)Math.Ceiling(_latest[ch][cell] / LongestS * SilenceSteps), 0, SilenceSteps)] += Hearing.LeastMiss(d + half[cell]);
            }

            for (int i = 1; i < sum.Length; i++) sum[i] += sum[i - 1];
            _silence[cell] = sum;
        }
    }

    /// <summary>The least that it costs when no site hears an event of a cell that began by a time: of what must have arrived by now.</summary>
    internal Vector256<float> Silence(int cell, double beganS)
    {
        double since = HeardUntilS - beganS;
        return since < 0 ? Vector256<float>.Zero : _silence[cell][(int)Math.Min(SilenceSteps, since / LongestS * SilenceSteps)];
    }

    /// <summary>Whether everything from an event that began by a time has arrived.</summary>
    internal bool AllArrived(double beganS) => HeardUntilS - beganS >= LongestS;

    private void Bounds(int channel, TravelTable table)
    {
        int site = channel / Readings.Phases;
        if (Bearing[site] is null) Angles(site);
        float[] early = new float[Boxes], late = new float[Boxes], gain = new float[Boxes], latest = new float[Space.Cells];
        Vector128<float>[] odds = new Vector128<float>[Boxes];
        Array.Fill(latest, float.NegativeInfinity);
        for (int box = 0; box < Boxes; box++)
        {
            int cell = box % Space.Cells, layer = table.Nodes == 1 ? 0 : box / Space.Cells;
            float d = Space.DistanceKm(cell, site, 0, 0, out _, out _), half = Space.HalfDiagonalKm[cell];
            int near = (int)(Math.Max(0, d - half) / table.StepKm), far = Math.Min(table.Distances - 1, (int)((d + half) / table.StepKm) + 1);
            early[box] = table.Earliest(0)[(layer * table.Distances) + near];
            late[box] = table.Latest(0)[(layer * table.Distances) + far];
            if (float.IsNegativeInfinity(late[box]) && !float.IsPositiveInfinity(early[box])) late[box] = (float)Space.FarthestKm;
            gain[box] = table.LogPeak(Math.Max(0, d - half));
            odds[box] = Hearing.MostClassOdds(Math.Max(0, d - half));
            if (box < Space.Cells || latest[cell] > float.NegativeInfinity) latest[cell] = Math.Max(latest[cell], late[box]);
        }

        (Early[channel], Late[channel], Gain[channel], Odds[channel], _latest[channel]) = (early, late, gain, odds, latest);
    }

    private void Angles(int site)
    {
        float[] bearing = new float[Space.Cells], half = new float[Space.Cells];
        for (int cell = 0; cell < Space.Cells; cell++)
        {
            float d = Space.DistanceKm(cell, site, 0, 0, out _, out _), h = Space.HalfDiagonalKm[cell];
            bearing[cell] = Space.BearingRad(cell, site, 0, 0);
            half[cell] = d > h ? MathF.Asin(h / d) : MathF.PI;
        }

        (Bearing[site], HalfAngle[site]) = (bearing, half);
    }
}
