using Truce.Evidence.Keys;
using Truce.Evidence.Logs;
using Truce.Evidence.Notes;
using Truce.Evidence.Tests.Disks;
using Truce.Evidence.Tiles;
using Truce.Evidence.Trees;

namespace Truce.Evidence.Tests.Logs;

/// <summary>Power cuts, kills and disk errors at every change that the log makes to the disk.</summary>
public sealed class CrashTests
{
    private const string Store = "/store";
    private static readonly int[] s_batches = [1, 3, 90, 30, 7, 140, 20, 1, 9, 2, 5, 1];

    /// <summary>What the outside world has seen: acknowledgements and checkpoints.</summary>
    private sealed class World
    {
        internal Dictionary<long, long> Acked { get; } = [];   // record number → index

        internal List<(long Size, Digest Root)> Checkpoints { get; } = [];

        internal long NextRecord { get; set; }
    }

    [Fact]
    public void After_a_power_cut_at_any_change_every_acknowledged_record_is_there_exactly_once()
    {
        int cuts = 0;
        List<string> lost = [];
        for (int cut = 1; ; cut++, cuts++)
        {
            SimulatedDisk disk = new() { CutAt = cut };
            World world = new();
            if (!WorkUntilItBreaks(disk, world)) break;
            for (int seed = 0; seed < 2; seed++)
            {
                if (Recover(disk.AfterPowerCut((cut * 10) + seed), world) is { } problem) lost.Add($"cut {cut} seed {seed}: {problem}");
            }

            if (Recover(disk.AfterKill(), world) is { } afterKill) lost.Add($"kill {cut}: {afterKill}");
        }

        Assert.Empty(lost);
        Assert.True(cuts >= 100, $"{cuts} crash points");
    }

    [Theory]
    [InlineData("/journal/")]
    [InlineData("/openings/")]
    [InlineData("checkpoint")]
    [InlineData("/tile/")]
    public void A_log_that_skips_a_sync_is_caught(string place)
    {
        // The planted defect: without the sync of this file the same test must find a loss.
        for (int cut = 1; ; cut++)
        {
            SimulatedDisk disk = new() { CutAt = cut, IgnoreSyncOf = place };
            World world = new();
            if (!WorkUntilItBreaks(disk, world)) break;
            for (int seed = 0; seed < 10; seed++)
            {
                if (Recover(disk.AfterPowerCut((cut * 10) + seed), world) is not null) return;
            }
        }

        Assert.Fail($"no cut shows that {place} is not synced");
    }

    [Fact]
    public void A_crash_during_the_recovery_from_a_crash_loses_nothing()
    {
        Random random = new(20221122);
        List<string> lost = [];
        for (int round = 0; round < 60; round++)
        {
            SimulatedDisk disk = new();
            World world = new();
            string? problem = null;
            for (int life = 0; life < 4 && problem is null; life++)
            {
                disk.CutAt = disk.Operations + random.Next(1, 60);
                WorkUntilItBreaks(disk, world);
                disk = disk.AfterPowerCut(random.Next());
            }

            problem ??= Recover(disk, world);
            if (problem is not null) lost.Add($"round {round}: {problem}");
        }

        Assert.Empty(lost);
    }

    [Fact]
    public void A_disk_error_at_any_change_stops_the_log_for_good_and_loses_nothing_acknowledged()
    {
        int errors = 0;
        for (int fail = 1; ; fail++, errors++)
        {
            SimulatedDisk disk = new() { FailAt = fail };
            World world = new();
            using Ed25519Signer signer = LogKit.Signer();
            EvidenceLog log;
            try
            {
                log = EvidenceLog.Open(Store, LogKit.Origin, signer, LogKit.Options(disk, publishEvery: 120));
            }
            catch (IOException)
            {
                Assert.Null(Recover(disk.AfterKill(), world));
                continue;
            }

            bool stopped = !Work(log, disk, world);
            if (stopped)
            {
                int before = disk.Operations;
                Assert.Throws<EvidenceStoppedException>(() => log.Append(LogKit.Items(1_000_000, 1)));
                Assert.Throws<EvidenceStoppedException>(log.Publish);
                Assert.Equal(before, disk.Operations); // never retried
                if (log.Checkpoint.Size > 0) Assert.NotNull(log.ReadRecord(0)); // reads go on
            }

            log.Dispose();
            Assert.Null(Recover(disk.AfterKill(), world));
            Assert.Null(Recover(disk.AfterPowerCut(fail), world));
            if (!stopped) break;
        }

        Assert.True(errors >= 100, $"{errors} error points");
    }

