using System.Globalization;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Who must agree to what, what lies before parliaments and for how long, and what needs no vote.</summary>
public static class ParliamentsPage
{
    private const int MostOpen = 200;
    private const int MostMonths = 36;

    private sealed record Vote(CommitmentState Promise, Gate Gate);

    /// <summary>The page.</summary>
    public static string Render(LedgerView view, PageState state, PageLinks links)
    {
        var page = new PageContext(view, state, links);
        Vote[] votes = [.. view.Metrics.States.SelectMany(s => view.Ledger.Gates[s.Commitment.Id].Where(g => g.Kind is GateKind.Parliament or GateKind.Ratified).Select(g => new Vote(s, g)))];
        Open(page, votes);
        SurvivalChart.Write(page, votes.Select(v => v.Gate));
        Calendar(page, votes);
        Powers(page);
        Approvals(page);
        return PageFrame.Around(page, PageKind.Parliaments, "", page["page.parliaments"]);
    }

    private static bool IsOpen(Gate g) => g.Decided is null || g.Result == GateResult.Open;

    private static void Open(PageContext page, Vote[] votes)
    {
        Reports.Html o = page.Out;
        Vote[] open = [.. votes.Where(v => IsOpen(v.Gate) && v.Promise.Standing is not (Standing.Withdrawn or Standing.Lapsed or Standing.Honoured))];
        o.Raw("<section>").Element("h2", page["open.title"]);
        if (open.Length == 0)
        {
            o.Element("p", page["open.empty"]).Raw("</section>\n");
            return;
        }

        string[] headers = [page["guarantor"], page["open.what"], page["open.where"], page["open.tabled"], page["open.days"], page["open.force"]];
        o.Table(page.Words.Plural("n.votes", open.Length), headers, open.OrderBy(v => v.Gate.Tabled ?? DateOnly.MaxValue).ThenBy(v => v.Gate.Id).Take(MostOpen).Select(v => (string[])
        [
            "\u0001" + PageContext.Esc(page.Guarantor(v.Promise.Commitment.Guarantor)),
            $"<a href=\"{page.To(PageKind.Promise, PageLinks.Slug(v.Promise.Commitment.Id))}\">{PageContext.Claim(v.Promise.Commitment.Text.Length > 0 ? v.Promise.Commitment.Text : v.Promise.Commitment.Id.Id)}</a>",
            PageContext.Esc($"{page.Words.Word("gate", v.Gate.Kind)}{(v.Gate.Chambers.Length > 0 ? ": " + page.Chambers(string.Join(", ", v.Gate.Chambers)) : "")}"),
            PageContext.Esc(v.Gate.Tabled is { } t ? page.Words.Date(t) : page["not.known"]),
            PageContext.Esc(v.Gate.Tabled is { } from ? page.Words.Number(page.View.Metrics.Day.DayNumber - from.DayNumber) : page["not.known"]),
            PageContext.Esc(page.Words.Known("force", v.Gate.Force.Length > 0 ? v.Gate.Force : "notKnown")),
        ]), "cards", 4);
        if (open.Length > MostOpen) o.Element("p", page.Words.Say("more.notShown", page.Words.Number(open.Length - MostOpen)), "class=\"soft\"");
        o.Raw("</section>\n");
    }

