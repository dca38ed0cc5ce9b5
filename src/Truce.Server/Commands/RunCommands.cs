using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Evidence.Notes;
using Truce.Findings;
using Truce.Measures;
using Truce.Server.Missions;
using Truce.Server.Running;
using Truce.Storage;
using Truce.Storage.Sqlite;

namespace Truce.Server.Commands;

/// <summary><c>truce run</c> and <c>truce incidents</c>.</summary>
internal static class RunCommands
{
    public static Command Run()
    {
        var mission = new Argument<string>("MISSION") { Description = "folder of a mission, or its mission.yaml" };
        Option<string> store = Shared.Store();
        var until = new Option<string?>("--until") { Description = "stop the walk at this instant, for instance 2022-06-10T00:00:00+03:00" };
        Option<bool> json = Shared.Json();
        var command = new Command("run", "Reads the mission's feeds to the end: seals, fuses, reads the terms, stores.") { mission, store, until, json };
        command.SetAction(parsed => Shared.Guarded("run", () =>
        {
            DateTimeOffset end = Shared.Instant(parsed.GetValue(until), "--until") ?? DateTimeOffset.MaxValue.AddDays(-400);
            JsonObject summary = Execute(parsed.GetValue(mission)!, parsed.GetValue(store)!, end, Progress.OnTerminal(TimeProvider.System));
            if (parsed.GetValue(json)) Console.WriteLine(summary.ToJsonString());
            else Print(summary);
            return 0;
        }));
        return command;
    }

    public static Command Incidents()
    {
        Option<string> store = Shared.Store();
        var day = new Option<string?>("--day") { Description = "only incidents of this local day, for instance 2022-06-10" };
        Option<string?> asKnown = Shared.AsKnown();
        Option<bool> json = Shared.Json();
        var command = new Command("incidents", "Prints incidents as JSON lines, as they are or were known.") { store, day, asKnown, json };
        command.SetAction(parsed => Shared.Guarded("incidents", () =>
        {
            using var view = StoreView.Open(parsed.GetValue(store)!);
            long known = Shared.Instant(parsed.GetValue(asKnown), "--as-known")?.ToUnixTimeMilliseconds() ?? long.MaxValue;
            DateOnly? only = Shared.Day(parsed.GetValue(day), "--day");
            using var output = new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(false), 1 << 16);
            foreach (JsonObject incident in view.Incidents(known, only)) output.WriteLine(incident.ToJsonString(Shared.Compact));
            return 0;
        }));
        return command;
    }

    /// <summary>Runs a mission into a store and sums up what is held.</summary>
    public static JsonObject Execute(string missionPath, string storePath, DateTimeOffset until, Progress progress)
    {
        long began = Stopwatch.GetTimestamp();
        (Mission mission, MissionFiles files) = MissionRun.Read(missionPath);
        MissionWorld world = MissionRun.World(mission, progress);
        using StoreFolder store = StoreFolder.Open(storePath, mission.LogOrigin);
        MissionRun.Run(store, world, files, until, TimeProvider.System, progress);
        return Summary(store, mission, Stopwatch.GetElapsedTime(began));
    }

    private static JsonObject Summary(StoreFolder store, Mission mission, TimeSpan took)
    {
        StoreReader read = store.Database.Read;
        Checkpoint checkpoint = store.Log.Checkpoint;
        IReadOnlyList<IncidentRow> incidents = [.. read.Incidents()];
        BatchRow[] batches = [.. read.Batches()];
        string[] findings = [.. read.Findings().Select(f => JsonNode.Parse(f.Json)!.AsObject().Text("result").Split(':')[0]).Where(r => r != FindingLedger.Closed)];
        return new JsonObject
        {
            ["mission"] = mission.Id,
            ["simulated"] = mission.Simulated,
            ["observations"] = read.ObservationIds().LongCount(),
            ["duplicates"] = batches.Sum(b => b.Duplicates),
            ["outsideTheDays"] = batches.Sum(b => b.Outside),
            ["rejects"] = batches.Sum(b => b.Rejects),
            ["rejectsByReason"] = new JsonObject(read.Rejects().GroupBy(r => r.Reason).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Sum(r => r.Count)))),
            ["incidents"] = incidents.Count,
            ["incidentsByLevel"] = new JsonObject(incidents.GroupBy(i => i.Level).OrderBy(g => g.Key).Select(g => KeyValuePair.Create(g.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)g.Count()))),
            ["findings"] = findings.Length,
            ["findingsByResult"] = new JsonObject(findings.GroupBy(f => f).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count()))),
            ["seconds"] = Math.Round(took.TotalSeconds, 2),
            ["peakMemoryMb"] = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            ["evidence"] = new JsonObject { ["origin"] = checkpoint.Origin, ["size"] = checkpoint.Size, ["root"] = checkpoint.Root.ToString(), ["key"] = store.VerifierKey },
            ["storeHash"] = StoreHash.State(read).ToString(),
            ["historyHash"] = StoreHash.History(read).ToString(),
        };
    }

    private static void Print(JsonObject s)
    {
        Console.WriteLine($"{(bool)s["simulated"]! switch { true => "SIMULATED ", false => "" }}{s["mission"]}: {s["observations"]} observations, {s["rejects"]} rejects, {s["duplicates"]} seen before, {s["outsideTheDays"]} outside the days");
        Console.WriteLine($"incidents   {s["incidents"]} ({string.Join(", ", s["incidentsByLevel"]!.AsObject().Select(p => $"level {p.Key}: {p.Value}"))})");
        Console.WriteLine($"findings    {s["findings"]} (proposed by machine; people decide)");
        Console.WriteLine($"evidence    {s["evidence"]!["size"]} entries, root {s["evidence"]!["root"]}");
        Console.WriteLine($"            verify with: truce-verify log DIR --key {s["evidence"]!["key"]}");
        Console.WriteLine($"store hash  {s["storeHash"]}");
        Console.WriteLine($"took        {s["seconds"]} s, {s["peakMemoryMb"]} MB");
    }
}
