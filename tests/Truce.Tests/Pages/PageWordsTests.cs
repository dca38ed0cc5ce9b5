using System.Text.RegularExpressions;
using Truce.Commitments;
using Truce.Pages;
using Truce.Reports;

namespace Truce.Tests.Pages;

public sealed partial class PageWordsTests
{
    public static TheoryData<string> Languages => [.. PageWords.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_says_everything_that_English_says_with_the_same_blanks(string language)
    {
        (Catalogue own, Catalogue english) = (PageWords.For(language).Own, PageWords.For("en").Own);
        Assert.Equal(Plain(english), Plain(own));
        foreach (string key in own.Keys)
        {
            string reference = english.Has(key) ? key : PluralForm().Replace(key, ".other");
            Assert.True(Blanks(english[reference]).SequenceEqual(Blanks(own[key])), $"{language} {key}");
            Assert.False(string.IsNullOrWhiteSpace(own[key]), key);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_word_of_a_closed_set_has_a_message(string language)
    {
        Catalogue own = PageWords.For(language).Own;
        IEnumerable<string> keys =
        [
            .. Of<Stage>("stage"), .. Of<Standing>("standing"), .. Of<Bindingness>("binding"), .. Of<Facet>("facet"), .. Of<Direction>("direction"), .. Of<Witness>("witness"), .. Of<GateKind>("gate"), .. Of<GateResult>("gateresult"),
            .. MethodPage.Sections.SelectMany(s => (string[])[$"method.{s}", $"method.{s}.title"]), .. Enumerable.Range(0, WordScale.Strength.Steps).Select(r => $"rank.{r}"), .. ((string[])["word", "direction", "binding", "withdrawn"]).Select(k => "reversal." + k),
        ];
        Assert.All(keys, k => Assert.True(own.Has(k), k));

        static IEnumerable<string> Of<T>(string prefix) where T : struct, Enum => Enum.GetValues<T>().Select(v => $"{prefix}.{LedgerWriting.Word(v)}");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Plural_messages_have_every_form_of_their_language(string language)
    {
        Catalogue own = PageWords.For(language).Own;
        string[] plurals = [.. own.Keys.Where(k => k.EndsWith(".one", StringComparison.Ordinal)).Select(k => k[..^4])];
        Assert.NotEmpty(plurals);
        foreach (string key in plurals) Assert.All((long[])[0, 1, 2, 5, 11, 21, 111], n => Assert.Contains(own.Number(n), own.Plural(key, n), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", 1.0, 1.0, "battalions", "1 battalion")]
    [InlineData("en", 3.0, 3.0, "battalion", "3 battalions")]
    [InlineData("fr", 2.0, 5.0, "heads of state", "2–5 chefs d’État")]
    [InlineData("uk", 27.0, 27.0, "heads of state", "27 глав держав")]
    [InlineData("uk", 22.0, 22.0, "countries", "22 країни")]
    [InlineData("ru", 5.0, null, "ships", "минимум 5 кораблей")]
    [InlineData("ru", null, 21.0, "day", "максимум 21 день")]
    [InlineData("ru", 2.5, 2.5, "ships", "2,50 ships")] // half a ship has no form here
    [InlineData("uk", 3.0, 3.0, "MEUR", "3 MEUR")]
    public void An_amount_is_counted_in_the_words_of_its_language(string language, double? from, double? to, string unit, string said) =>
        Assert.Equal(said, PageWords.For(language).Amount(new Amount(from, to, unit)));

    [Fact]
    public void A_catalogue_that_lacks_a_message_is_found()
    {
        var other = new Catalogue("en", "a = one\nb.one = {0} x\nb.other = {0} y", "en", ",", ".");
        Assert.NotEqual(Plain(other), Plain(new("uk", "b.one = {0} x\nb.few = {0} y\nb.many = {0} z", "slavic", " ", ",")));
        Assert.Equal(["b"], Plain(new("uk", "b.one = {0} x\nb.few = {0} y\nb.many = {0} z", "slavic", " ", ",")));
    }

    private static string[] Plain(Catalogue words) => [.. words.Keys.Select(k => PluralForm().Replace(k, "")).Distinct().Order(StringComparer.Ordinal)];

    private static string[] Blanks(string text) => [.. Blank().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\.(one|few|many|other)$")]
    private static partial Regex PluralForm();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Blank();
}
