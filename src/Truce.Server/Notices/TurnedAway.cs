using Truce.Measures;

namespace Truce.Server.Notices;

/// <summary>Remembers when a delivery first came that was turned away because the store was busy: a peer that was in time must not be late by our fault.</summary>
/// <remarks>
/// It holds for the same body under the same name, as long as the peer goes on trying at least every <see cref="Patience"/>: whoever may choose later which of several answers was the first
/// would have a choice that nobody else has. Kept in memory and bounded: after a restart the time of the next try counts. Not safe for several threads at once.
/// </remarks>
internal sealed class TurnedAway(TimeProvider time)
{
    /// <summary>Longest pause between two tries.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private const int Most = 1000;

    private readonly Dictionary<(string Peer, string Delivery), (Hash256 Body, long First, long Last)> _tries = [];

    /// <summary>When the same first came; nothing when it did not, or too long ago.</summary>
    public long? First(string peer, string delivery, byte[] body) =>
        _tries.TryGetValue((peer, delivery), out var held) && held.Body == Hash256.Of(body) && time.GetElapsedTime(held.Last) <= Patience ? held.First : null;

    /// <summary>It came and was turned away.</summary>
    public void Note(string peer, string delivery, byte[] body, long arrived)
    {
        long first = First(peer, delivery, body) ?? arrived;
        foreach ((string, string) old in _tries.Where(t => time.GetElapsedTime(t.Value.Last) > Patience).Select(t => t.Key).ToList()) _tries.Remove(old);
        if (_tries.Count < Most || _tries.ContainsKey((peer, delivery))) _tries[(peer, delivery)] = (Hash256.Of(body), first, arrived);
    }

    /// <summary>It was taken.</summary>
    public void Forget(string peer, string delivery) => _tries.Remove((peer, delivery));
}
