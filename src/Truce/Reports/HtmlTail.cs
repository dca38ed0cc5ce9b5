using System.Globalization;
using Truce.Observations;
using Truce.Review;

namespace Truce.Reports;

/// <summary>Sections 9 to 15: notifications, clocks, corrections, dissent, method, sources, rows.</summary>
internal static class HtmlTail
{
    private const int CorrectionsShown = 60;

    internal static void Notifications(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Element("h3", words["notifications.received"]);
        ObservationRow[] rows = HtmlObservations.Of(page, ObservationClass.Notification);
        if (rows.Length == 0) page.Out.Element("p", words["notifications.none"]);
        else HtmlObservations.Rows(page, words.Word("observation", ObservationClass.Notification), rows);
        page.Out.Element("h3", words["notifications.missed"]);
        if (page.Input.MissedNotices is not { } missed) page.Out.Element("p", words["notifications.missed.unknown"]);
        else if (missed.Length == 0) page.Out.Element("p", words["notifications.missed.none"]);
        else
        {
            page.Out.Raw("<ul>");
            foreach (MissedNotice m in missed)
            {
                string party = page.Input.Mission.Parties.FirstOrDefault(p => p.Id == m.Party) is { } known ? words.Pick(known.Name) : m.Party;
                page.Out.Element("li", $"{party}, {words["col.article"]} {m.Article}, {page.Instant(m.Due)}");
            }

            page.Out.Close("ul");
        }
    }

    internal static void Consultations(HtmlContext page)
    {
        Catalogue words = page.Words;
        if (page.Input.Clocks is not { } clocks) page.Out.Element("p", words["consultations.unkept"]);
        else if (clocks.Length == 0) page.Out.Element("p", words["consultations.none"]);
        else
        {
            page.Out.Raw("<ul>");
            foreach (OpenClock c in clocks)
            {
                string due = c.Due is { } d ? page.Instant(d) : words["consultations.nodue"];
                page.Out.Element("li", words.Format("consultations.line", c.Subject, page.Instant(c.Started), c.StartedBy, due));
            }

            page.Out.Close("ul");
        }
    }

    internal static void Corrections(HtmlContext page)
    {
        (Catalogue words, var corrections) = (page.Words, page.Report.Corrections);
        page.Out.Element("p", words["corrections.note"], "class=\"fine\"");
        if (page.Report.Headline.Late > 0) page.Out.Element("p", words.Plural("corrections.late", page.Report.Headline.Late));
        if (corrections.Length == 0)
        {
            page.Out.Element("p", words["corrections.none"]);
            return;
        }

        if (corrections.Length > CorrectionsShown)
        {
            page.Out.Element("p", words.Format("of.total", words.Number(CorrectionsShown), words.Number(corrections.Length)), "class=\"fine\"");
        }

        string Reading(IncidentRow i) => Html.Escape(
            $"{words.Word("incident", i.Class)}, {page.Likelihood(i.Probability)}; {words[$"level.{(int)i.Level}"]}; {words["col.origins"]}: {words.Number(i.Origins)}");
        page.Out.Table(
            words["corrections.caption"],
            [words["col.time"], words["col.place"], words["col.before"], words["col.now"], words["col.kind"], words["col.record"]],
            corrections.Take(CorrectionsShown).Select(c => (string[])
            [
                Html.Escape(page.Span(c.Now.When)),
                Html.Escape(words.Pick(c.Now.Place) is { Length: > 0 } place ? place : page.AreaName(c.Now.AreaCode, c.Now.AreaName)),
                $"v{c.Before.Version.ToString(CultureInfo.InvariantCulture)}: {Reading(c.Before)}",
                $"v{c.Now.Version.ToString(CultureInfo.InvariantCulture)}: {(c.Now.Stands ? Reading(c.Now) : "–")}",
                Html.Escape(words.Word("change", c.Now.Change)),
                page.Record("incidents", c.Now.Id),
            ]),
            "cards");
    }

