namespace Truce.Pages;

/// <summary>Where the public site opens: in each of its languages what it is, of which day, and its pages; then the data.</summary>
internal static class PublicDoor
{
    private static readonly PageKind[] Kinds = [PageKind.Contested, PageKind.Parliaments, PageKind.Figures, PageKind.Method];

    /// <summary>The page.</summary>
    /// <param name="view">What the public may see.</param>
    /// <param name="languages">ISO 639-1 codes, the first one first.</param>
    internal static string Render(LedgerView view, IReadOnlyList<string> languages)
    {
        PageWords first = PageWords.For(languages[0]);
        var o = new Reports.Html();
        o.Raw($"<!doctype html>\n<html lang=\"{first.Language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n").Element("title", first["title"]);
        o.Raw("<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"guarantors.css\">\n</head>\n<body>\n");
        if (view.Simulated) o.Raw($"<aside class=\"band\" aria-label=\"SIMULATED\"><strong>SIMULATED</strong> {PageContext.Esc(first["simulated"])}</aside>\n");
        o.Raw("<main id=\"main\">\n").Element("h1", first["title"]).Raw("<div class=\"door\">\n");
        foreach (string language in languages) Section(o, view, PageWords.For(language));
        o.Raw("</div>\n").Element("p", first["method.data"]).Raw("<ul>");
        foreach (string file in PublicSite.DataFiles) o.Raw($"<li><a href=\"{file}\">{file}</a></li>");
        return o.Raw("</ul></main>\n</body>\n</html>\n").ToString();
    }

    private static void Section(Reports.Html o, LedgerView view, PageWords w)
    {
        o.Raw($"<section lang=\"{w.Language}\"><h2><a lang=\"{w.Language}\" href=\"{w.Language}/index.html\">{PageContext.Esc($"{w["language.own"]}: {w["page.board"]}")}</a></h2>\n").Element("p", w["door.what"]);
        string[] counts = [w.Plural("n.guarantors", view.OnBoard.Count), w.Plural("n.promises", view.Metrics.States.Length), w.Plural("n.statements", view.Ledger.Statements.Length)];
        o.Element("p", $"{w.Say("when.day", w.Date(view.Metrics.Day))} {string.Join(", ", counts)}.", "class=\"soft\"").Raw("<ul>");
        foreach (PageKind kind in Kinds) o.Raw($"<li><a href=\"{w.Language}/{PageLinks.File(kind, new PageState(), "")}\">{PageContext.Esc(w["page." + kind.ToString().ToLowerInvariant()])}</a></li>");
        o.Raw("</ul></section>\n");
    }
}
