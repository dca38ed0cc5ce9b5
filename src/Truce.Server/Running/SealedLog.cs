using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Evidence.Logs;
using Truce.Measures;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>What the log says came in and when it was settled, in its order.</summary>
/// <param name="Index">Index of the entry.</param>
/// <param name="Type">Type of the record: <c>input</c>, <c>tick</c>, <c>incident</c>, <c>finding</c>, <c>statement</c>, <c>report</c>, <c>learn</c>, <c>model</c>, <c>ledger</c>, <c>protocol</c>, <c>consultation</c>.</param>
/// <param name="Json">The record.</param>
/// <param name="Hash">Hash of its canonical bytes.</param>
internal sealed record LogRecord(long Index, string Type, JsonObject Json, Hash256 Hash);

/// <summary>Reads the records of a log.</summary>
internal static class SealedLog
{
    /// <summary>All records from an index on; blanks and erased ones are passed over.</summary>
    public static IEnumerable<LogRecord> Records(EvidenceReader reader, long from = 0)
    {
        foreach ((long index, _, ReadOnlyMemory<byte> record) in reader.Enumerate(from))
        {
            if (record.Length == 0) continue;
            JsonObject json = JsonNode.Parse(record.Span)!.AsObject();
            yield return new(index, TypeOf(json), json, Hash256.Of(record.Span));
        }
    }

    /// <summary>A DSSE envelope has no type of its own: what it is, its payload type says.</summary>
    private static string TypeOf(JsonObject json) =>
        (string?)json["type"] ?? ((string?)json["payloadType"] is { } payload ? payload == ConsultationIntake.PayloadType ? ConsultationIntake.RecordType : "statement" : "unknown");

    /// <summary>The sealed inputs among records, in order.</summary>
    public static ImmutableArray<(long Index, SealedInput Input)> Inputs(IEnumerable<LogRecord> records) =>
        [.. records.Where(r => r.Type == "input").Select(r => (r.Index, Input: WalkRecords.ReadInput(r.Json))).Where(p => p.Input is not null).Select(p => (p.Index, p.Input!))];
}
