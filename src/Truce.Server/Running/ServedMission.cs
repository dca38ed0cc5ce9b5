using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Truce.Evidence.Disks;
using Truce.Evidence.Logs;
using Truce.Feeds.SeedLink;
using Truce.Pages;
using Truce.Response.Notices;
using Truce.Server.Consoles;
using Truce.Server.Fdsn;
using Truce.Server.Guarantors;
using Truce.Server.Missions;

namespace Truce.Server.Running;

/// <summary>A mission that is served: its store taken up, its feeds followed, the page and the services of FDSN answered on this machine.</summary>
internal sealed class ServedMission : IAsyncDisposable
{
    private readonly MissionWorld _world;
    private readonly StoreFolder _store;
    private readonly WebApplication _app;
    private readonly LiveFeeds _live;
    private readonly ConsoleView _view;
    private readonly TimeProvider _clock;
    private readonly Task _warm;

    private ServedMission(MissionWorld world, StoreFolder store, WebApplication app, LiveFeeds live, ConsoleView view, TimeProvider clock, Task warm) =>
        (_world, _store, _app, _live, _view, _clock, _warm) = (world, store, app, live, view, clock, warm);

    /// <summary>The mission.</summary>
    public Mission Mission => _world.Mission;

    /// <summary>Where it answers.</summary>
    public IReadOnlyCollection<string> Urls => [.. _app.Urls];

    /// <summary>Takes the mission up and begins to answer; throws <see cref="BadInputException"/> and what disk and sockets throw.</summary>
    /// <param name="missionPath">Folder of the mission, or its file.</param>
    /// <param name="storePath">The store.</param>
    /// <param name="urls">Address to listen on.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="tune">Changes waits and bounds of what follows servers.</param>
    /// <param name="stop">Ends the start.</param>
    /// <param name="postureRules">File of rules that promised sites are held against; absent for none.</param>
    public static async Task<ServedMission> StartAsync(string missionPath, string storePath, string urls, TimeProvider clock, Func<SeedLinkOptions, SeedLinkOptions>? tune, CancellationToken stop, string? postureRules = null)
    {
        Progress progress = Progress.OnTerminal(clock);
        (Mission mission, MissionFiles files) = MissionRun.Read(missionPath);
        MissionWorld world = MissionRun.World(mission, progress);
        PostureBasis posture = PosturePages.Read(world.NewTerms().Agreement, postureRules);
        StoreFolder store = StoreFolder.Open(storePath, mission.LogOrigin);
        WebApplication? app = null;
        try
        {
            Walker walker = MissionRun.Run(store, world, files, clock.GetUtcNow() > EndOf(world) ? DateTimeOffset.MaxValue.AddDays(-400) : EndOf(world), clock, progress);
            var view = new ConsoleView(store, world);
            var live = new LiveFeeds(store, world, walker, clock, tune);
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls(urls);
            app = builder.Build();
            ConsoleEndpoints.Map(app, view.Data());
            DateTimeOffset? Settled() => view.Ask(read => read.LastTickMs()) is { } tick ? DateTimeOffset.FromUnixTimeMilliseconds(tick) : null;
            var ledger = new LedgerPages(storePath, clock, Settled);
            var indicators = new IndicatorPages(store, world);
            GuarantorEndpoints.Map(app, ledger, posture, console: true);
            ResponseEndpoints.Map(app, ledger, new ResponsePages(storePath, mission, world.Agreement, clock, Settled, (opened, known) => view.Ask(read => ConsultationFindings.Of(read, opened, known))), indicators);
            FdsnEndpoints.Map(app, MissionArchive.Of(store, mission, walker.Engine, clock));
            await app.StartAsync(stop).ConfigureAwait(false);
            return new(world, store, app, live, view, clock, Task.Run(() => Warm(ledger, indicators, stop), stop));
        }
        catch
        {
            if (app is not null) await app.DisposeAsync().ConfigureAwait(false);
            store.Dispose();
            throw;
        }
    }

    // Beside the answers, so that nobody waits; what fails here fails again for whoever asks, and says so there.
    private static void Warm(LedgerPages ledger, IndicatorPages indicators, CancellationToken stop)
    {
        foreach (Action step in (Action[])[() => GuarantorEndpoints.Warm(ledger), () => GuarantorEndpoints.WarmEarlier(ledger), () => indicators.Board(null)])
        {
            stop.ThrowIfCancellationRequested();
            step();
        }
    }

    /// <summary>Takes what invitees' systems post, on an address of its own: a proxy that lets peers in must not let them in to the console.</summary>
    /// <param name="keys">Keys by peer.</param>
    /// <param name="urls">Address to listen on.</param>
    /// <param name="told">Hears of each answer to a known peer, as one line of JSON.</param>
    /// <param name="stop">Ends the start.</param>
    public Task<ResponseListener> ListenAsync(IReadOnlyDictionary<string, IReadOnlyList<Secret>> keys, string urls, Action<JsonObject> told, CancellationToken stop)
    {
        bool Held(Action<EvidenceLog, BlobStore> work)
        {
            work(_store.Log, _store.Blobs);
            return true;
        }

        var inbox = new ResponseInbox(_store.Path, Held, () => (_world.Mission, _world.Agreement), _clock);
        inbox.TryBegin();
        return ResponseListener.StartAsync(inbox, keys, urls, told, stop);
    }

    /// <summary>Follows the feeds until it is told to stop, with <see cref="OperationCanceledException"/>.</summary>
    public Task FollowAsync(CancellationToken stop) => _live.FollowAsync(_view, stop);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _live.DisposeAsync().ConfigureAwait(false);
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAny(_warm).ConfigureAwait(false); // it reads the store
        _store.Dispose();
    }

    /// <summary>A finished mission is walked to its end; a running one to now.</summary>
    private static DateTimeOffset EndOf(MissionWorld world) =>
        world.Mission.Simulated || world.Mission.LastDay is null ? DateTimeOffset.MaxValue.AddDays(-400) : world.Days.Period(world.Mission.LastDay.Value).End;
}
