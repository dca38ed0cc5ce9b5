using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>How much of something hangs on its largest giver.</summary>
/// <param name="Measure"><c>promises</c> (count), <c>eur</c> (promised money), <c>allocatedEur</c> (allocated, by the support tracker).</param>
/// <param name="Total">All of it, in the measure.</param>
/// <param name="Shares">Share of each giver, 0 to 1, largest first.</param>
public sealed record Concentration(string Measure, double Total, ImmutableArray<(string Guarantor, double Share)> Shares)
{
    /// <summary>Largest giver; empty where there is none.</summary>
    public string Largest => Shares.Length == 0 ? "" : Shares[0].Guarantor;

    /// <summary>Share of the largest giver, 0 to 1.</summary>
    public double LargestShare => Shares.Length == 0 ? 0 : Shares[0].Share;

    /// <summary>Herfindahl-Hirschman index: the sum of squared shares, 1/n to 1 (Hirschman 1964).</summary>
    public double HhiFactor => Shares.Sum(s => s.Share * s.Share);

    /// <summary>From amounts by giver; givers of nothing are left out, and negative sums count as nothing.</summary>
    public static Concentration Of(string measure, IEnumerable<(string Guarantor, double Amount)> amounts)
    {
        (string Guarantor, double Amount)[] sums = [.. amounts.GroupBy(a => a.Guarantor, StringComparer.Ordinal).Select(g => (g.Key, Math.Max(0, g.Sum(a => a.Amount)))).Where(g => g.Item2 > 0)];
        double total = sums.Sum(s => s.Amount);
        return new(measure, total, [.. sums.Select(s => (s.Guarantor, s.Amount / total)).OrderByDescending(s => s.Item2).ThenBy(s => s.Guarantor, StringComparer.Ordinal)]);
    }
}

/// <summary>What is left of a pillar when some guarantors leave, or pause.</summary>
public sealed record PillarRemainder
{
    /// <summary>Pillar.</summary>
    public required string Pillar { get; init; }

    /// <summary>Guarantors who promised anything, by code.</summary>
    public required ImmutableArray<string> Before { get; init; }

    /// <summary>Those who remain.</summary>
    public required ImmutableArray<string> After { get; init; }

    /// <summary>Leads that are gone.</summary>
    public required ImmutableArray<string> LeadsLost { get; init; }

    /// <summary>Promises before, not counting those taken back or lapsed.</summary>
    public required int PromisesBefore { get; init; }

    /// <summary>Promises that remain.</summary>
    public required int PromisesAfter { get; init; }

    /// <summary>Statements of support before.</summary>
    public required int StatementsBefore { get; init; }

    /// <summary>Statements of support that remain.</summary>
    public required int StatementsAfter { get; init; }

    /// <summary>Share of the money that remains, 0 to 1; absent without money.</summary>
    public double? MoneyLeftShare { get; init; }

    /// <summary>What that share is of: <c>allocatedEur</c> or <c>eur</c>; empty without money.</summary>
    public string MoneyMeasure { get; init; } = "";

    /// <summary>Domains with a promise or statement before.</summary>
    public required ImmutableArray<string> DomainsBefore { get; init; }

    /// <summary>Domains that remain.</summary>
    public required ImmutableArray<string> DomainsAfter { get; init; }

    /// <summary>Whether nothing at all is left of what was promised.</summary>
    public bool Nothing => Before.Length > 0 && After.Length == 0;
}

/// <summary>What one pillar holds, counted once, so that guarantors can be taken away one after another.</summary>
internal sealed class PillarStock
{
    private readonly Position[] _promised;
    private readonly ImmutableArray<string> _leads;
    private readonly Dictionary<string, int> _alone;
    private readonly string[][] _shared;
    private readonly (string Measure, Concentration Money) _money;

    public PillarStock(Ledger ledger, ImmutableArray<Position> positions, string pillar)
    {
        Pillar = pillar;
        _promised = [.. positions.Where(p => p.Pillar == pillar && p.Promised)];
        _leads = [.. ledger.Pillars.Where(p => p.Id == pillar).SelectMany(p => p.Leads)];
        _money = Dependence.MoneyOf(ledger, _promised, pillar);
        // A statement that several guarantors share is one statement, and stays while one of them does.
        _alone = _promised.GroupBy(p => p.Guarantor, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(p => Support(p).Count(s => s.Guarantors.Length == 1)), StringComparer.Ordinal);
        _shared = [.. _promised.SelectMany(p => Support(p).Where(s => s.Guarantors.Length > 1).Select(s => (s.Id, p.Guarantor))).GroupBy(s => s.Id).Select(g => g.Select(s => s.Guarantor).Distinct().ToArray())];
    }

