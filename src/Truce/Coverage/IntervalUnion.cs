using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Coverage;

/// <summary>Intervals of time, joined where they touch: how long somebody looked, however many looked at once.</summary>
public sealed class IntervalUnion
{
    private readonly ImmutableArray<TimeInterval> _parts;

    private IntervalUnion(ImmutableArray<TimeInterval> parts) => _parts = parts;

    /// <summary>Its parts in the order of time; they do not touch.</summary>
    public ImmutableArray<TimeInterval> Parts => _parts;

    /// <summary>The union of intervals, in any order.</summary>
    public static IntervalUnion Of(IEnumerable<TimeInterval> intervals)
    {
        var parts = ImmutableArray.CreateBuilder<TimeInterval>();
        foreach (TimeInterval next in intervals.OrderBy(i => i.Start).ThenBy(i => i.End))
        {
            if (parts.Count > 0 && next.Start <= parts[^1].End) parts[^1] = new(parts[^1].Start, next.End > parts[^1].End ? next.End : parts[^1].End);
            else parts.Add(next);
        }

        return new(parts.ToImmutable());
    }

    /// <summary>What is in this and not in another.</summary>
    public IntervalUnion Less(IntervalUnion other)
    {
        var left = new List<TimeInterval>();
        foreach (TimeInterval part in _parts)
        {
            DateTimeOffset from = part.Start;
            foreach (TimeInterval hole in other._parts.Where(h => h.End > part.Start && h.Start < part.End))
            {
                if (hole.Start > from) left.Add(new(from, hole.Start));
                if (hole.End > from) from = hole.End;
            }

            if (from < part.End) left.Add(new(from, part.End));
        }

        return Of(left);
    }

    /// <summary>The union of several.</summary>
    public static IntervalUnion All(IEnumerable<IntervalUnion> unions) => Of(unions.SelectMany(u => u._parts));

    /// <summary>How much of a span lies in it, hours.</summary>
    public double HoursWithin(TimeInterval span)
    {
        double hours = 0;
        foreach (TimeInterval part in _parts)
        {
            DateTimeOffset from = part.Start > span.Start ? part.Start : span.Start, to = part.End < span.End ? part.End : span.End;
            if (to > from) hours += (to - from).TotalHours;
        }

        return hours;
    }
}
