using System.Globalization;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Simulation.Arrivals;

/// <summary>What a mission would have: two arrays and a seismic station that hear explosions within some 200 km, many of them at the same time. SIMULATED; every number and its reason: docs/quality-association.md.</summary>
/// <remarks>Speeds, celerities and bends are not those that a solver is told.</remarks>
public sealed record SparseCatalogue
{
    private const double DayS = 86_400;

    /// <summary>Events in the time simulated.</summary>
    public int Events { get; init; } = 2_000;

    /// <summary>Length of the time simulated, seconds.</summary>
    public double DurationS { get; init; } = DayS;

    /// <summary>Arrays, 1 to 4.</summary>
    public int Arrays { get; init; } = 2;

    /// <summary>Single seismic stations, 0 to 4.</summary>
    public int Stations { get; init; } = 1;

    /// <summary>Whether the arrays have seismometers beside the microbarometers, as the array of Malyn has.</summary>
    public bool ArraysHearGround { get; init; } = true;

    /// <summary>Radius of the disk where events happen, kilometres.</summary>
    public double RegionKm { get; init; } = 150;

    /// <summary>False detections a day of an array, for each of air and ground.</summary>
    public double ArrayClutterPerDay { get; init; } = 200;

    /// <summary>False triggers a day of a station.</summary>
    public double StationClutterPerDay { get; init; } = 300;

    /// <summary>When it begins.</summary>
    public Instant Start { get; init; } = Instant.FromUtc(2030, 1, 1, 0, 0);

    // Metres east and north of the middle of the region: arrays 90 km apart, stations between and beside.
    private static readonly (double EastM, double NorthM)[] ArrayPlaces = [(-45_000, -20_000), (45_000, -25_000), (0, 70_000), (-60_000, 60_000)];
    private static readonly (double EastM, double NorthM)[] StationPlaces = [(5_000, 30_000), (60_000, 40_000), (-30_000, -70_000), (70_000, -70_000)];

    /// <summary>The catalogue of a seed.</summary>
    public ArrivalSet Draw(ulong seed)
    {
        LocalPlane plane = new(new GeoPoint(0, -20));
        ListeningSite[] arrays = [.. ArrayPlaces.Take(Arrays).Select((p, i) => new ListeningSite($"A{i + 1}", plane.ToGeo(p.EastM, p.NorthM)))];
        ListeningSite[] stations = [.. StationPlaces.Take(Stations).Select((p, i) => new ListeningSite($"S{i + 1}", plane.ToGeo(p.EastM, p.NorthM)))];
        SeededRandom random = new(seed);
        SparseEars ears = new(random, plane);
        List<PlantedEvent> events = [];
        List<SparseArrival> heard = [];
        for (int i = 0; i < Events; i++)
        {
            double radiusM = RegionKm * 1000 * Math.Sqrt(random.NextUnit()), angle = 2 * Math.PI * random.NextUnit(), timeS = random.NextUnit() * DurationS;
            double loudness = random.NextNormal();
            PlantedEvent one = new(plane.ToGeo(radiusM * Math.Cos(angle), radiusM * Math.Sin(angle)), 0, Start + Duration.FromSeconds(timeS));
            events.Add(one);
            foreach (ListeningSite array in arrays) ears.Array(heard, array, one.Position, timeS, loudness, i, ArraysHearGround);
            foreach (ListeningSite station in stations) ears.Station(heard, station, one.Position, timeS, loudness, i);
        }

        foreach (ListeningSite array in arrays) ears.ArrayClutter(heard, array, ArrayClutterPerDay * DurationS / DayS, DurationS, ArraysHearGround);
        foreach (ListeningSite station in stations) ears.StationClutter(heard, station, StationClutterPerDay * DurationS / DayS, DurationS);
        SparseArrival[] sorted = [.. heard.OrderBy(a => a.TimeS)];
        return new([.. arrays, .. stations], [.. sorted.Select(ToArrival)], [.. events], [.. sorted.Select(a => a.Event)]);
    }

    private Arrival ToArrival(SparseArrival a, int index) => new()
    {
        Id = index.ToString("d6", CultureInfo.InvariantCulture),
        Site = a.Site.Id,
        Phases = a.Phases,
        At = Start + Duration.FromSeconds(a.TimeS),
        SigmaS = a.SigmaS,
        BackAzimuthDeg = a.BearingDeg,
        BackAzimuthSigmaDeg = a.BearingSigmaDeg,
    };
}
