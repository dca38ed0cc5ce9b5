using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Association;
using Truce.Measures;

namespace Truce.Listening;

/// <summary>An event between its first version and the last: what is associated, and what was told of it.</summary>
internal sealed class FollowedEvent
{
    private const double GrownFactor = 1.5, UsefulM = 20_000;
    private static readonly Duration Soonest = Duration.FromSeconds(5), Patience = Duration.FromSeconds(8);
    private Instant _toldAt;
    private Instant? _since;
    private bool _changed = true, _hurried;

    public FollowedEvent(ImmutableArray<Arrival> first)
    {
        Arrivals = first;
        Id = Hash256.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', first.Select(a => a.Id).Order(StringComparer.Ordinal))));
    }

    /// <summary>Hash of the arrivals of the first version.</summary>
    public Hash256 Id { get; }

    public int Version => Told?.Version ?? 0;

    public ImmutableArray<Arrival> Arrivals { get; private set; }

    public double ScoreNats { get; private set; }

    public bool Settled { get; private set; }

    /// <summary>What was told last.</summary>
    public HeardEvent? Told { get; private set; }

    /// <summary>What is to be told now.</summary>
    public HeardEvent? Due { get; set; }

    public void Take(EventRevision revision)
    {
        _changed |= !revision.Arrivals.AsSpan().SequenceEqual(Arrivals.AsSpan());
        (Arrivals, ScoreNats, Settled) = (revision.Arrivals, revision.Event.ScoreNats, Settled || revision.Kind == RevisionKind.Settled);
    }

    /// <summary>Whether it is to be located anew: what is told in between would cost more than it says.</summary>
    public bool IsDue(Instant upTo)
    {
        _since ??= upTo;
        if (Told is null) return _changed || Settled || (!_hurried && Impatient(upTo));
        if (!_changed) return false;
        return Settled || Arrivals.Length >= GrownFactor * Told.Arrivals.Length || upTo >= _toldAt + Duration.Max(Soonest, _toldAt - Told.Located.Origin);
    }

    /// <summary>It is being located: not again before something changes, whether it can be or not.</summary>
    public void Try(Instant upTo)
    {
        _changed = false;
        _hurried |= Impatient(upTo);
    }

    /// <summary>Whether a first place says enough to be told. One that says little is held back for some seconds, until more has arrived: where few listen, what there is is told then.</summary>
    public bool IsWorthTelling(LocatedEvent located, Instant upTo) => Told is not null || Settled || Impatient(upTo) || located.Covariance.Ellipse().MajorM <= UsefulM;

    private bool Impatient(Instant upTo) => upTo == Instant.MaxValue || upTo >= _since + Patience;

    public void Tell(HeardEvent heard, Instant upTo)
    {
        Told = Due = heard with { Settled = Settled };
        _toldAt = upTo;
    }

    /// <summary>The share of the smaller set that both have.</summary>
    public double Shared(ImmutableArray<Arrival> others)
    {
        int both = Arrivals.Count(a => others.Any(o => o.Id == a.Id));
        return (double)both / Math.Min(Arrivals.Length, others.Length);
    }
}
