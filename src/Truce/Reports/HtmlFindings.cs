using System.Collections.Immutable;
using Truce.Findings;
using Truce.Review;
using Truce.Sayings;

namespace Truce.Reports;

/// <summary>Section 3: findings by level and by what became of them, then incidents.</summary>
internal static class HtmlFindings
{
    internal static void Write(HtmlContext page)
    {
        Catalogue words = page.Words;
        FindingGroups groups = page.Report.Findings;
        page.Out.Element("p", words["findings.candidate"]);
        HtmlReadings.Write(page);
        if (page.Report.Rows.Findings.Length == 0)
        {
            page.Out.Element("p", words["findings.none"]);
        }
        else
        {
            Levels(page, groups);
            Group(page, "findings.new", groups.New);
            Group(page, "findings.changed", groups.Changed);
            Group(page, "findings.withdrawn", groups.Withdrawn);
            Group(page, "findings.unchanged", groups.Unchanged);
        }

        Incidents(page);
    }

    /// <summary>The incidents that the table of this section will show, highest level and likelihood first.</summary>
    internal static void NoteShown(HtmlContext page) => page.Shown(Table(page).Select(i => i.Id));

    private static IEnumerable<IncidentRow> Table(HtmlContext page) => page.Report.Rows.Incidents.Where(i => i.InPeriod && i.Stands)
        .OrderByDescending(i => i.Level).ThenByDescending(i => i.Probability).ThenBy(i => i.Id).Take(page.Options.IncidentRows);

    private static void Levels(HtmlContext page, FindingGroups groups)
    {
        Catalogue words = page.Words;
        string Cell(ImmutableArray<FindingRow> rows, Level level) => words.Number(rows.Count(f => f.Level == level));
        page.Out.Table(
            words["findings.bylevel"],
            [words["col.level"], words["findings.new"], words["findings.changed"], words["findings.withdrawn"], words["findings.unchanged"]],
            Enum.GetValues<Level>().Select(l => (string[])
            [
                "\u0001" + Html.Escape(words[$"level.{(int)l}"]),
                Cell(groups.New, l), Cell(groups.Changed, l), Cell(groups.Withdrawn, l), Cell(groups.Unchanged, l),
            ]),
            "cards", 1, 2, 3, 4);
    }

    private static void Group(HtmlContext page, string title, ImmutableArray<FindingRow> rows)
    {
        if (rows.Length == 0) return;
        Catalogue words = page.Words;
        page.Out.Element("h3", $"{words[title]} ({words.Number(rows.Length)})");
        if (rows.Length > page.Options.FindingRows) page.Out.Element("p", words.Format("of.total", words.Number(page.Options.FindingRows), words.Number(rows.Length)), "class=\"fine\"");
        foreach (FindingRow row in rows.Take(page.Options.FindingRows)) One(page, row);
    }

    private static void One(HtmlContext page, FindingRow row)
    {
        Catalogue words = page.Words;
        Finding f = row.Finding;
        page.ShownFindings.Add(f.Id);
        string term = words.Pick(row.Term) is { Length: > 0 } text ? $" {text}" : "";
        page.Out.Open("article", $"id=\"f-{f.Id.Short}\"")
            .Element("h4", $"{words["col.article"]} {f.Article}: {Result(words, row.Result)}.{term}")
            .Raw("<dl>");
        void Pair(string key, string markup) => page.Out.Raw($"<dt>{Html.Escape(words[key])}</dt><dd>{markup}</dd>");
        Pair("col.level", Html.Escape(words[$"level.{(int)row.Level}"]));
        Pair("col.state", Html.Escape(words.Word("state", row.State)));
        if (f.InsideProbability is { } inside) Pair("col.inside", words.Percent(inside));
        if (row.Statements.Length > 0) Pair("col.signed", string.Join("<br>", row.Statements.Select(s => Signed(page, s))));
        Pair("col.incident", page.IncidentLink(f.Incident));
        if (HtmlRecordings.Shown(page).FirstOrDefault(r => r.Incident == f.Incident) is { } heard) Pair("col.recordings", HtmlRecordings.Link(page, heard));
        Pair("col.record", page.Record("findings", f.Id));
        page.Out.Raw("</dl>");
        if (f.Trace.Length > 0) Why(page, f);
        page.Out.Close("article");
    }

