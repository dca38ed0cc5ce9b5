using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Statements, gates, texts and deliveries in the order of their days, each with its source.</summary>
internal static class Timeline
{
    /// <summary>Entries on one part of a page.</summary>
    internal const int PartLength = 100;

    private sealed record Entry(LedgerDate? Day, string Kind, Action Write);

    internal static int Parts(int entries) => Math.Max(1, (entries + PartLength - 1) / PartLength);

    /// <summary>Writes one part of the timeline.</summary>
    internal static void Write(PageContext page, IReadOnlyList<LedgerStatement> statements, IReadOnlyList<CommitmentState> promises, Action<int> parts)
    {
        Ledger ledger = page.View.Ledger;
        RowId[] ids = [.. promises.Select(p => p.Commitment.Id)];
        Gate[] gates = [.. ids.SelectMany(id => ledger.Gates[id])];
        Entry[] all =
        [
            .. statements.Select(s => new Entry(ledger.DayOf(s), "entry.statement", () => Statement(page, s))),
            .. gates.Select(g => new Entry(DayOf(g), "entry.gate", () => GateEntry(page, g))),
            .. ids.SelectMany(id => page.View.Texts[id]).DistinctBy(i => i.Id).Select(i => new Entry(i.Date, "entry.text", () => Text(page, i))),
            .. ids.SelectMany(id => ledger.Deliveries[id]).Select(d => new Entry(LedgerDate.On(d.Date), "entry.delivery", () => DeliveryEntry(page, d))),
        ];
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page["timeline.title"]);
        if (all.Length == 0) o.Element("p", page["timeline.empty"]);
        Entry[] part = [.. all.OrderBy(e => e.Day?.First ?? DateOnly.MaxValue).Skip((page.State.Part - 1) * PartLength).Take(PartLength)];
        o.Raw("<ol class=\"timeline\">\n");
        foreach (Entry e in part)
        {
            o.Raw($"<li><p class=\"when\"><b>{PageContext.Esc(page.Words.Date(e.Day))}</b> <span class=\"soft\">{PageContext.Esc(page[e.Kind])}</span></p>\n");
            e.Write();
            o.Raw("</li>\n");
        }

