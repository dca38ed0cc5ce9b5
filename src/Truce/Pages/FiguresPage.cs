using System.Collections.Immutable;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>The figures, each with its uncertainty, its base and a link to its definition. There is no single score.</summary>
public static class FiguresPage
{
    private const int MostRows = 40;
    private const int MostGivers = 8;

    /// <summary>The page.</summary>
    public static string Render(LedgerView view, PageState state, PageLinks links)
    {
        var page = new PageContext(view, state, links);
        Honoured(page);
        GateSection.Conversion(page);
        GateSection.Coverage(page);
        Shares(page);
        SupportSection.Write(page);
        Outlook(page);
        Changes(page);
        return PageFrame.Around(page, PageKind.Figures, "", page["page.figures"]);
    }

    /// <summary>Begins the section of a figure: its heading and the way to its definition.</summary>
    internal static void Head(PageContext page, string key, string figure) =>
        page.Out.Raw($"<section id=\"{figure}\">").Raw($"<h2>{PageContext.Esc(page[key])}</h2>\n<p>{page.Definition(figure)}</p>\n");

    private static void Honoured(PageContext page)
    {
        HonouredRate h = page.View.Metrics.Honoured;
        BaseRate b = page.View.Metrics.BaseRate;
        PageWords w = page.Words;
        Reports.Html o = page.Out;
        Head(page, "honoured.title", "honoured");
        if (page.View.Metrics.States.Length == 0) o.Element("p", page["honoured.noPromises"]);
        string rate = h.Share is { } share && h.ShareInterval is { } i ? w.Say("honoured.rate", w.Number(h.Honoured), w.Number(h.Due), w.Percent(share, i.Low, i.High)) : page["honoured.noneDue"];
        o.Raw("<p class=\"lead\">").Text(rate).Raw("</p>\n");
        string years = b.HorizonYears is { } y ? w.Say("base.years", w.Number((long)y)) : "";
        o.Raw("<p>").Text($"{w.Say("base.rate", w.Percent(b.Share))} {years} {(b.Verified ? "" : page["base.unverified"])}".Trim()).Raw($" {page.Defined("base")}</p>\n");
        ShareBar(page, h, b);
        if (page.View.Metrics.States.Length > 0) Counts(page, h);
        if (h.Value is { } value) o.Raw("<p>").Text(w.Say("honoured.value", w.Billions(h.DeliveredEur), w.Billions(h.DueEur), w.Percent(value.Share, value.Low, value.High))).Raw($" {page.Defined("value")}</p>\n");
        if (h.Weighted is { } weighted) o.Raw("<p>").Text(w.Say("honoured.weighted", w.Percent(weighted.Share, weighted.Low, weighted.High))).Raw($" {page.Defined("weighted")}</p>\n");
        if (h.NotValued > 0) o.Element("p", w.Say("honoured.notValued", w.Plural("n.promises", h.NotValued)));
        o.Raw("</section>\n");
    }

    private static void Counts(PageContext page, HonouredRate h)
    {
        page.Out.Raw("<dl class=\"counts\">");
        foreach ((string key, int n) in ((string, int)[])[("honoured", h.Honoured), ("partly", h.Partly), ("late", h.Late), ("lapsed", h.Lapsed), ("withdrawn", h.Withdrawn), ("notDue", h.NotDue), ("unknown", h.Unknown)])
        {
            page.Out.Raw($"<div><dt>{PageContext.Esc(page["standing." + key])}</dt><dd>{PageContext.Esc(page.Words.Number(n))}</dd></div>");
        }

        page.Out.Raw("</dl>\n");
    }

