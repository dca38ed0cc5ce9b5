using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>Times that promises take.</summary>
public static class Waiting
{
    /// <summary>Days from tabling to decision before parliaments; those still open are censored on the day.</summary>
    public static KaplanMeier InParliament(Ledger ledger, IReadOnlyCollection<CommitmentState> states, DateOnly day) => KaplanMeier.Of(
        states.SelectMany(s => ledger.Gates[s.Commitment.Id]).Where(g => g.Kind is GateKind.Parliament or GateKind.Ratified && g.Tabled <= day)
            .Select(g => g.Decided is { } decided && decided <= day && g.Result != GateResult.Open
                ? new WaitLength(decided.DayNumber - g.Tabled!.Value.DayNumber, true)
                : new WaitLength(day.DayNumber - g.Tabled!.Value.DayNumber, false)));

    /// <summary>Days from the due day to the whole delivery, of promises that are past their day; those still owed are censored, those in time count as 0.</summary>
    public static KaplanMeier Slippage(IReadOnlyCollection<CommitmentState> states, DateOnly day) => KaplanMeier.Of(
        states.Where(s => s.Due < day && s.Standing is Standing.Honoured or Standing.Partly or Standing.Late && s.Due is not null)
            .Select(s => s.DeliveredOn is { } on ? new WaitLength(Math.Max(0, on.DayNumber - s.Due!.Value.DayNumber), true) : new WaitLength(Math.Max(0, day.DayNumber - s.Due!.Value.DayNumber), false)));
}

/// <summary>A due day that was moved.</summary>
/// <param name="Commitment">The promise.</param>
/// <param name="First">Due day of its first version that had one.</param>
/// <param name="Now">Due day now.</param>
/// <param name="Times">How often it was moved.</param>
public sealed record Postponement(RowId Commitment, DateOnly First, DateOnly Now, int Times)
{
    /// <summary>Days by which it was moved; negative where it was brought forward.</summary>
    public int MovedDays => Now.DayNumber - First.DayNumber;

    /// <summary>Every promise whose due day was changed by a later version of its row, as known at an instant.</summary>
    public static ImmutableArray<Postponement> In(LedgerHistory history, DateTimeOffset? known)
    {
        var days = new SortedDictionary<RowId, List<DateOnly>>();
        foreach (Commitment c in history.Batches.Where(b => known is null || b.Recorded <= known).SelectMany(b => b.Batch.Commitments))
        {
            if (c.Due is not { } due) continue;
            if (!days.TryGetValue(c.Id, out List<DateOnly>? list)) days[c.Id] = list = [];
            if (list.Count == 0 || list[^1] != due) list.Add(due);
        }

        return [.. days.Where(d => d.Value.Count > 1).Select(d => new Postponement(d.Key, d.Value[0], d.Value[^1], d.Value.Count - 1))];
    }
}

/// <summary>Words or promises that went back.</summary>
/// <param name="Kind"><c>word</c>, <c>direction</c>, <c>binding</c> or <c>withdrawn</c>.</param>
/// <param name="Guarantor">Whose, by code.</param>
/// <param name="Pillar">Pillar.</param>
/// <param name="From">What was said before, with its statement.</param>
/// <param name="To">What was said later.</param>
/// <param name="Day">Day of the later one.</param>
/// <param name="Rows">The two statements, or the promise.</param>
public sealed record Reversal(string Kind, string Guarantor, string Pillar, string From, string To, LedgerDate? Day, ImmutableArray<RowId> Rows)
{
    /// <summary>Steps on the scale of strength from which a weaker word of the same voice counts as going back. Chosen: one step may be style (decision 0096).</summary>
    private const int Steps = 2;

    /// <summary>Every reversal in a ledger: the same voice about the same guarantor, pillar and domain, first one way and on a later day the other.</summary>
    public static ImmutableArray<Reversal> In(Ledger ledger) => In(new LedgerBasis(ledger, []), ledger, DateOnly.MaxValue);

    /// <summary>The same on a day, of which the ledger is already. A word went back when the later one had been said.</summary>
    internal static ImmutableArray<Reversal> In(LedgerBasis basis, Ledger then, DateOnly day) =>
    [
        .. basis.SpokenReversals.Where(r => r.Day!.Value.First <= day),
        .. then.Commitments.Values.Where(c => c.Withdrawn is not null).Select(c => new Reversal("withdrawn", c.Guarantor, c.Pillar, c.Text, c.Withdrawn!.Value.Why, LedgerDate.On(c.Withdrawn.Value.On), [c.Id])),
    ];

    /// <summary>Words that went back, of all days.</summary>
    internal static ImmutableArray<Reversal> Spoken(LedgerBasis basis)
    {
        var found = new List<Reversal>();
        foreach (SpokenCell cell in basis.Cells)
        {
            foreach (var voice in cell.All.Where(s => basis.Ledger.DayOf(s) is not null).GroupBy(s => (ContestedMatters.Voice(s), s.Domain)).OrderBy(g => g.Key.Item1, StringComparer.Ordinal).ThenBy(g => g.Key.Domain, StringComparer.Ordinal))
            {
                LedgerStatement[] said = [.. voice];
                for (int i = 1; i < said.Length; i++) Compare(basis.Ledger, (cell.Guarantor, cell.Pillar), said[i - 1], said[i], found);
            }
        }

        return [.. found];
    }

    private static void Compare(Ledger ledger, (string Guarantor, string Pillar) cell, LedgerStatement a, LedgerStatement b, List<Reversal> found)
    {
        // Two sentences of one day, or of days that may be one, have no order.
        if (ledger.DayOf(a)!.Value.Last >= ledger.DayOf(b)!.Value.First) return;
        void Add(string kind, string from, string to) => found.Add(new(kind, cell.Guarantor, cell.Pillar, from, to, ledger.DayOf(b), [a.Id, b.Id]));
        if (a.Direction == Direction.For && b.Direction == Direction.Against) Add("direction", a.Claim, b.Claim);
        else if (WordScale.Strength.RankOf(a.Strength) - WordScale.Strength.RankOf(b.Strength) >= Steps) Add("word", a.Strength, b.Strength);
        if (a.BindingNow == true && b.BindingNow == false) Add("binding", a.Claim, b.Claim);
    }
}
