using System.Xml.Linq;
using Truce.Response.Indicators;
using Truce.Sayings;

namespace Truce.Tests.Response.Indicators;

/// <summary>The picture says in words and shapes what the board says, in every language.</summary>
public sealed class IndicatorBoardSvgTests
{
    private const ulong Seed = 9;

    public static TheoryData<string> Languages => [.. SayingWords.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_row_is_drawn_with_its_state_in_words(string language)
    {
        SayingWords words = SayingWords.For(language);
        IndicatorBoard board = Board(simulated: false);
        XElement svg = XElement.Parse(IndicatorBoardSvg.Draw(board, words));
        string[] spoken = [.. svg.Descendants().Where(e => (string?)e.Attribute("role") == "group").Select(e => (string)e.Attribute("aria-label")!)];
        Assert.Equal(board.Rows.Length, spoken.Length);
        Assert.All(board.Rows, (r, i) => Assert.Contains(words.Say(IndicatorWords.State(r.State)), spoken[i], StringComparison.Ordinal));
        Assert.DoesNotContain("SIMULATED", svg.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void An_exercise_says_so_in_picture_and_document(string language)
    {
        SayingWords words = SayingWords.For(language);
        Assert.Contains("SIMULATED", IndicatorBoardSvg.Draw(Board(simulated: true), words), StringComparison.Ordinal);
        Assert.Contains("SIMULATED", (string)IndicatorBoardJson.Write(Board(simulated: true), words)["caution"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_not_watched_are_hatched_and_quiet_days_are_not()
    {
        int Hatched(string sector) => XElement.Parse(IndicatorBoardSvg.Draw(Board(simulated: false), SayingWords.English)).Descendants()
            .Where(e => (string?)e.Attribute("role") == "group" && ((string)e.Attribute("aria-label")!).StartsWith(sector, StringComparison.Ordinal))
            .SelectMany(g => g.Elements()).Count(e => (string?)e.Attribute("fill") == "url(#ib-x)");
        Assert.Equal(0, Hatched("quiet"));
        Assert.Equal(1, Hatched("blind"));
        Assert.Equal(5, Hatched("holes"));
    }

    [Fact]
    public void Names_are_escaped_and_two_pictures_may_stand_in_one_page()
    {
        string svg = IndicatorBoardSvg.Draw(MadeUp.Board(MadeUp.Series("<b> & \"x\"", MadeUp.Poisson(Seed, 60, _ => 1, _ => 24))), SayingWords.English, "second");
        Assert.Contains("<b> & \"x\"", string.Concat(XElement.Parse(svg).Descendants().Select(e => e.Value)), StringComparison.Ordinal);
        Assert.DoesNotContain("\"ib", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_board_gives_the_same_picture() =>
        Assert.Equal(IndicatorBoardSvg.Draw(Board(true), SayingWords.English), IndicatorBoardSvg.Draw(Board(true), SayingWords.English));

    private static IndicatorBoard Board(bool simulated) => MadeUp.Board(simulated, [MadeUp.Definition()],
        MadeUp.Series("blind", MadeUp.Poisson(Seed, 118, _ => 2, d => d < 90 ? 24 : null)),
        MadeUp.Series("holes", MadeUp.Poisson(Seed, 118, _ => 2, d => d % 24 == 10 ? null : 24)),
        MadeUp.Series("new", MadeUp.Poisson(Seed, 118, _ => 2, d => d < 80 ? null : 24)),
        MadeUp.Series("quiet", MadeUp.Poisson(Seed, 118, _ => 2, _ => 24)),
        MadeUp.Series("risen", MadeUp.Poisson(Seed, 118, d => d < 90 ? 2 : 9, _ => 24)));
}
