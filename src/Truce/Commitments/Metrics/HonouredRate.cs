using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Commitments;

/// <summary>How many promises were kept of those that fell due. Formulas: docs/metrics.md.</summary>
public sealed record HonouredRate
{
    /// <summary>Fell due: kept, kept in part, late, or lapsed.</summary>
    public required int Due { get; init; }

    /// <summary>Kept whole, of those that fell due.</summary>
    public required int Honoured { get; init; }

    /// <summary>Kept in part.</summary>
    public required int Partly { get; init; }

    /// <summary>Nothing shown.</summary>
    public required int Late { get; init; }

    /// <summary>Their time is over, or a parliament refused.</summary>
    public required int Lapsed { get; init; }

    /// <summary>Kept before any due day; not in <see cref="Due"/>.</summary>
    public required int Early { get; init; }

    /// <summary>Not due yet.</summary>
    public required int NotDue { get; init; }

    /// <summary>Nothing says when they are due.</summary>
    public required int Unknown { get; init; }

    /// <summary>Taken back; not in <see cref="Due"/>.</summary>
    public required int Withdrawn { get; init; }

    /// <summary>Honoured over due, 0 to 1; absent while nothing fell due.</summary>
    public double? Share => Due == 0 ? null : Honoured / (double)Due;

    /// <summary>95 % interval of <see cref="Share"/> (Clopper and Pearson 1934); absent while nothing fell due.</summary>
    public (double Low, double High)? ShareInterval => Due == 0 ? null : ExactIntervals.Share(Honoured, Due);

    /// <summary>Delivered share, each promise by its weight, of those that fell due; absent while nothing fell due.</summary>
    public WeightedRate? Weighted { get; init; }

    /// <summary>Money promised and fallen due, euro.</summary>
    public double DueEur { get; init; }

    /// <summary>Money of those that was delivered, euro, at most what was promised.</summary>
    public double DeliveredEur { get; init; }

    /// <summary>Delivered over due in euro, each promise by its money; absent without money that fell due.</summary>
    public WeightedRate? Value { get; init; }

    /// <summary>Promises of money that fell due and could not be valued for want of a rate.</summary>
    public int NotValued { get; init; }

    /// <summary>Computed from states.</summary>
    public static HonouredRate Of(Ledger ledger, IReadOnlyCollection<CommitmentState> states, DateOnly day)
    {
        bool Fell(CommitmentState s) => s.Standing is Standing.Partly or Standing.Late or Standing.Lapsed || (s.Standing == Standing.Honoured && s.Due <= day);
        CommitmentState[] due = [.. states.Where(Fell)];
        static double Kept(CommitmentState s) => Math.Clamp(s.Standing == Standing.Honoured ? 1 : s.DeliveredShare ?? 0, 0, 1);
        int Count(Standing standing) => states.Count(s => s.Standing == standing);
        var money = new List<(double Eur, double Share)>();
        int notValued = 0;
        foreach (CommitmentState s in due.Where(s => s.Commitment.Quantity is { } q && Money.TryUnit(q.Unit, out _, out _)))
        {
            if (ledger.Eur(s.Commitment.Quantity!, s.Due ?? day) is not { } eur)
            {
                notValued++;
                continue;
            }

            money.Add((eur, Math.Clamp(s.DeliveredShare ?? 0, 0, 1)));
        }

        return new()
        {
            Due = due.Length,
            Honoured = due.Count(s => s.Standing == Standing.Honoured),
            Partly = Count(Standing.Partly),
            Late = Count(Standing.Late),
            Lapsed = Count(Standing.Lapsed),
            Early = states.Count(s => s.Standing == Standing.Honoured && !Fell(s)),
            NotDue = Count(Standing.NotDue),
            Unknown = Count(Standing.Unknown),
            Withdrawn = Count(Standing.Withdrawn),
            Weighted = WeightedRate.Of([.. due.Select(s => (s.Commitment.WeightFactor, Kept(s)))]),
            DueEur = money.Sum(m => m.Eur),
            DeliveredEur = money.Sum(m => m.Eur * m.Share),
            Value = WeightedRate.Of(money),
            NotValued = notValued,
        };
    }
}

/// <summary>How many promises that needed a gate passed it.</summary>
/// <param name="Kind">The gate; nothing for the delivery.</param>
/// <param name="Needed">Promises that have the gate.</param>
/// <param name="Passed">Passed it.</param>
/// <param name="Rejected">Were refused there.</param>
/// <param name="Open">Neither yet.</param>
public sealed record GateConversion(GateKind? Kind, int Needed, int Passed, int Rejected, int Open)
{
    /// <summary>Passed over decided, 0 to 1; absent while nothing was decided.</summary>
    public double? Share => Passed + Rejected == 0 ? null : Passed / (double)(Passed + Rejected);

    /// <summary>Passed over needed, 0 to 1: what has come through so far; absent where none has the gate.</summary>
    public double? SoFarShare => Needed == 0 ? null : Passed / (double)Needed;

    /// <summary>95 % interval of <see cref="SoFarShare"/> (Clopper and Pearson 1934).</summary>
    public (double Low, double High)? SoFarInterval => Needed == 0 ? null : ExactIntervals.Share(Passed, Needed);

    /// <summary>Every gate, and the delivery, in the order of the way.</summary>
    public static ImmutableArray<GateConversion> Of(Ledger ledger, IReadOnlyCollection<CommitmentState> states)
    {
        int kinds = Enum.GetValues<GateKind>().Length;
        int[] needed = new int[kinds], passed = new int[kinds], rejected = new int[kinds];
        foreach (CommitmentState s in states)
        {
            // A promise may have several gates of a kind: one refusal refuses it, and it has passed when it has passed them all.
            int has = 0, refused = 0, open = 0;
            foreach (Gate g in ledger.Gates[s.Commitment.Id])
            {
                int bit = 1 << (int)g.Kind;
                has |= bit;
                if (g.Result == GateResult.Rejected) refused |= bit;
                if (g.Decided is null || g.Result != GateResult.Approved) open |= bit;
            }

            for (int k = 0; has >> k != 0; k++)
            {
                needed[k] += (has >> k) & 1;
                rejected[k] += (refused >> k) & 1;
                passed[k] += (has >> k) & ~(open >> k) & 1;
            }
        }

        var all = ImmutableArray.CreateBuilder<GateConversion>(kinds + 1);
        for (int k = 0; k < kinds; k++) all.Add(new((GateKind)k, needed[k], passed[k], rejected[k], needed[k] - passed[k] - rejected[k]));
        int delivered = states.Count(s => s.Standing == Standing.Honoured), gone = states.Count(s => s.Standing is Standing.Withdrawn or Standing.Lapsed);
        all.Add(new(null, states.Count, delivered, gone, states.Count - delivered - gone));
        return all.ToImmutable();
    }
}
