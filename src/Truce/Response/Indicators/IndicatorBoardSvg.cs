using System.Globalization;
using System.Text;
using Truce.Sayings;

namespace Truce.Response.Indicators;

/// <summary>The board as small multiples in one SVG: a frame for each row, grouped by indicator. Prints in grey, follows a dark theme, needs no script.</summary>
/// <remarks>State is said in words and by a shape; shade comes third. A day that was not watched is hatched over its whole height: it never looks like zero.</remarks>
public static class IndicatorBoardSvg
{
    private const double FrameWidth = 318, FrameHeight = 118, LowHeight = 28, Gap = 12, Plot = 52, Margin = 16;
    private const int Columns = 3, MostPeriods = 120;
    private const double Width = (2 * Margin) + (Columns * FrameWidth) + ((Columns - 1) * Gap);

    /// <summary>Draws the board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="words">The language.</param>
    /// <param name="prefix">Before every id in the drawing, so that two of them may stand in one page; letters, digits and hyphens.</param>
    public static string Draw(IndicatorBoard board, SayingWords words, string prefix = "ib")
    {
        var body = new StringBuilder();
        double y = Header(body, board, words);
        foreach (IGrouping<string, IndicatorRow> group in board.Rows.GroupBy(r => r.Definition.Id))
        {
            IndicatorDefinition definition = group.First().Definition;
            body.Append(F($"<text class=\"h\" x=\"{Margin}\" y=\"{y + 18}\">{Escape(IndicatorWords.Named(definition.Name, words.Language, definition.Id))}</text>\n"));
            y += 28;
            foreach ((bool plotted, double height) in (ReadOnlySpan<(bool, double)>)[(true, FrameHeight), (false, LowHeight)])
            {
                IndicatorRow[] rows = [.. group.Where(r => plotted == (r.State != RowState.ExposureNotKnown))];
                for (int at = 0; at < rows.Length; at++) Frame(body, rows[at], words, prefix, Margin + (at % Columns * (FrameWidth + Gap)), y + (at / Columns * (height + Gap)), plotted);
                y += (rows.Length + Columns - 1) / Columns * (height + Gap);
            }
        }

        y = Legend(body, words, prefix, y);
        string title = Escape(words.Say(IndicatorWords.Title) + ": " + board.Mission);
        return F($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{prefix}\" viewBox=\"0 0 {Width} {y}\" role=\"img\" aria-labelledby=\"{prefix}-t\" lang=\"{words.Language}\"><title id=\"{prefix}-t\">{title}</title>\n")
            + F($"<style>{Style(prefix)}</style><defs><pattern id=\"{prefix}-x\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"x\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern></defs>\n")
            + F($"<rect class=\"page\" width=\"{Width}\" height=\"{y}\"/>\n") + body + "</svg>\n";
    }

    private static double Header(StringBuilder body, IndicatorBoard board, SayingWords words)
    {
        double y = 12;
        if (board.Simulated)
        {
            body.Append(F($"<rect class=\"band\" x=\"0\" y=\"0\" width=\"{Width}\" height=\"28\"/><text class=\"sim\" x=\"{Margin}\" y=\"19\">{Escape(IndicatorWords.Simulated(words))}</text>\n"));
            y = 40;
        }

        body.Append(F($"<text class=\"t\" x=\"{Margin}\" y=\"{y + 20}\">{Escape(words.Say(IndicatorWords.Title))} — {Escape(board.Mission)}, {Day(board.Through)}</text>\n"));
        y += 40;
        foreach (string line in Lines(IndicatorWords.Promise(board).Concat(board.Notes).Select(words.Say), 150))
        {
            body.Append(F($"<text class=\"s\" x=\"{Margin}\" y=\"{y}\">{Escape(line)}</text>\n"));
            y += 16;
        }

        return y + 4;
    }

    private static void Frame(StringBuilder body, IndicatorRow row, SayingWords words, string prefix, double x, double y, bool plotted)
    {
        bool unknown = row.State is RowState.TooLittleBaseline or RowState.TooRestless or RowState.NotWatched or RowState.ExposureNotKnown;
        string state = words.Say(IndicatorWords.State(row.State)), sector = IndicatorWords.Sector(row.Series, words);
        string spoken = row.On is { } lit ? $"{sector}: {state}. {words.Say(IndicatorWords.Change(lit))}" : $"{sector}: {state}";
        body.Append(F($"<g transform=\"translate({x} {y})\" role=\"group\" aria-label=\"{Escape(spoken)}\"><title>{Escape(spoken)}</title>\n"));
        body.Append(F($"<rect class=\"{(unknown ? "fu" : row.On is null ? "f" : "fl")}\" x=\"0.5\" y=\"0.5\" width=\"{FrameWidth - 1}\" height=\"{(plotted ? FrameHeight : LowHeight) - 1}\" rx=\"3\"/>"));
        body.Append(F($"<path class=\"{(row.State == RowState.Quiet || unknown ? "go" : "gf")}{(unknown ? " gd" : "")}\" d=\"{Shape(row.State)}\"/>"));
        body.Append(F($"<text class=\"n\" x=\"28\" y=\"19\">{Escape(Short(sector, 18))}</text><text class=\"w\" x=\"{FrameWidth - 10}\" y=\"19\" text-anchor=\"end\">{Escape(Short(state, 30))}</text>\n"));
        if (!plotted)
        {
            body.Append("</g>\n");
            return;
        }

        Bars(body, row, prefix);
        string foot = row.On is { } on ? Size(on) : words.Say(IndicatorWords.Exposure(row));
        body.Append(F($"<text class=\"s\" x=\"10\" y=\"{FrameHeight - 9}\">{Escape(Short(foot, 56))}</text></g>\n"));
    }

    /// <summary>Ratio with its interval and the beginning with its interval, in figures that need no language.</summary>
    private static string Size(IndicatorLight light)
    {
        ChangeEstimate c = light.Change;
        string size = c is { Ratio: { } r, RatioHigh: { } high } ? F($"× {r:0.0#} ({c.RatioLow:0.0#}–{high:0.0#})") : F($"≥ × {c.RatioLow:0.0#}");
        return $"{size}   {(c.OrBefore ? "≤ " : "")}{Day(c.Began)} ({c.Earliest:MM-dd} – {c.Latest:MM-dd})";
    }

    private static void Bars(StringBuilder body, IndicatorRow row, string prefix)
    {
        IndicatorPeriod[] shown = [.. row.Series.Periods.TakeLast(MostPeriods)];
        if (shown.Length == 0) return;
        const double Left = 10, Top = 30, Bottom = Top + Plot, Span = FrameWidth - (2 * Left), PerDay = 24;
        double step = Span / shown.Length;
        RateBaseline? baseline = row.On?.Baseline ?? row.Baseline;
        double Rate(IndicatorPeriod p) => p.Count / p.ExposureHours!.Value * PerDay;
        double top = Math.Max(baseline is null ? 0 : Math.Min(baseline.OrdinaryHighPerHour, 4 * baseline.HighPerHour) * PerDay * 1.2, shown.Where(p => p.IsWatched).Select(Rate).DefaultIfEmpty(0).Max());
        if (top <= 0) top = 1;
        double Y(double rate) => Bottom - (Math.Min(rate, top) / top * Plot);
        if (baseline is not null)
        {
            body.Append(F($"<rect class=\"bb\" x=\"{Left}\" y=\"{Y(baseline.OrdinaryHighPerHour * PerDay):0.##}\" width=\"{Span}\" height=\"{Math.Max(1, Y(baseline.OrdinaryLowPerHour * PerDay) - Y(baseline.OrdinaryHighPerHour * PerDay)):0.##}\"/>"));
            body.Append(F($"<line class=\"bl\" x1=\"{Left}\" x2=\"{Left + Span}\" y1=\"{Y(baseline.RatePerHour * PerDay):0.##}\" y2=\"{Y(baseline.RatePerHour * PerDay):0.##}\"/>"));
        }

        for (int i = 0, from; i < shown.Length; i++)
        {
            if (shown[i].IsWatched)
            {
                if (shown[i].Count > 0) body.Append(F($"<rect class=\"b\" x=\"{Left + (i * step) + (step * 0.12):0.##}\" y=\"{Y(Rate(shown[i])):0.##}\" width=\"{step * 0.76:0.##}\" height=\"{Bottom - Y(Rate(shown[i])):0.##}\"/>"));
                continue;
            }

            for (from = i; i + 1 < shown.Length && !shown[i + 1].IsWatched; i++)
            {
            }

            body.Append(F($"<rect x=\"{Left + (from * step):0.##}\" y=\"{Top}\" width=\"{(i - from + 1) * step:0.##}\" height=\"{Plot}\" fill=\"url(#{prefix}-x)\"/>"));
        }

        body.Append(F($"<line class=\"a\" x1=\"{Left}\" x2=\"{Left + Span}\" y1=\"{Bottom}\" y2=\"{Bottom}\"/><text class=\"k\" x=\"{Left}\" y=\"{Bottom + 11}\">{Day(shown[0].First)}</text>"));
        body.Append(F($"<text class=\"k\" x=\"{Left + Span}\" y=\"{Bottom + 11}\" text-anchor=\"end\">{Day(shown[^1].First)}</text><text class=\"k\" x=\"{Left + 2}\" y=\"{Top + 7}\">{top:0.##}</text>\n"));
        if (row.On is { } on) Light(body, on, shown, Left, step, Top, Bottom);
    }

    /// <summary>A line where it lit and a bracket over the days in which it began.</summary>
    private static void Light(StringBuilder body, IndicatorLight on, IndicatorPeriod[] shown, double left, double step, double top, double bottom)
    {
        double X(DateOnly day)
        {
            int at = Array.FindIndex(shown, p => p.First >= day);
            return left + (Math.Max(0, at) * step);
        }

        if (on.Lit >= shown[0].First) body.Append(F($"<line class=\"l\" x1=\"{X(on.Lit) + (step / 2):0.##}\" x2=\"{X(on.Lit) + (step / 2):0.##}\" y1=\"{top - 3}\" y2=\"{bottom}\"/>"));
        if (on.Change.Latest >= shown[0].First) body.Append(F($"<path class=\"l\" d=\"M{X(on.Change.Earliest):0.##} {top + 4}v-5H{X(on.Change.Latest) + step:0.##}v5\"/>\n"));
    }

    private static double Legend(StringBuilder body, SayingWords words, string prefix, double y)
    {
        double x = Margin;
        for (int i = 0; i < IndicatorWords.Legend.Length; i++)
        {
            string mark = i switch
            {
                0 => F($"<rect class=\"b\" x=\"{x + 4}\" y=\"{y + 4}\" width=\"6\" height=\"12\"/>"),
                1 => F($"<rect class=\"bb\" x=\"{x}\" y=\"{y + 5}\" width=\"16\" height=\"10\"/><line class=\"bl\" x1=\"{x}\" x2=\"{x + 16}\" y1=\"{y + 10}\" y2=\"{y + 10}\"/>"),
                2 => F($"<path class=\"l\" d=\"M{x + 2} {y + 8}v-4h8v4M{x + 12} {y + 3}v13\"/>"),
                _ => F($"<rect x=\"{x}\" y=\"{y + 3}\" width=\"16\" height=\"13\" fill=\"url(#{prefix}-x)\"/>"),
            };
            string text = words.Say(IndicatorWords.Legend[i]);
            body.Append(mark).Append(F($"<text class=\"s\" x=\"{x + 22}\" y=\"{y + 14}\">{Escape(text)}</text>\n"));
            x += 46 + (text.Length * 6.1);
        }

        return y + 30;
    }

    private static string Shape(RowState state) => state switch
    {
        RowState.Risen => "M10 20L16 9L22 20Z",
        RowState.Fallen => "M10 10L16 21L22 10Z",
        _ => "M11 15a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
    };

    /// <summary>The style with @ where the class of the drawing goes: it must not reach into the page around it.</summary>
    private static string Style(string p) => string.Concat(StyleLines).Replace("@media", "\u0001", StringComparison.Ordinal).Replace("@", "." + p, StringComparison.Ordinal).Replace("\u0001", "@media", StringComparison.Ordinal);

    private static readonly string[] StyleLines =
    [
        "@{--pg:#fff;--ink:#1d2429;--soft:#56626b;--rule:#b9c2c9;--bar:#6b7780;--band:#dfe4e8;--hatch:#8b969e}",
        "@media(prefers-color-scheme:dark){@{--pg:#14191d;--ink:#e3e8ec;--soft:#a3aeb6;--rule:#49545c;--bar:#97a3ab;--band:#2c363d;--hatch:#6f7b84}}",
        "@media print{@{--pg:#fff;--ink:#000;--soft:#333;--rule:#999;--bar:#555;--band:#ddd;--hatch:#777}}",
        "@ text{font:12px system-ui,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}@ .page{fill:var(--pg)}@ .t{font-size:18px;font-weight:600}@ .h{font-size:14px;font-weight:600}@ .n{font-weight:600}",
        "@ .w{font-size:11px}@ .s{font-size:11px;fill:var(--soft)}@ .k{font-size:9px;fill:var(--soft)}@ .f,@ .fu,@ .fl{fill:none;stroke:var(--rule)}@ .fu{stroke-dasharray:4 3}@ .fl{stroke:var(--ink);stroke-width:2}",
        "@ .b{fill:var(--bar)}@ .bb{fill:var(--band)}@ .bl{stroke:var(--soft);stroke-width:1}@ .a{stroke:var(--rule)}@ .l{stroke:var(--ink);stroke-width:1.5;fill:none}@ .x{stroke:var(--hatch);stroke-width:1.2}",
        "@ .go{fill:none;stroke:var(--ink);stroke-width:1.3}@ .gd{stroke-dasharray:2 2}@ .gf{fill:var(--ink)}@ .band{fill:var(--ink)}@ .sim{fill:var(--pg);font-weight:700}",
    ];

    private static IEnumerable<string> Lines(IEnumerable<string> texts, int most)
    {
        foreach (string text in texts)
        {
            var line = new StringBuilder();
            foreach (string word in text.Split(' '))
            {
                if (line.Length > 0 && line.Length + word.Length >= most)
                {
                    yield return line.ToString();
                    line.Clear();
                }

                line.Append(line.Length > 0 ? " " : "").Append(word);
            }

            yield return line.ToString();
        }
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string F(FormattableString text) => FormattableString.Invariant(text);

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
