using Truce.Measures;
using Truce.Observations;
using Truce.Review;

namespace Truce;

/// <summary>What a watch takes: a closed set. Time arrives in the input; the watch has no clock.</summary>
/// <param name="Known">When this became known to the mission, UTC.</param>
public abstract record Input(DateTimeOffset Known)
{
    /// <summary>An observation.</summary>
    public sealed record Observed(Observation Observation, DateTimeOffset Known) : Input(Known);

    /// <summary>A source takes an earlier observation back; it stays in the record and leaves the sums.</summary>
    /// <param name="Feed">Feed of the observation.</param>
    /// <param name="SourceKey">Key of the record at its source.</param>
    /// <param name="By">The observation that takes it back.</param>
    /// <param name="Known">When this became known, UTC.</param>
    public sealed record Withdrawn(string Feed, string SourceKey, Hash256 By, DateTimeOffset Known) : Input(Known);

    /// <summary>A reviewer's statement whose signature was checked at the edge.</summary>
    public sealed record Stated(Statement Statement, DateTimeOffset Known) : Input(Known);

    /// <summary>Learn from the findings that people have closed how sources report, and score anew what that touches.</summary>
    public sealed record Learn(DateTimeOffset Known) : Input(Known);

    /// <summary>Settle everything that is known: re-solve what was touched, make new versions.</summary>
    public sealed record Tick(DateTimeOffset Known) : Input(Known);
}
