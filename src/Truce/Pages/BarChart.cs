namespace Truce.Pages;

/// <summary>A piece of a bar.</summary>
/// <param name="Look">Class of the shape: <c>part</c> filled, <c>hatch</c> hatched, <c>all</c> in outline, <c>none</c> dashed; <c>gap</c> is not drawn.</param>
/// <param name="Value">Length in the unit of the chart; nothing below zero is drawn.</param>
internal sealed record BarPiece(string Look, double Value);

/// <summary>One bar of a chart.</summary>
/// <param name="Name">Before the bar.</param>
/// <param name="Pieces">From left to right.</param>
/// <param name="Says">After the bar, in words.</param>
/// <param name="Group">Whether a new group begins here.</param>
internal sealed record BarRow(string Name, IReadOnlyList<BarPiece> Pieces, string Says, bool Group = false);

/// <summary>A scale under the bars.</summary>
/// <param name="Most">Its end, in the unit of the chart.</param>
/// <param name="Unit">What it counts, in words.</param>
/// <param name="Mark">A value at which an upright line stands; absent for none.</param>
/// <param name="Says">What the line means; empty without one.</param>
internal sealed record BarScale(double Most, string Unit, double? Mark, string Says);

/// <summary>Bars on one scale from zero, as SVG of our own between words that wrap on a phone. Pieces differ by shape before colour, so that grey paper keeps them apart; a table below has the numbers.</summary>
internal static class BarChart
{
    /// <summary>Writes the chart.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">Name of the chart, one on a page.</param>
    /// <param name="rows">Its bars.</param>
    /// <param name="spoken">What a screen reader says of it.</param>
    /// <param name="legend">Looks and what they mean.</param>
    /// <param name="scale">The scale; without one the longest bar is as long as there is room.</param>
    internal static void Write(PageContext page, string id, IReadOnlyList<BarRow> rows, string spoken, IReadOnlyList<(string Look, string Says)> legend, BarScale? scale = null)
    {
        double most = scale?.Most ?? rows.Max(r => r.Pieces.Sum(p => Math.Max(0, p.Value)));
        Reports.Html o = page.Out;
        o.Raw($"<figure class=\"barchart\" id=\"chart-{id}\"><div role=\"img\" aria-label=\"{PageContext.Esc(spoken)}\">{Hatch(id)}\n");
        if (scale is { Mark: { } at }) o.Raw($"<div class=\"barrow\"><span class=\"barname\"></span><svg class=\"barline\" width=\"100%\" height=\"16\"><text class=\"{(at > most / 2 ? "end" : "start")}\" x=\"{Share(at, most)}\" y=\"12\">{PageContext.Esc(scale.Says)}</text></svg><span class=\"barsays\"></span></div>\n");
        foreach (BarRow row in rows)
        {
            o.Raw($"<div class=\"barrow{(row.Group ? " group" : "")}\"><span class=\"barname\">{PageContext.Esc(row.Name)}</span><svg class=\"barline\" width=\"100%\" height=\"17\">");
            double from = 0;
            foreach (BarPiece piece in row.Pieces.Where(p => p.Value > 0))
            {
                if (piece.Look != "gap") o.Raw($"<rect class=\"{piece.Look}\"{Fill(id, piece.Look)} x=\"{Share(from, most)}\" y=\"1\" width=\"{Share(piece.Value, most)}\" height=\"15\"/>");
                from += piece.Value;
            }

            if (scale is { Mark: { } mark }) o.Raw($"<line class=\"least\" x1=\"{Share(mark, most)}\" y1=\"0\" x2=\"{Share(mark, most)}\" y2=\"17\"/>");
            o.Raw($"</svg><span class=\"barsays\">{PageContext.Esc(row.Says)}</span></div>\n");
        }

        if (scale is not null) Ruler(page, scale);
        o.Raw("</div>");
        if (legend.Count > 0) o.Raw("<figcaption>");
        foreach ((string look, string says) in legend)
        {
            o.Raw($"<span class=\"legend\"><svg class=\"swatch\" viewBox=\"0 0 24 12\" width=\"24\" height=\"12\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"{look}\"{Fill(id, look)} x=\"1\" y=\"1\" width=\"22\" height=\"10\"/></svg> {PageContext.Esc(says)}</span> ");
        }

        o.Raw(legend.Count > 0 ? "</figcaption></figure>\n" : "</figure>\n");
    }

    private static void Ruler(PageContext page, BarScale scale)
    {
        Reports.Html o = page.Out;
        o.Raw("<div class=\"barrow\"><span class=\"barname\"></span><svg class=\"barline\" width=\"100%\" height=\"24\"><line class=\"ruler\" x1=\"0\" y1=\"2\" x2=\"100%\" y2=\"2\"/>");
        for (int i = 0; i <= 4; i++)
        {
            string anchor = i switch { 0 => "start", 4 => "end", _ => "mid" };
            o.Raw($"<line class=\"ruler\" x1=\"{25 * i}%\" y1=\"0\" x2=\"{25 * i}%\" y2=\"6\"/><text class=\"{anchor}\" x=\"{25 * i}%\" y=\"20\">{PageContext.Esc(page.Words.Number((long)Math.Round(scale.Most * i / 4)))}</text>");
        }

        o.Raw($"</svg><span class=\"barsays\">{PageContext.Esc(scale.Unit)}</span></div>\n");
    }

    private static string Share(double value, double most) => PageContext.F(most > 0 ? Math.Clamp(value / most * 100, 0, 100) : 0) + "%";

    // The pattern is named for its chart: a page may have several.
    private static string Hatch(string id) => $"<svg class=\"patterns\" width=\"0\" height=\"0\"><defs><pattern id=\"hatch-{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"under\" width=\"6\" height=\"6\"/><rect class=\"stripe\" width=\"3\" height=\"6\"/></pattern></defs></svg>";

    private static string Fill(string id, string look) => look == "hatch" ? $" fill=\"url(#hatch-{id})\"" : "";
}
