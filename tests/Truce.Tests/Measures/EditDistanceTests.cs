using Truce.Measures;

namespace Truce.Tests.Measures;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("Terms", "terms", 0)]
    [InlineData("flaw", "lawn", 2)]
    public void Changes_are_counted(string a, string b, int changes)
    {
        Assert.Equal(changes, EditDistance.Between(a, b));
        Assert.Equal(changes, EditDistance.Between(b, a));
    }

    [Fact]
    public void The_nearest_word_is_named_and_among_equals_the_first_of_the_alphabet() =>
        Assert.Equal(("forbids", "aa"), (EditDistance.Nearest("forbid", ["permits", "forbids"]), EditDistance.Nearest("ab", ["ac", "aa"])));
}
