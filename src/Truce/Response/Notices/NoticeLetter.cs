using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Truce.Sayings;

namespace Truce.Response.Notices;

/// <summary>A notice as a letter: an HTML page for A4 with page numbers, its hash at the foot of every sheet, room for a signature, and a receipt on a sheet of its own to be handed back.</summary>
/// <remarks>It fetches nothing and runs nothing; its policy allows its own style sheet alone. A browser prints it: docs/decisions/0070-pdf-through-chromium.md.</remarks>
public static partial class NoticeLetter
{
    /// <summary>The page.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="address">Lines of the address below the invitee's name; may be empty.</param>
    public static string Html(Notice notice, ImmutableArray<string> address)
    {
        SayingWords words = NoticeWords.For(notice.Language);
        string Say(string key, params ReadOnlySpan<SayingPart> parts) => Escape(words.Say(NoticeText.Of(key, parts)));
        string sheet = Sheet(notice, words), issued = notice.IssuedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"").Append(notice.Language).Append("\"><head><meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-")
            .Append(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)))).Append("'\">\n");
        page.Append("<title>").Append(Escape(notice.Subject)).Append("</title>\n<style>").Append(sheet).Append("</style></head>\n<body>\n");
        if (notice.IsSimulated) page.Append("<p class=\"sim\">").Append(Say("body.simulated")).Append("</p>\n");
        page.Append("<header><p class=\"house\">").Append(Escape(notice.House)).Append("</p>\n<dl>\n");
        Row(page, Say("letter.to"), string.Join("<br>", address.Prepend(notice.Invitee).Select(Escape)));
        Row(page, Say("letter.from"), Escape(notice.House));
        Row(page, Say("letter.issued"), issued);
        page.Append("</dl></header>\n<main>\n<h1>").Append(Escape(notice.Subject)).Append("</h1>\n");
        foreach (string paragraph in notice.Paragraphs.Skip(notice.IsSimulated ? 1 : 0)) page.Append("<p>").Append(Held(Escape(paragraph))).Append("</p>\n");
        page.Append("</main>\n");
        Signing(page, Say("letter.signed", notice.House), Say("letter.name"), Say("letter.signature"), Say("letter.date"), "sign");
        page.Append("<div class=\"fine\">");
        foreach (string line in NoticeText.Foot(notice)) page.Append("<p>").Append(Escape(line)).Append("</p>");
        page.Append("</div>\n<section class=\"receipt\"><h2>").Append(Say("letter.receipt")).Append("</h2>\n");
        page.Append("<p><b>").Append(Escape(notice.Subject)).Append("</b></p>\n<dl>\n");
        Row(page, Say("letter.from"), Escape(notice.House));
        Row(page, Say("letter.to"), Escape(notice.Invitee));
        Row(page, Say("letter.issued"), issued);
        page.Append("</dl>\n<p>").Append(Say("letter.receipt.text", notice.Id.ToString())).Append("</p>\n<p>").Append(Say("letter.receipt.return")).Append("</p>\n");
        Signing(page, Escape(notice.Invitee), Say("letter.name"), Say("letter.signature"), Say("letter.date"), "back");
        page.Append("</section>\n</body></html>\n");
        return page.ToString();
    }

    private static void Row(StringBuilder page, string name, string value) => page.Append("<dt>").Append(name).Append("</dt><dd>").Append(value).Append("</dd>\n");

    private static void Signing(StringBuilder page, string who, string name, string signature, string date, string cssClass) =>
        page.Append("<div class=\"").Append(cssClass).Append("\"><p>").Append(who).Append("</p><div class=\"lines\"><span>").Append(name).Append("</span><span>")
            .Append(signature).Append("</span><span>").Append(date).Append("</span></div></div>\n");

    // Margin boxes: CSS Paged Media 3 §4.
    private static string Sheet(Notice notice, SayingWords words)
    {
        string[] of = words.Message("letter.page").Split(["{0}", "{1}"], StringSplitOptions.None);
        string counter = $"\"{Css(of[0])}\" counter(page) \"{Css(of[1])}\" counter(pages) \"{Css(of[2])}\"";
        return "@page{size:A4;margin:20mm 20mm 22mm 25mm;"
            + $"@bottom-left{{content:\"{notice.Id}\";font:6.5pt 'DejaVu Sans Mono',monospace;color:#333;white-space:nowrap}}"
            + $"@bottom-right{{content:{counter};font:8pt 'DejaVu Sans',sans-serif;color:#333;white-space:nowrap}}"
            + (notice.IsSimulated ? "@top-center{content:\"SIMULATED\";font:bold 11pt 'DejaVu Sans',sans-serif;letter-spacing:.2em}" : "")
            + "}\n" + Base;
    }

    private static string Css(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("<", "\\3c ", StringComparison.Ordinal);

    /// <summary>A date or time in digits is not broken at the end of a line.</summary>
    private static string Held(string escaped) => DigitsOfTime().Replace(escaped, "<span class=\"held\">$0</span>");

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC")]
    private static partial Regex DigitsOfTime();

    private static string Escape(string text) => WebUtility.HtmlEncode(new string([.. text.Select(c => NoticeRules.IsHidden(c) ? '\ufffd' : c)]));

    private const string Base = """
        *{box-sizing:border-box}
        html{font:10.5pt/15.5pt 'DejaVu Serif',serif;color:#000;background:#fff}
        body{margin:0 auto;max-width:165mm}
        p{margin:0 0 7pt;overflow-wrap:anywhere}
        .sim{border:2px solid #000;padding:5pt 9pt;font:bold 9.5pt/13.5pt 'DejaVu Sans',sans-serif}
        .house{font:bold 12pt/17pt 'DejaVu Sans',sans-serif;border-bottom:1px solid #000;padding-bottom:4pt}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2pt 14pt;margin:0 0 14pt;font:9.5pt/14pt 'DejaVu Sans',sans-serif}
        dt{color:#444}dd{margin:0;overflow-wrap:anywhere}
        h1{font:bold 13pt/18pt 'DejaVu Sans',sans-serif;margin:0 0 10pt}
        h2{font:bold 11pt/15pt 'DejaVu Sans',sans-serif;margin:0 0 5pt}
        .held{white-space:nowrap}
        .sign{break-inside:avoid}
        .sign{margin-top:16pt}.sign p,.back p{font:9.5pt/14pt 'DejaVu Sans',sans-serif;margin:0}
        .lines{display:grid;grid-template-columns:2fr 2fr 1.4fr;gap:12pt;margin-top:26pt}
        .lines span{border-top:1px solid #000;font:7.5pt/11pt 'DejaVu Sans',sans-serif;padding-top:2pt}
        .fine{margin-top:12pt}.fine p{font:7pt/10pt 'DejaVu Sans Mono',monospace;margin:0}
        .receipt{break-before:page}.receipt p{font-size:9.5pt;line-height:13.5pt}
        """;
}
