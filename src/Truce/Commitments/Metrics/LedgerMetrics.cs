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
/// <remarks>The board is computed at once, the figures when they are asked for first: whoever looks at the board does not wait for them. Safe to read from several threads.</remarks>
public sealed class LedgerMetrics
{
    private readonly Lazy<ImmutableArray<PillarStock>> _stocks;
    private readonly Lazy<HonouredRate> _honoured;
    private readonly Lazy<ImmutableArray<GateConversion>> _conversions;
    private readonly Lazy<ImmutableArray<PillarCoverage>> _coverage;
    private readonly Lazy<ImmutableArray<(string Pillar, Concentration Promises, Concentration Money)>> _dependence;
    private readonly Lazy<ImmutableArray<(ImmutableArray<string> Without, ImmutableArray<PillarRemainder> Left)>> _remainders;
    private readonly Lazy<(KaplanMeier InParliament, KaplanMeier Slippage)> _times;
    private readonly Lazy<ImmutableArray<Reversal>> _reversals;
    private readonly Lazy<ImmutableArray<Outlook>> _outlook;
    private readonly Lazy<ImmutableArray<SupportYear>> _support;

    private LedgerMetrics(LedgerBasis basis, DateOnly day, ImmutableArray<string> without)
    {
        Ledger then = basis.On(day);
        (Day, Ledger, Postponements) = (day, then, basis.Postponements);
        States = StatusRule.Of(basis, then, day);
        Contested = ContestedMatters.In(basis, day);
        Positions = Commitments.Positions.On(basis, then, States, Contested, day);
        BaseRate = BaseRate.Of(then);
        _stocks = new(() => Commitments.Dependence.Stocks(then, Positions));
        _honoured = new(() => HonouredRate.Of(then, States, day));
        _conversions = new(() => GateConversion.Of(then, States));
        _coverage = new(() => PillarCoverage.Of(then, States));
        _dependence = new(DependenceOf);
        _remainders = new(() => RemaindersOf(without));
        _times = new(() => (Waiting.InParliament(then, States, day), Waiting.Slippage(States, day)));
        _reversals = new(() => Reversal.In(basis, then, day));
        _outlook = new(() => Commitments.Outlook.Of(States, BaseRate.Share));
        _support = new(() => SupportYear.Of(then.Support));
    }

    /// <summary>The day.</summary>
    public DateOnly Day { get; }

    /// <summary>The ledger as it stood on that day.</summary>
    public Ledger Ledger { get; }

    /// <summary>The board they stand on.</summary>
    public ImmutableArray<Position> Positions { get; }

    /// <summary>States of all promises.</summary>
    public ImmutableArray<CommitmentState> States { get; }

    /// <summary>Everything contested.</summary>
    public ImmutableArray<Contested> Contested { get; }

    /// <summary>Kept of what fell due.</summary>
    public HonouredRate Honoured => _honoured.Value;

    /// <summary>The public figure beside it.</summary>
    public BaseRate BaseRate { get; }

    /// <summary>Gate by gate.</summary>
    public ImmutableArray<GateConversion> Conversions => _conversions.Value;

    /// <summary>Answers to stated requirements.</summary>
    public ImmutableArray<PillarCoverage> Coverage => _coverage.Value;

    /// <summary>Promises by giver in each pillar.</summary>
    public ImmutableArray<(string Pillar, Concentration Promises, Concentration Money)> Dependence => _dependence.Value;

    /// <summary>What is left of each pillar without each guarantor that is a state of the board, or without those asked for.</summary>
    public ImmutableArray<(ImmutableArray<string> Without, ImmutableArray<PillarRemainder> Left)> Remainders => _remainders.Value;

    /// <summary>Time in parliament.</summary>
    public KaplanMeier InParliament => _times.Value.InParliament;

    /// <summary>Time past the due day.</summary>
    public KaplanMeier Slippage => _times.Value.Slippage;

    /// <summary>Due days that were moved.</summary>
    public ImmutableArray<Postponement> Postponements { get; }

    /// <summary>Words and promises that went back.</summary>
    public ImmutableArray<Reversal> Reversals => _reversals.Value;

    /// <summary>Base rates for open promises.</summary>
    public ImmutableArray<Outlook> Outlook => _outlook.Value;

    /// <summary>Money by year.</summary>
    public ImmutableArray<SupportYear> Support => _support.Value;

    /// <summary>The figures of a ledger's history.</summary>
    /// <param name="history">The ledger's history.</param>
    /// <param name="known">As known at this instant; everything where absent.</param>
    /// <param name="day">The day on which it is judged.</param>
    /// <param name="without">Codes of guarantors to take away; each state of the board in turn where empty.</param>
    public static LedgerMetrics Of(LedgerHistory history, DateTimeOffset? known, DateOnly day, ImmutableArray<string> without) =>
        Of(new LedgerBasis(history.AsKnown(known), Postponement.In(history, known)), day, without);

    /// <summary>The figures of a ledger that was cut down to what a reader may see.</summary>
    /// <param name="basis">The ledger.</param>
    /// <param name="day">The day on which it is judged.</param>
    /// <param name="without">Codes of guarantors to take away; each state of the board in turn where empty.</param>
    public static LedgerMetrics Of(LedgerBasis basis, DateOnly day, ImmutableArray<string> without) => new(basis, day, without);

    /// <summary>What is left of each pillar when some guarantors leave it.</summary>
    /// <param name="without">Codes of those who leave.</param>
    /// <param name="pillars">Pillars that they leave; all where empty.</param>
    public ImmutableArray<PillarRemainder> Without(IReadOnlyCollection<string> without, IReadOnlyCollection<string> pillars) =>
        [.. _stocks.Value.Select(s => s.Without(pillars.Count == 0 || pillars.Contains(s.Pillar) ? without : []))];

    private ImmutableArray<(string, Concentration, Concentration)> DependenceOf()
    {
        string[] pillars = [.. Positions.Select(p => p.Pillar).Concat(Ledger.Support.Length > 0 ? ["P2", "B2"] : []).Distinct().Order(StringComparer.Ordinal)];
        IEnumerable<(string, double)> Standing(string pillar) => States.Where(s => s.Commitment.Pillar == pillar && s.Standing is not (Commitments.Standing.Withdrawn or Commitments.Standing.Lapsed)).Select(s => (s.Commitment.Guarantor, 1.0));
        return [.. pillars.Select(p => (p, Concentration.Of("promises", Standing(p)), Commitments.Dependence.MoneyOf(Ledger, Positions.Where(x => x.Pillar == p), p).Money))];
    }

    private ImmutableArray<(ImmutableArray<string>, ImmutableArray<PillarRemainder>)> RemaindersOf(ImmutableArray<string> without)
    {
        ImmutableArray<string>[] leaving = without.Length > 0 ? [without]
            : [.. Positions.Select(p => p.Guarantor).Concat(Ledger.Support.Select(s => s.Guarantor)).Distinct().Where(Countries.IsState).Order(StringComparer.Ordinal).Select(g => ImmutableArray.Create(g))];
        return [.. leaving.Select(w => (w, (ImmutableArray<PillarRemainder>)[.. _stocks.Value.Select(s => s.Without(w))]))];
    }
}
