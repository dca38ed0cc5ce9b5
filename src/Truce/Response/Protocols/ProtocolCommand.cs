using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truce.Terms;

namespace Truce.Response.Protocols;

/// <summary>The core of <c>truce response check</c>: bytes in, lines and an exit code out.</summary>
public static class ProtocolCommand
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Checks a protocol or the response of an agreement. Exit 0 when it can be used (warnings are printed), 2 with every error when not.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="fileName">Its name for messages.</param>
    /// <param name="json">Whether to print one JSON document.</param>
    public static TermsOutcome Check(ReadOnlySpan<byte> utf8, string fileName, bool json)
    {
        ProtocolReading reading = ProtocolReader.Read(utf8, fileName);
        string[] messages = [.. reading.Remarks.Select(r => r.ToString())];
        int exit = reading.Protocol is null ? 2 : 0;
        if (json) return new(exit, [Document(reading).ToJsonString(Compact)], [.. messages]);
        return reading.Protocol is { } p
            ? new(0, [$"{fileName}: {p.Tiers.Length} tiers, {p.Bodies.Length} bodies, {p.Invitees.Length} invitees; the clock starts when {ProtocolWords.Word(p.ClockStart)}; {reading.Remarks.Length} warnings"], [.. messages])
            : new(exit, [], [.. messages]);
    }

    private static JsonObject Document(ProtocolReading reading)
    {
        var json = new JsonObject { ["usable"] = reading.Protocol is not null };
        if (reading.Protocol is { } p)
        {
            json["id"] = p.Id;
            json["version"] = p.Version;
            json["clockStart"] = ProtocolWords.Word(p.ClockStart);
            json["timeZone"] = p.Zone.Id;
            json["tiers"] = new JsonArray([.. p.Tiers.Select(t => (JsonNode)new JsonObject
            {
                ["id"] = t.Id,
                ["deadline"] = t.Deadline.Text,
                ["from"] = t.From == DeadlineStart.NotSaid ? null : ProtocolWords.Word(t.From),
                ["asks"] = new JsonArray([.. p.Asked(t).Select(a => (JsonNode)a)]),
                ["membersKnown"] = p.MembersKnown(t),
                ["machineMaySend"] = p.MachineMaySend(t.Id),
            })]);
            json["leftOpen"] = new JsonArray([.. p.LeftOpen.Select(o => (JsonNode)o)]);
        }

        json["remarks"] = new JsonArray([.. reading.Remarks.Select(Remark)]);
        return json;
    }

    /// <summary>A remark as <c>truce terms check</c> writes it.</summary>
    public static JsonNode Remark(AgreementError r) => new JsonObject
    {
        ["weight"] = r.Weight == RemarkWeight.Error ? "error" : "warning",
        ["file"] = r.File,
        ["line"] = r.Line,
        ["column"] = r.Column,
        ["path"] = r.Path,
        ["message"] = r.Message,
        ["instead"] = r.Instead,
    };
}
