using System.Globalization;
using System.Text;
using NodaTime;

namespace Truce.Reports.Waveforms;

/// <summary>Draws the panels of a channel, one under the other over the same time axis.</summary>
internal sealed class PicturePanels(PicturePen pen, PictureFrame frame, PictureOptions options)
{
    private const double Left = PictureFrame.Left, Plot = PictureFrame.Plot;
    private const int Levels = 64; // of colour: more the eye does not tell apart

    private readonly (Instant At, string Label)[] _ticks = [.. TimeTicks.Of(frame.From, frame.To, 9)];

    internal double Height(PictureRow row) =>
        PictureFrame.Strip + (Math.Max(0, row.Labels.Lanes) * PictureFrame.Lane) + PictureFrame.RawHeight
        + (options.Band is null || row.Raw.Samples == 0 ? 0 : PictureFrame.Strip + (row.Filtered is null ? 0 : PictureFrame.FilteredHeight))
        + (row.Spectrum is null ? 0 : PictureFrame.Strip + PictureFrame.SpectrumHeight);

    internal void Draw(PictureRow row, double top)
    {
        Catalogue words = frame.Words;
        double y = top + PictureFrame.Strip + (Math.Max(0, row.Labels.Lanes) * PictureFrame.Lane), lines = y;
        var panels = new List<(double Top, double Height)> { (y, PictureFrame.RawHeight) };
        Grid(y, PictureFrame.RawHeight);
        bool any = row.Raw.Samples > 0;
        Shade(row, y, PictureFrame.RawHeight, named: true);
        int exponent = any ? Trace(row.Raw, y, PictureFrame.RawHeight, 5) : 0;
        if (!any) pen.Text(Left + (Plot / 2), y + (PictureFrame.RawHeight / 2) + 4, words["channel.none"], "middle", halo: true);
        pen.Heading(Left, top + 11, row.Channel.Name, About(row, exponent));
        y += PictureFrame.RawHeight;
        if (options.Band is { } band && any)
        {
            double strip = y;
            y += PictureFrame.Strip;
            string low = Plain(band.LowHz), high = Plain(band.HighHz);
            string said = words.Format("unfit", low, high, Plain(row.RateHz));
            if (row.Filtered is { } filtered)
            {
                Grid(y, PictureFrame.FilteredHeight);
                Shade(row, y, PictureFrame.FilteredHeight, named: false);
                int power = filtered.Samples > 0 ? Trace(filtered, y, PictureFrame.FilteredHeight, 4) : 0;
                said = words.Format("filtered", low, high, Unit(power, row.Unit(words)), words.Number(band.Poles));
                panels.Add((y, PictureFrame.FilteredHeight));
                y += PictureFrame.FilteredHeight;
            }

            pen.Text(Left, strip + 13, said, soft: true);
        }

        if (row.Spectrum is not null)
        {
            pen.Text(Left, y + 13, words.Format("power", row.Unit(words), PictureLabels.Significant(row.Spectrum.WindowS, words)), soft: true);
            y += PictureFrame.Strip;
            Spectrogram(row, y);
            panels.Add((y, PictureFrame.SpectrumHeight));
        }

        Marks(row, panels, lines);
    }

    internal void TimeAxis(double y)
    {
        Catalogue words = frame.Words;
        foreach ((Instant at, string label) in _ticks) pen.Text(frame.X(at), y + 16, label, "middle");
        Instant last = frame.To - Duration.FromNanoseconds(1);
        string days = frame.From.InUtc().Date == last.InUtc().Date ? TimeTicks.Date(frame.From) : $"{TimeTicks.Date(frame.From)} – {TimeTicks.Date(last)}";
        pen.Text(Left, y + 36, $"{words["axis"]} · {days}", soft: true);
    }

    /// <summary>A unit with the power of ten that was taken out.</summary>
    internal static string Unit(int exponent, string unit)
    {
        if (exponent == 0) return unit;
        string raised = string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
        return $"10{raised} {unit}";
    }

