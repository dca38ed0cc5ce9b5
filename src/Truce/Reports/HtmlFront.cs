using System.Globalization;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>Sections 1 and 2: what the report is about, and its headline counts with exposure, map and charts.</summary>
internal static class HtmlFront
{
    private const int AreasShown = 40;

    internal static void Period(HtmlContext page)
    {
        (ReportInput input, Catalogue words) = (page.Input, page.Words);
        page.Out.Raw("<dl>\n");
        void Pair(string key, string value) => page.Out.Raw($"<dt>{Html.Escape(words[key])}</dt><dd>{Html.Escape(value)}</dd>\n");
        Pair("head.mission", $"{words.Pick(input.Mission.Title)} ({input.Mission.Id})");
        Pair("head.period", $"{page.Instant(input.Period.Start)} – {page.Instant(input.Period.End)}");
        Pair("head.cutoff", input.Mission.CutOff.ToString("HH:mm", CultureInfo.InvariantCulture));
        Pair("head.zone", input.Mission.TimeZone);
        Pair("head.known", page.Instant(input.KnownAt));
        Pair("head.agreement", input.Agreement);
        Pair("head.version", page.ReleaseName);
        foreach (MissionLine line in input.Mission.Lines.Where(l => l.Format == MissionLine.NoGeometry)) Pair("head.noline", $"{line.Id}: {words.Pick(line.Reason)}");
        page.Out.Raw("</dl>\n");
        string first = input.Mission.Languages.FirstOrDefault() ?? "en";
        if (first != words.Language) page.Out.Element("p", words.Format("head.languages", first), "class=\"fine\"");
    }

    internal static void Headline(HtmlContext page)
    {
        (Headline h, Catalogue words) = (page.Report.Headline, page.Words);
        page.Out.Element("p", $"{words.Plural("headline.incidents", h.Incidents.Count)} "
            + words.Format(page.Input.LastDay is null ? "headline.mean" : "headline.mean.period", words.Number(h.Incidents.Mean.Low, Decimals(h)), words.Number(h.Incidents.Mean.High, Decimals(h))));
        page.Out.Element("p", words.Plural("headline.rows", h.Observations) + " "
            + words.Format("headline.late", words.Number(h.Late), words.Number(h.Untimed), words.Number(h.Context)));
        if (page.Input.LastDay is not null) page.Out.Element("p", Lengths(page));
        page.Out.Element("p", Comparison(page));
        Classes(page);
        SvgMap.Write(page);
        if (page.Input.Days > 2) SvgPeriod.Bins(page);
        else SvgCharts.Hours(page);
        SvgCharts.Days(page);
        Areas(page);
        Feeds(page);
        Observed(page);
        Context(page);
    }

    /// <summary>Tenths of an incident are shown only where there are few.</summary>
    private static int Decimals(Headline h) => h.Incidents.Mean.High < 20 ? 1 : 0;

    private static string Comparison(HtmlContext page)
    {
        (Headline h, Catalogue words) = (page.Report.Headline, page.Words);
        if (page.Input.Previous is null) return words["headline.noprevious"];
        return h.ExposureUnknown.Length > 0
            ? words.Format("headline.nochange", string.Join(", ", h.ExposureUnknown.Select(page.FeedName)))
            : words["headline.change"];
    }

    /// <summary>What is set beside what: days of both periods, and rows whose time reaches outside.</summary>
    private static string Lengths(HtmlContext page)
    {
        (PeriodCounts now, Catalogue words) = (page.Report.Counts, page.Words);
        string Days(int n) => words.Plural("headline.days", n);
        string reaching = words.Format("headline.reaching", words.Number(now.Reaching), words.Number(now.Observations));
        if (page.Input.Previous is not { } before) return $"{Days(page.Input.Days)} {reaching}";
        string span = words.Format("headline.before", page.Instant(before.Period.Start), page.Instant(before.Period.End));
        return $"{Days(page.Input.Days)} {span} {reaching} {words.Format("headline.reaching.before", words.Number(before.Reaching), words.Number(before.Observations))}";
    }

    /// <summary>What may be said of a change: in words first, with the interval.</summary>
    internal static string Change(Catalogue words, Interval95? ratio)
    {
        if (ratio is not { } r) return words["change.none"];
        string key = r.Low > 1 ? "change.up" : r.High < 1 ? "change.down" : "change.same";
        return words.Format(key, $"{words.Number(r.Low, 2)}–{words.Number(r.High, 2)}");
    }

    private static string[] Counts(HtmlContext page, CountLine line) =>
    [
        page.Words.Number(line.Count),
        page.Words.Interval(line.Mean),
        line.Previous is { } before ? page.Words.Number(before) : Html.Escape(page.Words["not.known"]),
        Html.Escape(Change(page.Words, line.Ratio)),
    ];

