using System.Collections.Frozen;
using System.Collections.Immutable;
using Truce.Commitments;
using Truce.Observations;

namespace Truce.Pages;

/// <summary>The ledger as pages need it: what a reader may see, as known at an instant, judged on a day. Computed once, read by many.</summary>
public sealed class LedgerView
{
    private readonly ShownBasis _basis;
    private readonly Lazy<Dictionary<RowId, Outlook>> _outlooks;
    private readonly Lazy<Dictionary<RowId, CommitmentState>> _states;
    private readonly Lazy<ILookup<RowId, Instrument>> _texts;
    private readonly Lazy<ILookup<string, LedgerStatement>> _representation;

    private LedgerView(ShownBasis basis, LedgerMetrics metrics, DateTimeOffset? known, bool exercise)
    {
        Simulated = exercise || basis.Ledger.Ledger.Simulated;
        (_basis, Ledger, Metrics, Known) = (basis, metrics.Ledger, metrics, known);
        (Origins, Contested) = (basis.Ledger.Origins, metrics.Contested);
        Cells = metrics.Positions.ToDictionary(p => PageLinks.Slug(p.Pillar, p.Guarantor), StringComparer.Ordinal);
        Works = Ledger.Instruments.ToLookup(i => i.Work);
        Forces = Ledger.Forces.ToLookup(f => f.Guarantor);
        _states = new(() => metrics.States.ToDictionary(s => s.Commitment.Id));
        _texts = new(Ledger.TextsByPromise);
        _representation = new(() => Ledger.Statements.Where(s => s.Levels.Length > 0 || s.PlannedLevel.Length > 0).SelectMany(s => s.Guarantors.Select(g => (g, s))).ToLookup(p => p.g, p => p.s));
        _outlooks = new(() => metrics.Outlook.ToDictionary(o => o.Commitment));
        Shares = Ledger.Support.Length == 0 ? FrozenDictionary<string, double>.Empty
            : Concentration.Of("allocatedEur", Ledger.Support.Select(s => (s.Guarantor, s.AllocatedEur))).Shares.ToFrozenDictionary(s => s.Guarantor, s => s.Share);
        Pillars = [.. Ledger.Pillars.Select(p => p.Id).Concat(metrics.Positions.Select(p => p.Pillar)).Distinct().OrderBy(p => Ledger.Pillars.Any(x => x.Id == p && x.Beside) || p.StartsWith('B')).ThenBy(p => p, StringComparer.Ordinal)];
        OnBoard = metrics.Positions.Select(p => p.Guarantor).ToFrozenSet(StringComparer.Ordinal);
        Guarantors =
        [
            .. OnBoard.Concat(basis.Ledger.NamedBy(metrics.Day)).Concat(Ledger.Support.Select(s => s.Guarantor)).Concat(Ledger.Forces.Select(f => f.Guarantor))
                .Concat(Ledger.Instruments.SelectMany(i => i.Binds)).Where(g => g.Length > 0).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The ledger as it stood on the day.</summary>
    public Ledger Ledger { get; }

    /// <summary>Whether it is of an exercise: by its rows, or by the store that holds it.</summary>
    public bool Simulated { get; }

    /// <summary>Its figures.</summary>
    public LedgerMetrics Metrics { get; }

    /// <summary>As known at this instant; absent for everything.</summary>
    public DateTimeOffset? Known { get; }

    /// <summary>Which reports are one voice.</summary>
    public OriginGroups Origins { get; }

    /// <summary>Everything contested.</summary>
    public ImmutableArray<Contested> Contested { get; }

    /// <summary>Pillars in the order of the board; those beside come last.</summary>
    public ImmutableArray<string> Pillars { get; }

    /// <summary>Share of each donor of all money allocated, by the support tracker; empty without one.</summary>
    public FrozenDictionary<string, double> Shares { get; }

    /// <summary>Everybody who appears as a giver anywhere: on the board, in statements, texts, support rows and forces; by code.</summary>
    public ImmutableArray<string> Guarantors { get; }

    /// <summary>Those of them who have a row on the board.</summary>
    internal FrozenSet<string> OnBoard { get; }

    internal Dictionary<string, Position> Cells { get; }

    internal ILookup<RowId, Instrument> Texts => _texts.Value;

    internal ILookup<string, Instrument> Works { get; }

    internal ILookup<string, ForceElement> Forces { get; }

    internal ILookup<string, LedgerStatement> Representation => _representation.Value;

    internal Dictionary<RowId, Outlook> Outlooks => _outlooks.Value;

    /// <summary>State of a promise; nothing where there was none on the day.</summary>
    internal CommitmentState? Promise(RowId id) => _states.Value.GetValueOrDefault(id);

    /// <summary>The same by the promise's name in addresses.</summary>
    internal CommitmentState? Promise(string slug) => _basis.Promises.TryGetValue(slug, out RowId id) ? Promise(id) : null;

    internal ImmutableArray<LedgerStatement> About(RowId promise) => _basis.Ledger.About(promise, Metrics.Day);

    /// <summary>What somebody who may see up to a label is shown.</summary>
    /// <param name="history">The ledger's history.</param>
    /// <param name="known">As known at this instant; everything where absent.</param>
    /// <param name="day">The day on which it is judged.</param>
    /// <param name="highest">Highest classification that the reader may see.</param>
    /// <param name="exercise">Whether the store is that of an exercise.</param>
    public static LedgerView Of(LedgerHistory history, DateTimeOffset? known, DateOnly day, Classification highest, bool exercise = false) => Of(BasisOf(history, known, highest), known, day, exercise);

    /// <summary>What somebody who may see up to a label is shown of all days; the views of several days share it.</summary>
    /// <param name="history">The ledger's history.</param>
    /// <param name="known">As known at this instant; everything where absent.</param>
    /// <param name="highest">Highest classification that the reader may see.</param>
    public static ShownBasis BasisOf(LedgerHistory history, DateTimeOffset? known, Classification highest)
    {
        Ledger whole = history.AsKnown(known);
        return new(new(ShownLedger.Of(whole, highest), ShownLedger.Moved(history, whole, known, highest)));
    }

    /// <summary>One day of it.</summary>
    /// <param name="basis">What is shown of all days.</param>
    /// <param name="known">As known at this instant; everything where absent.</param>
    /// <param name="day">The day on which it is judged.</param>
    /// <param name="exercise">Whether the store is that of an exercise.</param>
    public static LedgerView Of(ShownBasis basis, DateTimeOffset? known, DateOnly day, bool exercise = false) => new(basis, LedgerMetrics.Of(basis.Ledger, day, []), known, exercise);
}
