using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Server.Missions;
using Truce.Server.Running;
using Truce.Simulation;
using Truce.Simulation.Scenarios;

namespace Truce.Server.Commands;

/// <summary><c>truce exercise</c>: a scenario to a mission folder; with <c>--check</c> also run, and held against its own <c>expect</c> lines.</summary>
internal static class ExerciseCommand
{
    public static Command Exercise()
    {
        var file = new Argument<string>("FILE") { Description = "a scenario, for instance scenarios/echo.txt" };
        var folder = new Option<string>("--out") { Description = "folder for the mission; made when absent, and empty", Required = true };
        Option<long?> seed = Seed();
        var check = new Option<bool>("--check") { Description = "also run the mission and hold it against the scenario's expect lines; 1 when one is not met" };
        Option<bool> json = Shared.Json();
        var command = new Command("exercise", "Writes a SIMULATED scenario as a mission folder: feeds, agreement, and the truth beside them.") { file, folder, seed, check, json };
        command.SetAction(parsed => Shared.Guarded("exercise", () =>
        {
            Scenario scenario = ScenarioRun.Read(parsed.GetValue(file)!);
            SimulatedWorld world = SimulatedWorld.Create(scenario, (ulong?)parsed.GetValue(seed));
            string mission = parsed.GetValue(folder)!;
            if (Directory.Exists(mission) && Directory.EnumerateFileSystemEntries(mission).Any()) throw new BadInputException($"{mission} is not empty; name a new folder");
            ScenarioRun.Lay(world, mission);
            ImmutableArray<UnmetExpectation>? unmet = parsed.GetValue(check) ? Check(world, mission) : null;
            if (parsed.GetValue(json)) Console.WriteLine(Document(world, mission, unmet).ToJsonString(Shared.Compact));
            else Print(world, mission, unmet);
            return unmet is { Length: > 0 } ? 1 : 0;
        }));
        return command;
    }

    /// <summary>The option that all commands with a simulated world share.</summary>
    public static Option<long?> Seed() => new("--seed") { Description = "seed of the simulated world; the scenario's when absent" };

    /// <summary>Runs the mission into a store that is thrown away and asks what the scenario asks.</summary>
    public static ImmutableArray<UnmetExpectation> Check(SimulatedWorld world, string missionPath)
    {
        Progress progress = Progress.OnTerminal(TimeProvider.System);
        string scratch = Directory.CreateTempSubdirectory("truce-exercise-").FullName;
        try
        {
            (Mission mission, MissionFiles files) = MissionRun.Read(missionPath);
            MissionWorld stands = MissionRun.World(mission, progress);
            using StoreFolder store = StoreFolder.Open(scratch, mission.LogOrigin);
            MissionRun.Run(store, stands, files, DateTimeOffset.MaxValue.AddDays(-400), TimeProvider.System, progress);
            return ScenarioJudge.Unmet(world, store, stands, world.Scenario.Expectations);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static JsonObject Document(SimulatedWorld world, string mission, ImmutableArray<UnmetExpectation>? unmet)
    {
        var document = new JsonObject
        {
            ["simulated"] = true,
            ["seed"] = world.Seed,
            ["mission"] = mission,
            ["files"] = world.Files.Count,
            ["events"] = world.Happening.Events.Length,
            ["expectations"] = world.Scenario.Expectations.Length,
        };
        if (unmet is { } list)
        {
            document["unmet"] = new JsonArray([.. list.Select(u => (JsonNode)new JsonObject { ["line"] = u.Expectation.Line, ["text"] = u.Expectation.Text, ["found"] = u.Found })]);
        }

        return document;
    }

    private static void Print(SimulatedWorld world, string mission, ImmutableArray<UnmetExpectation>? unmet)
    {
        Console.WriteLine($"SIMULATED {world.Scenario.Title ?? "exercise"}, seed {world.Seed}: {world.Happening.Events.Length} events, {world.Files.Count} files in {mission}");
        if (unmet is not { } list)
        {
            Console.WriteLine($"run it with: truce run {mission} --store DIR");
            return;
        }

        Console.WriteLine($"{world.Scenario.Expectations.Length - list.Length} of {world.Scenario.Expectations.Length} expectations are met");
        foreach (UnmetExpectation u in list) Console.WriteLine(u);
    }
}
