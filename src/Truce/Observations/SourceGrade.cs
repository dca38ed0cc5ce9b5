namespace Truce.Observations;

/// <summary>The Admiralty grade as received: A to F for the source, 1 to 6 for the item.</summary>
/// <remarks>
/// <c>default</c> is "not graded". Only the letter sets a prior for how a source reports; the digit is shown and exported and
/// never multiplied in, because it already holds the corroboration that fusion counts itself.
/// </remarks>
public readonly record struct SourceGrade
{
    /// <summary>A grade; throws <see cref="ArgumentOutOfRangeException"/> for a letter outside A–F or a digit outside 1–6 (0: not given).</summary>
    public SourceGrade(char reliability, int credibility)
    {
        if (reliability is (< 'A' or > 'F')) throw new ArgumentOutOfRangeException(nameof(reliability), reliability, "A to F expected");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(credibility, 6);
        ArgumentOutOfRangeException.ThrowIfNegative(credibility);
        Reliability = reliability;
        Credibility = credibility;
    }

    /// <summary>A (completely reliable) to F (cannot be judged); NUL when not graded.</summary>
    public char Reliability { get; }

    /// <summary>1 (confirmed by others) to 6 (cannot be judged); 0 when not given.</summary>
    public int Credibility { get; }

    /// <summary>"B3", "C", or "" when not graded.</summary>
    public override string ToString() =>
        Reliability == '\0' ? "" : Credibility == 0 ? Reliability.ToString() : $"{Reliability}{Credibility}";
}

/// <summary>How far the times of a source can be trusted.</summary>
public enum ClockTrust
{
    /// <summary>Not known: the interval is taken as it stands and widened by fusion's default.</summary>
    Unknown = 0,

    /// <summary>Disciplined by GNSS.</summary>
    Gnss,

    /// <summary>Disciplined over a network.</summary>
    Network,

    /// <summary>A device's own free-running clock.</summary>
    Device,

    /// <summary>A person's watch.</summary>
    Person,

    /// <summary>Only the day is given.</summary>
    DayOnly,
}
