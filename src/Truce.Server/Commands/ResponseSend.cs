using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Evidence;
using Truce.Observations;
using Truce.Response.Notices;
using Truce.Server.Notices;
using Truce.Server.Pdf;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce response send</c>: lets the notices of open consultations leave, by mail, webhook, CAP file and letter.</summary>
internal static class ResponseSend
{
    /// <summary>Longest that a program that stays does not look: something new may be to be sent.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static Command Send()
    {
        Option<string> store = Shared.Store();
        var channels = new Option<string>("--channels") { Description = "file that says how each invitee is reached (docs/formats/notices.md)", Required = true };
        var from = new Option<string?>("--at") { Description = "in an exercise: the instant at which its clock begins; just after the last that happened without it" };
        var stay = new Option<bool>("--stay") { Description = "goes on trying what waits, until it is stopped" };
        Option<bool> json = Shared.Json();
        var command = new Command("send", "Queues and sends what consultations may send. What fails waits and is tried again; above the protocol's limit nothing leaves without two people.") { store, channels, stay, from, json };
        command.SetAction((parsed, stop) => Task.FromResult(Shared.Guarded("response send", () => Send(parsed.GetValue(store)!, parsed.GetValue(channels)!, parsed.GetValue(stay), Shared.Instant(parsed.GetValue(from), "--at"), parsed.GetValue(json), stop).GetAwaiter().GetResult())));
        return command;
    }

    private static async Task<int> Send(string store, string path, bool stay, DateTimeOffset? from, bool json, CancellationToken stop)
    {
        NoticeChannels channels = Channels(path);
        using var webhooks = new WebhookSender(WebhookSender.DefaultTimeout, TimeProvider.System);
        ChromiumPdf? browser = ChromiumPdf.Find(new ChromiumPdfOptions());
        var sender = new NoticeSender(channels, Path.GetDirectoryName(Path.GetFullPath(path))!, webhooks, browser, SmtpSender.DefaultTimeout, TimeProvider.System);
        TimeProvider? clock = null;
        (int queued, int attempts) = (0, 0);
        while (true)
        {
            DateTimeOffset next;
            using (OpenMission open = Opened(store, isAgain: clock is not null, stop))
            {
                ResponseBook book = ConsultationCommands.Book(open);
                clock ??= Clock(open, book, from);
                var outbox = new ResponseOutbox(open.Store, open.World.Mission, book, sender.SendAsync, clock);
                queued += outbox.Queue(channels, clock.GetUtcNow());
                attempts += await RunDueAsync(outbox, stop);
                open.Store.Log.Publish();
                if (!stay || stop.IsCancellationRequested || outbox.Runner.State.NextAt is not { } due) return Ended(outbox, queued, attempts, json);
                next = due;
            }

            // Meanwhile the store is let go: people act in it, and what invitees post comes in.
            TimeSpan wait = next - clock.GetUtcNow();
            if (wait > TimeSpan.Zero) await Task.Delay(wait < LongestWait ? wait : LongestWait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Who stays until it is stopped does not give up because somebody else works in the store.
    private static OpenMission Opened(string store, bool isAgain, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return OpenMission.Open(store, Progress.OnTerminal(TimeProvider.System));
            }
            catch (EvidenceBusyException) when (isAgain && !stop.IsCancellationRequested)
            {
                stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1));
            }
        }
    }

    // Stopped in the middle of an attempt, it leaves that one in doubt, and the next program tries it again.
    private static async Task<int> RunDueAsync(ResponseOutbox outbox, CancellationToken stop)
    {
        try
        {
            return stop.IsCancellationRequested ? 0 : await outbox.Runner.RunDueAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    // In an exercise time stands still between programs: it begins after the last thing that happened, or where people say.
    internal static TimeProvider Clock(OpenMission open, ResponseBook book, DateTimeOffset? from)
    {
        if (!open.World.Mission.Simulated) return from is null ? TimeProvider.System : throw new BadInputException("--at is for exercises: notices of a mission leave now");
        DateTimeOffset now = open.Now(TimeProvider.System, book.Latest > book.LatestStep ? book.Latest : book.LatestStep ?? book.Latest);
        return new ExerciseClock(from > now ? from.Value : now, TimeProvider.System);
    }

    internal static NoticeChannels Channels(string path)
    {
        if (!File.Exists(path)) throw new BadInputException($"{path}: no such file");
        if (new FileInfo(path).Length > ChannelsReader.MaxBytes) throw new BadInputException($"{path}: larger than {ChannelsReader.MaxBytes >> 20} MiB");
        (NoticeChannels? channels, var remarks) = ChannelsReader.Read(File.ReadAllBytes(path), path);
        return channels ?? throw new BadInputException(string.Join(Environment.NewLine, remarks));
    }

    private static int Ended(ResponseOutbox outbox, int queued, int attempts, bool json)
    {
        Say(outbox, queued, attempts, json);
        return outbox.Runner.State.Deliveries.Values.All(d => d.Stage is OutboxStage.Delivered or OutboxStage.Acknowledged or OutboxStage.Replaced) && outbox.NotQueued.Count == 0 ? 0 : 1;
    }

    private static void Say(ResponseOutbox outbox, int queued, int attempts, bool json)
    {
        if (json)
        {
            Console.WriteLine(new JsonObject
            {
                ["queued"] = queued,
                ["attempts"] = attempts,
                ["deliveries"] = new JsonArray([.. outbox.Runner.State.Deliveries.Values.Select(d => (JsonNode)Delivery(d))]),
                ["notQueued"] = new JsonArray([.. outbox.NotQueued.Select(n => (JsonNode)n)]),
            }.ToJsonString(Shared.Compact));
            return;
        }

        Console.WriteLine($"queued {queued}, attempts {attempts}");
        foreach (OutboxDelivery d in outbox.Runner.State.Deliveries.Values) Console.WriteLine($"  {d.Notice.Invitee} by {d.Channel}: {ObservationJson.Word(d.Stage)}{(d.Reason is { } why ? $": {why}" : "")}{(d.NextAt is { } next ? $"; next try {next:u}" : "")}{(d.Receipt is { } receipt ? $"; receipt {receipt}" : "")}");
        foreach (string n in outbox.NotQueued) Console.WriteLine($"  not queued: {n}");
    }

    private static JsonObject Delivery(OutboxDelivery d)
    {
        var json = new JsonObject { ["notice"] = d.Notice.Id.ToString(), ["invitee"] = d.Notice.Invitee, ["tier"] = d.Notice.Tier, ["channel"] = d.Channel, ["stage"] = ObservationJson.Word(d.Stage), ["attempts"] = d.Attempts };
        if (d.Reason is { } reason) json["reason"] = reason;
        if (d.Receipt is { } receipt) json["receipt"] = receipt;
        if (d.NextAt is { } next) json["next"] = ObservationJson.Instant(next);
        return json;
    }
}
