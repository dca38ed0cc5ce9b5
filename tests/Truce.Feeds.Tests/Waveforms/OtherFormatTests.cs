using System.Text;
using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Feeds.Waveforms.Wav;
using Truce.Observations.Waveforms;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>SAC, WAV, GSE 2.0, sample lists and StationXML.</summary>
public sealed class OtherFormatTests
{
    private static readonly WavOptions AtNoon = new() { Start = Instant.FromUtc(2026, 1, 1, 12, 0) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SAC_gives_its_series_and_where_it_stands_in_either_order(bool little)
    {
        (List<WaveformPiece> pieces, List<SensorChannel> places) = Read("sac", Invented.Sac(little));
        WaveformSegment segment = Assert.IsType<WaveformPiece.Series>(Assert.Single(pieces)).Segment;
        Assert.Equal(("FDSN:XX_TEST__B_D_F", 40.0, Reading.At("2024-02-29T23:59:58.5083Z")), (segment.Channel.ToString(), segment.SampleRateHz, segment.Start));
        Assert.Equal(Invented.Series.Select(v => (double)v), Reading.Values(segment));
        SensorChannel place = Assert.Single(places);
        Assert.Equal((49.5, 30.25, 120.0, 0.0, -90.0), (place.Position.LatitudeDeg, place.Position.LongitudeDeg, place.ElevationM, place.AzimuthDeg!.Value, place.DipDeg!.Value));
    }

    [Fact]
    public void SAC_of_peers_agrees_in_both_orders_and_tells_files_of_the_wrong_size()
    {
        Assert.Equal(Reading.Values(Real("sac/tests/data/test.sac").Segments), Reading.Values(Real("sac/tests/data/test.sac.swap").Segments));
        Assert.Equal(1000, Real("sac/tests/data/seism.sac").Segments.Single().Count);
        Assert.All(["seism-longer.sac", "seism-shorter.sac"], name =>
            Assert.Equal("size", Assert.IsType<WaveformPiece.Refused>(Assert.Single(Real("sac/tests/data/" + name).Pieces)).Fault.Reason));
    }

    [Theory]
    [InlineData(1, 1, 8, -128 + 128)]
    [InlineData(1, 1, 16, -20)]
    [InlineData(1, 2, 24, -20)]
    [InlineData(1, 1, 32, -20)]
    [InlineData(3, 2, 32, 0)]
    [InlineData(3, 1, 64, 0)]
    public void WAV_gives_a_series_a_track(int tag, int tracks, int bits, double first)
    {
        (List<WaveformPiece> pieces, _) = Read("wav", Invented.Wav(tag, tracks, bits), AtNoon);
        WaveformSegment[] segments = [.. pieces.Select(p => Assert.IsType<WaveformPiece.Series>(p).Segment)];
        Assert.Equal(tracks, segments.Length);
        Assert.All(segments, s => Assert.Equal((40, 8000.0, AtNoon.Start), (s.Count, s.SampleRateHz, s.Start)));
        Assert.Equal(first, Reading.Values(segments[0])[0]);
        if (tag == 1 && tracks == 2) Assert.Equal([-20, -18, -16], Reading.Values(segments[0])[..3]);
        Assert.Equal(tracks, segments.Select(s => s.Channel).Distinct().Count());
    }

    [Fact]
    public void WAV_without_a_time_is_refused_and_a_cut_one_gives_what_is_there()
    {
        (List<WaveformPiece> none, _) = Read("wav", Invented.Wav(1, 1, 16));
        Assert.Equal("start-time-missing", Assert.IsType<WaveformPiece.Refused>(Assert.Single(none)).Fault.Reason);
        (List<WaveformPiece> cut, _) = Read("wav", Invented.Wav(1, 1, 16)[..^11], AtNoon);
        Assert.Equal(34, Assert.IsType<WaveformPiece.Series>(cut[0]).Segment.Count);
        Assert.Equal((1L, "truncated"), (cut[1].Length, Assert.IsType<WaveformPiece.Refused>(cut[1]).Fault.Reason));
    }

    [Fact]
    public void GSE_gives_its_series_and_a_wrong_checksum_is_refused()
    {
        (List<WaveformPiece> pieces, List<SensorChannel> places) = Read("gse2", Invented.Gse2());
        Assert.Equal(Invented.Series.Select(v => (double)v), Reading.Values(Assert.IsType<WaveformPiece.Series>(Assert.Single(pieces)).Segment));
        Assert.Equal((12.34567, 250.0), (Assert.Single(places).Position.LatitudeDeg, places[0].ElevationM));
        Assert.Equal("checksum", Assert.IsType<WaveformPiece.Refused>(Assert.Single(Real("gse2/tests/data/loc_RJOB20050831023349.z.wrong_chksum").Pieces)).Fault.Reason);
        double[] rjob = Reading.Values(Real("gse2/tests/data/loc_RJOB20050831023349.z").Segments);
        Assert.Equal([12, -10, 16, 33, 9], rjob[..5]); // as ObsPy's tests state
        Assert.Equal(rjob[..100], Reading.Values(Real("gse2/tests/data/loc_RJOB20050831023349_first100_dos.z").Segments));
    }

    [Fact]
    public void Every_given_GSE_and_sample_list_recording_is_read()
    {
        string[] gse = Directory.GetFiles(SharedData.Path("seismo/obspy-trigger-gse2"), "*.gse2");
        Assert.Equal(47, gse.Length);
        Assert.All(gse, f => Assert.IsType<WaveformPiece.Series>(Assert.Single(WaveformFiles.Read(f).Pieces)));
        string[] lists = Directory.GetFiles(SharedData.Path("seismo/obspy-uh-network"), "*.slist.gz");
        Assert.All(lists, f => Assert.All(WaveformFiles.Read(f).Pieces, p => Assert.IsType<WaveformPiece.Series>(p)));
    }

    [Fact]
    public void StationXML_gives_channels_and_refuses_those_without_a_place()
    {
        StationXmlReading reading = StationXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Invented.StationXml)));
        SensorChannel c = Assert.Single(reading.Channels);
        Assert.Equal(("FDSN:XX_ABC_01_H_D_F", 49.5, 30.25, 120.5, 2.0), (c.Channel.ToString(), c.Position.LatitudeDeg, c.Position.LongitudeDeg, c.ElevationM, c.DepthM));
        Assert.Equal((4.1e5, 1.0, "PA", 100.0, 90.0, -90.0), (c.Sensitivity!.Value, c.SensitivityHz!.Value, c.Unit, c.SampleRateHz!.Value, c.AzimuthDeg!.Value, c.DipDeg!.Value));
        Assert.Equal((Reading.At("2020-01-01T00:00:00Z"), Reading.At("2021-01-01T00:00:00Z")), (c.From, c.To));
        Assert.Equal(111.195, c.PositionSigmaM, 1e-9);
        StationXmlReject reject = Assert.Single(reading.Rejects);
        Assert.Equal(("coordinates-missing", "XX.ABC.02.HDF"), (reject.Fault.Reason, reject.Channel));
    }

    [Fact]
    public void StationXML_with_a_DTD_or_cut_short_is_refused_and_what_came_before_stands()
    {
        string dtd = Invented.StationXml.Replace("<FDSNStationXML", "<!DOCTYPE x [<!ENTITY a \"b\">]><FDSNStationXML", StringComparison.Ordinal);
        StationXmlReading refused = StationXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(dtd)));
        Assert.Equal((0, "xml"), (refused.Channels.Count, Assert.Single(refused.Rejects).Fault.Reason));
        StationXmlReading cut = StationXmlReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Invented.StationXml[..^40])));
        Assert.Single(cut.Channels);
        Assert.Contains(cut.Rejects, r => r.Fault.Reason == "xml");
    }

    private static WaveformFile Real(string name) => WaveformFiles.Read(SharedData.Path($"{Reading.Folder}obspy/{name}"));

    private static (List<WaveformPiece> Pieces, List<SensorChannel> Places) Read(string format, byte[] file, WavOptions? wav = null)
    {
        List<WaveformPiece> pieces = [];
        List<SensorChannel> places = [];
        Assert.Equal(format, WaveformFiles.Recognise(new MemoryStream(file)));
        Assert.Equal(file.Length, WaveformFiles.Read(format, new MemoryStream(file), wav ?? new WavOptions(), pieces.Add, places.Add));
        Assert.Equal(file.Length, pieces.Sum(p => p.Length));
        return (pieces, places);
    }
}
