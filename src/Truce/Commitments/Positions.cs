using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>A word of strength on its day.</summary>
/// <param name="Day">When it was said; absent where not known.</param>
/// <param name="Word">The word.</param>
/// <param name="Rank">Place on <see cref="WordScale.Strength"/>; absent for a word that is not on it.</param>
/// <param name="Statement">The statement.</param>
public sealed record StrengthPoint(LedgerDate? Day, string Word, int? Rank, LedgerStatement Statement);

/// <summary>Where one guarantor stands in one pillar, by everything the ledger holds: a cell of the board.</summary>
public sealed record Position
{
    private readonly Lazy<ImmutableArray<StrengthPoint>> _strength;

    internal Position(Func<ImmutableArray<StrengthPoint>> strength) => _strength = new(strength);

    /// <summary>Guarantor by code, or name of a group.</summary>
    public required string Guarantor { get; init; }

    /// <summary>Pillar.</summary>
    public required string Pillar { get; init; }

    /// <summary>Whether it is to lead the pillar.</summary>
    public required bool Leads { get; init; }

    /// <summary>Furthest stage of its promises; <see cref="Stage.Stated"/> where there are statements alone.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Weightiest thing in which it was said; empty where nothing says.</summary>
    public required string Instrument { get; init; }

    /// <summary>Whether it binds.</summary>
    public required Bindingness Binding { get; init; }

    /// <summary>Conditions named by statements and promises, sorted.</summary>
    public required ImmutableArray<string> Conditions { get; init; }

    /// <summary>Those of them that do not hold on the day, by what the ledger knows.</summary>
    public required ImmutableArray<string> OpenConditions { get; init; }

    /// <summary>What its promises wait for.</summary>
    public required ImmutableArray<Wait> Waits { get; init; }

    /// <summary>Words of strength in the order of their days.</summary>
    public ImmutableArray<StrengthPoint> Strength => _strength.Value;

    /// <summary>What is contested about it.</summary>
    public ImmutableArray<Contested> Contested { get; init; } = [];

    /// <summary>Statements about it, in the order of their days.</summary>
    public required ImmutableArray<LedgerStatement> Statements { get; init; }

    /// <summary>Its promises.</summary>
    public required ImmutableArray<CommitmentState> Commitments { get; init; }

    /// <summary>Domains named, sorted.</summary>
    public required ImmutableArray<string> Domains { get; init; }

    /// <summary>Next day on which one of its promises falls due; absent where none is known.</summary>
    public DateOnly? NextDue { get; init; }

    /// <summary>Whether anything at all was promised: a statement for it, or a promise that was not taken back.</summary>
    public bool Promised => Commitments.Any(c => c.Standing is not (Standing.Withdrawn or Standing.Lapsed)) || Statements.Any(s => s.Direction == Direction.For);
}

/// <summary>The board: pillars and guarantors.</summary>
public static class Positions
{
    /// <summary>All cells that hold anything, by pillar and guarantor.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="day">The day on which it is judged.</param>
    public static ImmutableArray<Position> On(Ledger ledger, DateOnly day)
    {
        var basis = new LedgerBasis(ledger, []);
        Ledger then = basis.On(day);
        return On(basis, then, StatusRule.Of(basis, then, day), ContestedMatters.In(basis, day), day);
    }

