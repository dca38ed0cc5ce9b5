using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Server.Missions;
using Truce.Server.Running;
using Truce.Storage;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>A mission that follows a folder ends where a mission that read the same files at once ends, and reads nothing twice.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class LiveFeedsTests(SimulatedRun run)
{
    private string Following(string name, out string inbox)
    {
        string mission = run.Lay(name, (path, bytes) => path == "mission.yaml"
            ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("files: \"feeds/patrol-*.jsonl\"", "follow: inbox", StringComparison.Ordinal))
            : bytes);
        inbox = Path.Combine(mission, "inbox");
        Directory.CreateDirectory(inbox);
        return mission;
    }

    private IEnumerable<(string Name, byte[] Bytes)> Patrols() =>
        run.World.Files.Where(f => f.Key.StartsWith("feeds/patrol-", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (Path.GetFileName(f.Key), f.Value));

    /// <summary>One life of the program: takes the walk up, then polls until nothing more comes.</summary>
    private static (string Hash, long Entries) Live(string mission, string storePath)
    {
        Progress progress = Progress.Silent(TimeProvider.System);
        (Mission read, MissionFiles files) = MissionRun.Read(mission);
        MissionWorld world = MissionRun.World(read, progress);
        using StoreFolder store = StoreFolder.Open(storePath, read.LogOrigin);
        Walker walker = MissionRun.Run(store, world, files, DateTimeOffset.MaxValue.AddDays(-400), TimeProvider.System, progress);
        var live = new LiveFeeds(store, world, walker, TimeProvider.System);
        while (live.Poll())
        {
        }

        return (StoreHash.State(store.Database.Read).ToString(), store.Log.DurableSize);
    }

    [Fact]
    public void Files_that_grow_through_restarts_give_the_store_of_files_read_at_once()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        string mission = Following("following", out string inbox), store = run.NewPath("followed");
        (string Hash, long Entries) now = Live(mission, store);
        Assert.NotEqual((string?)run.Summary["storeHash"], now.Hash);
        foreach ((string name, byte[] bytes) in Patrols())
        {
            for (int from = 0; from < bytes.Length;)
            {
                int to = Math.Min(bytes.Length, from + 1 + (int)(random.NextUnit() * bytes.Length));
                using (FileStream file = new(Path.Combine(inbox, name), FileMode.Append)) file.Write(bytes.AsSpan(from, to - from));
                from = to;
                now = Live(mission, store);
            }
        }

        Assert.True((string?)run.Summary["storeHash"] == now.Hash, $"seed {seed}: {now.Hash}");
        Assert.True(now == Live(mission, store), $"seed {seed}: a restart without news sealed something");
        ReplayResult replayed = Replay.Run(store, DateTimeOffset.MaxValue, rebuild: false, Progress.Silent(TimeProvider.System));
        Assert.True(replayed.Same, $"seed {seed}: {replayed}");
        Assert.Empty(SimulatedRun.Audit(store));
    }

    [Fact]
    public async Task The_served_page_shows_what_a_patrol_has_just_written()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        string mission = Following("served", out string inbox);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] args = [Path.Combine(AppContext.BaseDirectory, "Truce.Server.dll"), "serve", mission, "--store", run.NewPath("served-store"), "--urls", "http://127.0.0.1:0"];
        foreach (string arg in args) start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(stop);
            string? line = await process.StandardOutput.ReadLineAsync(stop);
            Assert.True(line is not null, line is null ? await error : "");
            string url = line!.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal));
            using var http = new HttpClient { BaseAddress = new(url), Timeout = TimeSpan.FromSeconds(30) };
            long before = await Size(http, stop);
            (string name, byte[] bytes) = Patrols().First();
            await File.WriteAllBytesAsync(Path.Combine(inbox, name), bytes, stop);
            long began = Stopwatch.GetTimestamp();
            while (await Size(http, stop) == before && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(90)) await Task.Delay(200, stop);
            Assert.True(await Size(http, stop) > before, "nothing was sealed within 90 s");
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<long> Size(HttpClient http, CancellationToken stop) =>
        (long)(await http.GetFromJsonAsync<JsonNode>("/api/log", stop))!["size"]!;
}
