using System.Text.RegularExpressions;
using Truce.Response.Notices;

namespace Truce.Tests.Response.Notices;

public sealed class NoticeLetterTests
{
    [Fact]
    public void A_letter_says_all_of_the_notice_its_hash_twice_and_room_to_sign()
    {
        foreach (string language in NoticeWords.Languages)
        {
            Notice notice = NoticeSample.Make(language);
            string html = NoticeLetter.Html(notice, ["Ministry of Example", "1 Example Street"]), text = System.Net.WebUtility.HtmlDecode(Regex.Replace(html, "</?span[^>]*>", ""));
            Assert.All(notice.Paragraphs, p => Assert.Contains(p, text, StringComparison.Ordinal));
            Assert.Contains($"@bottom-left{{content:\"{notice.Id}\"", html, StringComparison.Ordinal);
            Assert.Contains("counter(page)", html, StringComparison.Ordinal);
            Assert.Contains("counter(pages)", html, StringComparison.Ordinal);
            Assert.Equal(2, Regex.Count(html, "class=\"lines\""));
            Assert.Contains("1 Example Street", html, StringComparison.Ordinal);
            Assert.Contains("@top-center{content:\"SIMULATED\"", html, StringComparison.Ordinal);
            Assert.DoesNotContain("SIMULATED", NoticeLetter.Html(NoticeSample.Make(language, f => f with { IsSimulated = false }), []), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_letter_runs_and_fetches_nothing_and_names_from_outside_stay_text()
    {
        string html = NoticeLetter.Html(NoticeSample.Make(change: f => f with { House = "<script>alert(1)</script>\"" }), ["</style><b>"]);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("</style><b>", html, StringComparison.Ordinal);
        Assert.Matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'", html);
        Assert.DoesNotMatch("(src|href)=", html);
    }
}
