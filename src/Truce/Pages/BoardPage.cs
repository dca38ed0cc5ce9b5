using Truce.Commitments;

namespace Truce.Pages;

/// <summary>The board: pillars across, guarantors down; what would be lost without some of them fades.</summary>
public static class BoardPage
{
    /// <summary>The page.</summary>
    public static string Render(LedgerView view, PageState state, PageLinks links)
    {
        var page = new PageContext(view, state, links);
        Position[] cells = [.. view.Metrics.Positions];
        if (cells.Length == 0)
        {
            page.Out.Raw("<div class=\"state\">").Element("strong", page["board.empty"]).Element("p", page["board.empty.do"]).Raw("</div>");
            return PageFrame.Around(page, PageKind.Board, "", page["page.board"]);
        }

        string[] guarantors = Order(page, cells.Select(c => c.Guarantor).Distinct());
        Lead(page, cells, guarantors);
        WithoutChoice.Write(page, guarantors, Order(page, view.Guarantors.Where(g => !view.OnBoard.Contains(g))));
        if (state.Without.Length > 0) RemainderSection.Write(page);
        Table(page, cells, guarantors);
        Lists(page, cells, guarantors);
        Key(page);
        return PageFrame.Around(page, PageKind.Board, "", page["page.board"]);
    }

    /// <summary>By name, or by share of the money; who has no share comes after those who have, by name.</summary>
    private static string[] Order(PageContext page, IEnumerable<string> guarantors)
    {
        IOrderedEnumerable<string> byState = guarantors.OrderBy(g => page.State.ByShare ? -page.View.Shares.GetValueOrDefault(g) : 0).ThenBy(g => !Countries.IsState(g));
        return [.. byState.ThenBy(page.Guarantor, page.Names).ThenBy(g => g, StringComparer.Ordinal)];
    }

    private static void Lead(PageContext page, Position[] cells, string[] guarantors)
    {
        int contested = cells.Count(Marked), waiting = cells.Count(c => c.Promised && (c.Waits.Length > 0 || c.OpenConditions.Length > 0)), binding = cells.Count(c => c.Binding == Bindingness.Yes);
        (string who, string said) = (page.Words.Plural("n.guarantors", guarantors.Length), page.Words.Plural("n.statements", page.View.Ledger.Statements.Length));
        int promises = page.View.Metrics.States.Length;
        page.Out.Raw("<p class=\"lead\">").Text(promises == 0 ? page.Words.Say("board.lead.statements", who, said) : page.Words.Say("board.lead", who, page.Words.Plural("n.promises", promises), said))
            .Raw(" ").Text(page.Words.Say("board.lead2", page.Words.Number(cells.Count(c => c.Promised)), page.Words.Number(binding), page.Words.Number(waiting))).Raw($" <a href=\"{page.To(PageKind.Contested)}\">")
            .Text(page.Words.Plural("n.contestedCells", contested)).Raw($"</a> {page.Defined("state")}</p>\n");
    }

    private static void Table(PageContext page, Position[] cells, string[] guarantors)
    {
        Reports.Html o = page.Out;
        var at = cells.ToDictionary(c => (c.Guarantor, c.Pillar));
        o.Raw($"<div class=\"wide board\" role=\"region\" tabindex=\"0\" aria-label=\"{PageContext.Esc(page["page.board"])}\">\n<table>\n");
        o.Element("caption", page["board.caption"], "class=\"unseen\"").Raw("<thead><tr>").Element("th", page["guarantor"], "scope=\"col\"");
        foreach (string pillar in page.View.Pillars)
        {
            Pillar? row = page.View.Ledger.Pillars.FirstOrDefault(p => p.Id == pillar);
            o.Raw("<th scope=\"col\">").Raw($"<span class=\"pid\">{PageContext.Esc(pillar)}</span> ").Text(page.Pillar(pillar));
            if (row is { Beside: true }) o.Raw($" <span class=\"soft\">{PageContext.Esc(page["pillar.beside"])}</span>");
            o.Raw("</th>");
        }

        o.Raw("</tr></thead>\n<tbody>\n");
        foreach (string g in guarantors)
        {
            bool gone = page.State.Without.Contains(g);
            o.Raw($"<tr{(gone && page.State.Only.Length == 0 ? " class=\"gone\"" : "")}>").Raw($"<th scope=\"row\">{PageContext.Esc(page.Guarantor(g))}");
            if (page.View.Shares.TryGetValue(g, out double share)) o.Raw($"<br><span class=\"soft\">{PageContext.Esc(page.Words.Say("share.ofMoney", page.Words.Percent(share)))}</span>");
            if (gone) o.Raw($"<br><span class=\"goneword\">{PageContext.Esc(Gone(page))}</span>");
            o.Raw("</th>");
            foreach (string pillar in page.View.Pillars)
            {
                bool lost = gone && (page.State.Only.Length == 0 || page.State.Only.Contains(pillar));
                o.Raw(lost ? "<td class=\"lost\">" : "<td>");
                if (at.TryGetValue((g, pillar), out Position? cell)) Cell(page, cell);
                else o.Raw(Ladder.None).Raw($" <span class=\"soft\">{PageContext.Esc(page["cell.nothing"])}</span>");
                o.Raw("</td>");
            }

