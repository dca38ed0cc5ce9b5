using System.Collections.Immutable;
using Truce.Fusion;
using Truce.Measures;

namespace Truce.Incidents;

/// <summary>Why a version of an incident was made.</summary>
public enum IncidentChange
{
    /// <summary>Seen for the first time.</summary>
    New = 0,

    /// <summary>Evidence came or went, or its weights changed.</summary>
    Revised,

    /// <summary>Another incident was found to be the same and was taken in.</summary>
    Merged,

    /// <summary>Part of it was found to be another incident.</summary>
    Split,

    /// <summary>No evidence is left that makes it an incident; kept, never deleted.</summary>
    Dissolved,
}

/// <summary>One version of an incident. Versions are never edited; each names the one before.</summary>
public sealed record Incident
{
    /// <summary>Id: the founding detection's. The same for every order of arrival.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>1 for the first version.</summary>
    public required int Version { get; init; }

    /// <summary>When this version became known, UTC.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Why it was made.</summary>
    public required IncidentChange Change { get; init; }

    /// <summary>Ids under which it, or parts of it, were known before, in canonical order.</summary>
    public ImmutableArray<Hash256> Aliases { get; init; } = [];

    /// <summary>Hash of the record of the version before; absent for the first.</summary>
    public Hash256? Previous { get; init; }

    /// <summary>The model of sources under which this version was scored; absent while nothing was learned.</summary>
    public Hash256? Model { get; init; }

    /// <summary>What fusion holds to have happened; the last one before it dissolved, when it did.</summary>
    public required Hypothesis Hypothesis { get; init; }

    /// <summary>Whether it still stands.</summary>
    public bool Stands => Change != IncidentChange.Dissolved;
}