    private string About(PictureRow row, int exponent)
    {
        Catalogue words = frame.Words;
        var parts = new List<string> { words.Format("raw", Unit(exponent, row.Unit(words))) };
        if (row.RateHz > 0) parts.Add(words.Format("rate", Plain(row.RateHz)));
        if (row.Channel.DistanceKm is { } km && double.IsFinite(km)) parts.Add(words.Format("km", words.Number(km, km < 100 ? 1 : 0)));
        if (row.Gaps.Length > 0 && row.Raw.Samples > 0) parts.Add(words.Format("gaps", words.Number(row.Gaps.Length)));
        if (row.Labels.Unlabelled > 0) parts.Add(words.Format("more.marks", words.Number(row.Labels.Unlabelled)));
        return string.Join(" · ", parts);
    }

    // A frequency or a rate as people write it: 0.5, 10, 99.98.
    private string Plain(double value)
    {
        double round = Math.Round(value, 3);
        int decimals = round == Math.Round(round) ? 0 : Math.Abs((round * 10) - Math.Round(round * 10)) < 1e-9 ? 1 : Math.Abs((round * 100) - Math.Round(round * 100)) < 1e-9 ? 2 : 3;
        return frame.Words.Number(round, decimals);
    }

    private void Grid(double y, double height)
    {
        string lines = string.Concat(_ticks.Select(t => $"M{PicturePen.F(frame.X(t.At))} {PicturePen.F(y)}v{PicturePen.F(height)}"));
        pen.Path(lines, $"stroke=\"{pen.Colours.Line}\" fill=\"none\"");
        pen.Box(Left, y, Plot, height, $"fill=\"none\" stroke=\"{pen.Colours.Line}\"");
    }

    // Draws values and their scale; answers with the power of ten that was taken out.
    private int Trace(PictureTrace trace, double y, double height, int most)
    {
        var scale = ValueScale.Of(trace.Least, trace.Greatest, most);
        double Y(double value) => y + (height * (1 - scale.Share(value)));
        var ticks = new StringBuilder();
        foreach (double tick in scale.Ticks)
        {
            ticks.Append(CultureInfo.InvariantCulture, $"M{PicturePen.F(Left - 4)} {PicturePen.F(Y(tick))}h4");
            pen.Text(Left - 8, Y(tick) + 4, frame.Words.Number(Math.Round(tick / Math.Pow(10, scale.Exponent), scale.Decimals) + 0.0, scale.Decimals), "end", soft: true);
        }

        pen.Path(ticks.ToString(), $"stroke=\"{pen.Colours.Soft}\"");
        pen.Path(Envelope(trace, Y), $"stroke=\"{pen.Colours.Trace}\" fill=\"none\" data-kind=\"envelope\"");
        var lines = new StringBuilder();
        foreach (IReadOnlyList<(double X, double Value)> line in trace.Lines)
        {
            PicturePen.Polyline(lines, line.Select(p => (Left + p.X, Y(p.Value))));
        }

        pen.Path(lines.ToString(), $"stroke=\"{pen.Colours.Trace}\" fill=\"none\" stroke-linejoin=\"round\" data-kind=\"samples\"");
        return scale.Exponent;
    }

    // One upright stroke a column, from the least to the greatest value in it; strokes are never joined sideways.
    private static string Envelope(PictureTrace trace, Func<double, double> yOf)
    {
        var path = new StringBuilder();
        int x = 0, y = 0;
        for (int column = 0; column < trace.Columns; column++)
        {
            if (trace.Column(column) is not { } span) continue;
            int at = (int)Math.Round((Left + column + 0.5) * 10), top = (int)Math.Round(yOf(span.High) * 10), bottom = (int)Math.Round(yOf(span.Low) * 10);
            if (bottom - top < 10) (top, bottom) = (((top + bottom) / 2) - 5, ((top + bottom) / 2) + 5); // a level trace is one unit thick
            if (path.Length == 0) path.Append('M').Append(PicturePen.Tenths(at)).Append(PicturePen.Separated(top));
            else path.Append('m').Append(PicturePen.Tenths(at - x)).Append(PicturePen.Separated(top - y));
            path.Append('v').Append(PicturePen.Tenths(bottom - top));
            (x, y) = (at, bottom);
        }

        return path.ToString();
    }

