using System.Globalization;

namespace Truce.Pages;

/// <summary>What stands around every page: the band of an exercise, the way to the other pages, the day and what was known, languages and themes.</summary>
internal static class PageFrame
{
    private static readonly PageKind[] Offered = [PageKind.Board, PageKind.Contested, PageKind.Parliaments, PageKind.Posture, PageKind.Figures, PageKind.Method];

    /// <summary>The whole page around a body.</summary>
    /// <param name="page">The context; its markup is the body.</param>
    /// <param name="kind">Which page it is.</param>
    /// <param name="slug">Which promise or cell; empty for the others.</param>
    /// <param name="title">Its heading.</param>
    internal static string Around(PageContext page, PageKind kind, string slug, string title)
    {
        string body = page.Out.ToString();
        var frame = new PageContext(page.View, page.State, page.Links);
        Reports.Html o = frame.Out;
        string theme = page.State.Theme.Length > 0 ? $" data-theme=\"{page.State.Theme}\"" : "";
        o.Raw($"<!doctype html>\n<html lang=\"{page.Words.Language}\"{theme}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        o.Element("title", $"{title} — {page["title"]}").Raw($"<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{page.Links.Style}\">\n</head>\n<body{(page.View.Simulated ? " class=\"exercise\"" : "")}>\n");
        o.Element("a", page["skip"], "class=\"skip\" href=\"#main\"");
        if (page.View.Simulated) o.Raw($"<aside class=\"band\" aria-label=\"SIMULATED\"><strong>SIMULATED</strong> {PageContext.Esc(page["simulated"])}</aside>\n");
        Top(frame, kind, slug);
        o.Raw("<main id=\"main\" tabindex=\"-1\">\n").Element("h1", title);
        if (kind < PageKind.Consultations) When(frame, kind, slug);
        return o.Raw(body).Raw("</main>\n").Raw("<footer>").Element("p", page["footer"]).Raw("</footer>\n</body>\n</html>\n").ToString();
    }

    private static void Top(PageContext page, PageKind kind, string slug)
    {
        Reports.Html o = page.Out;
        o.Raw("<header class=\"top\">\n").Element("p", page["title"], "class=\"name\"");
        o.Raw($"<nav aria-label=\"{PageContext.Esc(page["nav.pages"])}\"><ul class=\"pages\">");
        // A public site has no page of sites where none is public.
        IEnumerable<PageKind> here = page.Links.Files && page.View.Ledger.Forces.IsEmpty ? Offered.Where(k => k != PageKind.Posture) : Offered;
        foreach (PageKind offered in page.Links.Console ? [.. here, PageKind.Consultations, PageKind.Indicators] : here)
        {
            string current = offered == kind ? " aria-current=\"page\"" : "";
            o.Raw($"<li><a{current} href=\"{page.To(offered)}\">{PageContext.Esc(page["page." + offered.ToString().ToLowerInvariant()])}</a></li>");
        }

        if (page.Links.Console) o.Raw($"<li><a href=\"/?lang={page.Words.Language}\">{PageContext.Esc(page["page.console"])}</a></li>");
        o.Raw($"</ul></nav>\n<nav aria-label=\"{PageContext.Esc(page["nav.language"])}\"><ul class=\"tools\">");
        foreach (string language in PageWords.Languages)
        {
            string current = language == page.State.Language ? " aria-current=\"true\"" : "";
            o.Raw($"<li><a{current} lang=\"{language}\" hreflang=\"{language}\" href=\"{PageContext.Esc(page.Links.In(language, kind, page.State, slug))}\">{PageContext.Esc(PageWords.For(language)["language.own"])}</a></li>");
        }

        o.Raw("</ul></nav>\n");
        if (!page.Links.Files)
        {
            o.Raw($"<nav aria-label=\"{PageContext.Esc(page["nav.theme"])}\"><ul class=\"tools\">");
            foreach (string theme in (string[])["", "light", "dark"])
            {
                string current = theme == page.State.Theme ? " aria-current=\"true\"" : "";
                o.Raw($"<li><a{current} href=\"{PageContext.Esc(page.Links.To(kind, page.State with { Theme = theme }, slug))}\">{PageContext.Esc(page["theme." + (theme.Length > 0 ? theme : "system")])}</a></li>");
            }

            o.Raw("</ul></nav>\n");
        }

        o.Raw("</header>\n");
    }

    // What day it is judged on and what was known: a clear state, never a guess. A server can be asked for another day; files cannot.
    private static void When(PageContext page, PageKind kind, string slug)
    {
        Reports.Html o = page.Out;
        string day = page.Words.Date(page.View.Metrics.Day);
        if (page.View.Known is { } known)
        {
            string at = $"{page.Words.Date(DateOnly.FromDateTime(known.UtcDateTime))}, {known.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";
            o.Raw("<p class=\"known\" role=\"status\">").Text(page.Words.Say("when.known", at, day));
            if (!page.Links.Files) o.Raw($" <a href=\"{PageContext.Esc(page.Links.To(kind, page.State with { Known = null, On = null }, slug))}\">{PageContext.Esc(page["when.now"])}</a>");
            o.Raw("</p>\n");
        }
        else
        {
            o.Element("p", page.Words.Say("when.day", day), "class=\"soft\"");
        }

        if (page.Links.Files) return;
        string action = PageContext.Esc(page.Links.To(kind, new PageState(), slug));
        o.Raw($"<details class=\"asof\"><summary>{PageContext.Esc(page["when.ask"])}</summary>\n<form method=\"get\" action=\"{action}\">\n");
        Hidden(o, "lang", page.State.Language);
        if (page.State.Theme.Length > 0) Hidden(o, "theme", page.State.Theme);
        if (page.State.Without.Length > 0) Hidden(o, "without", string.Join(',', page.State.Without));
        if (page.State.Only.Length > 0) Hidden(o, "only", string.Join(',', page.State.Only));
        if (page.State.ByShare) Hidden(o, "order", "share");
        o.Raw($"<label>{PageContext.Esc(page["when.on"])} <input type=\"date\" name=\"on\" value=\"{page.View.Metrics.Day:yyyy-MM-dd}\"></label>\n");
        string value = page.State.Known is { } k ? k.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : "";
        o.Raw($"<label>{PageContext.Esc(page["when.knownAt"])} <input type=\"datetime-local\" name=\"known\" value=\"{value}\"></label>\n");
        o.Raw($"<button type=\"submit\">{PageContext.Esc(page["when.show"])}</button>\n</form></details>\n");
    }

    internal static void Hidden(Reports.Html o, string name, string value) => o.Raw($"<input type=\"hidden\" name=\"{name}\" value=\"{PageContext.Esc(value)}\">");
}
