using Truce.Commitments;
using Truce.Measures;

namespace Truce.Pages;

/// <summary>Sites and units of the multinational force. A page never says where one is: only in which half degree.</summary>
internal static class ForceTable
{
    internal static void Write(PageContext page, IEnumerable<ForceElement> elements)
    {
        ForceElement[] rows = [.. elements.OrderBy(f => f.Id)];
        if (rows.Length == 0) return;
        page.Out.Raw("<section>").Element("h2", page["force.title"]).Raw($"<p class=\"soft\">{PageContext.Esc(page["force.note"])} {page.Definition("posture")}</p>\n");
        string[] headers = [page["force.kind"], page["fact.domain"], page["force.strength"], page["force.host"], page["force.ready"], page["force.rotation"], page["force.region"]];
        page.Out.Table(page["force.title"], headers, rows.Take(200).Select(f => (string[])["\u0001" + PageContext.Esc(Kind(page, f)), PageContext.Esc(page.Words.Known("domain", f.Domain)), .. Facts(page, f)]), "cards");
        page.Out.Raw("</section>\n");
    }

    /// <summary>What it is, in the reader's language where we have the word.</summary>
    internal static string Kind(PageContext page, ForceElement f) => page.Words.Known("forcekind", f.Kind);

    /// <summary>Strength, host, readiness, rotation and region as cells of a table.</summary>
    internal static IEnumerable<string> Facts(PageContext page, ForceElement f) =>
    [
        PageContext.Esc(page.Words.Amount(f.Strength)),
        PageContext.Esc(page[f.HostApproved switch { true => "force.host.yes", false => "force.host.no", _ => "not.known" }]),
        PageContext.Esc(f.ReadyDays is { } d ? page.Words.Plural("n.days", (long)Math.Ceiling(d)) : page["not.known"]),
        PageContext.Esc(f.RotationMonths is { } m ? page.Words.Plural("n.months", (long)Math.Round(m)) : page["not.known"]),
        PageContext.Esc(f.Place is { } p ? Region(page, p) : page["not.known"]),
    ];

    private static string Region(PageContext page, GeoPoint p)
    {
        (double lat, double lon) = CoarseRegion.Of(p);
        return page.Words.Say("force.region.text", $"{page.Words.Number(Math.Abs(lat), 1)}° {(lat < 0 ? "S" : "N")}, {page.Words.Number(Math.Abs(lon), 1)}° {(lon < 0 ? "W" : "E")}");
    }
}
