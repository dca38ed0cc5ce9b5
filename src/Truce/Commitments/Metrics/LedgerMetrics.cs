using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>The public figure that a ledger's own rate is held against.</summary>
/// <param name="Share">Share of promises fully kept, 0 to 1.</param>
/// <param name="HorizonYears">Within how many years of the promise; absent where not said.</param>
/// <param name="Statement">The statement that gives it; absent for the figure of the field notes.</param>
/// <param name="Verified">Whether somebody checked it against its source.</param>
public sealed record BaseRate(double Share, double? HorizonYears, RowId? Statement, bool Verified)
{
    // The 27 % of press reports of January 2026, attributed by them to Chatham House; nobody of ours has seen the study.
    private static readonly BaseRate Reported = new(0.27, 5, null, false);

    /// <summary>The base rate that a ledger states, else the reported one.</summary>
    public static BaseRate Of(Ledger ledger) =>
        ledger.Statements.LastOrDefault(s => s.About == "base rate" && s.Value?.Exact is >= 0 and <= 1) is { } said
            ? new(said.Value!.Exact!.Value, said.HorizonYears, said.Id, said.Verified == true)
            : Reported;
}

/// <summary>Money of the support tracker by year.</summary>
/// <param name="Year">Year.</param>
/// <param name="CommittedEur">Committed, euro.</param>
/// <param name="AllocatedEur">Allocated, euro.</param>
/// <param name="ToBeAllocatedEur">Committed and not allocated by the tracker's own column, euro.</param>
/// <param name="Military">Concentration of military allocations.</param>
/// <param name="All">Concentration of all allocations.</param>
public sealed record SupportYear(int Year, double CommittedEur, double AllocatedEur, double ToBeAllocatedEur, Concentration Military, Concentration All)
{
    /// <summary>By year, in order.</summary>
    public static ImmutableArray<SupportYear> Of(IEnumerable<SupportRow> rows) =>
        [.. rows.GroupBy(r => r.Month.Year).OrderBy(g => g.Key).Select(g => new SupportYear(
            g.Key, g.Sum(r => r.CommittedEur), g.Sum(r => r.AllocatedEur), g.Sum(r => r.ToBeAllocatedEur),
            Concentration.Of("allocatedEur", g.Select(r => (r.Guarantor, r.MilitaryEur))), Concentration.Of("allocatedEur", g.Select(r => (r.Guarantor, r.AllocatedEur)))))];
}

/// <summary>All figures of the ledger on a day; each is defined in docs/metrics.md. There is no single score.</summary>
public sealed record LedgerMetrics
{
    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The board they stand on.</summary>
    public required ImmutableArray<Position> Positions { get; init; }

    /// <summary>States of all promises.</summary>
    public required ImmutableArray<CommitmentState> States { get; init; }

    /// <summary>Kept of what fell due.</summary>
    public required HonouredRate Honoured { get; init; }

    /// <summary>The public figure beside it.</summary>
    public required BaseRate BaseRate { get; init; }

    /// <summary>Gate by gate.</summary>
    public required ImmutableArray<GateConversion> Conversions { get; init; }

    /// <summary>Answers to stated requirements.</summary>
    public required ImmutableArray<PillarCoverage> Coverage { get; init; }

    /// <summary>Promises by giver in each pillar.</summary>
    public required ImmutableArray<(string Pillar, Concentration Promises, Concentration Money)> Dependence { get; init; }

    /// <summary>What is left of each pillar without each guarantor that is a state of the board, or without those asked for.</summary>
    public required ImmutableArray<(ImmutableArray<string> Without, ImmutableArray<PillarRemainder> Left)> Remainders { get; init; }

    /// <summary>Time in parliament.</summary>
    public required KaplanMeier InParliament { get; init; }

    /// <summary>Time past the due day.</summary>
    public required KaplanMeier Slippage { get; init; }

    /// <summary>Due days that were moved.</summary>
    public required ImmutableArray<Postponement> Postponements { get; init; }

    /// <summary>Words and promises that went back.</summary>
    public required ImmutableArray<Reversal> Reversals { get; init; }

    /// <summary>Base rates for open promises.</summary>
    public required ImmutableArray<Outlook> Outlook { get; init; }

    /// <summary>Money by year.</summary>
    public required ImmutableArray<SupportYear> Support { get; init; }

    /// <summary>Computes everything.</summary>
    /// <param name="history">The ledger's history.</param>
    /// <param name="known">As known at this instant; everything where absent.</param>
    /// <param name="day">The day on which it is judged.</param>
    /// <param name="without">Codes of guarantors to take away; each state of the board in turn where empty.</param>
    public static LedgerMetrics Of(LedgerHistory history, DateTimeOffset? known, DateOnly day, ImmutableArray<string> without) =>
        Of(history.AsKnown(known), Postponement.In(history, known), day, without);

    /// <summary>Computes everything from a ledger that was cut down to what a reader may see.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="postponements">Due days that were moved, as far as the reader may see them.</param>
    /// <param name="day">The day on which it is judged.</param>
    /// <param name="without">Codes of guarantors to take away; each state of the board in turn where empty.</param>
    public static LedgerMetrics Of(Ledger ledger, ImmutableArray<Postponement> postponements, DateOnly day, ImmutableArray<string> without)
    {
        Ledger then = ledger.On(day);
        ImmutableArray<CommitmentState> states = StatusRule.On(ledger, day);
        ImmutableArray<Position> positions = Commitments.Positions.On(then, states, day);
        ImmutableArray<PillarStock> stocks = Commitments.Dependence.Stocks(then, positions);
        BaseRate baseRate = BaseRate.Of(then);
        ImmutableArray<string>[] leaving = without.Length > 0 ? [without]
            : [.. positions.Select(p => p.Guarantor).Concat(then.Support.Select(s => s.Guarantor)).Distinct().Where(Countries.IsState).Order(StringComparer.Ordinal).Select(g => ImmutableArray.Create(g))];
        string[] pillars = [.. positions.Select(p => p.Pillar).Concat(then.Support.Length > 0 ? ["P2", "B2"] : []).Distinct().Order(StringComparer.Ordinal)];
        return new()
        {
            Day = day,
            Positions = positions,
            States = states,
            Honoured = HonouredRate.Of(then, states, day),
            BaseRate = baseRate,
            Conversions = GateConversion.Of(then, states),
            Coverage = PillarCoverage.Of(then, states),
            Dependence = [.. pillars.Select(p => (p, Concentration.Of("promises", states.Where(s => s.Commitment.Pillar == p && s.Standing is not (Standing.Withdrawn or Standing.Lapsed)).Select(s => (s.Commitment.Guarantor, 1.0))), Commitments.Dependence.MoneyOf(then, positions.Where(x => x.Pillar == p), p).Money))],
            Remainders = [.. leaving.Select(w => (w, (ImmutableArray<PillarRemainder>)[.. stocks.Select(s => s.Without(w))]))],
            InParliament = Waiting.InParliament(then, states, day),
            Slippage = Waiting.Slippage(states, day),
            Postponements = postponements,
            Reversals = Reversal.In(then),
            Outlook = Commitments.Outlook.Of(states, baseRate.Share),
            Support = SupportYear.Of(then.Support),
        };
    }
}
