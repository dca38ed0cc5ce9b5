using NodaTime;
using Truce.Observations;
using Truce.Observations.Waveforms;

namespace Truce.Server.Running;

/// <summary>A stretch in which a channel was heard.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Span">When.</param>
/// <param name="Raw">A record of it.</param>
internal sealed record HeardSpan(ChannelId Channel, Interval Span, RawReference Raw);

/// <summary>Joins what a network says of its listening from one advance to the next, and tells it by whole hours: rows of watch then depend on what came, and not on how often somebody looked.</summary>
/// <remarks>Of a stretch that ends inside an hour the end is told when something came behind a gap, or ten minutes after the hour.</remarks>
internal sealed class HoursKept
{
    private static readonly Duration Patience = Duration.FromMinutes(10); // records of a slow link come minutes late; chosen
    private static readonly Duration Joins = Duration.FromMilliseconds(50);
    private readonly Dictionary<ChannelId, HeardSpan> _open = [];
    private readonly List<HeardSpan> _ended = [];

    /// <summary>Start of the oldest stretch that was not told yet.</summary>
    public Instant? Oldest => _open.Count == 0 ? null : _open.Values.Min(o => o.Span.Start);

    /// <summary>Takes a stretch; those of one channel come in the order of time.</summary>
    public void Take(HeardSpan heard)
    {
        if (heard.Span.End <= heard.Span.Start) return;
        if (!_open.TryGetValue(heard.Channel, out HeardSpan? open))
        {
            _open[heard.Channel] = heard;
        }
        else if (heard.Span.Start >= open.Span.Start && heard.Span.Start <= open.Span.End + Joins)
        {
            _open[heard.Channel] = open with { Span = new(open.Span.Start, Instant.Max(open.Span.End, heard.Span.End)) };
        }
        else
        {
            _ended.Add(open);
            _open[heard.Channel] = heard;
        }
    }

    /// <summary>Whether a stretch waits that nothing but time will end.</summary>
    public bool IsOverdue(Instant now) => _open.Values.Any(o => IsOverdue(o, now));

    /// <summary>What can be told now, cut at whole hours.</summary>
    /// <param name="now">The instant up to which everything has come.</param>
    /// <param name="all">Whether nothing more is awaited.</param>
    public IReadOnlyList<HeardSpan> Due(Instant now, bool all)
    {
        foreach ((ChannelId channel, HeardSpan open) in _open.ToArray())
        {
            Instant hour = Instant.FromDateTimeOffset(HourOf(open.Span.End.ToDateTimeOffset()));
            bool whole = all || IsOverdue(open, now);
            Instant to = whole ? open.Span.End : hour;
            if (to > open.Span.Start) _ended.Add(open with { Span = new(open.Span.Start, to) });
            if (whole || to == open.Span.End) _open.Remove(channel);
            else if (to > open.Span.Start) _open[channel] = open with { Span = new(to, open.Span.End) };
        }

        HeardSpan[] due =
        [
            .. _ended.SelectMany(e => Cut(e.Span.Start.ToDateTimeOffset(), e.Span.End.ToDateTimeOffset()).Select(c => e with { Span = new(Instant.FromDateTimeOffset(c.From), Instant.FromDateTimeOffset(c.To)) }))
                .OrderBy(e => e.Channel, ChannelId.ByText).ThenBy(e => e.Span.Start),
        ];
        _ended.Clear();
        return due;
    }

    /// <summary>Start of the hour of UTC in which an instant lies.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    /// <summary>A stretch in pieces that lie in one hour each.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Cut(DateTimeOffset from, DateTimeOffset to)
    {
        for (DateTimeOffset end; from < to; from = end)
        {
            end = HourOf(from).AddHours(1);
            if (end > to) end = to;
            yield return (from, end);
        }
    }

    private static bool IsOverdue(HeardSpan open, Instant now) =>
        Instant.FromDateTimeOffset(HourOf(open.Span.End.ToDateTimeOffset().AddTicks(-1)).AddHours(1)) + Patience <= now;
}
