using System.Collections.Immutable;
using Truce.Feeds.SeedLink;
using Truce.Server.Running;
using Truce.Simulation.SeedLink;
using Truce.Testing;

namespace Truce.Server.Tests.SeedLink;

/// <summary>What the tests of both ends share: real records, a client with short waits, and a way to run it to a condition.</summary>
internal static class SeedLinkRig
{
    /// <summary>Longest that any scenario may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The five-channel network of the shared data, written as records of 512 bytes.</summary>
    public static ServedRecord[] UhNetwork() =>
        ServedWaveforms.Read(Directory.GetFiles(SharedData.Path("seismo/obspy-uh-network"), "*.gz").Order(StringComparer.Ordinal), recut: true, Assert.Fail);

    /// <summary>The records of one array as they lie in the file, 4,096 bytes each.</summary>
    public static ServedRecord[] W220() => ServedWaveforms.Read([SharedData.Path("seismo/hrr5/W220_100Hz.mseed")], recut: false, Assert.Fail);

    public static SeedLinkOptions Options(int port, SeedLinkProtocol protocol, params string[] stations) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Protocol = protocol,
        Stations = [.. stations.Select(s => SeedLinkRequest.Parse(s, out _)!)],
        FromOldest = true,
        FirstBackOff = TimeSpan.FromMilliseconds(10),
        LongestBackOff = TimeSpan.FromMilliseconds(100),
    };

    public static SeedLinkServer Serve(IEnumerable<ServedRecord> records, SeedLinkServerOptions? options = null)
    {
        var server = new SeedLinkServer(options ?? new());
        server.AddAll(records);
        server.Start();
        return server;
    }

    /// <summary>Runs a client until a condition holds of what it told, or its run ends; acknowledges every packet.</summary>
    public static async Task<ImmutableArray<SeedLinkEvent>> RunAsync(
        SeedLinkOptions options, SeedLinkState state, Func<IReadOnlyList<SeedLinkEvent>, bool> enough, TimeProvider? time = null, bool acknowledge = true, Action<SeedLinkEvent>? each = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Patience);
        using var client = new SeedLinkClient(options, state, time ?? TimeProvider.System);
        Task run = client.RunAsync(stop.Token);
        List<SeedLinkEvent> told = [];
        await foreach (SeedLinkEvent happened in client.Events.ReadAllAsync(CancellationToken.None))
        {
            told.Add(happened);
            each?.Invoke(happened);
            if (acknowledge && happened is SeedLinkEvent.Packet packet) client.Acknowledge(packet);
            if (!enough(told)) continue;
            await stop.CancelAsync();
            break;
        }

        await run;
        return [.. told];
    }

    public static SeedLinkEvent.Packet[] Packets(this IEnumerable<SeedLinkEvent> told) => [.. told.OfType<SeedLinkEvent.Packet>()];
}
