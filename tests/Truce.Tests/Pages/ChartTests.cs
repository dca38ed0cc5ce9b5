using System.Globalization;
using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Observations;
using Truce.Pages;

namespace Truce.Tests.Pages;

/// <summary>Bars are as long as their numbers, and what a picture shows a table says.</summary>
public sealed partial class ChartTests
{
    private static readonly LedgerView View = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Mission);

    [Fact]
    public void Support_by_year_is_drawn_to_scale_with_the_largest_giver_marked()
    {
        (string Look, double Long)[] bars = Bars("hatch-support");
        // 2030: committed 14, allocated 6 of which XA 4; 2031: committed 6, allocated 4 of which XD 3.
        Assert.Equal(["all", "hatch", "part", "all", "hatch", "part"], bars.Select(b => b.Look));
        double unit = bars[0].Long / 14;
        Assert.Equal([14, 4, 2, 6, 3, 1], bars.Select(b => Math.Round(b.Long / unit, 1)));
        string html = Section("support");
        Assert.Contains("EUR 6.00 bn; XA: 67%", html, StringComparison.Ordinal);
        Assert.Contains("<table", html, StringComparison.Ordinal);
        Assert.Contains("XD, 75%", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Gates_are_drawn_as_passed_refused_and_open()
    {
        GateConversion[] gates = [.. View.Metrics.Conversions.Where(c => c.Needed > 0)];
        double unit = Bars("hatch-gates").Sum(b => b.Long) / gates.Sum(g => g.Needed);
        (string, int)[] expected = [.. gates.SelectMany(g => ((string, int)[])[("part", g.Passed), ("hatch", g.Rejected), ("all", g.Open)]).Where(p => p.Item2 > 0)];
        Assert.Contains(expected, e => e.Item1 == "hatch");
        Assert.Equal(expected, Bars("hatch-gates").Select(b => (b.Look, (int)Math.Round(b.Long / unit))));
    }

    [Fact]
    public void What_is_required_is_drawn_as_answered_promised_or_nothing()
    {
        double whole = Bars("hatch-coverage").Sum(b => b.Long) / 2;
        // In the air both requirements of P1: forty of two hundred drones answer the first (part of them arrived, so in force or further); nobody clears mines. Nothing at sea.
        Assert.Equal([("part", 10), ("none", 90), ("none", 100)], Bars("hatch-coverage").Select(b => (b.Look, (int)Math.Round(100 * b.Long / whole))));
        string html = Section("coverage");
        Assert.Contains("mine clearance &lt;m&gt;", html, StringComparison.Ordinal);
        Assert.Contains("40 drones", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_stated_requirement_nothing_is_said_of_coverage()
    {
        LedgerView empty = LedgerView.Of(new LedgerHistory(), null, ExerciseLedger.Day, Classification.Mission);
        string html = FiguresPage.Render(empty, new PageState(), new PageLinks(Files: true));
        Assert.Contains("nothing is said of how much is covered", html, StringComparison.Ordinal);
        Assert.DoesNotContain("hatch-", html, StringComparison.Ordinal);
    }

    private static string Section(string id)
    {
        string html = FiguresPage.Render(View, new PageState(), new PageLinks(Files: true));
        int from = html.IndexOf($"<section id=\"{id}\">", StringComparison.Ordinal);
        return html[from..html.IndexOf("</section>", from, StringComparison.Ordinal)];
    }

    private static (string Look, double Long)[] Bars(string pattern)
    {
        string html = FiguresPage.Render(View, new PageState(), new PageLinks(Files: true));
        int from = html.IndexOf($"id=\"{pattern}\"", StringComparison.Ordinal);
        Assert.True(from > 0, pattern);
        return [.. Bar().Matches(html[from..html.IndexOf("</figure>", from, StringComparison.Ordinal)]).Select(m => (m.Groups[1].Value, double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))];
    }

    [GeneratedRegex("<rect class=\"(part|hatch|all|none)\"[^>]* width=\"([0-9.]+)%\" height=\"15\"/>")]
    private static partial Regex Bar();
}
