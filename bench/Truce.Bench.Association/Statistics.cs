using Truce.Detections.Arrivals;
using Truce.Simulation.Arrivals;

namespace Truce.Bench.Association;

/// <summary>What a set looks like: to put the generator beside the given files.</summary>
internal static class Statistics
{
    private static readonly double[] Shares = [0.05, 0.25, 0.5, 0.75, 0.95];

    public static void Print(string name, ArrivalSet set)
    {
        int[] counts = new int[set.Events.Length];
        foreach (int e in set.EventOf.Where(e => e >= 0)) counts[e]++;
        int[] sorted = [.. counts.Order()];
        int noise = set.EventOf.Count(e => e < 0);
        Console.WriteLine($"{name}: {set.Events.Length} events, {set.Arrivals.Length} arrivals, {noise} of no event ({100.0 * noise / (set.Arrivals.Length - noise):f1} % of the true ones)");
        Console.WriteLine("  arrivals an event, 5/25/50/75/95 %: " + string.Join(" ", Shares.Select(q => sorted[(int)(q * sorted.Length)]))
            + $", mean {counts.Average():f1}, least {sorted[0]}");
        Dictionary<string, int> site = set.Sites.Select((s, i) => (s.Id, i)).ToDictionary(s => s.Id, s => s.i);
        HomogeneousGround ground = new();
        List<double> errors = [];
        var heard = new HashSet<(int, int)>();
        for (int i = 0; i < set.Arrivals.Length; i++)
        {
            if (set.EventOf[i] < 0) continue;
            Arrival a = set.Arrivals[i];
            PlantedEvent e = set.Events[set.EventOf[i]];
            heard.Add((set.EventOf[i], site[a.Site]));
            if (a.Phases is ArrivalPhases.P or ArrivalPhases.S)
            {
                errors.Add((a.At - e.At).TotalSeconds - ground.TimeS(a.Phases, set.Sites[site[a.Site]].Position.DistanceM(e.Position) / 1000, e.DepthKm));
            }
        }

        double mean = errors.Average();
        Console.WriteLine($"  residual of the given speeds: mean {mean:f3} s, sigma {Math.Sqrt(errors.Average(e => (e - mean) * (e - mean))):f3} s");
        var shares = new List<string>();
        for (int low = 0; low < 240; low += 40)
        {
            int pairs = 0, yes = 0;
            for (int e = 0; e < set.Events.Length; e++)
            {
                for (int s = 0; s < set.Sites.Length; s++)
                {
                    double km = set.Sites[s].Position.DistanceM(set.Events[e].Position) / 1000;
                    if (km < low || km >= low + 40) continue;
                    pairs++;
                    if (heard.Contains((e, s))) yes++;
                }
            }

            shares.Add($"{low}-{low + 40} km {(pairs == 0 ? double.NaN : (double)yes / pairs):f3}");
        }

        Console.WriteLine("  heard at all: " + string.Join(", ", shares));
    }
}
