using System.Collections.Immutable;
using System.Globalization;

namespace Truce.Commitments;

/// <summary>Something in the ledger that does not fit together. It is shown and nothing is lost: a later file may mend it.</summary>
/// <param name="Kind">Kind, for machines: <c>orphan</c>, <c>unit</c>, <c>circle</c>, <c>rate</c>, <c>statedState</c>, <c>unknownSource</c>, <c>unknownPillar</c>, <c>overDelivered</c>.</param>
/// <param name="Row">The row.</param>
/// <param name="What">What does not fit, in English.</param>
/// <param name="Remedy">What would mend it.</param>
public sealed record LedgerRemark(string Kind, RowId Row, string What, string Remedy);

/// <summary>Looks across rows and files for what does not fit together.</summary>
public static class LedgerChecks
{
    /// <summary>Everything that does not fit, by kind and row.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="states">States of its promises on the day of the question.</param>
    public static ImmutableArray<LedgerRemark> Of(Ledger ledger, IReadOnlyList<CommitmentState> states)
    {
        var found = new List<LedgerRemark>();
        foreach (IGrouping<RowId, Gate> g in ledger.Gates.Where(g => !ledger.Commitments.ContainsKey(g.Key)))
        {
            found.Add(new("orphan", g.First().Id, $"a gate of a promise that the ledger does not hold: {g.Key}", "import the promise, or mend the reference"));
        }

        foreach (IGrouping<RowId, Delivery> g in ledger.Deliveries.Where(g => !ledger.Commitments.ContainsKey(g.Key)))
        {
            found.Add(new("orphan", g.First().Id, $"a delivery without a commitment: the ledger does not hold {g.Key}", "import the promise, or mend the reference"));
        }

        foreach (LedgerStatement s in ledger.Statements)
        {
            if (!ledger.Sources.ContainsKey(s.Source)) found.Add(new("unknownSource", s.Id, $"the source {s.Source} is not in the ledger", "import the source, or mend the reference"));
        }

        foreach (Commitment c in ledger.Commitments.Values) Units(ledger, c, found);
        Pillars(ledger, found);
        Circles(ledger, found);
        foreach (CommitmentState s in states)
        {
            if (s.StatedStateDiffers == true) found.Add(new("statedState", s.Commitment.Id, $"the pack states '{s.Commitment.StatedState}', the evidence shows '{s.Stage}'", "add the evidence, or leave the stated state out; it is never used"));
            if (s.DeliveredShare > 1.000001) found.Add(new("overDelivered", s.Commitment.Id, string.Create(CultureInfo.InvariantCulture, $"{s.DeliveredShare:P0} of the promise was delivered"), "check whether a delivery stands twice"));
        }

        return [.. found.OrderBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Row)];
    }

    private static void Units(Ledger ledger, Commitment c, List<LedgerRemark> found)
    {
        if (c.Quantity is not { } promised) return;
        bool money = Money.TryUnit(promised.Unit, out _, out _);
        if (money && promised.Exact is not null && ledger.Eur(promised, c.Announced?.First ?? DateOnly.MaxValue) is null) found.Add(new("rate", c.Id, $"no exchange rate is known for {promised.Unit} on the day of the promise", "import a rate with its first day and source"));
        IEnumerable<(RowId Id, string Unit)> other = ledger.Deliveries[c.Id].Where(d => d.Quantity is not null).Select(d => (d.Id, d.Quantity!.Unit))
            .Concat(ledger.Gates[c.Id].Where(g => g.Passed is not null).Select(g => (g.Id, g.Passed!.Unit))).Where(u => u.Unit != promised.Unit);
        foreach ((RowId id, string unit) in other)
        {
            if (money && Money.TryUnit(unit, out _, out _)) continue;
            found.Add(new("unit", id, $"a promise in two units: promised in {promised.Unit}, here {(unit.Length == 0 ? "none" : unit)}; it is not counted", "write both in one unit, or make two promises of it"));
        }
    }

    private static void Pillars(Ledger ledger, List<LedgerRemark> found)
    {
        var known = ledger.Pillars.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0) return;
        foreach (Commitment c in ledger.Commitments.Values.Where(c => !known.Contains(c.Pillar))) found.Add(new("unknownPillar", c.Id, $"the pillar '{c.Pillar}' is not declared", "declare it under pillars, or mend the name"));
        foreach (LedgerStatement s in ledger.Statements.Where(s => s.Pillar.Length > 0 && !known.Contains(s.Pillar))) found.Add(new("unknownPillar", s.Id, $"the pillar '{s.Pillar}' is not declared", "declare it under pillars, or mend the name"));
    }

    private static void Circles(Ledger ledger, List<LedgerRemark> found)
    {
        foreach (RowId id in Dependencies.Order(ledger).Circles) found.Add(new("circle", id, "circular conditions: it waits for promises that wait for it, so it can never fall due", "take one dependsOn out of the circle"));
        foreach (LedgerSource s in ledger.Sources.Values)
        {
            var reached = new HashSet<RowId>();
            var open = new Stack<RowId>(s.Cites);
            while (open.TryPop(out RowId next) && reached.Count < 1000)
            {
                if (reached.Add(next) && ledger.Sources.TryGetValue(next, out LedgerSource? cited)) foreach (RowId further in cited.Cites) open.Push(further);
            }

            if (reached.Contains(s.Id)) found.Add(new("circle", s.Id, "the source quotes itself through others; together they count as one origin", "say who read it first"));
        }
    }
}
