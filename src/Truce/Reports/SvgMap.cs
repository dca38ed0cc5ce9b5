using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Detections;
using Truce.Measures;

namespace Truce.Reports;

/// <summary>The map of incidents as SVG: regions, not pins; shape by class; readable in grey; no position of anybody's forces.</summary>
/// <remarks>Equirectangular about the middle latitude of the mission's area: distances are true along that latitude and along meridians.</remarks>
internal sealed class SvgMap
{
    private const double WidthPx = 1000;
    private const double MarkPx = 5;

    private readonly HtmlContext _page;
    private readonly double _west, _north, _pxPerDegEast, _pxPerDegNorth;

    internal SvgMap(HtmlContext page)
    {
        _page = page;
        (GeoPoint sw, GeoPoint ne) = (page.Input.Mission.AreaSouthWest, page.Input.Mission.AreaNorthEast);
        var plane = new LocalPlane(new GeoPoint((sw.LatitudeDeg + ne.LatitudeDeg) / 2, (sw.LongitudeDeg + ne.LongitudeDeg) / 2));
        double east = Math.Max(1e-6, ne.LongitudeDeg - sw.LongitudeDeg), north = Math.Max(1e-6, ne.LatitudeDeg - sw.LatitudeDeg);
        PxPerM = Math.Min(WidthPx / (east * plane.MetresPerDegreeEast), 900 / (north * plane.MetresPerDegreeNorth));
        _pxPerDegEast = plane.MetresPerDegreeEast * PxPerM;
        _pxPerDegNorth = plane.MetresPerDegreeNorth * PxPerM;
        Width = east * _pxPerDegEast;
        Height = north * _pxPerDegNorth;
        _west = sw.LongitudeDeg;
        _north = ne.LatitudeDeg;
    }

    internal double PxPerM { get; }

    internal double Width { get; }

    internal double Height { get; }

    internal static void Write(HtmlContext page)
    {
        var map = new SvgMap(page);
        Catalogue words = page.Words;
        Html o = page.Out;
        o.Element("h3", words["map.title"]);
        IncidentRow[] placed = [.. page.Report.Rows.Incidents.Where(i => i.InPeriod && i.Stands && i.Position is not null)];
        IncidentRow[] narrow = [.. placed.Where(i => 2 * 2.4477 * i.Error.Ellipse().MajorM <= page.Options.WidestOnMapKm * 1000)
            .OrderBy(i => i.Level).ThenBy(i => i.Probability).ThenBy(i => i.Id)];
        IncidentRow[] drawn = [.. narrow.TakeLast(page.Options.IncidentsOnMap)];
        string label = $"{words["map.title"]}: {words.Number(drawn.Length)}";
        o.Raw("<figure>");
        map.Begin(label, "mapclip");
        map.Land();
        map.Lines();
        foreach (IncidentRow i in drawn) map.Incident(i);
        map.Names();
        map.End();
        map.Legend(drawn);
        o.Raw($"<figcaption>{Html.Escape(map.Caption(placed.Length - narrow.Length, narrow.Length - drawn.Length, drawn.Length))}</figcaption></figure>\n");
    }

    /// <summary>Opens the picture: what follows is cut at the frame.</summary>
    internal void Begin(string label, string clip) =>
        _page.Out.Raw($"<svg viewBox=\"0 0 {SvgCharts.F(Width)} {SvgCharts.F(Height)}\" role=\"img\" aria-label=\"{Html.Escape(label)}\">")
            .Raw($"<defs><clipPath id=\"{clip}\"><rect width=\"{SvgCharts.F(Width)}\" height=\"{SvgCharts.F(Height)}\"/></clipPath></defs><g clip-path=\"url(#{clip})\">\n");

    /// <summary>Closes it with frame, scale and north.</summary>
    internal void End()
    {
        _page.Out.Raw($"</g><rect class=\"frame\" x=\".5\" y=\".5\" width=\"{SvgCharts.F(Width - 1)}\" height=\"{SvgCharts.F(Height - 1)}\"/>\n");
        Furniture();
        _page.Out.Raw("</svg>\n");
    }

    internal double X(GeoPoint p) => (p.LongitudeDeg - _west) * _pxPerDegEast;

    internal double Y(GeoPoint p) => (_north - p.LatitudeDeg) * _pxPerDegNorth;

    internal void Land()
    {
        foreach (AreaOutline area in _page.Input.Outlines)
        {
            var path = new StringBuilder();
            foreach (ImmutableArray<GeoPoint> ring in area.Polygons.SelectMany(p => p)) path.Append(Path(ring)).Append('Z');
            if (path.Length > 1) _page.Out.Raw($"<path class=\"land\" fill-rule=\"evenodd\" d=\"{path}\"/>\n");
        }
    }

