using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>Small files of every waveform format, made here.</summary>
internal static class Invented
{
    public static readonly int[] Series = [.. Enumerable.Range(0, 300).Select(i => (int)(1000 * Math.Sin(i * 0.3)) + (i % 7 * i))];

    public static byte[][] Of(string format) => format switch
    {
        "mseed" => [MiniSeed(2, MiniSeedEncoding.Steim2), MiniSeed(3, MiniSeedEncoding.Steim1), MiniSeed(2, MiniSeedEncoding.Int32), [.. MiniSeed(3, MiniSeedEncoding.Int32), .. MiniSeed(2, MiniSeedEncoding.Steim1)]],
        "sac" => [Sac(true), Sac(false)],
        "wav" => [Wav(1, 1, 16), Wav(3, 2, 32), Wav(1, 2, 24), Wav(1, 1, 8), Wav(3, 1, 64)],
        "gse2" => [Gse2()],
        "slist" => [Encoding.ASCII.GetBytes("TIMESERIES XX_A__BHZ_D, 5 samples, 50 sps, 2010-05-27T16:24:03.679998, SLIST, INTEGER, Counts\n1 -2\t3\n4 5\nTIMESERIES XX_A__BHZ_D, 2 samples, 50 sps, 2010-05-27T16:25:03, SLIST, FLOAT, Counts\n1.5 -2e3\n")],
        _ => [Encoding.UTF8.GetBytes(StationXml)],
    };

    public const string StationXml =
        """
        <?xml version="1.0"?><FDSNStationXML xmlns="http://www.fdsn.org/xml/station/1" schemaVersion="1.1"><Network code="XX"><Station code="ABC"><Latitude>50</Latitude>
        <Channel code="HDF" locationCode="01" startDate="2020-01-01T00:00:00Z" endDate="2021-01-01T00:00:00"><Latitude plusError="0.001" minusError="0.001">49.5</Latitude><Longitude>30.25</Longitude>
        <Elevation>120.5</Elevation><Depth>2</Depth><Azimuth>90</Azimuth><Dip>-90</Dip><SampleRate>100</SampleRate><Response><InstrumentSensitivity><Value>4.1E5</Value><Frequency>1</Frequency>
        <InputUnits><Name>PA</Name></InputUnits></InstrumentSensitivity><Stage number="1"><StageGain><Value>7</Value><Frequency>9</Frequency></StageGain></Stage></Response></Channel>
        <Channel code="HDF" locationCode="02"><Longitude>30</Longitude></Channel></Station></Network></FDSNStationXML>
        """;

    public static WaveformSegment Segment(WaveformSamples samples)
    {
        Assert.True(ChannelId.TryParse("FDSN:XX_TEST_00_B_H_Z", out ChannelId? id, out _));
        return new() { Channel = id!, Start = Reading.At("2024-05-01T10:00:00.25Z"), SampleRateHz = 40, Samples = samples, Quality = RecordedQuality.Spikes };
    }

    public static byte[] MiniSeed(int version, MiniSeedEncoding encoding)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Assert.True(MiniSeedWriter.TryWrite(Segment(new WaveformSamples.Int32(Series)), new MiniSeedWriteOptions { Version = version, RecordBytes = 256, Integers = encoding }, buffer, out _));
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Sac(bool little)
    {
        byte[] file = new byte[632 + (4 * Series.Length)];
        void Real(int index, float value) => BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(index * 4), value);
        void Whole(int index, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(280 + (index * 4)), value);
        for (int i = 0; i < 70; i++) Real(i, -12345f);
        for (int i = 0; i < 40; i++) Whole(i, -12345);
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("-12345  ", 24)), file.AsSpan(440));
        (int Index, float Value)[] reals = [(0, 0.025f), (5, 0.0083f), (31, 49.5f), (32, 30.25f), (33, 120f), (57, 0f), (58, 0f)];
        foreach ((int index, float value) in reals) Real(index, value);
        (int Index, int Value)[] wholes = [(0, 2024), (1, 60), (2, 23), (3, 59), (4, 58), (5, 500), (6, 6), (9, Series.Length), (15, 1), (35, 1)];
        foreach ((int index, int value) in wholes) Whole(index, value);
        Encoding.ASCII.GetBytes("TEST    ", file.AsSpan(440));
        Encoding.ASCII.GetBytes("BDF     XX      ", file.AsSpan(600));
        for (int i = 0; i < Series.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(632 + (4 * i)), Series[i]);
        if (little) return file;
        Swap(file.AsSpan(0, 440));
        Swap(file.AsSpan(632));
        return file;
    }

    public static byte[] Wav(int tag, int tracks, int bits)
    {
        int width = bits / 8, blocks = 40;
        byte[] data = new byte[blocks * tracks * width];
        for (int i = 0; i < blocks * tracks; i++)
        {
            Span<byte> at = data.AsSpan(i * width);
            if (tag == 3 && bits == 32) BinaryPrimitives.WriteSingleLittleEndian(at, Series[i] / 1000f);
            else if (tag == 3) BinaryPrimitives.WriteDoubleLittleEndian(at, Series[i] / 1000.0);
            else if (bits == 8) at[0] = (byte)(i + 128);
            else for (int b = 0; b < width; b++) at[b] = (byte)((i - 20) >> (8 * b));
        }

        using var to = new MemoryStream();
        using var writer = new BinaryWriter(to);
        writer.Write("RIFF"u8);
        writer.Write(4 + 8 + 3 + 1 + 8 + 16 + 8 + data.Length);
        writer.Write("WAVEjunk"u8);
        writer.Write(3);
        writer.Write([1, 2, 3, 0]); // an odd chunk and its padding
        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write((short)tag);
        writer.Write((short)tracks);
        writer.Write(8000);
        writer.Write(8000 * tracks * width);
        writer.Write((short)(tracks * width));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return to.ToArray();
    }

    /// <summary>Second differences in CM6, written the plain way.</summary>
    public static byte[] Gse2()
    {
        const string Six = "+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var text = new StringBuilder("WID2 2010/04/03 13:22:08.001 ABCDE HHZ FGHZ CM6      300  500.000000  9.490E-02   1.000         -1.0 -1.0\nSTA2 ABCD       12.34567    1.23456 WGS-84        0.250 0.000\nDAT2\n");
        int before = 0, difference = 0, line = 0, sum = 0;
        foreach (int sample in Series)
        {
            int second = sample - before - difference, size = Math.Abs(second);
            (difference, before, sum) = (sample - before, sample, sum + sample);
            int more = 0;
            while (size >> (4 + (5 * more)) > 0) more++;
            for (int n = more; n >= 0; n--)
            {
                int six = (n == more ? ((size >> (5 * n)) & 15) | (second < 0 ? 16 : 0) : (size >> (5 * n)) & 31) | (n > 0 ? 32 : 0);
                text.Append(Six[six]);
                if (++line % 80 == 0) text.Append('\n');
            }
        }

        return Encoding.ASCII.GetBytes(text.Append("\nCHK2 ").Append(Math.Abs(sum).ToString("D8", System.Globalization.CultureInfo.InvariantCulture)).Append('\n').ToString());
    }

    private static void Swap(Span<byte> words)
    {
        for (int i = 0; i + 4 <= words.Length; i += 4) words.Slice(i, 4).Reverse();
    }
}
