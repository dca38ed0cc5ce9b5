using Truce.Evidence.Leaves;
using Truce.Evidence.Trees;
using Truce.Feeds;
using Truce.Feeds.Following;
using Truce.Measures;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>Follows the folders of a running mission: each new batch is sealed, decoded and settled at once. Bounded by the follower: one batch in memory.</summary>
internal sealed class LiveFeeds
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly StoreFolder _store;
    private readonly MissionWorld _world;
    private readonly Walker _walker;
    private readonly TimeProvider _clock, _received;
    private readonly (MissionFeed Feed, FolderFollower Follower)[] _followed;

    public LiveFeeds(StoreFolder store, MissionWorld world, Walker walker, TimeProvider clock)
    {
        _store = store;
        _world = world;
        _walker = walker;
        _clock = clock;
        _received = MissionRun.ClockOf(world, clock);
        SealedInput[] known = [.. SealedLog.Inputs(SealedLog.Records(store.Log.Read())).Select(i => i.Input)];
        _followed = [.. world.Mission.Feeds.Where(f => f.Follow is not null).Select(f => (f, Open(f, known)))];
    }

    /// <summary>Follows until it is told to stop; without a folder to follow it only waits.</summary>
    public async Task FollowAsync(ConsoleView view, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pause, _clock);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            if (_followed.Length > 0) view.Exclusively(Poll);
        }
    }

    /// <summary>One round over all folders; settles when something came.</summary>
    public bool Poll()
    {
        bool came = false;
        foreach ((MissionFeed feed, FolderFollower follower) in _followed)
        {
            foreach (Followed item in follower.Poll())
            {
                if (item is Followed.Batch batch) came |= Take(feed, batch);
                else if (item is Followed.Trouble trouble) Console.Error.WriteLine($"feed {feed.Id}: {trouble.Reason}: {trouble.Detail}");
            }
        }

        if (!came) return false;
        _walker.Tick(Later(_received.GetUtcNow(), _walker.Engine.LastPending, _walker.Settled?.AddMilliseconds(1)));
        _store.Log.Publish();
        return true;
    }

    /// <summary>The latest: after everything that waits is known, and after whatever was settled before.</summary>
    private static DateTimeOffset Later(DateTimeOffset now, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (DateTimeOffset? other in others)
        {
            if (other > now) now = other.Value;
        }

        return now;
    }

    private bool Take(MissionFeed feed, Followed.Batch batch)
    {
        Digest blob = _store.Blobs.Put(batch.Bytes);
        var input = new SealedInput("feed", feed.Id, FollowedItems.NameOf(feed.Id, batch), Walker.HashOf(blob), batch.Bytes.Length, _received.GetUtcNow());
        byte[] record = CanonicalJson.Write(WalkRecords.Input(input, _world.Mission.Simulated));
        long index = _store.Log.Append([new(record, CoarseType.Capture, _world.Mission.Simulated)])[0].Index;
        _walker.Take(input, index);
        return true;
    }

    private FolderFollower Open(MissionFeed feed, SealedInput[] known)
    {
        FeedFormat format = Engine.FormatOf(_world.Mission, feed);
        Directory.CreateDirectory(feed.Follow!);
        var follower = new FolderFollower(feed.Follow!, "*", format.Framing, new FollowOptions(), _clock);
        follower.Resume(FollowedItems.Positions(feed.Id, known, _store));
        return follower;
    }
}
