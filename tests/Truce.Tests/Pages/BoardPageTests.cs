using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Observations;
using Truce.Pages;

namespace Truce.Tests.Pages;

public sealed partial class BoardPageTests
{
    private static readonly LedgerView View = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Mission);
    private static readonly PageLinks Live = new(Files: false, Console: true);

    public static TheoryData<string> Languages => [.. PageWords.Languages];

    [Fact]
    public void The_table_has_a_cell_for_every_guarantor_and_pillar()
    {
        string html = BoardPage.Render(View, new PageState(), Live);
        string table = html[html.IndexOf("<tbody>", StringComparison.Ordinal)..html.IndexOf("</tbody>", StringComparison.Ordinal)];
        Assert.Equal(3, Count(table, "<tr"));
        Assert.Equal(3 * 4, Count(table, "<td"));
        Assert.Equal(View.Metrics.Positions.Length, Count(table, "class=\"cell\""));
        Assert.Equal((3 * 4) - View.Metrics.Positions.Length, Count(table, "nothing in the ledger"));
    }

    [Fact]
    public void A_guarantor_taken_away_fades_in_every_pillar_and_loses_its_lead()
    {
        string html = BoardPage.Render(View, new PageState { Without = ["XA"] }, Live);
        string table = html[html.IndexOf("<tbody>", StringComparison.Ordinal)..html.IndexOf("</tbody>", StringComparison.Ordinal)];
        Assert.Equal(4, Count(table, "<td class=\"lost\">"));
        Assert.Contains("The lead is gone: XA.", html, StringComparison.Ordinal);
        string paused = BoardPage.Render(View, new PageState { Without = ["XA"], Only = ["P1", "P4"] }, Live);
        Assert.Equal(2, Count(paused[..paused.IndexOf("</tbody>", StringComparison.Ordinal)], "<td class=\"lost\">"));
        Assert.DoesNotContain("class=\"lost\"", BoardPage.Render(View, new PageState(), Live), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_page_carries_markup_of_a_source_a_script_or_a_style(string language)
    {
        foreach (string html in Pages(language))
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<verification", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<Post", html, StringComparison.Ordinal);
            Assert.DoesNotContain("javascript:", html, StringComparison.Ordinal);
            Assert.DoesNotMatch(Inline(), html);
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
            Assert.Equal(1, Count(html, "<h1"));
            Assert.Contains("<strong>SIMULATED</strong>", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<p style=\"color:red\">", true)]
    [InlineData("<a onclick=\"x()\">", true)]
    [InlineData("<p>style=\"x\"</p><a href=\"/x?on=1\">", false)]
    public void A_planted_style_or_handler_is_found(string html, bool found) => Assert.Equal(found, Inline().IsMatch(html));

    [Fact]
    public void A_source_whose_words_are_markup_is_shown_as_text()
    {
        string html = Cell("XA", "P1", "en");
        Assert.Contains("XA stops short; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;", html, StringComparison.Ordinal);
        Assert.Contains("Harbour &lt;Post&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_shows_every_word_of_strength_and_joins_one_voice()
    {
        string html = Cell("XA", "P1", "en");
        Assert.Equal(3, Count(html, "<circle class=\"point"));
        Assert.Equal(1, Count(html, "class=\"voice\""));
        Assert.Contains("2 independent origins", ContestedPage.Render(View, new PageState(), Live), StringComparison.Ordinal);
    }

    [Fact]
    public void A_promise_shows_what_counts_what_does_not_and_what_its_text_became()
    {
        string c1 = PromisePage.Promise(View, new PageState(), Live, PageLinks.Slug(ExerciseLedger.Id("C1")))!;
        Assert.Contains("62%", c1, StringComparison.Ordinal);
        Assert.Contains("By the giver’s word or nobody’s, not counted: 10 drones.", c1, StringComparison.Ordinal);
        string c2 = PromisePage.Promise(View, new PageState(), Live, PageLinks.Slug(ExerciseLedger.Id("C2")))!;
        Assert.Contains("<del>shall</del>", c2, StringComparison.Ordinal);
        Assert.Contains("<ins>intend to</ins>", c2, StringComparison.Ordinal);
        Assert.Contains("48.0° N, 37.5° E (half a degree)", c2, StringComparison.Ordinal);
        Assert.Contains("open for 32 days", c2, StringComparison.Ordinal);
        Assert.Null(PromisePage.Promise(View, new PageState(), Live, "no-such-promise"));
    }

    [Fact]
    public void Votes_are_counted_with_those_still_open()
    {
        string html = ParliamentsPage.Render(View, new PageState(), Live);
        Assert.Contains("1 open vote<", html, StringComparison.Ordinal);
        Assert.Equal(1, Count(html, "class=\"censored\""));
        Assert.Contains("intelligence: XA", html, StringComparison.Ordinal);
        Assert.Contains("not known", html, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_ledger_says_so_and_what_to_do()
    {
        LedgerView empty = LedgerView.Of(new LedgerHistory(), null, ExerciseLedger.Day, Classification.Mission, exercise: true);
        string html = BoardPage.Render(empty, new PageState(), Live);
        Assert.Contains("truce commitments import", html, StringComparison.Ordinal);
        Assert.Contains("<strong>SIMULATED</strong>", html, StringComparison.Ordinal);
        Assert.Contains("no rate can be given", FiguresPage.Render(empty, new PageState(), Live), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_says_what_its_page_was_asked()
    {
        PageState state = PageState.Read(new Dictionary<string, string> { ["lang"] = "uk", ["theme"] = "dark", ["without"] = "US, GB,US", ["on"] = "2031-02-01", ["known"] = "2031-02-02T10:00:00Z", ["part"] = "-3" }.GetValueOrDefault);
        Assert.Equal("uk", state.Language);
        Assert.Equal(["GB", "US"], state.Without);
        Assert.Equal(1, state.Part);
        Assert.Equal("/guarantors?lang=uk&theme=dark&without=GB%2CUS&on=2031-02-01&known=2031-02-02T10%3A00%3A00Z", Live.To(PageKind.Board, state));
        Assert.Equal(new PageState().Language, PageState.Read(_ => "<script>").Language);
    }

    private static string Cell(string guarantor, string pillar, string language) => PromisePage.Cell(View, new PageState { Language = language }, Live, PageLinks.Slug(pillar, guarantor))!;

    private static IEnumerable<string> Pages(string language)
    {
        var state = new PageState { Language = language };
        yield return BoardPage.Render(View, state with { Without = ["XA"] }, Live);
        foreach (Position p in View.Metrics.Positions) yield return Cell(p.Guarantor, p.Pillar, language);
        foreach (CommitmentState s in View.Metrics.States) yield return PromisePage.Promise(View, state, Live, PageLinks.Slug(s.Commitment.Id))!;
        yield return ContestedPage.Render(View, state, Live);
        yield return ParliamentsPage.Render(View, state, Live);
        yield return FiguresPage.Render(View, state, Live);
        yield return MethodPage.Render(View, state, Live);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    [GeneratedRegex("<[a-z][^>]*\\s(style|on[a-z]+)=\"")]
    private static partial Regex Inline();
}
