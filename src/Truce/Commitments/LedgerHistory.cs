using System.Collections.Immutable;

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
        var sources = new SortedDictionary<RowId, LedgerSource>();
        var statements = new SortedDictionary<RowId, LedgerStatement>();
        var commitments = new SortedDictionary<RowId, Commitment>();
        var instruments = new SortedDictionary<RowId, Instrument>();
        var gates = new SortedDictionary<RowId, Gate>();
        var deliveries = new SortedDictionary<RowId, Delivery>();
        var events = new SortedDictionary<RowId, LedgerEvent>();
        var requirements = new SortedDictionary<RowId, Requirement>();
        var powers = new SortedDictionary<RowId, WarPower>();
        var forces = new SortedDictionary<RowId, ForceElement>();
        foreach ((DateTimeOffset recorded, LedgerBatch b) in _batches)
        {
            if (recorded > known) continue;
            foreach (Pillar p in b.Pillars) pillars[p.Id] = p;
            foreach (ExchangeRate r in b.Rates) rates[(r.Currency, r.From)] = r;
            foreach (SupportRow s in b.Support) support[(s.Guarantor, s.Month)] = s;
            foreach (LedgerSource s in b.Sources) sources[s.Id] = s;
            foreach (LedgerStatement s in b.Statements) statements[s.Id] = s;
            foreach (Commitment c in b.Commitments) commitments[c.Id] = c;
            foreach (Instrument i in b.Instruments) instruments[i.Id] = i;
            foreach (Gate g in b.Gates) gates[g.Id] = g;
            foreach (Delivery d in b.Deliveries) deliveries[d.Id] = d;
            foreach (LedgerEvent e in b.Events) events[e.Id] = e;
            foreach (Requirement r in b.Requirements) requirements[r.Id] = r;
            foreach (WarPower w in b.WarPowers) powers[w.Id] = w;
            foreach (ForceElement f in b.Forces) forces[f.Id] = f;
        }

        return new Ledger
        {
            Pillars = [.. pillars.Values],
            Rates = [.. rates.Values],
            Support = [.. support.Values],
            Sources = sources.ToImmutableSortedDictionary(),
            Statements = [.. statements.Values],
            Commitments = commitments.ToImmutableSortedDictionary(),
            Instruments = [.. instruments.Values],
            Gates = gates.Values.ToLookup(g => g.Commitment),
            Deliveries = deliveries.Values.ToLookup(d => d.Commitment),
            Events = [.. events.Values],
            Requirements = [.. requirements.Values],
            WarPowers = [.. powers.Values],
            Forces = [.. forces.Values],
            Simulated = _batches.Any(b => b.Batch.Simulated),
        };
    }
}
