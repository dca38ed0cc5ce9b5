using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Truce.Commitments;
using Truce.Measures;
using Truce.Observations;
using Truce.Pages;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Server.Running;

namespace Truce.Server.Commands;

/// <summary><c>truce response status</c>: every consultation with its clocks, and confirmed findings on which nobody has decided.</summary>
internal static class ResponseStatus
{
    public static Command Status()
    {
        Option<string> store = Shared.Store();
        var consultation = new Option<string?>("--consultation") { Description = "one consultation alone: its id, or its first 8 digits or more" };
        Option<string?> known = Shared.AsKnown();
        var now = new Option<string?>("--now") { Description = "the instant at which clocks are read; now without it" };
        Option<bool> json = Shared.Json();
        var command = new Command("status", "Consultations with their clocks: who was asked, who answered, what is overdue, what is still needed.") { store, consultation, known, now, json };
        command.SetAction(parsed => Shared.Guarded("response status", () =>
        {
            using OpenMission open = OpenMission.Open(parsed.GetValue(store)!, Progress.OnTerminal(TimeProvider.System));
            ResponseBook book = ConsultationCommands.Book(open);
            DateTimeOffset? asKnown = Shared.Instant(parsed.GetValue(known), "--as-known");
            DateTimeOffset at = Shared.Instant(parsed.GetValue(now), "--now") ?? asKnown ?? open.Now(TimeProvider.System, book.Latest);
            Hash256[] asked = parsed.GetValue(consultation) is { } begins ? [ConsultationCommands.Named(book, begins)] : [.. book.Events.Keys];
            ConsultationState[] states = [.. asked.Select(id => book.State(id, at, asKnown, ConsultationCommands.Basis(open))).OfType<ConsultationState>()];
            ImmutableArray<UndecidedFinding> undecided = parsed.GetValue(consultation) is null ? UndecidedFindings.In(open.Store.Database.Read, book, open.World.Days, asKnown) : [];
            Show(asked, states, undecided, book, Followed(open.Store.Path, states), parsed.GetValue(json));
            return 0;
        }));
        return command;
    }

    /// <summary>What the ledger of the same store says of the promises that are listed: their state follows the evidence, nobody types it in.</summary>
    private static ImmutableDictionary<string, CommitmentState> Followed(string store, IEnumerable<ConsultationState> states)
    {
        PromiseListed[] listed = [.. states.SelectMany(s => s.Promises)];
        if (listed.Length == 0) return ImmutableDictionary<string, CommitmentState>.Empty;
        Ledger ledger = LedgerStore.Read(store).AsKnown();
        var due = listed.GroupBy(p => p.Due.Commitment, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Due.Due, StringComparer.Ordinal);
        Ledger asDue = ledger with
        {
            Commitments = ledger.Commitments.Select(c => due.TryGetValue(c.Key.ToString(), out DateTimeOffset? at) && at is { } day
                ? KeyValuePair.Create(c.Key, c.Value with { Due = DateOnly.FromDateTime(day.UtcDateTime), DueEvent = "" }) : c).ToImmutableSortedDictionary(),
        };
        DateOnly on = DateOnly.FromDateTime(states.Max(s => s.Now).UtcDateTime);
        return StatusRule.On(asDue, on).Where(s => due.ContainsKey(s.Commitment.Id.ToString())).ToImmutableDictionary(s => s.Commitment.Id.ToString(), StringComparer.Ordinal);
    }

    // What could not be read and what did not fit is sealed like the rest, and counted here, so that it is seen.
    private static JsonObject Inbox(WebhookInbox inbox) => new()
    {
        ["came"] = inbox.Deliveries.Count,
        ["taken"] = inbox.Count(200),
        ["unreadable"] = inbox.Count(400),
        ["misfits"] = inbox.Count(422),
        ["unread"] = inbox.Unread.Count,
    };

    private static string Said(WebhookInbox inbox, string? peer)
    {
        int came = inbox.Deliveries.Keys.Count(k => peer is null || k.Peer == peer), unread = inbox.Unread.Count(k => peer is null || k.Peer == peer);
        return $"{came}: {inbox.Count(200, peer)} taken, {inbox.Count(400, peer)} that cannot be read, {inbox.Count(422, peer)} that do not fit what was asked{(unread > 0 ? $", {unread} not read yet" : "")}";
    }

    private static void Show(Hash256[] ids, ConsultationState[] states, ImmutableArray<UndecidedFinding> undecided, ResponseBook book, ImmutableDictionary<string, CommitmentState> followed, bool json)
    {
        if (json)
        {
            var all = new JsonArray([.. states.Select((s, i) => (JsonNode)ResponseWriting.State(s, s.Opened?.Consultation ?? s.NotOpened?.Consultation ?? ids[i]))]);
            Console.WriteLine(new JsonObject
            {
                ["consultations"] = all,
                ["undecided"] = new JsonArray([.. undecided.Select(f => (JsonNode)new JsonObject { ["finding"] = f.Id.ToString(), ["level"] = (int)f.Level, ["since"] = ObservationJson.Instant(f.Since) })]),
                ["promises"] = new JsonArray([.. followed.Values.OrderBy(f => f.Commitment.Id).Select(f => (JsonNode)LedgerWriting.State(f))]),
                ["inbox"] = Inbox(book.Inbox),
                ["refused"] = new JsonArray([.. book.Refused.Select(r => (JsonNode)new JsonObject { ["entry"] = r.Entry, ["why"] = r.Why })]),
            }.ToJsonString(Shared.Compact));
            return;
        }

        foreach (ConsultationState s in states) ResponseText.Print(s, s.Opened?.Consultation ?? s.NotOpened!.Consultation);
        foreach (CommitmentState f in followed.Values.OrderBy(f => f.Commitment.Id)) Console.WriteLine($"by the ledger: {f.Commitment.Id} is {LedgerWriting.Word(f.Standing)}: {f.Because}");
        foreach (UndecidedFinding f in undecided) Console.WriteLine($"finding {f.Id.Short} (level {(int)f.Level}) is confirmed since {f.Since:u} and nobody has decided whether it opens a consultation: truce response open, or truce response decline");
        if (book.Inbox.Deliveries.Count > 0) Console.WriteLine($"by webhook came {Said(book.Inbox, null)}");
        foreach (string peer in book.Inbox.Deliveries.Keys.Select(k => k.Peer).Distinct()) Console.WriteLine($"  {peer}: {Said(book.Inbox, peer)}");
        foreach ((long entry, string why) in book.Refused) Console.WriteLine($"entry {entry} does not count: {why}");
        if (states.Length == 0 && undecided.Length == 0) Console.WriteLine("no consultation, and no confirmed finding that waits for a decision");
    }
}
