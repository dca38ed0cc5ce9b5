using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Truce.Measures;
using Truce.Simulation.Folders;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;
using Truce.Simulation.Scenarios;
using Truce.Simulation.Sensing;

namespace Truce.Simulation;

/// <summary>A made-up land with a made-up ceasefire that speaks the formats of real sensors. The same seed and options give the same bytes.</summary>
public sealed class SimulatedWorld
{
    private SimulatedWorld(ulong seed, Scenario scenario, Land land, Happening happening, ImmutableArray<MonitoringPost> posts)
    {
        Seed = seed;
        Scenario = scenario;
        Land = land;
        Happening = happening;
        Posts = posts;
    }

    /// <summary>Seed that is used when nobody names one.</summary>
    public const ulong DefaultSeed = 2031;

    /// <summary>The seed it was made from.</summary>
    public ulong Seed { get; }

    /// <summary>What it plays.</summary>
    public Scenario Scenario { get; }

    /// <summary>The land and its line.</summary>
    public Land Land { get; }

    /// <summary>What truly happened.</summary>
    public Happening Happening { get; }

    /// <summary>Where the mission stands.</summary>
    public ImmutableArray<MonitoringPost> Posts { get; }

    /// <summary>What each row of each feed stems from.</summary>
    public ImmutableArray<RowTruth> Rows { get; private set; }

    /// <summary>A complete mission folder: relative path with forward slashes, and bytes. <c>mission.yaml</c> is its door, <c>truth.json</c> is for scoring alone, <c>truth.txt</c> the same events as a table to read, <c>scenario.txt</c> what was asked for.</summary>
    public ImmutableSortedDictionary<string, byte[]> Files { get; private set; } = ImmutableSortedDictionary<string, byte[]>.Empty;

    /// <summary>Makes the world of a scenario.</summary>
    /// <param name="scenario">What happens, and what the world is like beside it.</param>
    /// <param name="seed">Any number; absent: the scenario's.</param>
    public static SimulatedWorld Create(Scenario scenario, ulong? seed = null) => Create(scenario, seed ?? scenario.Seed, scenario.Options);

    /// <summary>Makes a world that plays the exercise of <c>truce demo</c>.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="options">What it shall be like beside the script; throws <see cref="ArgumentException"/> when out of bounds.</param>
    public static SimulatedWorld Create(ulong seed, WorldOptions options) => Create(Scenario.Exercise, seed, options);

    private static SimulatedWorld Create(Scenario scenario, ulong seed, WorldOptions options)
    {
        options.Validated();
        // A generator a part: more of one thing does not change the dice of another.
        SeededRandom Part(ulong number) => new(new SeededRandom(seed ^ (number * 0xD1B54A32D192ED03UL)).NextBits());
        Land land = Land.Make(Part(1), options.Settlements);
        Happening happening = Happening.Make(land, Part(2), scenario, options.Intensity);
        var world = new SimulatedWorld(seed, scenario, land, happening, MonitoringPosts.Along(land.Line));

        var ledger = new FeedLedger();
        var satellites = new ThermalSatellites(land, Part(3), ledger);
        satellites.See(happening.Events, options.AgriculturalFiresPerDay);
        satellites.Remember(options.AgriculturalFiresPerDay);
        new AlarmNetwork(land, Part(4), ledger).Sound(happening.Events, options.AlarmsPerDay);
        new Patrols(world.Posts, [.. scenario.Blind.Select(b => b.Interval)], Part(5), new(ledger)).Report(happening.Events, happening.Notices);
        new Press(land, Part(6), ledger).Report(happening.Events, options.RumoursPerDay);
        new MediaVerifiers(land, Part(7), ledger).Verify(happening.Events);
        world.Fill(options, ledger);
        return world;
    }

    private void Fill(WorldOptions options, FeedLedger ledger)
    {
        (ImmutableSortedDictionary<string, byte[]> feeds, ImmutableArray<RowTruth> rows) = ledger.Close();
        Rows = rows;
        var files = feeds.ToBuilder();
        foreach ((string path, byte[] bytes) in GeoFiles.Write(Land)) files.Add(path, bytes);
        files.Add("mission.yaml", Encoding.UTF8.GetBytes(MissionText.Write(Seed, Scenario.Title, options.CompleteRegisters)));
        files.Add("agreement.json", Encoding.UTF8.GetBytes(AgreementText.Text));
        files.Add("scenario.txt", Encoding.UTF8.GetBytes($"# SIMULATED, played with seed {Seed.ToString(CultureInfo.InvariantCulture)}; what truly happened is in truth.txt.\n{Scenario.Text}"));
        files.Add("truth.json", TruthFile.Write(Seed, Happening, Posts, rows));
        files.Add("truth.txt", TruthTable.Write(Seed, Happening));
        Files = files.ToImmutable();
    }
}
