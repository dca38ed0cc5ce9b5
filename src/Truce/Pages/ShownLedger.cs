using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Observations;

namespace Truce.Pages;

/// <summary>Takes out of a ledger what a reader may not see, down to the names of rows and reports that only hidden rows use.</summary>
/// <remarks><see cref="Ledger.For"/> drops rows by their labels. What remains still names others: a report read for a hidden statement, a promise that a public one waits for. Those names go here.</remarks>
internal static class ShownLedger
{
    // Stands for a promise that the reader may not see: that one is waited for belongs to the row that says so; which one does not.
    internal static readonly RowId Hidden = new("another", "promise");

    public static Ledger Of(Ledger ledger, Classification highest)
    {
        Ledger l = ledger.For(highest);
        RowId? Shown(RowId? promise) => promise is { } id && l.Commitments.ContainsKey(id) ? id : null;
        l = l with
        {
            Commitments = l.Commitments.ToImmutableSortedDictionary(c => c.Key, c => c.Value with { DependsOn = [.. c.Value.DependsOn.Select(d => l.Commitments.ContainsKey(d) ? d : Hidden).Distinct()] }),
            Statements = [.. l.Statements.Select(s => s.Commitment is null ? s : s with { Commitment = Shown(s.Commitment) })],
            Instruments = [.. l.Instruments.Select(i => i with { Commitments = [.. i.Commitments.Where(l.Commitments.ContainsKey)] })],
            Gates = l.Gates.SelectMany(g => g).Where(g => l.Commitments.ContainsKey(g.Commitment)).ToLookup(g => g.Commitment),
            Deliveries = l.Deliveries.SelectMany(d => d).Where(d => l.Commitments.ContainsKey(d.Commitment)).ToLookup(d => d.Commitment),
            Forces = [.. l.Forces.Select(f => f with { Commitment = Shown(f.Commitment) })],
        };
        return l with { Sources = Sources(l, OriginGroups.Of(ledger)) };
    }

    /// <summary>Due days that were moved, by rows that the reader may see in every version.</summary>
    /// <param name="history">Every version.</param>
    /// <param name="ledger">The whole ledger as known at that instant.</param>
    /// <param name="known">The instant; absent for everything.</param>
    /// <param name="highest">Highest classification that the reader may see.</param>
    public static ImmutableArray<Postponement> Moved(LedgerHistory history, Ledger ledger, DateTimeOffset? known, Classification highest)
    {
        HashSet<RowId> hidden = [.. history.Batches.SelectMany(b => b.Batch.Commitments).Where(c => !May(ledger.LabelOf(c.Label, c.Source), highest)).Select(c => c.Id)];
        return [.. Postponement.In(history, known).Where(p => !hidden.Contains(p.Commitment))];
    }

    private static bool May(Label label, Classification highest) => label.Classification <= highest && label.ReleasableTo == "*";

    // Reports that nothing shown was read in are left out. Those that remain keep their groups: each names the first of its group, whatever stood between them.
    private static ImmutableSortedDictionary<RowId, LedgerSource> Sources(Ledger l, OriginGroups groups)
    {
        HashSet<RowId> used =
        [
            .. l.Statements.Select(s => s.Source), .. l.Commitments.Values.Select(c => c.Source).OfType<RowId>(), .. l.Instruments.Select(i => i.Source).OfType<RowId>(),
            .. l.Gates.SelectMany(g => g).Select(g => g.Source).OfType<RowId>(), .. l.Deliveries.SelectMany(d => d).Select(d => d.Source).OfType<RowId>(),
            .. l.Events.Select(e => e.Source).OfType<RowId>(), .. l.Requirements.Select(r => r.Source).OfType<RowId>(), .. l.Rates.Select(r => r.Source).OfType<RowId>(),
        ];
        Dictionary<RowId, RowId> first = used.Where(l.Sources.ContainsKey).Order().GroupBy(groups.Of).ToDictionary(g => g.Key, g => g.First());
        return l.Sources.Where(s => used.Contains(s.Key))
            .ToImmutableSortedDictionary(s => s.Key, s => s.Value with { Cites = first[groups.Of(s.Key)] is var head && head != s.Key ? [head] : [] });
    }
}