    // By month: what was tabled, what is to be decided, what was decided. The latest months are shown.
    private static void Calendar(PageContext page, Vote[] votes)
    {
        Reports.Html o = page.Out;
        (DateOnly Day, string Key, Vote Vote)[] marks =
        [
            .. votes.Where(v => v.Gate.Tabled is not null).Select(v => (v.Gate.Tabled!.Value, "calendar.tabled", v)),
            .. votes.Where(v => v.Gate.Due is not null && IsOpen(v.Gate)).Select(v => (v.Gate.Due!.Value, "calendar.due", v)),
            .. votes.Where(v => v.Gate.Decided is not null && !IsOpen(v.Gate)).Select(v => (v.Gate.Decided!.Value, v.Gate.Result == GateResult.Rejected ? "calendar.rejected" : "calendar.approved", v)),
            .. page.View.Metrics.States.Where(s => s.Due is not null && s.Standing == Standing.NotDue).Select(s => (s.Due!.Value, "calendar.promise", new Vote(s, new Gate { Id = s.Commitment.Id, Commitment = s.Commitment.Id, Kind = GateKind.Announced }))),
        ];
        o.Raw("<section>").Element("h2", page["calendar.title"]);
        if (marks.Length == 0) o.Element("p", page["calendar.empty"]);
        o.Raw("<ol class=\"months\">\n");
        foreach (var month in marks.GroupBy(m => (m.Day.Year, m.Day.Month)).OrderByDescending(g => g.Key).Take(MostMonths).OrderBy(g => g.Key))
        {
            var first = new DateOnly(month.Key.Year, month.Key.Month, 1);
            o.Raw("<li>").Element("h3", page.Words.Date(new LedgerDate(first, first, DatePrecision.Month))).Raw("<ul>");
            foreach ((DateOnly day, string key, Vote vote) in month.OrderBy(m => m.Day).ThenBy(m => m.Vote.Gate.Id).Take(30))
            {
                Commitment c = vote.Promise.Commitment;
                o.Raw($"<li><b>{day.Day.ToString(CultureInfo.InvariantCulture)}</b> {PageContext.Esc(page[key])}: <a href=\"{page.To(PageKind.Promise, PageLinks.Slug(c.Id))}\">{PageContext.Esc(page.Guarantor(c.Guarantor))}, {PageContext.Claim(c.Text.Length > 0 ? c.Text : c.Id.Id)}</a></li>");
            }

            o.Raw("</ul>");
            if (month.Count() > 30) o.Element("p", page.Words.Say("more.notShown", page.Words.Number(month.Count() - 30)), "class=\"soft\"");
            o.Raw("</li>\n");
        }

        o.Raw("</ol></section>\n");
    }

    private static void Powers(PageContext page)
    {
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page["powers.title"]);
        if (page.View.Ledger.WarPowers.Length == 0)
        {
            o.Element("p", page["powers.empty"]).Raw("</section>\n");
            return;
        }

        o.Raw($"<p class=\"soft\">{PageContext.Esc(page["powers.note"])} {page.Definition("powers")}</p>\n");
        string[] headers = [page["powers.country"], page["powers.act"], page["powers.body"], page["powers.when"], page["powers.force"], page["powers.basis"], page["powers.reference"]];
        string NotKnown(string said) => said.Length > 0 ? PageContext.Claim(said) : PageContext.Esc(page["not.known"]);
        o.Table(page["powers.title"], headers, page.View.Ledger.WarPowers.OrderBy(w => page.Guarantor(w.Country), page.Names).ThenBy(w => w.Act, StringComparer.Ordinal).Select(w => (string[])
        [
            "\u0001" + PageContext.Esc(page.Guarantor(w.Country)), PageContext.Esc(page.Words.Known("act", w.Act)), NotKnown(w.Body), PageContext.Esc(page.Words.Known("when", w.When)), PageContext.Esc(page.Words.Known("force", w.Force)), NotKnown(w.Basis), NotKnown(w.Reference),
        ]), "cards");
        WarPower[] free = [.. page.View.Ledger.WarPowers.Where(w => w.When == "none")];
        o.Element("h3", page["powers.free"]);
        if (free.Length == 0) o.Element("p", page["powers.free.none"]);
        o.Raw("<ul>");
        foreach (var act in free.GroupBy(w => w.Act).OrderBy(g => g.Key, StringComparer.Ordinal)) o.Element("li", $"{page.Words.Known("act", act.Key)}: {page.Guarantors(act.Select(w => w.Country).Distinct())}");
        o.Raw("</ul></section>\n");
    }

    // What statements say of it, kept apart from the law: somebody said so, and the report is named.
    private static void Approvals(PageContext page)
    {
        LedgerStatement[] said = [.. page.View.Ledger.Statements.Where(s => s.NeedsApproval.Length > 0 || s.WithoutApproval.Length > 0).Take(MostOpen)];
        if (said.Length == 0) return;
        Reports.Html o = page.Out;
        o.Raw("<section>").Element("h2", page["approvals.title"]).Raw("<ul class=\"says\">\n");
        foreach (LedgerStatement s in said)
        {
            o.Raw($"<li>{PageContext.Claim(s.Claim)}<ul class=\"facts\">");
            if (s.NeedsApproval.Length > 0) o.Element("li", page.Words.Say("approvals.needs", string.Join(", ", s.NeedsApproval.Select(a => page.Words.Known("act", a)))));
            if (s.WithoutApproval.Length > 0) o.Element("li", page.Words.Say("approvals.without", string.Join(", ", s.WithoutApproval.Select(a => page.Words.Known("act", a)))));
            o.Raw($"</ul>{PageContext.Esc(page.Speaker(s))}. {page.Source(s.Source)}</li>\n");
        }

        o.Raw("</ul></section>\n");
    }
}
