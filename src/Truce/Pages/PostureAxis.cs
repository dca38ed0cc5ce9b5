namespace Truce.Pages;

/// <summary>How far sites stand from the line, on an axis: a bar for each region, and the least distance that the rules ask for. Not a map; a bar says no more than its region.</summary>
internal static class PostureAxis
{
    // More than this on one picture nobody reads; the tables below have them all.
    private const int MostBars = 40;

    internal static void Write(PageContext page, PostureView posture)
    {
        PostureSite[] all = [.. posture.Sites.Where(s => s.NearKm is not null)], drawn = [.. all.OrderBy(s => s.NearKm).ThenBy(s => s.FarKm).ThenBy(s => s.Element.Id).Take(MostBars)];
        if (drawn.Length == 0) return;
        PageWords w = page.Words;
        double? least = posture.Basis.Rules?.LeastKmFromLine;
        double mostKm = Math.Ceiling(Math.Max(drawn.Max(s => s.FarKm!.Value), least ?? 0) / 100) * 100;
        string says = least is { } km ? w.Say("posture.axis.least", w.Number(km, km == Math.Floor(km) ? 0 : 1)) : "";
        page.Out.Raw("<section>").Element("h2", page["posture.axis"]).Element("p", page["posture.axis.note"], "class=\"soft\"");
        BarChart.Write(page, "axis", [.. drawn.Select(s => Row(page, s))], w.Say("posture.axis.spoken", w.Plural("n.elements", all.Length)), [], new(mostKm, page["posture.axis.km"], least, says));
        if (all.Length > MostBars) page.Out.Element("p", w.Say("more.notShown", w.Number(all.Length - MostBars)), "class=\"soft\"");
        page.Out.Raw("</section>\n");
    }

    private static BarRow Row(PageContext page, PostureSite s)
    {
        (double near, double far) = (s.NearKm!.Value, s.FarKm!.Value);
        return new($"{page.Guarantor(s.Element.Guarantor)}: {ForceTable.Kind(page, s.Element)}", [new("gap", near), new("part", far - near)], page.Words.Say("posture.km", page.Words.Number((long)near), page.Words.Number((long)far)));
    }
}
