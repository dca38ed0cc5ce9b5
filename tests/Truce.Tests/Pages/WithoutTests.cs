using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Observations;
using Truce.Pages;

namespace Truce.Tests.Pages;

/// <summary>Who may be taken away, and the scenario "attention elsewhere".</summary>
public sealed partial class WithoutTests
{
    private static readonly LedgerView View = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Mission);
    private static readonly PageLinks Live = new(Files: false, Console: true);

    [Fact]
    public void Everybody_who_appears_anywhere_can_be_taken_away_and_several_at_once()
    {
        // On the board; in the money alone; in a statement about a meeting alone; with a site alone.
        Assert.Equal(["XA", "XB", "XC", "XD", "XE", "XF"], View.Guarantors);
        string html = BoardPage.Render(View, new PageState { Without = ["XD", "XE"] }, Live);
        Assert.Equal(View.Guarantors, Box().Matches(html).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Equal(["XD", "XE"], Box().Matches(html).Where(m => m.Groups[2].Value.Length > 0).Select(m => m.Groups[1].Value));
        Assert.Contains("What is left without: XD, XE", html, StringComparison.Ordinal);
        Assert.Contains("75% of the money allocated so far is of those who stay", Left("XD"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_have_a_page_without_each_of_them_and_no_form()
    {
        HashSet<string> site = [.. PublicSite.Files(View, ["en"], PostureBasis.None).Select(f => f.Path)];
        foreach (string g in View.Guarantors)
        {
            var gone = new PageState { Without = [g] };
            Assert.Contains("en/" + PageLinks.File(PageKind.Board, gone, ""), site);
            Assert.Equal(View.OnBoard.Contains(g), site.Contains("en/" + PageLinks.File(PageKind.Board, gone with { Only = Attention.Pillars }, "")));
        }

        string html = BoardPage.Render(View, new PageState(), new PageLinks(Files: true));
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.Contains("Take away one of 3 others", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_not_in_the_ledger_is_said_to_take_nothing_away()
    {
        Assert.Contains("Nobody of this name is in the ledger, so nothing was taken away for it: Atlantis", Left("Atlantis"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody of this name", Left("XE"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("US,GB", "GB US")]
    [InlineData("United States", "US")]
    public void Names_are_read_as_the_command_reads_them(string said, string codes) =>
        Assert.Equal(codes.Split(' '), PageState.Read(name => name == "without" ? said : null).Without);

    [Theory]
    [InlineData("2031-02-01", "1 May 2031", "C1 C3")]
    [InlineData("2031-03-02", "30 May 2031", "")]
    [InlineData("2030-12-02", "", "")] // before anything was announced there is nothing to pause
    [InlineData("2031-01-10", "9 April 2031", "C1 C3")]
    public void A_pause_of_90_days_says_its_last_day_and_what_falls_due_in_it(string on, string last, string due)
    {
        var day = DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture);
        LedgerView view = LedgerView.Of(ExerciseLedger.History(), null, day, Classification.Mission);
        string html = BoardPage.Render(view, new PageState { Without = ["XA", "XC"], Only = Attention.Pillars }, Live);
        Ledger ledger = ExerciseLedger.History().AsKnown().For(Classification.Mission);
        AttentionScenario.Stretch expected = new AttentionScenario("x", [new("XA", ["P1", "P4"], day, 90), new("XC", ["P1", "P4"], day, 90)]).Play(ledger, day).Single();
        Assert.Equal(due, string.Join(' ', expected.DueMeanwhile.Select(i => i.Id)));
        Assert.Equal(expected.DueMeanwhile.Select(i => PageLinks.Slug(i)), Due().Matches(html).Select(m => m.Groups[1].Value));
        Assert.Equal(due.Length == 0 && view.Metrics.Positions.Length > 0, html.Contains("no promise of theirs in these pillars falls due", StringComparison.Ordinal));
        if (last.Length > 0) Assert.Contains($"to {last}, 90 days.", html, StringComparison.Ordinal);
        foreach (PillarRemainder r in expected.Left.Where(r => r.Before.Length > 0 && r.After.Length == 0)) Assert.Contains($"<strong>{r.Pillar} {PageContext.Esc(view.Ledger.Pillars.Single(p => p.Id == r.Pillar).Name)}</strong>\n<br>Nobody who promised is left.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_the_money_is_all_of_it()
    {
        // Shares added in floating point stay below 1 here; what nobody leaves is not "more than 99 per cent".
        var history = new LedgerHistory();
        foreach ((DateTimeOffset at, LedgerBatch batch) in ExerciseLedger.History().Batches) history.Add(at, batch with { Support = [.. Enumerable.Range(0, 26).Select(i => new SupportRow($"X{(char)('A' + i)}", new(2030, 1, 1), 0, 0, 0, 1e9 / (7 + i), 0))] });
        string html = BoardPage.Render(LedgerView.Of(history, null, ExerciseLedger.Day, Classification.Mission), new PageState { Without = ["XA"], Only = Attention.Pillars }, Live);
        Assert.Contains("100% of the money allocated so far is of those who stay", html, StringComparison.Ordinal);
    }

    private static string Left(string who) => BoardPage.Render(View, new PageState { Without = ImmutableArray.Create(who) }, Live);

    [GeneratedRegex("<input type=\"checkbox\" name=\"without\" value=\"([^\"]*)\"( checked)?>")]
    private static partial Regex Box();

    [GeneratedRegex("<li><a href=\"/guarantors/promise/([a-z0-9-]+)[^\"]*\">[^<]*, P[14]: ")]
    private static partial Regex Due();
}
