using FsCheck;
using Truce.Observations.Origins;

namespace Truce.Tests.Observations;

public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("HTTP://WWW.Pravda.com.UA/news/2022/06/7/7350971/", "https://pravda.com.ua/news/2022/06/7/7350971")]
    [InlineData("https://m.pravda.com.ua/news/2022/06/7/7350971/?utm_source=tg&fbclid=abc#comments", "https://pravda.com.ua/news/2022/06/7/7350971")]
    [InlineData("https://amp.nv.ua/ukr/x-50329195.html", "https://nv.ua/ukr/x-50329195.html")]
    [InlineData("https://nv.ua/amp/ukr/x-50329195.html", "https://nv.ua/ukr/x-50329195.html")]
    [InlineData("https://t.me/s/SuspilneNews/12477?single", "https://t.me/suspilnenews/12477")]
    [InlineData("https://telegram.me/suspilnenews/12477", "https://t.me/suspilnenews/12477")]
    [InlineData("tg://resolve?domain=suspilnenews&post=12477", "https://t.me/suspilnenews/12477")]
    [InlineData("https://x.com/Someone/status/1537515805407121413?s=20&t=q", "https://twitter.com/i/status/1537515805407121413")]
    [InlineData("https://mobile.twitter.com/else/status/1537515805407121413/photo/1", "https://twitter.com/i/status/1537515805407121413")]
    [InlineData("https://youtu.be/dQw4w9WgXcQ?t=3", "https://youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ&feature=share", "https://youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("https://a.ua/%d0%b2%D0%B8%D0%B1%7Ea", "https://a.ua/%D0%B2%D0%B8%D0%B1~a")]
    [InlineData("https://a.ua/виб~a", "https://a.ua/%D0%B2%D0%B8%D0%B1~a")]
    [InlineData("https://a.ua:443/x/./y/../z//w/index.html", "https://a.ua/x/z/w")]
    [InlineData("a.ua/x?b=2&a=1", "https://a.ua/x?a=1&b=2")]
    [InlineData("ftp://a.ua/x", null)]
    [InlineData("not an address", null)]
    [InlineData("nodot", null)]
    [InlineData("", null)]
    public void One_page_has_one_address(string raw, string? canonical) => Assert.Equal(canonical, CanonicalUrl.Of(raw));

    [Theory]
    [InlineData("https://pravda.com.ua/news/2022/06/7/7350971", true)]
    [InlineData("https://t.me/suspilnenews/12477", true)]
    [InlineData("https://t.me/suspilnenews", false)]
    [InlineData("https://twitter.com/i/status/1537515805407121413", true)]
    [InlineData("https://twitter.com/someone", false)]
    [InlineData("https://zona.media/online/2022/02/24/war", false)]
    [InlineData("https://forbes.ua/news/khronika-viyni-27-lyutogo-kiiv-chekae-na-obstrili-27022022-3939", false)]
    [InlineData("https://militarnyi.com/allnews.html?page=16", false)]
    [InlineData("https://outlet.ua", false)]
    [InlineData("https://outlet.ua/ru", false)]
    [InlineData("https://outlet.ua/2022/06/07", false)]
    [InlineData("https://outlet.ua/news/2022-06-07", false)]
    [InlineData("https://outlet.ua/tag/mykolaiv", false)]
    [InlineData("https://espreso.tv/poblizu-aerodromu-v-melitopoli-prolunali-vibukhi-fedorov", true)]
    [InlineData("https://outlet.ua/view?id=123456", true)]
    public void Lists_live_pages_and_front_pages_name_no_item(string canonical, bool item) => Assert.Equal(item, CanonicalUrl.NamesOneItem(canonical));

    [Fact]
    public void A_canonical_address_is_its_own_canonical_address_and_no_text_breaks_the_reader() =>
        FsCheck.Fluent.Prop.ForAll<string>(s => CanonicalUrl.Of(s ?? "") is not { } once || CanonicalUrl.Of(once) == once).QuickCheckThrowOnFailure();
}