    // Two rows on one scale: the ledger's own share with its interval, and the public figure beside it.
    private static void ShareBar(PageContext page, HonouredRate h, BaseRate b)
    {
        static string X(double share) => PageContext.F(share * 100) + "%";
        void Row(string name, string marks, string says) => page.Out.Raw($"<div class=\"barrow\"><span class=\"barname\">{PageContext.Esc(name)}</span><svg class=\"barline\" width=\"100%\" height=\"20\">{marks}</svg><span class=\"barsays\">{PageContext.Esc(says)}</span></div>\n");
        page.Out.Raw($"<figure class=\"barchart\" id=\"chart-honoured\"><div role=\"img\" aria-label=\"{PageContext.Esc(page["honoured.spoken"])}\">\n");
        if (h.Share is { } share && h.ShareInterval is { } i) Row(page["honoured.own"], $"<line class=\"range\" x1=\"{X(i.Low)}\" y1=\"10\" x2=\"{X(i.High)}\" y2=\"10\"/><circle class=\"point\" cx=\"{X(share)}\" cy=\"10\" r=\"7\"/>", page.Words.Percent(share));
        else Row(page["honoured.own"], "<rect class=\"none\" x=\"0\" y=\"1\" width=\"100%\" height=\"18\"/>", page["honoured.noneDue.short"]);
        Row(page["honoured.base"], $"<svg x=\"{X(b.Share)}\" overflow=\"visible\"><path class=\"point\" d=\"M0 2l8 8l-8 8l-8 -8z\"/></svg>", page.Words.Percent(b.Share));
        string ticks = string.Concat(Enumerable.Range(0, 5).Select(n => $"<line class=\"ruler\" x1=\"{25 * n}%\" y1=\"0\" x2=\"{25 * n}%\" y2=\"6\"/><text class=\"{(n == 0 ? "start" : n == 4 ? "end" : "mid")}\" x=\"{25 * n}%\" y=\"18\">{PageContext.Esc(page.Words.Percent(n / 4.0))}</text>"));
        Row("", $"<line class=\"ruler\" x1=\"0\" y1=\"2\" x2=\"100%\" y2=\"2\"/>{ticks}", "");
        page.Out.Raw("</div></figure>\n");
    }

    private static void Shares(PageContext page)
    {
        Head(page, "dependence.title", "dependence");
        bool any = false;
        foreach ((string pillar, Concentration promises, Concentration money) in page.View.Metrics.Dependence)
        {
            foreach (Concentration c in (Concentration[])[promises, money])
            {
                if (c.Shares.Length == 0) continue;
                any = true;
                string what = page["measure." + c.Measure], total = c.Measure == "promises" ? page.Words.Plural("n.promises", (long)c.Total) : page.Words.Billions(c.Total);
                Bars(page, $"{pillar} {page.Pillar(pillar)}: {what}", page.Words.Say("dependence.sum", total, page.Guarantor(c.Largest), page.Words.Percent(c.LargestShare), page.Words.Number(c.HhiFactor, 3), page.Words.Number(1.0 / c.Shares.Length, 3)), c);
            }
        }

        if (!any) page.Out.Element("p", page["dependence.empty"]);
        page.Out.Raw("</section>\n");
    }

    private static void Bars(PageContext page, string title, string sentence, Concentration c)
    {
        Reports.Html o = page.Out;
        (string Name, double Share)[] rows = [.. c.Shares.Take(MostGivers).Select(s => (page.Guarantor(s.Guarantor), s.Share))];
        if (c.Shares.Length > MostGivers) rows = [.. rows, (page.Words.Say("dependence.others", page.Words.Number(c.Shares.Length - MostGivers)), c.Shares.Skip(MostGivers).Sum(s => s.Share))];
        o.Element("h3", title).Raw("<p>").Text(sentence).Raw($" {page.Defined("hhi")}</p>\n").Raw("<table class=\"bars\"><caption class=\"unseen\">").Text(title).Raw("</caption><tbody>\n");
        foreach ((string name, double share) in rows)
        {
            o.Raw($"<tr><th scope=\"row\">{PageContext.Esc(name)}</th><td class=\"barcell\"><svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"part\" x=\"0\" y=\"1\" width=\"{PageContext.F(share * 100)}\" height=\"8\"/></svg></td><td class=\"n\">{PageContext.Esc(page.Words.Percent(share))}</td></tr>\n");
        }

        o.Raw("</tbody></table>\n");
    }