    private void Shade(PictureRow row, double y, double height, bool named)
    {
        var gaps = new StringBuilder();
        double reached = double.NegativeInfinity;
        foreach ((Instant from, Instant to) in row.Gaps)
        {
            double x = frame.Inside(from), end = frame.Inside(to), drawn = Math.Max(x, reached), width = Math.Max(end, x + 0.5) - drawn;
            if (width <= 0.1) continue; // lies in one that is drawn
            gaps.Append(CultureInfo.InvariantCulture, $"M{PicturePen.F(drawn)} {PicturePen.F(y)}h{PicturePen.F(width)}v{PicturePen.F(height)}h{PicturePen.F(-width)}z");
            if (width < 3) gaps.Append(CultureInfo.InvariantCulture, $"M{PicturePen.F(drawn + (width / 2))} {PicturePen.F(y + height - 6)}l-3 6h6z"); // a narrow one gets a pointer at the foot
            reached = drawn + width;
        }

        pen.Path(gaps.ToString(), $"fill=\"{pen.Colours.Panel}\" stroke=\"{pen.Colours.Hatch}\" stroke-width=\".6\" stroke-dasharray=\"2 2\" data-kind=\"gaps\"");
        foreach ((Instant from, Instant to) in row.Gaps.Take(named && row.Raw.Samples > 0 ? 40 : 0))
        {
            double x = frame.Inside(from), width = frame.Inside(to) - x;
            if (width > 80) pen.Text(x + (width / 2), y + (height / 2) + 4, frame.Words["nodata"], "middle", soft: true);
        }

        foreach (PictureSpan span in row.Spans.Where(s => s.To >= frame.From && s.From <= frame.To).Take(100))
        {
            double x = frame.Inside(span.From), width = Math.Max(1.5, frame.Inside(span.To) - x);
            pen.Box(x, y, width, height, $"fill=\"url(#{Html.Escape(options.IdPrefix)}-h)\" opacity=\".45\" data-kind=\"span\"");
            if (named && width > span.Label.Length * 6.6) pen.Text(x + (width / 2), y + height - 6, span.Label, "middle", halo: true);
        }
    }

    private void Spectrogram(PictureRow row, double y)
    {
        const double Height = PictureFrame.SpectrumHeight;
        var spectrum = row.Spectrum!;
        var levels = SpectrogramLevels.Of(spectrum);
        byte[] pixels = new byte[spectrum.Rows * spectrum.Columns];
        for (int r = 0; r < spectrum.Rows; r++)
        {
            for (int c = 0; c < spectrum.Columns; c++) pixels[((spectrum.Rows - 1 - r) * spectrum.Columns) + c] = levels.Byte(spectrum.LevelDb(r, c), Levels);
        }

        string image = Convert.ToBase64String(IndexedPng.Write(spectrum.Columns, spectrum.Rows, pixels, LevelColours.Scale(Levels)));
        double topHz = spectrum.HighestHz;
        double Y(double frequencyHz) => y + (Height * (1 - (frequencyHz / topHz)));
        double top = Y(Math.Min(topHz, spectrum.LowestHz + (spectrum.Rows * spectrum.RowHz))), bottom = Y(spectrum.LowestHz);
        pen.Box(Left, y, Plot, Height, $"fill=\"{pen.Colours.Panel}\"");
        pen.Raw($"<image x=\"{PicturePen.F(Left)}\" y=\"{PicturePen.F(top)}\" width=\"{PicturePen.F(Plot)}\" height=\"{PicturePen.F(bottom - top)}\" preserveAspectRatio=\"none\" image-rendering=\"pixelated\" href=\"data:image/png;base64,{image}\"/>\n");
        pen.Box(Left, y, Plot, Height, $"fill=\"none\" stroke=\"{pen.Colours.Line}\"");
        var scale = ValueScale.Of(0, topHz, 5);
        foreach (double tickHz in scale.Ticks.Where(t => t >= 0 && t <= topHz))
        {
            pen.Path($"M{PicturePen.F(Left - 4)} {PicturePen.F(Y(tickHz))}h4", $"stroke=\"{pen.Colours.Soft}\"");
            pen.Text(Left - 8, Y(tickHz) + (tickHz == 0 ? 1 : tickHz > 0.95 * topHz ? 8 : 4), frame.Words.Format("hz", Plain(tickHz)), "end", soft: true);
        }

        double bar = Left + Plot + 8;
        pen.Box(bar, y, 10, Height, $"fill=\"url(#{Html.Escape(options.IdPrefix)}-l)\" stroke=\"{pen.Colours.Line}\"");
        pen.Text(bar + 15, y + 10, frame.Words.Number(levels.HighDb, 0), soft: true);
        pen.Text(bar + 15, y + (Height / 2) + 4, frame.Words["db"], soft: true);
        pen.Text(bar + 15, y + Height, frame.Words.Number(levels.LowDb, 0), soft: true);
    }

