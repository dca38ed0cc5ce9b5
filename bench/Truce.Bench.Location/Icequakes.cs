using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Bench.Location;

/// <summary>Three icequakes with the peer's picks, located and set beside the peer's place. The peer's model is one ice: vp 3.630, vs 1.833 km/s (its published example, iceland_lut.py).</summary>
internal static class Icequakes
{
    public static void Run(string data)
    {
        string root = Path.Combine(data, "quakemigrate");
        var sites = File.ReadLines(Path.Combine(root, "Icequake_Iceland/inputs/iceland_stations.txt")).Skip(1).Select(l => l.Split(',')).Where(f => f.Length == 4)
            .ToDictionary(f => f[3].Trim(), f => new ListeningSite(f[3].Trim(), new(Number(f[0]), Number(f[1])), 1000 * Number(f[2])));
        var ice = VelocityModel.Homogeneous("ice", "QuakeMigrate's example", 3.630, 1.833);
        var locator = new Locator(new LayeredTravelTimes(new() { Ground = ice, DeepestKm = 5, PathFloorS = 0.005, FarthestGroundKm = 20 }), new() { DepthScaleKm = 1 });
        foreach (string file in Directory.GetFiles(Path.Combine(root, "benchmarks/Icequake_Iceland"), "*.picks").Order(StringComparer.Ordinal))
        {
            List<Arrival> picks = [.. File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Where(f => f[3] != "-1").Select(Pick)];
            string[] peer = File.ReadLines(Path.ChangeExtension(file, ".event")).Skip(1).First().Split(',');
            var place = new GeoPoint(Number(peer[3]), Number(peer[2]));
            double meanKm = picks.Select(p => p.Site).Distinct().Average(s => sites[s].ElevationM) / 1000;
            Console.WriteLine($"== {Path.GetFileName(file)}: {picks.Count} picks; peer {peer[1]}, {meanKm + Number(peer[4]):f2} km below the sites, its errors {peer[13]} {peer[14]} {peer[15]} km");
            Real.Print(locator.Locate(picks, sites), place, Time(peer[1]));
        }
    }

    private static Arrival Pick(string[] f) => new() { Id = $"{f[0]}-{f[1]}", Site = f[0], Phases = f[1] == "P" ? ArrivalPhases.P : ArrivalPhases.S, At = Time(f[3]), SigmaS = Number(f[4]) };

    private static Instant Time(string text) => InstantPattern.ExtendedIso.Parse(text).Value;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
