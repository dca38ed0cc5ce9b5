using Truce.Feeds.SeedLink;
using Truce.Observations;

namespace Truce.Server.Running;

/// <summary>A stretch in which nothing could be heard of a server.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end.</param>
/// <param name="Why"><c>not-connected</c>, <c>not-running</c>, <c>silent</c> or <c>lost</c>.</param>
/// <param name="Raw">The notes that say so.</param>
internal sealed record DeafSpan(DateTimeOffset From, DateTimeOffset To, string Why, RawReference Raw);

/// <summary>Reads from sealed notes how far each station of a server was taken, and when the server could not be heard. Reads no clock: the log alone gives it back after a restart.</summary>
internal sealed class LinkWatch
{
    private readonly SortedDictionary<string, ulong> _stations = new(StringComparer.Ordinal);
    private readonly List<DeafSpan> _ended = [];
    private DateTimeOffset? _deafSince;
    private DateTimeOffset? _last;
    private string _why = "";
    private RawReference _raw = new(default, 0, 0);

    /// <summary><c>host:port/version</c> whose numbers are kept; empty before the first.</summary>
    public string Server { get; private set; } = "";

    /// <summary>A state for a client that goes on where the log ends.</summary>
    public SeedLinkState State() => SeedLinkState.Of(Server, _stations);

    /// <summary>Takes the notes of the next batch.</summary>
    /// <param name="notes">The notes.</param>
    /// <param name="raw">Where they lie.</param>
    public void Take(SeedLinkNotes notes, RawReference raw)
    {
        if (notes.Server.Length > 0 && notes.Server != Server)
        {
            _stations.Clear(); // numbers mean something with the server that gave them alone
            Server = notes.Server;
        }

        foreach (NotedPacket p in notes.Packets.Where(p => p.Order == SequenceOrder.Forward)) _stations[p.Station] = p.Sequence;
        foreach (NotedEvent e in notes.Events)
        {
            switch (e.Kind)
            {
                case "started":
                    Deaf(_last ?? e.At, _last is null ? "not-connected" : "not-running", raw);
                    break;
                case "silent":
                    Deaf(e.Since ?? e.At, "silent", raw);
                    break;
                case "lost":
                    Deaf(e.At, "lost", raw);
                    break;
                case "hearing" when _deafSince is { } since:
                    if (e.At > since) _ended.Add(new(since, e.At, _why, _raw));
                    _deafSince = null;
                    break;
            }
        }

        _last = notes.At;
    }

    /// <summary>What has ended, and of what goes on the whole hours that the notes cover.</summary>
    public IReadOnlyList<DeafSpan> Due()
    {
        DeafSpan[] due = [.. _ended];
        _ended.Clear();
        if (_deafSince is { } since && _last is { } last)
        {
            DateTimeOffset hour = HoursKept.HourOf(last);
            if (hour > since)
            {
                due = [.. due, new(since, hour, _why, _raw)];
                _deafSince = hour;
            }
        }

        return [.. due.SelectMany(d => HoursKept.Cut(d.From, d.To).Select(c => d with { From = c.From, To = c.To }))];
    }

    private void Deaf(DateTimeOffset since, string why, RawReference raw)
    {
        if (_deafSince is not null) return;
        (_deafSince, _why, _raw) = (since, why, raw);
    }
}
