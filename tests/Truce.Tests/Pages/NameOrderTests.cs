using Truce.Pages;

namespace Truce.Tests.Pages;

public sealed class NameOrderTests
{
    [Theory]
    [InlineData("fr", "Espagne Estonie États-Unis Finlande Îles Irlande")]
    [InlineData("uk", "Австрія Ґана Данія Естонія Європа Іспанія Італія Ірландія Йорданія Канада Україна Франція Ямайка")]
    [InlineData("ru", "Австрия Ёлки Ель Испания Йемен Канада Эстония Япония")]
    [InlineData("en", "Åland Austria Côte Cuba Sweden Türkiye Ukraine")]
    public void Names_stand_in_the_order_of_the_readers_alphabet(string language, string names)
    {
        NameOrder order = NameOrder.For(language);
        string[] expected = [.. names.Split(' ').Order(order)];
        // The alphabet itself, letter by letter, from the names' first letters.
        string alphabet = language switch { "uk" => "АҐДЕЄІЙКУФЯ", "ru" => "АЕЁИЙКЭЯ", _ => "ACEFISTU" };
        int Place(string name) => alphabet.IndexOf(language is "fr" or "en" ? Bare(name[0]) : name[0], StringComparison.Ordinal);
        Assert.All(expected, n => Assert.True(Place(n) >= 0, n));
        Assert.Equal(expected.Select(Place).Order(), expected.Select(Place));
        Assert.Equal(expected, expected.Reverse().Order(order));
        // A plain order of code points would put them elsewhere: what is tested is not what is there anyway.
        Assert.NotEqual(expected, names.Split(' ').Order(StringComparer.Ordinal));
    }

    private static char Bare(char c) => c switch { 'É' => 'E', 'Î' => 'I', 'Å' => 'A', _ => c };
}
