using System.Diagnostics;
using Truce.Evidence.Audits;
using Truce.Evidence.Disks;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;

namespace Truce.Bench.Evidence;

/// <summary>Offline verification of a large log: all hashes rebuilt from the entries, every tile and the signature compared.</summary>
internal static class Verifying
{
    internal static void Run(string folder, int runs, int entries)
    {
        string store = Path.Combine(folder, $"verify-{entries}");
        using Ed25519Signer signer = Sealing.Signer();
        Stopwatch watch = Stopwatch.StartNew();
        using (EvidenceLog log = EvidenceLog.Open(store, signer.Name, signer, new EvidenceLogOptions { PublishEvery = 65_536, Disk = new UnsyncedDisk() }))
        {
            for (long at = log.DurableSize; at < entries; at += 4096) log.Append(Sealing.Items(at, (int)Math.Min(4096, entries - at)));
            log.Publish();
        }

        Console.WriteLine($"built {entries} entries without syncs\t{watch.Elapsed.TotalSeconds:F1} s");
        watch.Restart();
        EvidenceLog.Open(store, signer.Name, signer).Dispose();
        Console.WriteLine($"opened again\t{watch.Elapsed.TotalSeconds:F2} s");

        List<double> log1 = [], all = [], cpu = [];
        for (int run = 0; run < runs; run++)
        {
            AuditReport report = new();
            double cpuBefore = Machine.CpuS();
            watch.Restart();
            var checkpoint = LogAudit.Run(Path.Combine(store, "log"), VerifierKey.Of(signer), report);
            log1.Add(watch.Elapsed.TotalSeconds);
            cpu.Add(Machine.CpuS() - cpuBefore);
            StoreAudit.Run(store, checkpoint!, report);
            all.Add(watch.Elapsed.TotalSeconds);
            if (!report.Ok || checkpoint!.Size != entries) throw new InvalidOperationException("the benchmark's log does not verify");
        }

        Machine.Report($"log of {entries} entries verified", "s", log1);
        Machine.Report($"log of {entries} entries verified, processor time", "s", cpu);
        Machine.Report($"store of {entries} records verified, openings too", "s", all);
        Directory.Delete(store, recursive: true);
    }

    /// <summary>To make a large log quickly; never for evidence.</summary>
    private sealed class UnsyncedDisk : IDisk
    {
        private readonly RealDisk _real = new();

        public byte[]? Read(string path) => _real.Read(path);

        public void Write(string path, ReadOnlySpan<byte> bytes) => _real.Write(path, bytes);

        public IAppendFile OpenAppend(string path) => new Unsynced(_real.OpenAppend(path));

        public void Sync(IReadOnlyCollection<string> files)
        {
            // Left out on purpose.
        }

        public void SyncFolders(IReadOnlyCollection<string> folders)
        {
            // Left out on purpose.
        }

        public void Rename(string from, string to) => _real.Rename(from, to);

        public void Delete(string path) => _real.Delete(path);

        public bool Exists(string path) => _real.Exists(path);

        public void CreateFolder(string path, bool isPrivate) => Directory.CreateDirectory(path);

        public IDisposable Lock(string path) => _real.Lock(path);
    }

    private sealed class Unsynced(IAppendFile file) : IAppendFile
    {
        public long Length => file.Length;

        public void Append(ReadOnlySpan<byte> bytes) => file.Append(bytes);

        public void Truncate(long length) => file.Truncate(length);

        public void Sync()
        {
            // Left out on purpose.
        }

        public void Dispose() => file.Dispose();
    }
}
