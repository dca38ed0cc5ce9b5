using System.Text.Json.Nodes;
using Truce.Evidence.Disks;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Trees;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Consultations;
using Truce.Response.Notices;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>What the log holds of the response: protocols that were adopted, the events of every consultation, notices on their way and what came in. Nothing else is kept: clocks are computed from it.</summary>
internal sealed class ResponseBook
{
    /// <summary>Type of the record of an adopted protocol.</summary>
    public const string ProtocolType = "protocol";

    private readonly List<Protocol> _protocols = [];
    private readonly SortedDictionary<Hash256, List<ConsultationEvent>> _events = [];

    /// <summary>Protocols in the order in which they were adopted.</summary>
    public IReadOnlyList<Protocol> Protocols => _protocols;

    /// <summary>Events of each consultation, in the order of the log.</summary>
    public IReadOnlyDictionary<Hash256, List<ConsultationEvent>> Events => _events;

    /// <summary>When the last event happened; absent when there is none.</summary>
    public DateTimeOffset? Latest => _events.Values.SelectMany(e => e).Max(e => (DateTimeOffset?)e.At);

    /// <summary>What came in by webhook.</summary>
    public WebhookInbox Inbox { get; private set; } = WebhookInbox.Empty;

    /// <summary>Notices on their way.</summary>
    public Outbox Outbox { get; private set; } = Outbox.Empty;

    /// <summary>When the last step of a notice happened; absent when there is none.</summary>
    public DateTimeOffset? LatestStep { get; private set; }

    /// <summary>The first entry that was not read yet.</summary>
    public long Next { get; private set; }

    /// <summary>The last entry with the mission's own file or its agreement; −1 before the first.</summary>
    public long MissionEntry { get; private set; } = -1;

    /// <summary>Entries that did not count, and why.</summary>
    public List<(long Entry, string Why)> Refused { get; } = [];

    /// <summary>Reads the log.</summary>
    public static ResponseBook Read(EvidenceReader reader, string store, Mission mission, Agreement? agreement)
    {
        var book = new ResponseBook();
        if (agreement is not null && AgreementProtocol.From(agreement) is { } own) book._protocols.Add(own);
        book.ReadOn(reader, store, mission);
        return book;
    }

    /// <summary>Reads what the log holds beyond what was read.</summary>
    public void ReadOn(EvidenceReader reader, string store, Mission mission)
    {
        foreach (LogRecord record in ResponseRecords.Of(reader, Next))
        {
            switch (record.Type)
            {
                case ProtocolType:
                    Adopt(record, File.ReadAllBytes(BlobStore.PathIn(Path.Combine(store, "blobs"), Walker.DigestOf(record.Json.Hash("sha256")))));
                    break;
                case ResponseRecords.Step:
                    OutboxEvent step = OutboxEvent.Read(record.Json);
                    (Outbox, LatestStep) = (Outbox.Apply(step), LatestStep > step.At ? LatestStep : step.At);
                    break;
                case ResponseRecords.Input:
                    MissionEntry = record.Index;
                    break;
                case WebhookReceived.RecordType:
                    Inbox = Inbox.Apply(WebhookReceived.Read(record.Json));
                    break;
                case WebhookRead.RecordType:
                    Inbox = Inbox.Apply(WebhookRead.Read(record.Json));
                    break;
                default:
                    if (ConsultationIntake.Read(record, mission, out string why) is { } e) Take(e);
                    else Refused.Add((record.Index, why));
                    break;
            }
        }

        Next = reader.Checkpoint.Size;
    }

    /// <summary>Seals a protocol; it holds from then on beside those adopted before.</summary>
    public static long Adopt(StoreFolder store, Mission mission, string name, byte[] bytes, DateTimeOffset received)
    {
        Digest blob = store.Blobs.Put(new MemoryStream(bytes, writable: false), out long length);
        var record = new JsonObject
        {
            ["v"] = 1,
            ["type"] = ProtocolType,
            ["name"] = name,
            ["sha256"] = Walker.HashOf(blob).ToString(),
            ["bytes"] = length,
            ["received"] = ObservationJson.Instant(received),
        };
        if (mission.Simulated) record["simulated"] = true;
        return store.Log.Append([new(CanonicalJson.Write(record), CoarseType.Mission, mission.Simulated)])[0].Index;
    }

    /// <summary>The protocol that holds at an instant: the greatest version of the one adopted last that holds then, else of one before it, down to the agreement's own.</summary>
    public Protocol? At(DateTimeOffset instant)
    {
        Protocol[] hold = [.. _protocols.Where(p => (p.ValidFrom is null || p.ValidFrom <= instant) && (p.ValidTo is null || instant < p.ValidTo))];
        return hold.Where(p => p.Id == hold[^1].Id).MaxBy(p => p.Version ?? 0);
    }

    /// <summary>The protocol and version under which a consultation was opened; the one that holds where nobody opened it.</summary>
    public Protocol? Of(Hash256 consultation) =>
        _events.TryGetValue(consultation, out List<ConsultationEvent>? events) && events.OfType<ConsultationEvent.Opened>().FirstOrDefault() is { } opened
            ? _protocols.LastOrDefault(p => p.Id == opened.Protocol && p.Version == opened.ProtocolVersion)
            : events is { Count: > 0 } ? At(events[0].At) : null;

    /// <summary>A consultation at an instant; nothing where its protocol is not held.</summary>
    /// <param name="consultation">Which.</param>
    /// <param name="now">The instant, UTC.</param>
    /// <param name="asKnown">What became known later is not seen; absent for all that is known.</param>
    /// <param name="basis">Says how the finding of an opening stood and stands, as known at an instant; without it the opening's own level and severity hold.</param>
    public ConsultationState? State(Hash256 consultation, DateTimeOffset now, DateTimeOffset? asKnown = null, Func<ConsultationEvent.Opened, DateTimeOffset?, ConsultationBasis?>? basis = null)
    {
        if (Of(consultation) is not { } protocol) return null;
        ConsultationEvent.Opened? opened = _events[consultation].OfType<ConsultationEvent.Opened>().FirstOrDefault();
        return ConsultationState.Of(protocol, _events[consultation], now, asKnown, opened is null ? null : basis?.Invoke(opened, asKnown));
    }

    private void Adopt(LogRecord record, byte[] bytes)
    {
        // It was read without a mistake when it was adopted; a later version of this program may read more strictly, and says so.
        ProtocolReading reading = ProtocolReader.Read(bytes, record.Json.Text("name"));
        if (reading.Protocol is { } protocol) _protocols.Add(protocol);
        else Refused.Add((record.Index, $"the protocol {record.Json.Text("name")} is not read any more: {reading.Errors.First()}"));
    }

    private void Take(ConsultationEvent e)
    {
        if (!_events.TryGetValue(e.Consultation, out List<ConsultationEvent>? list)) _events[e.Consultation] = list = [];
        list.Add(e);
    }
}
