using System.Globalization;
using System.Text.Json;
using NodaTime.Text;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Observations.Waveforms;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>The reference records of the miniSEED 3 specification against the decode that stands beside each.</summary>
public sealed class MiniSeed3VectorTests
{
    private const string Folder = "seismo/mseed-conformance/fdsn-mseed3/reference-data";

    [Fact]
    public void Every_reference_record_decodes_as_published()
    {
        string[] files = [.. Directory.GetFiles(SharedData.Path(Folder), "*.mseed3").Order(StringComparer.Ordinal)];
        Assert.Equal(11, files.Length);
        int samples = 0;
        foreach (string file in files)
        {
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
            samples += Agrees(File.ReadAllBytes(file), Assert.Single(expected.RootElement.EnumerateArray()));
        }

        Assert.Equal(4216, samples);
    }

    [Fact]
    public void A_changed_byte_anywhere_is_found()
    {
        byte[] bytes = File.ReadAllBytes(SharedData.Path($"{Folder}/reference-sinusoid-steim2.mseed3"));
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            Assert.IsType<WaveformPiece.Refused>(MiniSeedRecord.Decode(bytes));
            bytes[i] ^= 0x10;
        }
    }

    private static int Agrees(byte[] bytes, JsonElement expected)
    {
        Assert.True(MiniSeedRecord.TryReadHeader(bytes, out MiniSeedHeader header, out WaveformFault fault), fault.Detail);
        Assert.Equal(expected.GetProperty("SID").GetString(), header.Channel.ToString());
        Assert.Equal(expected.GetProperty("RecordLength").GetInt32(), header.RecordLength);
        Assert.Equal(InstantPattern.ExtendedIso.Parse(expected.GetProperty("StartTime").GetString()!).Value, header.Start);
        Assert.Equal(expected.GetProperty("EncodingFormat").GetInt32(), (int)header.Encoding);
        Assert.Equal(expected.GetProperty("SampleRate").GetDouble(), header.SampleRateHz);
        Assert.Equal(expected.GetProperty("SampleCount").GetInt32(), header.SampleCount);
        Assert.Equal(expected.GetProperty("PublicationVersion").GetInt32(), header.Publication);
        Assert.Equal(expected.GetProperty("DataLength").GetInt32(), header.DataLength);
        Assert.Equal(expected.GetProperty("CRC").GetString(), $"0x{Crc32C.OfRecord(bytes):X8}");
        Assert.Equal(expected.GetProperty("Flags").TryGetProperty("ClockLocked", out _), header.Quality.HasFlag(RecordedQuality.ClockLocked));
        if (expected.TryGetProperty("ExtraHeaders", out JsonElement extra))
        {
            using JsonDocument found = JsonDocument.Parse(header.ExtraHeaders);
            Assert.True(JsonElement.DeepEquals(extra, found.RootElement));
        }

        WaveformPiece piece = MiniSeedRecord.Decode(bytes);
        if (!expected.TryGetProperty("Data", out JsonElement data))
        {
            Assert.Equal("header-only", Assert.IsType<WaveformPiece.PassedOver>(piece).What);
            return 0;
        }

        if (data.ValueKind == JsonValueKind.String)
        {
            Assert.Equal(data.GetString(), Assert.IsType<WaveformPiece.PassedOver>(piece).Text);
            return 0;
        }

        WaveformSegment segment = Assert.IsType<WaveformPiece.Series>(piece).Segment;
        double[] values = new double[segment.Count];
        segment.Samples.CopyTo(values);
        double[] published = [.. data.EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(published.Length, values.Length);
        // The published text has six decimals of the real samples, and all digits of the whole ones.
        for (int i = 0; i < values.Length; i++) Assert.Equal(published[i], segment.Samples is WaveformSamples.Int32 ? values[i] : Rounded(values[i], data[i]), 0.0);
        return values.Length;
    }

    private static double Rounded(double value, JsonElement published)
    {
        string text = published.GetRawText();
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return double.Parse(value.ToString("F" + (text.Length - point - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