    /// <summary>What it came to and what would decide it; the steps between lie folded on the page, and are not printed.</summary>
    private static void Why(HtmlContext page, Finding f)
    {
        Catalogue words = page.Words;
        ImmutableArray<(string Line, bool Worded)> lines = f.TraceIn(SayingWords.For(words.Language));
        // The English words are those of the record: a record of an earlier version has no others.
        string note = lines.All(l => l.Worded) ? "" : $" <span class=\"tag\">{Html.Escape(words["trace.language"])}</span>";
        page.Out.Raw($"<p class=\"fine\">{Html.Escape(words["trace"])}{note}</p><ul class=\"why\">");
        foreach ((string line, bool worded) in lines.Where((_, i) => IsShort(f.Trace[i]))) page.Out.Element("li", line.TrimStart('·', ' '), worded ? "" : "lang=\"en\"");
        page.Out.Raw($"</ul>\n<details><summary>{Html.Escape(words.Format("trace.all", words.Number(f.Trace.Length)))}</summary><ol class=\"why\">");
        foreach ((string line, bool worded) in lines) page.Out.Element("li", line, worded ? "" : "lang=\"en\"");
        page.Out.Raw("</ol></details>\n");
    }

    // Inner steps begin with a dot; those of the first depth that carry a probability are what a reader asks for first.
    private static bool IsShort(string line) =>
        !line.StartsWith('·') || (line.StartsWith("· ", StringComparison.Ordinal) && (line.Contains(": P ", StringComparison.Ordinal) || line.Contains("P(inside)", StringComparison.Ordinal)));

    private static string Signed(HtmlContext page, Statement s) =>
        Html.Escape($"{s.Person} ({s.Nation}): {page.Words.Word("statement", s.Kind)}, {page.Words.Word("question", s.Question)}, {page.Instant(s.At)}. {s.Reason}");

    /// <summary>A result in words; an exception stands with its name, as in <c>excepted:E-EXERCISE</c>.</summary>
    internal static string Result(Catalogue words, string result)
    {
        string[] parts = result.Split(':', 2);
        string word = words.Has($"result.{parts[0]}") ? words[$"result.{parts[0]}"] : parts[0];
        return parts.Length == 2 ? $"{word} ({parts[1]})" : word;
    }

    private static void Incidents(HtmlContext page)
    {
        Catalogue words = page.Words;
        page.Out.Table(
            words["incidents.bylevel"],
            [words["col.level"], words["col.count"]],
            page.Report.Headline.ByLevel.Select(l => (string[])["\u0001" + Html.Escape(words[$"level.{(int)l.Level}"]), words.Number(l.Count)]),
            "", 1);
        IncidentRow[] shown = [.. Table(page)];
        page.Out.Element("h3", words["incidents.table"]);
        if (shown.Length == 0)
        {
            page.Out.Element("p", words["incidents.none"]);
            return;
        }

        int all = page.Report.Headline.Incidents.Count;
        if (shown.Length < all) page.Out.Element("p", words.Format("of.total", words.Number(shown.Length), words.Number(all)), "class=\"fine\"");
        page.Out.Table(
            words["incidents.table"],
            [words["col.time"], words["col.class"], words["col.likelihood"], words["col.place"], words["col.region"], words["col.level"], words["col.origins"], words["col.record"]],
            shown.Select(i => Row(page, i)), "cards hc", 6);
        HtmlRecordings.Write(page);
    }

    private static string[] Row(HtmlContext page, IncidentRow i)
    {
        Catalogue words = page.Words;
        string place = words.Pick(i.Place) is { Length: > 0 } named ? named : page.AreaName(i.AreaCode, i.AreaName);
        return
        [
            Html.Escape(page.Span(i.When)),
            Html.Escape($"{words.Word("incident", i.Class)} ({words.Percent(i.ClassProbability)})"),
            Html.Escape(page.Likelihood(i.Probability)),
            Html.Escape(place),
            Html.Escape(Region(page, i)),
            Html.Escape(words[$"level.{(int)i.Level}"]),
            words.Number(i.Origins),
            $"<span id=\"i-{i.Id.Short}\">{page.Record("incidents", i.Id)}</span>",
        ];
    }

    /// <summary>Half axes of the 95 % ellipse: √5.991 times the 1 σ ones (χ² with two degrees of freedom).</summary>
    internal static string Region(HtmlContext page, IncidentRow i)
    {
        if (i.Position is null) return page.Words["not.known"];
        (double major, double minor, _) = i.Error.Ellipse();
        string Km(double m) => page.Words.Number(m * 2.4477 / 1000, m * 2.4477 < 10_000 ? 1 : 0);
        string size = $"± {Km(major)} × {Km(minor)} {page.Words["map.km"]}";
        return i.Multimodal ? $"{size}, {page.Words["region.several"]}" : size;
    }
}
