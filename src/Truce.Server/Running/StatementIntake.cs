using System.Globalization;
using System.Text.Json.Nodes;
using Truce.Evidence.Envelopes;
using Truce.Evidence.Keys;
using Truce.Findings;
using Truce.Measures;
using Truce.Review;

namespace Truce.Server.Running;

/// <summary>The one door from a signed envelope to a statement: the key must be a reviewer's of the mission, and the payload must name that very person.</summary>
internal static class StatementIntake
{
    /// <summary>Payload type of a review statement.</summary>
    public const string PayloadType = "application/vnd.truce.statement+json";

    /// <summary>Steps the watch with a sealed statement; one that does not verify has no effect (it stays sealed, as evidence of an attempt).</summary>
    public static (Statement? Statement, IReadOnlyList<Output> Outputs) Step(Watch watch, Mission mission, LogRecord record)
    {
        Statement? statement = DsseEnvelope.TryParse(CanonicalJson.Write(record.Json), out DsseEnvelope? envelope) ? Verify(envelope!, mission, out _) : null;
        return statement is null ? (null, []) : (statement, watch.Step(new Input.Stated(statement, statement.At)));
    }

    /// <summary>The statement of an envelope, or nothing and why.</summary>
    public static Statement? Verify(DsseEnvelope envelope, Mission mission, out string why)
    {
        var keys = new List<PersonKey>();
        foreach (MissionReviewer r in mission.Reviewers)
        {
            if (VerifierKey.TryParse(r.VerifierKey, out VerifierKey? key)) keys.Add(PersonKey.Of(r.Id, key!));
        }

        if (keys.Count == 0)
        {
            why = "the mission names no reviewers; add for instance: reviewers: [{id: r1, nation: N1, key: …}]";
            return null;
        }

        DsseVerdict verdict = new DssePolicy(1, [PayloadType], keys).Check(envelope);
        if (!verdict.Accepted)
        {
            why = verdict.Reason;
            return null;
        }

        Statement? statement = Parsed(envelope, out why);
        if (statement is null) return null;
        MissionReviewer? person = mission.Reviewers.FirstOrDefault(r => r.Id == statement.Person);
        if (person is null || !verdict.Persons.Contains(statement.Person) || person.Nation != statement.Nation)
        {
            why = $"signed by {string.Join(", ", verdict.Persons)}, but it says it is by {statement.Person} of {statement.Nation}";
            return null;
        }

        return statement;
    }

    /// <summary>A reviewer may sign any bytes; what is no statement has no effect and must not stop a walk.</summary>
    private static Statement? Parsed(DsseEnvelope envelope, out string why)
    {
        why = "the payload is not a review statement (docs/formats/records.md)";
        try
        {
            return JsonNode.Parse(envelope.Payload.Span) is JsonObject json ? Read(json, Hash256.Of(envelope.Payload.Span), out why) : null;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static Statement? Read(JsonObject json, Hash256 id, out string why)
    {
        why = "the payload is not a review statement (docs/formats/records.md)";
        if (!Enum.TryParse((string?)json["kind"], ignoreCase: true, out StatementKind kind) || !Enum.IsDefined(kind)
            || !Enum.TryParse((string?)json["question"], ignoreCase: true, out Question question) || !Enum.IsDefined(question)
            || !Hash256.TryParse((string?)json["finding"], out Hash256 finding) || (string?)json["person"] is not { } person || (string?)json["nation"] is not { } nation
            || !DateTimeOffset.TryParse((string?)json["at"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
        {
            return null;
        }

        string reason = (string?)json["reason"] ?? "";
        if (reason.Length == 0 && kind != StatementKind.Claim)
        {
            why = "a statement needs a reason";
            return null;
        }

        why = "";
        return new Statement
        {
            Id = id,
            Kind = kind,
            Question = question,
            Finding = finding,
            FindingVersion = (int?)json["findingVersion"] ?? 0,
            Person = person,
            Nation = nation,
            Reason = reason,
            At = at.ToUniversalTime(),
            AlternativesRejected = [.. (json["alternativesRejected"]?.AsArray() ?? []).Select(a => (string?)a ?? "").Where(a => a.Length > 0)],
            TakesBack = Hash256.TryParse((string?)json["takesBack"], out Hash256 taken) ? taken : null,
        };
    }
}
