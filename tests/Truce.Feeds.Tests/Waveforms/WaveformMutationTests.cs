using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Feeds.Waveforms.Wav;
using Truce.Measures;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>Ten thousand damaged files a decoder: no exception, and every byte spoken for.</summary>
public sealed class WaveformMutationTests(ITestOutputHelper output)
{
    private const int Inputs = 10_000;
    private const ulong Seed = 20261122;
    private static readonly WavOptions Wav = new() { Start = Reading.At("2026-01-01T00:00:00Z") };

    private static readonly string[] RealFiles =
    [
        "libmseed/test/data/reference-testdata-steim1-LE.mseed2", "libmseed/test/data/testdata-invalid-blockette-offsets.mseed2", "libmseed/test/data/reference-testdata-nsec.mseed3",
        "obspy/mseed/tests/data/various_noise_records.mseed", "obspy/mseed/tests/data/rt130_sr0_cropped.mseed", "obspy/mseed/tests/data/blockette008.mseed",
        "obspy/mseed/tests/data/single_record_negative_sr_fact_and_mult.mseed", "fdsn-mseed3/reference-data/reference-sinusoid-FDSN-Other.mseed3",
    ];

    public static TheoryData<string> Formats => [.. WaveformDecodeCommand.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_files_never_throw_and_lose_no_byte(string format) => Mutate(format, Invented.Of(format), Inputs);

    [Fact]
    public void Damaged_records_of_peers_never_throw_and_lose_no_byte() =>
        Mutate("mseed", [.. RealFiles.Select(f => File.ReadAllBytes(SharedData.Path(Reading.Folder + f)))], 4_000);

    [Fact]
    public void A_long_damaged_stream_gives_the_same_in_parts_as_at_once()
    {
        var random = new SeededRandom(Seed);
        byte[][] seeds = [.. RealFiles.Select(f => File.ReadAllBytes(SharedData.Path(Reading.Folder + f)))];
        using var all = new MemoryStream();
        while (all.Length < 26_000_000) all.Write(random.NextBelow(4) == 0 ? Damage(seeds[random.NextBelow(seeds.Length)], seeds, random) : seeds[random.NextBelow(seeds.Length)]);
        byte[] bytes = all.ToArray();
        List<(string, long, long)> whole = [], parts = [];
        MiniSeedReader.Read(bytes, p => whole.Add(Shape(p)));
        MiniSeedReader.Read(new MemoryStream(bytes), p => parts.Add(Shape(p)));
        Assert.Equal(whole, parts);
        Assert.Equal(bytes.Length, parts.Sum(p => p.Item3));
    }

    [Fact]
    public void A_file_of_false_headers_takes_no_more_than_seconds()
    {
        byte[] header = Invented.MiniSeed(3, MiniSeedEncoding.Int32)[..40];
        header[38] = 0x60; // six mebibytes of data a header, every 40 bytes
        byte[] hostile = [.. Enumerable.Repeat(header, 300_000).SelectMany(b => b)];
        long started = Environment.TickCount64;
        Assert.Equal(hostile.Length, Reading.Pieces(hostile).Sum(p => p.Length));
        Assert.True(Environment.TickCount64 - started < 30_000);
    }

    private void Mutate(string format, byte[][] seeds, int inputs)
    {
        output.WriteLine($"{format}: {inputs} inputs, seed {Seed}");
        var random = new SeededRandom(Seed);
        long read = 0, refused = 0;
        for (int i = 0; i < inputs; i++)
        {
            byte[] damaged = Damage(seeds[random.NextBelow(seeds.Length)], seeds, random);
            try
            {
                (int good, int bad) = Read(format, damaged);
                read += good;
                refused += bad;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{format}, seed {Seed}, input {i}: {Convert.ToBase64String(damaged)}", e);
            }
        }

        output.WriteLine($"{format}: {read} read, {refused} refused");
        Assert.True(read > 0 && refused > 0);
    }

    private static (int Read, int Refused) Read(string format, byte[] file)
    {
        if (format == "stationxml")
        {
            StationXmlReading reading = StationXmlReader.Read(new MemoryStream(file));
            return (reading.Channels.Count, reading.Rejects.Count);
        }

        List<WaveformPiece> pieces = [];
        if (WaveformFiles.Read(format, new MemoryStream(file), Wav, pieces.Add, _ => { }) != file.Length) throw new InvalidOperationException("not read to the end");
        long at = 0;
        foreach (WaveformPiece piece in pieces)
        {
            if (piece.Offset != at || piece.Length < 0) throw new InvalidOperationException($"a piece at {piece.Offset}, {at} expected");
            at += piece.Length;
            if (piece is WaveformPiece.Series s && (s.Segment.End < s.Segment.Start || s.Segment.Samples.Count != s.Segment.Count)) throw new InvalidOperationException("time runs backwards");
        }

        if (at != file.Length) throw new InvalidOperationException($"{at} of {file.Length} bytes");
        return (pieces.OfType<WaveformPiece.Series>().Count(), pieces.OfType<WaveformPiece.Refused>().Count());
    }

    private static (string, long, long) Shape(WaveformPiece piece) => (piece switch
    {
        WaveformPiece.Series s => $"{s.Segment.Channel} {s.Segment.Start} {s.Segment.Count}",
        WaveformPiece.Refused r => r.Fault.Reason,
        WaveformPiece.PassedOver p => p.What,
        _ => "",
    }, piece.Offset, piece.Length);

    private static byte[] Damage(byte[] seed, byte[][] seeds, SeededRandom random)
    {
        List<byte> bytes = [.. seed];
        for (int times = 1 + random.NextBelow(4); times > 0; times--)
        {
            // Headers matter most: half of the damage falls on the first hundred bytes of somewhere.
            int at = bytes.Count == 0 ? 0 : random.NextBelow(random.NextBelow(2) == 0 ? Math.Min(bytes.Count, 700) : bytes.Count);
            switch (random.NextBelow(8))
            {
                case 0 or 1 when bytes.Count > 0: bytes[at] ^= (byte)(1 << random.NextBelow(8)); break;
                case 2 when bytes.Count > 0: bytes[at] = (byte)random.NextBelow(256); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4: bytes.InsertRange(at, Enumerable.Range(0, random.NextBelow(40)).Select(_ => (byte)random.NextBelow(256))); break;
                case 5: bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.NextBelow(100))); break;
                case 6: bytes.AddRange(seeds[random.NextBelow(seeds.Length)]); break;
                case 7 when bytes.Count > at + 4: (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]) = (0xff, 0xff, 0xff, 0x7f); break;
            }
        }

        return [.. bytes];
    }
}
