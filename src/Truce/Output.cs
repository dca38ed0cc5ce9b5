using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;
using Truce.Review;

namespace Truce;

/// <summary>What follows from an input: a closed set. Reasons leave in the output; the watch has no logger.</summary>
public abstract record Output
{
    private Output()
    {
    }

    /// <summary>A new version of an incident.</summary>
    public sealed record IncidentVersion(Incident Incident, LevelAssessment Level) : Output;

    /// <summary>A new version of a finding.</summary>
    public sealed record FindingVersion(Finding Finding) : Output;

    /// <summary>How sources report, learned anew from all findings that people have closed; stands from here on.</summary>
    /// <param name="Model">What was learned.</param>
    /// <param name="Cases">The closed cases, in order of incident.</param>
    /// <param name="Changes">What reports are worth now, and were before; in order of source, class, grade.</param>
    /// <param name="Known">When it was learned, UTC.</param>
    public sealed record Learned(SourceModel Model, ImmutableArray<ClosedCase> Cases, ImmutableArray<SourceChange> Changes, DateTimeOffset Known) : Output;

    /// <summary>An observation that does not enter fusion, and why.</summary>
    public sealed record NotUsed(Hash256 Observation, string Reason) : Output;

    /// <summary>A finding that people have judged no longer reads as it did: people are asked to look again; nothing changes by itself.</summary>
    public sealed record Reconsider(Hash256 Finding, int JudgedVersion, int NewVersion, string Because) : Output;
}
