using System.Diagnostics;
using System.Text;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;

namespace Truce.Bench.Evidence;

/// <summary>Durable entries a second: each batch is acknowledged after its sync, everything is published at the end.</summary>
internal static class Sealing
{
    private const int RecordBytes = 300; // an incident version as canonical JSON has 200 to 600 bytes

    internal static void Run(string folder, int runs, int entries)
    {
        int[] batches = [16, 256, 4096];
        Dictionary<int, List<double>> rates = batches.ToDictionary(b => b, _ => new List<double>());
        Dictionary<int, List<double>> p99 = batches.ToDictionary(b => b, _ => new List<double>());
        List<double> each = [], cpu = [];
        for (int run = 0; run < runs; run++)
        {
            foreach (int batch in batches)
            {
                // Small batches wait for the disk each time: fewer entries give the same figure.
                double cpuBefore = Machine.CpuS();
                (double rate, double tail) = Once(Path.Combine(folder, $"seal-{run}-{batch}"), batch == 16 ? entries / 8 : entries, batch, 4096);
                rates[batch].Add(rate);
                p99[batch].Add(tail);
                if (batch == 256) cpu.Add((Machine.CpuS() - cpuBefore) * 1e6 / entries);
            }

            each.Add(Once(Path.Combine(folder, $"seal-{run}-each"), entries, 256, 256).Rate);
        }

        foreach (int batch in batches)
        {
            Machine.Report($"sealed, batches of {batch}", "entries/s", rates[batch]);
            Machine.Report($"acknowledgement p99, batches of {batch}", "ms", p99[batch]);
        }

        Machine.Report("processor time of sealing, batches of 256", "µs/entry", cpu);
        Machine.Report("sealed, batches of 256, a checkpoint each", "entries/s", each);
    }

    internal static SealItem[] Items(long from, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new SealItem(
            Encoding.ASCII.GetBytes($"record {from + i} ".PadRight(RecordBytes, '.')), CoarseType.Incident, Simulated: true)),
    ];

    internal static Ed25519Signer Signer() => new("bench.example/log/SIMULATED", new byte[32]);

    private static (double Rate, double P99Ms) Once(string folder, int entries, int batch, int publishEvery)
    {
        using Ed25519Signer signer = Signer();
        List<double> times = [];
        SealItem[][] batches = [.. Enumerable.Range(0, entries / batch).Select(b => Items((long)b * batch, batch))];
        using EvidenceLog log = EvidenceLog.Open(folder, signer.Name, signer, new EvidenceLogOptions { PublishEvery = publishEvery });
        Stopwatch all = Stopwatch.StartNew();
        foreach (SealItem[] items in batches)
        {
            long start = Stopwatch.GetTimestamp();
            log.Append(items);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        log.Publish();
        double rate = batches.Length * batch / all.Elapsed.TotalSeconds;
        log.Dispose();
        Directory.Delete(folder, recursive: true);
        times.Sort();
        return (rate, times[times.Count * 99 / 100]);
    }
}
