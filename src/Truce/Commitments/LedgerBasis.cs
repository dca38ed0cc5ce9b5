using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>What of a ledger does not hang on the day on which it is judged. Made once; the figures of any day are then a part of it.</summary>
public sealed class LedgerBasis
{
    private readonly int[] _spokenOn;
    private readonly int _lastSpoken;
    private readonly FrozenDictionary<RowId, ImmutableArray<(int On, LedgerStatement Said)>> _about;
    private readonly ImmutableArray<(string Guarantor, int First)> _named;
    private readonly Lazy<ImmutableArray<Reversal>> _spoken;

    /// <summary>Makes it.</summary>
    /// <param name="ledger">The ledger, of all days.</param>
    /// <param name="postponements">Due days that were moved, as far as the reader may see them.</param>
    public LedgerBasis(Ledger ledger, ImmutableArray<Postponement> postponements)
    {
        (Ledger, Postponements, Origins) = (ledger, postponements, OriginGroups.Of(ledger));
        // A statement without a day may have been said before any.
        _spokenOn = [.. ledger.Statements.Select(s => ledger.DayOf(s)?.First.DayNumber ?? int.MinValue)];
        _lastSpoken = _spokenOn.DefaultIfEmpty(int.MinValue).Max();
        (int On, LedgerStatement Said)[] dated = [.. _spokenOn.Zip(ledger.Statements)];
        Cells =
        [
            .. ContestedMatters.Promises(dated).OrderBy(g => g.Key.Guarantor, StringComparer.Ordinal).ThenBy(g => g.Key.Pillar, StringComparer.Ordinal)
                .Select(g => new SpokenCell(g.Key.Guarantor, g.Key.Pillar, g)),
        ];
        Matters = [.. dated.Where(s => s.Said.About.Length > 0).GroupBy(s => (s.Said.About, s.Said.Regarding)).OrderBy(g => g.Key.About, StringComparer.Ordinal).ThenBy(g => g.Key.Regarding, StringComparer.Ordinal).Select(g => g.ToImmutableArray())];
        _about = dated.Where(s => s.Said.Commitment is not null).GroupBy(s => s.Said.Commitment!.Value).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
        _named = [.. dated.SelectMany(s => s.Said.Guarantors.Select(g => (Guarantor: g, s.On))).GroupBy(s => s.Guarantor, StringComparer.Ordinal).Select(g => (g.Key, g.Min(s => s.On)))];
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

    /// <summary>Statements about matters that are nobody's promise, with the number of their day, by matter.</summary>
    internal ImmutableArray<ImmutableArray<(int On, LedgerStatement Said)>> Matters { get; }

    /// <summary>Words that went back, of all days.</summary>
    internal ImmutableArray<Reversal> SpokenReversals => _spoken.Value;

    /// <summary>The ledger as it stood on a day: the same as <see cref="Ledger.On(DateOnly)"/>, without looking up the day of each statement again.</summary>
    public Ledger On(DateOnly day) => Ledger.On(day, _lastSpoken <= day.DayNumber ? Ledger.Statements : SpokenBy(day.DayNumber));

    /// <summary>Statements about one promise that had been made by a day, by name of the row.</summary>
    internal ImmutableArray<LedgerStatement> About(RowId promise, DateOnly day) =>
        _about.TryGetValue(promise, out ImmutableArray<(int On, LedgerStatement Said)> all) ? [.. all.Where(s => s.On <= day.DayNumber).Select(s => s.Said)] : [];

    /// <summary>Guarantors whom a statement had named by a day.</summary>
    internal IEnumerable<string> NamedBy(DateOnly day) => _named.Where(n => n.First <= day.DayNumber).Select(n => n.Guarantor);

    private ImmutableArray<LedgerStatement> SpokenBy(int day)
    {
        var said = ImmutableArray.CreateBuilder<LedgerStatement>(_spokenOn.Count(on => on <= day));
        for (int i = 0; i < _spokenOn.Length; i++)
        {
            if (_spokenOn[i] <= day) said.Add(Ledger.Statements[i]);
        }

        return said.MoveToImmutable();
    }
}
