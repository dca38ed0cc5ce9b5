using System.Globalization;
using Truce.Coverage;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>The charts as SVG: counts with their intervals, and the coverage strip. Numbers in them are also in a table or a caption.</summary>
internal static class SvgCharts
{
    /// <summary>A hatch for "blind"; the pattern's id is given so that every figure carries its own.</summary>
    internal static string Hatch(string id) =>
        $"<pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"hl\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/></pattern>";

    internal static string F(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    internal static void Hours(HtmlContext page)
    {
        (Headline h, Catalogue words) = (page.Report.Headline, page.Words);
        if (h.Incidents.Count == 0) return;
        if (h.HourNotKnown == h.Incidents.Count)
        {
            page.Out.Element("p", words["chart.hours.none"]);
            return;
        }

        int n = h.IncidentsByHour.Length;
        Interval95[] intervals = [.. h.IncidentsByHour.Select(ExactIntervals.PoissonMean)];
        double top = Nice(intervals.Max(i => i.High));
        const double Left = 44, Bottom = 170, Height = 150, Width = 940;
        double step = Width / n;
        Html o = page.Out;
        o.Raw($"<figure><svg viewBox=\"0 0 1000 200\" role=\"img\" aria-label=\"{Html.Escape(words["chart.hours"] + ": " + string.Join(", ", h.IncidentsByHour))}\"><defs>{Hatch("blindh")}</defs>\n");
        Axis(o, words, top, Left, Bottom, Height, Width);
        for (int i = 0; i < n; i++)
        {
            double x = Left + (i * step), bar = h.IncidentsByHour[i] / top * Height;
            bool known = page.Input.Exposure.Any(f => f.Hours.Length > 0 && !f.ContextOnly);
            if (known && HtmlCoverage.IsBlind(page.Input, i)) o.Raw($"<rect x=\"{F(x)}\" y=\"{F(Bottom - Height)}\" width=\"{F(step)}\" height=\"{F(Height)}\" fill=\"url(#blindh)\" opacity=\".45\"/>");
            if (bar > 0) o.Raw($"<rect class=\"bar\" x=\"{F(x + (step * 0.18))}\" y=\"{F(Bottom - bar)}\" width=\"{F(step * 0.64)}\" height=\"{F(bar)}\"/>");
            if (bar > 0) Whisker(o, x + (step / 2), intervals[i], top, Bottom, Height);
            string label = page.Clock(page.Input.Period.Start.AddHours(i));
            if (i % 3 == 0) o.Raw($"<text class=\"soft\" x=\"{F(x)}\" y=\"{F(Bottom + 18)}\">{label}</text>");
        }

        string note = h.HourNotKnown > 0 ? " " + words.Plural("chart.hours.unknown", h.HourNotKnown) : "";
        o.Raw($"</svg><figcaption><b>{Html.Escape(words["chart.hours"])}.</b> {Html.Escape(words["chart.hours.desc"] + note)}</figcaption></figure>\n");
    }

    internal static void Days(HtmlContext page)
    {
        Catalogue words = page.Words;
        PeriodCounts[] days = [.. page.Input.History, .. page.Input.Previous is { } p ? [p] : Array.Empty<PeriodCounts>(), page.Report.Counts];
        if (days.Length < 2) return;
        Interval95[] intervals = [.. days.Select(d => ExactIntervals.PoissonMean(d.Incidents))];
        double top = Nice(intervals.Max(i => i.High));
        const double Left = 44, Bottom = 130, Height = 110, Width = 940;
        double step = Width / days.Length;
        string kind = page.Input.LastDay is null ? "chart.days" : "chart.periods";
        string spoken = string.Join(", ", days.Select(d => words.Number(d.Incidents)));
        Html o = page.Out;
        o.Raw($"<figure><svg viewBox=\"0 0 1000 160\" role=\"img\" aria-label=\"{Html.Escape(words[kind] + ": " + spoken)}\">\n");
        Axis(o, words, top, Left, Bottom, Height, Width);
        for (int i = 0; i < days.Length; i++)
        {
            double x = Left + ((i + 0.5) * step);
            Whisker(o, x, intervals[i], top, Bottom, Height);
            o.Raw($"<circle class=\"mark\" cx=\"{F(x)}\" cy=\"{F(Bottom - (days[i].Incidents / top * Height))}\" r=\"4.5\"/>");
            DateTimeOffset from = ReportPeriod.Local(page.Input.Mission, days[i].Period.Start), to = ReportPeriod.Local(page.Input.Mission, days[i].Period.End.AddTicks(-1));
            string label = page.Input.LastDay is null
                ? ReportPeriod.Local(page.Input.Mission, days[i].Period.Middle).ToString("dd.MM", CultureInfo.InvariantCulture)
                : $"{from.ToString("dd.MM.yy", CultureInfo.InvariantCulture)} – {to.ToString("dd.MM.yy", CultureInfo.InvariantCulture)}";
            if (days.Length <= 16 || i % 7 == 0) o.Raw($"<text class=\"soft\" text-anchor=\"middle\" x=\"{F(x)}\" y=\"{F(Bottom + 18)}\">{label}</text>");
        }

        o.Raw($"</svg><figcaption><b>{Html.Escape(words[kind])}.</b> {Html.Escape(words[kind + ".desc"])}</figcaption></figure>\n");
    }

    internal static void Coverage(HtmlContext page)
    {
        (ReportInput input, Catalogue words) = (page.Input, page.Words);
        int hours = (int)Math.Ceiling(input.Period.Length.TotalHours);
        const double Left = 210, Row = 26;
        double step = 780.0 / hours, height = 26 + (Row * input.Exposure.Length) + 6;
        var rows = page.Report.Rows.Observations.Where(r => r.Role is RowRole.Event or RowRole.Context && r.Observation.When is { } w && w.Length <= TimeSpan.FromHours(3))
            .Select(r => (r.Observation.Feed, Hour: (int)Math.Floor((r.Observation.When!.Value.Middle - input.Period.Start).TotalHours))).ToHashSet();
        Html o = page.Out;
        o.Raw($"<figure><div class=\"wide strip\" role=\"region\" tabindex=\"0\" aria-label=\"{Html.Escape(words["coverage.caption"])}\">")
            .Raw($"<svg viewBox=\"0 0 1000 {F(height)}\" role=\"img\" aria-label=\"{Html.Escape(words["coverage.caption"])}\"><defs>{Hatch("blindc")}</defs>\n");
        for (int h = 0; h < hours; h += 3)
        {
            o.Raw($"<text class=\"soft\" x=\"{F(Left + (h * step))}\" y=\"16\">{page.Clock(input.Period.Start.AddHours(h))}</text>");
        }

        for (int f = 0; f < input.Exposure.Length; f++)
        {
            FeedExposure feed = input.Exposure[f];
            double y = 26 + (f * Row);
            o.Raw($"<text x=\"{F(Left - 10)}\" y=\"{F(y + 15)}\" text-anchor=\"end\">{Html.Escape(Short(page.FeedName(feed.Feed), 30))}</text>");
            for (int h = 0; h < hours; h++)
            {
                CoverageState state = feed.Hours.Length > h ? feed.Hours[h] : CoverageState.Unknown;
                Cell(o, Left + (h * step), y, step, state, rows.Contains((feed.Feed, h)));
            }
        }

        o.Raw("</svg></div>");
        Legend(page);
        o.Raw($"<figcaption><b>{Html.Escape(words["coverage.caption"])}.</b></figcaption></figure>\n");
    }

    /// <summary>One hour of one feed. Rows in an hour whose state nobody recorded show a dot inside the dashed cell: it spoke, how well it looked is not known.</summary>
    private static void Cell(Html o, double x, double y, double width, CoverageState state, bool rows)
    {
        string box = $"x=\"{F(x + 1)}\" y=\"{F(y + 1)}\" width=\"{F(width - 2)}\" height=\"20\"";
        string shape = state switch
        {
            CoverageState.Observed => $"<rect class=\"{(rows ? "rows" : "quiet")}\" {box}/>",
            CoverageState.Degraded => $"<rect class=\"part\" {box}/>",
            CoverageState.Unknown => $"<rect class=\"unk\" {box}/>",
            _ => $"<rect class=\"frame\" {box} fill=\"none\"/><rect {box} fill=\"url(#blindc)\"/>",
        };
        string letter = state switch
        {
            CoverageState.Jammed => "J",
            CoverageState.Denied => "×",
            CoverageState.Unknown when !rows => "?",
            _ => "",
        };
        o.Raw(shape);
        bool dot = rows && state is not CoverageState.Observed;
        if (dot) o.Raw($"<circle class=\"mark\" cx=\"{F(x + (width / 2))}\" cy=\"{F(y + 11)}\" r=\"4\"/>");
        else if (letter.Length > 0) o.Raw($"<text text-anchor=\"middle\" x=\"{F(x + (width / 2))}\" y=\"{F(y + 15)}\">{letter}</text>");
    }

    private static void Legend(HtmlContext page)
    {
        Html o = page.Out;
        o.Raw("<ul class=\"legend\">");
        void Item(CoverageState state, bool rows, string key)
        {
            o.Raw("<li><svg viewBox=\"0 0 34 22\" aria-hidden=\"true\">");
            Cell(o, 0, 0, 34, state, rows);
            o.Raw($"</svg>{Html.Escape(page.Words[key])}</li>");
        }

        Item(CoverageState.Observed, false, "coverage.observed");
        Item(CoverageState.Observed, true, "coverage.rows");
        Item(CoverageState.Degraded, false, "coverage.degraded");
        Item(CoverageState.Jammed, false, "coverage.jammed");
        Item(CoverageState.Denied, false, "coverage.denied");
        Item(CoverageState.None, false, "coverage.none.state");
        Item(CoverageState.Unknown, false, "coverage.unknown");
        Item(CoverageState.Unknown, true, "coverage.dot");
        o.Raw("</ul>");
    }

    internal static void Axis(Html o, Catalogue words, double top, double left, double bottom, double height, double width)
    {
        foreach (double share in (double[])[0, 0.5, 1])
        {
            double y = bottom - (share * height);
            o.Raw($"<line class=\"axis\" x1=\"{F(left)}\" x2=\"{F(left + width)}\" y1=\"{F(y)}\" y2=\"{F(y)}\"/>");
            o.Raw($"<text class=\"soft\" text-anchor=\"end\" x=\"{F(left - 6)}\" y=\"{F(y + 4)}\">{words.Number(top * share, top * share % 1 == 0 ? 0 : 1)}</text>");
        }
    }

    internal static void Whisker(Html o, double x, Interval95 interval, double top, double bottom, double height)
    {
        double low = bottom - (interval.Low / top * height), high = bottom - (interval.High / top * height);
        o.Raw($"<path class=\"whisk\" d=\"M{F(x)} {F(low)}V{F(high)}M{F(x - 4)} {F(high)}h8M{F(x - 4)} {F(low)}h8\"/>");
    }

    /// <summary>The next of 1, 2, 4, 5, 10, 20, … so that the half-way line is a round number too.</summary>
    internal static double Nice(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, value))));
        foreach (double m in (double[])[1, 2, 4, 5, 6, 8, 10])
        {
            if (m * power >= value) return m * power;
        }

        return 10 * power;
    }

    private static string Short(string text, int length) => text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";
}
