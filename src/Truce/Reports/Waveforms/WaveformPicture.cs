using System.Globalization;
using NodaTime;

namespace Truce.Reports.Waveforms;

/// <summary>Draws recordings as one SVG: each channel's trace, its filtered trace, its power by frequency, and the picks with their errors, over one time axis in UTC.</summary>
/// <remarks>Same input, same bytes. No script, no event, nothing from outside. What is drawn is described in docs/formats/waveform-picture.md.</remarks>
public static class WaveformPicture
{
    /// <summary>The picture, without an XML declaration, ready for a file or a page.</summary>
    public static string Draw(PictureInput input, PictureOptions options)
    {
        Catalogue words = PictureWords.For(options.Language);
        var pen = new PicturePen(options);
        PictureChannel[] channels = [.. input.Channels.OrderBy(c => c.DistanceKm ?? double.PositiveInfinity)];
        if (channels.Length == 0 || !(input.To > input.From)) return Empty(input, options, words, pen);
        var frame = new PictureFrame(input.From, input.To, words);
        PictureRow[] rows = [.. channels.Take(options.MostChannels).Select(c => PictureRow.Of(c, input, options, frame))];
        var panels = new PicturePanels(pen, frame, options);
        double top = input.Simulated ? 34 : 6, y = top + 34;
        double[] starts = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            starts[i] = y;
            y += panels.Height(rows[i]) + PictureFrame.Between;
        }

        int left = channels.Length - rows.Length + input.MoreChannels;
        double axis = y - PictureFrame.Between, height = axis + 44 + (left > 0 ? 18 : 0) + (input.Simulated ? 30 : 0);
        string title = Title(input, words);
        Begin(pen, options, height, title, Description(rows, input, words), input.Simulated);
        if (input.Simulated) Banner(pen, options, 4);
        pen.Text(PictureFrame.Left, top + 16, title, bold: true);
        for (int i = 0; i < rows.Length; i++) panels.Draw(rows[i], starts[i]);
        panels.TimeAxis(axis);
        if (left > 0) pen.Text(PictureFrame.Left, axis + 56, words.Format("more.channels", words.Number(left)), soft: true);
        if (input.Simulated) Banner(pen, options, height - 28);
        pen.Raw("</svg>\n");
        return pen.ToString();
    }

    private static string Empty(PictureInput input, PictureOptions options, Catalogue words, PicturePen pen)
    {
        string title = input.Title.Length > 0 ? input.Title : words["empty"];
        Begin(pen, options, 90, title, words["empty"], input.Simulated);
        if (input.Simulated) Banner(pen, options, 4);
        pen.Text(PictureFrame.Left, 60, words["empty"]);
        pen.Raw("</svg>\n");
        return pen.ToString();
    }

    private static string Title(PictureInput input, Catalogue words)
    {
        if (input.Title.Length > 0) return input.Title;
        int decimals = Decimals(input);
        bool oneDay = input.From.InUtc().Date == input.To.InUtc().Date;
        return words.Format("title", TimeTicks.Full(input.From, decimals), oneDay ? TimeTicks.Clock(input.To, decimals) : TimeTicks.Full(input.To, decimals));
    }

    private static int Decimals(PictureInput input)
    {
        if (IsWhole(input.From) && IsWhole(input.To)) return 0;
        return (input.To - input.From).TotalSeconds switch { >= 120 => 0, >= 1 => 3, _ => 6 };

        static bool IsWhole(Instant at) => at == Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
    }

    private static void Begin(PicturePen pen, PictureOptions options, double height, string title, string description, bool simulated)
    {
        string id = Html.Escape(options.IdPrefix), high = Math.Round(height).ToString(CultureInfo.InvariantCulture);
        bool page = options.Theme == PictureTheme.Page;
        string size = page ? "" : $" width=\"1000\" height=\"{high}\" font-family=\"Inter,system-ui,'DejaVu Sans',sans-serif\" font-size=\"12\"";
        string sim = simulated ? Catalogue.For(options.Language)["report.simulated"] + " · " : "";
        pen.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" viewBox=\"0 0 1000 {high}\"{size} role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n");
        pen.Raw($"<title id=\"{id}-t\">{Html.Escape(sim + title)}</title>\n<desc id=\"{id}-d\">{Html.Escape(description)}</desc>\n");
        if (options.Theme == PictureTheme.Auto) pen.Raw(PicturePalette.Sheet(id));
        PicturePalette c = pen.Colours;
        pen.Raw($"<defs><pattern id=\"{id}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"{c.Hatch}\" stroke-width=\"1.6\"/></pattern>");
        string stops = string.Concat(LevelColours.Scale(10).Select((k, i) => string.Create(CultureInfo.InvariantCulture, $"<stop offset=\"{i / 9.0:0.###}\" stop-color=\"#{k.R:x2}{k.G:x2}{k.B:x2}\"/>")));
        pen.Raw($"<linearGradient id=\"{id}-l\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">{stops}</linearGradient></defs>\n");
        if (!page) pen.Box(0, 0, PictureFrame.Width, Math.Round(height), $"fill=\"{c.Paper}\"");
    }

    private static void Banner(PicturePen pen, PictureOptions options, double y)
    {
        Catalogue words = Catalogue.For(options.Language);
        pen.Box(1, y, PictureFrame.Width - 2, 24, $"fill=\"{pen.Colours.WarnPaper}\" stroke=\"{pen.Colours.Warn}\" stroke-width=\"2\"");
        pen.Text(PictureFrame.Width / 2, y + 16.5, $"{words["report.simulated"]} · {words["report.simulated.note"]}", "middle", bold: true);
    }

    // The same in words, for those who do not see the picture.
    private static string Description(PictureRow[] rows, PictureInput input, Catalogue words)
    {
        int decimals = Decimals(input);
        var lines = new List<string> { words.Format("desc.span", words.Number(rows.Length), TimeTicks.Full(input.From, decimals), TimeTicks.Full(input.To, decimals)) };
        foreach (PictureRow row in rows)
        {
            if (row.Raw.Samples == 0)
            {
                lines.Add($"{row.Channel.Name}: {words["channel.none"]}");
                continue;
            }

            var scale = ValueScale.Of(row.Raw.Least, row.Raw.Greatest, 5);
            string unit = PicturePanels.Unit(scale.Exponent, row.Unit(words));
            string Value(double value) => words.Number(value / Math.Pow(10, scale.Exponent), scale.Decimals + 1);
            lines.Add(words.Format("desc.channel", row.Channel.Name, words.Number(row.Raw.Samples), words.Number(row.Gaps.Length), Value(row.Raw.Least), Value(row.Raw.Greatest), unit));
            lines.AddRange(row.Labels.Placed.Select(l => l.Text + "."));
            lines.AddRange(row.Spans.Take(20).Select(s => $"{s.Label}: {TimeTicks.Clock(s.From, decimals)} – {TimeTicks.Clock(s.To, decimals)}."));
        }

        return string.Join(' ', lines);
    }
}
