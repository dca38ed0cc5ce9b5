using System.Text.Json.Nodes;
using Truce.Detections.Stations;
using Truce.Feeds.Waveforms;
using Truce.Observations.Waveforms;
using Truce.Server.Commands;
using Truce.Server.Running;
using Truce.Testing;
using Truce.Tests.Detections.Stations;

namespace Truce.Server.Tests.Commands;

public sealed class DetectSeismicTests
{
    private static readonly StationOptions Network = new() { Bands = [new(10, 20)], StaS = 0.5, LtaS = 10 };

    [Fact]
    public void The_network_of_four_stations_gives_exactly_the_three_documented_coincidences()
    {
        string folder = SharedData.Path("seismo/obspy-uh-network");
        JsonObject[] lines = Run(Directory.GetFiles(folder, "*.gz"), Network, coincidence: 3);
        JsonObject[] found = [.. lines.Where(l => (string)l["kind"]! == "coincidence")];
        Assert.Equal(["2010-05-27T16:24:33.21", "2010-05-27T16:27:01.26", "2010-05-27T16:27:30.51"], found.Select(f => ((string)f["on"]!)[..22]));
        Assert.Equal([4, 3, 4], found.Select(f => (int)f["stations"]!));
        Assert.Equal(0, (int)lines[^1]["rejects"]!);
    }

    [Theory]
    [InlineData("seismo/obspy-uh-network", "*.gz", 10, 20, 0.5, 10)]
    [InlineData("seismo/obspy-trigger-gse2", "*.gse2", 6, 16, 0.3, 3)]
    [InlineData("seismo/hrr5", "*.mseed", 6, 16, 0.5, 10)]
    [InlineData("seismo/infrapy-brp", "*.SAC", 1, 5, 1, 20)]
    [InlineData("seismo/obspy-arrays", "*.mseed", 2, 20, 0.1, 2)]
    [InlineData("seismo/quakemigrate/benchmarks/Icequake_Iceland", "*.m", 10, 125, 0.02, 0.5)]
    public void Every_real_recording_gives_the_triggers_of_the_plain_formulas_within_a_sample(string folder, string pattern, double lowHz, double highHz, double staS, double ltaS)
    {
        StationOptions options = new() { Bands = [new(lowHz, highHz)], StaS = staS, LtaS = ltaS, StandstillS = 1e6 };
        int compared = 0, seen = 0;
        foreach (string file in Directory.GetFiles(SharedData.Path(folder), pattern).Order(StringComparer.Ordinal))
        {
            var runs = new WaveformRuns(keepSamples: true);
            foreach (WaveformPiece.Series s in WaveformFiles.Read(file).Pieces.OfType<WaveformPiece.Series>()) runs.Add(s.Segment, s.Encoding);
            foreach (WaveformRun run in runs.Runs().Where(r => options.Problem(r.SampleRateHz).Length == 0))
            {
                compared++;
                seen += Compare(run, options);
            }
        }

        Assert.True(compared > 0);
        TestContext.Current.TestOutputHelper?.WriteLine($"{folder}: {compared} stretches, {seen} triggers");
    }

    [Fact]
    public void Bad_input_ends_with_one_clear_line()
    {
        string file = Path.Combine(Path.GetTempPath(), $"truce-no-waveform-{Environment.ProcessId}");
        File.WriteAllText(file, "no waveform");
        try
        {
            Assert.Throws<BadInputException>(() => Run([file], Network));
        }
        finally
        {
            File.Delete(file);
        }

        string[] real = [SharedData.Path("seismo/obspy-uh-network/BW.UH1._.SHZ.D.2010.147.cut.slist.gz")];
        Assert.Throws<BadInputException>(() => Run(real, Network with { Bands = [new(10, 2000)] }));
        Assert.Throws<BadInputException>(() => Run(real, Network, coincidence: 0));
    }

    private static int Compare(WaveformRun run, StationOptions options)
    {
        double[] x = new double[run.Count];
        int at = 0;
        foreach (WaveformSamples s in run.Samples)
        {
            s.CopyTo(x.AsSpan(at));
            at += s.Count;
        }

        double rateHz = run.SampleRateHz;
        var band = options.Bands[0];
        double[] y = PlainReference.BandPass(x, band.LowHz, band.HighHz, band.Poles, rateHz);
        double[] ratio = PlainReference.Recursive(y, options.ShortSamples(rateHz), options.LongSamples(rateHz));
        List<(int On, int Off)> wanted = PlainReference.Triggers(ratio, options.OnRatio, options.OffRatio);
        var watch = new ChannelWatch(run.Channel, rateHz, options);
        var found = new List<StationTrigger>();
        watch.Take(new() { Channel = run.Channel, Start = run.Start, SampleRateHz = rateHz, Samples = new WaveformSamples.Float64(x) }, found);
        watch.Finish(found);
        Assert.Equal(wanted.Count, found.Count);
        for (int i = 0; i < found.Count; i++)
        {
            Assert.InRange(Math.Round((found[i].On - run.Start).TotalSeconds * rateHz) - wanted[i].On, -1, 1);
            Assert.InRange(Math.Round((found[i].Off - run.Start).TotalSeconds * rateHz) - wanted[i].Off, -1, 1);
        }

        return found.Count;
    }

    private static JsonObject[] Run(string[] files, StationOptions options, int? coincidence = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(0, DetectSeismic.Run(files, new(options, coincidence, 0, Health: true, Json: true), output, errors));
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];
    }
}
