using Truce.Sayings;

namespace Truce.Findings;

/// <summary>How far an incident or a finding has come. A machine may raise to <see cref="Corroborated"/> and never above.</summary>
public enum Level
{
    /// <summary>Stored and sealed as received.</summary>
    Reported = 0,

    /// <summary>Source graded, place and time resolved with error, echoes counted once, not a known non-event.</summary>
    Screened = 1,

    /// <summary>Two sources independent in origin, or one calibrated sensor inside its envelope plus context.</summary>
    Corroborated = 2,

    /// <summary>A human verifier and a second reviewer agree that it occurred; alternatives listed and rejected.</summary>
    Confirmed = 3,

    /// <summary>Confirmed, and people judged it against a term.</summary>
    Determined = 4,

    /// <summary>Determined, and the commission named who with votes and dissent.</summary>
    Attributed = 5,
}

/// <summary>One criterion of a level and how it stood.</summary>
/// <param name="Level">The level it belongs to.</param>
/// <param name="Criterion">Short stable word: <c>source-graded</c>, <c>place-resolved</c>, <c>independent-origins</c>, …</param>
/// <param name="Met">Whether it was met.</param>
/// <param name="Because">One sentence with the numbers it was decided on.</param>
public sealed record LevelReason(Level Level, string Criterion, bool Met, string Because)
{
    /// <summary>A reason worded in English, as it is sealed.</summary>
    public LevelReason(Level level, string criterion, bool met, Saying says)
        : this(level, criterion, met, says.English) => Says = says;

    /// <summary>What it was decided on as a value that can be worded in any language; absent in a record of an earlier version of the program.</summary>
    public Saying? Says { get; init; }

    /// <summary>What it was decided on in a language; in English when it cannot be said in that language.</summary>
    public string In(SayingWords words) => (Says is { } says && words.Language != SayingWords.English.Language ? words.TrySay(says) : null) ?? Because;
}

/// <summary>The level that a machine gives and everything it looked at.</summary>
/// <param name="Level">0 to 2.</param>
/// <param name="Reasons">All criteria, met or not, in order of level.</param>
public sealed record LevelAssessment(Level Level, System.Collections.Immutable.ImmutableArray<LevelReason> Reasons);
