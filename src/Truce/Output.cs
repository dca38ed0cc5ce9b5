using Truce.Findings;
using Truce.Incidents;
using Truce.Measures;

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

    /// <summary>An observation that does not enter fusion, and why.</summary>
    public sealed record NotUsed(Hash256 Observation, string Reason) : Output;

    /// <summary>A finding that people have judged no longer reads as it did: people are asked to look again; nothing changes by itself.</summary>
    public sealed record Reconsider(Hash256 Finding, int JudgedVersion, int NewVersion, string Because) : Output;
}
