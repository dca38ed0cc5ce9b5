using System.Buffers;
using System.Globalization;
using NodaTime;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Simulation.Listening;

namespace Truce.Server.Tests.Running;

/// <summary>A SIMULATED mission of eight seismometers and an array of four microphones that hear one shock, on disk.</summary>
internal sealed record SmallListening
{
    public static GeoPoint Middle { get; } = new(50, 30);

    public static Instant Start { get; } = Instant.FromUtc(2031, 3, 1, 12, 0, 0);

    public static SimulatedShock Shock { get; } = new(Start + Duration.FromSeconds(130.4), new LocalPlane(Middle).ToGeo(4_000, -3_000), 900);

    /// <summary>Label of the feed.</summary>
    public string Label { get; init; } = "public";

    /// <summary>Lines of <c>truce coverage hearing --json</c>; absent: the feed names no curves.</summary>
    public string? Hearing { get; init; }

    /// <summary>A sensor whose samples stand at zero for the first four minutes of five.</summary>
    public int? Dead { get; init; }

    /// <summary>Files by minute and not by sensor: a span then lies in several of them.</summary>
    public bool ByMinute { get; init; }

    /// <summary>Curves that give every sensor the same reach.</summary>
    public static string Curves(double radius90Km, double radius50Km, double radius10Km) => string.Concat(SmallNetwork.About(Middle).Select(s => string.Create(CultureInfo.InvariantCulture,
        $$"""{"kind":"reach","sensor":"{{s.Channel}}","kg":10,"pd10_km":{{radius10Km}},"pd50_km":{{radius50Km}},"pd90_km":{{radius90Km}},"assumptions":"SIMULATED: written by the test"}""") + "\n"));

    /// <summary>Writes the mission and gives its folder.</summary>
    public string Lay(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "feeds"));
        var scene = new SimulatedNetwork(SmallNetwork.About(Middle), [Shock], 20261122);
        var files = new SortedDictionary<string, ArrayBufferWriter<byte>>(StringComparer.Ordinal);
        for (int s = 0; s < scene.Sensors.Length; s++)
        {
            for (int minute = 0; minute < 5; minute++)
            {
                string file = ByMinute ? $"minute{minute}" : $"sensor{s:d2}";
                if (!files.TryGetValue(file, out ArrayBufferWriter<byte>? to)) files[file] = to = new();
                WaveformSegment segment = scene.Segment(s, Start + Duration.FromMinutes(minute), 6000);
                if (s == Dead && minute < 4) segment = segment with { Samples = new WaveformSamples.Int32(new int[6000]) };
                Assert.True(MiniSeedWriter.TryWrite(segment, new(), to, out _));
            }
        }

        foreach ((string file, ArrayBufferWriter<byte> bytes) in files) File.WriteAllBytes(Path.Combine(folder, "feeds", file + ".mseed"), bytes.WrittenSpan);
        File.WriteAllText(Path.Combine(folder, "stations.csv"), SmallNetwork.Table(scene.Sensors));
        if (Hearing is not null) File.WriteAllText(Path.Combine(folder, "hearing.jsonl"), Hearing);
        File.Copy(Path.Combine(Truce.Testing.Repository.Root, "missions", "june-2022", "agreement.json"), Path.Combine(folder, "agreement.json"), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "mission.yaml"), Yaml.Replace("LABEL", Label, StringComparison.Ordinal).Replace("HEARING", Hearing is null ? "" : "hearing: hearing.jsonl", StringComparison.Ordinal));
        return folder;
    }

    private const string Yaml = """
        mission: listening
        title: {en: "SIMULATED: eight seismometers and four microphones"}
        simulated: true
        timeZone: Europe/Kyiv
        area: {south: 49.6, west: 29.4, north: 50.4, east: 30.6}
        days: {first: 2031-03-01, last: 2031-03-02}
        cutOff: "00:00"
        reportAfter: PT1H
        languages: [en, uk, fr, ru]
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
            HEARING
            options: {source: "SIMULATED network", ground: "6,3.5"}
            label: LABEL
            grade: B

        """;
}
