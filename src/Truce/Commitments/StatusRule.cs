using System.Collections.Immutable;

namespace Truce.Commitments;

/// <summary>Computes what has become of a promise on a day. The rule in words: docs/metrics.md, "State of a promise".</summary>
public static class StatusRule
{
    /// <summary>States of all promises of a ledger on a day, by name of the row.</summary>
    /// <param name="ledger">The ledger; what came after the day is left out.</param>
    /// <param name="day">The day.</param>
    public static ImmutableArray<CommitmentState> On(Ledger ledger, DateOnly day)
    {
        Ledger then = ledger.On(day);
        ILookup<RowId, LedgerStatement> statements = then.Statements.Where(s => s.Commitment is not null).ToLookup(s => s.Commitment!.Value);
        return Of(then, id => [.. statements[id]], day);
    }

    /// <summary>The same from what is known of that day already.</summary>
    internal static ImmutableArray<CommitmentState> Of(LedgerBasis basis, Ledger then, DateOnly day) => Of(then, id => basis.About(id, day), day);

    private static ImmutableArray<CommitmentState> Of(Ledger then, Func<RowId, ImmutableArray<LedgerStatement>> about, DateOnly day)
    {
        (ImmutableArray<Commitment> inOrder, HashSet<RowId> circles) = Dependencies.Order(then);
        ILookup<RowId, Instrument> texts = then.TextsByPromise();
        ILookup<string, LedgerEvent> events = then.Events.ToLookup(e => e.Kind, StringComparer.OrdinalIgnoreCase);
        var done = new Dictionary<RowId, CommitmentState>(inOrder.Length);
        foreach (Commitment c in inOrder)
        {
            Wait[] promises = circles.Contains(c.Id) ? [new("promise", "a circle of promises that wait for one another", null)]
                : c.DependsOn.Length == 0 ? []
                : [.. c.DependsOn.Where(d => !done.TryGetValue(d, out CommitmentState? other) || other.Standing != Standing.Honoured).Select(d => new Wait("promise", done.ContainsKey(d) ? d.ToString() : $"{d} (not in the ledger)", null))];
            Delivery[] deliveries = [.. then.Deliveries[c.Id]];
            if (deliveries.Length > 1) deliveries = [.. deliveries.OrderBy(d => d.Date)];
            done[c.Id] = new CommitmentFacts(c, [.. then.Gates[c.Id]], deliveries, [.. texts[c.Id]], about(c.Id), events, promises, then, day).State();
        }

        return [.. then.Commitments.Keys.Select(id => done[id])];
    }
}

