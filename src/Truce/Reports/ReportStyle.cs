using System.Security.Cryptography;
using System.Text;

namespace Truce.Reports;

/// <summary>The style sheet of a report: screen in light and dark, phone, and A4 with page numbers and the row-set hash at the foot.</summary>
internal static class ReportStyle
{
    /// <summary>The sheet with the texts of the page's margin boxes (CSS Paged Media 3 §4) filled in.</summary>
    internal static string Sheet(string footerLeft, string pageOf, string headerCentre)
    {
        string[] page = pageOf.Split(["{0}", "{1}"], StringSplitOptions.None);
        string counter = $"\"{Css(page[0])}\" counter(page) \"{Css(page.ElementAtOrDefault(1) ?? " / ")}\" counter(pages) \"{Css(page.ElementAtOrDefault(2) ?? "")}\"";
        string margins = "@page{size:A4;margin:18mm 15mm 18mm 15mm;"
            + $"@bottom-left{{content:\"{Css(footerLeft)}\";font:6.2pt ui-monospace,'DejaVu Sans Mono',monospace;color:#444;white-space:nowrap}}"
            + $"@bottom-right{{content:{counter};font:7.5pt system-ui,'DejaVu Sans',sans-serif;color:#444;white-space:nowrap}}"
            + (headerCentre.Length == 0 ? "" : $"@top-center{{content:\"{Css(headerCentre)}\";font:bold 10pt system-ui,'DejaVu Sans',sans-serif;letter-spacing:.12em;color:#000}}")
            + "}\n";
        return margins + Base;
    }

