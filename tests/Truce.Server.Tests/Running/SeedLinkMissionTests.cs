using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Server.Running;
using Truce.Server.Tests.SeedLink;
using Truce.Simulation.SeedLink;
using Truce.Storage.Sqlite;

namespace Truce.Server.Tests.Running;

/// <summary>A served mission behind a SeedLink server that dies and comes back: sealed, heard, answered and replayed as if nothing had happened.</summary>
public sealed class SeedLinkMissionTests : IDisposable
{
    private static readonly TimeSpan HoursTold = TimeSpan.FromMinutes(75); // after the hour, and the ten minutes that slow records get
    private readonly SeedLinkMission _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("3")]
    [InlineData("4")]
    public async Task Through_deaths_of_server_and_mission_it_hears_and_holds_what_an_undisturbed_one_does(string version)
    {
        byte[] all = SeedLinkMission.Expected(_rig.Records);
        string plain = _rig.At("plain"), disturbed = _rig.At("disturbed");
        await using (SeedLinkServer server = await _rig.ServeAsync(0, _rig.Records.Length))
        {
            await _rig.LiveAsync(_rig.Lay("one", server.Port, version: version), plain, async life =>
            {
                await life.UntilHeldAsync(all.Length);
                Assert.Equal(all, await life.WaveformsAsync());
                await TellHoursAsync(life);
            });
        }

        _rig.Clock.To(TimeSpan.FromMinutes(6));
        int part = _rig.Records.Length / 3;
        SeedLinkServer first = await _rig.ServeAsync(0, part);
        int port = first.Port;
        string mission = _rig.Lay("two", port, version: version);
        await _rig.LiveAsync(mission, disturbed, async life =>
        {
            await life.UntilHeldAsync(part * 512);
            await first.DisposeAsync();
            _rig.Clock.Forward(TimeSpan.FromMinutes(3));
            long size = await life.LogSizeAsync();
            await life.UntilAsync("news of the loss", async () => await life.LogSizeAsync() > size + 2);
            _rig.Clock.Forward(TimeSpan.FromMinutes(4));
            await using SeedLinkServer second = await _rig.ServeAsync(port, 2 * part);
            await life.UntilHeldAsync(part * 512 * 3 / 2);
        });
        _rig.Clock.Forward(TimeSpan.FromMinutes(5));
        await _rig.LiveAsync(mission, disturbed, async life =>
        {
            _rig.Clock.Forward(TimeSpan.FromMinutes(2));
            await using SeedLinkServer third = await _rig.ServeAsync(port, _rig.Records.Length);
            await life.UntilHeldAsync(all.Length);
            Assert.Equal(all, await life.WaveformsAsync());
            await TellHoursAsync(life);
        });

        Same(plain, disturbed);
        foreach (string store in (string[])[plain, disturbed])
        {
            ReplayResult replayed = Replay.Run(store, DateTimeOffset.MaxValue, false, Progress.Silent(TimeProvider.System));
            Assert.True(replayed.Same, $"{Path.GetFileName(store)}: {replayed}");
            Assert.Empty(SimulatedRun.Audit(store));
        }

        (string State, string History) hashes = SimulatedRun.Hashes(disturbed);
        foreach (string file in Directory.GetFiles(disturbed, "truce.db*")) File.Delete(file);
        Assert.True(Replay.Run(disturbed, DateTimeOffset.MaxValue, true, Progress.Silent(TimeProvider.System)).Same);
        Assert.Equal(hashes, SimulatedRun.Hashes(disturbed));
    }

    [Fact]
    public async Task A_server_that_lies_is_counted_and_its_lies_are_no_records()
    {
        byte[][] good = [.. _rig.Records.Where(r => r.Station == "XX_G0").Take(6).Select(r => r.Bytes)];
        byte[] other = _rig.Records.First(r => r.Station == "XX_G1").Bytes;
        byte[] broken = [.. good[3]];
        broken[200] ^= 0xff; // inside the samples: the last one no longer comes out
        await using var server = new ScriptedServer(async (s, connection) =>
        {
            if (connection > 0) return;
            await s.SendAsync([.. Packet(1, good[0]), .. Packet(2, good[1]), .. new byte[700]]);
            await s.SendAsync([.. Packet(3, broken), .. Packet(9, other), .. Packet(9, good[4])]);
            await s.SendAsync([.. Packet(10, good[0]), .. Packet(5, good[5]), .. Packet(11, [.. Enumerable.Repeat((byte)'x', 512)])]);
            for (int n = 0; n < 2000; n++) await s.SendAsync(Packet(100 + n, other)); // one mebibyte that nobody asked for
            await Task.Delay(Timeout.Infinite, s.Stop);
        });
        string store = _rig.At("lied");
        await _rig.LiveAsync(_rig.Lay("lie", server.Port, streams: "[XX_G0]", version: "3"), store, async life =>
        {
            await life.UntilHeldAsync(4 * 512);
            await life.UntilAsync("the flood", () => Task.FromResult(Reasons(store).ContainsKey("seedlink-not-asked")));
            byte[] expected = [.. good[0], .. good[1], .. good[4], .. good[5]], held = await life.WaveformsAsync();
            Assert.Equal(expected, held);
        });
        SortedDictionary<string, long> reasons = Reasons(store);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(' ', reasons));
        Assert.Equal(1, reasons["repeated"]);
        Assert.Equal(1, reasons["seedlink-behind"]);
        Assert.Equal(1, reasons["seedlink-garbage"]);
        Assert.Equal(1, reasons["seedlink-gap"]);
        Assert.InRange(reasons["not-asked"], 1, 2001);
        Assert.Contains(reasons, r => r.Key.StartsWith("steim", StringComparison.Ordinal) || r.Key == "last-sample");
        Assert.InRange(Directory.EnumerateFiles(Path.Combine(store, "blobs"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length), 0, 900_000);
        Assert.True(Replay.Run(store, DateTimeOffset.MaxValue, false, Progress.Silent(TimeProvider.System)).Same);
    }

    [Theory]
    [InlineData("public", true)]
    [InlineData("mission", true)]
    [InlineData("restricted", false)]
    public async Task The_label_of_the_feed_says_whether_its_records_and_places_are_answered(string label, bool seen)
    {
        await using SeedLinkServer server = await _rig.ServeAsync(0, 120);
        string store = _rig.At("store-" + label);
        await _rig.LiveAsync(_rig.Lay(label, server.Port, label: label), store, async life =>
        {
            await life.UntilAsync("a batch behind the four files of the mission", async () => await life.LogSizeAsync() > 5);
            if (seen) await life.UntilHeldAsync(120 * 512);
            Assert.Equal(seen ? 120 * 512 : 0, (await life.WaveformsAsync()).Length);
            byte[] window = await life.WaveformsAsync("net=XX&sta=G0&start=2031-03-01T12:00:01&end=2031-03-01T12:00:02");
            Assert.Equal(seen ? SeedLinkMission.Expected(_rig.Records.Take(120).Where(r => r.Station == "XX_G0" && r.Start < At(2) && r.End > At(1))) : [], window);
            string places = await life.Http.GetStringAsync(new Uri("/fdsnws/station/1/query?format=text&level=channel", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(seen, places.Contains("XX|G0||HHZ|", StringComparison.Ordinal));
            Assert.Equal("1.1.1\n", await life.Http.GetStringAsync(new Uri("/fdsnws/dataselect/1/version", UriKind.Relative), TestContext.Current.CancellationToken));
        });
    }

    private static DateTimeOffset At(double s) => SeedLinkMission.Start.ToDateTimeOffset().AddSeconds(s);

    private static byte[] Packet(int sequence, byte[] payload) => [.. System.Text.Encoding.ASCII.GetBytes($"SL{sequence:X6}"), .. payload];

    private static SortedDictionary<string, long> Reasons(string store)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        return new(held.Read.Rejects().GroupBy(r => r.Reason).ToDictionary(g => g.Key, g => g.Sum(r => r.Count)), StringComparer.Ordinal);
    }

    private async Task TellHoursAsync(SeedLinkMission.Life life)
    {
        long size = await life.LogSizeAsync();
        _rig.Clock.To(HoursTold);
        await life.UntilAsync("the hours of listening", async () => await life.LogSizeAsync() > size);
    }

    private static void Same(string plain, string disturbed)
    {
        List<JsonObject> one = SeedLinkMission.Observations(plain), other = SeedLinkMission.Observations(disturbed);
        string[] hours = Hours(one);
        Assert.Equal(12, hours.Length);
        Assert.Equal(hours, Hours(other));
        Assert.Equal(Event(plain, one), Event(disturbed, other));
        Assert.DoesNotContain(one, IsDeaf);
        string[] deaf = [.. other.Where(IsDeaf).Select(o => (string)o["facts"]!["health"]!)];
        Assert.Contains("link-lost", deaf);
        Assert.Contains("link-not-running", deaf);
        foreach (string store in (string[])[plain, disturbed])
        {
            using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
            Assert.Empty(held.Read.Rejects());
        }
    }

    private static string[] Hours(IEnumerable<JsonObject> observations) =>
        [.. observations.Where(o => (string)o["class"]! == "watch" && !IsDeaf(o)).Select(o => (string)o["id"]!).Order(StringComparer.Ordinal)];

    private static bool IsDeaf(JsonObject o) => (string?)o["facts"]?["reach"] == "none";

    // The one event, in its last version; how many versions there were depends on how the records came.
    private static string Event(string store, IEnumerable<JsonObject> observations)
    {
        using SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store));
        JsonObject incident = JsonNode.Parse(Assert.Single(held.Read.Incidents()).Json)!.AsObject();
        string member = (string)Assert.Single(incident["members"]!.AsArray())!["observation"]!;
        JsonObject last = observations.Single(o => (string)o["id"]! == member);
        JsonArray at = last["where"]!["position"]!.AsArray();
        Assert.InRange(new GeoPoint((double)at[1]!, (double)at[0]!).DistanceM(SeedLinkMission.Shock.Place), 0, 1500);
        return string.Join('\n', new[] { "arrivals", "originTime", "region90Km2", "likeness", "sizeProxyKgTnt" }.Select(f => (string?)last["facts"]![f])) + last["where"]!.ToJsonString() + last["when"]!.ToJsonString();
    }
}