/// <summary>What the ledger holds of one promise, and what follows. Asked of every promise on every day: no step here makes more than it returns.</summary>
internal readonly struct CommitmentFacts(
    Commitment commitment, Gate[] gates, Delivery[] deliveries, Instrument[] texts, ImmutableArray<LedgerStatement> statements,
    ILookup<string, LedgerEvent> events, Wait[] promises, Ledger ledger, DateOnly day)
{
    public CommitmentState State()
    {
        (double? share, double counted, double unconfirmed, double disputed, DateOnly? complete) = Delivered();
        ImmutableArray<Wait> waits = Waits();
        DateOnly? due = Due();
        Stage stage = StageOf(counted, complete);
        Standing standing = StandingOf(stage, counted, complete, due, waits);
        return new CommitmentState
        {
            Commitment = commitment,
            Label = ledger.LabelOf(commitment.Label, commitment.Source),
            Stage = stage,
            Standing = standing,
            Binding = BindingOf(),
            Due = due,
            Waits = standing is Standing.Honoured or Standing.Withdrawn or Standing.Lapsed ? [] : waits,
            DeliveredShare = share,
            UnconfirmedQuantity = unconfirmed,
            DisputedQuantity = disputed,
            DeliveredOn = complete,
            StatedStateDiffers = commitment.StatedState.Length == 0 ? null : !string.Equals(commitment.StatedState, stage.ToString(), StringComparison.OrdinalIgnoreCase),
        };
    }

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

        DateOnly? last = null;
        foreach (Gate g in gates)
        {
            if (g.Kind == GateKind.Deployed && g.Due is { } due && !(due <= last)) last = due;
        }

        return last;
    }

    private ImmutableArray<Wait> Waits()
    {
        var waits = new List<Wait>(promises);
        foreach (string condition in commitment.Conditions)
        {
            LedgerEvent[] happened = [.. events[condition].OrderBy(e => e.To)];
            if (!happened.Any(e => e.To is null)) waits.Add(new("condition", condition, happened.LastOrDefault()?.To));
        }

        if (commitment.DueEvent.Length > 0 && !events[commitment.DueEvent].Any()) waits.Add(new("event", commitment.DueEvent, null));
        foreach (Gate g in gates)
        {
            if (IsOpen(g, GateKind.Parliament)) waits.Add(new("parliament", g.Chambers.Length == 0 ? "parliament" : string.Join(", ", g.Chambers), g.Tabled));
            if (IsRatifying(g)) waits.Add(new("ratification", g.Chambers.Length == 0 ? "ratification" : string.Join(", ", g.Chambers), g.Tabled));
        }

        return [.. waits];
    }

    private static bool IsOpen(Gate g, GateKind kind) => g.Kind == kind && (g.Decided is null || g.Result == GateResult.Open);

    private static bool IsRatifying(Gate g) => g.Kind == GateKind.Ratified && g.Decided is null;

    private Stage StageOf(double counted, DateOnly? complete)
    {
        if (commitment.Withdrawn is not null) return Stage.Withdrawn;
        if (complete is not null) return Stage.Delivered;
        if (counted > 0) return Stage.PartlyDelivered;
        bool refused = false, waiting = false, ratifying = false;
        int passed = 0;
        foreach (Gate g in gates)
        {
            refused |= g is { Kind: GateKind.Parliament, Result: GateResult.Rejected } && g.Force != "consultative";
            waiting |= IsOpen(g, GateKind.Parliament);
            ratifying |= IsRatifying(g);
            if (g.Decided <= day && g.Result != GateResult.Rejected) passed |= 1 << (int)g.Kind;
        }

        bool Passed(GateKind kind) => (passed & (1 << (int)kind)) != 0;
        if (Passed(GateKind.Deployed)) return Stage.Deployed;
        if (refused) return Stage.RefusedByParliament;
        if (waiting) return Stage.AwaitingParliament;
        if (Passed(GateKind.Allocated)) return Stage.Allocated;
        if (Passed(GateKind.Appropriated)) return Stage.Appropriated;
        if ((Passed(GateKind.Ratified) && !ratifying) || InForce()) return Stage.InForce;
        if (Passed(GateKind.Signed) || ratifying) return Stage.SignedNotInForce;
        if (Passed(GateKind.Parliament)) return Stage.ApprovedByParliament;
        return Passed(GateKind.Announced) || commitment.Announced is not null || texts.Length > 0 ? Stage.Announced : Stage.Stated;
    }

    private bool InForce()
    {
        foreach (Instrument t in texts)
        {
            if (t.BindingSince <= day) return true;
        }

        return false;
    }

    private Standing StandingOf(Stage stage, double counted, DateOnly? complete, DateOnly? due, ImmutableArray<Wait> waits)
    {
        if (commitment.Withdrawn is not null) return Standing.Withdrawn;
        if (complete is not null) return Standing.Honoured;
        if (stage == Stage.RefusedByParliament || commitment.Lapses < day) return Standing.Lapsed;
        foreach (Wait w in waits)
        {
            if (w.HoldsBack) return Standing.NotDue;
        }

        if (due is not { } dueDay) return Standing.Unknown;
        if (dueDay >= day) return Standing.NotDue;
        return counted > 0 ? Standing.Partly : Standing.Late;
    }

    private Bindingness BindingOf()
    {
        bool yes = InForce(), no = false;
        foreach (Instrument t in texts) (yes, no) = (yes || t.Binding == true, no || t.Binding == false);
        foreach (LedgerStatement s in statements) (yes, no) = (yes || s.BindingNow == true, no || s.BindingNow == false);
        return (yes, no) switch { (true, true) => Bindingness.Contested, (true, false) => Bindingness.Yes, (false, true) => Bindingness.No, _ => Bindingness.NotSaid };
    }
}
