using System.Text.Json.Nodes;
using Truce.Evidence.Keys;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Response.Protocols;
using Truce.Server.Running;
using Truce.Server.Tests.Running;
using Truce.Testing;

namespace Truce.Server.Tests.Commands;

/// <summary>What invitees' systems post, from the wire to a consultation: sealed, shown, entered by a person, and counted as of the time at which it came.</summary>
[Collection(SimulatedRunGroup.Name)]
public sealed class ResponseListenTests(SimulatedRun run)
{
    [Fact]
    public async Task From_a_notice_to_its_acknowledgement_an_answer_and_its_entry()
    {
        using var files = new TempFolder();
        await using NoticeDesk desk = await NoticeDesk.Start(1);
        string channels = PeerDesk.Channels(files, desk.Port, "ALDER", "BIRCH");
        (ConsultationStore store, string consultation) = await Opened();
        JsonObject sent = await TruceProcess.Says(0, "response", "send", "--store", store.Folder, "--channels", channels, "--json");
        string NoticeOf(string who) => (string)sent["deliveries"]!.AsArray().Single(d => (string)d!["invitee"]! == who)!["notice"]!;

        string first, answered;
        await using (ListenProcess listen = await ListenProcess.Start(store.Folder, channels))
        {
            using var peers = new PeerDesk(listen.Url);
            Assert.Equal("ALDER,BIRCH,true", $"{string.Join(',', listen.First["peers"]!.AsArray().Select(p => (string)p!))},{listen.First["simulated"]}");
            PostAnswer has = await peers.Post("ALDER", "a-1", PeerDesk.Has(NoticeOf("ALDER")));
            Assert.Equal((200, "acknowledged"), (has.Status, (string)has.Json["taken"]!));
            first = has.Body;
            Assert.Equal(first, (await peers.Post("ALDER", "a-1", PeerDesk.Has(NoticeOf("ALDER")))).Body);
            await Refusals(peers, NoticeOf("ALDER"), consultation);

            PostAnswer answer = await peers.Post("ALDER", "a-2", Answer(consultation));
            Assert.Equal((200, "answer", consultation), (answer.Status, (string)answer.Json["taken"]!, (string)answer.Json["consultation"]!));
            answered = answer.Body;
            await Entered(store, consultation, answer.Json); // people act while it listens

            (int code, string output, string error) = await listen.Stop();
            Assert.Equal((0, "stopping\n"), (code, error));
            Assert.Contains("""{"peer":"ALDER","delivery":"a-2","status":200,"taken":"answer"}""", output, StringComparison.Ordinal);
            Assert.DoesNotContain("we come", output, StringComparison.Ordinal); // what invitees say is in the store, not in a log of the machine
        }

        await using (ListenProcess again = await ListenProcess.Start(store.Folder, channels))
        {
            using var peers = new PeerDesk(again.Url);
            Assert.Equal(first, (await peers.Post("ALDER", "a-1", PeerDesk.Has(NoticeOf("ALDER")))).Body);
            Assert.Equal(answered, (await peers.Post("ALDER", "a-2", Answer(consultation))).Body);
        }

        JsonObject inbox = (await store.Status())["inbox"]!.AsObject();
        Assert.Equal("""{"came":7,"taken":2,"unreadable":1,"misfits":4,"unread":0}""", inbox.ToJsonString());
        Assert.Equal(0, (await TruceProcess.Run("replay", "--store", store.Folder)).Code);
        Assert.Empty(SimulatedRun.Audit(store.Folder));
    }

    private static string Answer(string consultation) => PeerDesk.Answers(consultation[..12], "R1", "accept", "we come\\nall of us", ""","instrument":"note verbale","reference":"A-17","remedy":"the guns are back" """);

