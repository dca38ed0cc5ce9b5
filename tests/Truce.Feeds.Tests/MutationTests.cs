using System.IO.Compression;
using System.Text;
using Truce.Feeds.Tests.Waveforms;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Feeds.Tests;

/// <summary>Ten thousand damaged items a decoder: no exception, and every byte spoken for.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Inputs = 10_000;
    private const ulong Seed = 20261122;
    private const string Recordings = "waveforms"; // whose records are heard, not seen: what they give is passed over here

    private static readonly (string Format, string Path)[] RealFiles =
    [
        ("firms", "satellite/firms-viirs-fixture/J1_VIIRS_C2_Global_VJ114IMGTDL_NRT_2025297.txt.csv"),
        ("firms", "satellite/economist-war-fires-sample/ukraine_war_fires_head.csv"),
        ("alarms", "incidents/window-2022-06/air_alarms_official.csv"),
        ("alarms", "incidents/dev-cut/air_alarms_volunteer.csv"),
        ("viina", "incidents/window-2022-06/viina_reports.csv"),
        ("viina", "incidents/dev-cut/viina_2022.csv"),
        ("incidents", "incidents/window-2022-06/cir_verified_incidents.csv"),
        ("ucdp", "incidents/dev-cut/ucdp_ged_ukraine_2014_2018.csv"),
        ("line", "incidents/front-line-deepstate/daily-2022-06/front_2022-06-01.geojson"),
    ];

    public static TheoryData<string> Formats => [.. FeedFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_inventions_never_throw_and_lose_no_byte(string format)
    {
        byte[][] seeds = format == Recordings
            ? [.. new[] { "mseed", "sac", "gse2", "slist", "wav" }.SelectMany(Invented.Of)]
            : [.. Samples.All.Single(s => s.Format == format).Seeds.Select(Encoding.UTF8.GetBytes)];
        Mutate(format, seeds, Inputs);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_real_files_never_throw_and_lose_no_byte(string format)
    {
        byte[][] seeds = [.. RealFiles.Where(f => f.Format == format).Select(f => Head(SharedData.Path(f.Path)))];
        if (seeds.Length > 0) Mutate(format, seeds, 2_000);
    }

    private void Mutate(string format, byte[][] seeds, int inputs)
    {
        output.WriteLine($"{format}: {inputs} inputs, seed {Seed}");
        var random = new SeededRandom(Seed);
        var tight = Decoding.Context with { Limits = new FeedLimits { RecordBytes = 512, DocumentBytes = 64 * 1024, JsonDepth = 12 } };
        long seen = 0, refused = 0;
        for (int i = 0; i < inputs; i++)
        {
            byte[] damaged = Damage(seeds[random.NextBelow(seeds.Length)], seeds, random);
            try
            {
                foreach (Decoded piece in Decoding.Run(format, damaged, (i & 1) == 0 ? Decoding.Context : tight))
                {
                    if (piece is Decoded.PassedOver) seen += format == Recordings ? 1 : 0;
                    else if (piece is Decoded.Seen s) seen += s.Observation.Id != default ? 1 : 0;
                    else if (piece is Decoded.Refused) refused++;
                }
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{format}, seed {Seed}, input {i}: {Convert.ToBase64String(damaged)}", e);
            }
        }

        output.WriteLine($"{format}: {seen} observations, {refused} rejects");
        Assert.True(seen > 0 && refused > 0);
    }

    /// <summary>The first kilobytes; of a GeoJSON file its first two features and the end that makes them a document.</summary>
    private static byte[] Head(string path)
    {
        if (!path.EndsWith(".geojson", StringComparison.Ordinal)) return FirstBytes(path);
        string text = File.ReadAllText(path);
        int first = text.IndexOf("]}},{", StringComparison.Ordinal), second = text.IndexOf("]}},{", first + 1, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..(second + 3)] + "]}");
    }

    private static byte[] FirstBytes(string path) => File.ReadAllBytes(path).AsSpan(0, (int)Math.Min(4096, new FileInfo(path).Length)).ToArray();

    private static byte[] Damage(byte[] seed, byte[][] seeds, SeededRandom random)
    {
        List<byte> bytes = [.. seed];
        for (int times = 1 + random.NextBelow(4); times > 0; times--)
        {
            int at = bytes.Count == 0 ? 0 : random.NextBelow(bytes.Count);
            switch (random.NextBelow(11))
            {
                case 0 when bytes.Count > 0: bytes[at] ^= (byte)(1 << random.NextBelow(8)); break;
                case 1 when bytes.Count > 0: bytes[at] = (byte)random.NextBelow(256); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.InsertRange(at, Enumerable.Range(0, random.NextBelow(40)).Select(_ => (byte)random.NextBelow(256))); break;
                case 4: bytes.InsertRange(at, new byte[1 + random.NextBelow(5)]); break;
                case 5: bytes = ShuffledLines(bytes, random); break;
                case 6: bytes.InsertRange(at, [0xcf, 0xf0, 0xe8, 0xe2, 0xb3, 0xf2]); break; // a word in an old code page
                case 7: bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Encoding.UTF8.GetString([.. bytes]))]; break;
                case 8: bytes.InsertRange(at, "\"\",;\t\r\n\"{}[]\\ud800"u8[..(1 + random.NextBelow(16))]); break;
                case 9: bytes.AddRange(seeds[random.NextBelow(seeds.Length)]); break;
                default: bytes = random.NextBelow(6) == 0 ? [.. Zipped([.. bytes], random)] : bytes; break;
            }
        }

        return [.. bytes];
    }

    private static List<byte> ShuffledLines(List<byte> bytes, SeededRandom random)
    {
        List<string> lines = [.. Encoding.Latin1.GetString([.. bytes]).Split('\n')];
        for (int i = lines.Count - 1; i > 0; i--)
        {
            int j = random.NextBelow(i + 1);
            (lines[i], lines[j]) = (lines[j], lines[i]);
        }

        return [.. Encoding.Latin1.GetBytes(string.Join('\n', lines))];
    }

    private static byte[] Zipped(byte[] bytes, SeededRandom random)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Fastest)) gzip.Write(bytes);
        byte[] zipped = to.ToArray();
        if (zipped.Length == 0) return zipped;
        if (random.NextBelow(2) == 0) zipped[random.NextBelow(zipped.Length)] ^= 0x10;
        return random.NextBelow(2) == 0 ? zipped : zipped[..random.NextBelow(zipped.Length)];
    }
}
