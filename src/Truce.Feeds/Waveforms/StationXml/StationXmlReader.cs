using System.Globalization;
using System.Xml;
using NodaTime;
using NodaTime.Text;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms.StationXml;

/// <summary>FDSN StationXML 1.x: where each channel stands, for which time, and its overall sensitivity. Read as a stream; no DTD, no outside entity.</summary>
public static class StationXmlReader
{
    /// <summary>The namespace of all versions 1.x.</summary>
    public const string Namespace = "http://www.fdsn.org/xml/station/1";

    /// <summary>Longest document that is read, characters.</summary>
    public const long LongestDocument = 256L * 1024 * 1024;

    private const int Deepest = 64;
    private const int MostRejects = 10_000;

    private static readonly OffsetDateTimePattern WithOffset = OffsetDateTimePattern.ExtendedIso;
    private static readonly LocalDateTimePattern WithoutOffset = LocalDateTimePattern.ExtendedIso;

    /// <summary>Reads a document; never throws on what it holds. What was read before a fault of the XML stands.</summary>
    public static StationXmlReading Read(Stream document)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LongestDocument,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        };
        var found = new Collected();
        using var reader = XmlReader.Create(document, settings);
        try
        {
            ReadRoot(reader, found);
        }
        catch (XmlException e)
        {
            found.Refuse(new("xml", Short(e.Message)), e.LineNumber, "");
        }

        return new(found.Channels, found.Rejects, found.Stations);
    }

    private static void ReadRoot(XmlReader reader, Collected found)
    {
        reader.MoveToContent();
        if (reader.LocalName != "FDSNStationXML" || reader.NamespaceURI != Namespace)
        {
            found.Refuse(new("not-stationxml", Short($"root element {reader.LocalName} in '{reader.NamespaceURI}'; FDSNStationXML in '{Namespace}' expected")), Line(reader), "");
            return;
        }

        string version = reader.GetAttribute("schemaVersion") ?? "";
        if (version != "1" && !version.StartsWith("1.", StringComparison.Ordinal))
        {
            found.Refuse(new("version", Short($"schema version '{version}'; 1.x is read")), Line(reader), "");
            return;
        }

        string network = "", station = "";
        while (reader.Read())
        {
            if (reader.Depth > Deepest) throw new XmlException($"elements more than {Deepest} deep");
            if (reader.NodeType != XmlNodeType.Element || reader.NamespaceURI != Namespace) continue;
            switch (reader.LocalName)
            {
                case "Network" when reader.Depth == 1:
                    network = reader.GetAttribute("code") ?? "";
                    break;
                case "Station" when reader.Depth == 2:
                    station = reader.GetAttribute("code") ?? "";
                    found.Stations++;
                    break;
                case "Channel" when reader.Depth == 3:
                    ReadChannel(reader, network, station, found);
                    break;
            }
        }
    }

    private static void ReadChannel(XmlReader reader, string network, string station, Collected found)
    {
        int line = Line(reader), depth = reader.Depth;
        var fields = new ChannelFields
        {
            Code = reader.GetAttribute("code") ?? "",
            Location = (reader.GetAttribute("locationCode") ?? "").Trim(),
            Start = reader.GetAttribute("startDate"),
            End = reader.GetAttribute("endDate"),
        };
        List<string> path = [];
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            {
                if (reader.Depth > Deepest) throw new XmlException($"elements more than {Deepest} deep");
                int below = reader.Depth - depth - 1;
                if (reader.NodeType == XmlNodeType.Element)
                {
                    path.RemoveRange(below, path.Count - below);
                    path.Add(reader.NamespaceURI == Namespace ? reader.LocalName : "");
                    if (path is ["Latitude"] or ["Longitude"]) fields.Error(reader.GetAttribute("plusError"), reader.GetAttribute("minusError"));
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && below >= 1 && below <= path.Count)
                {
                    fields.Take(string.Join('/', path[..below]), reader.Value.Trim());
                }
            }
        }

        string codes = $"{network}.{station}.{fields.Location}.{fields.Code}";
        if (fields.TryMake(network, station, out SensorChannel? channel, out WaveformFault fault)) found.Channels.Add(channel!);
        else found.Refuse(fault, line, Short(codes));
    }

    internal static bool TryTime(string? text, Instant otherwise, out Instant at)
    {
        at = otherwise;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (WithOffset.Parse(text) is { Success: true } offset) at = offset.Value.ToInstant();
        else if (WithoutOffset.Parse(text) is { Success: true } local) at = local.Value.InUtc().ToInstant();
        else return false;
        return true;
    }

    internal static string Short(string text) => text.Length <= 200 ? text : text[..200];

    private static int Line(XmlReader reader) => reader is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 0;

    private sealed class Collected
    {
        public List<SensorChannel> Channels { get; } = [];

        public List<StationXmlReject> Rejects { get; } = [];

        public int Stations { get; set; }

        public void Refuse(WaveformFault fault, int line, string channel)
        {
            if (Rejects.Count < MostRejects) Rejects.Add(new(fault, line, channel));
        }
    }
}

