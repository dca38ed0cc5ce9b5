using Truce.Evidence.Audits;
using Truce.Evidence.Keys;
using Truce.Evidence.Logs;
using Truce.Evidence.Notes;
using Truce.Evidence.Tests.Logs;

namespace Truce.Evidence.Tests.Verify;

/// <summary>Changes files of a store and looks whether the audit notices.</summary>
public sealed class MutationTests
{
    private static readonly int[] s_batches = [3, 250, 7, 300, 20];

    private static void Build(TemporaryFolder folder, params ReadOnlySpan<int> batches)
    {
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer, LogKit.Options(keep: batches.Length < 5));
        foreach (int batch in batches.IsEmpty ? s_batches : batches)
        {
            log.Append(LogKit.Items(log.DurableSize, batch));
            log.Publish();
        }

        new Truce.Evidence.Disks.BlobStore(folder.Below("blobs")).Put("content"u8.ToArray());
    }

    private static AuditReport Audit(TemporaryFolder folder)
    {
        AuditReport report = new();
        if (LogAudit.Run(folder.Below("log"), LogKit.Key(), report) is { } checkpoint) StoreAudit.Run(folder.Path, checkpoint, report);
        return report;
    }

    private static List<string> Files(TemporaryFolder folder) =>
    [
        .. Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/journal/", StringComparison.Ordinal) && !f.EndsWith("/openings/hashes", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Of_10000_random_changes_to_any_file_every_one_is_found()
    {
        const int seed = 20221122;
        Random random = new(seed);
        List<string> missed = [.. Mutate(9_000, random, 3, 20), .. Mutate(1_000, random, [.. s_batches])];
        Assert.True(missed.Count == 0, $"seed {seed}: {string.Join('\n', missed)}");
    }

    /// <summary>Changes one file at a time and gives the changes that neither failed the audit nor hit an unreferenced file.</summary>
    private static List<string> Mutate(int count, Random random, params ReadOnlySpan<int> batches)
    {
        using TemporaryFolder folder = LogKit.Folder();
        Build(folder, batches);
        Assert.Empty(Audit(folder).Failures);
        List<string> files = Files(folder);
        List<string> missed = [];
        for (int i = 0; i < count; i++)
        {
            string file = files[random.Next(files.Count)];
            byte[] good = File.ReadAllBytes(file);
            byte[] bad = [.. good];
            int at = random.Next(bad.Length);
            switch (random.Next(8))
            {
                case 0: bad = bad[..at]; break;
                case 1: bad = [.. bad[..at], (byte)random.Next(256), .. bad[at..]]; break;
                default: bad[at] ^= (byte)(1 << random.Next(8)); break;
            }

            File.WriteAllBytes(file, bad);
            AuditReport report = Audit(folder);
            if (report.Ok && !IsUnreferenced(report, file, folder)) missed.Add($"change {i} of {file} at {at}");
            File.WriteAllBytes(file, good);
        }

        Assert.Empty(Audit(folder).Failures);
        return missed;
    }

    private static bool IsUnreferenced(AuditReport report, string file, TemporaryFolder folder) =>
        report.Unreferenced.Any(u => file.EndsWith(u.Split(" from byte")[0], StringComparison.Ordinal) && file.StartsWith(folder.Path, StringComparison.Ordinal));

    [Fact]
    public void Every_missing_file_is_found_unless_a_later_one_holds_all_of_it()
    {
        using TemporaryFolder folder = LogKit.Folder();
        Build(folder);
        int needed = 0;
        foreach (string file in Files(folder).Where(f => !f.Contains("/blobs/", StringComparison.Ordinal)))
        {
            byte[] good = File.ReadAllBytes(file);
            File.Delete(file);
            AuditReport report = Audit(folder);
            bool olderPartial = file.Contains(".p/", StringComparison.Ordinal) && report.Ok;
            Assert.True(!report.Ok || olderPartial, file);
            if (!report.Ok) needed++;
            File.WriteAllBytes(file, good);
        }

        Assert.Equal(1 + 3 + 3 + 1 + 3, needed); // checkpoint, level 0, bundles, level 1, openings
    }

    [Fact]
    public void A_changed_entry_is_named_by_its_index_and_a_changed_size_is_a_bad_signature()
    {
        using TemporaryFolder folder = LogKit.Folder();
        Build(folder);
        string bundle = folder.Below("log", "tile", "entries", "001");
        byte[] bytes = File.ReadAllBytes(bundle);
        bytes[(66 * 10) + 20] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        Assert.Contains(Audit(folder).Failures, f => f.Contains("entry 266 ", StringComparison.Ordinal));
        bytes[(66 * 10) + 20] ^= 1;
        File.WriteAllBytes(bundle, bytes);

        string checkpoint = folder.Below("log", "checkpoint");
        string note = File.ReadAllText(checkpoint);
        File.WriteAllText(checkpoint, note.Replace("\n580\n", "\n512\n", StringComparison.Ordinal));
        Assert.Contains("no valid signature", Audit(folder).Failures[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_consistent_forgery_with_new_tiles_still_fails_for_want_of_the_key()
    {
        // The attacker rewrites everything, tree and root, and signs with a key of his own under the log's name.
        using TemporaryFolder folder = LogKit.Folder();
        using (Ed25519Signer forger = new(LogKit.Origin, new byte[32]))
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, forger)) log.Append(LogKit.Items(0, 10));
        AuditReport report = Audit(folder);
        Assert.False(report.Ok);
        // The planted fault: an audit that trusted the signature line without verifying it would find nothing wrong here.
        Assert.True(SignedNote.TryParse(File.ReadAllBytes(folder.Below("log", "checkpoint")), out SignedNote? note, out _));
        Assert.Equal(LogKit.Origin, note!.Signatures[0].Name);
    }
}
