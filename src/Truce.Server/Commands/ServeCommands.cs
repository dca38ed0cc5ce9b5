using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Truce.Server.Consoles;
using Truce.Server.Missions;
using Truce.Server.Running;
using Truce.Simulation;
using Truce.Simulation.Scenarios;

namespace Truce.Server.Commands;

/// <summary><c>truce demo</c> and <c>truce serve</c>: a mission and its page, on this machine only.</summary>
internal static class ServeCommands
{
    public static Command Demo()
    {
        var port = new Option<int>("--port") { Description = "port on 127.0.0.1", DefaultValueFactory = _ => 8080 };
        Option<long?> seed = ExerciseCommand.Seed();
        var scenario = new Option<string?>("--scenario") { Description = "a scenario to play, for instance scenarios/echo.txt; the built-in exercise when absent" };
        var store = new Option<string?>("--store") { Description = "folder for the exercise; a new temporary one when absent" };
        var command = new Command("demo", "SIMULATED exercise through real sensor formats, and the page. Needs no data and no network.") { port, seed, scenario, store };
        command.SetAction((parsed, stop) => GuardedAsync("demo", async () =>
        {
            Scenario played = parsed.GetValue(scenario) is { } file ? ScenarioRun.Read(file) : Scenario.Exercise;
            SimulatedWorld world = SimulatedWorld.Create(played, (ulong?)parsed.GetValue(seed));
            string folder = parsed.GetValue(store) ?? Directory.CreateTempSubdirectory("truce-demo-").FullName;
            string mission = Path.Combine(folder, "mission");
            ScenarioRun.Lay(world, mission);
            Console.Error.WriteLine($"SIMULATED {played.Title ?? "exercise"}, seed {world.Seed}, in {folder}");
            return await ServeAsync(mission, Path.Combine(folder, "store"), $"http://127.0.0.1:{parsed.GetValue(port)}", stop).ConfigureAwait(false);
        }));
        return command;
    }

    public static Command Serve()
    {
        var mission = new Argument<string>("MISSION") { Description = "folder of a mission, or its mission.yaml" };
        Option<string> store = Shared.Store();
        var urls = new Option<string>("--urls") { Description = "address to listen on; the page answers this machine only", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var command = new Command("serve", "Runs a mission, follows its folders and serves the page.") { mission, store, urls };
        command.SetAction((parsed, stop) => GuardedAsync("serve", () => ServeAsync(parsed.GetValue(mission)!, parsed.GetValue(store)!, parsed.GetValue(urls)!, stop)));
        return command;
    }

    private static async Task<int> ServeAsync(string missionPath, string storePath, string urls, CancellationToken stop)
    {
        Progress progress = Progress.OnTerminal(TimeProvider.System);
        (Mission mission, MissionFiles files) = MissionRun.Read(missionPath);
        MissionWorld world = MissionRun.World(mission, progress);
        using StoreFolder store = StoreFolder.Open(storePath, mission.LogOrigin);
        Walker walker = MissionRun.Run(store, world, files, TimeProvider.System.GetUtcNow() > EndOf(world) ? DateTimeOffset.MaxValue.AddDays(-400) : EndOf(world), TimeProvider.System, progress);
        var view = new ConsoleView(store, world);
        var live = new LiveFeeds(store, world, walker, TimeProvider.System);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        WebApplication app = builder.Build();
        ConsoleEndpoints.Map(app, view.Data());
        await app.StartAsync(stop).ConfigureAwait(false);
        Console.WriteLine($"{(mission.Simulated ? "SIMULATED " : "")}{mission.Id}: {string.Join(' ', app.Urls)}  (stop with Ctrl-C)");
        try
        {
            await live.FollowAsync(view, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopping");
        }

        await app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        return 0;
    }

    /// <summary>A finished mission is walked to its end; a running one to now.</summary>
    private static DateTimeOffset EndOf(MissionWorld world) =>
        world.Mission.Simulated || world.Mission.LastDay is null ? DateTimeOffset.MaxValue.AddDays(-400) : world.Days.Period(world.Mission.LastDay.Value).End;

    private static async Task<int> GuardedAsync(string command, Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception e) when (Shared.IsForThePerson(e))
        {
            Console.Error.WriteLine($"truce {command}: {e.Message}");
            return 2;
        }
    }
}
