using System.Globalization;
using System.Text;
using System.Xml;
using NodaTime;
using NodaTime.Text;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Observations.Waveforms;

namespace Truce.Server.Fdsn;

/// <summary>Writes what is known of stations as text or as StationXML 1.2. Site names, creation dates of stations and responses are not held and are said to be so or left out.</summary>
internal static class FdsnStations
{
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff");

    /// <summary>The text form of a level.</summary>
    public static string Text(IReadOnlyList<SensorChannel> channels, string level)
    {
        var text = new StringBuilder();
        text.Append(level switch
        {
            "network" => "#Network|Description|StartTime|EndTime|TotalStations\n",
            "station" => "#Network|Station|Latitude|Longitude|Elevation|SiteName|StartTime|EndTime\n",
            _ => "#Network|Station|Location|Channel|Latitude|Longitude|Elevation|Depth|Azimuth|Dip|SensorDescription|Scale|ScaleFreq|ScaleUnits|SampleRate|StartTime|EndTime\n",
        });
        foreach (IGrouping<string, SensorChannel> network in channels.GroupBy(c => c.Channel.Network))
        {
            if (level == "network")
            {
                text.AppendJoin('|', network.Key, "", From(network), To(network), network.Select(c => c.Channel.Station).Distinct().Count().ToString(CultureInfo.InvariantCulture)).Append('\n');
                continue;
            }

            foreach (IGrouping<string, SensorChannel> station in network.GroupBy(c => c.Channel.Station))
            {
                SensorChannel first = station.First();
                if (level == "station") text.AppendJoin('|', network.Key, station.Key, Num(first.Position.LatitudeDeg), Num(first.Position.LongitudeDeg), Num(first.ElevationM), "", From(station), To(station)).Append('\n');
                else foreach (SensorChannel c in station) text.AppendJoin('|', Channel(c)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>StationXML of a level.</summary>
    public static byte[] Xml(IReadOnlyList<SensorChannel> channels, string level, Instant created)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("FDSNStationXML", StationXmlReader.Namespace);
            xml.WriteAttributeString("schemaVersion", "1.2");
            xml.WriteElementString("Source", StationXmlReader.Namespace, "Truce");
            xml.WriteElementString("Created", StationXmlReader.Namespace, Time.Format(created) + "Z");
            foreach (IGrouping<string, SensorChannel> network in channels.GroupBy(c => c.Channel.Network))
            {
                xml.WriteStartElement("Network", StationXmlReader.Namespace);
                xml.WriteAttributeString("code", network.Key);
                Epoch(xml, network);
                foreach (IGrouping<string, SensorChannel> station in level == "network" ? [] : network.GroupBy(c => c.Channel.Station)) Station(xml, station, level);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Station(XmlWriter xml, IGrouping<string, SensorChannel> station, string level)
    {
        SensorChannel first = station.First();
        xml.WriteStartElement("Station", StationXmlReader.Namespace);
        xml.WriteAttributeString("code", station.Key);
        Epoch(xml, station);
        Number(xml, "Latitude", first.Position.LatitudeDeg);
        Number(xml, "Longitude", first.Position.LongitudeDeg);
        Number(xml, "Elevation", first.ElevationM);
        xml.WriteStartElement("Site", StationXmlReader.Namespace);
        xml.WriteElementString("Name", StationXmlReader.Namespace, "");
        xml.WriteEndElement();
        foreach (SensorChannel c in level == "channel" ? station : Enumerable.Empty<SensorChannel>())
        {
            xml.WriteStartElement("Channel", StationXmlReader.Namespace);
            xml.WriteAttributeString("code", c.Channel.Channel);
            xml.WriteAttributeString("locationCode", c.Channel.Location);
            Epoch(xml, [c]);
            Number(xml, "Latitude", c.Position.LatitudeDeg);
            Number(xml, "Longitude", c.Position.LongitudeDeg);
            Number(xml, "Elevation", c.ElevationM);
            Number(xml, "Depth", c.DepthM);
            if (c.AzimuthDeg is { } azimuth) Number(xml, "Azimuth", azimuth);
            if (c.DipDeg is { } dip) Number(xml, "Dip", dip);
            if (c.SampleRateHz is { } rate) Number(xml, "SampleRate", rate);
            if (c is { Sensitivity: { } gain, SensitivityHz: { } at, Unit.Length: > 0 }) Response(xml, gain, at, c.Unit);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Response(XmlWriter xml, double gain, double atHz, string unit)
    {
        xml.WriteStartElement("Response", StationXmlReader.Namespace);
        xml.WriteStartElement("InstrumentSensitivity", StationXmlReader.Namespace);
        Number(xml, "Value", gain);
        Number(xml, "Frequency", atHz);
        foreach ((string name, string value) in (ReadOnlySpan<(string, string)>)[("InputUnits", unit), ("OutputUnits", "count")])
        {
            xml.WriteStartElement(name, StationXmlReader.Namespace);
            xml.WriteElementString("Name", StationXmlReader.Namespace, value);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string[] Channel(SensorChannel c) =>
    [
        c.Channel.Network, c.Channel.Station, c.Channel.Location, c.Channel.Channel, Num(c.Position.LatitudeDeg), Num(c.Position.LongitudeDeg), Num(c.ElevationM), Num(c.DepthM),
        Num(c.AzimuthDeg), Num(c.DipDeg), "", Num(c.Sensitivity), Num(c.SensitivityHz), c.Unit, Num(c.SampleRateHz), From([c]), To([c]),
    ];

    private static void Epoch(XmlWriter xml, IEnumerable<SensorChannel> channels)
    {
        if (From(channels) is { Length: > 0 } from) xml.WriteAttributeString("startDate", from + "Z");
        if (To(channels) is { Length: > 0 } to) xml.WriteAttributeString("endDate", to + "Z");
    }

    private static string From(IEnumerable<SensorChannel> channels) => channels.Min(c => c.From) is var at && at > Instant.MinValue ? Time.Format(at) : "";

    private static string To(IEnumerable<SensorChannel> channels) => channels.Max(c => c.To) is var at && at < Instant.MaxValue ? Time.Format(at) : "";

    private static void Number(XmlWriter xml, string name, double value) => xml.WriteElementString(name, StationXmlReader.Namespace, Num(value));

    private static string Num(double? value) => value is { } v && double.IsFinite(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "";
}
