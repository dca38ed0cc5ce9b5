using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truce.Detections.Arrivals;
using Truce.Fusion.Association;
using Truce.Simulation.Arrivals;
using Truce.Testing;

namespace Truce.Simulation.Tests.Arrivals;

/// <summary>Reads the given association sets where they lie.</summary>
internal static class GivenSets
{
    public static ArrivalSet Read(int eventsPerDay)
    {
        Instant start = Instant.FromUtc(2030, 1, 1, 0, 0);
        string folder = SharedData.Path("seismo/association");
        string[][] picks = Rows(folder, $"shallow0d_{eventsPerDay}_0.1_picks.csv");
        return new(
            [.. Rows(folder, "stations.csv").Select(r => new ListeningSite(r[0], new(Number(r[1]), Number(r[2])), Number(r[3])))],
            [.. picks.Select((r, i) => new Arrival
            {
                Id = i.ToString("d6", CultureInfo.InvariantCulture),
                Site = r[0],
                Phases = Enum.Parse<ArrivalPhases>(r[1]),
                At = start + Duration.FromSeconds(Number(r[2])),
                SigmaS = 0.4,
            })],
            [.. Rows(folder, $"shallow0d_{eventsPerDay}_0.1_events.csv").Select(r => new PlantedEvent(new(Number(r[1]), Number(r[2])), Number(r[3]), start + Duration.FromSeconds(Number(r[4]))))],
            [.. picks.Select(r => int.Parse(r[3], CultureInfo.InvariantCulture))]);
    }

    /// <summary>Events that share at least 60 % of the arrivals of the larger of found and true.</summary>
    public static int Matched(ArrivalSet set, AssociationResult result) => result.Events.Count(found =>
        found.Members.Select(m => set.EventOf[int.Parse(m.ArrivalId, CultureInfo.InvariantCulture)]).Where(e => e >= 0).GroupBy(e => e)
            .Any(g => g.Count() >= 0.6 * Math.Max(found.Members.Length, set.EventOf.Count(e => e == g.Key))));

    /// <summary>detection_set1.dat: latitude, longitude, time, back-azimuth of ten detections by four arrays.</summary>
    public static (Arrival[] Arrivals, ListeningSite[] Sites) Detections()
    {
        string[][] rows = [.. File.ReadLines(SharedData.Path("seismo/infrapy-detections/detection_set1.dat"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(r => r.Length >= 4)];
        Assert.Equal(10, rows.Length);
        ListeningSite[] sites = [.. rows.Select(r => r[0] + " " + r[1]).Distinct().Select(s => new ListeningSite(s, new(Number(s.Split(' ')[0]), Number(s.Split(' ')[1]))))];
        return ([.. rows.Select((r, i) => new Arrival
        {
            Id = i.ToString(CultureInfo.InvariantCulture),
            Site = r[0] + " " + r[1],
            Phases = ArrivalPhases.Infrasound,
            At = InstantPattern.ExtendedIso.Parse(r[2] + "Z").Value,
            SigmaS = 5,
            BackAzimuthDeg = (Number(r[3]) + 360) % 360,
            BackAzimuthSigmaDeg = 3,
        })], sites);
    }

    private static string[][] Rows(string folder, string file) => [.. File.ReadLines(Path.Combine(folder, file)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
