using System.Text;
using Truce.Evidence.Audits;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Notes;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Logs;

public sealed class EvidenceLogTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5_000)]
    [InlineData(65_536)]
    [InlineData(70_000)]
    public void A_log_of_any_size_audits_proves_and_opens_again(int size)
    {
        using TemporaryFolder folder = LogKit.Folder();
        using Ed25519Signer signer = LogKit.Signer();
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer, LogKit.Options(publishEvery: 20_000)))
        {
            for (int at = 0; at < size; at += 1000) log.Append(LogKit.Items(at, Math.Min(1000, size - at)));
        }

        AuditReport report = new();
        Checkpoint? checkpoint = LogAudit.Run(folder.Below("log"), LogKit.Key(), report);
        StoreAudit.Run(folder.Path, checkpoint!, report);
        Assert.Empty(report.Failures);
        Assert.Empty(report.Unreferenced);
        Assert.Equal(size, checkpoint!.Size);

        using EvidenceLog again = EvidenceLog.Open(folder.Path, LogKit.Origin, signer, LogKit.Options());
        Assert.Equal(checkpoint.Root, again.Checkpoint.Root);
        foreach (long i in new long[] { 0, 1, 254, 255, 256, 65_535, size - 1 }.Where(i => i >= 0 && i < size).Distinct())
        {
            Assert.Equal(LogKit.Record(i), again.ReadRecord(i)!.Value.ToArray());
            Leaf leaf = again.Read().ReadLeaf(i);
            Assert.NotNull(again.ProveInclusion(i).Verify(TreeHash.Leaf(leaf.Encode()), LogKit.Key(), out _));
        }

        Assert.All(again.Append(LogKit.Items(0, Math.Min(size, 300))), r => Assert.False(r.IsNew));
        if (size > 0) Assert.Equal(size - 1, again.Find(LogKit.Record(size - 1)));
    }

    [Fact]
    public void A_tree_of_70000_has_the_tiles_that_the_specification_names()
    {
        Assert.Equal("tile/0/273.p/112", TilePath.Tile(0, 273, TilePath.Width(0, 273, 70_000)));
        Assert.Equal(256, TilePath.Width(1, 0, 70_000));
        Assert.Equal(17, TilePath.Width(1, 1, 70_000));
        Assert.Equal(1, TilePath.Width(2, 0, 70_000));
        Assert.Equal(0, TilePath.Width(3, 0, 70_000));
        Assert.Equal("x001/x234/067", TilePath.Number(1_234_067));
        Assert.Equal("tile/entries/x001/000.p/7", TilePath.Entries(1000, 7));
        Assert.Equal("tile/1/000.p/1", TilePath.Tile(1, 0, TilePath.Width(1, 0, 256)));
    }

    [Fact]
    public void However_the_records_are_cut_into_batches_the_tree_is_the_same()
    {
        Digest? root = null;
        foreach ((int batch, int publishEvery) in new[] { (1, 1), (7, 50), (256, 256), (600, 4096) })
        {
            using TemporaryFolder folder = LogKit.Folder();
            using Ed25519Signer signer = LogKit.Signer();
            using EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer, LogKit.Options(new Disks.SimulatedDisk(), publishEvery));
            for (int at = 0; at < 600; at += batch) log.Append(LogKit.Items(at, Math.Min(batch, 600 - at)));
            Checkpoint checkpoint = log.Publish();
            root ??= checkpoint.Root;
            Assert.Equal(root, checkpoint.Root);
        }
    }

    [Fact]
    public void The_same_bytes_are_sealed_once_in_a_batch_across_batches_and_across_restarts()
    {
        using TemporaryFolder folder = LogKit.Folder();
        using Ed25519Signer signer = LogKit.Signer();
        SealItem item = new("same"u8.ToArray(), CoarseType.Capture, false);
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer))
        {
            Assert.Equal([new SealReceipt(0, true), new SealReceipt(0, false)], log.Append([item, item]));
            Assert.Equal(new SealReceipt(0, false), log.Append([item])[0]);
        }

        File.Delete(folder.Below("openings", "hashes")); // rebuilt from the openings
        using EvidenceLog again = EvidenceLog.Open(folder.Path, LogKit.Origin, signer);
        Assert.Equal(new SealReceipt(0, false), again.Append([item])[0]);
        Assert.Equal(1, again.DurableSize);
    }

    [Fact]
    public void Erasing_a_record_leaves_a_tree_that_verifies_and_no_byte_of_the_record()
    {
        using TemporaryFolder folder = LogKit.Folder();
        using Ed25519Signer signer = LogKit.Signer();
        byte[] secret = Encoding.UTF8.GetBytes("a name that must be forgotten");
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer))
        {
            log.Append([.. LogKit.Items(0, 5), new SealItem(secret, CoarseType.Capture, false), .. LogKit.Items(5, 300)]);
            Digest root = log.Publish().Root;
            log.Erase(5);
            Assert.Null(log.ReadRecord(5));
            Assert.Equal(LogKit.Record(5), log.ReadRecord(6)!.Value.ToArray());
            Assert.Equal(root, log.Checkpoint.Root);
            Assert.Equal(305, log.Read().Enumerate().Count());
            Assert.Null(log.Find(secret));
        }

        AuditReport report = new();
        StoreAudit.Run(folder.Path, LogAudit.Run(folder.Below("log"), LogKit.Key(), report)!, report);
        Assert.Empty(report.Failures);
        Assert.Equal(1, report.Counts["erased records"]);
        byte[] hash = Digest.Of(secret).ToArray();
        foreach (string file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.True(bytes.AsSpan().IndexOf(secret) < 0 && bytes.AsSpan().IndexOf(hash) < 0, file);
        }
    }

    [Fact]
    public void A_simulated_record_never_enters_a_real_log_nor_a_real_one_a_simulated_log()
    {
        foreach (string origin in new[] { LogKit.Origin, LogKit.Origin + "/SIMULATED" })
        {
            using Ed25519Signer signer = LogKit.Signer(origin);
            using EvidenceLog log = EvidenceLog.Open("/s", origin, signer, LogKit.Options(new Disks.SimulatedDisk()));
            bool simulated = origin != LogKit.Origin;
            Assert.Equal(simulated, log.IsSimulated);
            Assert.Throws<ArgumentException>(() => log.Append([new SealItem("r"u8.ToArray(), CoarseType.Capture, !simulated)]));
            Assert.Equal(0, log.DurableSize);
            log.Append([new SealItem("r"u8.ToArray(), CoarseType.Capture, simulated)]);
            Assert.Equal(1, log.DurableSize);
        }

        foreach (string odd in new[] { "a/simulated", "a/SIMULATED/b", "a simulated log", "SIMULATED" }) Assert.NotNull(LogOrigin.Refusal(odd));
    }

    [Fact]
    public void A_padded_log_grows_by_whole_buckets_and_its_blanks_look_like_records()
    {
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open("/s", LogKit.Origin, signer, LogKit.Options(new Disks.SimulatedDisk(), padTo: 64));
        Assert.Equal(64, log.Publish().Size); // a quiet interval
        log.Append(LogKit.Items(0, 65));
        Assert.Equal(64 + 128, log.Publish().Size);
        EvidenceReader reader = log.Read();
        Assert.Equal(65, reader.Enumerate().Count());
        Assert.All(Enumerable.Range(0, 192), i => Assert.Equal(CoarseType.Undisclosed, reader.ReadLeaf(i).Type));
        Assert.True(reader.ReadRecord(0)!.Value.IsEmpty);
    }

    [Fact]
    public void A_store_is_refused_when_its_checkpoint_is_changed_missing_of_another_key_or_older_than_its_journal()
    {
        using TemporaryFolder folder = LogKit.Folder();
        using Ed25519Signer signer = LogKit.Signer();
        string path = folder.Below("log", "checkpoint");
        string old;
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer))
        {
            log.Append(LogKit.Items(0, 10));
            log.Publish();
            old = File.ReadAllText(path);
            log.Append(LogKit.Items(10, 10));
            Assert.Throws<EvidenceBusyException>(() => EvidenceLog.Open(folder.Path, LogKit.Origin, signer)); // one writer only
        }

        string good = File.ReadAllText(path);
        EvidenceDamagedException Refused(string? text)
        {
            if (text is null) File.Delete(path);
            else File.WriteAllText(path, text);
            return Assert.Throws<EvidenceDamagedException>(() => EvidenceLog.Open(folder.Path, LogKit.Origin, signer));
        }

        Refused(good.Replace("\n20\n", "\n10\n", StringComparison.Ordinal));
        Refused(null);
        Assert.Contains("journal", Refused(old).Message, StringComparison.Ordinal); // an old backup of the checkpoint alone
        using Ed25519Signer other = new(LogKit.Origin, new byte[32]);
        Refused(Checkpoint.Sign(other, 20, TreeHash.EmptyRoot).Note);
        File.WriteAllText(path, good);
        EvidenceLog.Open(folder.Path, LogKit.Origin, signer).Dispose();
    }

    [Fact]
    public void Empty_and_oversized_records_are_refused_and_nothing_of_their_batch_is_sealed()
    {
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open("/s", LogKit.Origin, signer, LogKit.Options(new Disks.SimulatedDisk()) with { MaxRecordBytes = 100 });
        foreach (int length in new[] { 0, 101 })
        {
            Assert.Throws<ArgumentException>(() => log.Append([.. LogKit.Items(0, 1), new SealItem(new byte[length], CoarseType.Capture, false)]));
        }

        Assert.Equal(0, log.DurableSize);
        Assert.Single(log.Append([new SealItem(new byte[100], CoarseType.Capture, false)]));
    }

    [Fact]
    public void Only_the_owner_can_read_openings_journal_and_key()
    {
        using TemporaryFolder folder = LogKit.Folder();
        using Ed25519Signer signer = KeyFile.OpenOrCreate(folder.Below("log.key"), LogKit.Origin);
        using (EvidenceLog log = EvidenceLog.Open(folder.Path, LogKit.Origin, signer)) log.Append(LogKit.Items(0, 3));
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (string name in new[] { "openings", "journal", "log.key" }) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(folder.Below(name)) & others);
        using (Ed25519Signer again = KeyFile.OpenOrCreate(folder.Below("log.key"), LogKit.Origin))
        {
            Assert.Equal(VerifierKey.Of(signer).ToString(), VerifierKey.Of(again).ToString());
        }

        Assert.Throws<EvidenceDamagedException>(() => KeyFile.OpenOrCreate(folder.Below("log.key"), "another"));
        File.SetUnixFileMode(folder.Below("log.key"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Throws<EvidenceDamagedException>(() => KeyFile.OpenOrCreate(folder.Below("log.key"), LogKit.Origin));
    }

    [Fact]
    public void Every_pair_of_checkpoints_of_a_growing_log_is_consistent()
    {
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open("/s", LogKit.Origin, signer, LogKit.Options(new Disks.SimulatedDisk()));
        List<Checkpoint> seen = [log.Checkpoint];
        for (int at = 0, step = 1; at < 1500; at += step++)
        {
            log.Append(LogKit.Items(at, step));
            seen.Add(log.Publish());
        }

        EvidenceReader reader = log.Read();
        Assert.All(seen, c => Assert.True(ProofCheck.Extension(c.Size, c.Root, reader.Checkpoint.Size, reader.Checkpoint.Root, reader.ProveConsistency(c.Size))));
    }
}
