using System.Text.RegularExpressions;
using Truce.Detections;
using Truce.Findings;
using Truce.Incidents;
using Truce.Observations;
using Truce.Reports;
using Truce.Review;

namespace Truce.Tests.Reports;

public sealed class CatalogueTests
{
    public static TheoryData<string> Languages => [.. Catalogue.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_catalogue_says_everything_that_English_says_with_the_same_blanks(string language)
    {
        Catalogue own = Catalogue.For(language), english = Catalogue.For("en");
        Assert.Equal(Plain(english), Plain(own));
        foreach (string key in own.Keys)
        {
            string reference = english.Has(key) ? key : Base(key) + ".other";
            Assert.True(Blanks(english[reference]).SequenceEqual(Blanks(own[key])), $"{language} {key}");
            Assert.False(string.IsNullOrWhiteSpace(own[key]), key);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Plural_messages_have_every_form_of_their_language(string language)
    {
        Catalogue own = Catalogue.For(language);
        foreach (string key in own.Keys.Where(k => k.EndsWith(".one", StringComparison.Ordinal)).Select(Base))
        {
            foreach (long n in (long[])[0, 1, 2, 5, 11, 21, 22, 25, 111, 1_000_000]) Assert.NotEmpty(own.Plural(key, n));
        }
    }

    [Fact]
    public void A_missing_message_is_an_error_and_says_which()
    {
        var planted = new Catalogue("xx", "a = b", "en", ",", ".");
        Assert.Contains("planted.key", Assert.Throws<KeyNotFoundException>(() => planted["planted.key"]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_word_of_the_records_has_a_word_for_people(string language)
    {
        Catalogue words = Catalogue.For(language);
        All<IncidentClass>(words, "incident");
        All<ObservationClass>(words, "observation");
        All<ObservationMeans>(words, "means");
        All<RestrictionKind>(words, "restriction");
        All<IncidentChange>(words, "change");
        All<FindingState>(words, "state");
        All<StatementKind>(words, "statement");
        All<Question>(words, "question");
    }

    [Theory]
    [InlineData("uk", 1, "1 інцидент ")]
    [InlineData("uk", 3, "3 інциденти ")]
    [InlineData("uk", 11, "11 інцидентів ")]
    [InlineData("uk", 12, "12 інцидентів ")]
    [InlineData("uk", 21, "21 інцидент ")]
    [InlineData("uk", 0, "0 інцидентів ")]
    [InlineData("ru", 22, "22 инцидента ")]
    [InlineData("ru", 114, "114 инцидентов ")]
    [InlineData("fr", 0, "0 incident ")]
    [InlineData("fr", 2, "2 incidents ")]
    [InlineData("en", 0, "0 incidents ")]
    [InlineData("en", 1, "1 incident ")]
    public void Numbers_take_the_plural_of_their_language(string language, long count, string start) =>
        Assert.StartsWith(start, Catalogue.For(language).Plural("headline.incidents", count), StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "1,234,567", "0.58", "14 June 2030", "58%")]
    [InlineData("uk", "1\u00a0234\u00a0567", "0,58", "14 червня 2030 року", "58\u00a0%")]
    [InlineData("fr", "1\u202f234\u202f567", "0,58", "14 juin 2030", "58\u00a0%")]
    [InlineData("ru", "1\u00a0234\u00a0567", "0,58", "14 июня 2030 года", "58\u00a0%")]
    public void Numbers_and_dates_are_written_as_their_readers_write_them(string language, string whole, string part, string day, string share)
    {
        Catalogue words = Catalogue.For(language);
        Assert.Equal(whole, words.Number(1_234_567));
        Assert.Equal(part, words.Number(0.58, 2));
        Assert.Equal(day, words.Date(new DateOnly(2030, 6, 14)));
        Assert.Equal(share, words.Percent(0.58));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_message_speaks_of_guilt(string language)
    {
        string[] heavy = ["violat", "breach", "guilt", "enemy", "порушен", "ворог", "провин", "нарушен", "враг", "вино", "coupable", "ennemi"];
        foreach (string key in Catalogue.For(language).Keys)
        {
            string text = Catalogue.For(language)[key];
            Assert.DoesNotContain(heavy, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void An_unknown_language_is_refused_with_the_list_of_those_there_are() =>
        Assert.Contains("en, fr, ru, uk", Assert.Throws<ArgumentException>(() => Catalogue.For("tlh")).Message, StringComparison.Ordinal);

    private static void All<T>(Catalogue words, string prefix) where T : struct, Enum =>
        Assert.All(Enum.GetValues<T>(), value => Assert.NotEmpty(words.Word(prefix, value)));

    private static string Base(string key) => Regex.Replace(key, @"\.(one|few|many|other)$", "");

    private static bool IsPlural(Catalogue c, string key) => Base(key) != key && c.Has(Base(key) + ".one");

    private static string[] Plain(Catalogue c) => [.. c.Keys.Select(k => IsPlural(c, k) ? Base(k) + ".*" : k).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Blanks(string text) => Regex.Matches(text, @"\{\d\}").Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);
}