    /// <summary>Names stand at the middle of the largest ring's box, when that is on the map and the area is wide enough for its name.</summary>
    internal void Names()
    {
        foreach (AreaOutline area in _page.Input.Outlines)
        {
            ImmutableArray<GeoPoint>[] shells = [.. area.Polygons.Where(p => p.Length > 0 && p[0].Length > 0).Select(p => p[0])];
            if (shells.Length == 0) continue;
            (double MinX, double MaxX, double MinY, double MaxY) box = shells.Select(Box).MaxBy(b => (b.MaxX - b.MinX) * (b.MaxY - b.MinY));
            string name = _page.Words.Pick(area.Name);
            double x = (Math.Max(0, box.MinX) + Math.Min(Width, box.MaxX)) / 2, y = (Math.Max(0, box.MinY) + Math.Min(Height, box.MaxY)) / 2;
            bool fits = Math.Min(Width, box.MaxX) - Math.Max(0, box.MinX) > name.Length * 7 && Math.Min(Height, box.MaxY) - Math.Max(0, box.MinY) > 24;
            if (fits) _page.Out.Raw($"<text class=\"soft halo\" text-anchor=\"middle\" x=\"{SvgCharts.F(x)}\" y=\"{SvgCharts.F(y)}\">{Html.Escape(name)}</text>\n");
        }
    }

    private (double MinX, double MaxX, double MinY, double MaxY) Box(ImmutableArray<GeoPoint> ring) => (ring.Min(X), ring.Max(X), ring.Min(Y), ring.Max(Y));

    internal void Lines()
    {
        foreach (LineGeometry line in _page.Input.Lines)
        {
            double width = Math.Max(1.5, 2 * 1.96 * line.ErrorM * PxPerM);
            var path = new StringBuilder();
            foreach (ImmutableArray<GeoPoint> part in line.Paths) path.Append(Path(part));
            if (path.Length == 0) continue;
            string old = line.AsOf < _page.Input.Day ? " old" : "";
            _page.Out.Raw($"<path class=\"band\" stroke-width=\"{SvgCharts.F(width)}\" d=\"{path}\"/><path class=\"mid{old}\" d=\"{path}\"/>\n");
        }
    }

    /// <summary>A path that leaves out points closer than 0.8 px to the one before: nobody could see them.</summary>
    internal string Path(ImmutableArray<GeoPoint> points)
    {
        var path = new StringBuilder();
        (double x, double y) last = (double.NaN, double.NaN);
        for (int i = 0; i < points.Length; i++)
        {
            double x = X(points[i]), y = Y(points[i]);
            if (i > 0 && i < points.Length - 1 && Math.Abs(x - last.x) < 0.8 && Math.Abs(y - last.y) < 0.8) continue;
            path.Append(i == 0 ? 'M' : 'L').Append(x.ToString("F1", CultureInfo.InvariantCulture)).Append(' ').Append(y.ToString("F1", CultureInfo.InvariantCulture));
            last = (x, y);
        }

        return path.ToString();
    }

    private void Incident(IncidentRow i)
    {
        (double major, double minor, double azimuth) = i.Error.Ellipse();
        double a = 2.4477 * major * PxPerM, b = 2.4477 * minor * PxPerM, x = X(i.Position!.Value), y = Y(i.Position.Value);
        string title = $"<title>{Html.Escape($"{_page.Words.Word("incident", i.Class)}, {_page.Likelihood(i.Probability)}, {_page.Span(i.When)}, {i.Id.Short}")}</title>";
        if (a <= MarkPx)
        {
            _page.Out.Raw($"<g class=\"mark\">{title}{Mark(i.Class, x, y, MarkPx)}</g>\n");
            return;
        }

        // An ellipse's long axis lies along x when not turned; azimuth counts clockwise from north, as SVG turns clockwise.
        _page.Out.Raw($"<g>{title}<ellipse class=\"region{(i.Multimodal ? " modes" : "")}\" cx=\"{SvgCharts.F(x)}\" cy=\"{SvgCharts.F(y)}\" rx=\"{SvgCharts.F(a)}\" ry=\"{SvgCharts.F(b)}\" transform=\"rotate({SvgCharts.F(azimuth - 90)} {SvgCharts.F(x)} {SvgCharts.F(y)})\"/>")
            .Raw($"<g class=\"hollow\">{Mark(i.Class, x, y, 3)}</g></g>\n");
    }

