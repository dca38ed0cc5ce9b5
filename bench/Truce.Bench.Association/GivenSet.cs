using System.Globalization;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Simulation.Arrivals;

namespace Truce.Bench.Association;

/// <summary>The given association sets: picks that carry the number of their event.</summary>
internal static class GivenSet
{
    public static ArrivalSet Read(string folder, int eventsPerDay)
    {
        Instant start = Instant.FromUtc(2030, 1, 1, 0, 0);
        string[][] sites = Rows(Path.Combine(folder, "stations.csv"));
        string[][] events = Rows(Path.Combine(folder, $"shallow0d_{eventsPerDay}_0.1_events.csv"));
        string[][] picks = Rows(Path.Combine(folder, $"shallow0d_{eventsPerDay}_0.1_picks.csv"));
        return new(
            [.. sites.Select(r => new ListeningSite(r[0], new(Number(r[1]), Number(r[2])), Number(r[3])))],
            [.. picks.Select((r, i) => new Arrival
            {
                Id = i.ToString("d6", CultureInfo.InvariantCulture),
                Site = r[0],
                Phases = Enum.Parse<ArrivalPhases>(r[1]),
                At = start + Duration.FromSeconds(Number(r[2])),
                SigmaS = 0.4,
            })],
            [.. events.Select(r => new PlantedEvent(new(Number(r[1]), Number(r[2])), Number(r[3]), start + Duration.FromSeconds(Number(r[4]))))],
            [.. picks.Select(r => int.Parse(r[3], CultureInfo.InvariantCulture))]);
    }

    private static string[][] Rows(string path) => [.. File.ReadLines(path).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(','))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
