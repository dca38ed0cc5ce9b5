using System.Globalization;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Sites and units of the multinational force: what was promised, who agreed, how soon, and how it stands to the agreement. Regions, never places; an axis, never a map.</summary>
public static class PosturePage
{
    private const int MostRows = 200;

    private static readonly string[] Domains = ["land", "sea", "air"];

    /// <summary>The page.</summary>
    /// <param name="view">What the reader may see.</param>
    /// <param name="state">What the address says.</param>
    /// <param name="links">Where pages lie.</param>
    /// <param name="posture">The sites of that view, held against what was given.</param>
    public static string Render(LedgerView view, PageState state, PageLinks links, PostureView posture)
    {
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        if (posture.Sites.Length == 0)
        {
            bool ever = posture.Other.Length > 0;
            o.Raw("<div class=\"state\">").Element("strong", page[ever ? "posture.empty.day" : "posture.empty"]);
            if (!ever) o.Element("p", page["posture.empty.do"]);
            o.Raw("</div>\n");
        }
        else
        {
            Lead(page, posture);
            Rules(page, posture);
            PostureAxis.Write(page, posture);
            foreach (IGrouping<string, PostureSite> domain in posture.Sites.GroupBy(s => s.Element.Domain).OrderBy(g => Rank(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal)) Table(page, domain);
        }

        Other(page, posture);
        return PageFrame.Around(page, PageKind.Posture, "", page["page.posture"]);
    }

    private static int Rank(string domain) => Array.IndexOf(Domains, domain) is var at && at < 0 ? Domains.Length : at;

    private static void Lead(PageContext page, PostureView posture)
    {
        PageWords w = page.Words;
        string Count(bool? approved) => w.Number(posture.Sites.Count(s => s.Element.HostApproved == approved));
        page.Out.Raw("<p class=\"lead\">").Text(w.Say("posture.lead", w.Plural("n.elements", posture.Sites.Length), Count(true), Count(false), Count(null))).Raw($" {page.Definition("posture")}</p>\n");
        page.Out.Element("p", page["force.note"], "class=\"soft\"");
    }

    // What they are held against, word for word: an answer without its question is none.
    private static void Rules(PageContext page, PostureView posture)
    {
        Reports.Html o = page.Out;
        PageWords w = page.Words;
        if (posture.Line is { Shape: not null } line) o.Element("p", w.Say("posture.line", line.Id, w.Number(line.Version)), "class=\"soft\"");
        else o.Element("p", page["posture.noLine"], "class=\"notice\"");
        if (posture.Basis is not { Rules: { } rules, Agreement: not null })
        {
            o.Element("p", page["posture.noRules"], "class=\"notice\"");
            return;
        }

        o.Raw("<section>").Element("h2", page["posture.rules"]).Raw("<ul>");
        if (rules.LeastKmFromLine is { } least) o.Element("li", w.Say("posture.rule.far", Plain(least)));
        if (rules.NearEnoughHours is { } most) o.Element("li", w.Say("posture.rule.near", Plain(most)));
        if (rules.ForbiddenZones.Length > 0) o.Element("li", w.Say("posture.rule.zones", string.Join(", ", rules.ForbiddenZones)));
        foreach (TravelModel t in rules.Travel) o.Element("li", w.Say("posture.rule.travel", w.Known("domain", t.Domain), w.Known("mode", t.Mode), Plain(t.KmPerHour), Plain(t.DetourFactor), Plain(t.StartHours)));
        if (rules.PlaceSigmaKm > 0) o.Element("li", w.Say("posture.rule.sigma", Plain(rules.PlaceSigmaKm)));
        o.Raw("</ul>").Element("p", w.Say("posture.rules.note", posture.Basis.File), "class=\"soft\"").Raw("</section>\n");

        string Plain(double value) => w.Number(value, value == Math.Floor(value) ? 0 : value * 10 == Math.Floor(value * 10) ? 1 : 2);
    }

    private static void Table(PageContext page, IGrouping<string, PostureSite> domain)
    {
        PageWords w = page.Words;
        string title = domain.Key.Length > 0 ? w.Known("domain", domain.Key) : page["posture.noDomain"];
        title = char.ToUpper(title[0], CultureInfo.InvariantCulture) + title[1..];
        PostureSite[] sites = [.. domain];
        string[] headers = [page["posture.who"], page["force.strength"], page["force.host"], page["force.ready"], page["force.rotation"], page["force.region"], page["posture.from"], page["posture.way"], page["posture.checks"]];
        page.Out.Raw("<section>").Element("h2", title);
        page.Out.Table($"{title}: {w.Plural("n.elements", sites.Length)}", headers, sites.Take(MostRows).Select(s => (string[])
        [
            "\u0001" + Who(page, s.Element), .. ForceTable.Facts(page, s.Element),
            PageContext.Esc(s is { NearKm: { } near, FarKm: { } far } ? w.Say("posture.km", w.Number((long)near), w.Number((long)far)) : page["not.known"]),
            PageContext.Esc(s.Hours is { } h ? w.Say("posture.hours", w.Number((long)h.LowHours), w.Number((long)h.HighHours)) : s.NearKm is null ? page["not.known"] : page["posture.noModel"]),
            Answers(page, s.Finding),
        ]), "cards posture");
        if (sites.Length > MostRows) page.Out.Element("p", w.Say("more.notShown", w.Number(sites.Length - MostRows)), "class=\"soft\"");
        page.Out.Raw("</section>\n");
    }

    private static string Who(PageContext page, ForceElement f)
    {
        string name = PageContext.Esc($"{page.Guarantor(f.Guarantor)}: {ForceTable.Kind(page, f)}");
        if (f.Commitment is not { } promise) return name;
        return page.View.Ledger.Commitments.ContainsKey(promise) ? $"<a href=\"{page.To(PageKind.Promise, PageLinks.Slug(promise))}\">{name}</a>" : name;
    }

    private static string Answers(PageContext page, PostureFinding? f)
    {
        if (f is null) return PageContext.Esc(page["not.known"]);
        string Item(string key, PostureAnswer answer) => $"<li>{PageContext.Esc(page.Words.Say("posture.check." + key, page.Words.Word("posture.answer", answer)))}</li>";
        return $"<ul class=\"facts\">{Item("far", f.FarEnough)}{Item("near", f.NearEnough)}{Item("zones", f.OutsideZones)}</ul>";
    }

    private static void Other(PageContext page, PostureView posture)
    {
        if (posture.Other.Length == 0) return;
        PageWords w = page.Words;
        page.Out.Raw("<section>").Element("h2", page["posture.other"]);
        string[] headers = [page["posture.who"], page["posture.when"], page["fact.domain"], page["force.strength"], page["force.host"], page["force.ready"], page["force.rotation"], page["force.region"]];
        page.Out.Table($"{page["posture.other"]}: {w.Plural("n.elements", posture.Other.Length)}", headers, posture.Other.Take(MostRows).Select(f => (string[])
        [
            "\u0001" + Who(page, f), PageContext.Esc(string.Join(", ", new[] { f.From is { } from ? w.Say("posture.from.day", w.Date(from)) : "", f.To is { } to ? w.Say("posture.to.day", w.Date(to)) : "" }.Where(t => t.Length > 0))),
            PageContext.Esc(w.Known("domain", f.Domain)), .. ForceTable.Facts(page, f),
        ]), "cards");
        if (posture.Other.Length > MostRows) page.Out.Element("p", w.Say("more.notShown", w.Number(posture.Other.Length - MostRows)), "class=\"soft\"");
        page.Out.Raw("</section>\n");
    }
}
