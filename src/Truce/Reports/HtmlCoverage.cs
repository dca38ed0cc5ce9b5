using System.Globalization;
using Truce.Coverage;

namespace Truce.Reports;

/// <summary>Section 7: who looked when. Quiet, blind and not known never look alike.</summary>
internal static class HtmlCoverage
{
    internal static void Write(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Element("p", words["coverage.note"]);
        FeedExposure[] recorded = [.. page.Input.Exposure.Where(f => f.Hours.Length > 0)];
        if (recorded.Length == 0) page.Out.Element("p", words["coverage.none"], "class=\"caution\"");
        if (page.Input.Exposure.Length == 0) return;
        // Hour by hour is for a day or two; over a longer time nothing is drawn where nothing was recorded.
        if (page.Input.Days <= 2) SvgCharts.Coverage(page);
        if (page.Input.Days <= 2 || recorded.Length > 0) States(page);
        HtmlListening.Write(page);
    }

    /// <summary>Hours of the period in which no means is known to have looked; absent when no feed recorded its hours.</summary>
    internal static int? BlindHours(ReportInput input)
    {
        if (!input.Exposure.Any(f => f.Hours.Length > 0 && !f.ContextOnly)) return null;
        return Enumerable.Range(0, (int)Math.Ceiling(input.Period.Length.TotalHours)).Count(h => IsBlind(input, h));
    }

    /// <summary>Whether no means is known to have looked in that hour of the period.</summary>
    internal static bool IsBlind(ReportInput input, int hour) => !input.Exposure.Any(f => !f.ContextOnly
        && f.Hours.Length > hour && f.Hours[hour] is CoverageState.Observed or CoverageState.Degraded);

    internal static string StateKey(CoverageState state) => state switch
    {
        CoverageState.Observed => "coverage.observed",
        CoverageState.Degraded => "coverage.degraded",
        CoverageState.Jammed => "coverage.jammed",
        CoverageState.Denied => "coverage.denied",
        CoverageState.None => "coverage.none.state",
        _ => "coverage.unknown",
    };

    /// <summary>The same as the strip, in numbers, for who does not see the picture.</summary>
    private static void States(HtmlContext page)
    {
        Catalogue words = page.Words;
        CoverageState[] states = Enum.GetValues<CoverageState>();
        int hours = (int)Math.Ceiling(page.Input.Period.Length.TotalHours);
        page.Out.Table(
            words["coverage.hours.caption"],
            [words["col.feed"], words["col.means"], .. states.Select(s => words[s == CoverageState.Observed ? "coverage.looked" : StateKey(s)])],
            page.Input.Exposure.Select(f => (string[])
            [
                "\u0001" + Html.Escape(page.FeedName(f.Feed)),
                Html.Escape(words.Word("means", f.Means)),
                .. states.Select(s => (s == CoverageState.Unknown ? hours - f.Hours.Count(h => h != CoverageState.Unknown) : f.Hours.Count(h => h == s))
                    .ToString(CultureInfo.InvariantCulture)),
            ]),
            "cards", 2, 3, 4, 5, 6, 7);
    }
}
