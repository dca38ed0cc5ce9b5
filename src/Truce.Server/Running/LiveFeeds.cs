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
    private readonly TimeProvider _clock;
    private readonly (MissionFeed Feed, FolderFollower Follower)[] _followed;

    public LiveFeeds(StoreFolder store, MissionWorld world, Walker walker, TimeProvider clock)
    {
        _store = store;
        _world = world;
        _walker = walker;
        _clock = clock;
        _followed = [.. world.Mission.Feeds.Where(f => f.Follow is not null).Select(f => (f, Open(f)))];
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
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset last = _walker.Engine.LastPending ?? now;
        _walker.Tick(last > now ? last : now);
        _store.Log.Publish();
        return true;
    }

    private bool Take(MissionFeed feed, Followed.Batch batch)
    {
        Digest blob = _store.Blobs.Put(batch.Bytes);
        var input = new SealedInput("feed", feed.Id, $"{feed.Id}/{batch.Name}@{batch.FileOffset}", Walker.HashOf(blob), batch.Bytes.Length, _clock.GetUtcNow());
        byte[] record = CanonicalJson.Write(WalkRecords.Input(input, _world.Mission.Simulated));
        long index = _store.Log.Append([new(record, CoarseType.Capture, _world.Mission.Simulated)])[0].Index;
        _walker.Take(input, index);
        return true;
    }

    private FolderFollower Open(MissionFeed feed)
    {
        FeedFormats.TryGet(feed.Format, out FeedFormat format);
        Directory.CreateDirectory(feed.Follow!);
        return new FolderFollower(feed.Follow!, "*", format.Framing, new FollowOptions(), _clock);
    }
}
