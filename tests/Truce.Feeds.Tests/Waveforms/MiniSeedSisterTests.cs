using NodaTime;
using Truce.Feeds.Waveforms;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>Files of peers against their sisters that hold the same series, and against the values that the peers' own tests state.</summary>
public sealed class MiniSeedSisterTests
{
    private const string Lib = "libmseed/test/data/";
    private const string Obs = "obspy/mseed/tests/data/";

    [Theory]
    [InlineData("reference-testdata-steim1.mseed2")]
    [InlineData("reference-testdata-steim1.mseed3")]
    [InlineData("reference-testdata-steim1-LE.mseed2")]
    [InlineData("reference-testdata-steim2.mseed2")]
    [InlineData("reference-testdata-steim2.mseed3")]
    [InlineData("reference-testdata-steim2-LE.mseed2")]
    [InlineData("reference-testdata-int16.mseed2")]
    [InlineData("reference-testdata-int16.mseed3")]
    [InlineData("reference-testdata-int32.mseed3")]
    [InlineData("reference-testdata-defaults.mseed2")]
    [InlineData("reference-testdata-defaults.mseed3")]
    [InlineData("reference-testdata-flushidle.mseed2")]
    [InlineData("reference-testdata-flushidle.mseed3")]
    [InlineData("reference-testdata-nsec.mseed2")]
    [InlineData("reference-testdata-nsec.mseed3")]
    [InlineData("reference-testdata-oddrate.mseed2")]
    [InlineData("reference-testdata-oddrate.mseed3")]
    [InlineData("reference-testdata-olden.mseed2")]
    [InlineData("reference-testdata-olden.mseed3")]
    [InlineData("reference-testdata-repack.mseed2")]
    [InlineData("reference-testdata-repack.mseed3")]
    [InlineData("reference-testdata-float32.mseed2", true)]
    [InlineData("reference-testdata-float32.mseed3", true)]
    [InlineData("reference-testdata-float64.mseed2", true)]
    [InlineData("reference-testdata-float64.mseed3", true)]
    public void Every_encoding_of_the_sine_gives_the_same_samples(string file, bool real = false)
    {
        double[] sine = Reading.Values(Reading.Segments(Lib + "reference-testdata-int32.mseed2"));
        double[] found = Reading.Values(Reading.Segments(Lib + file));
        if (!real) Assert.Equal(sine[..found.Length], found);
        else Assert.All(sine.Zip(found), p => Assert.True(Math.Abs(p.First - p.Second) <= 1 + (1e-7 * Math.Abs(p.First)))); // the whole numbers were cut from the real ones
        Assert.True(found.Length >= 499 || file.Contains("int16", StringComparison.Ordinal));
    }

    [Fact]
    public void Versions_two_and_three_agree_on_samples_and_on_every_instant()
    {
        string[] names = ["testdata-3channel-signal", "testdata-oneseries-mixedlengths-mixedorder", "reference-testdata-nsec", "reference-testdata-oddrate", "reference-testdata-olden"];
        foreach (string name in names)
        {
            List<WaveformSegment> two = Reading.Segments($"{Lib}{name}.mseed2"), three = Reading.Segments($"{Lib}{name}.mseed3");
            foreach (ChannelId channel in two.Select(s => s.Channel).Distinct())
            {
                WaveformSegment[] a = [.. two.Where(s => s.Channel == channel).OrderBy(s => s.Start)], b = [.. three.Where(s => s.Channel == channel).OrderBy(s => s.Start)];
                Assert.Equal(Reading.Values(a), Reading.Values(b));
                Assert.True((a[0].Start - b[0].Start).TotalNanoseconds is > -1000 and < 1000); // version 2 has microseconds
                Assert.Equal(a[0].SampleRateHz, b[0].SampleRateHz, a[0].SampleRateHz * 1e-6); // and rates in single precision
            }
        }
    }

    [Fact]
    public void Values_that_libmseed_states_are_ours()
    {
        WaveformSegment three = Reading.Segments(Lib + "testdata-3channel-signal.mseed3")[0];
        double[] values = Reading.Values(three);
        Assert.Equal([-502676, -504105, -507491, -506991], values[..4]);
        Assert.Equal([-505212, -499533, -495590, -496168], values[131..]);
        Assert.Equal(Reading.At("2010-02-27T06:50:00.069539Z"), three.Start);
        Assert.Equal([-96, -87, -100, -128], First(Lib + "testdata-encoding-CDSN.mseed2", 4));
        Assert.Equal([6, 5, 1, -9], First(Lib + "testdata-encoding-DWWSSN.mseed2", 4));
        Assert.Equal([39, 42, 32, 1], First(Lib + "testdata-encoding-SRO.mseed2", 4));
        Assert.Equal([-1.0625, -1.078125, -1.078125, -1.078125], First(Lib + "testdata-encoding-GEOSCOPE-16bit-3exp-encoded.mseed2", 4));
        Assert.Equal([309, 211, 117, 26], Reading.Values(Reading.Segments(Lib + "testdata-no-blockette1000-steim1.mseed2")[0])[3628..]);
        Assert.Equal(Reading.At("2003-05-29T02:13:23.043400Z"), Reading.Segments(Lib + "testdata-unapplied-timecorrection.mseed2")[0].Start);
    }