    /// <summary>A shape a class: circle explosion, diamond small arms, square with bar weapon or position, triangle flight or projectile, ring with dot fire, cross interference or restriction, small square the rest.</summary>
    private static string Mark(IncidentClass c, double x, double y, double r)
    {
        string X(double d) => SvgCharts.F(x + (d * r));
        string Y(double d) => SvgCharts.F(y + (d * r));
        return c switch
        {
            IncidentClass.Explosion => $"<circle cx=\"{X(0)}\" cy=\"{Y(0)}\" r=\"{SvgCharts.F(r)}\"/>",
            IncidentClass.SmallArmsFire => $"<path d=\"M{X(0)} {Y(-1.2)}L{X(1.2)} {Y(0)}L{X(0)} {Y(1.2)}L{X(-1.2)} {Y(0)}Z\"/>",
            IncidentClass.ProjectileInFlight or IncidentClass.Flight or IncidentClass.MuzzleFlash or IncidentClass.IlluminationFlare =>
                $"<path d=\"M{X(0)} {Y(-1.2)}L{X(1.1)} {Y(0.9)}L{X(-1.1)} {Y(0.9)}Z\"/>",
            IncidentClass.Fire => $"<path d=\"M{X(-1)} {Y(0.9)}L{X(-1)} {Y(-0.3)}L{X(0)} {Y(-1.2)}L{X(1)} {Y(-0.3)}L{X(1)} {Y(0.9)}Z\"/>",
            IncidentClass.WeaponPresence or IncidentClass.AdvanceOfPositions =>
                $"<path d=\"M{X(-1)} {Y(-1)}H{X(1)}V{Y(1)}H{X(-1)}ZM{X(-1)} {Y(1.5)}H{X(1)}\"/>",
            IncidentClass.RestrictionOfMovement or IncidentClass.InterferenceWithMonitoring =>
                $"<path d=\"M{X(-1)} {Y(-0.35)}H{X(-0.35)}V{Y(-1)}H{X(0.35)}V{Y(-0.35)}H{X(1)}V{Y(0.35)}H{X(0.35)}V{Y(1)}H{X(-0.35)}V{Y(0.35)}H{X(-1)}Z\"/>",
            _ => $"<rect x=\"{X(-0.8)}\" y=\"{Y(-0.8)}\" width=\"{SvgCharts.F(1.6 * r)}\" height=\"{SvgCharts.F(1.6 * r)}\"/>",
        };
    }

    private void Furniture()
    {
        // The longest of 1, 2, 5 × 10^n kilometres that is at most a quarter of the map.
        double km = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1e-3, Width / PxPerM / 1000 / 4))));
        foreach (double m in (double[])[5, 2])
        {
            if (m * km * 1000 * PxPerM <= Width / 4)
            {
                km *= m;
                break;
            }
        }

        double bar = km * 1000 * PxPerM, y = Height - 16;
        string F(double v) => SvgCharts.F(v);
        _page.Out.Raw($"<path class=\"whisk\" d=\"M16 {F(y - 5)}V{F(y)}H{F(16 + bar)}V{F(y - 5)}\"/><text class=\"halo\" x=\"20\" y=\"{F(y - 5)}\">{_page.Words.Number(km, km < 1 ? 1 : 0)} {Html.Escape(_page.Words["map.km"])}</text>")
            .Raw($"<path class=\"whisk\" d=\"M{F(Width - 22)} 40V18M{F(Width - 27)} 25L{F(Width - 22)} 17L{F(Width - 17)} 25\"/><text class=\"halo\" text-anchor=\"middle\" x=\"{F(Width - 22)}\" y=\"54\">{Html.Escape(_page.Words["map.north"])}</text>\n");
    }

    private void Legend(IncidentRow[] drawn)
    {
        Html o = _page.Out;
        o.Raw("<ul class=\"legend\">");
        foreach (IncidentClass c in drawn.Select(i => i.Class).Distinct().Order())
        {
            o.Raw($"<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\"><g class=\"mark\">{Mark(c, 11, 7, 5)}</g></svg>{Html.Escape(_page.Words.Word("incident", c))}</li>");
        }

        if (drawn.Any(i => i.Multimodal)) o.Raw($"<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\"><ellipse class=\"region modes\" cx=\"11\" cy=\"7\" rx=\"9\" ry=\"5\"/></svg>{Html.Escape(_page.Words["map.multimodal"])}</li>");
        o.Raw("</ul>");
    }

    private string Caption(int wide, int beyond, int drawn)
    {
        Catalogue words = _page.Words;
        var text = new StringBuilder(drawn == 0 ? words["map.empty"] : words["map.desc"]);
        if (wide + beyond > 0) text.Append(' ').Append(words.Format("map.notdrawn", words.Number(wide), words.Number(_page.Options.WidestOnMapKm, 0), words.Number(beyond)));
        if (_page.Input.Lines.Length == 0) text.Append(' ').Append(words["map.noline"]);
        foreach (DateOnly day in _page.Input.Lines.Select(l => l.AsOf).Distinct().Order())
        {
            text.Append(' ').Append(words.Format("map.line", words.Date(day)));
            if (day < _page.Input.Day) text.Append(' ').Append(words["map.line.old"]);
        }

        if (_page.Report.Release.StepDeg > 0)
        {
            text.Append(' ').Append(words.Format("map.coarse", HtmlTail.Step(_page, _page.Report.Release.StepDeg), HtmlTail.Step(_page, ReportRelease.ForcesStepDeg)));
        }

        return text.Append(' ').Append(words["attribution.map"]).ToString();
    }
}
