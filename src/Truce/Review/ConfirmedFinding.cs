using System.Collections.Immutable;
using Truce.Findings;

namespace Truce.Review;

/// <summary>A finding on whose occurrence two different people agreed. There is no other way to make one.</summary>
public sealed record ConfirmedFinding
{
    private ConfirmedFinding(Finding finding, ImmutableArray<Statement> confirmations, ImmutableArray<Statement> dissents)
    {
        Finding = finding;
        Confirmations = confirmations;
        Dissents = dissents;
    }

    /// <summary>The finding.</summary>
    public Finding Finding { get; }

    /// <summary>The confirmations it rests on, in order of signing.</summary>
    public ImmutableArray<Statement> Confirmations { get; }

    /// <summary>Dissent on it, in order of signing; shown as large as the assent.</summary>
    public ImmutableArray<Statement> Dissents { get; }

    /// <summary>Two different people must have signed: docs/decisions/0007-two-person-rule.md.</summary>
    /// <remarks>
    /// Counts standing confirmations of the occurrence on any version of this finding. A standing refutation blocks it.
    /// At least one confirmation must name the alternatives that were rejected.
    /// </remarks>
    public static ConfirmedFinding? TryConfirm(Finding finding, IEnumerable<Statement> statements)
    {
        Statement[] standing = ReviewBoard.Standing(statements.Where(s => s.Finding == finding.Id));
        Statement[] yes = [.. standing.Where(s => s.Kind == StatementKind.Confirm && s.Question == Question.Occurrence)];
        bool refuted = standing.Any(s => s.Kind == StatementKind.Refute && s.Question == Question.Occurrence);
        bool twoPeople = yes.DistinctBy(s => s.Person, StringComparer.Ordinal).Count() >= 2;
        bool alternatives = yes.Any(s => s.AlternativesRejected.Length > 0);
        return twoPeople && alternatives && !refuted
            ? new(finding, [.. yes], [.. standing.Where(s => s.Kind == StatementKind.Dissent)])
            : null;
    }
}
