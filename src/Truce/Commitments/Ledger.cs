using System.Collections.Immutable;
using Truce.Observations;

namespace Truce.Commitments;

/// <summary>The ledger as known at one instant: the newest version of every row. What follows from it is computed, see <see cref="StatusRule"/>.</summary>
public sealed record Ledger
{
    /// <summary>Pillars and tasks beside them, by id.</summary>
    public required ImmutableArray<Pillar> Pillars { get; init; }

    /// <summary>Reports.</summary>
    public required ImmutableSortedDictionary<RowId, LedgerSource> Sources { get; init; }

    /// <summary>Statements, by name of the row.</summary>
    public required ImmutableArray<LedgerStatement> Statements { get; init; }

    /// <summary>Promises.</summary>
    public required ImmutableSortedDictionary<RowId, Commitment> Commitments { get; init; }

    /// <summary>Versions of texts.</summary>
    public required ImmutableArray<Instrument> Instruments { get; init; }

    /// <summary>Gates by promise.</summary>
    public required ILookup<RowId, Gate> Gates { get; init; }

    /// <summary>Deliveries by promise.</summary>
    public required ILookup<RowId, Delivery> Deliveries { get; init; }

    /// <summary>Events.</summary>
    public required ImmutableArray<LedgerEvent> Events { get; init; }

    /// <summary>Requirements.</summary>
    public required ImmutableArray<Requirement> Requirements { get; init; }

    /// <summary>Exchange rates, by currency and day.</summary>
    public required ImmutableArray<ExchangeRate> Rates { get; init; }

    /// <summary>Money by donor and month.</summary>
    public required ImmutableArray<SupportRow> Support { get; init; }

    /// <summary>Who must agree to what.</summary>
    public required ImmutableArray<WarPower> WarPowers { get; init; }

    /// <summary>Sites and units.</summary>
    public required ImmutableArray<ForceElement> Forces { get; init; }

    /// <summary>Whether any of it is data of an exercise.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Day of a statement: when it was said, else when its report was published; absent when neither is known.</summary>
    public LedgerDate? DayOf(LedgerStatement s) =>
        s.Date ?? s.Signed ?? (Sources.TryGetValue(s.Source, out LedgerSource? source) ? source.Published : null);

    /// <summary>The ledger without what had not been said, decided or delivered by a day: "as it stood on".</summary>
    /// <remarks>A statement of a month counts from the month's first day on. What has no day stays: it may have been said before.</remarks>
    public Ledger On(DateOnly day) => On(day, [.. Statements.Where(s => DayOf(s) is not { } said || said.First <= day)]);

    /// <summary>The same with the statements of that day found already. Rows of which all are of that day stay as they are.</summary>
    internal Ledger On(DateOnly day, ImmutableArray<LedgerStatement> statements) => this with
    {
        Statements = statements,
        Commitments = Commitments.Values.Any(c => c.Announced?.First > day || c.Withdrawn?.On > day)
            ? Commitments.Where(c => c.Value.Announced is not { } a || a.First <= day).Select(c => c.Value.Withdrawn is { } w && w.On > day ? KeyValuePair.Create(c.Key, c.Value with { Withdrawn = null }) : c).ToImmutableSortedDictionary()
            : Commitments,
        Instruments = [.. Instruments.Where(i => i.Date is not { } d || d.First <= day)],
        Deliveries = Deliveries.SelectMany(g => g).Any(d => d.Date > day) ? Deliveries.SelectMany(g => g).Where(d => d.Date <= day).ToLookup(d => d.Commitment) : Deliveries,
        Events = [.. Events.Where(e => e.From <= day).Select(e => e.To > day ? e with { To = null } : e)],
        Support = [.. Support.Where(s => s.Month <= day)],
        Gates = Gates.SelectMany(g => g).Any(g => First(g) > day || g.Decided > day)
            ? Gates.SelectMany(g => g).Where(g => First(g) is not { } first || first <= day).Select(g => g.Decided > day ? g with { Decided = null, Result = GateResult.Open, Passed = null } : g).ToLookup(g => g.Commitment)
            : Gates,
    };

    private static DateOnly? First(Gate g) => g.Tabled ?? g.Debated ?? g.Decided;

    /// <summary>Versions of texts by the promises that they give.</summary>
    internal ILookup<RowId, Instrument> TextsByPromise() => Instruments.SelectMany(i => i.Commitments.Select(c => (c, i))).ToLookup(p => p.c, p => p.i);

    /// <summary>The label that counts for a row: its own, and no less than that of the report in which it was read.</summary>
    /// <param name="own">The row's own.</param>
    /// <param name="source">Where it was read; absent for nowhere.</param>
    public Label LabelOf(Label own, RowId? source) =>
        source is { } id && Sources.TryGetValue(id, out LedgerSource? report) && report.Label != Label.Open ? own.With(report.Label) : own;

    /// <summary>What a reader may see: rows whose label allows it. Nothing tells the reader that there are others.</summary>
    /// <remarks>Figures are made from what is left: an event that a reader may not know of has not happened for them, and a currency without a rate is not valued.</remarks>
    /// <param name="highest">Highest classification that the reader may see.</param>
    /// <param name="delegation">Delegation of the reader by code; empty for none.</param>
    public Ledger For(Classification highest, string delegation = "")
    {
        bool Sees(Label label) => label.Classification <= highest && (label.ReleasableTo == "*" || (delegation.Length > 0 && label.ReleasableTo.Split(',').Contains(delegation)));
        bool May(Label label, RowId? source) => Sees(LabelOf(label, source));
        ImmutableSortedDictionary<RowId, Commitment> commitments = Commitments.Where(c => May(c.Value.Label, c.Value.Source)).ToImmutableSortedDictionary();
        bool Shown(RowId commitment) => commitments.ContainsKey(commitment) || !Commitments.ContainsKey(commitment);
        return this with
        {
            Pillars = [.. Pillars.Where(p => Sees(p.Label))],
            Sources = Sources.Where(s => Sees(s.Value.Label)).ToImmutableSortedDictionary(),
            Statements = [.. Statements.Where(s => May(s.Label, s.Source))],
            Commitments = commitments,
            Instruments = [.. Instruments.Where(i => May(i.Label, i.Source))],
            Gates = Gates.SelectMany(g => g).Where(g => May(g.Label, g.Source) && Shown(g.Commitment)).ToLookup(g => g.Commitment),
            Deliveries = Deliveries.SelectMany(d => d).Where(d => May(d.Label, d.Source) && Shown(d.Commitment)).ToLookup(d => d.Commitment),
            Events = [.. Events.Where(e => May(e.Label, e.Source))],
            Requirements = [.. Requirements.Where(r => May(r.Label, r.Source))],
            Rates = [.. Rates.Where(r => May(r.Label, r.Source))],
            Support = [.. Support.Where(s => Sees(s.Label))],
            WarPowers = [.. WarPowers.Where(w => Sees(w.Label))],
            Forces = [.. Forces.Where(f => May(f.Label, f.Source))],
        };
    }

    /// <summary>Euro for an amount of money on a day; nothing when it is not money or no rate is known for that day.</summary>
    public double? Eur(Amount amount, DateOnly day)
    {
        if (amount.Exact is not { } value || !Money.TryUnit(amount.Unit, out string currency, out double scaleFactor)) return null;
        if (currency == "EUR") return value * scaleFactor;
        ExchangeRate? rate = Rates.LastOrDefault(r => r.Currency == currency && r.From <= day);
        return rate is null ? null : value * scaleFactor * rate.EurPerUnit;
    }
}
