using NodaTime;
using Truce.Measures;

namespace Truce.Simulation.Injection;

/// <summary>The times of a recording in which events may be planted: away from its ends and from what is masked.</summary>
public sealed class QuietTimes
{
    private readonly List<(Instant From, Instant To)> _free = [];

    /// <summary>What is left of a time.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">Its end.</param>
    /// <param name="masked">What is kept out, margins and all, in any order.</param>
    public QuietTimes(Instant from, Instant to, IEnumerable<(Instant From, Instant To)> masked)
    {
        foreach ((Instant begin, Instant end) in masked.OrderBy(m => m.From).ThenBy(m => m.To))
        {
            if (begin > from && begin < to) _free.Add((from, begin));
            else if (begin >= to) break;
            if (end > from) from = end;
        }

        if (from < to) _free.Add((from, to));
    }

    /// <summary>What is left, in the order of time.</summary>
    public IReadOnlyList<(Instant From, Instant To)> Times => _free;

    /// <summary>Seconds that are left.</summary>
    public double TotalS => _free.Sum(f => (f.To - f.From).TotalSeconds);

    /// <summary>Whether an instant lies in them.</summary>
    public bool Holds(Instant at) => _free.Any(f => at >= f.From && at < f.To);

    /// <summary>An instant in them, all equally likely; there is at least one second.</summary>
    public Instant Draw(SeededRandom random)
    {
        double s = random.NextUnit() * TotalS;
        foreach ((Instant from, Instant to) in _free)
        {
            double length = (to - from).TotalSeconds;
            if (s < length) return from + Duration.FromNanoseconds(Math.Round(s * 1e9));
            s -= length;
        }

        return _free[^1].From;
    }
}
