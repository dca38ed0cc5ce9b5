using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Measures;

namespace Truce.Fusion.Arrivals;

/// <summary>Where and when: the posterior of a place from arrivals of any kind, on a grid that refines itself.</summary>
/// <remarks>How it reckons: <see cref="NodeSolver"/> and docs/decisions/0086-speeds-err-together.md. The same arrivals in any order give the same bits.</remarks>
/// <param name="times">Travel times and their errors.</param>
/// <param name="options">How to search; null for the defaults.</param>
public sealed class Locator(TravelTimes times, LocatorOptions? options = null)
{
    private static readonly double[] Probabilities = [0.5, 0.9, 0.95];
    private readonly LocatorOptions _options = options ?? new();

    /// <summary>Locates one event.</summary>
    /// <param name="arrivals">Arrivals of one event; one that belongs to another costs little.</param>
    /// <param name="sites">The sites by their names.</param>
    /// <param name="silent">Who listened and did not hear it, by kind of wave; nothing is made of silence when absent.</param>
    public LocationAnswer Locate(IReadOnlyList<Arrival> arrivals, IReadOnlyDictionary<string, ListeningSite> sites, IReadOnlyList<SilentSites>? silent = null)
    {
        silent ??= [];
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(sites);
        if (Refused(arrivals, sites) is LocationAnswer refused) return refused;
        ArrivalSet set = ArrivalSet.Of(arrivals, sites);
        LocationAnswer answer = Locate(set, _options, silent);
        if (answer.Event is not LocatedEvent found || !_options.LeaveOneOut) return answer;
        LocatorOptions quick = _options with { TargetCells = Math.Max(60, _options.TargetCells / 6) };
        return answer with
        {
            Event = found with { Evidence = [.. found.Evidence.Select(e => e with { LeaveOneOutShiftKm = Shift(arrivals, sites, e.Arrival, found.Mean, quick, silent) })] },
        };
    }

    private static LocationAnswer? Refused(IReadOnlyList<Arrival> arrivals, IReadOnlyDictionary<string, ListeningSite> sites)
    {
        if (arrivals.Count == 0) return new(null, NoPlace.NoArrivals);
        foreach (Arrival a in arrivals)
        {
            if (!sites.ContainsKey(a.Site)) return new(null, NoPlace.UnknownSite, a.Site);
            bool fine = a.SigmaS > 0 && double.IsFinite(a.SigmaS) && a.Phases != ArrivalPhases.None && a.BackAzimuthDeg is null or (>= -360 and <= 360) && a.BackAzimuthSigmaDeg is null or >= 0
                && a.SlownessSPerKm is null or >= 0 && a.SlownessSigmaSPerKm is null or >= 0;
            if (!fine) return new(null, NoPlace.UnusableArrival, a.Id);
        }

        int bearings = arrivals.Where(a => a.BackAzimuthDeg is not null).Select(a => a.Site).Distinct().Count();
        return arrivals.Count + bearings < 3 ? new(null, NoPlace.TooFewArrivals) : null;
    }

    private double Shift(IReadOnlyList<Arrival> arrivals, IReadOnlyDictionary<string, ListeningSite> sites, string without, GeoPoint mean, LocatorOptions quick, IReadOnlyList<SilentSites> silent)
    {
        Arrival[] rest = [.. arrivals.Where(a => a.Id != without)];
        if (Refused(rest, sites) is not null) return double.NaN;
        return Locate(ArrivalSet.Of(rest, sites), quick, silent).Event is LocatedEvent moved ? Geodesic.Inverse(mean, moved.Mean).DistanceM / 1000 : double.NaN;
    }

    private LocationAnswer Locate(ArrivalSet set, LocatorOptions options, IReadOnlyList<SilentSites> silent)
    {
        var solver = new NodeSolver(set, times, options);
        var search = new PlaceSearch(solver, options, silent);
        (GeoPoint middle, double halfKm, double apertureKm) = Box(set);
        DepthLayers depths = Depths(set, options, apertureKm);
        PlaceSearch.Node[] nodes = search.Run(middle, halfKm, depths);
        if (search.BorderShare > 0.05) return new(null, NoPlace.Unbounded);
        (int[] order, double[] mass) = search.Masses(nodes);
        PlaceSearch.Node mode = nodes[order[0]];
        GeoPoint modePlace = search.Grid.Middle(mode.Cell);
        (GeoPoint mean, Covariance2 covariance) = Moments(search.Grid, nodes, mass, modePlace);
        double origin = 0, variance = 0;
        for (int i = 0; i < nodes.Length; i++) origin += mass[i] * nodes[i].OriginS;
        for (int i = 0; i < nodes.Length; i++) variance += mass[i] * (nodes[i].OriginVarianceS2 + ((nodes[i].OriginS - origin) * (nodes[i].OriginS - origin)));
        solver.Layers([mode.DepthKm]);
        solver.Place(SpacePoint.Of(modePlace), false);
        _ = solver.Evaluate(0, search.Grid.HalfKm, 0, false);
        return new(new LocatedEvent
        {
            Mode = modePlace,
            Mean = mean,
            Covariance = covariance,
            Depth = DepthOf(search.Depths),
            Origin = set.Reference + Duration.FromNanoseconds((long)Math.Round(origin * 1e9)),
            OriginSigmaS = Math.Sqrt(variance),
            Regions = [.. Probabilities.Select(p => new LocatedRegion(p, search.Grid, [.. order.Take(PlaceSearch.Holding(order, mass, p)).Select(i => nodes[i].Cell)]))],
            Evidence = [.. Enumerable.Range(0, set.Arrivals.Length).Select(i => EvidenceOf(set, solver, i))],
        }, NoPlace.None);
    }

