using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Server.Running;
using Truce.Simulation.SeedLink;
using Truce.Storage.Sqlite;
using Truce.Testing;

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
