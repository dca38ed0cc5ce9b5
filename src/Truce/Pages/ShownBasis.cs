using System.Collections.Frozen;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>What somebody who may see up to a label is shown of all days; the views of several days share it. Safe to read from several threads.</summary>
public sealed class ShownBasis
{
    private readonly Lazy<FrozenDictionary<string, RowId>> _promises;

    internal ShownBasis(LedgerBasis ledger)
    {
        Ledger = ledger;
        _promises = new(() => ledger.Ledger.Commitments.Keys.ToFrozenDictionary(id => PageLinks.Slug(id), StringComparer.Ordinal));
    }

    /// <summary>The ledger, of all days.</summary>
    public LedgerBasis Ledger { get; }

    /// <summary>Promises by their names in addresses.</summary>
    internal FrozenDictionary<string, RowId> Promises => _promises.Value;
}
