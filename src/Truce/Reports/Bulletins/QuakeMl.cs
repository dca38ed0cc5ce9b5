using System.Globalization;
using System.Text;
using System.Xml;
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
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            string smi = "smi:" + authority + "/";
            xml.WriteStartElement("q", "quakeml", Root);
            xml.WriteStartElement("eventParameters", Bed);
            xml.WriteAttributeString("publicID", smi + "bulletin");
            if (created is { } at)
            {
                xml.WriteStartElement("creationInfo", Bed);
                Element(xml, "creationTime", Time.Format(at));
                xml.WriteEndElement();
            }

            foreach (BulletinEvent e in events) Event(xml, e, smi);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Event(XmlWriter xml, BulletinEvent of, string smi)
    {
        string name = smi + "event/" + Plain(of.Id), origin = smi + "origin/" + Plain(of.Id);
        xml.WriteStartElement("event", Bed);
        xml.WriteAttributeString("publicID", name);
        Element(xml, "preferredOriginID", origin);
        if (KindOf(of.Kind) is { } kind)
        {
            Element(xml, "type", kind);
            Element(xml, "typeCertainty", "suspected");
        }

        if (of.Simulated) Texted(xml, "comment", "SIMULATED");
        foreach (BulletinPick pick in of.Picks) Pick(xml, pick, PickName(of, pick, smi));
        Origin(xml, of, origin, smi);
        Author(xml, of.Author);
        xml.WriteEndElement();
    }

    private static void Origin(XmlWriter xml, BulletinEvent of, string name, string smi)
    {
        xml.WriteStartElement("origin", Bed);
        xml.WriteAttributeString("publicID", name);
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
            Element(xml, "depthType", sigma is null ? "operator assigned" : "from location");
        }

        if (Ellipse(of.Horizontal) is { } ellipse)
        {
            xml.WriteStartElement("originUncertainty", Bed);
            Element(xml, "minHorizontalUncertainty", Text(ellipse.MinorM, 1));
            Element(xml, "maxHorizontalUncertainty", Text(ellipse.MajorM, 1));
            Element(xml, "azimuthMaxHorizontalUncertainty", Text(ellipse.AzimuthDeg, 2));
            Element(xml, "preferredDescription", "uncertainty ellipse");
            Element(xml, "confidenceLevel", "90");
            xml.WriteEndElement();
        }

        Quality(xml, of);
        Element(xml, "evaluationMode", "automatic");
        foreach (BulletinPick pick in of.Picks.Where(p => p.TimeUsed || p.BackAzimuthUsed)) Arrival(xml, pick, PickName(of, pick, smi));
        xml.WriteEndElement();
    }

    private static void Quality(XmlWriter xml, BulletinEvent of)
    {
        BulletinPick[] used = [.. of.Picks.Where(p => p.TimeUsed || p.BackAzimuthUsed)];
        xml.WriteStartElement("quality", Bed);
        Element(xml, "associatedPhaseCount", of.Picks.Length.ToString(CultureInfo.InvariantCulture));
        Element(xml, "usedPhaseCount", used.Length.ToString(CultureInfo.InvariantCulture));
        Element(xml, "usedStationCount", used.DistinctBy(p => (p.Channel.Network, p.Channel.Station)).Count().ToString(CultureInfo.InvariantCulture));
        if (RmsS(of) is { } rms) Element(xml, "standardError", Text(rms, 4));
        if (GapDeg(of) is { } gap) Element(xml, "azimuthalGap", Text(gap, 1));
        xml.WriteEndElement();
    }

    private static void Pick(XmlWriter xml, BulletinPick pick, string name)
    {
        xml.WriteStartElement("pick", Bed);
        xml.WriteAttributeString("publicID", name);
        Quantity(xml, "time", Time.Format(pick.Time), Within(pick.SigmaS, 0, 1e9), 6);
        xml.WriteStartElement("waveformID", Bed);
        xml.WriteAttributeString("networkCode", Cut(pick.Channel.Network, 8));
        xml.WriteAttributeString("stationCode", Cut(pick.Channel.Station, 8));
        xml.WriteAttributeString("channelCode", Cut(pick.Channel.Channel, 8));
        if (pick.Channel.Location.Length > 0) xml.WriteAttributeString("locationCode", Cut(pick.Channel.Location, 8));
        xml.WriteEndElement();
        if (Within(pick.SlownessSPerKm, 0, 100) is { } slow) Quantity(xml, "horizontalSlowness", Text(slow * KmPerDegree, 4), null, 0);
        if (Azimuth(pick.BackAzimuthDeg) is { } azimuth) Quantity(xml, "backazimuth", Text(azimuth, 3), Within(pick.BackAzimuthSigmaDeg, 0, 180), 3);
        if (pick.Phase.Length > 0) Element(xml, "phaseHint", Printable(pick.Phase));
        Element(xml, "evaluationMode", "automatic");
        xml.WriteEndElement();
    }

    private static void Arrival(XmlWriter xml, BulletinPick pick, string name)
    {
        xml.WriteStartElement("arrival", Bed);
        xml.WriteAttributeString("publicID", name + "/arrival");
        Element(xml, "pickID", name);
        Element(xml, "phase", Printable(pick.Phase));
        if (Azimuth(pick.EventAzimuthDeg) is { } azimuth) Element(xml, "azimuth", Text(azimuth, 3));
        if (Within(pick.DistanceKm, 0, 20_040) is { } distance) Element(xml, "distance", Text(distance / KmPerDegree, 6));
        if (Within(pick.ResidualS, -1e6, 1e6) is { } residual) Element(xml, "timeResidual", Text(residual, 4));
        if (Within(pick.BackAzimuthResidualDeg, -360, 360) is { } turned) Element(xml, "backazimuthResidual", Text(turned, 3));
        Element(xml, "timeWeight", pick.TimeUsed ? "1" : "0");
        Element(xml, "backazimuthWeight", pick.BackAzimuthUsed ? "1" : "0");
        xml.WriteEndElement();
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

    private static void Author(XmlWriter xml, string author)
    {
        if (author.Length == 0) return;
        xml.WriteStartElement("creationInfo", Bed);
        Element(xml, "author", Cut(Printable(author), 128));
        xml.WriteEndElement();
    }

    private static void Quantity(XmlWriter xml, string name, string value, double? uncertainty, int digits)
    {
        xml.WriteStartElement(name, Bed);
        Element(xml, "value", value);
        if (uncertainty is { } sigma) Element(xml, "uncertainty", Text(sigma, digits));
        xml.WriteEndElement();
    }

    private static void Texted(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name, Bed);
        Element(xml, "text", text);
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string value) => xml.WriteElementString(name, Bed, value);

    // XML 1.0 has no place for control characters and halves of surrogate pairs.
    private static string Printable(string text) => new([.. text.Select(c => XmlConvert.IsXmlChar(c) ? c : '_')]);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
