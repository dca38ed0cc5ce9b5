using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Observations;
using Truce.Pages;

namespace Truce.Tests.Pages;

/// <summary>Every figure leads to its own definition, and every definition is there in every language.</summary>
public sealed partial class DefinitionTests
{
    private static readonly LedgerView View = LedgerView.Of(ExerciseLedger.History(), null, ExerciseLedger.Day, Classification.Mission);

    public static TheoryData<string, bool> Kinds => [.. PageWords.Languages.SelectMany(l => (TheoryDataRow<string, bool>[])[(l, false), (l, true)])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_figure_leads_to_the_anchor_of_its_own_definition(string language, bool files)
    {
        var links = new PageLinks(files);
        string method = MethodPage.Render(View, new PageState { Language = language }, links);
        string[] anchors = [.. Section().Matches(method).Select(m => m.Groups[1].Value)];
        Assert.Equal(anchors.Length, anchors.Distinct().Count());
        var led = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string html in Pages(language, links))
        {
            Assert.Equal(Text(html, "class=\"def\""), Link().Count(html));
            foreach (Match m in Link().Matches(html))
            {
                Assert.Contains(m.Groups[1].Value, anchors);
                Assert.Contains(PageContext.Esc(PageWords.For(language)[$"method.{m.Groups[1].Value}.title"]), m.Groups[2].Value, StringComparison.Ordinal);
                led.Add(m.Groups[1].Value);
            }
        }

        // Sources and labels are about everything and no figure; they are reached from the page's own list.
        Assert.Equal(MethodPage.Sections.Except(["sources", "labels"]).Order(StringComparer.Ordinal), led);
        Assert.All(MethodPage.Sections, s => Assert.Contains($"href=\"#{s}\"", method, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Pages(string language, PageLinks links)
    {
        var state = new PageState { Language = language };
        yield return BoardPage.Render(View, state with { Without = ["XA"] }, links);
        yield return BoardPage.Render(View, state with { Without = ["XA"], Only = Attention.Pillars }, links);
        foreach (Position p in View.Metrics.Positions) yield return PromisePage.Cell(View, state, links, PageLinks.Slug(p.Pillar, p.Guarantor))!;
        foreach (CommitmentState s in View.Metrics.States) yield return PromisePage.Promise(View, state, links, PageLinks.Slug(s.Commitment.Id))!;
        yield return ContestedPage.Render(View, state, links);
        yield return ParliamentsPage.Render(View, state, links);
        yield return PosturePage.Render(View, state, links, PostureView.Of(View, PostureBasis.None));
        yield return FiguresPage.Render(View, state, links);
        yield return FiguresPage.Render(Money, state, links);
    }

    // A promise of money that fell due, and whose day was moved.
    private static LedgerView Money { get; } = LedgerView.Of(Moved(), null, ExerciseLedger.Day, Classification.Mission);

    private static LedgerHistory Moved()
    {
        var history = new LedgerHistory();
        var promise = new Commitment { Id = ExerciseLedger.Id("M1"), Guarantor = "XA", Pillar = "P2", Quantity = Amount.Exactly(5e6, "EUR"), Due = new(2031, 2, 1), Label = Label.Open };
        history.Add(ExerciseLedger.Sealed, new LedgerBatch { Pack = "ex", Simulated = true, Commitments = [promise] });
        history.Add(ExerciseLedger.Sealed.AddDays(1), new LedgerBatch { Pack = "ex", Simulated = true, Commitments = [promise with { Due = new(2031, 2, 20) }] });
        return history;
    }

    private static int Text(string html, string part) => html.Split(part).Length - 1;

    [GeneratedRegex("<section id=\"([a-z]+)\">")]
    private static partial Regex Section();

    [GeneratedRegex("<a class=\"def\" href=\"(?:/guarantors/method|method\\.html)[^\"#]*#([a-z]+)\">(.*?)</a>")]
    private static partial Regex Link();
}