    public string Pillar { get; }

    public PillarRemainder Without(IReadOnlyCollection<string> leaving)
    {
        Position[] gone = [.. _promised.Where(p => leaving.Contains(p.Guarantor))], after = gone.Length == 0 ? _promised : [.. _promised.Where(p => !leaving.Contains(p.Guarantor))];
        int lost = _alone.Sum(a => leaving.Contains(a.Key) ? a.Value : 0) + _shared.Count(s => s.All(leaving.Contains)), said = _alone.Values.Sum() + _shared.Length;
        int before = _promised.Sum(Standing);
        return new()
        {
            Pillar = Pillar,
            Before = [.. _promised.Select(p => p.Guarantor)],
            After = [.. after.Select(p => p.Guarantor)],
            LeadsLost = [.. _leads.Where(leaving.Contains)],
            PromisesBefore = before,
            PromisesAfter = before - gone.Sum(Standing),
            StatementsBefore = said,
            StatementsAfter = said - lost,
            MoneyLeftShare = _money.Money.Total > 0 ? _money.Money.Shares.Where(s => !leaving.Contains(s.Guarantor)).Sum(s => s.Share) : null,
            MoneyMeasure = _money.Money.Total > 0 ? _money.Measure : "",
            DomainsBefore = Domains(_promised),
            DomainsAfter = Domains(after),
        };
    }

    private static IEnumerable<LedgerStatement> Support(Position p) => p.Statements.Where(s => s.Direction == Direction.For);

    private static int Standing(Position p) => p.Commitments.Count(c => c.Standing is not (Commitments.Standing.Withdrawn or Commitments.Standing.Lapsed));

    private static ImmutableArray<string> Domains(IEnumerable<Position> positions) => [.. positions.SelectMany(p => p.Domains).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>N-1: takes guarantors away and looks at what is left.</summary>
public static class Dependence
{
    /// <summary>What is left of each pillar without some guarantors.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="positions">Its board.</param>
    /// <param name="without">Codes of those who leave.</param>
    /// <param name="pillars">Pillars that they leave; all where empty.</param>
    public static ImmutableArray<PillarRemainder> Without(Ledger ledger, ImmutableArray<Position> positions, IReadOnlyCollection<string> without, IReadOnlyCollection<string> pillars) =>
        [.. Stocks(ledger, positions).Select(s => s.Without(pillars.Count == 0 || pillars.Contains(s.Pillar) ? without : []))];

    /// <summary>What each pillar holds, by pillar.</summary>
    internal static ImmutableArray<PillarStock> Stocks(Ledger ledger, ImmutableArray<Position> positions) =>
        [.. ledger.Pillars.Select(p => p.Id).Concat(positions.Select(p => p.Pillar)).Distinct().Order(StringComparer.Ordinal).Select(p => new PillarStock(ledger, positions, p))];

    /// <summary>Money of a pillar by giver: what was allocated where a tracker says, what was promised elsewhere.</summary>
    internal static (string Measure, Concentration Money) MoneyOf(Ledger ledger, IEnumerable<Position> positions, string pillar)
    {
        if (pillar is "P2" or "B2" && ledger.Support.Length > 0)
        {
            return ("allocatedEur", Concentration.Of("allocatedEur", ledger.Support.Select(s => (s.Guarantor, pillar == "P2" ? s.MilitaryEur : s.FinancialEur + s.HumanitarianEur))));
        }

        return ("eur", Concentration.Of("eur", positions.SelectMany(p => p.Commitments).Where(c => c.Standing is not (Standing.Withdrawn or Standing.Lapsed))
            .Select(c => (c.Commitment.Guarantor, c.Commitment.Quantity is { } q ? ledger.Eur(q, c.Commitment.Announced?.First ?? DateOnly.MaxValue) ?? 0 : 0))));
    }
}
