using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Commitments;

/// <summary>What share of promises like this one were kept, as a guide to one that is open. A base rate, no prophecy.</summary>
/// <param name="Commitment">The open promise.</param>
/// <param name="Like">What "like this one" means: pillar, and whether conditions were named.</param>
/// <param name="Kept">Promises like it that fell due and were kept.</param>
/// <param name="FellDue">Promises like it that fell due.</param>
/// <param name="KeptProbability">Mean of the posterior, 0 to 1.</param>
/// <param name="LowProbability">Lower end of its middle 95 %.</param>
/// <param name="HighProbability">Upper end.</param>
public sealed record Outlook(RowId Commitment, string Like, int Kept, int FellDue, double KeptProbability, double LowProbability, double HighProbability)
{
    /// <summary>Weight of the public base rate, in promises: chosen, so that four promises of the ledger's own weigh as much (decision 0096).</summary>
    public const double PriorPromises = 4;

    /// <summary>Outlook of every promise that is neither kept, taken back nor lapsed: Beta(m·b + kept, m·(1 − b) + due − kept), b the base rate and m <see cref="PriorPromises"/>.</summary>
    /// <param name="states">States of the promises.</param>
    /// <param name="baseRate">The public base rate, 0 to 1.</param>
    public static ImmutableArray<Outlook> Of(IReadOnlyCollection<CommitmentState> states, double baseRate)
    {
        static (string Pillar, bool Conditional) Class(CommitmentState s) => (s.Commitment.Pillar, s.Commitment.Conditions.Length > 0 || s.Commitment.DueEvent.Length > 0);
        static bool FellDue(CommitmentState s) => s.Standing is Standing.Honoured or Standing.Partly or Standing.Late or Standing.Lapsed or Standing.Withdrawn;
        var due = states.Where(FellDue).GroupBy(Class).ToDictionary(g => g.Key, g => (Kept: g.Count(s => s.Standing == Standing.Honoured), All: g.Count()));
        var memo = new Dictionary<(int Kept, int Due), Interval95>();
        return [.. states.Where(s => s.Standing is Standing.NotDue or Standing.Unknown or Standing.Late or Standing.Partly).Select(One)];

        Outlook One(CommitmentState s)
        {
            (string pillar, bool conditional) = Class(s);
            (int kept, int all) = due.GetValueOrDefault((pillar, conditional));
            if (FellDue(s)) all--; // a promise does not speak for itself; one that was kept is not open
            double a = (PriorPromises * baseRate) + kept, b = (PriorPromises * (1 - baseRate)) + all - kept;
            if (!memo.TryGetValue((kept, all), out Interval95 interval)) memo[(kept, all)] = interval = ExactIntervals.BetaMiddle(a, b);
            return new(s.Commitment.Id, $"{pillar}, {(conditional ? "with conditions" : "without conditions")}", kept, all, a / (a + b), interval.Low, interval.High);
        }
    }
}
