using System.Collections.Immutable;
using Truce.Fusion;
using Truce.Measures;

namespace Truce.Bench.Fusion;

/// <summary>Agreement with the truth, calibration of the probability and coverage of the 90 % regions.</summary>
internal static class Quality
{
    public static void Print(MillionRows world, ImmutableArray<Hypothesis> found)
    {
        var index = new Dictionary<Hash256, int>(world.Detections.Length);
        for (int i = 0; i < world.Detections.Length; i++) index.Add(world.Detections[i].Id, i);
        int[] label = new int[world.Detections.Length];
        Array.Fill(label, -1);
        int[] most = new int[world.Incidents.Length], holder = new int[world.Incidents.Length], truths = new int[found.Length];
        Array.Fill(holder, -1);
        for (int h = 0; h < found.Length; h++)
        {
            (truths[h], int n) = Majority(found[h], world, index);
            if (truths[h] < 0 || n <= most[truths[h]]) continue;
            (most[truths[h]], holder[truths[h]]) = (n, h);
        }

        var bins = new (double Sum, long Real, long Count)[20];
        long duplicates = 0, real = 0, inPlace = 0, inTime = 0;
        double brier = 0;
        for (int h = 0; h < found.Length; h++)
        {
            foreach (Member m in found[h].Members) label[index[m.Detection]] = h;
            int truth = truths[h] >= 0 && holder[truths[h]] == h ? truths[h] : -1; // a second hypothesis of one incident is a duplicate: not real
            if (truths[h] >= 0 && truth < 0 && found[h].Probability >= 0.5) duplicates++;
            double p = found[h].Probability;
            int bin = Math.Min(bins.Length - 1, (int)(p * bins.Length));
            bins[bin] = (bins[bin].Sum + p, bins[bin].Real + (truth >= 0 ? 1 : 0), bins[bin].Count + 1);
            brier += (p - (truth >= 0 ? 1 : 0)) * (p - (truth >= 0 ? 1 : 0));
            if (truth < 0) continue;
            real++;
            if (InPlace(world, found[h], world.Incidents[truth])) inPlace++;
            double t = world.Incidents[truth].T;
            if (t >= MillionRows.Seconds(found[h].When.Start) && t <= MillionRows.Seconds(found[h].When.End)) inTime++;
        }

        ClusterAgreement pairs = FusionScore.Pairwise(world.Truth, label), cubed = FusionScore.BCubed(world.Truth, label);
        double ece = bins.Where(b => b.Count > 0).Sum(b => Math.Abs(b.Sum - b.Real)) / found.Length;
        Console.WriteLine($"  pairwise  P {pairs.Precision:F4} R {pairs.Recall:F4} F1 {pairs.F1:F4}");
        Console.WriteLine($"  B-cubed   P {cubed.Precision:F4} R {cubed.Recall:F4} F1 {cubed.F1:F4}");
        Console.WriteLine($"  calibration: ECE {ece:F4} (20 bins), Brier {brier / found.Length:F4}; 90 % region holds {(double)inPlace / real:P1} in place, {(double)inTime / real:P1} in time, of {real}; {duplicates} duplicates");
        foreach ((double sum, long yes, long count) in bins)
        {
            if (count > 0) Console.WriteLine($"      said {sum / count:F3}, was {(double)yes / count:F3} ({count})");
        }
    }

    private static (int Incident, int Members) Majority(Hypothesis h, MillionRows world, Dictionary<Hash256, int> index)
    {
        (int best, int most) = (-1, 0);
        foreach (Member m in h.Members)
        {
            int truth = world.Truth[index[m.Detection]];
            if (truth < 0) continue;
            int n = h.Members.Count(o => world.Truth[index[o.Detection]] == truth);
            if (n > most) (best, most) = (truth, n);
        }

        return (best, most);
    }

    private static bool InPlace(MillionRows world, Hypothesis h, (double X, double Y, double T) truth)
    {
        (double x, double y) = world.Strip(h.Where.Position);
        double e = (truth.X - x) * 1000, n = (truth.Y - y) * 1000, det = h.Where.Error.DeterminantM4;
        double d2 = ((h.Where.Error.NorthNorthM2 * e * e) - (2 * h.Where.Error.EastNorthM2 * e * n) + (h.Where.Error.EastEastM2 * n * n)) / det;
        return d2 <= 4.605170185988092; // 90 % quantile of χ² with 2 degrees of freedom
    }
}
