using System.Diagnostics;

namespace Truce.Bench.Evidence;

/// <summary>What the machine is and what its disk gives now: a sealing figure means nothing without it.</summary>
internal static class Machine
{
    internal static void Print()
    {
        string model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
            : "unknown";
        Console.WriteLine($"machine\t{Environment.ProcessorCount} processors\t{model}\t.NET {Environment.Version}\tload {Load()}");
    }

    internal static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    /// <summary>Appends 4 KiB and syncs, again and again.</summary>
    internal static void Probe(string folder, double seconds, string when)
    {
        string path = Path.Combine(folder, "probe");
        byte[] block = new byte[4096];
        List<double> times = [];
        using (FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            Stopwatch all = Stopwatch.StartNew();
            while (all.Elapsed.TotalSeconds < seconds)
            {
                long start = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        File.Delete(path);
        times.Sort();
        Console.WriteLine($"fsync probe {when}\t{times.Count / seconds:F0} /s\tp50 {times[times.Count / 2]:F2} ms\tp99 {times[times.Count * 99 / 100]:F2} ms\tload {Load()}");
    }

    /// <summary>Processor time of this process, all threads: the figure that other people's load does not change much.</summary>
    internal static double CpuS()
    {
        using Process self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    internal static void Report(string name, string unit, List<double> values)
    {
        values.Sort();
        Console.WriteLine($"{name}\tmedian {values[values.Count / 2]:F1} {unit}\tfrom {values[0]:F1} to {values[^1]:F1}\t{values.Count} runs\tload {Load()}");
    }
}
