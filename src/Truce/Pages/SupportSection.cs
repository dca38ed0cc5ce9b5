using System.Collections.Immutable;
using System.Globalization;
using Truce.Commitments;

namespace Truce.Pages;

/// <summary>Money by year as a support tracker counts it: bars of what was committed and allocated, with the largest giver's share marked, and the table.</summary>
internal static class SupportSection
{
    internal static void Write(PageContext page)
    {
        ImmutableArray<SupportYear> years = page.View.Metrics.Support;
        if (years.Length == 0) return;
        FiguresPage.Head(page, "support.title", "support");
        page.Out.Element("p", page["support.note"], "class=\"notice\"");
        (string Look, string Says)[] legend = [("all", page["support.committed"]), ("part", page["support.allocated"]), ("hatch", page["support.ofLargest"])];
        BarChart.Write(page, "support", [.. years.SelectMany(y => Rows(page, y))], page["support.spoken"], legend);
        Table(page, years);
        page.Out.Raw($"<p>{page.Defined("dependence")} {page.Defined("hhi")}</p></section>\n");
    }

    private static IEnumerable<BarRow> Rows(PageContext page, SupportYear y)
    {
        PageWords w = page.Words;
        string year = y.Year.ToString(CultureInfo.InvariantCulture);
        double largest = y.AllocatedEur * y.All.LargestShare;
        yield return new($"{year}: {page["support.committed"]}", [new("all", y.CommittedEur)], w.Billions(y.CommittedEur), Group: true);
        yield return new(page["support.allocated"], [new("hatch", largest), new("part", y.AllocatedEur - largest)],
            y.All.Shares.Length > 0 ? w.Say("support.bar", w.Billions(y.AllocatedEur), page.Guarantor(y.All.Largest), w.Percent(y.All.LargestShare)) : w.Billions(y.AllocatedEur));
    }

    private static void Table(PageContext page, ImmutableArray<SupportYear> years)
    {
        PageWords w = page.Words;
        string Largest(Concentration c) => PageContext.Esc(c.Shares.Length > 0 ? $"{page.Guarantor(c.Largest)}, {w.Percent(c.LargestShare)}" : page["not.known"]);
        string[] headers = [page["support.year"], page["support.committed"], page["support.allocated"], page["support.toBe"], page["support.largestAll"], page["support.largest"], page["support.hhi"]];
        page.Out.Table(page["support.caption"], headers, years.Select(y => (string[])
        [
            "\u0001" + y.Year.ToString(CultureInfo.InvariantCulture), w.Number(y.CommittedEur / 1e9, 2), w.Number(y.AllocatedEur / 1e9, 2), w.Number(y.ToBeAllocatedEur / 1e9, 2),
            Largest(y.All), Largest(y.Military), y.Military.Shares.Length > 0 ? w.Number(y.Military.HhiFactor, 3) : PageContext.Esc(page["not.known"]),
        ]), "cards", 1, 2, 3, 6);
    }
}
