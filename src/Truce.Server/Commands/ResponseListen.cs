using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce response listen</c>: takes what invitees' systems post. The store is open only while something is sealed, so people act in it meanwhile.</summary>
internal static class ResponseListen
{
    /// <summary>Where peers post when nobody says otherwise.</summary>
    public const string DefaultUrls = "http://127.0.0.1:8090";

    public static Command Listen()
    {
        Option<string> store = Shared.Store();
        var channels = new Option<string>("--channels") { Description = "file whose invitees may post, with the keys they sign with (docs/formats/notices.md)", Required = true };
        var urls = new Option<string>("--urls") { Description = "address of this machine to listen on; a proxy with TLS stands before it", DefaultValueFactory = _ => DefaultUrls };
        var from = new Option<string?>("--at") { Description = "in an exercise: the instant at which its clock begins; just after the last that happened without it" };
        Option<bool> json = Shared.Json();
        var command = new Command("listen", "Takes acknowledgements and answers of invitees' systems by webhook, until it is stopped. An answer counts when a person enters it: truce response enter.") { store, channels, urls, from, json };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await ListenAsync(parsed.GetValue(store)!, parsed.GetValue(channels)!, parsed.GetValue(urls)!, Shared.Instant(parsed.GetValue(from), "--at"), parsed.GetValue(json), stop).ConfigureAwait(false);
            }
            catch (Exception e) when (Shared.IsForThePerson(e))
            {
                Console.Error.WriteLine($"truce response listen: {e.Message}");
                return 2;
            }
        });
        return command;
    }

    private static async Task<int> ListenAsync(string store, string channelsPath, string urls, DateTimeOffset? from, bool json, CancellationToken stop)
    {
        NoticeChannels channels = ResponseSend.Channels(channelsPath);
        IReadOnlyDictionary<string, IReadOnlyList<Secret>> keys = PeerKeys.Of(channels, Path.GetDirectoryName(Path.GetFullPath(channelsPath))!);
        TimeProvider clock = TimeProvider.System;
        MissionWorld world;
        using (OpenMission open = OpenMission.Open(store, Progress.OnTerminal(TimeProvider.System)))
        {
            (world, clock) = (open.World, ResponseSend.Clock(open, ConsultationCommands.Book(open), from));
        }

        MissionWorld? held = world; // the first question is answered already
        var inbox = new ResponseInbox(store, ResponseListener.OpenedEachTime(store), () =>
        {
            MissionWorld now = held ?? World(store);
            held = null;
            return (now.Mission, now.Agreement);
        }, clock);
        if (!inbox.TryBegin()) throw new BadInputException($"{store}: another program has this store open; wait for it. truce serve takes webhooks itself: give it --channels");
        await using ResponseListener listener = await ResponseListener.StartAsync(inbox, keys, urls, line => Say(line, json), stop).ConfigureAwait(false);
        if (json) Console.WriteLine(new JsonObject { ["listening"] = new JsonArray([.. listener.Urls.Select(u => (JsonNode)u)]), ["peers"] = new JsonArray([.. keys.Keys.Select(k => (JsonNode)k)]), ["simulated"] = inbox.IsSimulated }.ToJsonString(Shared.Compact));
        else Console.WriteLine($"{(inbox.IsSimulated ? "SIMULATED " : "")}{string.Join(' ', listener.Urls)} takes posts of {string.Join(", ", keys.Keys)}  (stop with Ctrl-C)");
        try
        {
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopping");
        }

        return 0;
    }

    /// <summary>One answer, for a log of the house: who, which delivery, what was said. Never a body, never a key.</summary>
    internal static void Say(JsonObject line, bool json)
    {
        if (json) Console.WriteLine(line.ToJsonString(Shared.Compact));
        else Console.WriteLine($"{line["peer"]} {line["delivery"]}: {line["status"]} {line["taken"] ?? line["error"]}");
    }

    private static MissionWorld World(string store)
    {
        using OpenMission open = OpenMission.Open(store, Progress.OnTerminal(TimeProvider.System));
        return open.World;
    }
}
