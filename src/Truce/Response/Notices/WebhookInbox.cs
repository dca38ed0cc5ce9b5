using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Response.Notices;

/// <summary>A delivery that a webhook took, as it is sealed.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Peer">Whose key signed it.</param>
/// <param name="Delivery">The sender's name of the delivery.</param>
/// <param name="Body">Digest of the body; the body itself is kept beside, as every input is.</param>
public sealed record WebhookReceived(DateTimeOffset At, string Peer, string Delivery, Hash256 Body)
{
    /// <summary>The record to be sealed.</summary>
    public JsonObject ToJson() => new()
    {
        ["type"] = "notice-in",
        ["at"] = ObservationJson.Instant(At),
        ["peer"] = Peer,
        ["delivery"] = Delivery,
        ["body"] = Body.ToString(),
    };

    /// <summary>Reads it back; throws <see cref="RecordException"/> when it is none.</summary>
    public static WebhookReceived Read(JsonObject json) => new(json.Instant("at"), json.Text("peer"), json.Text("delivery"), json.Hash("body"));
}

/// <summary>How a webhook answers: an HTTP status and a body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON.</param>
public sealed record WebhookAnswer(int Status, JsonObject Body);

/// <summary>What a webhook has taken, folded from what it sealed. The same delivery again is answered the same and changes nothing.</summary>
/// <remarks>Deliveries are kept for ever: a sender may repeat itself days later, with a new time under a new signature.</remarks>
public sealed record WebhookInbox
{
    /// <summary>With nothing in it.</summary>
    public static WebhookInbox Empty { get; } = new();

    private WebhookInbox()
    {
    }

    /// <summary>What was taken, by peer and name of the delivery.</summary>
    public ImmutableSortedDictionary<string, WebhookReceived> Taken { get; private init; } = ImmutableSortedDictionary.Create<string, WebhookReceived>(StringComparer.Ordinal);

    /// <summary>The state after one more.</summary>
    public WebhookInbox Apply(WebhookReceived received) =>
        Taken.ContainsKey(Key(received.Peer, received.Delivery)) ? this : this with { Taken = Taken.Add(Key(received.Peer, received.Delivery), received) };

    /// <summary>Judges a delivery whose signature is right.</summary>
    /// <param name="peer">Whose key signed it.</param>
    /// <param name="delivery">The sender's name of it.</param>
    /// <param name="body">The body.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>How to answer, and what to seal first; nothing to seal for a repetition or a refusal.</returns>
    public (WebhookAnswer Answer, WebhookReceived? ToSeal) Take(string peer, string delivery, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (delivery.Length is 0 or > 200 || delivery.Any(c => c is <= ' ' or > '~')) return (Refusal(400, "the delivery's name is 1 to 200 printable characters without blanks"), null);
        Hash256 digest = Hash256.Of(body);
        if (!Taken.TryGetValue(Key(peer, delivery), out WebhookReceived? before))
        {
            var received = new WebhookReceived(now, peer, delivery, digest);
            return (Accepted(received), received);
        }

        return before.Body == digest ? (Accepted(before), null) : (Refusal(409, "another body came under this delivery's name"), null);
    }

    /// <summary>The answer to a signature that is not right; it does not say which part was wrong beyond the clock, which helps an honest sender.</summary>
    public static WebhookAnswer Refused(WebhookVerdict verdict) => verdict == WebhookVerdict.OutOfTime
        ? Refusal(401, "the time of the signature is too far from this clock")
        : Refusal(401, "the signature is missing or not right");

    // Made from what was sealed alone: a repetition after a restart gets the same bytes.
    private static WebhookAnswer Accepted(WebhookReceived received) => new(200, new JsonObject
    {
        ["delivery"] = received.Delivery,
        ["received"] = ObservationJson.Instant(received.At),
        ["body"] = received.Body.ToString(),
    });

    private static WebhookAnswer Refusal(int status, string reason) => new(status, new JsonObject { ["error"] = reason });

    private static string Key(string peer, string delivery) => peer + "\n" + delivery;
}