    /// <summary>The source expression that lets this one sheet through a strict policy (CSP 3 §8.3).</summary>
    internal static string PolicyHash(string sheet) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)))}";

    /// <summary>A CSS string's content; a less-than sign is escaped so that it cannot end the style element.</summary>
    private static string Css(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("<", "\\3c ", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    private const string Base = """
        :root{color-scheme:light dark;--ink:#1b232c;--soft:#51606f;--line:#c9d1d9;--paper:#fbfcfd;--panel:#f0f3f6;--act:#0b6a70;--mark:#2d4a66;--land:#eef1ee;--edge:#9aa7a2;--band:#8a8f96;--hatch:#5f6b78;--warn:#7a4b00;--warnbg:#fff3d6}
        @media (prefers-color-scheme:dark){:root{--ink:#dfe6ec;--soft:#9fb0bf;--line:#3a4651;--paper:#141a20;--panel:#1d252d;--act:#5cc3c9;--mark:#a9c9e6;--land:#1f2a2c;--edge:#5d6c70;--band:#9aa3ad;--hatch:#8d9aa8;--warn:#ffd58a;--warnbg:#3a2c10}}
        *{box-sizing:border-box}
        html{font:15px/24px 'Source Serif 4','Source Serif Pro',Georgia,'DejaVu Serif',serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
        body{margin:0}
        .sim{position:sticky;max-width:none;top:0;z-index:2;margin:0;padding:6px 16px;background:repeating-linear-gradient(135deg,var(--warnbg) 0 18px,var(--paper) 18px 36px);border-bottom:2px solid var(--warn);color:var(--warn);font:700 14px/20px system-ui,'DejaVu Sans',sans-serif;text-align:center}
        .sim b{letter-spacing:.14em}
        .skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:var(--paper);padding:8px;z-index:3}
        header,main,footer,nav{max-width:1080px;margin:0 auto;padding:0 20px}
        h1,h2,h3,table,dl,nav,figure,.keys,.fine,.tag{font-family:Inter,system-ui,'DejaVu Sans',sans-serif;font-variant-numeric:tabular-nums}
        h1{font-size:28px;line-height:34px;margin:24px 0 4px;font-weight:650}
        h2{font-size:20px;line-height:28px;margin:40px 0 8px;padding-top:12px;border-top:1px solid var(--line);font-weight:650}
        h3{font-size:15px;line-height:22px;margin:24px 0 6px;font-weight:650}
        p{margin:8px 0;max-width:72ch}
        .fine{font-size:13px;line-height:20px;color:var(--soft);max-width:90ch}
        .caution{border-left:4px solid var(--warn);padding:4px 12px;background:var(--warnbg);max-width:90ch}
        a{color:var(--act)}a:focus-visible,[tabindex]:focus-visible,summary:focus-visible{outline:2px solid var(--act);outline-offset:2px}
        nav ol{columns:2;padding-left:28px;font-size:13px;line-height:22px;margin:12px 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;font-size:13px;line-height:20px;margin:8px 0}
        dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        .keys{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:0;border-block:1px solid var(--line);margin:20px 0;padding:0;list-style:none}
        .keys li{padding:12px 16px 12px 0;font-size:13px;line-height:18px;color:var(--soft)}
        .keys a{display:block;font-size:28px;line-height:34px;font-weight:650;color:var(--ink);text-decoration-thickness:1px;text-underline-offset:4px}
        .keys a.word{font-size:20px}
        .wide{overflow-x:auto;margin:12px 0}
        table{border-collapse:collapse;width:100%;font-size:13px;line-height:20px}
        caption{text-align:left;font-weight:650;padding:6px 0}
        th,td{text-align:left;vertical-align:top;padding:5px 10px 5px 0;border-bottom:1px solid var(--line)}
        thead th{color:var(--soft);font-weight:550;border-bottom:1px solid var(--ink)}
        tbody th{font-weight:550}
        .n{text-align:right;white-space:nowrap}
        td.n,th.n{padding-right:16px}
        code{font:12px/18px ui-monospace,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere}
        td code{white-space:nowrap}.hc caption{position:absolute;left:-9999px}.obs th:nth-child(7),.obs td:nth-child(7){width:34%}
        .tag{font-size:12px;color:var(--soft);white-space:nowrap}
        .num{color:var(--soft);font:12px/20px system-ui,'DejaVu Sans',sans-serif;margin-right:8px}
        .dissent{border-left:4px solid var(--ink);padding:2px 14px;margin:12px 0}
        .why{margin:4px 0 8px;padding-left:20px;font-size:13px;line-height:20px}summary{cursor:pointer;color:var(--act);font-size:13px;line-height:20px;margin:0 0 12px}
        article{border-bottom:1px solid var(--line);padding:10px 0;break-inside:avoid}
        article h4{font:650 14px/20px Inter,system-ui,'DejaVu Sans',sans-serif;margin:0 0 2px}
        figure{margin:16px 0}figcaption{font-size:13px;line-height:20px;color:var(--soft);max-width:90ch}
        svg{display:block;width:100%;height:auto;font-family:Inter,system-ui,'DejaVu Sans',sans-serif}
        svg text{fill:var(--ink);font-size:12px}svg .halo{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}svg .soft{fill:var(--soft)}svg .small{font-size:10px}
        .land{fill:var(--land);stroke:var(--edge);stroke-width:.8}
        .band{fill:none;stroke:var(--band);opacity:.45;stroke-linejoin:round;stroke-linecap:round}
        .mid{fill:none;stroke:var(--ink);stroke-width:.9}.old{stroke-dasharray:6 4}
        .region{fill:var(--mark);fill-opacity:.07;stroke:var(--mark);stroke-width:1}.modes{stroke-dasharray:3 2}
        .mark{fill:var(--mark);stroke:var(--paper);stroke-width:.8}.hollow{fill:none;stroke:var(--mark);stroke-width:1.1}
        .reach{fill:var(--mark);stroke:var(--mark);stroke-width:1.6;stroke-linejoin:round;fill-opacity:.1}.r50{stroke-dasharray:9 5}.r10{stroke-dasharray:2 4;fill-opacity:.06}.r90{fill-opacity:.16}
        .sensor{fill:var(--paper);stroke:var(--ink);stroke-width:1.2}.ev{font:650 14px/20px Inter,system-ui,'DejaVu Sans',sans-serif;margin:16px 0 0;break-after:avoid}.hmap>svg{max-height:640px}
        .axis{stroke:var(--line);stroke-width:1}.bar{fill:var(--mark);opacity:.8}.whisk{stroke:var(--ink);stroke-width:1.2;fill:none}
        .quiet{fill:var(--paper);stroke:var(--line)}.rows{fill:var(--mark);stroke:var(--line)}.part{fill:var(--mark);fill-opacity:.25;stroke:var(--line)}
        .unk{fill:none;stroke:var(--hatch);stroke-dasharray:2 2}.hl{stroke:var(--hatch);stroke-width:1.6}.frame{fill:none;stroke:var(--line)}
        .sw{width:22px;height:14px;display:inline-block;vertical-align:-2px}
        ul.legend{list-style:none;padding:0;margin:6px 0;display:flex;flex-wrap:wrap;gap:4px 18px;font-size:12px;line-height:18px;color:var(--soft)}
        ul.legend svg{display:inline-block;width:22px;height:14px;vertical-align:-2px;margin-right:6px}
        @media (max-width:640px){svg text{font-size:24px}.strip svg{min-width:760px}.strip svg text{font-size:13px}ul.legend svg{min-width:0}html{font-size:16px}h1{font-size:24px;line-height:30px}nav ol{columns:1}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}
          .cards thead{position:absolute;left:-9999px}.cards tr{display:block;padding:8px 0;border-bottom:1px solid var(--line)}.cards td,.cards tbody th{display:grid;grid-template-columns:38% 1fr;gap:10px;border:0;padding:1px 0;text-align:left;white-space:normal;overflow-wrap:anywhere}.cards td::before,.cards tbody th::before{content:attr(data-c);color:var(--soft);font-weight:400}}
        @media print{:root{color-scheme:light;--ink:#000;--soft:#3c3c3c;--line:#b5b5b5;--paper:#fff;--panel:#f3f3f3;--act:#000;--mark:#333;--land:#f2f2f2;--edge:#9a9a9a;--band:#777;--hatch:#555;--warn:#000;--warnbg:#eee}
          html{font-size:10pt;line-height:14.5pt}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}.sim{position:static;border:2px solid #000}header,main,nav{padding:0;max-width:none}footer{display:none}summary{list-style:none;font-size:8.5pt;line-height:12pt;color:var(--soft)}
          h1{font-size:19pt;line-height:24pt}h2{font-size:13.5pt;line-height:18pt;margin-top:18pt;break-after:avoid}h3{font-size:10.5pt;break-after:avoid}caption{break-after:avoid}
          table{font-size:7.8pt;line-height:10.5pt}th,td{padding:2.5pt 5pt 2.5pt 0}td.n,th.n{padding-right:12pt}th.n{white-space:normal}thead{display:table-header-group}tr,figure,.dissent{break-inside:avoid}thead{break-after:avoid}tbody tr:first-child,tbody tr:nth-child(2){break-before:avoid}.obs th:nth-child(7),.obs td:nth-child(7){width:38%}.tag{white-space:normal}.wide{overflow:visible}code{font-size:7pt;line-height:10pt}.fine,dl,figcaption,nav ol{font-size:8.5pt;line-height:12pt}
          .hmap svg{max-height:112mm}.keys{grid-template-columns:repeat(5,1fr)}.keys a{font-size:17pt;line-height:22pt;text-decoration:none}.keys a.word{font-size:11pt}.keys li{font-size:8pt;line-height:11pt}.skip{display:none}a{text-decoration:none}svg text{font-size:12px}}
        """;
}
