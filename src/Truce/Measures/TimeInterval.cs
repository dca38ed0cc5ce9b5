namespace Truce.Measures;

/// <summary>From a first to a last instant, UTC, both ends included; a single instant has both the same.</summary>
/// <remarks>
/// For an observation it says "the event was at some instant in here", not "it lasted this long".
/// <c>default</c> is year 1 and means nothing: say "unknown" with <c>TimeInterval?</c>.
/// </remarks>
public readonly record struct TimeInterval
{
    /// <summary>Makes an interval in UTC; throws <see cref="ArgumentException"/> when it ends before it starts.</summary>
    public TimeInterval(DateTimeOffset start, DateTimeOffset end)
    {
        if (end < start) throw new ArgumentException($"an interval cannot end ({end:O}) before it starts ({start:O})");
        Start = start.ToUniversalTime();
        End = end.ToUniversalTime();
    }

    /// <summary>First instant, UTC.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Last instant, UTC.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Length; zero for an instant.</summary>
    public TimeSpan Length => End - Start;

    /// <summary>The instant half-way.</summary>
    public DateTimeOffset Middle => Start + (Length / 2);

    /// <summary>An interval of one instant.</summary>
    public static TimeInterval At(DateTimeOffset instant) => new(instant, instant);

    /// <summary>Whether the instant lies inside, ends included.</summary>
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant <= End;

    /// <summary>Whether the two share an instant.</summary>
    public bool Overlaps(TimeInterval other) => Start <= other.End && other.Start <= End;
}
