using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Truce.Commitments;

/// <summary>Everything the ledger was ever told, in the order in which it was sealed. Nothing is edited: a later row of the same name is a new version.</summary>
public sealed class LedgerHistory
{
    private readonly List<(DateTimeOffset Recorded, LedgerBatch Batch)> _batches = [];

    /// <summary>Batches and when each was recorded, UTC, in the order in which they were sealed.</summary>
    public IReadOnlyList<(DateTimeOffset Recorded, LedgerBatch Batch)> Batches => _batches;

    /// <summary>Takes what one sealed file says.</summary>
    /// <param name="recorded">When it was sealed, UTC.</param>
    /// <param name="batch">Its rows.</param>
    public void Add(DateTimeOffset recorded, LedgerBatch batch) => _batches.Add((recorded, batch));

    /// <summary>The ledger as it was known at an instant.</summary>
    /// <param name="known">The instant, UTC; absent for everything.</param>
    public Ledger AsKnown(DateTimeOffset? known = null)
    {
        var pillars = new SortedDictionary<string, Pillar>(StringComparer.Ordinal);
        var rates = new SortedDictionary<(string, DateOnly), ExchangeRate>();
        var support = new SortedDictionary<(string, DateOnly), SupportRow>();
        LedgerBatch[] told = [.. _batches.Where(b => !(b.Recorded > known)).Select(b => b.Batch)];
        foreach (LedgerBatch b in told)
        {
            foreach (Pillar p in b.Pillars) pillars[p.Id] = p;
            foreach (ExchangeRate r in b.Rates) rates[(r.Currency, r.From)] = r;
            foreach (SupportRow s in b.Support) support[(s.Guarantor, s.Month)] = s;
        }

        return new Ledger
        {
            Pillars = [.. pillars.Values],
            Rates = [.. rates.Values],
            Support = [.. support.Values],
            Sources = Newest(told, b => b.Sources, s => s.Id).ToImmutableSortedDictionary(s => s.Id, s => s),
            Statements = Newest(told, b => b.Statements, r => r.Id),
            Commitments = Newest(told, b => b.Commitments, c => c.Id).ToImmutableSortedDictionary(c => c.Id, c => c),
            Instruments = Newest(told, b => b.Instruments, r => r.Id),
            Gates = Newest(told, b => b.Gates, r => r.Id).ToLookup(g => g.Commitment),
            Deliveries = Newest(told, b => b.Deliveries, r => r.Id).ToLookup(d => d.Commitment),
            Events = Newest(told, b => b.Events, r => r.Id),
            Requirements = Newest(told, b => b.Requirements, r => r.Id),
            WarPowers = Newest(told, b => b.WarPowers, r => r.Id),
            Forces = Newest(told, b => b.Forces, r => r.Id),
            Simulated = _batches.Any(b => b.Batch.Simulated),
        };
    }

    // The last version of each row, by name of the row.
    private static ImmutableArray<T> Newest<T>(LedgerBatch[] told, Func<LedgerBatch, ImmutableArray<T>> rows, Func<T, RowId> id)
    {
        var newest = new Dictionary<RowId, T>(told.Sum(b => rows(b).Length));
        foreach (LedgerBatch batch in told)
        {
            foreach (T row in rows(batch)) newest[id(row)] = row;
        }

        RowId[] names = [.. newest.Keys];
        T[] sorted = [.. newest.Values];
        Array.Sort(names, sorted);
        return ImmutableCollectionsMarshal.AsImmutableArray(sorted);
    }
}
