using System.Text;
using System.Text.Json.Nodes;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Response.Consultations;
using Truce.Response.Notices;

namespace Truce.Server.Running;

/// <summary>What a log holds of the response, and of the mission whose people's keys count. A log of a mission holds millions of other records: only these are parsed.</summary>
internal static class ResponseRecords
{
    /// <summary>Type of a step of the outbox.</summary>
    public const string Step = "notice";

    /// <summary>Type of a sealed input; only the mission's own file and its agreement are told.</summary>
    public const string Input = "input";

    private static readonly byte[][] Marks =
    [
        .. ((string[])[$"\"payloadType\":\"{ConsultationIntake.PayloadType}\"", "\"type\":\"consultation.", "\"role\":\"mission\"", "\"role\":\"agreement\"", .. ((string[])[ResponseBook.ProtocolType, Step, WebhookReceived.RecordType, WebhookRead.RecordType]).Select(t => $"\"type\":\"{t}\"")])
            .Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>These records, in the order of the log, from an entry on.</summary>
    public static IEnumerable<LogRecord> Of(EvidenceReader reader, long from = 0)
    {
        foreach ((long index, _, ReadOnlyMemory<byte> bytes) in reader.Enumerate(from))
        {
            if (bytes.Length == 0 || !Marks.Any(m => bytes.Span.IndexOf(m) >= 0)) continue;
            JsonObject json = JsonNode.Parse(bytes.Span)!.AsObject();
            // A mark may stand in the words of somebody; what a record is, its own type says.
            string type = json.TextOrNull("payloadType") == ConsultationIntake.PayloadType ? ConsultationIntake.RecordType : json.TextOrNull("type") ?? "";
            bool ours = type is ConsultationIntake.RecordType or ResponseBook.ProtocolType or WebhookReceived.RecordType or WebhookRead.RecordType || ConsultationJson.IsOne(json)
                || (type == Step && json.TextOrNull("step") is not null) || (type == Input && json.TextOrNull("role") is "mission" or "agreement");
            if (ours) yield return new(index, type, json, Hash256.Of(bytes.Span));
        }
    }
}
