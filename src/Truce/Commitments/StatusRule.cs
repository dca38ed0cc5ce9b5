using System.Collections.Immutable;
using System.Globalization;

namespace Truce.Commitments;

/// <summary>Computes what has become of a promise on a day. The rule in words: docs/metrics.md, "State of a promise".</summary>
public static class StatusRule
{
    /// <summary>States of all promises of a ledger on a day, by name of the row.</summary>
    /// <param name="ledger">The ledger; what came after the day is left out.</param>
    /// <param name="day">The day.</param>
    public static ImmutableArray<CommitmentState> On(Ledger ledger, DateOnly day) => Of(ledger.On(day), day);

    /// <summary>The same from a ledger that is of that day already.</summary>
    internal static ImmutableArray<CommitmentState> Of(Ledger then, DateOnly day)
    {
        (ImmutableArray<Commitment> inOrder, HashSet<RowId> circles) = Dependencies.Order(then);
        ILookup<RowId, Instrument> texts = then.Instruments.SelectMany(i => i.Commitments.Select(c => (c, i))).ToLookup(p => p.c, p => p.i);
        ILookup<RowId, LedgerStatement> statements = then.Statements.Where(s => s.Commitment is not null).ToLookup(s => s.Commitment!.Value);
        ILookup<string, LedgerEvent> events = then.Events.ToLookup(e => e.Kind, StringComparer.OrdinalIgnoreCase);
        var done = new Dictionary<RowId, CommitmentState>();
        foreach (Commitment c in inOrder)
        {
            Wait[] promises = circles.Contains(c.Id)
                ? [new("promise", "a circle of promises that wait for one another", null)]
                : [.. c.DependsOn.Where(d => !done.TryGetValue(d, out CommitmentState? other) || other.Standing != Standing.Honoured)
                    .Select(d => new Wait("promise", done.ContainsKey(d) ? d.ToString() : $"{d} (not in the ledger)", null))];
            var facts = new CommitmentFacts(c, [.. then.Gates[c.Id]], [.. then.Deliveries[c.Id].OrderBy(d => d.Date)], [.. texts[c.Id]], [.. statements[c.Id]], events, promises, then, day);
            done[c.Id] = facts.State();
        }

        return [.. then.Commitments.Keys.Select(id => done[id])];
    }
}

