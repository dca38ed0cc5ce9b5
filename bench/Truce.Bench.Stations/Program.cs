using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Truce.Detections.Stations;
using Truce.Measures;
using Truce.Observations.Waveforms;

const int Runs = 9;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}");
int hours = int.Parse(args.FirstOrDefault(a => !a.StartsWith('-')) ?? "1", CultureInfo.InvariantCulture);
var random = new SeededRandom(20221122);
WaveformSegment[] day = [.. Enumerable.Range(0, 8).Select(c =>
{
    int[] x = new int[hours * 360_000];
    for (int i = 0; i < x.Length; i++) x[i] = (int)(1000 + (100 * random.NextNormal()) + (i % 60_000 < 50 ? 2000 * random.NextNormal() : 0));
    return new WaveformSegment { Channel = ChannelId.FromSeed("XX", "S" + c, "", "HHZ", out _)!, Start = Instant.FromUtc(2022, 11, 22, 0, 0), SampleRateHz = 100, Samples = new WaveformSamples.Int32(x) };
})];
foreach (int lanes in args.Contains("--eight") ? new[] { 8 } : new[] { 1, 4, 8 })
{
    var times = new List<double>();
    StationsRun? run = null;
    for (int i = 0; i < Runs; i++)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        run = StationsRun.Over(day, new() { StaS = 0.5, LtaS = 10 }, lanes);
        times.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }

    times.Sort();
    long samples = day.Sum(s => (long)s.Count);
    Console.WriteLine($"{lanes} lanes: {samples} samples, {run!.Triggers.Length} triggers; {samples / times[Runs / 2] / 1e6:f0} Msamples/s of CPU time (median of {Runs}; {samples / times[^1] / 1e6:f0} to {samples / times[0] / 1e6:f0})");
}
