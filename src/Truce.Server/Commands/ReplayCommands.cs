using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce replay</c>: the database again from the log and the blobs alone, compared.</summary>
internal static class ReplayCommands
{
    public static Command Replay()
    {
        Option<string> store = Shared.Store();
        Option<string?> asKnown = Shared.AsKnown();
        var rebuild = new Option<bool>("--rebuild") { Description = "put the database made from the log in the place of the old one" };
        Option<bool> json = Shared.Json();
        var command = new Command("replay", "Recomputes everything from the log and the blobs and compares.") { store, asKnown, rebuild, json };
        command.SetAction(parsed => Shared.Guarded("replay", () =>
        {
            DateTimeOffset until = Shared.Instant(parsed.GetValue(asKnown), "--as-known") ?? DateTimeOffset.MaxValue;
            ReplayResult r = Running.Replay.Run(parsed.GetValue(store)!, until, parsed.GetValue(rebuild), Progress.OnTerminal(TimeProvider.System));
            if (parsed.GetValue(json)) Console.WriteLine(Report(r).ToJsonString());
            else Print(r);
            return r.Same ? 0 : 1;
        }));
        return command;
    }

    private static JsonObject Report(ReplayResult r)
    {
        var json = new JsonObject
        {
            ["same"] = r.Same,
            ["storeHash"] = r.State.ToString(),
            ["historyHash"] = r.History.ToString(),
            ["entries"] = r.Sealed,
            ["madeButNotSealed"] = r.Added,
            ["sealedButNotMade"] = new JsonArray([.. r.NotReproduced.Select(i => (JsonNode)i)]),
        };
        if (r.StateBefore is { } state) json["storeHashBefore"] = state.ToString();
        if (r.HistoryBefore is { } history) json["historyHashBefore"] = history.ToString();
        return json;
    }

    private static void Print(ReplayResult r)
    {
        Console.WriteLine(r.Same ? "same: the log and the blobs give what the store holds" : "NOT the same");
        Console.WriteLine($"store hash   {r.State}{(r.StateBefore is { } s && s != r.State ? $"  held before: {s}" : "")}");
        Console.WriteLine($"history hash {r.History}{(r.HistoryBefore is { } h && h != r.History ? $"  held before: {h}" : "")}");
        if (r.Added > 0) Console.WriteLine($"made but not sealed: {r.Added} records");
        if (!r.NotReproduced.IsEmpty) Console.WriteLine($"sealed but not made again: entries {string.Join(", ", r.NotReproduced.Take(20))}");
    }
}