    internal static void Dissent(HtmlContext page)
    {
        Catalogue words = page.Words;
        bool any = false;
        foreach (FindingRow finding in page.Report.Rows.Findings)
        {
            foreach (Statement s in finding.Dissents)
            {
                any = true;
                string about = words.Format("dissent.line", s.Person, s.Nation, words.Word("question", s.Question), page.Instant(s.At));
                page.Out.Raw($"<div class=\"dissent\"><p><b>{Html.Escape(about)}</b></p><p dir=\"auto\">{Html.Escape(s.Reason)}</p>")
                    .Raw($"<p class=\"fine\">{Html.Escape(words["col.article"])} {Html.Escape(finding.Finding.Article)}, ")
                    .Raw($"{page.FindingLink(finding.Finding.Id)}</p></div>\n");
            }
        }

        if (!any) page.Out.Element("p", words["dissent.none"]);
    }

    internal static void Method(HtmlContext page)
    {
        for (int i = 1; page.Words.Has($"method.{i}"); i++)
        {
            page.Out.Raw($"<p><span class=\"num\">13.{i.ToString(CultureInfo.InvariantCulture)}</span>{Html.Escape(page.Words[$"method.{i}"])}</p>\n");
        }

        ReportRelease release = page.Report.Release;
        if (release.StepDeg > 0)
        {
            page.Out.Element("p", page.Words.Format("map.coarse", Step(page, release.StepDeg), Step(page, ReportRelease.ForcesStepDeg)), "class=\"fine\"");
        }
    }

    internal static string Step(HtmlContext page, double deg) => page.Words.Number(deg, deg >= 0.1 ? 1 : deg >= 0.01 ? 2 : 3);

    internal static void Sources(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Element("p", words["sources.note"], "class=\"fine\"");
        if (words.Pick(page.Input.Mission.Caution) is { Length: > 0 } caution) page.Out.Element("p", caution, "class=\"caution\"");
        page.Out.Table(
            words["s.sources"],
            [words["col.feed"], words["col.means"], words["col.bias"], words["col.rows"], words["col.rejects"], words["col.duplicates"], words["col.hours"],
                words["col.share"], words["col.attribution"]],
            page.Input.Exposure.Select(f => (string[])
            [
                "\u0001" + Html.Escape(page.FeedName(f.Feed)),
                Html.Escape(words.Word("means", f.Means)),
                Html.Escape(f.Bias.Count == 0 ? words["sources.nobias"] : words.Pick(f.Bias)),
                words.Number(f.Observations),
                Html.Escape(Rejects(words, f)),
                f.Duplicates is { } d ? words.Number(d) : Html.Escape(words["not.known"]),
                f.ExposureHours is { } h ? words.Number(h, 1) : Html.Escape(words["not.known"]),
                f.ShareOfArea is { } share ? words.Percent(share) : Html.Escape(words["not.known"]),
                Html.Escape(f.Attribution.Length > 0 ? f.Attribution : "–"),
            ]),
            "cards", 3, 5, 6, 7);
        page.Out.Element("p", words["attribution.map"], "class=\"fine\"");
    }

    private static string Rejects(Catalogue words, FeedExposure feed)
    {
        if (feed.Rejects is not { } rejects) return words["not.known"];
        return rejects.Count == 0
            ? words.Number(0)
            : string.Join("; ", rejects.Select(r => words.Format("sources.rejects", r.Key, words.Number(r.Value))));
    }

    internal static void Rows(HtmlContext page)
    {
        (DailyReport report, Catalogue words) = (page.Report, page.Words);
        RowSet rows = report.Rows;
        page.Out.Element("p", words.Format("rows.counts", words.Number(rows.Observations.Length), words.Number(rows.Incidents.Length),
            words.Number(rows.Findings.Length), words.Number(report.Input.Exposure.Length)));
        page.Out.Element("p", words["rows.check"]).Raw("<dl>\n");
        void Pair(string key, string value) => page.Out.Raw($"<dt>{Html.Escape(words[key])}</dt><dd><code>{Html.Escape(value)}</code></dd>\n");
        Pair("rows.hash", report.RowSetHash.ToString());
        if (report.Input.Previous?.RowSet is { } before) Pair("rows.previous", before.ToString());
        Pair("rows.log", report.Input.Log.Origin);
        Pair("rows.size", report.Input.Log.Size.ToString(CultureInfo.InvariantCulture));
        Pair("rows.root", report.Input.Log.Root.ToString());
        Pair("rows.key", report.Input.Log.VerifierKey);
        page.Out.Raw("</dl>\n");
    }
}