            o.Raw("</tr>\n");
        }

        o.Raw("</tbody></table></div>\n");
    }

    private static string Gone(PageContext page) => page[page.State.Only.Length > 0 ? "without.paused" : "without.gone"];

    // On a phone the same cells stand as a list under each pillar; of the two forms a reader ever meets one.
    private static void Lists(PageContext page, Position[] cells, string[] guarantors)
    {
        Reports.Html o = page.Out;
        o.Raw("<div class=\"narrow\">\n");
        foreach (string pillar in page.View.Pillars)
        {
            o.Raw("<section>").Element("h2", $"{pillar} {page.Pillar(pillar)}");
            Position[] here = [.. cells.Where(c => c.Pillar == pillar).OrderBy(c => Array.IndexOf(guarantors, c.Guarantor))];
            if (here.Length == 0) o.Raw($"<p>{Ladder.None} <span class=\"soft\">{PageContext.Esc(page["cell.nothing"])}</span></p>");
            else o.Raw("<ul class=\"cells\">");
            foreach (Position cell in here)
            {
                bool lost = page.State.Without.Contains(cell.Guarantor) && (page.State.Only.Length == 0 || page.State.Only.Contains(pillar));
                o.Raw(lost ? "<li class=\"lost\">" : "<li>").Element("h3", page.Guarantor(cell.Guarantor));
                if (lost) o.Raw($"<span class=\"goneword\">{PageContext.Esc(Gone(page))}</span> ");
                Cell(page, cell);
                o.Raw("</li>");
            }

            o.Raw(here.Length > 0 ? "</ul></section>\n" : "</section>\n");
        }

        o.Raw("</div>\n");
    }

    /// <summary>Whether the cell carries the contested mark: its promise, not who came to a meeting.</summary>
    internal static bool Marked(Position cell) => cell.Contested.Any(c => c.Facet is Facet.Support or Facet.Binding or Facet.Quantity);

    internal static void Cell(PageContext page, Position cell)
    {
        Reports.Html o = page.Out;
        string stage = page[StageKey(cell)];
        o.Raw($"<a class=\"cell\" href=\"{page.ToCell(cell.Guarantor, cell.Pillar)}\">{(cell.Promised || cell.Commitments.Length > 0 ? Ladder.Svg(cell.Stage) : Ladder.None)} <strong>{PageContext.Esc(stage)}</strong><span class=\"unseen\">: {PageContext.Esc($"{page.Guarantor(cell.Guarantor)}, {page.Pillar(cell.Pillar)}")}</span></a>");
        if (Marked(cell)) o.Raw($"<span class=\"mark\">◆ {PageContext.Esc(page["cell.contested"])}</span>");
        o.Raw("<ul class=\"facts\">");
        if (cell.Leads) o.Element("li", page["cell.leads"]);
        if (cell.Instrument.Length > 0) o.Element("li", page.Instrument(cell.Instrument));
        if (cell.Promised || cell.Binding != Bindingness.NotSaid) o.Element("li", page.Binding(cell.Binding));
        if (cell.NextDue is { } due) o.Element("li", page.Words.Say("cell.due", page.Words.Date(due)));
        string[] waits = [.. cell.OpenConditions.Select(c => page.Words.Known("cond", c)).Concat(cell.Waits.Where(w => w.Kind != "condition").Select(page.Wait)).Distinct()];
        if (waits.Length > 0) o.Element("li", page.Words.Say("cell.waits", string.Join("; ", waits.Take(4)) + (waits.Length > 4 ? " …" : "")));
        if (cell.Commitments.Length > 1) o.Element("li", page.Words.Plural("n.promises", cell.Commitments.Length));
        o.Raw("</ul>");
    }

    /// <summary>How far in words: statements that only limit or deny are no promise.</summary>
    internal static string StageKey(Position cell) =>
        cell.Promised ? $"stage.{LedgerWriting.Word(cell.Stage)}"
        : cell.Statements.Length == 0 && cell.Commitments.Length == 0 ? "cell.leadOnly"
        : cell.Commitments.Length > 0 ? $"stage.{LedgerWriting.Word(cell.Stage)}" : "cell.noPromise";

    private static void Key(PageContext page)
    {
        Reports.Html o = page.Out;
        o.Raw($"<details class=\"key\"><summary>{PageContext.Esc(page["key.title"])}</summary>\n<ul>");
        foreach (Stage stage in Enum.GetValues<Stage>()) o.Raw($"<li>{Ladder.Svg(stage)} {PageContext.Esc(page[$"stage.{LedgerWriting.Word(stage)}"])}</li>");
        o.Raw($"<li>{Ladder.None} {PageContext.Esc(page["cell.nothing"])}</li><li><span class=\"mark\">◆ {PageContext.Esc(page["cell.contested"])}</span> {PageContext.Esc(page["key.contested"])}</li></ul></details>\n");
    }
}
