using System.Globalization;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>The chart of a report over several days: incidents by day, or by as many days as fit.</summary>
internal static class SvgPeriod
{
    private const int MostBins = 62;

    /// <summary>An incident whose 90 % interval is longer than a day and its blurred ends stands in no bar of one day.</summary>
    private static readonly TimeSpan LongestInDay = TimeSpan.FromHours(30);

    internal static void Bins(HtmlContext page)
    {
        (ReportInput input, Catalogue words) = (page.Input, page.Words);
        IncidentRow[] incidents = [.. page.Report.Rows.Incidents.Where(i => i.InPeriod && i.Stands)];
        if (incidents.Length == 0) return;
        int width = (input.Days + MostBins - 1) / MostBins, bins = (input.Days + width - 1) / width;
        int[] counts = new int[bins];
        int left = 0;
        foreach (IncidentRow i in incidents)
        {
            if (i.When.Length > Math.Max(1, width) * LongestInDay) left++;
            else counts[Math.Clamp((Day(page, i.When.Middle).DayNumber - input.Day.DayNumber) / width, 0, bins - 1)]++;
        }

        Draw(page, counts, width);
        string note = left > 0 ? " " + words.Plural("chart.bins.unknown", left) : "";
        string title = Title(words, width);
        page.Out.Raw($"<figcaption><b>{Html.Escape(title)}.</b> {Html.Escape(words["chart.bins.desc"] + note)}</figcaption></figure>\n");
    }

    private static void Draw(HtmlContext page, int[] counts, int width)
    {
        Interval95[] intervals = [.. counts.Select(ExactIntervals.PoissonMean)];
        double top = SvgCharts.Nice(intervals.Where((_, i) => counts[i] > 0).Select(i => i.High).DefaultIfEmpty(1).Max());
        const double Left = 44, Bottom = 170, Height = 150, Width = 940;
        double step = Width / counts.Length;
        int every = Math.Max(1, (counts.Length + 11) / 12);
        Html o = page.Out;
        string spoken = $"{Title(page.Words, width)}: {string.Join(", ", counts)}";
        o.Raw($"<figure><svg viewBox=\"0 0 1000 200\" role=\"img\" aria-label=\"{Html.Escape(spoken)}\">\n");
        SvgCharts.Axis(o, page.Words, top, Left, Bottom, Height, Width);
        for (int i = 0; i < counts.Length; i++)
        {
            double x = Left + (i * step), bar = counts[i] / top * Height;
            if (bar > 0) o.Raw($"<rect class=\"bar\" x=\"{SvgCharts.F(x + (step * 0.18))}\" y=\"{SvgCharts.F(Bottom - bar)}\" width=\"{SvgCharts.F(step * 0.64)}\" height=\"{SvgCharts.F(bar)}\"/>");
            if (bar > 0) SvgCharts.Whisker(o, x + (step / 2), intervals[i], top, Bottom, Height);
            if (i % every == 0) o.Raw($"<text class=\"soft\" x=\"{SvgCharts.F(x)}\" y=\"{SvgCharts.F(Bottom + 18)}\">{page.Input.Day.AddDays(i * width).ToString("dd.MM.yy", CultureInfo.InvariantCulture)}</text>");
        }

        o.Raw("</svg>");
    }

    private static string Title(Catalogue words, int width) => width == 1 ? words["chart.days"] : words.Plural("chart.bins", width);

    private static DateOnly Day(HtmlContext page, DateTimeOffset t) => DateOnly.FromDateTime(ReportPeriod.Local(page.Input.Mission, t).DateTime);
}
