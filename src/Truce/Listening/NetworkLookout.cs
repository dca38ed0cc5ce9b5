using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Detections.Health;
using Truce.Fusion.Arrivals;
using Truce.Fusion.Association;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>The lookout of a network of seismometers, microphones and arrays: segments in; events, health and hours of listening out. Pure: time arrives with <see cref="Advance"/>.</summary>
/// <remarks>
/// Detectors run as segments come; where these are cut does not matter. What they tell is associated as it comes (<see cref="AssociationWatch"/>); an event is located and told when it is new,
/// when half as many arrivals again have joined, when as long has passed again as it had lasted, and when it is settled: when everything that could belong to it has had time to arrive. Memory is bounded by the arrivals of twice the longest travel time.
/// </remarks>
public sealed class NetworkLookout
{
    private const double SameShare = 0.6;
    // A channel this far behind the newest one does not hold the others up.
    private static readonly Duration KeepsUp = Duration.FromSeconds(10);
    private static readonly Duration Joins = Duration.FromMilliseconds(50);
    private readonly NetworkOptions _options;
    private readonly NetworkLayout _layout;
    private readonly Dictionary<ChannelId, SensorChannel> _places;
    private readonly Dictionary<ChannelId, ChannelPost> _channels = [];
    private readonly Dictionary<ChannelId, ArrayPost> _arrays = [];
    private readonly Dictionary<string, (double SwingDeg, Instant At)> _swing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FollowedEvent> _followed = new(StringComparer.Ordinal);
    private readonly List<ChannelHealth> _health = [];
    private readonly SortedDictionary<string, (ChannelId Channel, Interval Span)> _heard = new(StringComparer.Ordinal);
    private readonly List<(ChannelId, Interval)> _ended = [];
    private readonly ImmutableArray<ListeningSite> _sites;
    private readonly ImmutableSortedDictionary<string, ListeningSite> _siteById;
    private readonly Locator _locator;
    private readonly EventReader _reader;
    private readonly AssociationWatch _watch;
    private readonly SilenceReader _silence;
    private ChannelPost[] _posts = []; // in the order of their names
    private bool _finished;

