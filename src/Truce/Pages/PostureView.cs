using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Terms;

namespace Truce.Pages;

/// <summary>What sites are looked at with: an agreement with its lines, and rules; either may be missing.</summary>
/// <param name="Agreement">The agreement; without it no distance is known.</param>
/// <param name="Rules">The rules; without them nothing is checked.</param>
/// <param name="File">Name of the file of the rules; empty without them.</param>
public sealed record PostureBasis(Agreement? Agreement, PostureRules? Rules, string File)
{
    /// <summary>Neither.</summary>
    public static PostureBasis None { get; } = new(null, null, "");
}

/// <summary>One site or unit as the page shows it.</summary>
/// <param name="Element">The row.</param>
/// <param name="Finding">It against the rules; absent without rules or agreement, or on another day.</param>
/// <param name="NearKm">Nearest distance from the line that its region allows, kilometres, rounded down to 25; absent where not known.</param>
/// <param name="FarKm">Farthest, rounded up to 25.</param>
/// <param name="Hours">Travel time over these distances by the fastest model, whole hours outward; absent where not known.</param>
internal sealed record PostureSite(ForceElement Element, PostureFinding? Finding, double? NearKm, double? FarKm, (double LowHours, double HighHours)? Hours);

/// <summary>The sites and units that a reader may see, held against what they are looked at with. Computed once, read by many.</summary>
public sealed class PostureView
{
    private PostureView(PostureBasis basis, LineVersion? line, ImmutableArray<PostureSite> sites, ImmutableArray<ForceElement> other) => (Basis, Line, Sites, Other) = (basis, line, sites, other);

    internal PostureBasis Basis { get; }

    internal LineVersion? Line { get; }

    /// <summary>Those of the day, by guarantor and name.</summary>
    internal ImmutableArray<PostureSite> Sites { get; }

    /// <summary>Those of earlier or later days.</summary>
    internal ImmutableArray<ForceElement> Other { get; }

    /// <summary>Holds the sites of a view against a basis.</summary>
    /// <remarks>
    /// Answers come from <see cref="PostureCheck"/> and so from exact places; distances and hours come from the region alone (decision 0104):
    /// a region of half a degree and a distance in steps of 25 km from the exact place would together say more than either may.
    /// </remarks>
    /// <param name="view">What the reader may see.</param>
    /// <param name="basis">What it is looked at with.</param>
    public static PostureView Of(LedgerView view, PostureBasis basis)
    {
        DateOnly day = view.Metrics.Day;
        bool OnDay(ForceElement f) => (f.From is null || f.From <= day) && (f.To is null || f.To >= day);
        ForceElement[] sorted = [.. view.Ledger.Forces.OrderBy(f => f.Guarantor, StringComparer.Ordinal).ThenBy(f => f.Id)];
        LineVersion? line = basis.Agreement is { } agreement ? PostureCheck.LineOn(agreement, null, day) : null;
        Dictionary<RowId, PostureFinding> findings = basis is { Agreement: { } a, Rules: { } rules } ? PostureCheck.Of(sorted.Where(OnDay), a, rules, day).ToDictionary(f => f.Element.Id) : [];
        var regions = new Dictionary<(double, double), (double NearKm, double FarKm)>();
        return new(basis, line, [.. sorted.Where(OnDay).Select(f => Site(f, findings.GetValueOrDefault(f.Id), line?.Shape, basis.Rules, regions))], [.. sorted.Where(f => !OnDay(f))]);
    }

    private static PostureSite Site(ForceElement f, PostureFinding? finding, GeoShape? line, PostureRules? rules, Dictionary<(double, double), (double NearKm, double FarKm)> regions)
    {
        if (f.Place is not { } place || line is null) return new(f, finding, null, null, null);
        (double, double) region = CoarseRegion.Of(place);
        if (!regions.TryGetValue(region, out (double NearKm, double FarKm) km)) regions[region] = km = CoarseRegion.DistancesKm(region, line);
        TravelModel[] models = [.. (rules?.Travel ?? []).Where(t => t.Domain == f.Domain)];
        return new(f, finding, km.NearKm, km.FarKm, CoarseRegion.Hours(km, models));
    }
}
