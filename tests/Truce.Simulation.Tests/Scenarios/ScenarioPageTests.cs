using System.Collections.Immutable;
using System.Text;
using Truce.Simulation.Scenarios;
using Truce.Testing;

namespace Truce.Simulation.Tests.Scenarios;

/// <summary>docs/formats/scenario.md says what the reader does: its examples are read and its mistakes are made.</summary>
public sealed class ScenarioPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/formats/scenario.md"));
    private static readonly string Examples = string.Join('\n', Fences("scenario"));

    [Fact]
    public void The_examples_of_the_page_are_one_scenario()
    {
        Scenario s = Read(Examples);
        Assert.Equal(("Three examples", 7ul, 13, 1, 1, 13), (s.Title, s.Seed, s.Events.Length, s.Notices.Length, s.Blind.Length, s.Expectations.Length));
        Assert.Equal((40, 0.0, 0.5, 0.0, 0.0), (s.Options.Settlements, s.Options.Intensity, s.Options.AgriculturalFiresPerDay, s.Options.RumoursPerDay, s.Options.AlarmsPerDay));
        Assert.Equal(["notifications", "orders"], s.Options.CompleteRegisters);
        Assert.Equal(s.Text, Examples);
        Assert.Equal(9, s.Events.Select(e => e.Class).Distinct().Count()); // every class that a scenario can play
        Assert.Equal(s.Events.Length, SimulatedWorld.Create(s).Happening.Events.Length);
    }

    [Fact]
    public void The_phrases_of_the_page_mean_what_it_says()
    {
        ImmutableArray<ScenarioEvent> events = Read(Examples).Events;
        ScenarioEvent Of(string part) => events.Single(e => e.Part == part);
        ScenarioEvent village = Of("burst-village");
        Assert.Equal((14, "W3", "B", 260.0, 0.0), (village.Count, village.Weapon, village.By, village.ScatterM, village.OffM));
        Assert.Equal((new TimeSpan(0, 11, 12), TimeSpan.FromHours(11)), (village.Lasts, village.Burns));
        Assert.Equal(new Telling { Told = true, Misplaced = true }, village.Telling);
        Assert.Equal(new Telling { Told = true, Copies = 5, Verifications = 0 }, Of("echoed").Telling);
        Assert.Equal(new Telling { Told = false, Verifications = 2 }, Of("late").Telling);
        Assert.Equal(new Telling { Overflown = true, Verifications = 0 }, Of("exercise").Telling);
        Assert.Equal(new Telling { StatedErrorM = 500, Aircraft = 4 }, Of("gun").Telling);
        Assert.Equal("SIM-T-9999", Of("held").Serial);
        Assert.True(Of("held-up").Telling.Delayed);
        Assert.Equal(new ScenarioPlace.ByTheLine(84, 0, null), Of("flare").Place);
        Assert.Equal(new ScenarioPlace.ByTheLine(76, 0.8, "B"), Of("shots").Place);
        Assert.Equal(TimeSpan.FromMinutes(90), Of("advance").Lasts);
    }

    [Fact]
    public void Side_A_lies_in_the_west_and_side_B_in_the_east_at_the_distance_asked_for()
    {
        SimulatedWorld world = SimulatedWorld.Create(Read(Examples));
        for (int km = 5; km < 165; km += 5)
        {
            Measures.GeoPoint a = new ScenarioPlace.ByTheLine(km, 20, "A").On(world.Land), b = new ScenarioPlace.ByTheLine(km, 20, "B").On(world.Land);
            Assert.True(world.Land.Line.IsWest(a) && !world.Land.Line.IsWest(b));
            Assert.InRange(world.Land.Line.DistanceM(a), 19_997, 20_003);
            Assert.InRange(world.Land.Line.DistanceM(b), 19_997, 20_003);
        }
    }

    [Fact]
    public void Every_mistake_of_the_page_is_told_with_its_place_and_what_to_write()
    {
        string[] lines = Fences("mistakes").Single().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length >= 30 && lines.Length % 2 == 0);
        for (int i = 0; i < lines.Length; i += 2)
        {
            // The mistake stands last, alone in a scenario that is right.
            string text = (lines[i].StartsWith("seed", StringComparison.Ordinal) ? "" : Examples) + "\n" + lines[i];
            Assert.False(Scenario.TryRead(Encoding.UTF8.GetBytes(text), "x.txt", out _, out ImmutableArray<ScenarioProblem> problems));
            ScenarioProblem problem = Assert.Single(problems);
            Assert.StartsWith($"x.txt:{text.Count(c => c == '\n') + 1}:{lines[i + 1]}", problem.ToString(), StringComparison.Ordinal);
        }
    }

    private static Scenario Read(string text)
    {
        bool read = Scenario.TryRead(Encoding.UTF8.GetBytes(text), "scenario.md", out Scenario? scenario, out ImmutableArray<ScenarioProblem> problems);
        Assert.True(read, string.Join('\n', problems));
        return scenario!;
    }

    private static IEnumerable<string> Fences(string kind) =>
        Page.Split("```" + kind + "\n").Skip(1).Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]);
}