    private static void Classes(HtmlContext page)
    {
        Catalogue words = page.Words;
        if (page.Report.Headline.ByClass.Length == 0) return;
        page.Out.Table(
            words["headline.byclass"],
            [words["col.class"], words["col.count"], words["col.interval"], words["col.previous"], words["col.change"]],
            page.Report.Headline.ByClass.Select(c => (string[])["\u0001" + Html.Escape(words.Word("incident", c.Class)), .. Counts(page, c.Count)]),
            "cards", 1, 2, 3);
    }

    private static void Areas(HtmlContext page)
    {
        Catalogue words = page.Words;
        var areas = page.Report.Headline.ByArea;
        if (areas.Length == 0) return;
        page.Out.Element("h3", words["headline.byarea"]);
        page.Out.Element("p", words.Format("headline.bias", Bias(page)), "class=\"caution\"");
        if (areas.Length > AreasShown) page.Out.Element("p", words.Format("of.total", words.Number(AreasShown), words.Number(areas.Length)), "class=\"fine\"");
        page.Out.Table(
            words["headline.byarea"],
            [words["col.area"], words["col.count"], words["col.interval"], words["col.previous"], words["col.change"], words["col.sources"]],
            areas.Take(AreasShown).Select(a => (string[])
            [
                "\u0001" + Html.Escape(page.AreaName(a.Code, a.Name)),
                .. Counts(page, a.Count),
                Html.Escape(a.Feeds.Length == 0 ? words["not.known"] : string.Join(", ", a.Feeds.Select(page.FeedName))),
            ]),
            "cards hc", 1, 2, 3);
    }

    private static string AreaName(HtmlContext page, ContextLine line)
    {
        if (page.Input.AreaNames.TryGetValue(line.Code, out var names) && page.Words.Pick(names) is { Length: > 0 } known) return known;
        return line.Name.Length > 0 ? line.Name : line.Code.Length > 0 ? line.Code : page.Words["area.unknown"];
    }

    /// <summary>Whose information space the feeds behind the counts come from.</summary>
    internal static string Bias(HtmlContext page) => string.Join(" ", page.Input.Exposure
        .Where(f => f.Bias.Count > 0).Select(f => $"{page.FeedName(f.Feed)}: {page.Words.Pick(f.Bias)}"));

    private static void Feeds(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Table(
            words["headline.byfeed"],
            [words["col.feed"], words["col.count"], words["col.hours"], words["col.share"], words["col.rate"], words["col.previous"], words["col.change"]],
            page.Report.Headline.ByFeed.Select(f => (string[])
            [
                "\u0001" + Html.Escape(page.FeedName(f.Exposure.Feed)),
                f.Count.Count == 0 && f.Exposure.HoursLooked is 0 ? Html.Escape(words["not.observed"]) : words.Number(f.Count.Count),
                f.Exposure.ExposureHours is { } hours ? words.Number(hours, 1) : Html.Escape(words["not.known"]),
                f.Exposure.ShareOfArea is { } share ? words.Percent(share) : Html.Escape(words["not.known"]),
                f.RatePerDay is { } rate ? words.Interval(rate) : Html.Escape(words["not.known"]),
                f.Count.Previous is { } before ? words.Number(before) : Html.Escape(words["not.known"]),
                Html.Escape(Change(words, f.Count.Ratio)),
            ]),
            "cards", 1, 2, 3, 4, 5);
    }

    private static void Observed(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Table(
            words["headline.observed"],
            [words["col.class"], words["col.rows"], words["col.counted"], words["col.notcounted"]],
            page.Report.Headline.Observed.Select(o => (string[])
            [
                "\u0001" + Html.Escape(words.Word("observation", o.Class)),
                o.Rows == 0 ? Html.Escape(words["none.reported"]) : words.Number(o.Rows),
                o.Rows == o.NotCounted ? "–" : Html.Escape(o.AtLeast || o.NotCounted > 0 ? words.Format("count.atLeast", words.Number(o.Counted)) : words.Number(o.Counted)),
                o.Rows == 0 ? "–" : words.Number(o.NotCounted),
            ]),
            "cards", 1, 2, 3);
        page.Out.Element("p", words["headline.observed.note"], "class=\"fine\"");
    }

    private static void Context(HtmlContext page)
    {
        Catalogue words = page.Words;
        var context = page.Report.Headline.ContextByArea;
        if (context.Length == 0) return;
        page.Out.Element("p", words["headline.context.note"], "class=\"fine\"");
        page.Out.Table(
            words["headline.context"],
            [words["col.area"], words["col.kind"], words["col.rows"]],
            context.Take(AreasShown).Select(c => (string[])
            [
                "\u0001" + Html.Escape(AreaName(page, c)),
                Html.Escape(words.Word<ObservationClass>("observation", c.Class)),
                words.Number(c.Rows),
            ]),
            "", 2);
    }
}
