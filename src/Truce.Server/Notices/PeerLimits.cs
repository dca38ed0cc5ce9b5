namespace Truce.Server.Notices;

/// <summary>How much one peer may post: so many deliveries a minute and so many bytes an hour, both filled up again steadily. What is sealed is kept for ever, so a peer that runs wild must find an end.</summary>
/// <remarks>The numbers are our choice: an invitee answers some times a day. Kept in memory: a restart fills them up. Not safe for several threads at once.</remarks>
public sealed class PeerLimits(TimeProvider time)
{
    /// <summary>Most deliveries of a peer a minute.</summary>
    public const int MostAMinute = 30;

    /// <summary>Most bytes of a peer an hour; some 190 MB a day.</summary>
    public const int MostBytesAnHour = 8 * 1024 * 1024;

    private readonly Dictionary<string, (double Deliveries, double Bytes, long Stamp)> _left = new(StringComparer.Ordinal);

    /// <summary>Takes one delivery off what a known peer may still post; how long it has to wait when that is not enough.</summary>
    public TimeSpan? Take(string peer, int bytes)
    {
        long now = time.GetTimestamp();
        (double deliveries, double octets, long stamp) = _left.TryGetValue(peer, out var held) ? held : (MostAMinute, MostBytesAnHour, now);
        TimeSpan gone = time.GetElapsedTime(stamp, now);
        deliveries = Math.Min(MostAMinute, deliveries + (gone.TotalMinutes * MostAMinute));
        octets = Math.Min(MostBytesAnHour, octets + (gone.TotalHours * MostBytesAnHour));
        bool enough = deliveries >= 1 && octets >= bytes;
        _left[peer] = enough ? (deliveries - 1, octets - bytes, now) : (deliveries, octets, now);
        if (enough) return null;
        return TimeSpan.FromSeconds(Math.Ceiling(Math.Max((1 - deliveries) * 60 / MostAMinute, (bytes - octets) * 3600 / MostBytesAnHour)));
    }
}
