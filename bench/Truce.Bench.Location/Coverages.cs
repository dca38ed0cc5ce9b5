using System.Diagnostics;
using Truce.Fusion.Arrivals;
using Truce.Measures;
using Truce.Simulation.Locations;

namespace Truce.Bench.Location;

/// <summary>How often the regions hold simulated truths, and how large they are.</summary>
internal static class Coverages
{
    public static void Run(int events, ulong seed, LocatorOptions options, string? only, string? layoutOnly)
    {
        var locator = new Locator(new GroundAndAirTravelTimes(new()), options);
        Console.WriteLine($"{events} events a row, seeds from {seed}");
        Console.WriteLine("| layout | speed error | 50 % | 90 % | 95 % | median area of 90 %, km² | median error, km | 90 % of errors, km | no place | origin within 2σ | CPU ms mean | CPU ms p99 |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (SpeedError error in Enum.GetValues<SpeedError>().Where(e => only is null || e.ToString() == only))
        {
            foreach (SiteLayout layout in Enum.GetValues<SiteLayout>().Where(l => layoutOnly is null || layoutOnly.Contains(l.ToString(), StringComparison.Ordinal))) Row(locator, layout, error, events, seed);
        }
    }

    private static void Row(Locator locator, SiteLayout layout, SpeedError error, int events, ulong seed)
    {
        int[] held = new int[3];
        int none = 0, intime = 0;
        List<double> areas = [], errors = [], ms = [];
        for (int i = 0; i < 10; i++)
        {
            SimulatedEvent warm = LocationWorld.Make(layout, error, (ulong)i); // the compiler of the runtime is not what is timed
            _ = locator.Locate(warm.Arrivals, warm.Sites);
        }

        for (int i = 0; i < events; i++)
        {
            SimulatedEvent made = LocationWorld.Make(layout, error, seed + (ulong)(i * 7919) + ((ulong)layout << 40) + ((ulong)error << 50));
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            LocationAnswer answer = locator.Locate(made.Arrivals, made.Sites);
            ms.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
            if (answer.Event is not LocatedEvent e)
            {
                none++;
                continue;
            }

            for (int k = 0; k < 3; k++) held[k] += e.Regions[k].Contains(made.Truth) ? 1 : 0;
            areas.Add(e.Regions[1].AreaKm2);
            errors.Add(Geodesic.Inverse(made.Truth, e.Mode).DistanceM / 1000);
            if (Math.Abs((e.Origin - made.Origin).TotalSeconds) < 2 * e.OriginSigmaS) intime++;
        }

        areas.Sort();
        errors.Sort();
        ms.Sort();
        double n = Math.Max(1, events - none);
        Console.WriteLine($"| {layout} | {error} | {100 * held[0] / n:f1} | {100 * held[1] / n:f1} | {100 * held[2] / n:f1} | {At(areas, 0.5):g4} | {At(errors, 0.5):g3} | {At(errors, 0.9):g3} | {none} | {100 * intime / n:f1} | {ms.Average():f1} | {At(ms, 0.99):f1} |");
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)(share * (sorted.Count - 1))];
}
