using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Observations.Origins;

/// <summary>Finds who is ultimately speaking: echoes of one mouth get one origin group.</summary>
/// <remarks>
/// <para>A pure function of the set of observations: neither their order nor the machine matters.</para>
/// <para>Sensors speak for themselves: one group a source, whatever its stream. So do monitors, notices, warnings and experts: one group a source.
/// Open sources are joined by record key, by address, by nearly the same text in any of the three languages, and by citing the same mouth with like words.</para>
/// <para>An open source with no text, no address and no key is of <see cref="OriginBasis.Unknown"/> origin, one group for all of them: a fuser must count
/// the whole group at most once beside anything else at the same incident, never as one more independent source.</para>
/// <para>The work is near-linear: pairs come from fingerprints, and each report is compared with a bounded number of neighbours in time under each.</para>
/// </remarks>
public static class OriginGrouper
{
    /// <summary>The group of every observation, by observation id.</summary>
    public static IReadOnlyDictionary<Hash256, OriginGroup> Group(IReadOnlyList<Observation> observations, OriginOptions? options = null)
    {
        options ??= new();
        var groups = new SortedDictionary<Hash256, OriginGroup>();
        var spoken = new SortedDictionary<Hash256, Observation>();
        foreach (Observation o in observations)
        {
            if (SpeaksForItself(o) is { } own) groups[o.Id] = own;
            else spoken[o.Id] = o;
        }

        var known = new WordTokens();
        Report[] reports = [.. spoken.Values.Select(o => new Report(o, known))];
        var links = new List<OriginLink>();
        OriginLinks.ByRecordKey(reports, links);
        OriginLinks.ByGivenOrigin(reports, links);
        OriginLinks.ByAddress(reports, links, options);
        OriginLinks.ByText(reports, links, options);
        OriginLinks.ByCitation(reports, links, options);
        var forest = new OriginForest(reports);
        forest.Join(links, options.LongestGroup.Ticks);
        var sizes = new int[reports.Length];
        for (int i = 0; i < reports.Length; i++) sizes[forest.Root(i)]++;
        for (int i = 0; i < reports.Length; i++)
        {
            int root = forest.Root(i);
            groups[reports[i].Id] = sizes[root] > 1 ? new(reports[root].Id, forest.Basis(root)) : Single(reports[i]);
        }

        return groups.ToImmutableSortedDictionary();
    }

    /// <summary>The group of a report that stands alone: its own, named by its hash; or the one of all reports that show no origin at all.</summary>
    private static OriginGroup Single(Report r) =>
        r.HasSign ? new(r.Id, r.Pages.Length > 0 ? OriginBasis.CanonicalUrl : OriginBasis.Outlet) : OriginGroup.Of(OriginBasis.Unknown, "");

    private static OriginGroup? SpeaksForItself(Observation o) => o.Means switch
    {
        ObservationMeans.SatelliteThermal or ObservationMeans.SatelliteImagery or ObservationMeans.Camera or ObservationMeans.Uav
            or ObservationMeans.Acoustic or ObservationMeans.Seismic =>
            o.Origin.Basis == OriginBasis.Sensor ? o.Origin : OriginGroup.Of(OriginBasis.Sensor, o.Source),
        ObservationMeans.Heard or ObservationMeans.Saw or ObservationMeans.Notice or ObservationMeans.PublicWarning or ObservationMeans.ExpertAssessment =>
            o.Origin.Basis is OriginBasis.Unknown ? OriginGroup.Of(OriginBasis.Outlet, o.Source) : o.Origin,
        _ => o.Origin.Basis == OriginBasis.Sensor ? o.Origin : null,
    };
}
