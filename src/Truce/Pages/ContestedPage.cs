using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Everything in which statements contradict one another: what is said, by whom, from how many origins. Nothing here chooses.</summary>
public static class ContestedPage
{
    /// <summary>Matters on one part of the page.</summary>
    internal const int PartLength = 25;

    private const int MostStatements = 12;

    /// <summary>How many parts the page has.</summary>
    public static int Parts(LedgerView view) => Math.Max(1, (view.Contested.Length + PartLength - 1) / PartLength);

    /// <summary>The page.</summary>
    public static string Render(LedgerView view, PageState state, PageLinks links)
    {
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        if (view.Contested.Length == 0)
        {
            o.Raw("<div class=\"state\">").Element("strong", page["contested.empty"]).Element("p", page["contested.empty.why"]).Raw("</div>");
        }
        else
        {
            o.Raw("<p class=\"lead\">").Text(page.Words.Plural("n.matters", view.Contested.Length)).Raw(" ").Text(page["contested.lead"]).Raw(" ").Raw(page.Definition("contested")).Raw("</p>\n");
            foreach (Contested c in view.Contested.Skip((state.Part - 1) * PartLength).Take(PartLength)) Matter(page, c, heading: 2);
            PartLinks.Write(page, PageKind.Contested, "", Parts(view));
        }

        return PageFrame.Around(page, PageKind.Contested, "", page["page.contested"]);
    }

    /// <summary>One matter with its standpoints side by side.</summary>
    internal static void Matter(PageContext page, Contested c, int heading)
    {
        Reports.Html o = page.Out;
        int origins = page.View.Origins.Count(c.Standpoints.SelectMany(p => p.Statements).Select(s => s.Source));
        o.Raw("<article class=\"matter\">").Raw($"<h{heading}>{Title(page, c)}</h{heading}>\n");
        o.Element("p", $"{page.Words.Word("facet", c.Facet)}. {page.Words.Plural("n.origins", origins)}.", "class=\"soft\"");
        o.Raw("<div class=\"points\">\n");
        foreach (Standpoint p in c.Standpoints)
        {
            o.Raw("<section class=\"pointof\">").Raw($"<h{heading + 1}>{PageContext.Esc(Said(page, c, p))}</h{heading + 1}>\n");
            o.Element("p", $"{page.Words.Plural("n.statements", p.Statements.Length)}, {page.Words.Plural("n.origins", p.Origins)}", "class=\"soft\"");
            o.Raw("<ul class=\"says\">\n");
            foreach (LedgerStatement s in p.Statements.Take(MostStatements))
            {
                o.Raw($"<li>{PageContext.Claim(s.Claim)} <span class=\"who\">{PageContext.Esc(page.Speaker(s))}, {PageContext.Esc(page.Words.Date(page.View.Ledger.DayOf(s)))}</span><br>{page.Source(s.Source)}</li>\n");
            }

            o.Raw("</ul>");
            if (p.Statements.Length > MostStatements) o.Element("p", page.Words.Say("more.notShown", page.Words.Number(p.Statements.Length - MostStatements)), "class=\"soft\"");
            o.Raw("</section>\n");
        }

        o.Raw("</div></article>\n");
    }

    private static string Title(PageContext page, Contested c)
    {
        string domain = c.Domain.Length > 0 ? $" ({page.Words.Known("domain", c.Domain)})" : "";
        if (c.Pillar.Length > 0) return $"<a href=\"{page.ToCell(c.Guarantor, c.Pillar)}\">{PageContext.Esc($"{page.Guarantor(c.Guarantor)}, {c.Pillar} {page.Pillar(c.Pillar)}{domain}")}</a>";
        string about = page.Words.Known("about", c.About), who = c.Guarantor.Length > 0 ? $"{page.Guarantor(c.Guarantor)}: " : "";
        return PageContext.Esc($"{who}{about}{(c.Regarding.Length > 0 ? $", {c.Regarding}" : "")}");
    }

    private static string Said(PageContext page, Contested c, Standpoint p) => c.Facet switch
    {
        Facet.Value => page.Words.Amount(p.Statements[0].Value),
        Facet.Quantity => page.Words.Amount(p.Statements[0].Quantity),
        Facet.Support => page[p.Said == "for" ? "said.for" : "said.against"],
        Facet.Binding => page.Binding(p.Said == "binding" ? Bindingness.Yes : Bindingness.No),
        _ => string.Join(", ", p.Statements[0].Levels.Select(l => page.Words.Known("level", l))),
    };
}
