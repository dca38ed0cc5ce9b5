using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>What is left of each pillar when somebody leaves, in sentences and bars.</summary>
internal static class RemainderSection
{
    /// <summary>Pillars that the scenario "attention elsewhere" touches: watching the ceasefire and answering a renewed attack.</summary>
    internal static ImmutableArray<string> Attention { get; } = ["P1", "P4"];

    /// <summary>Whether the ledger has one of those pillars.</summary>
    internal static bool HasScenario(LedgerView view) => view.Pillars.Any(p => Attention.Contains(p));

    internal static void Write(PageContext page)
    {
        Reports.Html o = page.Out;
        (ImmutableArray<string> without, ImmutableArray<string> only) = (page.State.Without, page.State.Only);
        string who = page.Guarantors(without);
        ImmutableArray<PillarRemainder> left = Dependence.Without(page.View.Ledger, page.View.Metrics.Positions, without, only);
        o.Raw("<section class=\"left\" aria-labelledby=\"left\">").Element("h2", only.Length > 0 ? page.Words.Say("left.title.only", who, string.Join(", ", only)) : page.Words.Say("left.title", who), "id=\"left\"");
        Scenario(page, who);
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

        o.Raw("</ul><p>").Raw(page.Definition("without")).Raw("</p></section>\n");
    }

    private static string Sentence(PageContext page, PillarRemainder r) =>
        r.Before.Length == 0 ? page["left.none"]
        : r.Nothing ? page["left.nothing"]
        : r.Before.Length == r.After.Length ? page.Words.Say("left.same", page.Guarantors(r.After))
        : page.Words.Say("left.some", page.Guarantors(r.After)) + Counted(page, "left.promises", r.PromisesAfter, r.PromisesBefore) + Counted(page, "left.statements", r.StatementsAfter, r.StatementsBefore);

    private static string Counted(PageContext page, string key, int after, int before) => before == 0 ? "" : " " + page.Words.Say(key, page.Words.Number(after), page.Words.Number(before));

    private static void Money(PageContext page, PillarRemainder r, double share)
    {
        page.Out.Raw("<br>").Text(page.Words.Say(r.MoneyMeasure == "allocatedEur" ? "left.money.allocated" : "left.money.promised", page.Words.Percent(share)))
            .Raw($" <svg class=\"share\" viewBox=\"0 0 100 8\" width=\"100\" height=\"8\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"all\" x=\"0\" y=\"0\" width=\"100\" height=\"8\"/><rect class=\"part\" x=\"0\" y=\"0\" width=\"{PageContext.F(share * 100)}\" height=\"8\"/></svg>");
    }

    // "Attention elsewhere": they pause in two pillars and stay in the others. Files are made for one guarantor at a time.
    private static void Scenario(PageContext page, string who)
    {
        bool narrowed = page.State.Only.Length > 0;
        if (!HasScenario(page.View)) return;
        string all = PageContext.Esc(page.Links.To(PageKind.Board, page.State with { Only = [] })), some = PageContext.Esc(page.Links.To(PageKind.Board, page.State with { Only = Attention }));
        page.Out.Raw($"<ul class=\"choices\"><li><a{(narrowed ? "" : " aria-current=\"true\"")} href=\"{all}\">{PageContext.Esc(page.Words.Say("scenario.leaves", who))}</a></li>")
            .Raw($"<li><a{(narrowed ? " aria-current=\"true\"" : "")} href=\"{some}\">{PageContext.Esc(page.Words.Say("scenario.attention", who, string.Join(", ", Attention)))}</a></li></ul>\n");
    }
}
