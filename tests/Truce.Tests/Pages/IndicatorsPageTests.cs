using Truce.Commitments;
using Truce.Observations;
using Truce.Pages;
using Truce.Response.Indicators;
using Truce.Sayings;
using Truce.Tests.Response.Indicators;

namespace Truce.Tests.Pages;

public sealed class IndicatorsPageTests
{
    private const ulong Seed = 11;
    private static readonly LedgerView Ledger = LedgerView.Of(new LedgerHistory(), null, MadeUp.First, Classification.Mission, exercise: true);
    private static readonly PageLinks Live = new(Files: false, Console: true);

    public static TheoryData<string> Languages => [.. PageWords.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_row_stands_in_words_and_a_light_opens_to_its_evidence(string language)
    {
        IndicatorBoard board = MadeUp.Board(true, [MadeUp.Definition()],
            MadeUp.Series("a", MadeUp.Poisson(Seed, 120, d => d < 100 ? 1 : 12, _ => 24)), MadeUp.Series("b", MadeUp.Poisson(Seed, 120, _ => 1, _ => null)));
        string html = IndicatorsPage.Render(Ledger, new PageState { Language = language }, Live, board);
        SayingWords words = SayingWords.For(language);
        Assert.All(board.Rows, r => Assert.Contains($"<b>{words.Say(IndicatorWords.State(r.State)).Replace("'", "&#39;", StringComparison.Ordinal)}</b>", html, StringComparison.Ordinal));
        IndicatorLight on = Assert.Single(board.Rows, r => r.On is not null).On!;
        Assert.Contains(on.Evidence[0].Id.ToString(), html, StringComparison.Ordinal);
        Assert.Contains("/response/indicators.svg", html, StringComparison.Ordinal);
        Assert.Contains("<strong>SIMULATED</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_day_has_settled_the_page_says_why_it_is_empty() =>
        Assert.Contains("the board begins with the end of its first day", IndicatorsPage.Render(Ledger, new PageState(), Live, null), StringComparison.Ordinal);
}
