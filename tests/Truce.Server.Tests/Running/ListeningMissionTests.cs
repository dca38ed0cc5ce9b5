using System.Buffers;
using System.Text.Json.Nodes;
using NodaTime;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Server.Running;
using Truce.Simulation.Listening;
using Truce.Storage.Sqlite;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>A SIMULATED mission that has nothing but recordings: sealed, heard, fused, replayed.</summary>
public sealed class ListeningMissionTests : IDisposable
{
    private static readonly GeoPoint Middle = new(50, 30);
    private static readonly Instant Start = Instant.FromUtc(2031, 3, 1, 12, 0, 0);
    private static readonly SimulatedShock Shock = new(Start + Duration.FromSeconds(130.4), new LocalPlane(Middle).ToGeo(4_000, -3_000), 900);
    private readonly TempFolder _folder = new();
    private int _laid;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_shock_in_the_recordings_becomes_an_incident_and_the_replay_is_the_same()
    {
        string mission = Lay(name => name), store = Path.Combine(_folder.Root, "store");
        JsonObject summary = SimulatedRun.Run(mission, store);
        TestContext.Current.TestOutputHelper?.WriteLine(summary.ToJsonString());
        using (SqliteStore held = SqliteStore.OpenForReading(StoreFolder.DatabaseIn(store)))
        {
            Assert.Equal(1, (int)summary["incidents"]!);
            Assert.Equal(held.Read.ObservationIds().LongCount(), (long)summary["observations"]!);
            Assert.True((long)summary["observations"]! > 12, "an event, and hours of listening of twelve channels");
            JsonObject incident = JsonNode.Parse(held.Read.Incidents().Single().Json)!.AsObject();
            var position = incident["position"]!.AsArray();
            Assert.InRange(new GeoPoint((double)position[1]!, (double)position[0]!).DistanceM(Shock.Place), 0, 1500);
        }

        Assert.True(Replay.Run(store, DateTimeOffset.MaxValue, false, Progress.Silent(TimeProvider.System)).Same);
        foreach (string file in Directory.GetFiles(store, "truce.db*")) File.Delete(file);
        Assert.True(Replay.Run(store, DateTimeOffset.MaxValue, true, Progress.Silent(TimeProvider.System)).Same);
        Assert.Equal(((string?)summary["storeHash"], (string?)summary["historyHash"]), SimulatedRun.Hashes(store));
        Assert.Empty(SimulatedRun.Audit(store));
    }

    [Fact]
    public void Files_in_another_order_give_the_same_store()
    {
        JsonObject one = SimulatedRun.Run(Lay(name => name), Path.Combine(_folder.Root, "a"));
        JsonObject other = SimulatedRun.Run(Lay(name => "r" + Hash256.Of(System.Text.Encoding.UTF8.GetBytes(name)).ToString()[..8]), Path.Combine(_folder.Root, "b"));
        Assert.Equal((string?)one["storeHash"], (string?)other["storeHash"]);
    }

    [Fact]
    public void A_broken_record_and_a_channel_without_a_place_are_counted_rejects()
    {
        string mission = Lay(name => name);
        string file = Directory.GetFiles(Path.Combine(mission, "feeds"), "*.mseed").Order(StringComparer.Ordinal).First();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[100] ^= 0xff; // inside the samples of the first record: its CRC says so
        File.WriteAllBytes(file, bytes);
        string stations = Path.Combine(mission, "stations.csv");
        File.WriteAllLines(stations, File.ReadAllLines(stations).Where(l => !l.Contains(",G7,", StringComparison.Ordinal)));
        JsonObject reasons = SimulatedRun.Run(mission, Path.Combine(_folder.Root, "c"))["rejectsByReason"]!.AsObject();
        Assert.Equal(1, (long)reasons["crc"]!);
        Assert.True((long)reasons["no-place"]! > 0);
    }

    private string Lay(Func<string, string> naming)
    {
        string mission = Path.Combine(_folder.Root, $"mission-{++_laid}");
        Directory.CreateDirectory(Path.Combine(mission, "feeds"));
        var scene = new SimulatedNetwork(SmallNetwork.About(Middle), [Shock], 20261122);
        for (int s = 0; s < scene.Sensors.Length; s++)
        {
            var to = new ArrayBufferWriter<byte>();
            for (int minute = 0; minute < 5; minute++)
            {
                Assert.True(MiniSeedWriter.TryWrite(scene.Segment(s, Start + Duration.FromMinutes(minute), 6000), new(), to, out _));
            }

            File.WriteAllBytes(Path.Combine(mission, "feeds", naming($"sensor{s:d2}") + ".mseed"), to.WrittenSpan);
        }

        File.WriteAllText(Path.Combine(mission, "stations.csv"), SmallNetwork.Table(scene.Sensors));
        File.Copy(Path.Combine(House, "missions", "june-2022", "agreement.json"), Path.Combine(mission, "agreement.json"));
        File.WriteAllText(Path.Combine(mission, "mission.yaml"), Yaml);
        return mission;
    }

    private static string House
    {
        get
        {
            DirectoryInfo? at = new(AppContext.BaseDirectory);
            while (at is not null && !File.Exists(Path.Combine(at.FullName, "Truce.slnx"))) at = at.Parent;
            return at?.FullName ?? throw new InvalidOperationException("Truce.slnx is nowhere above the tests");
        }
    }

    private const string Yaml = """
        mission: listening
        title: {en: "SIMULATED: eight seismometers and four microphones"}
        simulated: true
        timeZone: Europe/Kyiv
        area: {south: 49.0, west: 29.0, north: 51.0, east: 31.0}
        days: {first: 2031-03-01, last: 2031-03-02}
        cutOff: "00:00"
        reportAfter: PT1H
        languages: [en]
        log: {origin: truce.example/listening/SIMULATED}
        parties:
          - {id: A, name: {en: Party A}}
          - {id: B, name: {en: Party B}}
        agreement: agreement.json
        lines:
          - {id: LOC, geometry: none, reason: {en: "SIMULATED: no line"}}
        feeds:
          - id: network
            format: waveforms
            files: feeds/*.mseed
            stations: stations.csv
            options: {source: "SIMULATED network", ground: "6,3.5"}
            label: public
            grade: B

        """;
}
