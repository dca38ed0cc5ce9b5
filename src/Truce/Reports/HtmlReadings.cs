using System.Collections.Immutable;
using Truce.Sayings;

namespace Truce.Reports;

/// <summary>In a report over several days: how its incidents read against each article, and what is missing where one cannot be evaluated.</summary>
internal static class HtmlReadings
{
    private static readonly string[] Order = ["violation-candidate", "indeterminate", "not-evaluable", "excepted", "compliant", ArticleReading.NotConcerned, "not-in-force"];

    internal static void Write(HtmlContext page)
    {
        ImmutableArray<ArticleReading> readings = page.Input.Readings;
        if (readings.IsEmpty) return;
        Catalogue words = page.Words;
        // A column without any incident is left out, but for the one that a reader looks for first.
        string[] shown = [.. Order.Where(word => word == Order[0] || readings.Any(r => r.Results.ContainsKey(word)))];
        page.Out.Element("h3", words["readings.title"]).Element("p", words["readings.note"], "class=\"fine\"");
        page.Out.Table(
            words["readings.title"],
            [words["col.article"], .. shown.Select(r => HtmlFindings.Result(words, Word(r)))],
            readings.Select(r => (string[])
            [
                "\u0001" + Article(r),
                .. shown.Select(word => r.Results.TryGetValue(word, out int n) ? words.Number(n) : "–"),
            ]),
            "cards", [.. Enumerable.Range(1, shown.Length)]);
        SayingWords said = SayingWords.For(words.Language);
        ArticleReading[] open = [.. readings.Where(r => r.Missing.Count > 0)];
        if (open.Length == 0) return;
        page.Out.Table(
            words["readings.missing"],
            [words["col.article"], $"{words["readings.missing"]} ({words["key.incidents"]})"],
            open.Select(r => (string[])
            [
                "\u0001" + Article(r),
                string.Join("<br>", r.Missing.OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{Html.Escape(r.MissingIn(said, m.Key))} ({words.Number(m.Value)})")),
            ]),
            "");
    }

    private static string Word(string result) => result == "violation-candidate" ? "candidate" : result;

    private static string Article(ArticleReading r) => Html.Escape(r.Article.Length > 0 ? $"{r.Term}: {r.Article}" : r.Term);
}
