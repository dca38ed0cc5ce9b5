using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Truce.Observations.Waveforms;

namespace Truce.Simulation.SeedLink;

/// <summary>Answers to INFO: XML within log records in SeedLink 3, one packet of JSON in SeedLink 4. Layout: docs/formats/seedlink.md.</summary>
internal static class SeedLinkInfo
{
    private const int Header2 = 64; // fixed header, blockette 1000, padding to where the text begins
    private const int Record3 = 512;

    /// <summary>The bytes of an answer.</summary>
    public static byte[] Answer(int version, string[] words, RecordRing ring, SeedLinkServerOptions options)
    {
        string level = words.Length > 1 ? words[1].ToUpperInvariant() : "";
        using var to = new MemoryStream();
        if (version == 4)
        {
            bool known = level is "ID" or "FORMATS" or "STATIONS" or "STREAMS";
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(Json(level, known, words, ring, options));
            Packet4(to, (byte)'J', known ? (byte)'I' : (byte)'E', 0, "", json);
        }
        else
        {
            byte[] xml = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + Xml(level, ring, options).ToString(SaveOptions.DisableFormatting));
            for (int at = 0; at < xml.Length || at == 0; at += Record3 - Header2)
            {
                ReadOnlySpan<byte> part = xml.AsSpan(at, Math.Min(Record3 - Header2, xml.Length - at));
                to.Write(at + part.Length < xml.Length ? "SLINFO *"u8 : "SLINFO  "u8);
                to.Write(Log(part, (at / (Record3 - Header2)) + 1));
            }
        }

        return to.ToArray();
    }

    /// <summary>Writes a packet of SeedLink 4.</summary>
    public static void Packet4(MemoryStream to, byte format, byte subformat, ulong sequence, string station, byte[] payload)
    {
        Span<byte> header = stackalloc byte[17];
        header[0] = (byte)'S';
        header[1] = (byte)'E';
        header[2] = format;
        header[3] = subformat;
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)payload.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], sequence);
        header[16] = (byte)station.Length;
        to.Write(header);
        to.Write(Encoding.ASCII.GetBytes(station));
        to.Write(payload);
    }

    private static JsonObject Json(string level, bool known, string[] words, RecordRing ring, SeedLinkServerOptions options)
    {
        var root = new JsonObject { ["software"] = "SeedLink v4.0 (truce/0.1)", ["organization"] = options.Organization };
        if (!known) root["error"] = new JsonObject { ["code"] = "ARGUMENTS", ["message"] = "ID, FORMATS, STATIONS or STREAMS expected" };
        if (level == "FORMATS")
        {
            root["format"] = new JsonObject
            {
                ["2"] = new JsonObject { ["mimetype"] = "application/vnd.fdsn.mseed", ["subformat"] = new JsonObject { ["D"] = "data/generic" } },
                ["3"] = new JsonObject { ["mimetype"] = "application/vnd.fdsn.mseed3", ["subformat"] = new JsonObject { ["D"] = "data/generic" } },
            };
        }

        if (level is not ("STATIONS" or "STREAMS")) return root;
        var stations = new JsonArray();
        root["station"] = stations;
        foreach (var (station, oldest, next, streams) in ring.Holdings().Where(h => words.Length < 3 || CodePattern.Matches(words[2], h.Station)))
        {
            var node = new JsonObject { ["id"] = station, ["description"] = station, ["begin_seq"] = oldest, ["end_seq"] = next, ["backfill"] = -1 };
            if (level == "STREAMS")
            {
                node["stream"] = new JsonArray([.. streams.Where(s => words.Length < 4 || CodePattern.Matches(words[3], s.Stream)).Select(s => (JsonNode)new JsonObject
                {
                    ["id"] = s.Stream,
                    ["format"] = s.Held.Version.ToString(CultureInfo.InvariantCulture),
                    ["subformat"] = "D",
                    ["origin"] = "native",
                    ["begin_time"] = Time(s.Held.Start),
                    ["end_time"] = Time(s.Held.End),
                })]);
            }

            stations.Add((JsonNode)node);
        }

        return root;
    }

    private static XElement Xml(string level, RecordRing ring, SeedLinkServerOptions options)
    {
        var root = new XElement("seedlink", new XAttribute("software", "SeedLink v3.1 (truce/0.1)"), new XAttribute("organization", options.Organization));
        if (level is not ("STATIONS" or "STREAMS")) return root;
        foreach (var (station, oldest, next, streams) in ring.Holdings())
        {
            string[] codes = station.Split('_', 2);
            var node = new XElement("station",
                new XAttribute("name", codes[^1]), new XAttribute("network", codes[0]), new XAttribute("description", station),
                new XAttribute("begin_seq", Hex(oldest)), new XAttribute("end_seq", Hex(next - 1)), new XAttribute("stream_check", "enabled"));
            foreach (var (stream, held) in level == "STREAMS" ? streams : [])
            {
                string[] parts = stream.Split('_');
                node.Add(new XElement("stream", new XAttribute("location", parts[0]), new XAttribute("seedname", string.Concat(parts[1..])), new XAttribute("type", "D"),
                    new XAttribute("begin_time", Time3(held.Start)), new XAttribute("end_time", Time3(held.End))));
            }

            root.Add(node);
        }

        return root;
    }

    // A log record of miniSEED 2: channel LOG, no rate, encoding 0 (text).
    private static byte[] Log(ReadOnlySpan<byte> text, int number)
    {
        byte[] record = new byte[Record3];
        Encoding.ASCII.GetBytes(number.ToString("000000", CultureInfo.InvariantCulture) + "D INFO   INFSL", record);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(20), 2000);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(22), 1);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(30), (ushort)text.Length);
        record[39] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(44), Header2);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(46), 48);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(48), 1000);
        record[53] = 1;
        record[54] = 9;
        text.CopyTo(record.AsSpan(Header2));
        return record;
    }

    private static string Hex(ulong sequence) => (sequence & 0xFFFFFF).ToString("X6", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static string Time3(DateTimeOffset at) => at.ToString("yyyy/MM/dd HH:mm:ss.ffff", CultureInfo.InvariantCulture);
}
