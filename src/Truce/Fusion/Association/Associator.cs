using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;

namespace Truce.Fusion.Association;

/// <summary>Says which arrivals belong to one event: a search of space and time by boxes, best first, that scores every event against clutter.</summary>
/// <remarks>Method and what was given up: docs/decisions/0085-association.md. Figures: docs/quality-association.md.</remarks>
public static class Associator
{
    /// <summary>Associates a set of arrivals. The set decides, not its order; arrivals whose site is not among <paramref name="sites"/> are left.</summary>
    /// <param name="arrivals">With different <see cref="Arrival.Id"/>s.</param>
    /// <param name="sites">Who listened.</param>
    /// <param name="times">Ground and air.</param>
    /// <param name="options">The defaults when absent.</param>
    public static AssociationResult Run(IReadOnlyList<Arrival> arrivals, IReadOnlyList<ListeningSite> sites, TravelTimes times, AssociationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        ArgumentNullException.ThrowIfNull(sites);
        ArgumentNullException.ThrowIfNull(times);
        options = (options ?? new()).Validated();
        ListeningSite[] ordered = [.. sites.DistinctBy(s => s.Id).OrderBy(s => s.Id, StringComparer.Ordinal)];
        if (arrivals.Count == 0) return new([], []);

        Instant start = arrivals.Min(a => a.At);
        Readings readings = new(ordered, options);
        readings.Load(arrivals, start);
        if (readings.Count == 0) return new([], [.. readings.Order.Select(i => new LeftArrival(arrivals[i].Id, readings.Refused[i]!.Value))]);
        Association run = new(readings, ordered, times, options);
        run.Run();
        return run.Result(start);
    }
}
