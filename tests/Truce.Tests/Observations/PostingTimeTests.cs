using Truce.Observations.Origins;

namespace Truce.Tests.Observations;

public sealed class PostingTimeTests
{
    // The worked example of Wikipedia's page "Snowflake ID": 1541815603606036480 is of 28 June 2022, 16:07:40.105 UTC.
    [Fact]
    public void A_status_number_holds_its_instant() =>
        Assert.Equal(new DateTimeOffset(2022, 6, 28, 16, 7, 40, 105, TimeSpan.Zero), PostingTime.Instant("https://x.com/Somebody/status/1541815603606036480?s=20"));

    [Theory]
    [InlineData("https://twitter.com/a/status/123")] // before the numbering
    [InlineData("https://twitter.com/a")]
    [InlineData("https://t.me/a/123456789012345678")]
    [InlineData("https://example.org/status/1541815603606036480")]
    [InlineData("no address")]
    public void Other_addresses_hold_none(string address) => Assert.Null(PostingTime.Instant(address));

    [Fact]
    public void The_earliest_of_several_counts() =>
        Assert.Equal(
            PostingTime.Instant("https://twitter.com/a/status/1541815603606036480"),
            PostingTime.Earliest(["https://t.me/b/1", "https://twitter.com/a/status/1542000000000000000", "https://twitter.com/b/status/1541815603606036480"]));

    [Theory]
    [InlineData("https://www.example.org/news/2022/06/12/7352024/", "2022-06-12")]
    [InlineData("https://example.org/news/2022/6/9/x", "2022-06-09")]
    [InlineData("https://example.org/20220615/article-1.html", "2022-06-15")]
    [InlineData("https://example.org/20221315/article-1.html", null)]
    [InlineData("https://example.org/news/50250716.html", null)]
    [InlineData("https://example.org/12345678", null)]
    public void A_day_in_the_path_is_the_publishers_word(string address, string? expected) =>
        Assert.Equal(expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), PostingTime.Day(address));
}
