using System.Collections.Immutable;
using System.Text;
using Truce.Coverage.Hearing;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Reports;

/// <summary>Part of section 7: how far the sensors of a network heard while they listened; not known stands in words and never as a circle.</summary>
internal static class HtmlListening
{
    private const double MarkPx = 6;

    internal static void Write(HtmlContext page)
    {
        foreach (FeedExposure feed in page.Input.Exposure) if (feed.Listening is { } listening) One(page, feed, listening);
    }

    private static void One(HtmlContext page, FeedExposure feed, ListeningCoverage of)
    {
        Catalogue words = page.Words;
        page.Out.Element("h3", $"{words["hearing.title"]}: {page.FeedName(feed.Feed)}");
        if (of.AreaShare.IsEmpty || of.SizeKg is not { } kg) page.Out.Element("p", words["hearing.unknown"], "class=\"caution\"");
        else
        {
            page.Out.Element("p", words.Format("hearing.says", Size(words, kg)));
            page.Out.Element("p", words["hearing.share"]).Raw("<ul>");
            foreach (int percent in ListeningCoverage.Percents.Where(of.AreaShare.ContainsKey))
            {
                page.Out.Element("li", $"{words.Format("hearing.legend", words.Percent(percent / 100.0))}: {words.Percent(of.AreaShare[percent])}");
            }

            page.Out.Raw("</ul>\n");
            Map(page, feed, of, kg);
            if (of.Assumptions.Length > 0) page.Out.Raw($"<p class=\"fine\">{Html.Escape(words["hearing.assumed"])} <span lang=\"en\">{Html.Escape(of.Assumptions)}</span></p>\n");
        }

        Table(page, of);
    }

    /// <summary>Kilograms with as many decimals as they need.</summary>
    private static string Size(Catalogue words, double kg) => words.Number(kg, kg == Math.Round(kg) ? 0 : 2);

    private static void Map(HtmlContext page, FeedExposure feed, ListeningCoverage of, double kg)
    {
        Catalogue words = page.Words;
        Html o = page.Out;
        var map = new SvgMap(page);
        o.Raw("<figure class=\"hmap\">");
        map.Begin($"{words["hearing.title"]}: {page.FeedName(feed.Feed)}, {Size(words, kg)} {words["hearing.kg"]}", $"hear-{Math.Abs(page.Input.Exposure.IndexOf(feed))}");
        map.Land();
        foreach (int percent in ListeningCoverage.Percents.Reverse()) Reach(o, map, of, percent);
        map.Lines();
        map.Names();
        foreach (ListeningSensor s in of.Sensors) o.Raw($"<g>{Title(page, of, s)}{Mark(State(of, s), map.X(s.Place.Position), map.Y(s.Place.Position), MarkPx)}</g>\n");
        map.End();
        Legend(page, of);
        o.Raw($"<figcaption>{Html.Escape(words.Format("hearing.caption", Size(words, kg)))}</figcaption></figure>\n");
    }

    private static void Reach(Html o, SvgMap map, ListeningCoverage of, int percent)
    {
        var path = new StringBuilder();
        foreach (ImmutableArray<GeoPoint> ring in ReachOutline.Of(of, percent).SelectMany(p => p)) path.Append(map.Path(ring)).Append('Z');
        if (path.Length > 0) o.Raw($"<path class=\"reach r{percent}\" fill-rule=\"evenodd\" d=\"{path}\"/>\n");
    }

    private static string State(ListeningCoverage of, ListeningSensor s) =>
        s.HoursListened <= 0 ? "none" : s.HoursListened >= of.PeriodHours - (1.0 / 60) ? "all" : "part";

    /// <summary>A triangle for a sensor: full, half or empty and crossed, as it listened.</summary>
    private static string Mark(string state, double x, double y, double r)
    {
        string X(double d) => SvgCharts.F(x + (d * r));
        string Y(double d) => SvgCharts.F(y + (d * r));
        string whole = $"M{X(-1)} {Y(0.8)}L{X(1)} {Y(0.8)}L{X(0)} {Y(-1)}Z";
        return state switch
        {
            "all" => $"<path class=\"mark\" d=\"{whole}\"/>",
            "part" => $"<path class=\"sensor\" d=\"{whole}\"/><path class=\"mark\" d=\"M{X(-1)} {Y(0.8)}L{X(0)} {Y(0.8)}L{X(0)} {Y(-1)}Z\"/>",
            _ => $"<path class=\"sensor\" d=\"{whole}M{X(-1)} {Y(-1)}L{X(1)} {Y(1)}M{X(1)} {Y(-1)}L{X(-1)} {Y(1)}\"/>",
        };
    }

    private static string Title(HtmlContext page, ListeningCoverage of, ListeningSensor s) =>
        $"<title>{Html.Escape($"{s.Place.Name}: {page.Words[$"hearing.{State(of, s)}"]}{(s.Place.Reach.Known ? "" : $"; {page.Words["hearing.sensor.unknown"]}")}")}</title>";

    private static void Legend(HtmlContext page, ListeningCoverage of)
    {
        Catalogue words = page.Words;
        page.Out.Raw("<ul class=\"legend\">");
        foreach (int percent in ListeningCoverage.Percents)
        {
            page.Out.Raw($"<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\"><rect class=\"reach r{percent}\" x=\"1\" y=\"1\" width=\"20\" height=\"12\"/></svg>{Html.Escape(words.Format("hearing.legend", words.Percent(percent / 100.0)))}</li>");
        }

        foreach (string state in (string[])["all", "part", "none"])
        {
            if (of.Sensors.Any(s => State(of, s) == state)) page.Out.Raw($"<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\">{Mark(state, 11, 7, 5)}</svg>{Html.Escape(words[$"hearing.{state}"])}</li>");
        }

        page.Out.Raw("</ul>");
    }

    private static void Table(HtmlContext page, ListeningCoverage of)
    {
        Catalogue words = page.Words;
        string Km(ListeningSensor s, int percent) => s.Place.Reach.RadiusM(percent) is { } radiusM ? words.Number(radiusM / 1000, radiusM < 99_950 ? 1 : 0) : Html.Escape(words["not.known"]);
        bool known = !of.AreaShare.IsEmpty;
        page.Out.Table(
            words["hearing.table"],
            [words["col.sensor"], words.Format("col.listened", words.Number(of.PeriodHours, of.PeriodHours == Math.Round(of.PeriodHours) ? 0 : 1)), .. known ? ListeningCoverage.Percents.Select(p => words.Format("col.reach", words.Percent(p / 100.0))) : []],
            of.Sensors.Select(s => (string[])
            [
                "\u0001" + Html.Escape(Short(s.Place)), words.Number(s.HoursListened, 2),
                .. known ? ListeningCoverage.Percents.Select(p => Km(s, p)) : [],
            ]),
            "", known ? [1, 2, 3, 4] : [1]);
    }

    // The channel as the pictures of recordings name it.
    private static string Short(ListeningPlace place) => ChannelId.TryParse(place.Name, out ChannelId? c, out _)
        ? string.Join('.', c!.Network, c.Station, c.Location, c.Channel.Trim('_')).TrimStart('.')
        : place.Name;
}
