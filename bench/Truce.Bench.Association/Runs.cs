using System.Diagnostics;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Association;
using Truce.Simulation.Arrivals;

namespace Truce.Bench.Association;

/// <summary>Runs sets and prints what came of them.</summary>
internal static class Runs
{
    /// <summary>The dense case is told its region, as PyOcto is: sources between the stations, to 30 km.</summary>
    public static AssociationOptions Dense { get; } = new() { MarginKm = 5 };

    /// <summary>The sparse case is told that events are at the surface.</summary>
    public static AssociationOptions Sparse { get; } = new() { DeepestKm = 0 };

    /// <summary>Speeds other than the generator's, and a spread that allows for it.</summary>
    public static HomogeneousGround SparseGround { get; } = new() { SpreadShare = 0.03 };

    public static Match Once(string name, ArrivalSet set, AssociationOptions options, TravelTimes times, int least = 3)
    {
        AssociationResult result = new([], []);
        double cpu = double.MaxValue, wall = double.MaxValue;
        for (int i = 0; i < 3 && (i < 1 || wall < 5); i++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            result = Associator.Run(set.Arrivals, set.Sites, times, options);
            wall = Math.Min(wall, watch.Elapsed.TotalSeconds);
            cpu = Math.Min(cpu, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        var match = Match.Of(set, result, least);
        Console.WriteLine($"{name}: {set.Arrivals.Length} arrivals, {set.Events.Length} events, not scorable {match.Unscorable}, found {match.Found}, matched {match.Matched}: "
            + $"P {match.Precision:f4} R {match.Recall:f4} F1 {match.F1:f4}; median |t0| {match.OriginErrorS:f2} s, place {match.PlaceErrorKm:f2} km; CPU {cpu:f2} s, wall {wall:f2} s, {set.Arrivals.Length / cpu:f0} arrivals a CPU s");
        return match;
    }

    public static void Seeds(string name, int seeds, int first, Func<ulong, ArrivalSet> draw, AssociationOptions options, TravelTimes times)
    {
        List<Match> all = [];
        for (int s = 0; s < seeds; s++) all.Add(Once($"{name} seed {first + s}", draw((ulong)(first + s)), options, times));
        Console.WriteLine($"{name}, {seeds} seeds: F1 {Spread(all, m => m.F1)}; P {Spread(all, m => m.Precision)}; R {Spread(all, m => m.Recall)}");
    }

    private static string Spread(List<Match> all, Func<Match, double> of)
    {
        double mean = all.Average(of), sd = all.Count < 2 ? 0 : Math.Sqrt(all.Sum(m => (of(m) - mean) * (of(m) - mean)) / (all.Count - 1));
        return $"{mean:f4} ± {1.96 * sd / Math.Sqrt(all.Count):f4} (least {all.Min(of):f4})";
    }
}
