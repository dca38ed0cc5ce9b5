using System.Text.Json.Nodes;
using Truce.Evidence;
using Truce.Evidence.Disks;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>Takes what invitees' systems post into a store: sealed as it came, then read, then answered. What it knows it has read from the log, so a restart knows the same.</summary>
/// <remarks>
/// Two steps on the disk. First the bytes, then what was made of them together with what follows, in one group. A program that dies before the first has taken nothing; one that dies
/// between them left something unread, which is read when the store is next open here; one that dies after the second has its answer in the log. In each case the peer's repetition gets one answer.
/// Not safe for several threads at once.
/// </remarks>
/// <param name="store">Folder of the store.</param>
/// <param name="withLog">Does a piece of work on log and blobs; false, and nothing done, while another program holds the store.</param>
/// <param name="mission">The mission and its agreement; asked again when the log holds newer ones. Throws <see cref="EvidenceBusyException"/> while another program holds the store.</param>
/// <param name="clock">The clock that events are written by.</param>
internal sealed class ResponseInbox(string store, Func<Action<EvidenceLog, BlobStore>, bool> withLog, Func<(Mission Mission, Agreement? Agreement)> mission, TimeProvider clock)
{
    /// <summary>Most mistakes that an answer lists.</summary>
    private const int MostMistakes = 20;

    private (Mission Mission, Agreement? Agreement)? _read;
    private ResponseBook? _book;

    /// <summary>Whether the mission is an exercise.</summary>
    public bool IsSimulated => Read.Mission.Simulated;

    /// <summary>What came in, as far as it was last read.</summary>
    public WebhookInbox Taken => _book?.Inbox ?? WebhookInbox.Empty;

    private (Mission Mission, Agreement? Agreement) Read => _read ??= mission();

    /// <summary>Reads the log and what was left unread; false while another program holds the store.</summary>
    public bool TryBegin() => TryWork((_, _) => { });

    /// <summary>Takes one delivery whose signature is right; nothing while another program holds the store.</summary>
    /// <param name="peer">Whose key signed it.</param>
    /// <param name="delivery">The sender's name of it.</param>
    /// <param name="body">The body.</param>
    /// <param name="ago">How long ago it arrived.</param>
    public WebhookAnswer? TryTake(string peer, string delivery, byte[] body, TimeSpan ago)
    {
        WebhookAnswer? answer = null;
        bool done = TryWork((log, blobs) =>
        {
            var hash = Hash256.Of(body);
            if (_book!.Inbox.Before(peer, delivery, hash) is { } before)
            {
                answer = before;
                return;
            }

            DateTimeOffset now = Now();
            var received = new WebhookReceived(Whole(now - ago), now, peer, delivery, hash, body.Length);
            blobs.Put(body);
            Append(log, CoarseType.Capture, [received.ToJson()]);
            answer = Judge(log, received, body);
        });
        return done ? answer : null;
    }

    private bool TryWork(Action<EvidenceLog, BlobStore> work)
    {
        bool done = false;
        while (!done)
        {
            bool stale = false;
            if (!TryKnow() || !withLog(Work)) return false;
            if (stale) (_read, _book) = (null, null);

            void Work(EvidenceLog log, BlobStore blobs)
            {
                stale = CatchUp(log);
                if (stale) return;
                foreach ((string Peer, string Delivery) key in _book!.Inbox.Unread) ReadLeft(log, _book.Inbox.Deliveries[key].Received);
                CatchUp(log);
                work(log, blobs);
                log.Publish();
                CatchUp(log);
                done = true;
            }
        }

        return true;
    }

    // Asked for before the store is opened, because it opens the store itself.
    private bool TryKnow()
    {
        try
        {
            _read ??= mission();
            return true;
        }
        catch (EvidenceBusyException)
        {
            return false;
        }
    }

    /// <summary>Reads on; whether people or the agreement have changed since the mission was read.</summary>
    private bool CatchUp(EvidenceLog log)
    {
        (Mission held, Agreement? agreement) = Read;
        if (_book is null)
        {
            _book = ResponseBook.Read(log.Read(), store, held, agreement);
            return false;
        }

        long entry = _book.MissionEntry;
        _book.ReadOn(log.Read(), store, held);
        return _book.MissionEntry != entry;
    }

    private void ReadLeft(EvidenceLog log, WebhookReceived received) =>
        Judge(log, received, File.ReadAllBytes(BlobStore.PathIn(Path.Combine(store, "blobs"), Walker.DigestOf(received.Body))));

