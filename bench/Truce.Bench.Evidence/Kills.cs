using System.Diagnostics;
using System.Globalization;
using Truce.Evidence.Audits;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;

namespace Truce.Bench.Evidence;

/// <summary>Kills a writing process at random moments (SIGKILL) and looks whether everything that it acknowledged is there, once.</summary>
/// <remarks>The page cache survives a kill, so this proves the recovery, not the syncs; the simulated disk of the tests proves those.</remarks>
internal static class Kills
{
    /// <summary>The child: seals without end and says which records were acknowledged, and where.</summary>
    internal static int Write(string store)
    {
        using Ed25519Signer signer = Sealing.Signer();
        using EvidenceLog log = EvidenceLog.Open(store, signer.Name, signer, new EvidenceLogOptions { PublishEvery = 100 });
        using Stream output = Console.OpenStandardOutput();
        for (long at = log.DurableSize; ; at += 17)
        {
            IReadOnlyList<SealReceipt> receipts = log.Append(Sealing.Items(at, 17));
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{at} {receipts[0].Index} {receipts[^1].Index}\n"));
        }
    }

    internal static int Run(string folder, int kills)
    {
        string store = Path.Combine(folder, "killed");
        const int seed = 11;
        Random random = new(seed); // printed below
        List<(long From, long First, long Last)> acked = [];
        int problems = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            using Process child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [$"--writer={store}"]) { RedirectStandardOutput = true })!;
            string? first = child.StandardOutput.ReadLine(); // it has opened the store and sealed once
            Thread.Sleep(random.Next(0, 150));
            child.Kill();
            string rest = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            string[] lines = [.. $"{first}\n{rest}".Split('\n')[..^1]]; // the last line may be torn
            acked.AddRange(lines.Where(l => l.Length > 0).Select(l => l.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray()).Select(n => (n[0], n[1], n[2])));
            problems += Check(store, acked);
        }

        Console.WriteLine($"kills\t{kills}\tacknowledged {acked.Count * 17L} records\tproblems {problems}\tseed {seed}");
        Directory.Delete(store, recursive: true);
        return problems == 0 ? 0 : 1;
    }

    private static int Check(string store, List<(long From, long First, long Last)> acked)
    {
        using Ed25519Signer signer = Sealing.Signer();
        using EvidenceLog log = EvidenceLog.Open(store, signer.Name, signer);
        EvidenceReader reader = log.Read();
        Dictionary<string, long> places = [];
        int problems = 0;
        foreach ((long index, _, ReadOnlyMemory<byte> record) in reader.Enumerate())
        {
            if (!places.TryAdd(Convert.ToHexString(record.Span), index)) problems++;
        }

        foreach ((long from, long first, long last) in acked)
        {
            SealItem[] items = Sealing.Items(from, 17);
            for (int i = 0; i < 17; i++)
            {
                if (!places.TryGetValue(Convert.ToHexString(items[i].Record.Span), out long at) || at != first + i) problems++;
            }

            if (last != first + 16) problems++;
        }

        AuditReport report = new();
        LogAudit.Run(Path.Combine(store, "log"), VerifierKey.Of(signer), report);
        return problems + report.Failures.Length;
    }
}
