using System.Globalization;
using NodaTime;
using NodaTime.Text;
using static Truce.Reports.Bulletins.BulletinNumbers;

namespace Truce.Reports.Bulletins;

/// <summary>Writes events as QuakeML 1.2, basic event description (Euchner and Schorlemmer 2013; namespace http://quakeml.org/xmlns/bed/1.2).</summary>
/// <remarks>What each element holds: docs/formats/quakeml.md. The same events give the same bytes.</remarks>
public static class QuakeMl
{
    private const string Root = "http://quakeml.org/xmlns/quakeml/1.2";
    private const string Bed = "http://quakeml.org/xmlns/bed/1.2";

    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary>Writes a document as UTF-8.</summary>
    /// <param name="events">The events, in the order of the document.</param>
    /// <param name="authority">First part of every name (<c>smi:AUTHORITY/…</c>): three or more letters, digits, dots or hyphens.</param>
    /// <param name="created">When it is written; absent: not said.</param>
    public static byte[] Write(IReadOnlyList<BulletinEvent> events, string authority = "org.truce", Instant? created = null)
    {
        if (authority.Length < 3 || authority.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-'))) throw new ArgumentException($"three or more letters, digits, dots or hyphens expected, got '{authority}'", nameof(authority));
        var xml = new XmlText();
        string smi = "smi:" + authority + "/";
        xml.Start("q:quakeml");
        xml.Attribute("xmlns:q", Root);
        xml.Start("eventParameters");
        xml.Attribute("xmlns", Bed);
        xml.Attribute("publicID", smi + "bulletin");
        if (created is { } at)
        {
            xml.Start("creationInfo");
            xml.Element("creationTime", Time.Format(at));
            xml.End();
        }

        foreach (BulletinEvent e in events) Event(xml, e, smi);
        xml.End();
        xml.End();
        return xml.ToBytes();
    }

    private static void Event(XmlText xml, BulletinEvent of, string smi)
    {
        string name = smi + "event/" + Plain(of.Id), origin = smi + "origin/" + Plain(of.Id);
        xml.Start("event");
        xml.Attribute("publicID", name);
        xml.Element("preferredOriginID", origin);
        if (KindOf(of.Kind) is { } kind)
        {
            xml.Element("type", kind);
            xml.Element("typeCertainty", "suspected");
        }

        if (of.Simulated) Texted(xml, "comment", "SIMULATED");
        foreach (BulletinPick pick in of.Picks) Pick(xml, pick, PickName(of, pick, smi));
        Origin(xml, of, origin, smi);
        Author(xml, of.Author);
        xml.End();
    }

    private static void Origin(XmlText xml, BulletinEvent of, string name, string smi)
    {
        xml.Start("origin");
        xml.Attribute("publicID", name);
        Quantity(xml, "time", Time.Format(of.Time), Within(of.TimeSigmaS, 0, 1e9), 6);
        double? north = of.Horizontal is { IsUsable: true } c ? Math.Sqrt(c.NorthNorthM2) / 1000 / KmPerDegree : null;
        double cos = Math.Cos(of.Position.LatitudeDeg * Math.PI / 180);
        double? east = of.Horizontal is { IsUsable: true } d && cos > 1e-6 ? Math.Sqrt(d.EastEastM2) / 1000 / KmPerDegree / cos : null;
        Quantity(xml, "latitude", Text(of.Position.LatitudeDeg, 6), Within(north, 0, 180), 8);
        Quantity(xml, "longitude", Text(of.Position.LongitudeDeg, 6), Within(east, 0, 360), 8);
        if (Within(of.DepthKm, -10, 1000) is { } depth)
        {
            double? sigma = Within(of.DepthSigmaKm, 0, 1000);
            Quantity(xml, "depth", Text(depth * 1000, 1), sigma * 1000, 1);
            xml.Element("depthType", sigma is null ? "operator assigned" : "from location");
        }

        if (Ellipse(of.Horizontal) is { } ellipse)
        {
            xml.Start("originUncertainty");
            xml.Element("minHorizontalUncertainty", Text(ellipse.MinorM, 1));
            xml.Element("maxHorizontalUncertainty", Text(ellipse.MajorM, 1));
            xml.Element("azimuthMaxHorizontalUncertainty", Text(ellipse.AzimuthDeg, 2));
            xml.Element("preferredDescription", "uncertainty ellipse");
            xml.Element("confidenceLevel", "90");
            xml.End();
        }

        Quality(xml, of);
        xml.Element("evaluationMode", "automatic");
        foreach (BulletinPick pick in of.Picks.Where(p => p.TimeUsed || p.BackAzimuthUsed)) Arrival(xml, pick, PickName(of, pick, smi));
        xml.End();
    }

    private static void Quality(XmlText xml, BulletinEvent of)
    {
        BulletinPick[] used = [.. of.Picks.Where(p => p.TimeUsed || p.BackAzimuthUsed)];
        xml.Start("quality");
        xml.Element("associatedPhaseCount", of.Picks.Length.ToString(CultureInfo.InvariantCulture));
        xml.Element("usedPhaseCount", used.Length.ToString(CultureInfo.InvariantCulture));
        xml.Element("usedStationCount", used.DistinctBy(p => (p.Channel.Network, p.Channel.Station)).Count().ToString(CultureInfo.InvariantCulture));
        if (RmsS(of) is { } rms) xml.Element("standardError", Text(rms, 4));
        if (GapDeg(of) is { } gap) xml.Element("azimuthalGap", Text(gap, 1));
        xml.End();
    }

    private static void Pick(XmlText xml, BulletinPick pick, string name)
    {
        xml.Start("pick");
        xml.Attribute("publicID", name);
        Quantity(xml, "time", Time.Format(pick.Time), Within(pick.SigmaS, 0, 1e9), 6);
        xml.Start("waveformID");
        xml.Attribute("networkCode", Cut(pick.Channel.Network, 8));
        xml.Attribute("stationCode", Cut(pick.Channel.Station, 8));
        xml.Attribute("channelCode", Cut(pick.Channel.Channel, 8));
        if (pick.Channel.Location.Length > 0) xml.Attribute("locationCode", Cut(pick.Channel.Location, 8));
        xml.End();
        if (Within(pick.SlownessSPerKm, 0, 100) is { } slow) Quantity(xml, "horizontalSlowness", Text(slow * KmPerDegree, 4), null, 0);
        if (Azimuth(pick.BackAzimuthDeg) is { } azimuth) Quantity(xml, "backazimuth", Text(azimuth, 3), Within(pick.BackAzimuthSigmaDeg, 0, 180), 3);
        if (pick.Phase.Length > 0) xml.Element("phaseHint", pick.Phase);
        xml.Element("evaluationMode", "automatic");
        xml.End();
    }

    private static void Arrival(XmlText xml, BulletinPick pick, string name)
    {
        xml.Start("arrival");
        xml.Attribute("publicID", name + "/arrival");
        xml.Element("pickID", name);
        xml.Element("phase", pick.Phase);
        if (Azimuth(pick.EventAzimuthDeg) is { } azimuth) xml.Element("azimuth", Text(azimuth, 3));
        if (Within(pick.DistanceKm, 0, 20_040) is { } distance) xml.Element("distance", Text(distance / KmPerDegree, 6));
        if (Within(pick.ResidualS, -1e6, 1e6) is { } residual) xml.Element("timeResidual", Text(residual, 4));
        if (Within(pick.BackAzimuthResidualDeg, -360, 360) is { } turned) xml.Element("backazimuthResidual", Text(turned, 3));
        xml.Element("timeWeight", pick.TimeUsed ? "1" : "0");
        xml.Element("backazimuthWeight", pick.BackAzimuthUsed ? "1" : "0");
        xml.End();
    }

    private static string PickName(BulletinEvent of, BulletinPick pick, string smi) => smi + "pick/" + Plain(of.Id) + "/" + Plain(pick.Id);

    // Types that QuakeML 1.2 lists; "unknown" is to say nothing.
    private static string? KindOf(BulletinKind kind) => kind switch
    {
        BulletinKind.Explosion => "explosion",
        BulletinKind.Earthquake => "earthquake",
        BulletinKind.QuarryBlast => "quarry blast",
        BulletinKind.Thunder => "thunder",
        BulletinKind.SonicBoom => "sonic boom",
        _ => null,
    };

    private static void Author(XmlText xml, string author)
    {
        if (author.Length == 0) return;
        xml.Start("creationInfo");
        xml.Element("author", Cut(author, 128));
        xml.End();
    }

    private static void Quantity(XmlText xml, string name, string value, double? uncertainty, int digits)
    {
        xml.Start(name);
        xml.Element("value", value);
        if (uncertainty is { } sigma) xml.Element("uncertainty", Text(sigma, digits));
        xml.End();
    }

    private static void Texted(XmlText xml, string name, string text)
    {
        xml.Start(name);
        xml.Element("text", text);
        xml.End();
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