    private (GeoPoint Middle, double HalfKm, double ApertureKm) Box(ArrivalSet set)
    {
        GeoPoint first = set.Sites[0].Position;
        double lat = 0, lon = 0;
        foreach (ListeningSite site in set.Sites)
        {
            lat += site.Position.LatitudeDeg;
            lon += Math.IEEERemainder(site.Position.LongitudeDeg - first.LongitudeDeg, 360);
        }

        double east = first.LongitudeDeg + (lon / set.Sites.Length);
        var middle = new GeoPoint(lat / set.Sites.Length, Math.IEEERemainder(east, 360));
        double aperture = set.Sites.Max(s => Geodesic.Inverse(middle, s.Position).DistanceM / 1000);
        double reach = set.Phases.SelectMany(p => p).Max(times.ReachKm);
        return (middle, reach + aperture, aperture);
    }

    // Waves of the air come from the surface, and fewer than six arrivals of the ground at four sites do not tell a depth.
    private static DepthLayers Depths(ArrivalSet set, LocatorOptions options, double apertureKm)
    {
        bool ground = set.Arrivals.All(a => (a.Phases & ArrivalPhases.Air) == 0);
        if (options.DeepestKm <= 0 || !ground || set.Arrivals.Length < 6 || set.Sites.Length < 4) return DepthLayers.Surface;
        return DepthLayers.Down(Math.Min(options.DeepestKm, Math.Max(0.5, 2 * apertureKm)), options.DepthScaleKm);
    }

    private static DepthEstimate DepthOf(DepthLayers depths)
    {
        if (depths.Layers < 2) return new(true, 0, 0, 0);
        double sum = depths.Mass.Sum(), mean = 0;
        for (int i = 0; i < depths.Layers; i++) mean += depths.Mass[i] / sum * depths.MiddleKm[i];
        return new(false, mean, depths.Quantile(0.05), depths.Quantile(0.95));
    }

    private static (GeoPoint Mean, Covariance2 Covariance) Moments(CellGrid grid, PlaceSearch.Node[] nodes, double[] mass, GeoPoint about)
    {
        double lat = 0, lon = 0;
        for (int i = 0; i < nodes.Length; i++)
        {
            GeoPoint p = grid.Middle(nodes[i].Cell);
            lat += mass[i] * p.LatitudeDeg;
            lon += mass[i] * Math.IEEERemainder(p.LongitudeDeg - about.LongitudeDeg, 360);
        }

        var mean = new GeoPoint(lat, Math.IEEERemainder(about.LongitudeDeg + lon, 360));
        var plane = new LocalPlane(mean);
        double ee = 0, en = 0, nn = 0, cell = grid.HalfKm * grid.HalfKm * 1e6 / 3;
        for (int i = 0; i < nodes.Length; i++)
        {
            GeoPoint p = grid.Middle(nodes[i].Cell);
            double e = Math.IEEERemainder(p.LongitudeDeg - mean.LongitudeDeg, 360) * plane.MetresPerDegreeEast, n = (p.LatitudeDeg - mean.LatitudeDeg) * plane.MetresPerDegreeNorth;
            ee += mass[i] * e * e;
            en += mass[i] * e * n;
            nn += mass[i] * n * n;
        }

        return (mean, new Covariance2(ee + cell, en, nn + cell));
    }

    private static ArrivalEvidence EvidenceOf(ArrivalSet set, NodeSolver solver, int i)
    {
        Arrival arrival = set.Arrivals[i];
        var ways = solver.Arrival(i).ToArray();
        if (ways.Length == 0) return new() { Arrival = arrival.Id, Phase = ArrivalPhases.None, PhaseProbability = 0, ResidualS = double.NaN, ScaleS = double.NaN, Weight = 0, LogLikelihood = 0 };
        var phase = ways.GroupBy(w => w.Phase).OrderByDescending(g => g.Sum(w => w.Probability)).ThenBy(g => g.Key).First();
        var way = phase.OrderByDescending(w => w.Probability).First();
        return new()
        {
            Arrival = arrival.Id,
            Phase = phase.Key,
            PhaseProbability = Math.Min(1, phase.Sum(w => w.Probability)),
            ResidualS = way.ResidualS,
            ScaleS = way.ScaleS,
            BearingResidualDeg = arrival.BackAzimuthDeg is double seen ? Math.IEEERemainder(seen - way.PredictedBearingDeg, 360) : null,
            Weight = way.Weight,
            LogLikelihood = way.LogLikelihood,
        };
    }
}
