using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Tests.Disks;

namespace Truce.Evidence.Tests.Logs;

public sealed class SequencerTests
{
    [Fact]
    public async Task Many_callers_share_syncs_and_each_gets_its_own_index()
    {
        SimulatedDisk disk = new();
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open("/s", LogKit.Origin, signer, LogKit.Options(disk));
        SealReceipt[] receipts;
        int before = disk.Operations;
        await using (Sequencer sequencer = new(log, new SequencerOptions { PublishInterval = TimeSpan.FromHours(1) }))
        {
            receipts = await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => sequencer.AppendAsync(LogKit.Items(i % 1000, 1)[0], TestContext.Current.CancellationToken).AsTask()));
            Assert.True(disk.Operations - before < 1000, "a sync a record is not group commit");
        }

        Assert.Equal(1000, log.Checkpoint.Size);
        Assert.Equal(1000, receipts.Count(r => r.IsNew));
        for (int i = 0; i < 2000; i++) Assert.Equal(LogKit.Record(i % 1000), log.ReadRecord(receipts[i].Index)!.Value.ToArray());
    }

    [Fact]
    public async Task One_callers_bad_record_fails_alone_and_a_broken_disk_acknowledges_nothing_more()
    {
        SimulatedDisk disk = new();
        using Ed25519Signer signer = LogKit.Signer();
        using EvidenceLog log = EvidenceLog.Open("/s", LogKit.Origin, signer, LogKit.Options(disk));
        await using Sequencer sequencer = new(log, new SequencerOptions { PublishInterval = TimeSpan.FromHours(1) });
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Task<SealReceipt> good = sequencer.AppendAsync(LogKit.Items(1, 1)[0], cancellation).AsTask();
        Task<SealReceipt> bad = sequencer.AppendAsync(new SealItem("x"u8.ToArray(), CoarseType.Capture, Simulated: true), cancellation).AsTask();
        Task<SealReceipt> alsoGood = sequencer.AppendAsync(LogKit.Items(2, 1)[0], cancellation).AsTask();
        await Assert.ThrowsAsync<ArgumentException>(() => bad);
        Assert.NotEqual((await good).Index, (await alsoGood).Index);

        disk.FailAt = disk.Operations + 1;
        await Assert.ThrowsAsync<EvidenceStoppedException>(() => sequencer.AppendAsync(LogKit.Items(3, 1)[0], cancellation).AsTask());
        await Assert.ThrowsAsync<EvidenceStoppedException>(() => sequencer.AppendAsync(LogKit.Items(4, 1)[0], cancellation).AsTask());
    }
}
