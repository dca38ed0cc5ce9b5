using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Measures;
using Truce.Response.Consultations;

namespace Truce.Server.Running;

/// <summary>The one door from the log to the events of consultations: what people do is signed with their own key, what a machine saw is a record of its own.</summary>
internal static class ConsultationIntake
{
    /// <summary>Payload type of an act of a person.</summary>
    public const string PayloadType = "application/vnd.truce.consultation+json";

    /// <summary>Type of such an entry among the records of a log.</summary>
    public const string RecordType = "consultation";

    /// <summary>The event of an envelope, or nothing and why. The signer must be a reviewer of the mission, and the event must say that it is by that very person.</summary>
    public static ConsultationEvent? Verify(DsseEnvelope envelope, Mission mission, out string why)
    {
        var keys = new List<PersonKey>();
        foreach (MissionReviewer r in mission.Reviewers)
        {
            if (VerifierKey.TryParse(r.VerifierKey, out VerifierKey? key)) keys.Add(PersonKey.Of(r.Id, key!));
        }

        why = "the mission names no reviewers; add for instance: reviewers: [{id: r1, nation: N1, key: …}]";
        if (keys.Count == 0) return null;
        DsseVerdict verdict = new DssePolicy(1, [PayloadType], keys).Check(envelope);
        why = verdict.Reason;
        if (!verdict.Accepted) return null;
        ConsultationEvent? said = Parsed(envelope, out why);
        if (said is null) return null;
        string person = said is ConsultationEvent.Released r1 ? r1.Person : said.By;
        why = "what came in by machine is a machine's record, not a person's word";
        if (said is ConsultationEvent.CameIn) return null;
        why = $"signed by {string.Join(", ", verdict.Persons)}, but it says it is by {person}";
        return verdict.Persons.Contains(person) && said.By == person ? said : null;
    }

    /// <summary>The event of an entry of the log; nothing and why where it is none that counts.</summary>
    public static ConsultationEvent? Read(LogRecord record, Mission mission, out string why)
    {
        if (record.Type == RecordType)
        {
            why = "the envelope is damaged";
            return DsseEnvelope.TryParse(CanonicalJson.Write(record.Json), out DsseEnvelope? envelope) ? Verify(envelope!, mission, out why) : null;
        }

        why = "only a person may say that";
        ConsultationEvent seen = ConsultationJson.Read(record.Json);
        return seen is ConsultationEvent.NoticeSent or ConsultationEvent.NoticeFailed or ConsultationEvent.Receipt or ConsultationEvent.CameIn or ConsultationEvent.TimeKnown ? seen : null;
    }

    /// <summary>What the envelope of a record says, whoever signed it; nothing where it says no event.</summary>
    public static ConsultationEvent? Said(JsonObject record) => DsseEnvelope.TryParse(CanonicalJson.Write(record), out DsseEnvelope? envelope) ? Parsed(envelope!, out _) : null;

    private static ConsultationEvent? Parsed(DsseEnvelope envelope, out string why)
    {
        why = "the payload is no event of a consultation (docs/formats/protocol.md)";
        try
        {
            return JsonNode.Parse(envelope.Payload.Span) is JsonObject json ? ConsultationJson.Read(json) : null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or RecordException or InvalidOperationException or FormatException or OverflowException)
        {
            // A reviewer may sign any bytes; what is no event has no effect and is counted as refused.
            why += ": " + e.Message.Split('\n')[0];
            return null;
        }
    }
}
