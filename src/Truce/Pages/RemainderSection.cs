using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>What is left of each pillar when somebody leaves, in sentences and bars.</summary>
internal static class RemainderSection
{
    private const int MostDue = 50;

    /// <summary>Whether the ledger has a pillar that the scenario touches.</summary>
    internal static bool HasScenario(LedgerView view) => view.Pillars.Any(p => Attention.Pillars.Contains(p));

    internal static void Write(PageContext page)
    {
        Reports.Html o = page.Out;
        (ImmutableArray<string> without, ImmutableArray<string> only) = (page.State.Without, page.State.Only);
        string who = page.Guarantors(without), pillars = string.Join(", ", only);
        AttentionScenario.Stretch? pause = only.Length > 0 ? Attention.Of(page.View, without, only) : null;
        ImmutableArray<PillarRemainder> left = pause?.Left ?? Dependence.Without(page.View.Ledger, page.View.Metrics.Positions, without, []);
        o.Raw("<section class=\"left\" aria-labelledby=\"left\">").Element("h2", pause is null ? page.Words.Say("left.title", who) : page.Words.Say("left.title.only", who, pillars), "id=\"left\"");
        Scenario(page, who);
        string[] strangers = [.. without.Where(g => !page.View.Guarantors.Contains(g))];
        if (strangers.Length > 0) o.Element("p", page.Words.Say("without.stranger", page.Guarantors(strangers)), "class=\"notice\"");
        if (pause is not null) o.Element("p", page.Words.Say("attention.days", page.Words.Date(pause.From), page.Words.Date(pause.Last), page.Words.Plural("n.days", Attention.Days)));
        o.Raw("<ul>");
        foreach (PillarRemainder r in left.Where(r => page.View.Pillars.Contains(r.Pillar)).OrderBy(r => page.View.Pillars.IndexOf(r.Pillar)))
        {
            o.Raw("<li>").Element("strong", $"{r.Pillar} {page.Pillar(r.Pillar)}").Raw("<br>").Text(Sentence(page, r));
            if (r.LeadsLost.Length > 0) o.Raw($" <b>{PageContext.Esc(page.Words.Say("left.lead", page.Guarantors(r.LeadsLost)))}</b>");
            string[] domains = [.. r.DomainsBefore.Except(r.DomainsAfter)];
            if (domains.Length > 0) o.Raw(" ").Text(page.Words.Say("left.domains", string.Join(", ", domains.Select(d => page.Words.Known("domain", d)))));
            if (r.MoneyLeftShare is { } share) Money(page, r, share);
            o.Raw("</li>");
        }

        o.Raw("</ul>\n");
        if (pause is not null) Due(page, pause);
        o.Raw("<p>").Raw(page.Definition(pause is null ? "without" : "attention")).Raw("</p></section>\n");
    }

    // What they promised and what would fall due while nobody of theirs looks this way.
    private static void Due(PageContext page, AttentionScenario.Stretch pause)
    {
        Reports.Html o = page.Out;
        o.Element("h3", page["attention.due"]);
        if (pause.DueMeanwhile.Length == 0)
        {
            o.Element("p", page["attention.due.none"]);
            return;
        }

        o.Raw("<ul class=\"choices meanwhile\">");
        foreach (CommitmentState s in pause.DueMeanwhile.Take(MostDue).Select(id => page.View.Promise(id)!))
        {
            Commitment c = s.Commitment;
            o.Raw($"<li><a href=\"{page.To(PageKind.Promise, PageLinks.Slug(c.Id))}\">{PageContext.Esc(page.Guarantor(c.Guarantor))}, {PageContext.Esc(c.Pillar)}: {PageContext.Claim(c.Text.Length > 0 ? c.Text : c.Id.Id)}</a> ")
                .Text($"{page.Words.Say("cell.due", page.Words.Date(s.Due!.Value))}, {page.Words.Word("standing", s.Standing)}").Raw("</li>");
        }

        o.Raw("</ul>\n");
        if (pause.DueMeanwhile.Length > MostDue) o.Element("p", page.Words.Say("more.notShown", page.Words.Number(pause.DueMeanwhile.Length - MostDue)), "class=\"soft\"");
    }

    private static string Sentence(PageContext page, PillarRemainder r) =>
        r.Before.Length == 0 ? page["left.none"]
        : r.Nothing ? page["left.nothing"]
        : r.Before.Length == r.After.Length ? page.Words.Say("left.same", page.Guarantors(r.After))
        : page.Words.Say("left.some", page.Guarantors(r.After)) + Counted(page, "left.promises", r.PromisesAfter, r.PromisesBefore) + Counted(page, "left.statements", r.StatementsAfter, r.StatementsBefore);

    private static string Counted(PageContext page, string key, int after, int before) => before == 0 ? "" : " " + page.Words.Say(key, page.Words.Number(after), page.Words.Number(before));

    private static void Money(PageContext page, PillarRemainder r, double share)
    {
        page.Out.Raw("<br>").Text(page.Words.Say(r.MoneyMeasure == "allocatedEur" ? "left.money.allocated" : "left.money.promised", page.Words.Percent(Math.Round(share, 9))))
            .Raw($" <svg class=\"share\" viewBox=\"0 0 100 8\" width=\"100\" height=\"8\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"all\" x=\"0\" y=\"0\" width=\"100\" height=\"8\"/><rect class=\"part\" x=\"0\" y=\"0\" width=\"{PageContext.F(share * 100)}\" height=\"8\"/></svg>");
    }

    // "Attention elsewhere": they pause in two pillars and stay in the others. Files are made for one guarantor of the board at a time.
    private static void Scenario(PageContext page, string who)
    {
        bool narrowed = page.State.Only.Length > 0;
        if (!HasScenario(page.View) || (page.Links.Files && !page.State.Without.All(page.View.OnBoard.Contains))) return;
        string all = PageContext.Esc(page.Links.To(PageKind.Board, page.State with { Only = [] })), some = PageContext.Esc(page.Links.To(PageKind.Board, page.State with { Only = Attention.Pillars }));
        page.Out.Raw($"<ul class=\"choices\"><li><a{(narrowed ? "" : " aria-current=\"true\"")} href=\"{all}\">{PageContext.Esc(page.Words.Say("scenario.leaves", who))}</a></li>")
            .Raw($"<li><a{(narrowed ? " aria-current=\"true\"" : "")} href=\"{some}\">{PageContext.Esc(page.Words.Say("scenario.attention", who, string.Join(", ", Attention.Pillars), page.Words.Plural("n.days", Attention.Days)))}</a></li></ul>\n");
    }
}
