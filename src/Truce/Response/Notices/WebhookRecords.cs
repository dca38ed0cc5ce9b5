using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Response.Notices;

/// <summary>A delivery that came in by webhook, as it is sealed before anybody reads it. Its body is kept beside, as every input is.</summary>
/// <param name="At">When it arrived, UTC, to the millisecond: the time that counts.</param>
/// <param name="TakenAt">When it was sealed: later than it arrived where another program held the store.</param>
/// <param name="Peer">Whose key signed it.</param>
/// <param name="Delivery">The sender's name of the delivery, signed with the body.</param>
/// <param name="Body">Digest of the body.</param>
/// <param name="Bytes">Length of the body, bytes.</param>
public sealed record WebhookReceived(DateTimeOffset At, DateTimeOffset TakenAt, string Peer, string Delivery, Hash256 Body, int Bytes)
{
    /// <summary>Type of the record.</summary>
    public const string RecordType = "notice-in";

    /// <summary>The record to be sealed.</summary>
    public JsonObject ToJson() => new()
    {
        ["v"] = 1,
        ["type"] = RecordType,
        ["at"] = ObservationJson.Instant(At),
        ["taken"] = ObservationJson.Instant(TakenAt),
        ["peer"] = Peer,
        ["delivery"] = Delivery,
        ["body"] = Body.ToString(),
        ["bytes"] = Bytes,
    };

    /// <summary>Reads it back; throws <see cref="RecordException"/> when it is none.</summary>
    public static WebhookReceived Read(JsonObject json) =>
        new(json.Instant("at"), json.Instant("taken"), json.Text("peer"), json.Text("delivery"), json.Hash("body"), json.Whole("bytes"));
}

/// <summary>What was made of a delivery, as it is sealed together with what follows from it. It holds the very answer, so that a repetition gets the same bytes whatever has happened since.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Peer">Whose key signed it.</param>
/// <param name="Delivery">The sender's name of the delivery.</param>
/// <param name="Answer">How it was answered: 200 taken, 400 the body cannot be read, 422 it does not fit what the peer was asked.</param>
public sealed record WebhookRead(DateTimeOffset At, string Peer, string Delivery, WebhookAnswer Answer)
{
    /// <summary>Type of the record.</summary>
    public const string RecordType = "notice-read";

    /// <summary>The record to be sealed.</summary>
    public JsonObject ToJson() => new()
    {
        ["v"] = 1,
        ["type"] = RecordType,
        ["at"] = ObservationJson.Instant(At),
        ["peer"] = Peer,
        ["delivery"] = Delivery,
        ["status"] = Answer.Status,
        ["answer"] = Answer.Body.DeepClone(),
    };

    /// <summary>Reads it back; throws <see cref="RecordException"/> when it is none.</summary>
    public static WebhookRead Read(JsonObject json) =>
        new(json.Instant("at"), json.Text("peer"), json.Text("delivery"), new(json.Whole("status"), (JsonObject)json.Object("answer").DeepClone()));
}

/// <summary>How a webhook answers: an HTTP status and a body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookAnswer(int Status, JsonObject Body)
{
    /// <summary>An answer that says no, in one line.</summary>
    public static WebhookAnswer Refusal(int status, string reason) => new(status, new JsonObject { ["error"] = reason });

    /// <summary>The answer to a signature that is not right; it does not say which part was wrong beyond the clock, which helps an honest sender.</summary>
    public static WebhookAnswer Refusal(WebhookVerdict verdict) => verdict == WebhookVerdict.OutOfTime
        ? Refusal(401, "the time of the signature is too far from this clock")
        : Refusal(401, "the signature is missing or not right");
}