        o.Raw("</ol>\n");
        parts(Parts(all.Length));
        o.Raw("</section>\n");
    }

    private static LedgerDate? DayOf(Gate g) => (g.Decided ?? g.Debated ?? g.Tabled ?? g.Due) is { } day ? LedgerDate.On(day) : null;

    /// <summary>A statement: the claim, who says it, what it says of strength, binding and conditions, and where it was read.</summary>
    internal static void Statement(PageContext page, LedgerStatement s)
    {
        Reports.Html o = page.Out;
        o.Raw("<p>").Raw(PageContext.Claim(s.Claim));
        if (s.Quote.Length > 0) o.Raw($" <q lang=\"en\">{PageContext.Esc(s.Quote)}</q>");
        o.Raw("</p>\n<ul class=\"facts\">");
        o.Element("li", page.Speaker(s));
        o.Element("li", page.Words.Word("direction", s.Direction));
        if (s.Strength.Length > 0) o.Raw($"<li>{PageContext.Esc(page["strength.word"])} <q lang=\"en\">{PageContext.Esc(s.Strength)}</q></li>");
        if (s.Instrument.Length > 0) o.Element("li", page.Instrument(s.Instrument));
        if (s.Domain.Length > 0) o.Element("li", page.Words.Known("domain", s.Domain));
        if (s.BindingNow is { } now) o.Element("li", page.Binding(now ? Bindingness.Yes : Bindingness.No));
        if (s.Quantity is { } q) o.Element("li", page.Words.Amount(q));
        if (s.Conditions.Length > 0) o.Element("li", page.Words.Say("cell.waits", page.Conditions(s.Conditions)));
        if (s.Verified == false) o.Element("li", page["statement.unverified"]);
        o.Raw("</ul>\n<p>").Raw(page.Source(s.Source)).Raw("</p>\n");
    }

    private static void GateEntry(PageContext page, Gate g)
    {
        Reports.Html o = page.Out;
        bool vote = g.Kind is GateKind.Parliament or GateKind.Ratified;
        string result = vote || g.Result == GateResult.Rejected ? $": {page.Words.Word("gateresult", g.Result)}" : g.Decided is null ? $": {page["gateresult.notYet"]}" : "";
        o.Raw("<p>").Raw($"<strong>{PageContext.Esc(page.Words.Word("gate", g.Kind) + result)}</strong></p>\n<ul class=\"facts\">");
        if (g.Chambers.Length > 0) o.Element("li", page.Words.Say("gate.chambers", page.Chambers(string.Join(", ", g.Chambers))));
        if (g.Tabled is { } t) o.Element("li", page.Words.Say("gate.tabled", page.Words.Date(t)));
        if (g.Debated is { } b) o.Element("li", page.Words.Say("gate.debated", page.Words.Date(b)));
        if (g.Decided is { } d && (vote || g.Tabled is not null)) o.Element("li", page.Words.Say("gate.decided", page.Words.Date(d)));
        else if (g.Decided is null && g.Tabled is { } open) o.Element("li", page.Words.Plural("gate.openDays", Math.Max(0, page.View.Metrics.Day.DayNumber - open.DayNumber)));
        if (g.Due is { } due) o.Element("li", page.Words.Say("cell.due", page.Words.Date(due)));
        if (g.Majority.Length > 0) o.Element("li", page.Words.Say("gate.majority", g.Majority));
        if (g.Kind == GateKind.Parliament) o.Element("li", page.Words.Known("force", g.Force.Length > 0 ? g.Force : "notKnown"));
        if (g.When.Length > 0) o.Element("li", page.Words.Known("when", g.When));
        if (g.LegalBasis.Length > 0) o.Element("li", g.LegalBasis, "lang=\"en\"");
        if (g.Passed is { } passed) o.Element("li", page.Words.Amount(passed));
        if (g.Evidence.Length > 0) o.Element("li", page.Words.Say("evidence", g.Evidence));
        o.Raw("</ul>\n<p>").Raw(page.Source(g.Source)).Raw("</p>\n");
    }

    private static void Text(PageContext page, Instrument i)
    {
        Reports.Html o = page.Out;
        o.Raw($"<p><strong lang=\"en\">{PageContext.Esc(i.Title)}</strong> ").Text(page.Words.Say("text.version", i.Version)).Raw("</p>\n<ul class=\"facts\">");
        o.Element("li", page.Instrument(i.Kind));
        o.Element("li", page.Binding(i.Binding switch { true => Bindingness.Yes, false => Bindingness.No, _ => i.BindingSince <= page.View.Metrics.Day ? Bindingness.Yes : Bindingness.NotSaid }));
        if (i.BindingSince is { } since) o.Element("li", page.Words.Say("text.since", page.Words.Date(since)));
        if (i.Binds.Length > 0) o.Element("li", page.Words.Say("text.binds", page.Guarantors(i.Binds)));
        o.Raw("</ul>\n<p>").Raw(page.Source(i.Source)).Raw("</p>\n");
    }

    private static void DeliveryEntry(PageContext page, Delivery d)
    {
        Reports.Html o = page.Out;
        o.Raw("<p>").Raw($"<strong>{PageContext.Esc(d.Quantity is { } q ? page.Words.Amount(q) : page["delivery.noQuantity"])}</strong></p>\n<ul class=\"facts\">");
        o.Element("li", page.Words.Word("witness", d.Witness));
        if (d.Complete) o.Element("li", page["delivery.complete"]);
        if (d.Disputed) o.Raw($"<li class=\"mark\">◆ {PageContext.Esc(page["delivery.disputed"])}</li>");
        if (d.Evidence.Length > 0) o.Element("li", page.Words.Say("evidence", d.Evidence));
        o.Raw("</ul>\n<p>").Raw(page.Source(d.Source)).Raw("</p>\n");
    }
}
