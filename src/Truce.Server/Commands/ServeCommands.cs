using System.CommandLine;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Server.Running;
using Truce.Simulation;
using Truce.Simulation.Folders;
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
        var people = new Option<bool>("--no-people") { Description = "without the SIMULATED people who confirm a finding and consult the guarantors on it" };
        var command = new Command("demo", "SIMULATED exercise through real sensor formats, and the page. Needs no data and no network.") { port, seed, scenario, store, people };
        command.SetAction((parsed, stop) => GuardedAsync("demo", async () =>
        {
            Scenario played = parsed.GetValue(scenario) is { } file ? ScenarioRun.Read(file) : Scenario.Exercise;
            SimulatedWorld world = SimulatedWorld.Create(played, (ulong?)parsed.GetValue(seed));
            string folder = parsed.GetValue(store) ?? Directory.CreateTempSubdirectory("truce-demo-").FullName;
            string mission = Path.Combine(folder, "mission");
            string held = Path.Combine(folder, "store");
            ScenarioRun.Lay(world, mission);
            DemoPeople? acting = parsed.GetValue(people) ? null : DemoPeople.Lay(folder, mission, held);
            Console.Error.WriteLine($"SIMULATED {played.Title ?? "exercise"}, seed {world.Seed}, in {folder}");
            acting?.Act();
            return await ServeAsync(mission, held, $"http://127.0.0.1:{parsed.GetValue(port)}", acting is null ? null : Path.Combine(mission, GuarantorFiles.PostureRules), hooks: null, stop).ConfigureAwait(false);
        }));
        return command;
    }

    public static Command Serve()
    {
        var mission = new Argument<string>("MISSION") { Description = "folder of a mission, or its mission.yaml" };
        Option<string> store = Shared.Store();
        var urls = new Option<string>("--urls") { Description = "address to listen on; the page answers this machine only", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        Option<string?> rules = PostureCommand.RulesOption("--posture-rules");
        var channels = new Option<string?>("--channels") { Description = "file whose invitees may post acknowledgements and answers (docs/formats/notices.md); nobody may without it" };
        var hooks = new Option<string>("--listen") { Description = "address of this machine for those posts; a proxy with TLS stands before it", DefaultValueFactory = _ => ResponseListen.DefaultUrls };
        var command = new Command("serve", "Runs a mission, follows its folders and serves the page.") { mission, store, urls, rules, channels, hooks };
        command.SetAction((parsed, stop) => GuardedAsync("serve", () => ServeAsync(
            parsed.GetValue(mission)!, parsed.GetValue(store)!, parsed.GetValue(urls)!, parsed.GetValue(rules), parsed.GetValue(channels) is { } file ? (file, parsed.GetValue(hooks)!) : null, stop)));
        return command;
    }

    private static async Task<int> ServeAsync(string missionPath, string storePath, string urls, string? postureRules, (string Channels, string Urls)? hooks, CancellationToken stop)
    {
        IReadOnlyDictionary<string, IReadOnlyList<Secret>>? keys = hooks is { } file ? PeerKeys.Of(ResponseSend.Channels(file.Channels), Path.GetDirectoryName(Path.GetFullPath(file.Channels))!) : null;
        await using ServedMission served = await ServedMission.StartAsync(missionPath, storePath, urls, TimeProvider.System, tune: null, stop, postureRules).ConfigureAwait(false);
        Console.WriteLine($"{(served.Mission.Simulated ? "SIMULATED " : "")}{served.Mission.Id}: {string.Join(' ', served.Urls)}  (stop with Ctrl-C)");
        await using ResponseListener? listener = keys is null ? null : await served.ListenAsync(keys, hooks!.Value.Urls, line => ResponseListen.Say(line, json: false), stop).ConfigureAwait(false);
        if (listener is not null) Console.WriteLine($"{string.Join(' ', listener.Urls)} takes posts of {string.Join(", ", keys!.Keys)}");
        try
        {
            await served.FollowAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopping");
        }

        return 0;
    }

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