    private static async Task Refusals(PeerDesk peers, string noticeOfAlder, string consultation)
    {
        Assert.Equal(401, (await peers.Post("ALDER", "b-0", PeerDesk.Has(noticeOfAlder), signedBy: "BIRCH")).Status);
        PostAnswer[] misfits =
        [
            await peers.Post("BIRCH", "b-1", PeerDesk.Has(noticeOfAlder)),
            await peers.Post("BIRCH", "b-2", PeerDesk.Answers("00000000", "R1", "accept", "yes")),
            await peers.Post("BIRCH", "b-3", PeerDesk.Answers(consultation, "R2", "accept", "yes")),
            await peers.Post("BIRCH", "b-4", PeerDesk.Answers(consultation, "R1", "accept", "yes").Replace("true", "false", StringComparison.Ordinal)),
        ];
        Assert.All(misfits, m => Assert.Equal(422, m.Status));
        Assert.Equal(
            [$"no notice {noticeOfAlder} was sent to BIRCH", "no consultation 00000000 asks BIRCH", $"consultation {consultation} does not ask BIRCH on tier R2; it does on R1", "this house is in an exercise and the reply does not say so; write \"simulated\": true, as the notice has it"],
            misfits.Select(m => (string)m.Json["error"]!));
        PostAnswer bad = await peers.Post("BIRCH", "b-5", PeerDesk.Answers(consultation, "R1", "accept", "yes", ""","invitee":"ALDER" """));
        Assert.Equal(400, bad.Status);
        Assert.StartsWith("body:1:", (string)bad.Json["error"]!, StringComparison.Ordinal);
        Assert.Contains("\"invitee\" is not known here", (string)bad.Json["error"]!, StringComparison.Ordinal);
        Assert.Equal(409, (await peers.Post("BIRCH", "b-5", PeerDesk.Answers(consultation, "R1", "accept", "yes"))).Status);
    }

    private static async Task Entered(ConsultationStore store, string consultation, JsonObject answer)
    {
        JsonObject open = (await store.Status("--consultation", consultation))["consultations"]![0]!.AsObject();
        JsonObject waits = open["cameIn"]!.AsArray().Single()!.AsObject();
        Assert.Equal(("a-2", true, "accept", "we come\nall of us", "A-17", (string)answer["received"]!), ((string)waits["delivery"]!, (bool)waits["waits"]!, (string)waits["kind"]!, (string)waits["text"]!, (string)waits["reference"]!, (string)waits["at"]!));
        Assert.Equal("ALDER:asked BIRCH:asked", ConsultationStore.Statuses(ConsultationStore.Tier(open, "R1")));
        Assert.NotNull(ConsultationStore.Tier(open, "R1")["invitees"]![0]!["received"]); // the acknowledgement is a machine's record and counts at once
        (_, string text, _) = await TruceProcess.Run("response", "status", "--store", store.Folder);
        Assert.Contains($"ALDER accept: we come all of us; not yet entered by a person: truce response enter --received {((string)waits["id"]!)[..12]}", text, StringComparison.Ordinal);

        await TruceProcess.Refuses("nothing of that name came in", store.By("r1", "enter", "--consultation", consultation, "--received", "a-9"));
        JsonObject entered = await store.Does("r1", "enter", "--consultation", consultation, "--received", "a-2");
        JsonObject alder = ConsultationStore.Tier(entered, "R1")["invitees"]![0]!.AsObject();
        Assert.Equal(("answeredInTime", "we come\nall of us", "note verbale", (string)answer["received"]!), ((string)alder["status"]!, (string)alder["answer"]!["text"]!, (string)alder["answer"]!["instrument"]!, (string)alder["answer"]!["at"]!));
        Assert.Equal(["ALDER: the guns are back"], entered["remedies"]!.AsArray().Select(r => (string)r!));
        Assert.Equal((false, "r1"), ((bool)entered["cameIn"]![0]!["waits"]!, (string)entered["cameIn"]![0]!["entered"]!["by"]!));
        await TruceProcess.Refuses("r1 has entered it already", store.By("r2", "enter", "--consultation", consultation, "--received", "a-2"));
    }