    [Fact]
    public void Values_that_ObsPy_states_are_ours()
    {
        double[] broken = Reading.Values(Reading.Segments(Obs + "brokenlastrecord.mseed"));
        Assert.Equal([2862, 2856, 2844, 2843, 2851, 2853, 2853, 2854, 2857, 2863], broken[^10..]);
        Assert.Equal([-185, -200, -209, -220, -228, -246, -252, -262, -262, -269], First(Obs + "bizarre/mseed_no_blkt_1000.mseed", 10));
        Assert.Equal([337, 396, 454, 503, 547, 581], First(Obs + "mseed_not_a_single_blkt_48byte_data_offset.mseed", 6));
        double[] nan = [-1188.07800293, 638.16400146, 395.07809448, 1060.28112793];
        Assert.All(nan.Zip(First(Obs + "encoding/nan_float32.mseed", 4)), p => Assert.Equal(p.First, p.Second, 1e-8));
        Assert.All(nan.Zip(First(Obs + "encoding/nan_float64.mseed", 4)), p => Assert.Equal(p.First, p.Second, 1e-8));
        Assert.Equal(Reading.At("2008-01-08T04:58:06Z"), Reading.Segments(Obs + "microsecond_wrap.mseed")[0].Start);
        Assert.Equal(Reading.At("1995-09-22T00:00:18.2384Z"), Reading.Segments(Obs + "mseed_not_a_single_blkt_48byte_data_offset.mseed")[0].Start);
        WaveformSegment slow = Reading.Segments(Obs + "reclen_1024_without_sequence_numbers.mseed")[^1];
        Assert.Equal(Reading.At("2007-05-31T22:45:46.72Z"), slow.InstantOf(slow.Count - 1));
    }

    [Fact]
    public void All_orders_of_header_and_data_give_the_same()
    {
        double[] expected = Reading.Values(Reading.Segments(Obs + "test.mseed"));
        string[] orders = ["be-header.be-data", "be-header.le-data", "le-header.be-data", "le-header.le-data"];
        Assert.All(orders, o => Assert.Equal(expected, Reading.Values(Reading.Segments($"{Obs}bizarre/endiantest.{o}.mseed"))));
        string[] encodings = ["float32_Float32", "float64_Float64", "int16_INT16", "int32_INT32", "int32_Steim1", "int32_Steim2"];
        Assert.All(encodings, e => Assert.Equal(
            Reading.Values(Reading.Segments($"{Obs}encoding/{e}_bigEndian.mseed")), Reading.Values(Reading.Segments($"{Obs}encoding/{e}_littleEndian.mseed"))));
    }

    [Fact]
    public void Records_keep_what_the_recorder_says_of_their_quality_and_their_time()
    {
        List<WaveformSegment> flags = Reading.Segments(Obs + "qualityflags.mseed");
        RecordedQuality[] bits = [RecordedQuality.Spikes, RecordedQuality.Missing, RecordedQuality.TelemetryError, RecordedQuality.TimeQuestionable];
        Assert.Equal([7, 5, 4, 2], bits.Select(b => flags.Count(s => s.Quality.HasFlag(b))));
        WaveformSegment negative = Reading.Segments(Obs + "single_record_negative_sr_fact_and_mult.mseed")[0];
        Assert.Equal(0.1, negative.SampleRateHz, 1e-12);
        Instant applied = Reading.Segments(Obs + "one_record_already_applied_time_correction.mseed")[0].Start;
        Assert.Equal(Reading.At("2008-01-01T00:00:00.065Z"), applied); // its −0.15 s are in it already
    }

    [Fact]
    public void A_record_that_ends_too_soon_is_refused_and_the_rest_is_read()
    {
        byte[] ten = System.IO.File.ReadAllBytes(Testing.SharedData.Path(Reading.Folder + Obs + "BW.BGLD.__.EHE.D.2008.001.first_10_records"));
        foreach (int cut in new[] { 1, 256, 257, 511 })
        {
            List<WaveformPiece> pieces = Reading.Pieces(ten[..^cut]);
            Assert.Equal(9, pieces.OfType<WaveformPiece.Series>().Count());
            WaveformPiece.Refused refused = Assert.Single(pieces.OfType<WaveformPiece.Refused>());
            Assert.Equal((4608, cut == 511 ? "not-a-record" : "truncated"), (refused.Offset, refused.Fault.Reason));
        }

        byte[] junk = [.. ten[..512], .. new byte[77], .. ten[512..]];
        List<WaveformPiece> found = Reading.Pieces(junk);
        Assert.Equal(10, found.OfType<WaveformPiece.Series>().Count());
        Assert.Equal((512, 77), (Assert.Single(found.OfType<WaveformPiece.Refused>()).Offset, found.OfType<WaveformPiece.Refused>().Single().Length));
    }

    private static double[] First(string file, int count) => Reading.Values(Reading.Segments(file))[..count];
}
