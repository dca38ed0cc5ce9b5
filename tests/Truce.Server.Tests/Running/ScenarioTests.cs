using System.Collections.Immutable;
using System.Text;
using Truce.Server.Missions;
using Truce.Server.Running;
using Truce.Simulation;
using Truce.Simulation.Scenarios;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>Every scenario of the repository through the real run, held against what it expects of itself.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.txt").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_run_gives_what_the_scenario_expects(string file)
    {
        Scenario scenario = Read(file);
        Assert.NotEmpty(scenario.Expectations);
        ImmutableArray<UnmetExpectation> unmet = Play(scenario, scenario.Expectations);
        Assert.True(unmet.IsEmpty, $"scenarios/{file}: not met\n{string.Join('\n', unmet)}");
    }

    /// <summary>Each line says something false of scenarios/edge-of-zone.txt, one kind of question a line.</summary>
    private const string Wrong = """
        expect exactly 2 incidents  for gun-at-24.9-km
        expect no incident  weaponPresence  for gun-at-24.9-km
        expect incident  explosion  for gun-at-24.9-km
        expect incident  for gun-at-24.9-km  level 3 or more
        expect incident  for gun-seen-once  origins 2 or more
        expect incident  for gun-seen-once  probability 0.99 or more
        expect no incident  for gun-at-24.9-km  probability 0.5 or more
        expect incident  for gun-at-24.9-km  day 4
        expect incident  for gun-at-24.9-km  known day 3 10:00
        expect incident  near object 1  within 5 km
        expect at least 5 incidents
        expect finding  3(2) candidate  for gun-at-24.9-km
        expect no finding  for gun-at-20-km
        expect reading  3(2) compliant  for gun-at-20-km
        expect reading  3(2) not in force  for gun-at-20-km
        expect correction  reported day 2
        expect alike  gun-at-20-km and gun-at-30-km
        expect watch observed  day 2 05:00 to 09:00  by patrol
        """;

    [Fact]
    public void A_wrong_expectation_of_every_kind_is_found_and_its_line_is_quoted()
    {
        Scenario right = Read("edge-of-zone.txt");
        Scenario wrong = Parse(Encoding.UTF8.GetBytes(right.Text + "\n" + Wrong), "wrong");
        ImmutableArray<UnmetExpectation> unmet = Play(right, wrong.Expectations);
        Assert.Equal(Wrong.Split('\n'), unmet.Select(u => u.Expectation.Text));
        Assert.All(unmet, u => Assert.Contains($"line {u.Expectation.Line}: {u.Expectation.Text}", u.ToString(), StringComparison.Ordinal));
        Assert.All(unmet, u => Assert.NotEmpty(u.Found));
    }

    private static ImmutableArray<UnmetExpectation> Play(Scenario scenario, IEnumerable<Expectation> expectations)
    {
        using var folder = new TempFolder();
        string missionPath = Path.Combine(folder.Root, "mission");
        SimulatedWorld world = SimulatedWorld.Create(scenario);
        ScenarioRun.Lay(world, missionPath);
        Progress silent = Progress.Silent(TimeProvider.System);
        (Mission mission, MissionFiles files) = MissionRun.Read(missionPath);
        MissionWorld stands = MissionRun.World(mission, silent);
        using StoreFolder store = StoreFolder.Open(Path.Combine(folder.Root, "store"), mission.LogOrigin);
        MissionRun.Run(store, stands, files, DateTimeOffset.MaxValue.AddDays(-400), TimeProvider.System, silent);
        return ScenarioJudge.Unmet(world, store, stands, expectations);
    }

    private static Scenario Read(string file) => Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "scenarios", file)), file);

    private static Scenario Parse(byte[] bytes, string name)
    {
        bool read = Scenario.TryRead(bytes, name, out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems);
        Assert.True(read, string.Join('\n', problems));
        return scenario!;
    }
}