    /// <summary>A network that has heard nothing.</summary>
    /// <param name="sensors">Its channels and where they are; the last epoch of each counts.</param>
    /// <param name="options">How it is listened to; <see cref="ArgumentException"/> says what is wrong with them.</param>
    public NetworkLookout(IEnumerable<SensorChannel> sensors, NetworkOptions options)
    {
        _options = options;
        _places = sensors.GroupBy(s => s.Channel).ToDictionary(g => g.Key, g => g.Last());
        _layout = NetworkLayout.Of(_places.Values, options.ArraySpreadKm, options.GroundArrays);
        _siteById = _layout.Sites.Values.DistinctBy(s => s.Id).ToImmutableSortedDictionary(s => s.Id, s => s, StringComparer.Ordinal);
        _sites = [.. _siteById.Values];
        if (options.Travel.Fault() is { } fault) throw new ArgumentException(fault, nameof(options));
        var times = new GroundAndAirTravelTimes(options.Travel);
        _locator = new(times, options.Locator);
        _reader = new(options, _layout, times);
        // From the farthest event that is looked for to the farthest site: as far as waves of the ground are followed here, and as those of the air are.
        double acrossKm = _sites.SelectMany(x => _sites, (x, y) => x.Position.DistanceM(y.Position) / 1000).Append(0).Max() + options.Association.Validated().ReachKm;
        bool ground = _places.Keys.Any(c => !c.IsPressure), air = _places.Keys.Any(c => c.IsPressure);
        ArrivalPhases[] heard = [.. ground ? [ArrivalPhases.P, ArrivalPhases.S] : Array.Empty<ArrivalPhases>(), .. air ? [ArrivalPhases.Infrasound] : Array.Empty<ArrivalPhases>()];
        double longestS = heard.Select(p => times.WindowS(p, Math.Min(acrossKm, Math.Min(options.FollowedKm, times.ReachKm(p))), 0).LatestS).Where(double.IsFinite).Append(0).Max() + 30;
        ImmutableArray<(ListeningSite Site, ArrivalPhases Hears)> hears =
        [
            .. _places.Keys.GroupBy(c => _layout.Sites[c].Id).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (_siteById[g.Key], g.Aggregate(default(ArrivalPhases), (all, c) => all | (c.IsPressure ? ArrivalPhases.Air : ArrivalPhases.Ground)))),
        ];
        _silence = new(hears);
        _watch = new(hears, times, longestS, options.Association);
    }

    /// <summary>Sites of the network.</summary>
    public ImmutableArray<ListeningSite> Sites => _sites;

    /// <summary>How long after an event its last wave may arrive: what an event waits for until it is settled.</summary>
    public Duration Longest => _watch.Longest;

    /// <summary>Arrivals that may still find company.</summary>
    public int Waiting => _watch.Held;

    /// <summary>Name of the site that a channel of the network stands for; throws <see cref="KeyNotFoundException"/> for another channel.</summary>
    public string SiteOf(ChannelId channel) => _layout.Sites[channel].Id;

    /// <summary>Takes a segment.</summary>
    /// <returns>Empty; or why it was not taken: <c>no-place</c> for a channel that stands in no metadata, <c>no-samples</c>, <c>no-rate</c>.</returns>
    public string Take(WaveformSegment segment)
    {
        if (!_places.TryGetValue(segment.Channel, out SensorChannel? sensor)) return "no-place";
        if (segment.Count == 0) return "no-samples";
        if (!(segment.SampleRateHz > 0)) return "no-rate";
        if (!_channels.TryGetValue(segment.Channel, out ChannelPost? post))
        {
            _channels.Add(segment.Channel, post = new(sensor, _layout.Sites[segment.Channel], segment.SampleRateHz, _options, _layout.Alone.Contains(segment.Channel) || _layout.Arrays.Any(a => a.Elements.Any(e => e.Channel == segment.Channel))));
            _posts = [.. _channels.Values.OrderBy(c => c.Sensor.Channel, ChannelId.ByText)];
            Join(segment);
        }

        post.Take(segment, TellerOf(segment.Channel), _health);
        if (_arrays.TryGetValue(segment.Channel, out ArrayPost? array)) array.Take(segment, Tell);
        Listened(segment);
        return "";
    }

    /// <summary>What follows up to an instant: what is settled by then leaves the memory.</summary>
    public NetworkOutput Advance(Instant now)
    {
        (Instant upTo, HashSet<string> listens) = HeardByAll();
        var told = new List<HeardEvent>();
        List<Hash256> withdrawn = Follow(_watch.Advance(upTo, listens, now));
        foreach ((string id, FollowedEvent e) in _followed.ToArray())
        {
            if (e.IsDue(upTo)) Tell(e, upTo, listens);
            if (e.Settled && e.Told is { Settled: false }) e.Tell(e.Told, upTo);
            if (e.Due is { } due) told.Add(due);
            e.Due = null;
            if (e.Settled) _followed.Remove(id);
        }

        foreach (string old in _swing.Where(s => now == Instant.MaxValue || s.Value.At + Longest + Longest < now).Select(s => s.Key).ToArray()) _swing.Remove(old);
        ImmutableArray<(ChannelId, ElementFault)> faults = [.. _arrays.Values.Distinct().OrderBy(a => a.Site.Id, StringComparer.Ordinal).SelectMany(a => a.Faults.OrderBy(f => f.Key, ChannelId.ByText).Select(f => (f.Key, f.Value)))];
        foreach (ArrayPost a in _arrays.Values) a.Faults.Clear();
        var output = new NetworkOutput([.. told.OrderBy(e => e.Located.Origin).ThenBy(e => e.Id)], [.. withdrawn.Order()], [.. _health], faults, [.. _ended]);
        _health.Clear();
        _ended.Clear();
        return output;
    }

    /// <summary>The recordings have ended: closes what is open and settles everything.</summary>
    public NetworkOutput Finish()
    {
        foreach (ChannelPost c in _posts) c.Finish(TellerOf(c.Sensor.Channel), _health);
        foreach (ArrayPost a in _arrays.Values.Distinct().OrderBy(a => a.Site.Id, StringComparer.Ordinal)) a.Finish(Tell);
        _ended.AddRange(_heard.Values);
        _heard.Clear();
        _finished = true;
        return Advance(Instant.MaxValue);
    }

    /// <summary>Ends the stretches of listening that are open, so that they are told up to now.</summary>
    public void TellHours()
    {
        foreach (ChannelPost c in _posts) c.TellHealth(_health);
        foreach ((string key, (ChannelId channel, Interval span)) in _heard.ToArray())
        {
            _ended.Add((channel, span));
            _heard[key] = (channel, new(span.End, span.End));
        }
    }

    private void Join(WaveformSegment segment)
    {
        foreach (LaidArray array in _layout.Arrays)
        {
            if (!array.Elements.Any(e => e.Channel == segment.Channel)) continue;
            ArrayPost post = _arrays.Values.FirstOrDefault(a => a.Site.Id == array.Site.Id) ?? new(array, segment.SampleRateHz, array.Ground ? _options.OfGround : _options.Arrays);
            _arrays.Add(segment.Channel, post);
        }
    }

    private void Listened(WaveformSegment s)
    {
        string key = s.Channel.ToString();
        if (_heard.TryGetValue(key, out (ChannelId Channel, Interval Span) open))
        {
            if (s.Start <= open.Span.End + Joins && s.End > open.Span.Start)
            {
                _heard[key] = (s.Channel, new(Instant.Min(open.Span.Start, s.Start), Instant.Max(open.Span.End, s.End)));
                return;
            }

            if (s.End <= open.Span.Start) return; // late: the health of the channel says so
            _ended.Add(open);
        }

        _heard[key] = (s.Channel, new(s.Start, s.End));
    }

    private void Tell(FollowedEvent e, Instant upTo, HashSet<string> listens)
    {
        e.Try(upTo);
        if (_locator.Locate(e.Arrivals, _siteById, _silence.About(e.Arrivals, listens, upTo)).Event is not { } located || !e.IsWorthTelling(located, upTo)) return;
        e.Tell(_reader.Read(e.Id, e.Version + 1, located, e.ScoreNats, e.Arrivals, _posts, _swing), upTo);
    }

    // The onset of an element tells its array when the wave came, and is no arrival of its own.
    private Action<Arrival> TellerOf(ChannelId channel) => _arrays.TryGetValue(channel, out ArrayPost? array) ? a => array.Onset(channel, a.At, a.SigmaS) : Tell;

    private void Tell(Arrival arrival)
    {
        _silence.Heard(arrival);
        _watch.Add(arrival);
    }

    private void Tell(Arrival arrival, double swingDeg)
    {
        _swing[arrival.Id] = (swingDeg, arrival.At);
        Tell(arrival);
    }

    // An event that came apart and stands again with most of its arrivals is the same one.
    private List<Hash256> Follow(ImmutableArray<EventRevision> revisions)
    {
        var gone = new List<FollowedEvent>();
        foreach (EventRevision r in revisions)
        {
            if (r.Kind == RevisionKind.Withdrawn)
            {
                if (_followed.Remove(r.EventId, out FollowedEvent? lost)) gone.Add(lost);
                continue;
            }

            if (!_followed.TryGetValue(r.EventId, out FollowedEvent? followed))
            {
                followed = gone.FirstOrDefault(g => g.Shared(r.Arrivals) >= SameShare);
                if (followed is not null) gone.Remove(followed);
                _followed.Add(r.EventId, followed ??= new(r.Arrivals));
            }

            followed.Take(r);
        }

        return [.. gone.Where(g => g.Told is not null).Select(g => g.Id)];
    }

    // Up to here every channel that keeps up has told what it heard: beyond, silence would be taken for not having heard. The others do not listen now.
    private (Instant UpTo, HashSet<string> Listens) HeardByAll()
    {
        Instant newest = Instant.MinValue, until = Instant.MaxValue;
        foreach (ChannelPost c in _posts)
        {
            if (c.Head > newest) newest = c.Head.Value;
        }

        var listens = new HashSet<string>(StringComparer.Ordinal);
        foreach (ChannelPost c in _posts)
        {
            if (c.Head is not { } head || newest - head > KeepsUp) continue;
            listens.Add(c.Site.Id);
            until = Instant.Min(until, head);
        }

        return (_finished ? Instant.MaxValue : until, listens);
    }
}
