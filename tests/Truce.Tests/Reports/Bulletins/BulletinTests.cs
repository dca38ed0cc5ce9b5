using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Reports.Bulletins;
using Truce.Testing;

namespace Truce.Tests.Reports.Bulletins;

/// <summary>Bulletins out: QuakeML 1.2 against its schemas, IMS by its columns; unknown stays absent, no number is out of range.</summary>
public sealed class BulletinTests
{
    private static readonly XNamespace Bed = "http://quakeml.org/xmlns/bed/1.2";

    private static readonly BulletinEvent Sample = new()
    {
        Id = "2022-05-23.1",
        Time = Instant.FromUtc(2022, 5, 23, 21, 59, 59) + Duration.FromMilliseconds(996),
        TimeSigmaS = 0.8,
        Position = new(-50.1234, 28.5),
        Horizontal = Covariance2.Oriented(2000, 500, 30),
        DepthKm = 0,
        Kind = BulletinKind.Explosion,
        Simulated = true,
        Picks =
        [
            Pick("a1", "MALN1", "P", 4) with { ResidualS = -0.12, SigmaS = 0.1, DistanceKm = 55.5, EventAzimuthDeg = 359.96, TimeUsed = true },
            Pick("a2", "MALN2", "I", 160) with { BackAzimuthDeg = -45.25, BackAzimuthSigmaDeg = 2, SlownessSPerKm = 2.9, BackAzimuthUsed = true, EventAzimuthDeg = 90, ResidualS = double.NaN },
        ],
    };

    [Fact]
    public void The_schemas_of_QuakeML_accept_what_is_written() => Assert.Empty(Faults(QuakeMl.Write([Sample, Bare("b")], created: Sample.Time)));

