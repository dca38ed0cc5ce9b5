using System.Globalization;
using Truce.Findings;
using Truce.Observations;

namespace Truce.Reports;

/// <summary>The report as one HTML file: no script, nothing fetched, readable on a phone, at night, by a screen reader and on A4.</summary>
/// <remarks>
/// The order of the sections never changes. A content security policy lets through nothing but the page's own style sheet (by its hash).
/// </remarks>
public static class HtmlReport
{
    private static readonly string[] SectionIds =
    [
        "period", "headline", "findings", "observations", "weapons", "restrictions", "coverage", "harm",
        "notifications", "consultations", "corrections", "dissent", "method", "sources", "rows",
    ];

    /// <summary>The page in the catalogue's language.</summary>
    public static string Render(DailyReport report, Catalogue words) => Render(report, words, new HtmlOptions());

    /// <summary>The page in the catalogue's language.</summary>
    public static string Render(DailyReport report, Catalogue words, HtmlOptions options)
    {
        var page = new HtmlContext(report, words, options);
        Head(page);
        Band(page, "SIMULATED");
        Title(page);
        page.Out.Open("main", "id=\"content\"");
        var order = new Action<HtmlContext>[]
        {
            HtmlFront.Period, HtmlFront.Headline, HtmlFindings.Write, HtmlObservations.Table, HtmlObservations.Weapons,
            HtmlObservations.Restrictions, HtmlCoverage.Write, HtmlObservations.Harm, HtmlTail.Notifications, HtmlTail.Consultations,
            HtmlTail.Corrections, HtmlTail.Dissent, HtmlTail.Method, HtmlTail.Sources, HtmlTail.Rows,
        };
        HtmlFindings.NoteShown(page);
        for (int i = 0; i < order.Length; i++)
        {
            string number = (i + 1).ToString(CultureInfo.InvariantCulture), id = SectionIds[i];
            page.Out.Raw($"<section id=\"{id}\" aria-labelledby=\"h-{id}\">\n<h2 id=\"h-{id}\">{number}. {Html.Escape(words[$"s.{id}"])}</h2>\n");
            order[i](page);
            page.Out.Close("section");
        }

        page.Out.Close("main");
        Foot(page);
        return page.Out.ToString();
    }

    private static void Head(HtmlContext page)
    {
        (DailyReport report, Catalogue words) = (page.Report, page.Words);
        string band = report.Input.Mission.Simulated ? words["report.simulated"] : "";
        string footer = $"{report.Input.Mission.Id} {report.Input.Name} · {words.Format("rowset.short", report.RowSetHash.ToString())}";
        string sheet = ReportStyle.Sheet(footer, words["page.of"], band);
        string policy = $"default-src 'none'; style-src '{ReportStyle.PolicyHash(sheet)}'; {(report.Input.Recordings.IsEmpty ? "" : "img-src data:; ")}base-uri 'none'; form-action 'none'";
        page.Out.Raw($"<!doctype html>\n<html lang=\"{words.Language}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .Raw($"<meta name=\"truce-row-set\" content=\"{report.RowSetHash}\">\n")
            .Element("title", $"{(band.Length > 0 ? band + " · " : "")}{words[report.Input.LastDay is null ? "report.title" : "report.title.period"]} {report.Input.Name} · {report.Input.Mission.Id}")
            .Raw($"<style>{sheet}</style>\n</head>\n<body>\n");
    }

    /// <summary>The stamp at the head and at the foot: each a landmark of its own name, so that a screen reader can tell them apart.</summary>
    private static void Band(HtmlContext page, string landmark)
    {
        if (!page.Input.Mission.Simulated) return;
        page.Out.Raw($"<aside class=\"sim\" aria-label=\"{landmark}\"><b>{Html.Escape(page.Words["report.simulated"])}</b> · {Html.Escape(page.Words["report.simulated.note"])}</aside>\n");
    }

    private static void Title(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Raw($"<a class=\"skip\" href=\"#content\">{Html.Escape(words["skip"])}</a>\n<header>\n")
            .Element("h1", page.Input.LastDay is { } last
                ? words.Format("report.heading.period", words.Date(page.Input.Day), words.Date(last))
                : words.Format("report.heading", words.Date(page.Input.Day)))
            .Element("p", $"{words.Pick(page.Input.Mission.Title)} · {page.ReleaseName}", "class=\"fine\"");
        if (words.Pick(page.Input.AgreementCaution) is { Length: > 0 } caution) page.Out.Element("p", caution, "class=\"caution\"");
        KeyFigures(page);
        page.Out.Element("p", words["three.words"], "class=\"fine\"").Close("header");
        page.Out.Raw($"<nav aria-label=\"{Html.Escape(words["contents"])}\"><ol>\n");
        foreach (string id in SectionIds) page.Out.Raw($"<li><a href=\"#{id}\">{Html.Escape(words[$"s.{id}"])}</a></li>\n");
        page.Out.Raw("</ol></nav>\n");
    }

    private static void KeyFigures(HtmlContext page)
    {
        (DailyReport report, Catalogue words) = (page.Report, page.Words);
        int Rows(params ReadOnlySpan<ObservationClass> classes)
        {
            int rows = 0;
            foreach (ObservationRow row in report.Rows.Observations)
            {
                if (row.Role != RowRole.Context && classes.Contains(row.Observation.Class)) rows++;
            }

            return rows;
        }

        int confirmed = report.Rows.Findings.Count(f => f.Level >= Level.Confirmed);
        int? blind = HtmlCoverage.BlindHours(page.Input);
        page.Out.Raw("<ul class=\"keys\">\n");
        void Key(string id, string value, string label, bool isWord = false) =>
            page.Out.Raw($"<li><a href=\"#{id}\"{(isWord ? " class=\"word\"" : "")}>{Html.Escape(value)}</a>{Html.Escape(label)}</li>\n");
        Key("headline", words.Number(report.Headline.Incidents.Count), words["key.incidents"]);
        Key("findings", words.Number(confirmed), words["key.confirmed"]);
        int killed = Rows(ObservationClass.LethalEvent);
        Key("harm", words.Number(killed + Rows(ObservationClass.CivilianHarm)), words[killed > 0 ? "key.killed" : "key.harm"]);
        Key("restrictions", words.Number(Rows(ObservationClass.RestrictionOfMovement, ObservationClass.InterferenceWithMonitoring)), words["key.restrictions"]);
        Key("coverage", blind is { } b ? words.Number(b) : words["not.known"], words["key.blind"], blind is null);
        page.Out.Raw("</ul>\n");
    }

    private static void Foot(HtmlContext page)
    {
        page.Out.Raw("<footer>\n")
            .Raw($"<p class=\"fine\">{Html.Escape(page.Words["rowset"])} <code>{page.Report.RowSetHash}</code></p>\n</footer>\n");
        Band(page, "SIMULATED, 2");
        page.Out.Raw("</body>\n</html>\n");
    }
}
