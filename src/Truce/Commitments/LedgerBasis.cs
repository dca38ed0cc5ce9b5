using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>What of a ledger does not hang on the day on which it is judged. Made once; the figures of any day are then a part of it.</summary>
public sealed class LedgerBasis
{
    private readonly Lazy<ImmutableArray<Reversal>> _spoken;

    /// <summary>Makes it.</summary>
    /// <param name="ledger">The ledger, of all days.</param>
    /// <param name="postponements">Due days that were moved, as far as the reader may see them.</param>
    public LedgerBasis(Ledger ledger, ImmutableArray<Postponement> postponements)
    {
        (Ledger, Postponements, Origins) = (ledger, postponements, OriginGroups.Of(ledger));
        Cells =
        [
            .. ContestedMatters.Promises(ledger.Statements).OrderBy(g => g.Key.Guarantor, StringComparer.Ordinal).ThenBy(g => g.Key.Pillar, StringComparer.Ordinal)
                .Select(g => new SpokenCell(g.Key.Guarantor, g.Key.Pillar, g.Select(s => (ledger.DayOf(s)?.First ?? DateOnly.MinValue, s)))),
        ];
        _spoken = new(() => Reversal.Spoken(this));
    }

    /// <summary>The ledger, of all days.</summary>
    public Ledger Ledger { get; }

    /// <summary>Due days that were moved.</summary>
    public ImmutableArray<Postponement> Postponements { get; }

    /// <summary>Which reports are one voice.</summary>
    public OriginGroups Origins { get; }

    /// <summary>Statements about promises, by guarantor and pillar.</summary>
    internal ImmutableArray<SpokenCell> Cells { get; }

    /// <summary>Words that went back, of all days.</summary>
    internal ImmutableArray<Reversal> SpokenReversals => _spoken.Value;
}

/// <summary>What was said of one guarantor in one pillar, in the order of days; what has no day may have been said before any and comes first.</summary>
internal sealed class SpokenCell
{
    private readonly ImmutableArray<LedgerStatement> _said;
    private readonly DateOnly[] _days;

    public SpokenCell(string guarantor, string pillar, IEnumerable<(DateOnly Day, LedgerStatement Statement)> said)
    {
        (Guarantor, Pillar) = (guarantor, pillar);
        (DateOnly Day, LedgerStatement Statement)[] sorted = [.. said.OrderBy(s => s.Day).ThenBy(s => s.Statement.Id)];
        (_said, _days) = ([.. sorted.Select(s => s.Statement)], [.. sorted.Select(s => s.Day)]);
    }

    public string Guarantor { get; }

    public string Pillar { get; }

    /// <summary>What had been said by a day, the same as <see cref="Ledger.On"/> keeps.</summary>
    public ImmutableArray<LedgerStatement> By(DateOnly day)
    {
        int low = 0, high = _days.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_days[middle] <= day) low = middle + 1;
            else high = middle;
        }

        return low == _said.Length ? _said : _said[..low];
    }
}
