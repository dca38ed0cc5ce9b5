using Truce.Response.Indicators;
using Truce.Sayings;

namespace Truce.Pages;

/// <summary>The board of indicators of regrouping: the picture, and every row in words with what its light rests on. A board, not a number.</summary>
public static class IndicatorsPage
{
    private const int MostEvidence = 30;

    /// <summary>The page.</summary>
    /// <param name="view">The ledger of the same store.</param>
    /// <param name="state">What the address says.</param>
    /// <param name="links">Where pages lie.</param>
    /// <param name="board">The board; absent while nothing is settled.</param>
    public static string Render(LedgerView view, PageState state, PageLinks links, IndicatorBoard? board)
    {
        var page = new PageContext(view, state, links);
        Reports.Html o = page.Out;
        if (board is null)
        {
            o.Raw("<div class=\"state\">").Element("strong", page["indicators.none"]).Element("p", page["indicators.none.why"]).Raw("</div>");
            return PageFrame.Around(page, PageKind.Indicators, "", page["page.indicators"]);
        }

        SayingWords words = SayingWords.For(state.Language);
        int on = board.Rows.Count(r => r.On is not null), unknown = board.Rows.Count(r => r.State is RowState.NotWatched or RowState.ExposureNotKnown or RowState.TooLittleBaseline or RowState.TooRestless);
        o.Element("p", page.Words.Say("indicators.lead", page.Words.Number(on), page.Words.Number(board.Rows.Length), page.Words.Number(unknown), page.Words.Date(board.Through)), "class=\"lead\"");
        foreach (Saying promise in IndicatorWords.Promise(board)) o.Element("p", words.Say(promise), "class=\"notice\"");
        foreach (Saying note in board.Notes) o.Element("p", words.Say(note), "class=\"soft\"");
        // A picture does not hear that its page is printed: on paper stands a light one of its own.
        o.Raw($"<figure class=\"picture\" tabindex=\"0\"><img class=\"onscreen\" src=\"{Picture(links, state)}\" alt=\"{PageContext.Esc(page["indicators.picture"])}\"><img class=\"onpaper\" src=\"{Picture(links, state with { Theme = "light" })}\" alt=\"\"></figure>\n");
        foreach (IGrouping<string, IndicatorRow> group in board.Rows.GroupBy(r => r.Definition.Id))
        {
            IndicatorDefinition definition = group.First().Definition;
            string name = IndicatorWords.Named(definition.Name, words.Language, definition.Id);
            o.Raw("<section>").Element("h2", name);
            o.Table(name, [page["indicators.sector"], page["indicators.state"], page["indicators.exposure"], page["indicators.change"]], group.Select(r => Row(page, words, r)), "cards");
            o.Raw("</section>\n");
        }

        return PageFrame.Around(page, PageKind.Indicators, "", page["page.indicators"]);
    }

    private static string Picture(PageLinks links, PageState state) => PageContext.Esc(links.To(PageKind.Indicators, state).Replace("/indicators", "/indicators.svg", StringComparison.Ordinal));

    private static string[] Row(PageContext page, SayingWords words, IndicatorRow r) =>
    [
        "\u0001" + PageContext.Esc(IndicatorWords.Sector(r.Series, words)), $"<b>{PageContext.Esc(words.Say(IndicatorWords.State(r.State)))}</b>", PageContext.Esc(words.Say(IndicatorWords.Exposure(r))), Change(page, words, r),
    ];

    // Each light opens to its evidence, and to what would make it wrong.
    private static string Change(PageContext page, SayingWords words, IndicatorRow r)
    {
        if (r.On is not { } on) return r.Baseline is { } past ? PageContext.Esc(words.Say(IndicatorWords.Ordinary(past))) : "–";
        string items = string.Concat(on.Evidence.Take(MostEvidence).Select(e => $"<li>{PageContext.Esc(e.Kind)} <code>{PageContext.Esc(e.Id.ToString())}</code></li>"));
        string more = on.Evidence.Length > MostEvidence ? $"<li>{PageContext.Esc(page.Words.Say("more.notShown", page.Words.Number(on.Evidence.Length - MostEvidence)))}</li>" : "";
        string doubts = string.Concat(r.Doubts.Select(d => $"<li>! {PageContext.Esc(words.Say(d))}</li>"));
        return $"{PageContext.Esc(words.Say(IndicatorWords.Change(on)))}<ul class=\"facts\">{doubts}</ul><details><summary>{PageContext.Esc(page.Words.Say("indicators.evidence", page.Words.Number(on.Evidence.Length)))}</summary><ul>{items}{more}</ul></details>";
    }
}
