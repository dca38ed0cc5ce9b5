using System.Collections.Immutable;
using Truce.Measures;

namespace Truce.Response.Notices;

/// <summary>One delivery as far as its records tell.</summary>
/// <param name="Received">That it came.</param>
/// <param name="Read">What was made of it; absent when its program died before that was sealed: it is read when the store is next open to write.</param>
public sealed record WebhookDelivery(WebhookReceived Received, WebhookRead? Read);

/// <summary>What came in by webhook, folded from what was sealed. The same delivery again is answered the same and changes nothing.</summary>
/// <remarks>Deliveries are kept for ever: a sender may repeat itself days later, with a new time under a new signature.</remarks>
public sealed record WebhookInbox
{
    /// <summary>With nothing in it.</summary>
    public static WebhookInbox Empty { get; } = new();

    private WebhookInbox()
    {
    }

    /// <summary>Deliveries in the order of peer and name.</summary>
    public ImmutableSortedDictionary<(string Peer, string Delivery), WebhookDelivery> Deliveries { get; private init; } =
        ImmutableSortedDictionary.Create<(string, string), WebhookDelivery>(Comparer<(string Peer, string Delivery)>.Create((a, b) =>
            string.CompareOrdinal(a.Peer, b.Peer) is var peer and not 0 ? peer : string.CompareOrdinal(a.Delivery, b.Delivery)));

    /// <summary>Sealed and not read yet.</summary>
    public ImmutableHashSet<(string Peer, string Delivery)> Unread { get; private init; } = [];

    /// <summary>The state after one more that came; the first under a name stays.</summary>
    public WebhookInbox Apply(WebhookReceived received)
    {
        (string, string) key = (received.Peer, received.Delivery);
        return Deliveries.ContainsKey(key) ? this : this with { Deliveries = Deliveries.Add(key, new(received, null)), Unread = Unread.Add(key) };
    }

    /// <summary>The state after one was read; the first reading stays, and one of a delivery that never came changes nothing.</summary>
    public WebhookInbox Apply(WebhookRead read)
    {
        (string, string) key = (read.Peer, read.Delivery);
        return Deliveries.TryGetValue(key, out WebhookDelivery? held) && held.Read is null
            ? this with { Deliveries = Deliveries.SetItem(key, held with { Read = read }), Unread = Unread.Remove(key) }
            : this;
    }

    /// <summary>How a delivery is answered that came before: as then, or 409 for another body under its name. Nothing when it is new, or was sealed and never read.</summary>
    public WebhookAnswer? Before(string peer, string delivery, Hash256 body) => Deliveries.TryGetValue((peer, delivery), out WebhookDelivery? held)
        ? held.Received.Body == body ? held.Read?.Answer : WebhookAnswer.Refusal(409, "another body came under this delivery's name; give each answer a name of its own")
        : null;

    /// <summary>How many deliveries of a peer were answered with a status; every peer where it is absent.</summary>
    public int Count(int status, string? peer = null) => Deliveries.Values.Count(d => d.Read?.Answer.Status == status && (peer is null || d.Received.Peer == peer));
}
