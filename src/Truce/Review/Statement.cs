using System.Collections.Immutable;
using Truce.Findings;
using Truce.Measures;

namespace Truce.Review;

/// <summary>What a reviewer may say about a finding.</summary>
public enum StatementKind
{
    /// <summary>"I take this."</summary>
    Claim = 0,

    /// <summary>"It is so", to one of the three questions.</summary>
    Confirm,

    /// <summary>"It is not so", to one of the three questions.</summary>
    Refute,

    /// <summary>"I disagree with the others", kept as large as the assent.</summary>
    Dissent,

    /// <summary>"I take back what I said."</summary>
    Withdraw,
}

/// <summary>One signed sentence of one person about one version of one finding. Its signature has been checked before it gets here.</summary>
public sealed record Statement
{
    /// <summary>Hash of the signed payload.</summary>
    public required Hash256 Id { get; init; }

    /// <summary>What is said.</summary>
    public required StatementKind Kind { get; init; }

    /// <summary>To which question; claims speak of occurrence.</summary>
    public required Question Question { get; init; }

    /// <summary>The finding.</summary>
    public required Hash256 Finding { get; init; }

    /// <summary>The version the person had before them.</summary>
    public required int FindingVersion { get; init; }

    /// <summary>Who: a person, not a key.</summary>
    public required string Person { get; init; }

    /// <summary>The delegation or organisation the person comes from.</summary>
    public required string Nation { get; init; }

    /// <summary>Why, in the person's words; never empty but for a claim.</summary>
    public required string Reason { get; init; }

    /// <summary>Alternatives the person considered and rejected (exercise, demining, thunder, agricultural burning, sonic boom, …).</summary>
    public ImmutableArray<string> AlternativesRejected { get; init; } = [];

    /// <summary>The statement taken back, for <see cref="StatementKind.Withdraw"/>.</summary>
    public Hash256? TakesBack { get; init; }

    /// <summary>When it was signed, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
