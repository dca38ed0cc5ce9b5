namespace Truce.Pages;

/// <summary>The way through the parts of a long page.</summary>
internal static class PartLinks
{
    internal static void Write(PageContext page, PageKind kind, string slug, int parts)
    {
        if (parts < 2) return;
        int here = Math.Min(page.State.Part, parts);
        Reports.Html o = page.Out;
        o.Raw($"<nav class=\"parts\" aria-label=\"{PageContext.Esc(page["parts.label"])}\">");
        if (here > 1) o.Raw($"<a rel=\"prev\" href=\"{At(here - 1)}\">{PageContext.Esc(page["parts.before"])}</a> ");
        o.Text(page.Words.Say("parts.here", page.Words.Number(here), page.Words.Number(parts)));
        if (here < parts) o.Raw($" <a rel=\"next\" href=\"{At(here + 1)}\">{PageContext.Esc(page["parts.after"])}</a>");
        o.Raw("</nav>\n");

        string At(int part) => PageContext.Esc(page.Links.To(kind, page.State with { Part = part, Without = page.Links.Files ? [] : page.State.Without }, slug));
    }
}
