using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Bench.Location;

/// <summary>Recordings and detections whose place is documented.</summary>
internal static class Real
{
    private static readonly GeoPoint Shot = new(41.131, -112.896);

    public static void Run(string data)
    {
        var air = new Locator(new GroundAndAirTravelTimes(new()));
        foreach (string name in (string[])["detection_set2.dat", "detection_set1.dat"])
        {
            (List<Arrival> arrivals, Dictionary<string, ListeningSite> sites) = FirstBlock(Path.Combine(data, "infrapy-detections", name));
            Console.WriteLine($"== UTTR, {name}: {arrivals.Count} detections");
            LocationAnswer answer = air.Locate(arrivals, sites);
            Print(answer, Shot, Instant.FromUtc(2004, 6, 2, 17, 23, 4));
            if (answer.Event is LocatedEvent e) File.WriteAllText(Path.Combine(Path.GetTempPath(), name + ".geojson"), GeoJson.Of(e, Shot));
        }
    }

    public static void Print(LocationAnswer answer, GeoPoint? truth, Instant? at)
    {
        if (answer.Event is not LocatedEvent e)
        {
            Console.WriteLine($"no place: {answer.Reason} {answer.About}");
            return;
        }

        Console.WriteLine($"mode {e.Mode.LatitudeDeg:f4} {e.Mode.LongitudeDeg:f4} mean {e.Mean.LatitudeDeg:f4} {e.Mean.LongitudeDeg:f4} depth {e.Depth} origin {e.Origin} ±{e.OriginSigmaS:f2} s, ellipse {e.Covariance.Ellipse()}");
        foreach (LocatedRegion r in e.Regions)
        {
            Console.WriteLine($"  {r.Probability:p0} {r.AreaKm2:g6} km2, {r.Parts.Length} part(s), {r.Parts.Sum(p => p.Outer.Length)} corners" + (truth is GeoPoint t ? $", holds the truth: {r.Contains(t)}" : ""));
        }

        if (truth is GeoPoint place) Console.WriteLine($"  from truth: mode {Geodesic.Inverse(place, e.Mode).DistanceM / 1000:f2} km, mean {Geodesic.Inverse(place, e.Mean).DistanceM / 1000:f2} km");
        if (at is Instant o) Console.WriteLine($"  origin less truth {(e.Origin - o).TotalSeconds:f1} s = {(e.Origin - o).TotalSeconds / e.OriginSigmaS:f2} sigma");
        foreach (ArrivalEvidence v in e.Evidence)
        {
            Console.WriteLine($"  {v.Arrival} {v.Phase} p {v.PhaseProbability:f2} residual {v.ResidualS:f3} s (scale {v.ScaleS:f3}), bearing {v.BearingResidualDeg:f1}, weight {v.Weight:f2}, log {v.LogLikelihood:f2}, without it {v.LeaveOneOutShiftKm:f2} km");
        }
    }

    // Lines: latitude, longitude, time, back-azimuth, F, elements. A blank line ends a block.
    private static (List<Arrival> Arrivals, Dictionary<string, ListeningSite> Sites) FirstBlock(string path)
    {
        var arrivals = new List<Arrival>();
        var sites = new Dictionary<string, ListeningSite>();
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith('#')) continue;
            string[] f = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (f.Length < 4) break;
            string site = $"{f[0]},{f[1]}";
            sites[site] = new(site, new(double.Parse(f[0], CultureInfo.InvariantCulture), double.Parse(f[1], CultureInfo.InvariantCulture)));
            arrivals.Add(new()
            {
                Id = $"{site}@{f[2]}",
                Site = site,
                Phases = ArrivalPhases.Infrasound,
                At = InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss.f").Parse(f[2]).Value,
                SigmaS = 10, // the files give windows of tens of seconds, not onsets
                BackAzimuthDeg = (double.Parse(f[3], CultureInfo.InvariantCulture) + 360) % 360,
                BackAzimuthSigmaDeg = 1.5, // no sigma in the file
            });
        }

        return (arrivals, sites);
    }
}
