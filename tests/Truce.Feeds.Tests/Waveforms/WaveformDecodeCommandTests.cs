using System.Text.Json.Nodes;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.Wav;
using Truce.Observations.Waveforms;
using Truce.Testing;

namespace Truce.Feeds.Tests.Waveforms;

/// <summary>The lines of <c>truce decode</c> for waveforms, and the joining of records behind them.</summary>
public sealed class WaveformDecodeCommandTests
{
    [Fact]
    public void Gaps_of_a_real_file_are_those_that_peers_find()
    {
        (int code, JsonNode[] lines, _) = Run("mseed", new(), SharedData.Path(Reading.Folder + "obspy/mseed/tests/data/gaps.mseed"));
        Assert.Equal(0, code);
        Assert.Equal([2.06, 2.06, 4.12], lines.Where(l => l["gap"] is not null).Select(l => l["seconds"]!.GetValue<double>()));
        Assert.Equal([412, 824, 824, 50668], lines.Where(l => l["start"] is not null).Select(l => l["samples"]!.GetValue<int>()));
        Assert.Equal((3, 0, 52728), (Number(lines[^1], "gaps"), Number(lines[^1], "overlaps"), Number(lines[^1], "samples")));
    }

    [Fact]
    public void Samples_are_printed_exactly_and_last()
    {
        using var folder = new TempFolder();
        string path = folder.At("a.mseed");
        File.WriteAllBytes(path, Invented.MiniSeed(3, MiniSeedEncoding.Steim2));
        (int code, JsonNode[] lines, _) = Run("mseed", new() { Samples = true }, path);
        Assert.Equal(0, code);
        JsonNode run = Assert.Single(lines[..^1]);
        Assert.Equal(Invented.Series, run["values"]!.AsArray().Select(v => v!.GetValue<int>()));
        Assert.Equal("2024-05-01T10:00:00.25Z", run["start"]!.GetValue<string>());
        Assert.Equal("spikes", Assert.Single(run["quality"]!.AsArray())!.GetValue<string>());
    }

    [Fact]
    public void A_file_with_nothing_in_it_is_told_in_one_line_and_answered_with_2()
    {
        using var folder = new TempFolder();
        string path = folder.At("x");
        File.WriteAllText(path, "no waveform at all");
        foreach (string format in WaveformDecodeCommand.Names)
        {
            (int code, JsonNode[] lines, string errors) = Run(format, new(), path);
            Assert.Equal(2, code);
            Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.NotNull(lines[0]["reject"]);
            Assert.Equal(18, Number(lines[^1], "bytesRefused"));
        }
    }

    [Fact]
    public void Every_format_writes_its_lines_and_a_summary_whose_bytes_add_up()
    {
        using var folder = new TempFolder();
        foreach (string format in WaveformDecodeCommand.Names)
        {
            string[] files = [.. Invented.Of(format).Select((bytes, i) =>
            {
                string path = folder.At($"{format}{i}");
                File.WriteAllBytes(path, bytes);
                return path;
            })];
            (int code, JsonNode[] lines, string errors) = Run(format, new() { Wav = new WavOptions { Start = Reading.At("2026-01-01T00:00:00Z") } }, files);
            Assert.Equal((0, ""), (code, errors));
            Assert.True(lines[^1]["bytesAddUp"]!.GetValue<bool>());
            Assert.Equal(files.Sum(f => new FileInfo(f).Length), Number(lines[^1], "bytesIn"));
            Assert.All(lines[..^1], l => Assert.True(l["channel"] is not null || l["reject"] is not null));
        }
    }

    [Fact]
    public void Records_join_in_whatever_order_they_come()
    {
        WaveformSegment a = Part(0, 100), b = Part(100, 100), c = Part(200, 50), late = Part(300, 10), twice = Part(290, 15);
        var runs = new WaveformRuns(keepSamples: true);
        foreach (WaveformSegment part in new[] { c, late, a, b }) runs.Add(part, "int32");
        IReadOnlyList<WaveformRun> found = runs.Runs();
        Assert.Equal([250, 10], found.Select(r => r.Count));
        Assert.Equal(Enumerable.Range(0, 250), found[0].Samples.SelectMany(s => ((WaveformSamples.Int32)s).Values.ToArray()));
        Assert.Equal(50, Assert.Single(WaveformRuns.Breaks(found)).SampleRateHz * 1.25);
        runs.Add(twice, "int32");
        Assert.Equal([false, true], WaveformRuns.Breaks(runs.Runs()).Select(x => x.IsOverlap));
    }

    [Theory]
    [InlineData(0.49, 1)]
    [InlineData(-0.49, 1)]
    [InlineData(0.51, 2)]
    [InlineData(-0.51, 2)]
    public void Half_a_sample_parts_what_joins_from_what_does_not(double offSamples, int expected)
    {
        WaveformSegment a = Part(0, 100), b = Part(100, 100);
        var runs = new WaveformRuns();
        runs.Add(a, "int32");
        runs.Add(b with { Start = b.InstantOf(offSamples) }, "int32");
        Assert.Equal(expected, runs.Runs().Count);
        Assert.Equal(expected - 1, WaveformRuns.Breaks(runs.Runs()).Count);
    }

    private static WaveformSegment Part(int from, int count)
    {
        WaveformSegment whole = Invented.Segment(new WaveformSamples.Int32(Enumerable.Range(from, count).ToArray()));
        return whole with { Start = whole.InstantOf(from) };
    }

    private static long Number(JsonNode line, string member) => line[member]!.GetValue<long>();

    private static (int Code, JsonNode[] Lines, string Errors) Run(string format, WaveformDecodeOptions options, params string[] files)
    {
        using StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        int code = DecodeCommand.Run(format, files, output, errors, options);
        return (code, [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)], errors.ToString());
    }
}