    private static void Outlook(PageContext page)
    {
        Head(page, "outlook.title", "outlook");
        ImmutableArray<Outlook> all = page.View.Metrics.Outlook;
        page.Out.Element("p", page["outlook.note"], "class=\"soft\"");
        if (all.Length == 0) page.Out.Element("p", page["outlook.empty"]);
        else
        {
            string[] headers = [page["guarantor"], page["open.what"], page["outlook.like"], page["outlook.kept"]];
            page.Out.Table(page.Words.Plural("n.promises", all.Length), headers, all.OrderBy(x => x.Commitment).Take(MostRows).Select(x =>
            {
                Commitment c = page.View.Ledger.Commitments[x.Commitment];
                return (string[])
                [
                    "\u0001" + PageContext.Esc(page.Guarantor(c.Guarantor)), $"<a href=\"{page.To(PageKind.Promise, PageLinks.Slug(c.Id))}\">{PageContext.Claim(c.Text.Length > 0 ? c.Text : c.Id.Id)}</a>",
                    PageContext.Esc(page.Words.Say("outlook.of", page.Words.Number(x.Kept), page.Words.Number(x.FellDue))), PageContext.Esc(page.Words.Percent(x.KeptProbability, x.LowProbability, x.HighProbability)),
                ];
            }), "cards");
            More(page, all.Length);
        }

        page.Out.Raw("</section>\n");
    }

    private static void Changes(PageContext page)
    {
        LedgerMetrics m = page.View.Metrics;
        Reports.Html o = page.Out;
        o.Raw("<section id=\"changes\">").Element("h2", page["changes.title"]);
        Postponement[] moved = [.. m.Postponements.Where(p => page.View.Ledger.Commitments.ContainsKey(p.Commitment))];
        if (m.Reversals.Length == 0 && moved.Length == 0) o.Raw("<p>").Text(page["changes.empty"]).Raw($" {page.Defined("reversals")} {page.Defined("postponements")}</p>\n");
        if (m.Reversals.Length > 0)
        {
            o.Element("h3", page["changes.back"], "id=\"reversals\"").Raw($"<p>{page.Definition("reversals")}</p><ul class=\"says\">\n");
            foreach (Reversal r in m.Reversals.Take(MostRows))
            {
                o.Raw($"<li><a href=\"{page.ToCell(r.Guarantor, r.Pillar)}\">{PageContext.Esc($"{page.Guarantor(r.Guarantor)}, {r.Pillar}")}</a>: {PageContext.Esc(page["reversal." + r.Kind])}, {PageContext.Esc(page.Words.Date(r.Day))}: {PageContext.Claim(r.From)} → {PageContext.Claim(r.To)}</li>\n");
            }

            o.Raw("</ul>\n");
            More(page, m.Reversals.Length);
        }

        if (moved.Length > 0)
        {
            o.Element("h3", page["changes.late"], "id=\"postponements\"").Raw($"<p>{page.Definition("postponements")}</p><ul class=\"says\">\n");
            foreach (Postponement p in moved.Take(MostRows))
            {
                Commitment c = page.View.Ledger.Commitments[p.Commitment];
                o.Raw($"<li><a href=\"{page.To(PageKind.Promise, PageLinks.Slug(c.Id))}\">{PageContext.Esc(page.Guarantor(c.Guarantor))}, {PageContext.Claim(c.Text.Length > 0 ? c.Text : c.Id.Id)}</a>: {PageContext.Esc(page.Words.Say("changes.moved", page.Words.Date(p.First), page.Words.Date(p.Now)))}</li>\n");
            }

            o.Raw("</ul>\n");
            More(page, moved.Length);
        }

        if (m.Slippage.Ended + m.Slippage.Open > 0)
        {
            (string ended, string open) = (page.Words.Number(m.Slippage.Ended), page.Words.Number(m.Slippage.Open));
            o.Raw("<p id=\"slippage\">").Text(m.Slippage.MedianDays is { } days ? page.Words.Say("slippage.median", page.Words.Plural("n.days", (long)days), ended, open) : page.Words.Say("slippage.noMedian", ended, open)).Raw($" {page.Defined("slippage")}</p>\n");
        }

        o.Raw("</section>\n");
    }

    private static void More(PageContext page, int all)
    {
        if (all > MostRows) page.Out.Element("p", page.Words.Say("more.notShown", page.Words.Number(all - MostRows)), "class=\"soft\"");
    }
}
