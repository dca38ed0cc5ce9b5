using Truce.Commitments;

namespace Truce.Pages;

/// <summary>How far sites stand from the line, on an axis: a bar for each region, and the least distance that the rules ask for. Not a map; a bar says no more than its region.</summary>
internal static class PostureAxis
{
    private const double Left = 300, Right = 960, RowPx = 22;

    // More than this on one picture nobody reads; the tables below have them all.
    private const int MostBars = 40;

    internal static void Write(PageContext page, PostureView posture)
    {
        PostureSite[] all = [.. posture.Sites.Where(s => s.NearKm is not null)], drawn = [.. all.OrderBy(s => s.NearKm).ThenBy(s => s.FarKm).ThenBy(s => s.Element.Id).Take(MostBars)];
        if (drawn.Length == 0) return;
        PageWords w = page.Words;
        Reports.Html o = page.Out;
        double? least = posture.Basis.Rules?.LeastKmFromLine;
        double most = Math.Ceiling(Math.Max(drawn.Max(s => s.FarKm!.Value), least ?? 0) / 100) * 100, bottom = 26 + (drawn.Length * RowPx);
        double X(double km) => Left + (km / most * (Right - Left));
        o.Raw("<section>").Element("h2", page["posture.axis"]).Element("p", page["posture.axis.note"], "class=\"soft\"");
        o.Raw($"<figure class=\"chart\" tabindex=\"0\"><svg viewBox=\"0 0 1000 {PageContext.F(bottom + 48)}\" role=\"img\" aria-label=\"{PageContext.Esc(w.Say("posture.axis.spoken", w.Plural("n.elements", all.Length)))}\">\n");
        for (int i = 0; i <= 4; i++)
        {
            string x = PageContext.F(X(most * i / 4));
            o.Raw($"<line class=\"grid\" x1=\"{x}\" y1=\"22\" x2=\"{x}\" y2=\"{PageContext.F(bottom)}\"/><text class=\"mid\" x=\"{x}\" y=\"{PageContext.F(bottom + 18)}\">{PageContext.Esc(w.Number((long)(most * i / 4)))}</text>");
        }

        o.Raw($"<text class=\"mid\" x=\"{(Left + Right) / 2}\" y=\"{PageContext.F(bottom + 40)}\">{PageContext.Esc(page["posture.axis.km"])}</text><line class=\"line\" x1=\"{Left}\" y1=\"22\" x2=\"{Left}\" y2=\"{PageContext.F(bottom)}\"/>\n");
        for (int i = 0; i < drawn.Length; i++)
        {
            (ForceElement f, double near, double far) = (drawn[i].Element, drawn[i].NearKm!.Value, drawn[i].FarKm!.Value);
            double y = 26 + (i * RowPx);
            string name = $"{page.Guarantor(f.Guarantor)}: {ForceTable.Kind(page, f)}";
            o.Raw($"<text class=\"end\" x=\"{Left - 10}\" y=\"{PageContext.F(y + 13)}\">{PageContext.Esc(name.Length > 40 ? name[..39] + "…" : name)}</text>")
                .Raw($"<rect class=\"span\" x=\"{PageContext.F(X(near))}\" y=\"{PageContext.F(y + 3)}\" width=\"{PageContext.F(X(far) - X(near))}\" height=\"13\" rx=\"2\"/>\n");
        }

        if (least is { } km)
        {
            o.Raw($"<line class=\"least\" x1=\"{PageContext.F(X(km))}\" y1=\"18\" x2=\"{PageContext.F(X(km))}\" y2=\"{PageContext.F(bottom)}\"/><text x=\"{PageContext.F(X(km) + 4)}\" y=\"14\">{PageContext.Esc(w.Say("posture.axis.least", w.Number(km, km == Math.Floor(km) ? 0 : 1)))}</text>");
        }

        o.Raw("</svg></figure>\n");
        if (all.Length > MostBars) o.Element("p", w.Say("more.notShown", w.Number(all.Length - MostBars)), "class=\"soft\"");
        o.Raw("</section>\n");
    }
}
