using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Truce.Detections.Signals;
using Truce.Reports.Waveforms;
using static Truce.Tests.Reports.Waveforms.SampleWaves;

namespace Truce.Tests.Reports.Waveforms;

public sealed class SpectrogramPictureTests
{
    [Fact]
    public void The_picture_of_a_tone_is_a_valid_png_with_its_brightest_row_at_the_tone()
    {
        // 25 Hz of 50: the row in the middle.
        (int width, int height, byte[] pixels, byte[] palette) = Decoded(Draw(i => Math.Sin(2 * Math.PI * 25.1 * i / 100) + (1e-3 * (i * 7919 % 13))));
        int[] brightest = [.. Enumerable.Range(2, width - 4).Select(x => Enumerable.Range(0, height).MaxBy(y => pixels[(y * width) + x]))];
        Assert.All(brightest, y => Assert.InRange(y, (height / 2) - 2, (height / 2) + 1));
        Assert.Equal(65 * 3, palette.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_drawn_another_decoder_reads(int kind)
    {
        double[] noise = Noise(60_000, kind);
        Func<int, double> value = kind switch { 1 => i => noise[i], 2 => _ => 0, _ => i => i is > 20_000 and < 40_000 ? double.NaN : noise[i] };
        (int width, int height, byte[] pixels, _) = Decoded(Draw(value));
        Assert.Equal(width * height, pixels.Length);
        Assert.All(pixels, p => Assert.InRange(p, 0, 64));
        Assert.Equal(kind == 3, pixels.Where((_, i) => i % width > 5 && i % width < width - 5).Contains((byte)0));
    }

    [Fact]
    public void A_planted_bit_is_found_by_the_decoder()
    {
        byte[] png = Png(Draw(i => i % 31));
        png[png.Length / 2] ^= 4;
        Assert.Throws<InvalidDataException>(() => Read(png));
    }

    [Fact]
    public void Colours_grow_evenly_lighter()
    {
        (_, _, _, byte[] palette) = Decoded(Draw(i => i % 31));
        double[] lightness = [.. Enumerable.Range(1, 64).Select(k => Lightness(palette.AsSpan(3 * k, 3)))];
        double mean = (lightness[^1] - lightness[0]) / 63;
        Assert.True(lightness[0] < 20 && lightness[^1] > 85);
        Assert.All(lightness.Zip(lightness.Skip(1)), p => Assert.InRange(p.Second - p.First, 0.4 * mean, 1.7 * mean));
    }

    [Fact]
    public void The_compact_bytes_say_what_the_spectrum_says()
    {
        double[] noise = Noise(60_000, 3);
        PictureInput input = Input(600, Channel("A", Segment("A", 0, 100, 60_000, i => noise[i])));
        var spectrum = SpectrumOverTime.Of(input.Channels[0].Segments, input.From, input.To, 1, new SpectrumOptions())!;
        byte[] file = SpectrogramFile.Write(spectrum, Id("A"), "counts", true);
        Assert.Equal("TSPG", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(4)));
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(6)));
        Assert.Equal(Begin.ToUnixTimeSeconds() * 1_000_000_000, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(8)));
        double[] numbers = [.. Enumerable.Range(0, 6).Select(k => BinaryPrimitives.ReadDoubleLittleEndian(file.AsSpan(16 + (8 * k))))];
        Assert.Equal([spectrum.ColumnWidthS, spectrum.LowestHz, spectrum.RowHz, 100], numbers[..4]);
        int columns = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(64)), rows = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(68));
        int named = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(76)), unit = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(78));
        Assert.Equal(Id("A") + "counts", Encoding.UTF8.GetString(file, SpectrogramFile.HeaderBytes, named + unit));
        ReadOnlySpan<byte> cells = file.AsSpan(SpectrogramFile.HeaderBytes + named + unit);
        Assert.Equal((spectrum.Columns, spectrum.Rows, spectrum.Columns * spectrum.Rows), (columns, rows, cells.Length));
        double highDb = numbers[4] + (254 * numbers[5]);
        for (int i = 0; i < cells.Length; i++)
        {
            if (float.IsNaN(spectrum.LevelsDb[i])) Assert.Equal(0, cells[i]);
            else Assert.Equal(Math.Clamp(spectrum.LevelsDb[i], numbers[4], highDb), numbers[4] + ((cells[i] - 1) * numbers[5]), (numbers[5] / 2) + 1e-6);
        }
    }

    private static string Draw(Func<int, double> value) =>
        WaveformPicture.Draw(Input(600, Channel("A", Segment("A", 0, 100, 60_000, value))), new() { Theme = PictureTheme.Light });

    private static byte[] Png(string svg)
    {
        XElement image = Parsed(svg).Descendants().Single(e => e.Name.LocalName == "image");
        return Convert.FromBase64String(image.Attribute("href")!.Value["data:image/png;base64,".Length..]);
    }

    private static (int Width, int Height, byte[] Pixels, byte[] Palette) Decoded(string svg) => Read(Png(svg));

    // Another hand than the one that wrote it: the platform's zlib, and the checksum bit by bit.
    private static (int Width, int Height, byte[] Pixels, byte[] Palette) Read(byte[] png)
    {
        var chunks = new Dictionary<string, byte[]>();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (Crc(png.AsSpan(at + 4, length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length))) throw new InvalidDataException("checksum");
            chunks.Add(Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]);
            at += length + 12;
        }

        Assert.Equal(["IDAT", "IEND", "IHDR", "PLTE", "tRNS"], chunks.Keys.Order(StringComparer.Ordinal));
        int width = BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"]), height = BinaryPrimitives.ReadInt32BigEndian(chunks["IHDR"].AsSpan(4));
        using var plain = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress)) zlib.CopyTo(plain);
        byte[] rows = plain.ToArray();
        Assert.Equal((width + 1) * height, rows.Length);
        Assert.All(Enumerable.Range(0, height), y => Assert.Equal(0, rows[y * (width + 1)]));
        return (width, height, [.. rows.Where((_, i) => i % (width + 1) != 0)], chunks["PLTE"]);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        return ~crc;
    }

    // CIE 1976 L*, from sRGB (IEC 61966-2-1).
    private static double Lightness(ReadOnlySpan<byte> rgb)
    {
        static double Linear(byte v) => v / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow(((v / 255.0) + 0.055) / 1.055, 2.4);
        double y = (0.2126 * Linear(rgb[0])) + (0.7152 * Linear(rgb[1])) + (0.0722 * Linear(rgb[2]));
        return (116 * Math.Cbrt(y)) - 16;
    }
}