    [Fact]
    public async Task What_comes_while_another_program_holds_the_store_is_turned_away_and_counts_as_of_its_first_try()
    {
        using var files = new TempFolder();
        string channels = PeerDesk.Channels(files, 1, "ALDER");
        (ConsultationStore store, string consultation) = await Opened();
        await using ListenProcess listen = await ListenProcess.Start(store.Folder, channels);
        using var peers = new PeerDesk(listen.Url);
        string body = PeerDesk.Answers(consultation, "R1", "refuse", "no");
        DateTimeOffset tried;
        using (Held(store.Folder))
        {
            PostAnswer busy = await peers.Post("ALDER", "d-1", body);
            Assert.Equal((503, TimeSpan.FromSeconds(5)), (busy.Status, busy.RetryAfter));
            tried = TimeProvider.System.GetUtcNow(); // it had waited for five seconds when it was turned away
        }

        PostAnswer taken = await peers.Post("ALDER", "d-1", body);
        Assert.Equal(200, taken.Status);
        WebhookReceived record = Book(store.Folder).Inbox.Deliveries[("ALDER", "d-1")].Received;
        TimeSpan waited = record.TakenAt - record.At; // on the exercise's own clock, so only its length can be compared
        Assert.InRange(waited, ResponseListener.Patience, ResponseListener.Patience + (TimeProvider.System.GetUtcNow() - tried) + TimeSpan.FromSeconds(5));
        (int code, _, string error) = await listen.Stop();
        Assert.Equal((0, "stopping\n"), (code, error));
    }

    [Fact]
    public async Task What_was_sealed_and_not_read_when_its_program_died_is_read_by_the_next_and_its_repetition_is_answered_once()
    {
        using var files = new TempFolder();
        (ConsultationStore store, string consultation) = await Opened();
        string body = PeerDesk.Answers(consultation, "R1", "accept", "yes");
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(body);
        DateTimeOffset at = Book(store.Folder).Latest!.Value.AddHours(1);
        at = new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        using (EvidenceLog log = Held(store.Folder))
        {
            new Evidence.Disks.BlobStore(Path.Combine(store.Folder, "blobs")).Put(bytes);
            JsonObject record = new WebhookReceived(at, at, "ALDER", "d-1", Hash256.Of(bytes), bytes.Length).ToJson();
            record["simulated"] = true;
            log.Append([new(CanonicalJson.Write(record), CoarseType.Capture, log.IsSimulated)]);
        }

        Assert.Equal(1, (int)(await store.Status())["inbox"]!["unread"]!);
        ResponseInbox inbox = Inbox(store.Folder);
        Assert.True(inbox.TryBegin());
        Assert.Empty(inbox.Taken.Unread);
        WebhookAnswer answer = inbox.TryTake("ALDER", "d-1", bytes, TimeSpan.Zero)!;
        Assert.Equal((200, "2031"), (answer.Status, ((string)answer.Body["received"]!)[..4]));
        Assert.Equal(Observations.ObservationJson.Instant(at), (string)answer.Body["received"]!);
        ResponseBook book = Book(store.Folder);
        ConsultationEvent.CameIn came = Assert.Single(book.Events.Values.Single().OfType<ConsultationEvent.CameIn>());
        Assert.Equal((at, "d-1"), (came.At, came.Delivery));

        // The very instant between: two programs that both find it unread would say the same.
        Assert.Equal(CanonicalJson.Write(answer.Body), CanonicalJson.Write(Inbox(store.Folder).TryTake("ALDER", "d-1", bytes, TimeSpan.Zero)!.Body));
        Assert.Single(Book(store.Folder).Inbox.Deliveries);
    }

    [Fact]
    public async Task An_answer_whose_record_is_not_what_its_body_says_is_not_entered_and_one_of_no_machine_does_not_count()
    {
        (ConsultationStore store, string consultation) = await Opened();
        Assert.True(Hash256.TryParse(consultation, out Hash256 id));
        byte[] body = System.Text.Encoding.UTF8.GetBytes(PeerDesk.Answers(consultation, "R1", "refuse", "no"));
        DateTimeOffset at = Book(store.Folder).Latest!.Value;
        using (EvidenceLog log = Held(store.Folder))
        {
            new Evidence.Disks.BlobStore(Path.Combine(store.Folder, "blobs")).Put(body);
            var planted = new ConsultationEvent.CameIn("R1", "ALDER", AnswerKind.Accept, "no", "", "", "", "webhook", "d-1", Hash256.Of(body)) { Consultation = id, At = at, Known = at, By = ReplyJudgement.Machine, Simulated = true };
            log.Append([new(CanonicalJson.Write(ConsultationJson.Write(planted)), CoarseType.Other, log.IsSimulated)]);
        }

        await TruceProcess.Refuses("is not what its sealed body", store.By("r1", "enter", "--consultation", consultation, "--received", "d-1"));
        JsonObject aside = await store.Does("r1", "set-aside", "--consultation", consultation, "--received", "d-1", "--reason", "the record was tampered with");
        Assert.Equal((false, "the record was tampered with"), ((bool)aside["cameIn"]![0]!["waits"]!, (string)aside["cameIn"]![0]!["setAside"]!["reason"]!));
        Assert.Equal(0, (int)ConsultationStore.Tier(aside, "R1")["counting"]!);
    }

