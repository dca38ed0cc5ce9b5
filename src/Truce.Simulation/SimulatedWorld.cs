using System.Collections.Immutable;
using System.Text;
using Truce.Measures;
using Truce.Simulation.Folders;
using Truce.Simulation.Happenings;
using Truce.Simulation.Lands;
using Truce.Simulation.Sensing;

namespace Truce.Simulation;

/// <summary>A made-up land with a made-up ceasefire that speaks the formats of real sensors. The same seed and options give the same bytes.</summary>
public sealed class SimulatedWorld
{
    private SimulatedWorld(Land land, Happening happening, ImmutableArray<MonitoringPost> posts)
    {
        Land = land;
        Happening = happening;
        Posts = posts;
    }

    /// <summary>Seed that is used when nobody names one.</summary>
    public const ulong DefaultSeed = 2031;

    /// <summary>The land and its line.</summary>
    public Land Land { get; }

    /// <summary>What truly happened.</summary>
    public Happening Happening { get; }

    /// <summary>Where the mission stands.</summary>
    public ImmutableArray<MonitoringPost> Posts { get; }

    /// <summary>What each row of each feed stems from.</summary>
    public ImmutableArray<RowTruth> Rows { get; private set; }

    /// <summary>A complete mission folder: relative path with forward slashes, and bytes. <c>mission.yaml</c> is its door, <c>truth.json</c> is for scoring alone, <c>truth.txt</c> the same events as a table to read.</summary>
    public ImmutableSortedDictionary<string, byte[]> Files { get; private set; } = ImmutableSortedDictionary<string, byte[]>.Empty;

    /// <summary>Makes a world.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="options">What it shall be like; throws <see cref="ArgumentException"/> when out of bounds.</param>
    public static SimulatedWorld Create(ulong seed, WorldOptions options)
    {
        options.Validated();
        // A generator a part: more of one thing does not change the dice of another.
        SeededRandom Part(ulong number) => new(new SeededRandom(seed ^ (number * 0xD1B54A32D192ED03UL)).NextBits());
        Land land = Land.Make(Part(1), options.Settlements);
        Happening happening = Happening.Make(land, Part(2), options.Intensity);
        var world = new SimulatedWorld(land, happening, MonitoringPosts.Along(land.Line));

        var ledger = new FeedLedger();
        var satellites = new ThermalSatellites(land, Part(3), ledger);
        satellites.See(happening.Events, options.AgriculturalFiresPerDay);
        satellites.Remember(options.AgriculturalFiresPerDay);
        new AlarmNetwork(land, Part(4), ledger).Sound(happening.Events);
        new Patrols(world.Posts, Part(5), new(ledger)).Report(happening.Events, happening.Notices);
        new Press(land, Part(6), ledger).Report(happening.Events);
        new MediaVerifiers(land, Part(7), ledger).Verify(happening.Events);
        world.Fill(seed, ledger);
        return world;
    }

    private void Fill(ulong seed, FeedLedger ledger)
    {
        (ImmutableSortedDictionary<string, byte[]> feeds, ImmutableArray<RowTruth> rows) = ledger.Close();
        Rows = rows;
        var files = feeds.ToBuilder();
        foreach ((string path, byte[] bytes) in GeoFiles.Write(Land)) files.Add(path, bytes);
        files.Add("mission.yaml", Encoding.UTF8.GetBytes(MissionText.Write(seed)));
        files.Add("agreement.json", Encoding.UTF8.GetBytes(AgreementText.Text));
        files.Add("truth.json", TruthFile.Write(seed, Happening, Posts, rows));
        files.Add("truth.txt", TruthTable.Write(seed, Happening));
        Files = files.ToImmutable();
    }
}