/// <summary>What the ledger holds of one promise, and what follows.</summary>
internal sealed class CommitmentFacts(
    Commitment commitment, ImmutableArray<Gate> gates, ImmutableArray<Delivery> deliveries, ImmutableArray<Instrument> texts, ImmutableArray<LedgerStatement> statements,
    ILookup<string, LedgerEvent> events, Wait[] promises, Ledger ledger, DateOnly day)
{
    public CommitmentState State()
    {
        (double? share, double counted, double unconfirmed, double disputed, DateOnly? complete) = Delivered();
        ImmutableArray<Wait> waits = Waits();
        DateOnly? due = Due();
        Stage stage = StageOf(counted, complete);
        (Standing standing, string because) = StandingOf(stage, share, counted, complete, due, waits);
        return new CommitmentState
        {
            Commitment = commitment,
            Label = ledger.LabelOf(commitment.Label, commitment.Source),
            Stage = stage,
            Standing = standing,
            Because = because,
            Binding = BindingOf(),
            Due = due,
            Waits = standing is Standing.Honoured or Standing.Withdrawn or Standing.Lapsed ? [] : waits,
            DeliveredShare = share,
            UnconfirmedQuantity = unconfirmed,
            DisputedQuantity = disputed,
            DeliveredOn = complete,
            StatedStateDiffers = commitment.StatedState.Length == 0 ? null : !string.Equals(commitment.StatedState, Word(stage), StringComparison.OrdinalIgnoreCase),
        };
    }

    private static string Word(Stage stage) => char.ToLowerInvariant(stage.ToString()[0]) + stage.ToString()[1..];

    // Only what the recipient or a third party shows counts; a giver's word is kept beside it, and so is what the other end contradicts.
    private (double? Share, double Counted, double Unconfirmed, double Disputed, DateOnly? Complete) Delivered()
    {
        double counted = 0, unconfirmed = 0, disputed = 0;
        DateOnly? complete = null;
        double? promised = commitment.Quantity?.AtLeast ?? commitment.Quantity?.AtMost;
        foreach (Delivery d in deliveries)
        {
            double quantity = InUnit(d) ?? 0;
            if (d.Disputed) disputed += quantity;
            else if (d.Witness is not (Witness.Recipient or Witness.Third)) unconfirmed += quantity;
            else
            {
                counted += d.Complete && quantity == 0 && promised is { } all ? Math.Max(0, all - counted) : quantity;
                if (d.Complete || (promised is { } p && counted >= p * (1 - 1e-9))) complete ??= d.Date;
            }
        }

        return (promised is > 0 ? counted / promised : complete is null ? null : 1, counted, unconfirmed, disputed, complete);
    }

    /// <summary>A delivery in the unit of the promise: the same unit, or money at the rate of its day.</summary>
    private double? InUnit(Delivery d)
    {
        if (d.Quantity is not { } quantity || commitment.Quantity is not { } promised) return null;
        if (quantity.Unit == promised.Unit) return quantity.Exact ?? quantity.AtLeast;
        return ledger.Eur(quantity, d.Date) is { } eur && ledger.Eur(Amount.Exactly(1, promised.Unit), d.Date) is { } one and > 0 ? eur / one : null;
    }

    private DateOnly? Due()
    {
        if (commitment.Due is { } day1) return day1;
        if (commitment.DueEvent.Length > 0)
        {
            LedgerEvent? began = events[commitment.DueEvent].OrderBy(e => e.From).FirstOrDefault();
            return began?.From.AddDays(commitment.DueDays);
        }

        return gates.Where(g => g.Kind == GateKind.Deployed && g.Due is not null).Select(g => g.Due).Max();
    }

    private ImmutableArray<Wait> Waits()
    {
        var waits = new List<Wait>(promises);
        foreach (string condition in commitment.Conditions.Where(c => !events[c].Any(e => e.To is null)))
        {
            LedgerEvent? ended = events[condition].OrderBy(e => e.To).LastOrDefault();
            waits.Add(new("condition", condition, ended?.To));
        }

        if (commitment.DueEvent.Length > 0 && !events[commitment.DueEvent].Any()) waits.Add(new("event", commitment.DueEvent, null));
        foreach (Gate g in gates.Where(g => g.Decided is null || g.Result == GateResult.Open))
        {
            if (g.Kind == GateKind.Parliament) waits.Add(new("parliament", g.Chambers.Length == 0 ? "parliament" : string.Join(", ", g.Chambers), g.Tabled));
            if (g.Kind == GateKind.Ratified && g.Decided is null) waits.Add(new("ratification", g.Chambers.Length == 0 ? "ratification" : string.Join(", ", g.Chambers), g.Tabled));
        }

        return [.. waits];
    }

    private Stage StageOf(double counted, DateOnly? complete)
    {
        if (commitment.Withdrawn is not null) return Stage.Withdrawn;
        if (complete is not null) return Stage.Delivered;
        if (counted > 0) return Stage.PartlyDelivered;
        if (Passed(GateKind.Deployed)) return Stage.Deployed;
        if (gates.Any(g => g is { Kind: GateKind.Parliament, Result: GateResult.Rejected } && g.Force != "consultative")) return Stage.RefusedByParliament;
        if (gates.Any(g => g.Kind == GateKind.Parliament && (g.Decided is null || g.Result == GateResult.Open))) return Stage.AwaitingParliament;
        if (Passed(GateKind.Allocated)) return Stage.Allocated;
        if (Passed(GateKind.Appropriated)) return Stage.Appropriated;
        bool ratifying = gates.Any(g => g.Kind == GateKind.Ratified && g.Decided is null);
        if ((Passed(GateKind.Ratified) && !ratifying) || texts.Any(t => t.BindingSince <= day)) return Stage.InForce;
        if (Passed(GateKind.Signed) || ratifying) return Stage.SignedNotInForce;
        if (Passed(GateKind.Parliament)) return Stage.ApprovedByParliament;
        return Passed(GateKind.Announced) || commitment.Announced is not null || texts.Length > 0 ? Stage.Announced : Stage.Stated;
    }

    private bool Passed(GateKind kind) => gates.Any(g => g.Kind == kind && g.Decided <= day && g.Result != GateResult.Rejected);

    private (Standing Standing, string Because) StandingOf(Stage stage, double? share, double counted, DateOnly? complete, DateOnly? due, ImmutableArray<Wait> waits)
    {
        if (commitment.Withdrawn is { } w) return (Standing.Withdrawn, $"taken back on {Day(w.On)}: {w.Why}");
        if (complete is { } on) return (Standing.Honoured, $"all of it delivered by {Day(on)}{(due < on ? $", due on {Day(due.Value)}" : "")}");
        if (stage == Stage.RefusedByParliament) return (Standing.Lapsed, "a parliament refused it");
        if (commitment.Lapses < day) return (Standing.Lapsed, $"it could be kept until {Day(commitment.Lapses.Value)}");
        string[] open = [.. waits.Where(x => x.Kind is "condition" or "event" or "promise").Select(x => x.What)];
        if (open.Length > 0) return (Standing.NotDue, "it hangs on what has not happened by what the ledger knows: " + string.Join(", ", open));
        if (due is not { } dueDay) return (Standing.Unknown, "nothing says when it is due");
        if (dueDay >= day) return (Standing.NotDue, $"due on {Day(dueDay)}");
        return counted > 0
            ? (Standing.Partly, string.Create(CultureInfo.InvariantCulture, $"due on {Day(dueDay)}; {(share is { } s ? $"{s:P0} delivered" : "part of it delivered")}"))
            : (Standing.Late, $"due on {Day(dueDay)}; no delivery that the recipient or a third party shows");
    }

    private static string Day(DateOnly d) => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Bindingness BindingOf()
    {
        bool yes = texts.Any(t => t.Binding == true || t.BindingSince <= day) || statements.Any(s => s.BindingNow == true);
        bool no = texts.Any(t => t.Binding == false) || statements.Any(s => s.BindingNow == false);
        return (yes, no) switch { (true, true) => Bindingness.Contested, (true, false) => Bindingness.Yes, (false, true) => Bindingness.No, _ => Bindingness.NotSaid };
    }
}