    [Fact]
    public void A_torn_tail_of_the_journal_is_dropped_and_damage_before_acknowledged_records_is_refused()
    {
        SimulatedDisk disk = new();
        using Ed25519Signer signer = LogKit.Signer();
        EvidenceLog log = EvidenceLog.Open(Store, LogKit.Origin, signer, LogKit.Options(disk));
        log.Append(LogKit.Items(0, 5));
        int firstBatch = disk.Read(Store + "/journal/intake")!.Length;
        log.Append(LogKit.Items(5, 5));
        byte[] journal = disk.Read(Store + "/journal/intake")!;

        foreach (int tail in new[] { 1, 23, 24, 25, journal.Length / 4 })
        {
            SimulatedDisk torn = disk.AfterKill();
            torn.Write(Store + "/journal/intake", journal.AsSpan(0, journal.Length - tail));
            using EvidenceLog again = EvidenceLog.Open(Store, LogKit.Origin, signer, LogKit.Options(torn));
            Assert.Equal(5, again.DurableSize);
        }

        for (int at = 0; at < firstBatch; at += 7)
        {
            SimulatedDisk damaged = disk.AfterKill();
            byte[] changed = [.. journal];
            changed[at] ^= 0x10;
            damaged.Write(Store + "/journal/intake", changed);
            Assert.Throws<EvidenceDamagedException>(() => EvidenceLog.Open(Store, LogKit.Origin, signer, LogKit.Options(damaged)));
        }
    }

    /// <summary>Opens and works; true when the disk broke on the way.</summary>
    private static bool WorkUntilItBreaks(SimulatedDisk disk, World world)
    {
        using Ed25519Signer signer = LogKit.Signer();
        try
        {
            EvidenceLog log = EvidenceLog.Open(Store, LogKit.Origin, signer, LogKit.Options(disk, publishEvery: 120) with { Salts = new FreshSalts() });
            return !Work(log, disk, world);
        }
        catch (Exception e) when (e is IOException or EvidenceStoppedException)
        {
            Observe(disk, world);
            return true;
        }
    }

    private static bool Work(EvidenceLog log, SimulatedDisk disk, World world)
    {
        int step = 0;
        foreach (int batch in s_batches)
        {
            try
            {
                long from = world.NextRecord;
                world.NextRecord += batch;
                IReadOnlyList<SealReceipt> receipts = log.Append(LogKit.Items(from, batch));
                for (int i = 0; i < batch; i++) world.Acked.Add(from + i, receipts[i].Index);
                if (step++ % 3 == 2) log.Publish();
                Observe(disk, world);
            }
            catch (EvidenceStoppedException)
            {
                Observe(disk, world);
                return false;
            }
        }

        return true;
    }

    /// <summary>Someone reads the public folder at the worst moment: what he saw must stay true.</summary>
    private static void Observe(SimulatedDisk disk, World world)
    {
        if (disk.Read(Store + "/log/checkpoint") is not { } note) return;
        Assert.True(Checkpoint.TryOpen(note, LogKit.Key(), out Checkpoint? checkpoint, out string error), error);
        world.Checkpoints.Add((checkpoint!.Size, checkpoint.Root));
    }

    /// <summary>Null when the store, opened again, keeps every promise; else which one it breaks.</summary>
    private static string? Recover(SimulatedDisk disk, World world)
    {
        using Ed25519Signer signer = LogKit.Signer();
        try
        {
            using EvidenceLog log = EvidenceLog.Open(Store, LogKit.Origin, signer, LogKit.Options(disk) with { Salts = new FreshSalts() });
            log.Append(LogKit.Items(2_000_000, 2)); // it must go on, too
            EvidenceReader reader = log.Read();
            TileReader tiles = new(path => disk.Read(Store + "/log/" + path), reader.Checkpoint.Size);
            List<Digest> leaves = [];
            for (long n = 0; n * 256 < reader.Checkpoint.Size; n++) leaves.AddRange(tiles.Entries(n).Select(e => TreeHash.Leaf(e.Span)));
            if (TreeHash.Root([.. leaves]) != reader.Checkpoint.Root) return "the entries do not give the root";
            Dictionary<string, List<long>> places = [];
            foreach ((long index, _, ReadOnlyMemory<byte> record) in reader.Enumerate())
            {
                string key = Convert.ToHexString(record.Span);
                if (!places.TryGetValue(key, out List<long>? list)) places[key] = list = [];
                list.Add(index);
            }

            if (places.Values.Any(p => p.Count > 1)) return "a record is there twice";
            foreach ((long record, long index) in world.Acked)
            {
                if (!places.TryGetValue(Convert.ToHexString(LogKit.Record(record)), out List<long>? at) || at[0] != index) return $"record {record} is not at {index}";
            }

            foreach ((long size, Digest root) in world.Checkpoints)
            {
                if (size > reader.Checkpoint.Size) return $"a checkpoint of {size} was seen, the log has {reader.Checkpoint.Size}";
                if (!ProofCheck.Extension(size, root, reader.Checkpoint.Size, reader.Checkpoint.Root, reader.ProveConsistency(size))) return $"the log forked after {size}";
            }

            return null;
        }
        catch (EvidenceDamagedException e)
        {
            return e.Message;
        }
    }

    /// <summary>Fresh salts, different in every life: a replay may not depend on drawing the same ones.</summary>
    private sealed class FreshSalts : Evidence.Leaves.ISaltSource
    {
        public void Fill(Span<byte> salt) => System.Security.Cryptography.RandomNumberGenerator.Fill(salt);
    }
}
