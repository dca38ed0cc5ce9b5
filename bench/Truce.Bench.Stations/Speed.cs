using System.Diagnostics;
using NodaTime;
using Truce.Detections.Stations;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Bench.Stations;

/// <summary>Band-pass, STA/LTA and triggers over a day of eight channels of 100 Hz, in CPU seconds, beside what memory itself allows.</summary>
internal static class Speed
{
    private const int Runs = 9;
    private const int Channels = 8;
    private const int Day = 8_640_000;
    private const ulong Seed = 20221122;

    public static void Run(int[] widths)
    {
        Console.WriteLine($"machine: {Environment.ProcessorCount} processors, .NET {Environment.Version}; seed {Seed}; {Channels} channels of {Day} samples (int32), 6-16 Hz with 4 poles, STA 0.5 s, LTA 10 s, on 3.5, off 1");
        Console.WriteLine("peer: ObsPy, filter + STA/LTA + trigger: 86 Msamples/s a core, documented on another machine; it cannot be installed here");
        WaveformSegment[] day = Recordings();
        Memory(day);
        List<double>[] times = [.. widths.Select(_ => new List<double>())];
        int[] triggers = new int[widths.Length];
        for (int i = 0; i < Runs; i++)
        {
            for (int w = 0; w < widths.Length; w++)
            {
                TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
                triggers[w] = StationsRun.Over(day, new() { StaS = 0.5, LtaS = 10 }, widths[w]).Triggers.Length;
                times[w].Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
            }
        }

        for (int w = 0; w < widths.Length; w++) Print($"{widths[w]} lanes, {triggers[w]} triggers", times[w]);
    }

    // One int32 channel in eight differs, so that bytes are those of a day and not of one block again and again.
    private static WaveformSegment[] Recordings() =>
    [
        .. Enumerable.Range(0, Channels).Select(c =>
        {
            var random = new SeededRandom(Seed + (ulong)c);
            double[] noise = [.. Enumerable.Range(0, 1 << 16).Select(_ => 100 * random.NextNormal())];
            int[] x = new int[Day];
            for (int i = 0; i < Day; i++) x[i] = (int)(1000 + noise[random.NextBelow(1 << 16)] + (i % 60_000 < 50 ? 20 * noise[i & 0xffff] : 0));
            return new WaveformSegment { Channel = ChannelId.FromSeed("XX", "S" + c, "", "HHZ", out _)!, Start = Instant.FromUtc(2022, 11, 22, 0, 0), SampleRateHz = 100, Samples = new WaveformSamples.Int32(x) };
        }),
    ];

    private static void Memory(WaveformSegment[] day)
    {
        var times = new List<double>();
        long sum = 0;
        for (int i = 0; i < Runs; i++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            foreach (WaveformSegment s in day)
            {
                ReadOnlySpan<int> x = ((WaveformSamples.Int32)s.Samples).Values.Span;
                sum += x.Contains(int.MinValue) ? 1 : 0;
            }

            times.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }

        Print($"reading the samples once, nothing else ({sum})", times);
    }

    private static void Print(string what, List<double> times)
    {
        times.Sort();
        double samples = (double)Day * Channels / 1e6;
        Console.WriteLine($"{what}: {samples / times[times.Count / 2]:f0} Msamples/s of CPU time, median of {times.Count} ({samples / times[^1]:f0} to {samples / times[0]:f0})");
    }
}