    [Fact]
    public void The_check_by_schema_finds_a_planted_fault() =>
        Assert.NotEmpty(Faults(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(QuakeMl.Write([Sample])).Replace(">suspected<", ">certain<", StringComparison.Ordinal))));

    [Fact]
    public void QuakeML_says_what_is_known_and_nothing_else()
    {
        XElement[] events = [.. XDocument.Parse(Encoding.UTF8.GetString(QuakeMl.Write([Sample, Bare("b")]))).Descendants(Bed + "event")];
        Assert.Equal("2022-05-23T21:59:59.996000Z", events[0].Element(Bed + "origin")!.Element(Bed + "time")!.Element(Bed + "value")!.Value);
        Assert.Equal("4291.9", events[0].Descendants(Bed + "maxHorizontalUncertainty").Single().Value); // 2,000 m × 2.14597
        Assert.Equal("30", events[0].Descendants(Bed + "azimuthMaxHorizontalUncertainty").Single().Value);
        Assert.Equal("314.75", events[0].Descendants(Bed + "backazimuth").Single().Element(Bed + "value")!.Value);
        Assert.Equal("SIMULATED", events[0].Element(Bed + "comment")!.Element(Bed + "text")!.Value);
        Assert.Single(events[0].Descendants(Bed + "timeResidual"));
        Assert.Empty(events[1].Descendants(Bed + "depth"));
        Assert.Empty(events[1].Descendants(Bed + "uncertainty"));
        Assert.Empty(events[1].Descendants(Bed + "originUncertainty"));
        Assert.Empty(events[1].Elements(Bed + "type"));
    }

    [Fact]
    public void The_origin_line_has_its_columns()
    {
        string[] lines = Lines([Sample]);
        Assert.Equal(["BEGIN IMS2.0", "MSG_TYPE DATA", "MSG_ID 1 TRUCE", "DATA_TYPE BULLETIN IMS1.0:short", "Truce bulletin", "Event 2022-05-"], lines[..6]);
        Assert.Equal(ImsBulletin.OriginHead, lines[6]);
        string line = lines[7];
        Assert.Equal(136, line.Length);
        Assert.Equal("2022/05/23 22:00:00.00", line[..22]); // rounded up into the next hour
        Assert.Equal(" 0.80", line[24..29]);
        Assert.Equal(" 0.12", line[30..35]);
        Assert.Equal("-50.1234", line[36..44]);
        Assert.Equal("  28.5000", line[45..54]);
        Assert.Equal("  4.3", line[55..60]);
        Assert.Equal("  1.1", line[61..66]);
        Assert.Equal(" 30", line[67..70]);
        Assert.Equal("  0.0f", line[71..77]);
        Assert.Equal("    ", line[78..82]);
        Assert.Equal("   2    2 270", line[83..96]);
        Assert.Equal("  0.50   0.50", line[97..110]);
        Assert.Equal("a i sx", line[111..117]);
        Assert.Equal("TRUCE    ", line[118..127]);
        Assert.Equal("2022-05-", line[128..136]);
        Assert.Equal(" (SIMULATED)", lines[8]);
    }

    [Fact]
    public void The_phase_lines_have_their_columns()
    {
        string[] lines = Lines([Sample]);
        int head = Array.IndexOf(lines, ImsBulletin.PhaseHead);
        string p = lines[head + 1], i = lines[head + 2];
        Assert.Equal(122, p.Length);
        Assert.Equal("MALN1   0.50 360.0 P        22:00:03.996  -0.1", p[..46]);
        Assert.Equal("T__", p[73..76]);
        Assert.Equal("a__", p[99..102]);
        Assert.Equal("a1      ", p[114..122]);
        Assert.Equal("MALN2         90.0 I        22:02:39.996      ", i[..46]);
        Assert.Equal("314.8", i[47..52]);
        Assert.Equal(" 322.5", i[59..65]);
        Assert.Equal("_A_", i[73..76]);
    }

    [Fact]
    public void Every_heading_ends_where_its_column_ends()
    {
        // Right ends of the headings over right-aligned columns.
        foreach ((string word, int end) in (ReadOnlySpan<(string, int)>)[("RMS", 35), ("Latitude", 44), ("Longitude", 54), ("Smaj", 60), ("Smin", 66), ("Az", 70), ("Depth", 76), ("Ndef", 87), ("Nsta", 92), ("Gap", 96), ("mdist", 103), ("Mdist", 110), ("OrigID", 136)])
        {
            Assert.True(ImsBulletin.OriginHead.IndexOf(word, StringComparison.Ordinal) + word.Length <= end, word);
        }

        Assert.Equal(136, ImsBulletin.OriginHead.Length);
        Assert.True(ImsBulletin.PhaseHead.Length <= 122);
    }

    [Fact]
    public void No_number_is_out_of_range_whatever_comes_in() =>
        Prop.ForAll<double[]>(raw =>
        {
            double At(int i) => raw.Length == 0 ? double.NaN : raw[i % raw.Length];
            BulletinEvent e = Sample with
            {
                TimeSigmaS = At(0),
                Horizontal = new(At(1), At(2), At(3)),
                DepthKm = At(4),
                DepthSigmaKm = At(5),
                Picks = [Sample.Picks[0] with { ResidualS = At(6), DistanceKm = At(7), EventAzimuthDeg = At(8), BackAzimuthDeg = At(9), SlownessSPerKm = At(10), SigmaS = At(11), BackAzimuthSigmaDeg = At(12), BackAzimuthResidualDeg = At(13) }],
            };
            string quake = Encoding.UTF8.GetString(QuakeMl.Write([e])), ims = Encoding.ASCII.GetString(ImsBulletin.Write([e]));
            return !(quake + ims).Contains("NaN", StringComparison.Ordinal) && !(quake + ims).Contains("Infinity", StringComparison.Ordinal) && !(quake + ims).Contains('∞')
                && ims.Split('\n').All(l => l.Length <= 136) && Faults(Encoding.UTF8.GetBytes(quake)).Count == 0;
        }).QuickCheckThrowOnFailure();

    private static BulletinPick Pick(string id, string station, string phase, int afterS) => new()
    {
        Id = id,
        Channel = ChannelId.FromSeed("XX", station, "", "HDF", out _)!,
        Phase = phase,
        Time = Instant.FromUtc(2022, 5, 23, 21, 59, 59) + Duration.FromMilliseconds((1000 * afterS) + 996),
    };

    private static BulletinEvent Bare(string id) => new() { Id = id, Time = Sample.Time, Position = Sample.Position, Author = "" };

    private static string[] Lines(BulletinEvent[] events) => Encoding.ASCII.GetString(ImsBulletin.Write(events)).Split('\n');

    private static readonly Lazy<XmlSchemaSet> Schemas = new(() =>
    {
        // QuakeML-1.2.xsd imports its neighbour by a relative path: the resolver stays within that folder.
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        set.Add(null, SharedData.Path("seismo/mseed-conformance/obspy/quakeml/data/QuakeML-1.2.xsd"));
        set.Compile();
        return set;
    });

    private static List<string> Faults(byte[] document)
    {
        List<string> faults = [];
        var settings = new XmlReaderSettings { Schemas = Schemas.Value, ValidationType = ValidationType.Schema, ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings };
        settings.ValidationEventHandler += (_, e) => faults.Add(e.Message);
        using var reader = XmlReader.Create(new MemoryStream(document), settings);
        while (reader.Read())
        {
        }

        return faults;
    }
}
