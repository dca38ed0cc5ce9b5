using FsCheck;
using FsCheck.Fluent;
using Truce.Feeds.Text;

namespace Truce.Feeds.Tests;

/// <summary>One page, one address.</summary>
public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("HTTP://Example.ORG/a/b/", "https://example.org/a/b")]
    [InlineData("https://www.example.org/a/b#part", "https://example.org/a/b")]
    [InlineData("https://m.example.org:443/a/b", "https://example.org/a/b")]
    [InlineData("http://example.org:80/a/b", "https://example.org/a/b")]
    [InlineData("https://amp.example.org/a/b/amp/", "https://example.org/a/b")]
    [InlineData("https://www.m.example.org/a/b?utm_source=x&utm_medium=y&fbclid=z", "https://example.org/a/b")]
    [InlineData("https://example.org/a/../a//b", "https://example.org/a/b")]
    [InlineData("https://example.org/%61/%62", "https://example.org/a/b")]
    [InlineData("https://example.org", "https://example.org")]
    [InlineData("https://example.org/", "https://example.org")]
    [InlineData("https://example.org/?b=2&a=1", "https://example.org?a=1&b=2")]
    [InlineData("https://example.org/d%c3%a9", "https://example.org/d%C3%A9")]
    [InlineData("https://example.org/dé", "https://example.org/d%C3%A9")]
    [InlineData("https://m.ua/a", "https://m.ua/a")]
    [InlineData("https://example.org:8443/a", "https://example.org:8443/a")]
    [InlineData("https://example.org/news?id=17&from=rss", "https://example.org/news?id=17")]
    [InlineData("https://example.org/show?s=17", "https://example.org/show?s=17")]
    [InlineData("https://twitter.com/Someone/status/123?s=20&t=abc", "https://twitter.com/i/status/123")]
    [InlineData("https://mobile.twitter.com/someone/status/123/photo/1", "https://twitter.com/i/status/123")]
    [InlineData("https://x.com/i/web/status/123", "https://twitter.com/i/status/123")]
    [InlineData("https://t.me/s/Channel/55", "https://t.me/channel/55")]
    [InlineData("https://t.me/channel/55?single", "https://t.me/channel/55?single")]
    [InlineData("https://youtu.be/abcDEF?t=10", "https://youtube.com/watch?v=abcDEF")]
    [InlineData("https://www.youtube.com/watch?v=abcDEF&feature=share&t=10s", "https://youtube.com/watch?v=abcDEF")]
    public void Spellings_of_one_page_meet(string written, string canonical)
    {
        Assert.True(CanonicalUrl.TryMake(written, out string made));
        Assert.Equal(canonical, made);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Link can be requested")]
    [InlineData("ftp://example.org/a")]
    [InlineData("/a/b")]
    [InlineData("https://")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_address_gives_none(string text) => Assert.False(CanonicalUrl.TryMake(text, out _));

    [Theory]
    [InlineData("https://example.org/a", "https://example.org/b")]
    [InlineData("https://example.org/a?id=1", "https://example.org/a?id=2")]
    [InlineData("https://example.org/A", "https://example.org/a")]
    [InlineData("https://news.example.org/a", "https://example.org/a")]
    [InlineData("https://example.org/a%2Fb", "https://example.org/a/b")]
    public void Different_pages_stay_apart(string one, string other)
    {
        Assert.True(CanonicalUrl.TryMake(one, out string a) && CanonicalUrl.TryMake(other, out string b) && a != b);
    }

    [Fact]
    public void Any_text_is_taken_and_the_canonical_form_is_its_own()
    {
        Arbitrary<string> texts = Gen.Elements("http://", "https://", "www.", "m.", "a", "é", "%61", "%2f", "/", "//", "?", "&", "#", "=", "utm_a=1", "s", "1", ".org", ":80", "amp", " ", "[", "%")
            .ListOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(texts, text =>
            !CanonicalUrl.TryMake("https://e.org/" + text, out string once) || (CanonicalUrl.TryMake(once, out string twice) && once == twice)).QuickCheckThrowOnFailure();
        Prop.ForAll<string>(text => CanonicalUrl.TryMake(text ?? "", out string once) == (once.Length > 0)).QuickCheckThrowOnFailure();
    }
}
