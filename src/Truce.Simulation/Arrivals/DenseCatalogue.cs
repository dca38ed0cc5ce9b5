using System.Globalization;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Simulation.Arrivals;

/// <summary>A dense seismic network in a busy region: SIMULATED picks after the published "shallow" case of PyOcto (Münchmeyer 2024, Seismica 3(1)), as in the given association sets.</summary>
/// <remarks>
/// Facts taken from that paper and its benchmark, written anew here: 10 × 10 stations over 2° × 2°, sources uniform in place and to 30 km depth, magnitudes by Gutenberg and Richter (b = 1) from −0.5,
/// a station hears P, and S, each with probability 0.8/(1 + exp((d − r)/w)), d the hypocentral distance, r = 120 M + 80 km, w = max(r/10, 30 km), correlation 0.5 between the two; a travel time errs by a
/// normal of max(1 %, 0.4 s); an event with fewer than 4 stations that have both, or fewer than 10 picks, is drawn again; clutter is uniform over stations, phases and time. docs/quality-association.md compares the statistics.
/// </remarks>
public sealed record DenseCatalogue
{
    private const double Share = 0.8, Correlation = 0.5, LowestMagnitude = -0.5, DayS = 86_400;

    /// <summary>Events in the time simulated.</summary>
    public int Events { get; init; } = 1_000;

    /// <summary>Clutter picks as a share of true ones.</summary>
    public double NoiseShare { get; init; } = 0.1;

    /// <summary>Length of the time simulated, seconds.</summary>
    public double DurationS { get; init; } = DayS;

    /// <summary>Stations along one side of the square.</summary>
    public int StationsPerSide { get; init; } = 10;

    /// <summary>Ground of the generator.</summary>
    public HomogeneousGround Ground { get; init; } = new();

    /// <summary>When it begins.</summary>
    public Instant Start { get; init; } = Instant.FromUtc(2030, 1, 1, 0, 0);

    /// <summary>The catalogue of a seed.</summary>
    public ArrivalSet Draw(ulong seed)
    {
        SeededRandom random = new(seed);
        ListeningSite[] sites = Stations();
        List<PlantedEvent> events = [];
        List<(ListeningSite Site, ArrivalPhases Phase, double TimeS, int Event)> picks = [];
        while (events.Count < Events)
        {
            double timeS = random.NextUnit() * DurationS;
            PlantedEvent one = new(new(-22 + (2 * random.NextUnit()), -70 + (2 * random.NextUnit())), 30 * random.NextUnit(), Start + Duration.FromSeconds(timeS));
            if (Heard(one, timeS, events.Count, sites, random) is not { } heard) continue;
            picks.AddRange(heard);
            events.Add(one);
        }

        int noise = (int)(NoiseShare * picks.Count);
        for (int i = 0; i < noise; i++)
        {
            picks.Add((sites[random.NextBelow(sites.Length)], random.NextUnit() < 0.5 ? ArrivalPhases.P : ArrivalPhases.S, random.NextUnit() * DurationS, -1));
        }

        (ListeningSite Site, ArrivalPhases Phase, double TimeS, int Event)[] sorted = [.. picks.OrderBy(p => p.TimeS)];
        return new([.. sites], [.. sorted.Select((p, i) => new Arrival
        {
            Id = i.ToString("d6", CultureInfo.InvariantCulture),
            Site = p.Site.Id,
            Phases = p.Phase,
            At = Start + Duration.FromSeconds(p.TimeS),
            SigmaS = 0.4,
        })], [.. events], [.. sorted.Select(p => p.Event)]);
    }

    private ListeningSite[] Stations() =>
    [
        .. from i in Enumerable.Range(0, StationsPerSide * StationsPerSide)
           let step = 2.0 / (StationsPerSide - 1)
           select new ListeningSite("S" + i.ToString("d4", CultureInfo.InvariantCulture), new(-22 + (step * (i % StationsPerSide)), -70 + (step * (i / StationsPerSide)))),
    ];

    private List<(ListeningSite Site, ArrivalPhases Phase, double TimeS, int Event)>? Heard(
        PlantedEvent one, double timeS, int number, ListeningSite[] sites, SeededRandom random)
    {
        double magnitude = LowestMagnitude - Math.Log10(1 - random.NextUnit()), reachKm = (120 * magnitude) + 80, widthKm = Math.Max(0.1 * reachKm, 30);
        List<(ListeningSite, ArrivalPhases, double, int)> picks = [];
        int both = 0;
        foreach (ListeningSite site in sites)
        {
            double distanceKm = site.Position.DistanceM(one.Position) / 1000;
            double hypocentralKm = Math.Sqrt((distanceKm * distanceKm) + (one.DepthKm * one.DepthKm));
            double p = Share / (1 + Math.Exp((hypocentralKm - reachKm) / widthKm));
            bool hasP = random.NextUnit() < p, hasS = random.NextUnit() < (hasP ? p + (Correlation * (1 - p)) : p - (Correlation * p));
            foreach (ArrivalPhases phase in new[] { ArrivalPhases.P, ArrivalPhases.S })
            {
                if (!(phase == ArrivalPhases.P ? hasP : hasS)) continue;
                double travelS = Ground.TimeS(phase, distanceKm, one.DepthKm);
                picks.Add((site, phase, timeS + travelS + (random.NextNormal() * Math.Max(0.01 * travelS, 0.4)), number));
            }

            if (hasP && hasS) both++;
        }

        return both < 4 || picks.Count < 10 ? null : picks;
    }

}
