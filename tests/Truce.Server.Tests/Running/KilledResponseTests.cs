using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Server.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Running;

/// <summary>Consultations whose programs are killed anywhere: no act that was acknowledged is lost, no answer of a peer, no notice, no deadline, and nothing leaves without its attempt in the log.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class KilledResponseTests(SimulatedRun run)
{
    /// <summary>Kills in this run; <c>TRUCE_KILLS=1000</c> for the long test.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("TRUCE_KILLS") ?? "8", CultureInfo.InvariantCulture);

    /// <summary>Kills on one store: with more its work is done, and the outbox gives up after a hundred attempts.</summary>
    private const int KillsOfStore = 50;

    [Fact]
    public async Task Killed_at_random_moments_no_notice_and_no_deadline_is_lost()
    {
        int seed = Seeds.Next(), findings = Kills < KillsOfStore ? 1 : 2;
        long began = Stopwatch.GetTimestamp();
        var random = new SeededRandom((ulong)seed);
        using var files = new TempFolder();
        await using NoticeDesk desk = await NoticeDesk.Start(seed);
        var prepared = KilledConsultations.Prepared(run, files.Root, desk.Port, findings);
        string[] undisturbed = await prepared.Copy("undisturbed").Finish();
        Assert.Contains(undisturbed, l => l.Contains("overdue", StringComparison.Ordinal)); // else the comparison would say nothing
        double usualMs = 1000;
        var by = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int killed = 0, late = 0, ended = 0, stores = 0, repeated = 0;
        while (killed < Kills)
        {
            desk.Clear();
            KilledConsultations store = prepared.Copy("killed");
            int wanted = Math.Min(KillsOfStore, Kills - killed);
            (store.UsualMs, desk.IsMoody) = (usualMs, true);
            await store.KillEach(random);
            while (store.Killed < wanted) await store.Step(random);
            (usualMs, desk.IsMoody) = (store.UsualMs, false);
            string[] lines = await store.Finish();
            foreach ((string kind, int kills) in store.KilledBy) by[kind] = by.GetValueOrDefault(kind) + kills;
            (killed, late, ended, stores) = (killed + store.Killed, late + store.KilledLate, ended + store.Ended, stores + 1);
            Assert.True(undisturbed.SequenceEqual(lines), $"seed {seed}, store {stores}: {string.Join("; ", undisturbed.Except(lines))} became {string.Join("; ", lines.Except(undisturbed))}");
            IReadOnlyList<string> failures = [.. SimulatedRun.Audit(store.Folder), .. Faults(store, desk, out int twice)];
            Assert.True(failures.Count == 0, $"seed {seed}, store {stores}, after {killed} kills: {string.Join("; ", failures)}");
            repeated += twice;
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{killed} kills ({string.Join(", ", by.Select(b => $"{b.Key} {b.Value}"))}), {late} of them after something was sealed, {ended} programs that ended before their kill, {stores} stores, {repeated} notices that came more than once, each with its attempts in the log, {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s");
        }
    }

    [Fact]
    public async Task A_notice_that_left_without_an_attempt_and_one_that_is_not_queued_are_found()
    {
        using var files = new TempFolder();
        await using NoticeDesk desk = await NoticeDesk.Start(1);
        var prepared = KilledConsultations.Prepared(run, files.Root, desk.Port, 1);
        KilledConsultations store = prepared.Copy("planted");
        await store.Finish();
        Assert.Empty(Faults(store, desk, out _));
        string delivery = desk.Came.Keys.First();
        desk.Came[delivery]++;
        Assert.Contains("attempts", Assert.Single(Faults(store, desk, out _)), StringComparison.Ordinal);
        desk.Came[delivery]--;
        File.WriteAllText(Path.Combine(store.CapFolder, "notice-planted.cap.xml"), "x");
        Assert.Contains("CAP", Assert.Single(Faults(store, desk, out _)), StringComparison.Ordinal);
        store.Tiers.Add("R9");
        Assert.Contains(Faults(store, desk, out _), f => f.Contains("R9", StringComparison.Ordinal));
        store.Answered[("HAZEL", "hazel-0")] = "{}";
        store.Answered[("HAZEL", "never")] = "{}";
        Assert.Equal(2, Faults(store, desk, out _).Count(f => f.Contains("of HAZEL was answered", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_act_that_is_lost_is_seen_in_how_all_stand()
    {
        using var files = new TempFolder();
        await using NoticeDesk desk = await NoticeDesk.Start(1);
        var prepared = KilledConsultations.Prepared(run, files.Root, desk.Port, 1);
        string[] whole = await prepared.Copy("whole").Finish(), planted = await prepared.Copy("planted", "import", "confirm", "adopt", "post").Finish();
        foreach (string kind in (string[])["import", "confirm", "adopt", "post"])
        {
            Assert.Contains(whole.Except(planted), l => l.StartsWith(kind + ": ", StringComparison.Ordinal));
        }

        Assert.Empty(planted.Except(whole)); // the rest stands as it stood
    }

    /// <summary>What of the outbox does not fit what came to the webhook and lies in the folder.</summary>
    private static List<string> Faults(KilledConsultations store, NoticeDesk desk, out int repeated)
    {
        ResponseBook book = store.Book();
        Outbox outbox = book.Outbox;
        var faults = new List<string>();
        foreach (string tier in store.Tiers)
        {
            foreach (JsonNode? c in store.Consultations)
            {
                string[] got = [.. outbox.Deliveries.Values.Where(d => ((string)c!).StartsWith(d.Notice.Consultation, StringComparison.Ordinal) && d.Notice.Tier == tier).Select(d => $"{d.Channel}:{d.Stage}").Order(StringComparer.Ordinal)];
                string[] asked = [.. KilledConsultations.Asked(tier).SelectMany(a => (string[])[$"{a}/cap:Delivered", $"{a}/webhook:Delivered"]).Order(StringComparer.Ordinal)];
                if (asked.Length == 0 || !got.SequenceEqual(asked)) faults.Add($"{tier}: {string.Join(' ', got)}");
            }
        }

        foreach (((string Peer, string Delivery) key, string answer) in store.Answered)
        {
            if (!book.Inbox.Deliveries.TryGetValue(key, out WebhookDelivery? held)) faults.Add($"{key.Delivery} of {key.Peer} was answered and is not in the log");
            else if (held.Read is not { } read || Encoding.UTF8.GetString(CanonicalJson.Write(read.Answer.Body)) != answer) faults.Add($"{key.Delivery} of {key.Peer} was answered otherwise than the log says");
            else if (!book.Events.Values.SelectMany(e => e).OfType<ConsultationEvent.Answered>().Any(a => a.Guarantor == key.Peer && a.At == held.Received.At && a.Received is not null)) faults.Add($"{key.Delivery} of {key.Peer} is not entered as of the time at which it came");
        }

        if (outbox.OdditiesInAll > 0) faults.Add($"steps that do not fit: {string.Join(", ", outbox.Oddities)}");
        var hooks = outbox.Deliveries.Values.Where(d => d.Channel.EndsWith("/webhook", StringComparison.Ordinal)).ToDictionary(d => d.Notice.Id.ToString());
        foreach ((string id, int times) in desk.Came)
        {
            if (!hooks.TryGetValue(id, out OutboxDelivery? d) || times > d.Attempts) faults.Add($"{id} came {times} times, with {d?.Attempts ?? 0} attempts in the log");
        }

        foreach (string missing in hooks.Keys.Except(desk.Came.Keys)) faults.Add($"{missing} is called delivered and never came");
        HashSet<string> written = [.. outbox.Deliveries.Values.Where(d => d.Channel.EndsWith("/cap", StringComparison.Ordinal)).Select(d => $"notice-{d.Notice.Id}.cap.xml")];
        string[] lies = [.. Directory.GetFiles(store.CapFolder, "*.xml").Select(Path.GetFileName).OfType<string>()];
        if (!written.SetEquals(lies)) faults.Add($"CAP: {lies.Length} files for {written.Count} notices");
        repeated = desk.Came.Values.Count(n => n > 1);
        return faults;
    }
}
