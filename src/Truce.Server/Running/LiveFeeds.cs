using Truce.Evidence.Leaves;
using Truce.Evidence.Trees;
using Truce.Feeds;
using Truce.Feeds.Following;
using Truce.Feeds.SeedLink;
using Truce.Measures;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>Follows the folders and servers of a running mission: each new batch is sealed, decoded and settled at once. Bounded: one batch in memory, and the queue of each server.</summary>
internal sealed class LiveFeeds : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1); // a batch of a server is closed so often
    private const int FolderTurns = 2; // folders are looked at every second time
    private const int MostBatches = 8; // of one server in one round: questions of the page wait for a round

    private readonly StoreFolder _store;
    private readonly MissionWorld _world;
    private readonly Walker _walker;
    private readonly TimeProvider _clock, _received;
    private readonly (MissionFeed Feed, FolderFollower Follower)[] _followed;
    private readonly (MissionFeed Feed, SeedLinkFeed Link)[] _links;

    /// <param name="store">The store.</param>
    /// <param name="world">The mission.</param>
    /// <param name="walker">Its walk, taken up to where the log ends.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="tune">Changes waits and bounds of what follows servers.</param>
    public LiveFeeds(StoreFolder store, MissionWorld world, Walker walker, TimeProvider clock, Func<SeedLinkOptions, SeedLinkOptions>? tune = null)
    {
        _store = store;
        _world = world;
        _walker = walker;
        _clock = clock;
        _received = MissionRun.ClockOf(world, clock);
        SealedInput[] known = [.. SealedLog.Inputs(SealedLog.Records(store.Log.Read())).Select(i => i.Input)];
        _followed = [.. world.Mission.Feeds.Where(f => f.Follow is not null).Select(f => (f, Open(f, known)))];
        _links = [.. world.Mission.Feeds.Where(f => f.SeedLink is not null).Select(f => (f, Open(f, tune ?? (o => o))))];
    }

    /// <summary>Begins to follow the servers; folders are followed by <see cref="Poll"/> alone.</summary>
    public void Start()
    {
        foreach ((_, SeedLinkFeed link) in _links) link.Start();
    }

    /// <summary>Follows until it is told to stop; with nothing to follow it only waits.</summary>
    public async Task FollowAsync(ConsoleView view, CancellationToken stop)
    {
        Start();
        using var timer = new PeriodicTimer(Pause, _clock);
        for (int turn = 0; await timer.WaitForNextTickAsync(stop).ConfigureAwait(false); turn++)
        {
            bool folders = _followed.Length > 0 && turn % FolderTurns == 0;
            if (folders || _links.Length > 0) view.Exclusively(() => Poll(folders));
        }
    }

    /// <summary>One round over all servers and, unless told otherwise, all folders; settles when something came.</summary>
    public bool Poll(bool folders = true)
    {
        bool came = false;
        foreach ((MissionFeed feed, FolderFollower follower) in folders ? _followed : [])
        {
            foreach (Followed item in follower.Poll())
            {
                if (item is Followed.Batch batch) came |= Take(feed, FollowedItems.NameOf(feed.Id, batch), _store.Blobs.Put(batch.Bytes), batch.Bytes.Length);
                else if (item is Followed.Trouble trouble) Console.Error.WriteLine($"feed {feed.Id}: {trouble.Reason}: {trouble.Detail}");
            }
        }

        foreach ((MissionFeed feed, SeedLinkFeed link) in _links)
        {
            for (int n = 0; n < MostBatches && link.Drain() is { } batch; n++) came |= Take(feed, link, batch);
        }

        DateTimeOffset now = _received.GetUtcNow();
        if (!came && !_walker.Engine.IsOverdue(now)) return false;
        _walker.Tick(Later(now, _walker.Engine.LastPending, _walker.Settled?.AddMilliseconds(1)));
        _store.Log.Publish();
        return came;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach ((_, SeedLinkFeed link) in _links) await link.DisposeAsync().ConfigureAwait(false);
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

    // Both blobs first, then the one entry that names both: a crash between leaves blobs that nothing speaks of, and the packets come again.
    private bool Take(MissionFeed feed, SeedLinkFeed link, SeedLinkBatch batch)
    {
        byte[] written = batch.Notes.Write();
        Digest notes = _store.Blobs.Put(written);
        Digest payloads = batch.Payloads.Length == 0 ? notes : _store.Blobs.Put(batch.Payloads);
        bool came = Take(feed, SeedLinkNotes.NameOf(feed.Id, Walker.HashOf(notes)), payloads, batch.Payloads.Length == 0 ? written.Length : batch.Payloads.Length);
        link.Sealed(batch);
        foreach (NotedEvent e in batch.Notes.Events.Where(e => e.Kind is "connected" or "lost" or "silent")) Console.Error.WriteLine($"feed {feed.Id}: {e.Kind}: {e.Text}");
        return came;
    }

    private bool Take(MissionFeed feed, string name, Digest blob, int bytes)
    {
        var input = new SealedInput("feed", feed.Id, name, Walker.HashOf(blob), bytes, _received.GetUtcNow());
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

    private SeedLinkFeed Open(MissionFeed feed, Func<SeedLinkOptions, SeedLinkOptions> tune)
    {
        SeedLinkOptions options = tune(SeedLinkFeed.OptionsOf(feed.SeedLink!));
        if (options.Problems() is { Count: > 0 } problems) throw new BadInputException($"feed {feed.Id}: {string.Join("; ", problems)}");
        return new(options, _walker.Engine.Networks[feed.Id].Link.State(), _clock);
    }
}
