using System.Globalization;
using System.Text;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.StationXml;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>Every file of the conformance set gets the verdict that docs/conformance-waveforms.csv says, within seconds.</summary>
public sealed class WaveformConformanceTests
{
    private static readonly string[] Folders =
    [
        "fdsn-mseed3/reference-data", "libmseed/test/data", "obspy/mseed/tests/data", "obspy/sac/tests/data", "obspy/gse2/tests/data", "obspy/stationxml/tests/data",
    ];

    // Text beside the vectors, and files of other formats: not ours to read.
    private static readonly string[] Others = [".json", ".txt", ".testlines", ".testlines_out", ".sacpz", ".pz"];

    [Fact(Timeout = 120_000)]
    public async Task Every_file_has_the_verdict_of_the_table_and_none_hangs()
    {
        string root = SharedData.Path(Reading.Folder);
        string table = await Task.Run(() => Table(root), TestContext.Current.CancellationToken);
        string? difference = Snapshot.Compare(
            Path.Combine(Repository.Root, "docs", "conformance-waveforms.csv"), table, Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1");
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void The_endless_loop_ends_and_only_its_one_good_record_is_read()
    {
        List<WaveformPiece> pieces = Reading.File("obspy/mseed/tests/data/infinite-loop.mseed");
        Assert.Single(pieces.OfType<WaveformPiece.Series>());
        Assert.Contains(pieces.OfType<WaveformPiece.Refused>(), r => r.Fault.Reason == "blockette-chain");
    }

    private static string Table(string root)
    {
        var table = new StringBuilder("file,verdict,series,samples,passed_over,refused,reasons\n");
        foreach (string folder in Folders)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                string name = Path.GetRelativePath(root, file).Replace('\\', '/');
                if (Others.Contains(Path.GetExtension(file)) || name.Contains("/bulletin/", StringComparison.Ordinal) || name.Contains("PZs", StringComparison.Ordinal) || name.Contains("RESP.", StringComparison.Ordinal)) continue;
                table.Append(name).Append(',').Append(name.EndsWith(".xml", StringComparison.Ordinal) ? Document(file) : Waveform(file)).Append('\n');
            }
        }

        return table.ToString();
    }

    private static string Waveform(string file)
    {
        WaveformFile found = WaveformFiles.Read(file);
        Reading.Whole(found.Pieces, new FileInfo(file).Length);
        long samples = found.Segments.Sum(s => (long)s.Count);
        return Row(found.Pieces.OfType<WaveformPiece.Series>().Count(), samples, found.Pieces.OfType<WaveformPiece.PassedOver>().Count(), found.Pieces.OfType<WaveformPiece.Refused>().Select(r => r.Fault.Reason));
    }

    private static string Document(string file)
    {
        using FileStream stream = File.OpenRead(file);
        StationXmlReading found = StationXmlReader.Read(stream);
        return Row(0, 0, found.Channels.Count, found.Rejects.Select(r => r.Fault.Reason));
    }

    private static string Row(int series, long samples, int passed, IEnumerable<string> refused)
    {
        string[] reasons = [.. refused];
        string verdict = reasons.Length == 0 ? "read" : series + passed == 0 ? "refused" : "read in part";
        return string.Create(CultureInfo.InvariantCulture, $"{verdict},{series},{samples},{passed},{reasons.Length},{string.Join(' ', reasons.Distinct().Order(StringComparer.Ordinal))}");
    }
}
