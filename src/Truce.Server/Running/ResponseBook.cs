using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Truce.Evidence.Disks;
using Truce.Evidence.Leaves;
using Truce.Evidence.Logs;
using Truce.Evidence.Trees;
using Truce.Measures;
using Truce.Observations;
using Truce.Response.Consultations;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Server.Running;

/// <summary>What the log holds of the response: protocols that were adopted, and the events of every consultation. Nothing else is kept: clocks are computed from it.</summary>
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

    /// <summary>Entries that did not count, and why.</summary>
    public List<(long Entry, string Why)> Refused { get; } = [];

    /// <summary>Reads the log.</summary>
    public static ResponseBook Read(EvidenceReader reader, string store, Mission mission, Agreement? agreement)
    {
        var book = new ResponseBook();
        if (agreement is not null && AgreementProtocol.From(agreement) is { } own) book._protocols.Add(own);
        var blobs = new BlobStore(Path.Combine(store, "blobs"));
        foreach (LogRecord record in Records(reader))
        {
            if (record.Type == ProtocolType) book.Adopt(record, File.ReadAllBytes(blobs.PathOf(Walker.DigestOf(record.Json.Hash("sha256")))));
            else if (ConsultationIntake.Read(record, mission, out string why) is { } e) book.Take(e);
            else book.Refused.Add((record.Index, why));
        }

        return book;
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
    public ConsultationState? State(Hash256 consultation, DateTimeOffset now, DateTimeOffset? asKnown = null) =>
        Of(consultation) is { } protocol ? ConsultationState.Of(protocol, _events[consultation], now, asKnown) : null;

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

    // A log of a mission holds millions of other records: only those of the response are parsed.
    private static IEnumerable<LogRecord> Records(EvidenceReader reader)
    {
        byte[][] marks = [Encoding.UTF8.GetBytes($"\"payloadType\":\"{ConsultationIntake.PayloadType}\""), "\"type\":\"consultation."u8.ToArray(), Encoding.UTF8.GetBytes($"\"type\":\"{ProtocolType}\"")];
        foreach ((long index, _, ReadOnlyMemory<byte> bytes) in reader.Enumerate())
        {
            if (bytes.Length == 0 || !marks.Any(m => bytes.Span.IndexOf(m) >= 0)) continue;
            JsonObject json = JsonNode.Parse(bytes.Span)!.AsObject();
            string type = json.TextOrNull("payloadType") == ConsultationIntake.PayloadType ? ConsultationIntake.RecordType : json.TextOrNull("type") ?? "";
            if (type is ConsultationIntake.RecordType or ProtocolType || ConsultationJson.IsOne(json)) yield return new(index, type, json, Hash256.Of(bytes.Span));
        }
    }
}
