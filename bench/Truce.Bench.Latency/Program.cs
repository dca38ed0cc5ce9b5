using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Truce.Bench.Latency;
using Truce.Feeds.SeedLink;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Listening;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Simulation.SeedLink;

// serve: a SIMULATED network on this machine, in real time. listen: the product's client, decoder, detectors, association and location behind it; run it on one core.
int stations = Number("--channels", 1000), seconds = Number("--seconds", 240), everyMs = Number("--every-ms", 4000), port = Number("--port", 18055);
ulong seed = (ulong)Number("--seed", 20261122);
var start = Instant.FromUnixTimeSeconds(long.Parse(Text("--start", TimeProvider.System.GetUtcNow().AddSeconds(15).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture));
var scene = new Scene(stations, seconds, everyMs / 1000.0, seed, start);
if (args[0] == "serve") await ServeAsync();
else await ListenAsync();

async Task ServeAsync()
{
    await using var server = new SeedLinkServer(new() { Port = port, Ring = 400_000 });
    server.Start();
    for (int second = 0; second < seconds; second++)
    {
        ServedRecord[] records = [.. Enumerable.Range(0, stations).Select(s => scene.Record(s, second))];
        TimeSpan wait = (start + Duration.FromSeconds(second + 1)).ToDateTimeOffset() - TimeProvider.System.GetUtcNow(); // a record is there when its last sample has been taken
        if (wait > TimeSpan.Zero) await Task.Delay(wait);
        else if (second > 2) Console.WriteLine($"the server is {-wait.TotalMilliseconds:f0} ms late");
        server.AddAll(records);
    }

    await Task.Delay(TimeSpan.FromSeconds(20));
}

async Task ListenAsync()
{
    var network = new NetworkLookout(scene.Sensors, new() { Travel = new() { Ground = Truce.Fusion.Arrivals.VelocityModel.Homogeneous("even", "the scene", 6, 3.5) }, Association = new() { DeepestKm = 0, ReachKm = 60 }, Locator = new() { DeepestKm = 0, LeaveOneOut = false } });
    using var client = new SeedLinkClient(new() { Host = "127.0.0.1", Port = port, Stations = [SeedLinkRequest.Parse("XX_*", out _)!], FromOldest = true, Queue = 4096 }, SeedLinkState.InMemory(), TimeProvider.System);
    using var stop = new CancellationTokenSource();
    stop.CancelAfter((start + Duration.FromSeconds(seconds + 10)).ToDateTimeOffset() - TimeProvider.System.GetUtcNow());
    Task run = client.RunAsync(stop.Token);
    var latencies = new List<double>();
    var sinceOrigin = new List<double>();
    var found = new HashSet<int>();
    (Instant Origin, GeoPoint Place)[] truths = scene.Truths;
    long records = 0, falseOnes = 0, versions = 0;
    DateTimeOffset next = TimeProvider.System.GetUtcNow();
    var slowest = TimeSpan.Zero;
    try
    {
        await foreach (SeedLinkEvent happened in client.Events.ReadAllAsync(stop.Token))
        {
            if (happened is SeedLinkEvent.Packet packet && MiniSeedRecord.TryDecode(packet.Bytes.Span, out WaveformSegment? segment, out _))
            {
                records++;
                network.Take(segment!);
            }

            if (TimeProvider.System.GetUtcNow() < next && client.Events.Count > 0) continue;
            if (TimeProvider.System.GetUtcNow() < next) continue;
            var clock = Stopwatch.StartNew();
            NetworkOutput output = network.Advance(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()));
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            next = TimeProvider.System.GetUtcNow().AddMilliseconds(250);
            foreach (HeardEvent e in output.Events)
            {
                versions++;
                if (args.Contains("--events")) Tell(e, now);
                int truth = Array.FindIndex(truths, t => Math.Abs((t.Origin - e.Located.Origin).TotalSeconds) < 3 && t.Place.DistanceM(e.Located.Mean) < 15_000);
                if (e.Settled && truth < 0) falseOnes++;
                if (truth < 0 || !found.Add(truth)) continue;
                latencies.Add((now - e.Arrivals.Max(a => a.At)).TotalSeconds);
                sinceOrigin.Add((now - truths[truth].Origin).TotalSeconds);
            }
        }
    }
    catch (OperationCanceledException)
    {
        await run;
    }

    if (args.Contains("--events"))
    {
        for (int i = 0; i < truths.Length; i++) Console.WriteLine($"truth {i}: {(truths[i].Origin - start).TotalSeconds:f1} s, {truths[i].Place}, {(found.Contains(i) ? "found" : "MISSED")}");
    }

    latencies.Sort();
    string P(double p) => latencies.Count == 0 ? "-" : latencies[(int)Math.Min(latencies.Count - 1, Math.Ceiling(p * latencies.Count) - 1)].ToString("f2", CultureInfo.InvariantCulture);
    Console.WriteLine($"{stations} channels, {seconds} s, seed {seed}: {records} records of {(long)stations * seconds}; {found.Count} of {truths.Length} events found, {falseOnes} settled at other places, {versions} versions; "
        + $"seconds from the last arrival of the first version within 15 km and 3 s to its telling: p50 {P(0.5)}, p90 {P(0.9)}, p99 {P(0.99)}, most {P(1)}; from the origin, median {sinceOrigin.Order().ElementAtOrDefault(sinceOrigin.Count / 2):f1}, most {sinceOrigin.DefaultIfEmpty().Max():f1}; slowest advance {slowest.TotalSeconds:f2} s; CPU {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:f1} s; {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
}

void Tell(HeardEvent e, Instant now)
{
    var near = scene.Truths.OrderBy(t => Math.Abs((t.Origin - e.Located.Origin).TotalSeconds)).First();
    Console.WriteLine($"{e.Id.ToString()[..6]} v{e.Version}{(e.Settled ? " settled" : "")}: {e.Arrivals.Length} arrivals ({e.Arrivals.Count(a => a.Phases == Truce.Detections.Arrivals.ArrivalPhases.S)} S), {e.ScoreNats:f0} nats, origin {(e.Located.Origin - near.Origin).TotalSeconds:f2} s off, {near.Place.DistanceM(e.Located.Mean) / 1000:f1} km off, told {(now - e.Located.Origin).TotalSeconds:f1} s after origin");
}

int Number(string name, int usual) => int.Parse(Text(name, usual.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

string Text(string name, string usual) => Array.IndexOf(args, name) is var i and >= 0 ? args[i + 1] : usual;