    /// <summary>Reads what is sealed, and seals what it means and how it is answered in one group.</summary>
    private WebhookAnswer Judge(EvidenceLog log, WebhookReceived received, byte[] body)
    {
        var follows = new List<JsonObject>();
        WebhookAnswer answer = Judge(received, body, follows);
        JsonObject read = new WebhookRead(Now(), received.Peer, received.Delivery, answer).ToJson();
        Append(log, CoarseType.Other, [read, .. follows]);
        return answer;
    }

    private WebhookAnswer Judge(WebhookReceived received, byte[] body, List<JsonObject> follows)
    {
        (InviteeReply? reply, var mistakes) = ReplyReader.Read(body);
        if (reply is null)
        {
            string[] said = [.. mistakes.Take(MostMistakes).Select(m => m.ToString())];
            return new(400, Answer(received, "error", said.FirstOrDefault() ?? "the body cannot be read", ("mistakes", new JsonArray([.. said.Select(m => (JsonNode)m)]))));
        }

        DateTimeOffset now = Now();
        var judgement = new ReplyJudgement(_book!.Outbox, begins => [.. _book.Events.Keys.Where(k => k.ToString().StartsWith(begins, StringComparison.Ordinal))], id => _book.State(id, now), IsSimulated);
        switch (judgement.Of(received, reply))
        {
            case ReplyVerdict.HasNotice has:
                foreach (OutboxEvent.Acknowledged step in has.Steps) follows.AddRange([step.ToJson(), .. Receipt(step, isFirst: step == has.Steps[0])]);
                return new(200, Answer(received, "taken", "acknowledged"));
            case ReplyVerdict.Answers answers:
                follows.Add(ConsultationJson.Write(answers.Event));
                return new(200, Answer(received, "taken", "answer", ("consultation", answers.Event.Consultation.ToString()), ("counts", "when a person of the house enters it, and then as of the time it was received")));
            case ReplyVerdict.Refused refused:
                return new(422, Answer(received, "error", refused.Why));
            default:
                throw new InvalidOperationException("a verdict without an answer");
        }
    }

    private IEnumerable<JsonObject> Receipt(OutboxEvent.Acknowledged step, bool isFirst)
    {
        OutboxDelivery delivery = _book!.Outbox.Deliveries[step.Delivery];
        Hash256 id = ResponseOutbox.ConsultationOf(_book, delivery.Notice);
        if (id == default) yield break;
        DateTimeOffset now = Now();
        yield return ConsultationJson.Write(new ConsultationEvent.Receipt(delivery.Notice.Tier, delivery.Notice.Invitee, delivery.Channel) { Consultation = id, At = step.At, Known = now, By = ReplyJudgement.Machine, Simulated = IsSimulated });

        // A program that died after it had sent, and before it knew, has started no clock; who says that it has the notice was notified by then.
        if (!isFirst || _book.State(id, now) is not { Times.Notified: null }) yield break;
        yield return ConsultationJson.Write(new ConsultationEvent.TimeKnown(DeadlineStart.Notified, step.At) { Consultation = id, At = step.At, Known = now, By = ReplyJudgement.Machine, Simulated = IsSimulated });
    }

    // Made of what was sealed alone; and what is sealed is this very object.
    private static JsonObject Answer(WebhookReceived received, string member, string says, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var json = new JsonObject
        {
            ["delivery"] = received.Delivery,
            ["received"] = ObservationJson.Instant(received.At),
            ["body"] = received.Body.ToString(),
            [member] = says,
        };
        foreach ((string name, JsonNode value) in more) json[name] = value;
        return json;
    }

    private void Append(EvidenceLog log, CoarseType type, IReadOnlyList<JsonObject> records)
    {
        foreach (JsonObject record in records.Where(_ => IsSimulated)) record["simulated"] = true;
        log.Append([.. records.Select(r => new SealItem(CanonicalJson.Write(r), type, IsSimulated))]);
    }

    // An exercise plays in a year of its own, and its clock stands still between what happens: nothing comes in before what is known already.
    private DateTimeOffset Now()
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (IsSimulated) now = new[] { now, _book?.Latest ?? now, _book?.LatestStep ?? now }.Max();
        return Whole(now);
    }

    // Records of what came in are written to the millisecond, and an event of a consultation must be that very instant.
    private static DateTimeOffset Whole(DateTimeOffset t) => new(t.UtcTicks - (t.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
