using System.Globalization;
using System.Text;

namespace Truce.Reports.Waveforms;

/// <summary>Writes the marks of a picture: numbers to a tenth of a unit, every text escaped.</summary>
internal sealed class PicturePen(PictureOptions options)
{
    private readonly Html _out = new();
    private readonly bool _page = options.Theme == PictureTheme.Page;

    internal PicturePalette Colours { get; } = PicturePalette.For(options.Theme);

    internal static string F(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    internal void Raw(string markup) => _out.Raw(markup);

    /// <summary>A text; <paramref name="anchor"/> is start, middle or end.</summary>
    internal void Text(double x, double y, string text, string anchor = "start", bool soft = false, bool bold = false, bool halo = false)
    {
        string look = Look(soft, bold) + (halo ? _page ? "" : $" stroke=\"{Colours.Paper}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"" : "");
        string kind = _page && (soft || halo) ? $" class=\"{(soft ? "soft" : "")}{(soft && halo ? " " : "")}{(halo ? "halo" : "")}\"" : "";
        _out.Raw($"<text x=\"{F(x)}\" y=\"{F(y)}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}{kind}{look}>").Text(text).Raw("</text>\n");
    }

    /// <summary>A name, and what is said of it in a softer colour.</summary>
    internal void Heading(double x, double y, string name, string rest)
    {
        _out.Raw($"<text x=\"{F(x)}\" y=\"{F(y)}\"{Look(false, true)}>").Text(name);
        _out.Raw($"<tspan dx=\"10\" fill=\"{Colours.Soft}\" font-weight=\"400\">").Text(rest).Raw("</tspan></text>\n");
    }

    internal void Box(double x, double y, double width, double height, string attributes) =>
        _out.Raw($"<rect x=\"{F(x)}\" y=\"{F(y)}\" width=\"{Width(width)}\" height=\"{F(height)}\" {attributes}/>\n");

    internal void Path(string data, string attributes)
    {
        if (data.Length > 0) _out.Raw($"<path d=\"{data}\" {attributes}/>\n");
    }

    /// <inheritdoc/>
    public override string ToString() => _out.ToString();

    /// <summary>Lines from point to point, each relative to the one before, so that they are short; sums are of tenths and do not drift.</summary>
    internal static void Polyline(StringBuilder to, IEnumerable<(double X, double Y)> points)
    {
        (int X, int Y)? last = null;
        foreach ((double x, double y) in points)
        {
            (int X, int Y) at = ((int)Math.Round(x * 10), (int)Math.Round(y * 10));
            if (last is not { } l) to.Append('M').Append(Tenths(at.X)).Append(Separated(at.Y)).Append('l');
            else if (at == l) continue;
            else to.Append(to[^1] == 'l' ? Tenths(at.X - l.X) : Separated(at.X - l.X)).Append(Separated(at.Y - l.Y));
            last = at;
        }

        if (to.Length > 0 && to[^1] == 'l') to.Append("0 .5"); // one sample alone, or a row of equal ones within a tenth
    }

    /// <summary>Tenths as a decimal number without what is not needed.</summary>
    internal static string Tenths(int tenths)
    {
        int whole = Math.Abs(tenths) / 10, part = Math.Abs(tenths) % 10;
        string digits = part == 0 ? whole.ToString(CultureInfo.InvariantCulture) : (whole == 0 ? "" : whole.ToString(CultureInfo.InvariantCulture)) + "." + (char)('0' + part);
        return tenths < 0 ? "-" + digits : digits;
    }

    /// <summary>The same after another number: a minus sign parts them, else a blank.</summary>
    internal static string Separated(int tenths) => tenths < 0 ? Tenths(tenths) : " " + Tenths(tenths);

    // The band of a small error keeps its width to a hundredth.
    private static string Width(double width) => Math.Round(width, 2).ToString(CultureInfo.InvariantCulture);

    private string Look(bool soft, bool bold) =>
        (_page ? "" : $" fill=\"{(soft ? Colours.Soft : Colours.Ink)}\"") + (bold ? " font-weight=\"650\"" : "");
}
