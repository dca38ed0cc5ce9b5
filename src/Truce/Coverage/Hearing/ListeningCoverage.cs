using System.Collections.Immutable;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Coverage.Hearing;

/// <summary>How far a sensor detects events of one size, as it was measured: radii of its field at three probabilities.</summary>
/// <param name="Radius90M">Up to here an event is detected with at least 90 %, metres; 0 when not even nearest by; absent when not known.</param>
/// <param name="Radius50M">The same with 50 %.</param>
/// <param name="Radius10M">The same with 10 %.</param>
public readonly record struct SensorReach(double? Radius90M, double? Radius50M, double? Radius10M)
{
    /// <summary>The radius at one of <see cref="ListeningCoverage.Percents"/>, metres.</summary>
    public double? RadiusM(int percent) => percent switch { 90 => Radius90M, 50 => Radius50M, _ => Radius10M };

    /// <summary>Whether any radius is known.</summary>
    public bool Known => Radius90M is not null || Radius50M is not null || Radius10M is not null;
}

/// <summary>A sensor of a network, or an array that listens as one.</summary>
/// <param name="Name">Its channel, or the name of the array.</param>
/// <param name="Channels">Channels as their rows of watch name them: one, or the elements of an array.</param>
/// <param name="Position">Where it stands; of an array its middle.</param>
/// <param name="Reach">How far it hears.</param>
public sealed record ListeningPlace(string Name, ImmutableArray<string> Channels, GeoPoint Position, SensorReach Reach);

/// <summary>A sensor and for how long it listened.</summary>
/// <param name="Place">The sensor.</param>
/// <param name="HoursListened">Hours of the period in which it listened with its whole reach: hours in which it was dead, disturbed or silent are none.</param>
public sealed record ListeningSensor(ListeningPlace Place, double HoursListened);

/// <summary>Where and for how long a network would have heard an event of one size in a period. Where nothing was measured it says so and gives no field.</summary>
public sealed record ListeningCoverage
{
    /// <summary>Probabilities of detection that are told, per cent, highest first.</summary>
    public static ImmutableArray<int> Percents { get; } = [90, 50, 10];

    private const int CellsAcross = 64; // chosen: a cell of an area of 1° is under 2 km
    private const int FewestElements = 3; // of an array that listens

    /// <summary>Size of the event, kg TNT equivalent; absent where no curves are given.</summary>
    public double? SizeKg { get; init; }

    /// <summary>What was assumed of events and of the way, in the words of the file; empty when nothing is known.</summary>
    public string Assumptions { get; init; } = "";

    /// <summary>Hash of the file of the curves; absent where none is given.</summary>
    public Hash256? Curves { get; init; }

    /// <summary>Length of the period, hours.</summary>
    public required double PeriodHours { get; init; }

    /// <summary>The sensors, by name.</summary>
    public required ImmutableArray<ListeningSensor> Sensors { get; init; }

    /// <summary>By percentage, the share of the area within reach of a sensor that listened, averaged over the period, 0 to 1: a lower bound, because the best sensor alone is counted. Empty where no reach is known.</summary>
    public ImmutableSortedDictionary<int, double> AreaShare { get; init; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>Sums up a period.</summary>
    /// <param name="period">The period.</param>
    /// <param name="southWest">Corner of the area.</param>
    /// <param name="northEast">The opposite corner.</param>
    /// <param name="places">The sensors.</param>
    /// <param name="rows">Rows of watch of the feed that touch the period.</param>
    public static ListeningCoverage Of(TimeInterval period, GeoPoint southWest, GeoPoint northEast, IReadOnlyList<ListeningPlace> places, IEnumerable<Observation> rows)
    {
        ILookup<string, TimeInterval> heard = rows
            .Where(o => o is { Class: ObservationClass.Watch, When: not null } && o.Facts.GetValueOrDefault("reach", "full") == "full")
            .ToLookup(o => o.Source, o => o.When!.Value, StringComparer.Ordinal);
        (ListeningPlace Place, IntervalUnion Listened)[] all = [.. places.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => (p, Listened(p, heard)))];
        return new()
        {
            PeriodHours = Rounded(period.Length.TotalHours),
            Sensors = [.. all.Select(a => new ListeningSensor(a.Place, Rounded(a.Listened.HoursWithin(period))))],
            AreaShare = places.Any(p => p.Reach.Known) ? Shares(period, southWest, northEast, all) : ImmutableSortedDictionary<int, double>.Empty,
        };
    }

    private static IntervalUnion Listened(ListeningPlace place, ILookup<string, TimeInterval> heard)
    {
        if (place.Channels.Length == 1) return IntervalUnion.Of(heard[place.Channels[0]]);
        IntervalUnion[] elements = [.. place.Channels.Select(c => IntervalUnion.Of(heard[c]))];
        DateTimeOffset[] cuts = [.. elements.SelectMany(e => e.Parts).SelectMany(p => new[] { p.Start, p.End }).Distinct().Order()];
        return IntervalUnion.Of(cuts.Zip(cuts.Skip(1), (from, to) => new TimeInterval(from, to)).Where(t => elements.Count(e => e.HoursWithin(t) > 0) >= FewestElements));
    }

    // Cells that the same sensors reach are told together: there are few such sets.
    private static ImmutableSortedDictionary<int, double> Shares(TimeInterval period, GeoPoint southWest, GeoPoint northEast, (ListeningPlace Place, IntervalUnion Listened)[] all)
    {
        var hours = new Dictionary<string, double>(StringComparer.Ordinal);
        double[] sums = new double[Percents.Length], distancesM = new double[all.Length];
        double weights = 0;
        for (int row = 0; row < CellsAcross; row++)
        {
            double latitudeDeg = southWest.LatitudeDeg + ((row + 0.5) / CellsAcross * (northEast.LatitudeDeg - southWest.LatitudeDeg)), weight = Math.Cos(latitudeDeg * Math.PI / 180);
            for (int column = 0; column < CellsAcross; column++)
            {
                var cell = new GeoPoint(latitudeDeg, southWest.LongitudeDeg + ((column + 0.5) / CellsAcross * (northEast.LongitudeDeg - southWest.LongitudeDeg)));
                for (int i = 0; i < all.Length; i++) distancesM[i] = all[i].Place.Position.DistanceM(cell);
                for (int p = 0; p < Percents.Length; p++)
                {
                    int[] reached = [.. Enumerable.Range(0, all.Length).Where(i => all[i].Place.Reach.RadiusM(Percents[p]) is { } radiusM && radiusM > 0 && distancesM[i] <= radiusM)];
                    string key = string.Join(' ', reached);
                    if (!hours.TryGetValue(key, out double listened)) hours[key] = listened = IntervalUnion.All(reached.Select(i => all[i].Listened)).HoursWithin(period);
                    sums[p] += weight * listened;
                }

                weights += weight;
            }
        }

        double whole = weights * period.Length.TotalHours;
        return Percents.Select((percent, p) => (percent, sums[p] / whole)).ToImmutableSortedDictionary(s => s.percent, s => Math.Round(s.Item2, 6));
    }

    private static double Rounded(double value) => Math.Round(value, 4);
}