    [Fact]
    public async Task A_file_of_channels_that_cannot_serve_and_an_address_of_the_world_are_refused_in_one_line()
    {
        using var files = new TempFolder();
        string channels = PeerDesk.Channels(files, 1, "ALDER", "BIRCH");
        async Task Refused(string why, string file, params string[] more) => await TruceProcess.Refuses(why, ["response", "listen", "--store", run.Store, "--channels", file, .. more]);
        await Refused("is not this machine's own address", channels, "--urls", "http://0.0.0.0:0");
        await Refused("is no address to listen on", channels, "--urls", "https://127.0.0.1:0");
        string text = await File.ReadAllTextAsync(channels, TestContext.Current.CancellationToken);
        await Refused("BIRCH and ALDER have the same key", files.Write("same.json", text.Replace("BIRCH.key", "ALDER.key", StringComparison.Ordinal)));
        await Refused("the key of BIRCH: the file none.key is not there", files.Write("lost.json", text.Replace("BIRCH.key", "none.key", StringComparison.Ordinal)));
        await Refused("nobody could post", files.Write("none.json", """{"schema":"truce-channels-1","house":"H","invitees":[{"id":"ALDER","language":"en","channels":[{"kind":"letter","folder":"l"}]}]}"""));
    }

    [Fact]
    public async Task A_mission_that_is_served_takes_posts_itself_and_its_room_shows_them()
    {
        (ConsultationStore store, string consultation) = await Opened();
        var keys = new Dictionary<string, IReadOnlyList<Secret>> { ["ALDER"] = [PeerDesk.KeyOf("ALDER")] };
        await using ServedMission served = await ServedMission.StartAsync(run.Mission, store.Folder, "http://127.0.0.1:0", TimeProvider.System, tune: null, TestContext.Current.CancellationToken);
        await using ResponseListener listener = await served.ListenAsync(keys, "http://127.0.0.1:0", _ => { }, TestContext.Current.CancellationToken);
        using var peers = new PeerDesk(listener.Urls.Single());
        Assert.Equal(200, (await peers.Post("ALDER", "d-1", PeerDesk.Answers(consultation, "R1", "accept", "yes, <b>all</b>"))).Status);
        using var http = new HttpClient();
        string page = await http.GetStringAsync(new Uri($"{served.Urls.Single()}/response/{consultation}"), TestContext.Current.CancellationToken);
        Assert.Contains("not yet entered by a person", page, StringComparison.Ordinal);
        Assert.Contains("yes, &lt;b&gt;all&lt;/b&gt;", page, StringComparison.Ordinal);
        using HttpResponseMessage console = await http.GetAsync(new Uri(new Uri(listener.Urls.Single()), "/response"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, console.StatusCode); // where peers post there is no console
    }

    /// <summary>A store with a consultation on the first tier, which a machine may send.</summary>
    private async Task<(ConsultationStore Store, string Consultation)> Opened()
    {
        var store = new ConsultationStore(run);
        string finding = (await store.Waiting())[0];
        await store.Confirm(finding, "r1", "r3");
        await store.Adopt();
        JsonObject opened = await store.Does("r1", "open", "--finding", finding, "--tier", "R1");
        return (store, (string)opened["consultation"]!);
    }

    private static EvidenceLog Held(string store)
    {
        Assert.True(KeyFile.TryParse(File.ReadAllText(Path.Combine(store, "log.key")), out Ed25519Signer? signer));
        return EvidenceLog.Open(store, signer!.Name, signer);
    }

    private static ResponseBook Book(string store)
    {
        using OpenMission open = OpenMission.Open(store, Progress.Silent(TimeProvider.System));
        return Server.Commands.ConsultationCommands.Book(open);
    }

    private static ResponseInbox Inbox(string store) => new(store, ResponseListener.OpenedEachTime(store), () =>
    {
        using OpenMission open = OpenMission.Open(store, Progress.Silent(TimeProvider.System));
        return (open.World.Mission, open.World.Agreement);
    }, TimeProvider.System);
}
