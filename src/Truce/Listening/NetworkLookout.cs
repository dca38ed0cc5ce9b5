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
/// Detectors run as segments come; where these are cut does not matter. Association looks, at every advance, at all arrivals that may still find company; what it finds keeps its name while
/// most of its arrivals stay. When everything that could belong to an event has had time to arrive it is settled, and its arrivals are used up. Memory is bounded by the arrivals of twice the longest travel time.
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
    private readonly SortedDictionary<string, Arrival> _arrivals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _swing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Hash256, HeardEvent> _standing = [];
    private readonly List<ChannelHealth> _health = [];
    private readonly SortedDictionary<string, (ChannelId Channel, Interval Span)> _heard = new(StringComparer.Ordinal);
    private readonly List<(ChannelId, Interval)> _ended = [];
    private readonly ImmutableArray<ListeningSite> _sites;
    private readonly ImmutableSortedDictionary<string, ListeningSite> _siteById;
    private readonly TravelTimes _times;
    private readonly Locator _locator;
    private readonly EventReader _reader;
    private readonly Duration _longest;
    private Instant _associated = Instant.MinValue;
    private bool _changed, _finished;

    /// <summary>A network that has heard nothing.</summary>
    /// <param name="sensors">Its channels and where they are; the last epoch of each counts.</param>
    /// <param name="options">How it is listened to; <see cref="ArgumentException"/> says what is wrong with them.</param>
    public NetworkLookout(IEnumerable<SensorChannel> sensors, NetworkOptions options)
    {
        _options = options;
        _places = sensors.GroupBy(s => s.Channel).ToDictionary(g => g.Key, g => g.Last());
        _layout = NetworkLayout.Of(_places.Values, options.ArraySpreadKm);
        _siteById = _layout.Sites.Values.DistinctBy(s => s.Id).ToImmutableSortedDictionary(s => s.Id, s => s, StringComparer.Ordinal);
        _sites = [.. _siteById.Values];
        if (options.Travel.Fault() is { } fault) throw new ArgumentException(fault, nameof(options));
        _times = new GroundAndAirTravelTimes(options.Travel);
        _locator = new(_times, options.Locator);
        _reader = new(options, _layout);
        // From the farthest event that is looked for to the farthest site: as far as waves of the ground are followed here, and as those of the air are.
        double acrossKm = _sites.SelectMany(x => _sites, (x, y) => x.Position.DistanceM(y.Position) / 1000).Append(0).Max() + options.Association.Validated().ReachKm;
        bool ground = _places.Keys.Any(c => !c.IsPressure), air = _places.Keys.Any(c => c.IsPressure);
        ArrivalPhases[] heard = [.. ground ? [ArrivalPhases.P, ArrivalPhases.S] : Array.Empty<ArrivalPhases>(), .. air ? [ArrivalPhases.Infrasound] : Array.Empty<ArrivalPhases>()];
        _longest = Duration.FromSeconds(heard.Select(p => _times.WindowS(p, Math.Min(acrossKm, Math.Min(options.FollowedKm, _times.ReachKm(p))), 0).LatestS).Where(double.IsFinite).Append(0).Max() + 30);
    }

    /// <summary>Sites of the network.</summary>
    public ImmutableArray<ListeningSite> Sites => _sites;

    /// <summary>How long after an event its last wave may arrive: what an event waits for until it is settled.</summary>
    public Duration Longest => _longest;

    /// <summary>Arrivals that may still find company.</summary>
    public int Waiting => _arrivals.Count;

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
            _channels.Add(segment.Channel, post = new(sensor, _layout.Sites[segment.Channel], segment.SampleRateHz, _options, _layout.Alone.Contains(segment.Channel)));
            Join(segment);
        }

        post.Take(segment, Tell, _health);
        if (_arrays.TryGetValue(segment.Channel, out ArrayPost? array)) array.Take(segment, Tell);
        Listened(segment);
        return "";
    }

    /// <summary>What follows up to an instant: what is settled by then leaves the memory.</summary>
    public NetworkOutput Advance(Instant now)
    {
        var told = new List<HeardEvent>();
        var withdrawn = new List<Hash256>();
        // Arrivals that were held back until every channel had caught up are looked at then.
        Instant upTo = HeardByAll();
        if (_changed || _arrivals.Values.Any(a => a.At > _associated && a.At <= upTo)) Associate(upTo, told, withdrawn);
        (_changed, _associated) = (false, upTo);
        Settle(now, told);
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
        foreach (ChannelPost c in _channels.Values.OrderBy(c => c.Sensor.Channel, ChannelId.ByText)) c.Finish(Tell, _health);
        foreach (ArrayPost a in _arrays.Values.Distinct().OrderBy(a => a.Site.Id, StringComparer.Ordinal)) a.Finish(Tell);
        _ended.AddRange(_heard.Values);
        _heard.Clear();
        _finished = true;
        return Advance(Instant.MaxValue);
    }

    /// <summary>Ends the stretches of listening that are open, so that they are told up to now.</summary>
    public void TellHours()
    {
        foreach (ChannelPost c in _channels.Values.OrderBy(c => c.Sensor.Channel, ChannelId.ByText)) c.TellHealth(_health);
        foreach ((string key, (ChannelId channel, Interval span)) in _heard.ToArray())
        {
            _ended.Add((channel, span));
            _heard[key] = (channel, new(span.End, span.End));
        }
    }

    private void Join(WaveformSegment segment)
    {
        foreach ((ListeningSite site, ImmutableArray<SensorChannel> elements) in _layout.Arrays)
        {
            if (!elements.Any(e => e.Channel == segment.Channel)) continue;
            ArrayPost post = _arrays.Values.FirstOrDefault(a => a.Site.Id == site.Id) ?? new(site, elements.Select(e => (e.Channel, e.Position)), segment.SampleRateHz, _options.Arrays);
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

    private void Tell(Arrival arrival) => Tell(arrival, 0);

    private void Tell(Arrival arrival, double swingDeg)
    {
        if (_arrivals.TryGetValue(arrival.Id, out Arrival? old) && old == arrival) return;
        _arrivals[arrival.Id] = arrival;
        if (arrival.BackAzimuthDeg is not null) _swing[arrival.Id] = swingDeg;
        _changed = true;
    }

    private void Associate(Instant upTo, List<HeardEvent> told, List<Hash256> withdrawn)
    {
        AssociationResult result = Associator.Run([.. _arrivals.Values.Where(a => a.At <= upTo)], _sites, _times, _options.Association);
        var left = new SortedDictionary<Hash256, HeardEvent>(_standing);
        foreach (AssociatedEvent e in result.Events)
        {
            ImmutableArray<Arrival> members = [.. e.Members.Select(m => _arrivals[m.ArrivalId] with { Phases = m.Phase })];
            HeardEvent? before = left.Values.FirstOrDefault(k => Shared(k, members) >= SameShare);
            if (before is not null) left.Remove(before.Id);
            if (before is not null && before.Arrivals.AsSpan().SequenceEqual(members.AsSpan())) continue;
            if (_locator.Locate(members, _siteById).Event is not { } located)
            {
                if (before is not null) left.Add(before.Id, before);
                continue;
            }

            Hash256 id = before?.Id ?? Hash256.Of(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', members.Select(m => m.Id).Order(StringComparer.Ordinal))));
            HeardEvent heard = _reader.Read(id, (before?.Version ?? 0) + 1, located, e.ScoreNats, members, _channels.Values, _swing);
            _standing[id] = heard;
            told.Add(heard);
        }

        foreach (Hash256 gone in left.Keys)
        {
            _standing.Remove(gone);
            withdrawn.Add(gone);
        }
    }

    // Up to here every channel that keeps up has told what it heard: beyond, silence would be taken for not having heard.
    private Instant HeardByAll()
    {
        if (_finished) return Instant.MaxValue;
        Instant[] heads = [.. _channels.Values.Select(c => c.Head).OfType<Instant>()];
        if (heads.Length == 0) return Instant.MaxValue;
        Instant newest = heads.Max();
        return heads.Where(h => h + KeepsUp >= newest).Min();
    }

    // The share of the smaller set that both have.
    private static double Shared(HeardEvent known, ImmutableArray<Arrival> members)
    {
        int both = known.Arrivals.Count(a => members.Any(m => m.Id == a.Id));
        return (double)both / Math.Min(known.Arrivals.Length, members.Length);
    }

    private void Settle(Instant now, List<HeardEvent> told)
    {
        foreach (HeardEvent e in _standing.Values.Where(e => now == Instant.MaxValue || e.Located.Origin + _longest < now).ToArray())
        {
            _standing.Remove(e.Id);
            foreach (Arrival a in e.Arrivals) Forget(a.Id);
            HeardEvent settled = e with { Settled = true };
            int at = told.FindIndex(t => t.Id == e.Id);
            if (at >= 0) told[at] = settled;
            else told.Add(settled);
        }

        var held = _standing.Values.SelectMany(e => e.Arrivals.Select(a => a.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (string old in _arrivals.Values.Where(a => (now == Instant.MaxValue || a.At + _longest < now) && !held.Contains(a.Id)).Select(a => a.Id).ToArray()) Forget(old);
    }

    private void Forget(string arrival)
    {
        _arrivals.Remove(arrival);
        _swing.Remove(arrival);
    }
}
