using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>One stated requirement and what answers it.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Promised">Promises that answer it and were not taken back.</param>
/// <param name="InForce">Of those, how many are in force or further.</param>
/// <param name="PromisedQuantity">Promised in the unit of the requirement; absent where it has no number or units differ.</param>
public sealed record RequirementCover(Requirement Requirement, int Promised, int InForce, double? PromisedQuantity);

/// <summary>How much of what was stated as needed in a pillar and domain is answered.</summary>
/// <param name="Pillar">Pillar.</param>
/// <param name="Domain">Domain; empty for requirements of all.</param>
/// <param name="Requirements">Its requirements.</param>
public sealed record PillarCoverage(string Pillar, string Domain, ImmutableArray<RequirementCover> Requirements)
{
    /// <summary>Share of requirements with a promise in force, 0 to 1.</summary>
    public double InForceShare => Requirements.Count(r => r.InForce > 0) / (double)Requirements.Length;

    /// <summary>Share of requirements with any promise, 0 to 1.</summary>
    public double PromisedShare => Requirements.Count(r => r.Promised > 0) / (double)Requirements.Length;

    /// <summary>Coverage of every pillar and domain for which somebody stated what is needed. Without a stated requirement nothing is said.</summary>
    public static ImmutableArray<PillarCoverage> Of(Ledger ledger, IReadOnlyCollection<CommitmentState> states) =>
        [.. ledger.Requirements.GroupBy(r => (r.Pillar, r.Domain)).OrderBy(g => g.Key.Pillar, StringComparer.Ordinal).ThenBy(g => g.Key.Domain, StringComparer.Ordinal)
            .Select(g => new PillarCoverage(g.Key.Pillar, g.Key.Domain, [.. g.Select(r => Cover(r, states))]))];

    private static RequirementCover Cover(Requirement r, IReadOnlyCollection<CommitmentState> states)
    {
        CommitmentState[] answers = [.. states.Where(s => s.Commitment.Pillar == r.Pillar && (r.Domain.Length == 0 || s.Commitment.Domain == r.Domain)
            && (r.Capability.Length == 0 || string.Equals(s.Commitment.Capability, r.Capability, StringComparison.OrdinalIgnoreCase))
            && s.Standing is not (Standing.Withdrawn or Standing.Lapsed))];
        double[] quantities = [.. answers.Where(a => r.Needed is { } n && a.Commitment.Quantity?.Unit == n.Unit).Select(a => a.Commitment.Quantity!.AtLeast ?? 0)];
        return new(r, answers.Length, answers.Count(a => a.Stage is Stage.InForce or Stage.Appropriated or Stage.Allocated or Stage.Deployed or Stage.PartlyDelivered or Stage.Delivered), quantities.Length == 0 ? null : quantities.Sum());
    }
}
