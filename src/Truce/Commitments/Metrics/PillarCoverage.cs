using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>One stated requirement and what answers it.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Promised">Promises that answer it and were not taken back.</param>
/// <param name="InForce">Of those, how many are in force or further.</param>
/// <param name="PromisedQuantity">Promised in the unit of the requirement, the least where a band was said; absent where it has no number or units differ.</param>
/// <param name="InForceQuantity">Of that, by promises in force or further; absent alike.</param>
public sealed record RequirementCover(Requirement Requirement, int Promised, int InForce, double? PromisedQuantity, double? InForceQuantity)
{
    /// <summary>How much of it is promised, 0 to 1: by quantity where both say one, else whole as soon as there is a promise.</summary>
    public double PromisedShare => Share(Promised, PromisedQuantity);

    /// <summary>How much of it is answered by promises in force or further, 0 to 1, alike.</summary>
    public double InForceShare => Share(InForce, InForceQuantity);

    private double Share(int promises, double? quantity) =>
        promises == 0 ? 0 : quantity is { } q && (Requirement.Needed?.AtLeast ?? Requirement.Needed?.AtMost) is { } needed and > 0 ? Math.Min(1, q / needed) : 1;
}

/// <summary>How much of what was stated as needed in a pillar and domain is answered.</summary>
/// <param name="Pillar">Pillar.</param>
/// <param name="Domain">Domain; empty for requirements of all.</param>
/// <param name="Requirements">Its requirements.</param>
public sealed record PillarCoverage(string Pillar, string Domain, ImmutableArray<RequirementCover> Requirements)
{
    /// <summary>Mean over the requirements of what promises in force answer, 0 to 1.</summary>
    public double InForceShare => Requirements.Average(r => r.InForceShare);

    /// <summary>Mean over the requirements of what is promised, 0 to 1.</summary>
    public double PromisedShare => Requirements.Average(r => r.PromisedShare);

    /// <summary>Coverage of every pillar and domain for which somebody stated what is needed. Without a stated requirement nothing is said.</summary>
    public static ImmutableArray<PillarCoverage> Of(Ledger ledger, IReadOnlyCollection<CommitmentState> states) =>
        [.. ledger.Requirements.GroupBy(r => (r.Pillar, r.Domain)).OrderBy(g => g.Key.Pillar, StringComparer.Ordinal).ThenBy(g => g.Key.Domain, StringComparer.Ordinal)
            .Select(g => new PillarCoverage(g.Key.Pillar, g.Key.Domain, [.. g.Select(r => Cover(r, states))]))];

    private static RequirementCover Cover(Requirement r, IReadOnlyCollection<CommitmentState> states)
    {
        CommitmentState[] answers = [.. states.Where(s => s.Commitment.Pillar == r.Pillar && (r.Domain.Length == 0 || s.Commitment.Domain == r.Domain)
            && (r.Capability.Length == 0 || string.Equals(s.Commitment.Capability, r.Capability, StringComparison.OrdinalIgnoreCase))
            && s.Standing is not (Standing.Withdrawn or Standing.Lapsed))];
        CommitmentState[] inForce = [.. answers.Where(a => a.Stage is Stage.InForce or Stage.Appropriated or Stage.Allocated or Stage.Deployed or Stage.PartlyDelivered or Stage.Delivered)];
        bool counted = answers.Any(a => Quantity(a) is not null);
        return new(r, answers.Length, inForce.Length, counted ? answers.Sum(Quantity) : null, counted ? inForce.Sum(a => Quantity(a) ?? 0) : null);

        double? Quantity(CommitmentState a) => r.Needed is { } n && a.Commitment.Quantity is { } q && q.Unit == n.Unit ? q.AtLeast ?? 0 : null;
    }
}