    private void Marks(PictureRow row, List<(double Top, double Height)> panels, double lanes)
    {
        foreach (PictureLabels.Label label in row.Labels.Placed)
        {
            string colour = label.Mark.Predicted ? pen.Colours.Predicted : pen.Colours.Pick;
            string kind = label.Mark.Predicted ? "predicted" : "pick";
            foreach ((double top, double height) in panels)
            {
                if (label.Mark.SigmaS is { } sigmaS && sigmaS > 0 && double.IsFinite(sigmaS)) Band(label, sigmaS, top, height, colour, kind);
                string x = PicturePen.F(label.X);
                pen.Path($"M{x} {PicturePen.F(top)}v{PicturePen.F(height)}", $"stroke=\"{pen.Colours.Paper}\" stroke-width=\"3.4\" opacity=\".55\"");
                pen.Path($"M{x} {PicturePen.F(top)}v{PicturePen.F(height)}", Stroke(colour, label.Mark.Predicted) + $" data-kind=\"{kind}\"");
            }

            if (label.Lane < 0) continue;
            double baseline = lanes - (label.Lane * PictureFrame.Lane) - 5;
            pen.Path($"M{PicturePen.F(label.X)} {PicturePen.F(baseline - 9)}V{PicturePen.F(lanes)}", Stroke(colour, label.Mark.Predicted));
            pen.Text(label.Flipped ? label.X - 4 : label.X + 4, baseline, label.Text, label.Flipped ? "end" : "start");
        }
    }

    private static string Stroke(string colour, bool predicted) => $"stroke=\"{colour}\" stroke-width=\"1.4\"{(predicted ? " stroke-dasharray=\"5 3\"" : "")}";

    // From one standard deviation before to one after; the edges are dotted so that the band is seen without its colour.
    private void Band(PictureLabels.Label label, double sigmaS, double top, double height, string colour, string kind)
    {
        double half = sigmaS / frame.SpanS * Plot, x = Math.Max(Left, label.X - half), end = Math.Min(Left + Plot, label.X + half);
        pen.Box(x, top, end - x, height, $"fill=\"{colour}\" fill-opacity=\".22\" data-kind=\"{kind}-band\"");
        if (end - x > 4) pen.Path($"M{PicturePen.F(x)} {PicturePen.F(top)}v{PicturePen.F(height)}M{PicturePen.F(end)} {PicturePen.F(top)}v{PicturePen.F(height)}", $"stroke=\"{colour}\" stroke-width=\".8\" stroke-dasharray=\"1 2\"");
    }
}
