using System.Collections.Immutable;

namespace Truce.Pages;

/// <summary>Who is taken away: those on the board as links, anybody and several at once by a form. The address holds the answer, and the page needs no script.</summary>
internal static class WithoutChoice
{
    /// <summary>Writes the choice.</summary>
    /// <param name="page">The page.</param>
    /// <param name="board">Guarantors on the board, in its order.</param>
    /// <param name="others">Those who appear elsewhere alone.</param>
    internal static void Write(PageContext page, string[] board, string[] others)
    {
        Reports.Html o = page.Out;
        ImmutableArray<string> gone = page.State.Without;
        o.Raw($"<nav class=\"switch\" aria-label=\"{PageContext.Esc(page["without.label"])}\"><span class=\"soft\">{PageContext.Esc(page["without.label"])}</span><ul>");
        Link(page, page["without.nobody"], [], gone.Length == 0);
        foreach (string g in board) Link(page, page.Guarantor(g), [g], gone.Length == 1 && gone[0] == g);
        if (gone.Length > 1 || (gone.Length == 1 && !board.Contains(gone[0]))) Link(page, page.Guarantors(gone), gone, true);
        o.Raw("</ul></nav>\n");
        if (page.Links.Files) Others(page, others);
        else Form(page, board, others);
        if (page.View.Shares.Count == 0) return;
        string other = page.State.ByShare ? "order.name" : "order.share";
        o.Raw($"<p class=\"soft order\">{PageContext.Esc(page[page.State.ByShare ? "order.isShare" : "order.isName"])} <a href=\"{PageContext.Esc(page.Links.To(PageKind.Board, page.State with { ByShare = !page.State.ByShare, Without = page.Links.Files ? [] : gone }))}\">{PageContext.Esc(page[other])}</a> {page.Defined("dependence")}</p>\n");
    }

    private static void Link(PageContext page, string name, ImmutableArray<string> without, bool here) =>
        page.Out.Raw($"<li><a{(here ? " aria-current=\"true\"" : "")} href=\"{PageContext.Esc(page.Links.To(PageKind.Board, page.State with { Without = without, Only = [], ByShare = page.State.ByShare && !page.Links.Files }))}\">{PageContext.Esc(name)}</a></li>");

    // Files answer no form: each of the others has a page of its own.
    private static void Others(PageContext page, string[] others)
    {
        if (others.Length == 0) return;
        page.Out.Raw($"<details class=\"anyone switch\"><summary>{PageContext.Esc(page.Words.Say("without.others", page.Words.Number(others.Length)))}</summary>\n<ul>");
        foreach (string g in others) Link(page, page.Guarantor(g), [g], page.State.Without.Length == 1 && page.State.Without[0] == g);
        page.Out.Raw("</ul></details>\n");
    }

    private static void Form(PageContext page, string[] board, string[] others)
    {
        Reports.Html o = page.Out;
        o.Raw($"<details class=\"anyone\"><summary>{PageContext.Esc(page["without.several"])}</summary>\n<form class=\"anybody\" method=\"get\" action=\"{PageContext.Esc(page.Links.To(PageKind.Board, new PageState()))}\">\n");
        PageState s = page.State;
        PageFrame.Hidden(o, "lang", s.Language);
        if (s.Theme.Length > 0) PageFrame.Hidden(o, "theme", s.Theme);
        if (s.On is { } on) PageFrame.Hidden(o, "on", Commitments.LedgerWriting.Day(on));
        if (s.Known is { } known) PageFrame.Hidden(o, "known", PageLinks.Instant(known));
        if (s.ByShare) PageFrame.Hidden(o, "order", "share");
        Boxes(page, "without.board", board);
        Boxes(page, "without.elsewhere", others);
        if (RemainderSection.HasScenario(page.View))
        {
            o.Raw($"<fieldset class=\"how\"><legend>{PageContext.Esc(page["without.how"])}</legend>");
            Radio(page, "", page["without.leaves"], s.Only.Length == 0);
            Radio(page, string.Join(',', Attention.Pillars), page.Words.Say("without.pauses", string.Join(", ", Attention.Pillars), page.Words.Plural("n.days", Attention.Days)), s.Only.Length > 0);
            o.Raw("</fieldset>\n");
        }

        o.Raw($"<button type=\"submit\">{PageContext.Esc(page["when.show"])}</button>\n</form></details>\n");
    }

    private static void Boxes(PageContext page, string legend, string[] guarantors)
    {
        if (guarantors.Length == 0) return;
        page.Out.Raw($"<fieldset><legend>{PageContext.Esc(page[legend])}</legend>");
        foreach (string g in guarantors)
        {
            page.Out.Raw($"<label><input type=\"checkbox\" name=\"without\" value=\"{PageContext.Esc(g)}\"{(page.State.Without.Contains(g) ? " checked" : "")}> {PageContext.Esc(page.Guarantor(g))}</label>");
        }

        page.Out.Raw("</fieldset>\n");
    }

    private static void Radio(PageContext page, string only, string says, bool here) =>
        page.Out.Raw($"<label><input type=\"radio\" name=\"only\" value=\"{PageContext.Esc(only)}\"{(here ? " checked" : "")}> {PageContext.Esc(says)}</label>");
}
