namespace Truce.Pages;

/// <summary>A piece of a bar.</summary>
/// <param name="Look">Class of the shape: <c>part</c> filled, <c>hatch</c> hatched, <c>all</c> in outline, <c>none</c> dashed.</param>
/// <param name="Value">Length in the unit of the chart; nothing below zero is drawn.</param>
internal sealed record BarPiece(string Look, double Value);

/// <summary>One bar of a chart.</summary>
/// <param name="Name">Before the bar.</param>
/// <param name="Pieces">From left to right.</param>
/// <param name="Says">After the bar, in words.</param>
/// <param name="Gap">Whether a new group begins here.</param>
internal sealed record BarRow(string Name, IReadOnlyList<BarPiece> Pieces, string Says, bool Gap = false);

/// <summary>Bars on one scale from zero, as SVG of our own. Pieces differ by shape before colour, so that grey paper keeps them apart; a table below has the numbers.</summary>
internal static class BarChart
{
    private const double Left = 236, Right = 700, RowPx = 24, GapPx = 14, BarPx = 15;

    /// <summary>Writes the chart.</summary>
    /// <param name="page">The page.</param>
    /// <param name="id">Name of the chart, one on a page.</param>
    /// <param name="rows">Its bars.</param>
    /// <param name="spoken">What a screen reader says of it.</param>
    /// <param name="legend">Looks and what they mean.</param>
    internal static void Write(PageContext page, string id, IReadOnlyList<BarRow> rows, string spoken, IReadOnlyList<(string Look, string Says)> legend)
    {
        double most = rows.Max(r => r.Pieces.Sum(p => Math.Max(0, p.Value)));
        double height = 8 + rows.Sum(r => RowPx + (r.Gap ? GapPx : 0)), y = 4;
        Reports.Html o = page.Out;
        o.Raw($"<figure class=\"chart\" tabindex=\"0\"><svg viewBox=\"0 0 1000 {PageContext.F(height)}\" role=\"img\" aria-label=\"{PageContext.Esc(spoken)}\">{Hatch(id)}\n");
        foreach (BarRow row in rows)
        {
            if (row.Gap) y += GapPx;
            double x = Left;
            o.Raw($"<text class=\"end\" x=\"{Left - 10}\" y=\"{PageContext.F(y + 13)}\">{PageContext.Esc(row.Name)}</text>");
            foreach (BarPiece piece in row.Pieces.Where(p => p.Value > 0))
            {
                double wide = most > 0 ? piece.Value / most * (Right - Left) : 0;
                o.Raw($"<rect class=\"{piece.Look}\"{Fill(id, piece.Look)} x=\"{PageContext.F(x)}\" y=\"{PageContext.F(y + 1)}\" width=\"{PageContext.F(Math.Max(1, wide))}\" height=\"{BarPx}\"/>");
                x += wide;
            }

            o.Raw($"<text x=\"{PageContext.F(Math.Max(x, Left) + 8)}\" y=\"{PageContext.F(y + 13)}\">{PageContext.Esc(row.Says)}</text>\n");
            y += RowPx;
        }

        o.Raw("</svg><figcaption>");
        foreach ((string look, string says) in legend)
        {
            o.Raw($"<span class=\"legend\"><svg class=\"swatch\" viewBox=\"0 0 24 12\" width=\"24\" height=\"12\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"{look}\"{Fill(id, look)} x=\"1\" y=\"1\" width=\"22\" height=\"10\"/></svg> {PageContext.Esc(says)}</span> ");
        }

        o.Raw("</figcaption></figure>\n");
    }

    // The pattern is named for its chart: a page may have several.
    private static string Hatch(string id) => $"<defs><pattern id=\"hatch-{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"under\" width=\"6\" height=\"6\"/><rect class=\"stripe\" width=\"3\" height=\"6\"/></pattern></defs>";

    private static string Fill(string id, string look) => look == "hatch" ? $" fill=\"url(#hatch-{id})\"" : "";
}
