using System.Collections.Immutable;

namespace Truce.Pages;

/// <summary>How everything on the pages is made: what counts as evidence, how each figure is computed, what nobody knows.</summary>
public static class MethodPage
{
    /// <summary>Sections, by the anchor to which figures link.</summary>
    public static ImmutableArray<string> Sections { get; } =
    [
        "sources", "state", "contested", "strength", "representation", "honoured", "base", "value", "weighted", "conversion", "coverage", "without",
        "attention", "dependence", "hhi", "support", "parliament", "powers", "outlook", "reversals", "postponements", "slippage", "posture", "labels",
    ];

    /// <summary>The page.</summary>
    public static string Render(LedgerView view, PageState state, PageLinks links)
    {
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        o.Element("p", page["method.lead"], "class=\"lead\"");
        o.Raw($"<nav class=\"contents\" aria-label=\"{PageContext.Esc(page["method.contents"])}\"><ul>");
        foreach (string section in Sections) o.Raw($"<li><a href=\"#{section}\">{PageContext.Esc(page[$"method.{section}.title"])}</a></li>");
        o.Raw("</ul></nav>\n");
        foreach (string section in Sections)
        {
            o.Raw($"<section id=\"{section}\">").Element("h2", page[$"method.{section}.title"]).Element("p", page[$"method.{section}"]).Raw("</section>\n");
        }

        if (links.Files)
        {
            o.Raw("<section id=\"data\">").Element("h2", page["method.data.title"]).Element("p", page["method.data"]).Raw("<ul>");
            foreach (string file in PublicSite.DataFiles) o.Raw($"<li><a href=\"../{file}\">{file}</a></li>");
            o.Raw("</ul></section>\n");
        }

        return PageFrame.Around(page, PageKind.Method, "", page["page.method"]);
    }
}
