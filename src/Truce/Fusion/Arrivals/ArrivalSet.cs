using NodaTime;
using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>The arrivals of one event as numbers, in an order that does not depend on how they were given.</summary>
internal sealed class ArrivalSet
{
    private static readonly ArrivalPhases[] Single = [ArrivalPhases.P, ArrivalPhases.S, ArrivalPhases.Acoustic, ArrivalPhases.Infrasound];

    public required Arrival[] Arrivals { get; init; }

    public required ListeningSite[] Sites { get; init; }

    public required SiteFrame[] Frames { get; init; }

    /// <summary>Index of the site of each arrival.</summary>
    public required int[] SiteOf { get; init; }

    /// <summary>Seconds after <see cref="Reference"/>.</summary>
    public required double[] AtS { get; init; }

    public required ArrivalPhases[][] Phases { get; init; }

    /// <summary>Arrivals with a bearing of the same site and medium: they share one bend of the way, so each gets that many times its variance.</summary>
    public required int[] Sharing { get; init; }

    /// <summary>Height of each site above the mean of all, km.</summary>
    public required double[] AboveMeanKm { get; init; }

    public required Instant Reference { get; init; }

    public static ArrivalSet Of(IEnumerable<Arrival> given, IReadOnlyDictionary<string, ListeningSite> sites)
    {
        Arrival[] arrivals = [.. given.OrderBy(a => a.Site, StringComparer.Ordinal).ThenBy(a => a.At).ThenBy(a => a.Phases).ThenBy(a => a.Id, StringComparer.Ordinal)];
        ListeningSite[] used = [.. arrivals.Select(a => a.Site).Distinct().Select(id => sites[id])];
        Instant reference = arrivals.Min(a => a.At);
        double meanM = used.Average(s => s.ElevationM);
        return new()
        {
            Arrivals = arrivals,
            Sites = used,
            Frames = [.. used.Select(s => new SiteFrame(s.Position))],
            SiteOf = [.. arrivals.Select(a => Array.FindIndex(used, s => s.Id == a.Site))],
            AtS = [.. arrivals.Select(a => (a.At - reference).TotalSeconds)],
            Phases = [.. arrivals.Select(a => Single.Where(p => (a.Phases & p) != 0).ToArray())],
            Sharing = [.. arrivals.Select(a => arrivals.Count(b => b.Site == a.Site && b.BackAzimuthDeg is not null && Ground(b) == Ground(a)))],
            AboveMeanKm = [.. used.Select(s => (s.ElevationM - meanM) / 1000)],
            Reference = reference,
        };
    }

    private static bool Ground(Arrival a) => (a.Phases & ArrivalPhases.Ground) != 0;
}
