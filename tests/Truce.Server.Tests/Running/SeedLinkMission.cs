using System.Buffers;
using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using Truce.Feeds.SeedLink;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Server.Running;
using Truce.Simulation.Listening;
using Truce.Simulation.SeedLink;
using Truce.Storage.Sqlite;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>A SIMULATED network as records of SeedLink, a mission that follows their server, and a clock that stands where a test puts it.</summary>
internal sealed class SeedLinkMission : IDisposable
{
    public static readonly GeoPoint Middle = new(50, 30);
    public static readonly Instant Start = Instant.FromUtc(2031, 3, 1, 12, 0, 0);
    public static readonly SimulatedShock Shock = new(Start + Duration.FromSeconds(130.4), new LocalPlane(Middle).ToGeo(4_000, -3_000), 900);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();
    private readonly SimulatedNetwork _scene = new(SmallNetwork.About(Middle), [Shock], 20261122);

    public SeedLinkMission()
    {
        string recorded = Path.Combine(_folder.Root, "recorded");
        Directory.CreateDirectory(recorded);
        for (int s = 0; s < _scene.Sensors.Length; s++)
        {
            var to = new ArrayBufferWriter<byte>();
            Assert.True(MiniSeedWriter.TryWrite(_scene.Segment(s, Start, 30_000), new() { Version = 2, RecordBytes = 512 }, to, out _));
            File.WriteAllBytes(Path.Combine(recorded, $"sensor{s:d2}.mseed"), to.WrittenSpan);
        }

        Records = ServedWaveforms.Read(Directory.GetFiles(recorded).Order(StringComparer.Ordinal), recut: true, Assert.Fail);
    }

    /// <summary>Five minutes of twelve channels, in the order in which they would have been sent.</summary>
    public ServedRecord[] Records { get; }

    public StandingClock Clock { get; } = new();

    public void Dispose() => _folder.Dispose();

    public string At(string name) => Path.Combine(_folder.Root, name);

    /// <summary>Writes a mission that follows a server on this machine.</summary>
    public string Lay(string name, int port, string streams = "[\"XX_G?\", XX_A]", string version = "auto", string label = "public")
    {
        string mission = At(name);
        Directory.CreateDirectory(mission);
        File.WriteAllText(Path.Combine(mission, "stations.csv"), SmallNetwork.Table(_scene.Sensors));
        File.WriteAllText(Path.Combine(mission, "ground.csv"), "# name: even\n# source: SIMULATED\ndepth_km,vp_km_s,vs_km_s\n0,6,3.5\n");
        File.Copy(Path.Combine(Repository.Root, "missions", "june-2022", "agreement.json"), Path.Combine(mission, "agreement.json"), overwrite: true);
        File.WriteAllText(Path.Combine(mission, "mission.yaml"), $$$"""
            mission: link
            title: {en: "SIMULATED: a network behind a SeedLink server"}
            simulated: true
            timeZone: Europe/Kyiv
            area: {south: 49.0, west: 29.0, north: 51.0, east: 31.0}
            days: {first: 2031-03-01}
            log: {origin: truce.example/link/SIMULATED}
            parties:
              - {id: A, name: {en: Party A}}
              - {id: B, name: {en: Party B}}
            agreement: agreement.json
            lines:
              - {id: LOC, geometry: none, reason: {en: "SIMULATED: no line"}}
            feeds:
              - id: network
                format: waveforms
                seedlink: {server: "127.0.0.1:{{{port}}}", streams: {{{streams}}}, version: {{{version}}}}
                stations: stations.csv
                options: {source: "SIMULATED network", ground: ground.csv}
                label: {{{label}}}
                grade: B

            """);
        return mission;
    }

    /// <summary>Serves the first records of the recording; on another life of the server the numbers are the same.</summary>
    public async Task<SeedLinkServer> ServeAsync(int port, int count)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                var server = new SeedLinkServer(new() { Port = port });
                server.AddAll(Records.Take(count));
                server.Start();
                return server;
            }
            catch (System.Net.Sockets.SocketException) when (attempt < 50)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken); // the port of the life before is let go in a moment
            }
        }
    }

    /// <summary>One life of a served mission.</summary>
    public async Task LiveAsync(string mission, string store, Func<Life, Task> during, Func<SeedLinkOptions, SeedLinkOptions>? tune = null)
    {
        await using var served = await ServedMission.StartAsync(mission, store, "http://127.0.0.1:0", Clock,
            o => (tune ?? (t => t))(o with { FirstBackOff = TimeSpan.FromMilliseconds(20), LongestBackOff = TimeSpan.FromMilliseconds(200) }), TestContext.Current.CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task following = served.FollowAsync(stop.Token);
        try
        {
            using var http = new HttpClient { BaseAddress = new(served.Urls.Single()) };
            await during(new(http, following));
        }
        finally
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        }
    }

    /// <summary>Bytes that dataselect gives of everything.</summary>
    public static byte[] Expected(IEnumerable<ServedRecord> records) => [.. records.OrderBy(r => r.Channel, ChannelId.ByText).ThenBy(r => r.Start).SelectMany(r => r.Bytes)];

    /// <summary>Observations of a store.</summary>
    public static List<JsonObject> Observations(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return [.. held.Read.ObservationsBetween(long.MinValue, long.MaxValue).Select(o => JsonNode.Parse(o.Json)!.AsObject())];
    }

    /// <summary>A mission while it lives.</summary>
    /// <param name="Http">Asks it.</param>
    /// <param name="Following">Ends with its fault.</param>
    internal sealed record Life(HttpClient Http, Task Following)
    {
        public async Task<byte[]> WaveformsAsync(string query = "start=2031-03-01&end=2031-03-02")
        {
            using HttpResponseMessage answer = await Http.GetAsync(new Uri("/fdsnws/dataselect/1/query?" + query, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent, answer.StatusCode.ToString());
            return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        }

        public async Task<long> LogSizeAsync() => (long)JsonNode.Parse(await Http.GetStringAsync(new Uri("/api/log", UriKind.Relative), TestContext.Current.CancellationToken))!["size"]!;

        /// <summary>Waits until something holds, or the mission fails, or patience ends.</summary>
        public async Task UntilAsync(string what, Func<Task<bool>> holds)
        {
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            while (!await holds())
            {
                if (Following.IsFaulted) await Following;
                Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(began) < Patience, $"waited {Patience} for: {what}");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        public Task UntilHeldAsync(int bytes) => UntilAsync($"{bytes} bytes", async () => (await WaveformsAsync()).Length >= bytes);
    }

    /// <summary>Its time stands until it is put forward; its timers run.</summary>
    internal sealed class StandingClock : TimeProvider
    {
        private long _ticks = (Start + Duration.FromMinutes(6)).ToDateTimeOffset().UtcTicks;

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

        public void Forward(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

        public void To(TimeSpan afterStart) => Interlocked.Exchange(ref _ticks, (Start.ToDateTimeOffset() + afterStart).UtcTicks);
    }
}