    /// <summary>The same from what is known of that day already.</summary>
    internal static ImmutableArray<Position> On(LedgerBasis basis, Ledger then, IEnumerable<CommitmentState> states, ImmutableArray<Contested> contested, DateOnly day)
    {
        ILookup<(string, string), CommitmentState> promises = states.ToLookup(s => (s.Commitment.Guarantor, s.Commitment.Pillar));
        Dictionary<(string, string), (SpokenCell Cell, int Count)> spoken = basis.Cells.Select(c => (Cell: c, Count: c.CountBy(day))).Where(c => c.Count > 0).ToDictionary(c => (c.Cell.Guarantor, c.Cell.Pillar));
        ILookup<(string, string), Contested> matters = contested.ToLookup(c => (c.Guarantor, c.Pillar));
        ILookup<RowId, Instrument> texts = then.TextsByPromise();
        FrozenSet<string> hold = then.Events.Where(e => e.To is null).Select(e => e.Kind).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        IEnumerable<(string Guarantor, string Pillar)> cells = promises.Select(g => g.Key).Concat(spoken.Keys).Concat(then.Pillars.SelectMany(p => p.Leads.Select(l => (l, p.Id)))).Distinct()
            .OrderBy(c => c.Item2, StringComparer.Ordinal).ThenBy(c => c.Item1, StringComparer.Ordinal);
        return
        [
            .. cells.Select(cell =>
            {
                (SpokenCell? said, int count) = spoken.TryGetValue(cell, out (SpokenCell, int) found) ? found : (null, 0);
                ImmutableArray<CommitmentState> here = [.. promises[cell]];
                return Cell(then, day, cell, here, said, count, here.SelectMany(p => texts[p.Commitment.Id]), hold) with { Contested = [.. matters[cell]] };
            }),
        ];
    }

    private static Position Cell(Ledger ledger, DateOnly day, (string Guarantor, string Pillar) cell, ImmutableArray<CommitmentState> promises, SpokenCell? said, int count, IEnumerable<Instrument> texts, FrozenSet<string> hold)
    {
        ImmutableArray<LedgerStatement> statements = said?.Take(count) ?? [];
        bool yes = said?.Binds(count) == true || promises.Any(p => p.Binding is Bindingness.Yes or Bindingness.Contested);
        bool no = said?.DoesNotBind(count) == true || promises.Any(p => p.Binding is Bindingness.No or Bindingness.Contested);
        ImmutableArray<string> conditions = [.. (said?.Conditions(count) ?? []).Concat(promises.SelectMany(p => p.Commitment.Conditions)).Distinct().Order(StringComparer.Ordinal)];
        return new Position(() => [.. statements.Where(s => s.Strength.Length > 0).Select(s => new StrengthPoint(ledger.DayOf(s), s.Strength, WordScale.Strength.RankOf(s.Strength), s))])
        {
            Guarantor = cell.Guarantor,
            Pillar = cell.Pillar,
            Leads = ledger.Pillars.Any(p => p.Id == cell.Pillar && p.Leads.Contains(cell.Guarantor)),
            Stage = promises.Where(p => p.Stage is not (Stage.Withdrawn or Stage.RefusedByParliament)).Select(p => p.Stage).DefaultIfEmpty(promises.Select(p => p.Stage).DefaultIfEmpty(Stage.Stated).Max()).Max(),
            Instrument = texts.Select(t => t.Kind).Aggregate(said?.Instrument(count) ?? "", (best, kind) => Weighs(kind, best) ? kind : best),
            Binding = (yes, no) switch { (true, true) => Bindingness.Contested, (true, _) => Bindingness.Yes, (_, true) => Bindingness.No, _ => Bindingness.NotSaid },
            Conditions = conditions,
            OpenConditions = [.. conditions.Where(c => !hold.Contains(c))],
            Waits = [.. promises.SelectMany(p => p.Waits).Distinct()],
            Statements = statements,
            Commitments = promises,
            Domains = [.. (said?.Domains(count) ?? []).Concat(promises.Select(p => p.Commitment.Domain)).Where(d => d.Length > 0).Distinct().Order(StringComparer.Ordinal)],
            NextDue = promises.Where(p => p.Standing == Standing.NotDue && p.Due >= day).Select(p => p.Due).Min(),
        };
    }

    /// <summary>Whether an instrument weighs more than the best so far; of equal weight the first by name counts.</summary>
    internal static bool Weighs(string instrument, string best)
    {
        if (instrument.Length == 0 || best.Length == 0) return instrument.Length > 0;
        int a = WordScale.Instrument.RankOf(instrument) ?? -1, b = WordScale.Instrument.RankOf(best) ?? -1;
        return a != b ? a > b : string.CompareOrdinal(instrument, best) < 0;
    }
}