/// <summary>The fields of one Channel element as they are met.</summary>
internal sealed class ChannelFields
{
    private const double MetresPerDegree = 111_195; // on the mean sphere; good enough for a standard error

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private double _errorDeg;

    public required string Code { get; init; }

    public required string Location { get; init; }

    public string? Start { get; init; }

    public string? End { get; init; }

    /// <summary>The first text under a path that concerns us.</summary>
    public void Take(string path, string text)
    {
        if (path is "Latitude" or "Longitude" or "Elevation" or "Depth" or "Azimuth" or "Dip" or "SampleRate"
            or "Response/InstrumentSensitivity/Value" or "Response/InstrumentSensitivity/Frequency" or "Response/InstrumentSensitivity/InputUnits/Name")
        {
            _values.TryAdd(path, text);
        }
    }

    /// <summary>Errors of a coordinate, degrees: half of what lies between them is taken as 1 σ.</summary>
    public void Error(string? plus, string? minus)
    {
        if (Parse(plus) is { } up && Parse(minus) is { } down) _errorDeg = Math.Max(_errorDeg, (Math.Abs(up) + Math.Abs(down)) / 2);
    }

    public bool TryMake(string network, string station, out SensorChannel? channel, out WaveformFault fault)
    {
        channel = null;
        fault = default;
        ChannelId? id = ChannelId.FromSeed(network, station, Location, Code, out string problem);
        double? latitude = Number("Latitude"), longitude = Number("Longitude");
        Instant to = default;
        if (id is null) fault = new("channel-code", problem);
        else if (Code.Length == 0) fault = new("channel-code", "a channel without a code");
        else if (latitude is null || longitude is null) fault = new("coordinates-missing", "a channel without a latitude and a longitude that are numbers");
        else if (!GeoPoint.IsValid(latitude.Value, longitude.Value)) fault = new("coordinates-out-of-range", string.Create(CultureInfo.InvariantCulture, $"latitude {latitude}, longitude {longitude}"));
        else if (!StationXmlReader.TryTime(Start, Instant.MinValue, out _) | !StationXmlReader.TryTime(End, Instant.MaxValue, out to)) fault = new("time", StationXmlReader.Short($"epoch '{Start}' to '{End}'"));
        if (fault != default) return false;

        StationXmlReader.TryTime(Start, Instant.MinValue, out Instant from);
        double? sensitivity = Number("Response/InstrumentSensitivity/Value");
        channel = new()
        {
            Channel = id!,
            Position = new GeoPoint(latitude!.Value, longitude!.Value),
            PositionSigmaM = double.IsFinite(_errorDeg) ? _errorDeg * MetresPerDegree : 0,
            ElevationM = Number("Elevation") ?? 0,
            DepthM = Number("Depth") ?? 0,
            AzimuthDeg = Number("Azimuth"),
            DipDeg = Number("Dip"),
            Sensitivity = sensitivity is 0 ? null : sensitivity,
            SensitivityHz = Number("Response/InstrumentSensitivity/Frequency"),
            Unit = _values.TryGetValue("Response/InstrumentSensitivity/InputUnits/Name", out string? unit) ? StationXmlReader.Short(unit) : "",
            SampleRateHz = Number("SampleRate") is > 0 and double rate ? rate : null,
            From = from,
            To = to,
        };
        return true;
    }

    private double? Number(string path) => _values.TryGetValue(path, out string? text) ? Parse(text) : null;

    private static double? Parse(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
