using Truce.Feeds;
using Truce.Feeds.Text;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>What a sealed batch gave.</summary>
internal sealed class BatchCounts
{
    public long Observations { get; set; }

    public long Rejects { get; set; }

    public long Duplicates { get; set; }

    public long Outside { get; set; }
}

/// <summary>An observation as a batch gave it, and when it became known.</summary>
/// <param name="Observation">The observation.</param>
/// <param name="Known">When it became known, UTC.</param>
internal sealed record Gathered(Observation Observation, DateTimeOffset Known);

/// <summary>Carries sealed batches into a watch and settles it at ticks. Run and replay are this same code; it reads no clock and writes nothing.</summary>
internal sealed class Engine
{
    private readonly MissionWorld _world;
    private readonly Watch _watch;
    private readonly HashSet<Hash256> _seen = [];
    private readonly List<Gathered> _pending = [];
    private readonly List<Gathered> _heard = [];
    private readonly DateTimeOffset _from, _to;
    private readonly SortedDictionary<string, WaveformNetwork> _networks = new(StringComparer.Ordinal);

    /// <param name="world">The mission.</param>
    /// <param name="open">Opens a sealed blob: recordings are read again when their time comes.</param>
    public Engine(MissionWorld world, Func<Hash256, Stream> open)
    {
        _world = world;
        _watch = world.NewWatch();
        Mission mission = world.Mission;
        _from = world.Days.Period(mission.FirstDay).Start - TimeSpan.FromDays(1);
        foreach (MissionFeed feed in mission.Feeds.Where(f => f.Format == "waveforms")) _networks.Add(feed.Id, new(mission, feed, open, Records));
        _to = mission.LastDay is { } last ? world.Days.Period(last).End + TimeSpan.FromDays(1) : DateTimeOffset.MaxValue;
    }

    /// <summary>The watch, to be asked and not stepped.</summary>
    public Watch Watch => _watch;

    /// <summary>Moments at which what still waits becomes known, or nothing when nothing waits.</summary>
    public DateTimeOffset? LastPending => _pending.Select(g => (DateTimeOffset?)g.Known).Concat(_networks.Values.Select(n => n.LastPending)).Max();

    /// <summary>Where the records lie that networks took.</summary>
    public RecordIndex Records { get; } = new();

    /// <summary>Networks of sensors, by feed.</summary>
    public IReadOnlyDictionary<string, WaveformNetwork> Networks => _networks;

    /// <summary>Whether something waits that nothing but a tick will tell.</summary>
    public bool IsOverdue(DateTimeOffset now) => _networks.Values.Any(n => n.IsOverdue(now));

    /// <summary>What networks of sensors heard at the last tick.</summary>
    public IReadOnlyList<Gathered> Heard => _heard;

    /// <summary>Decodes a sealed batch; new observations wait for the next tick. Rejects go to <paramref name="refused"/>, new observations to <paramref name="seen"/>.</summary>
    public BatchCounts Take(SealedInput batch, MissionFeed feed, Stream bytes, Action<Gathered> seen, Action<Reject> refused)
    {
        var counts = new BatchCounts();
        FeedFormat format = FormatOf(_world.Mission, feed);
        var context = new FeedContext
        {
            Feed = feed.Id,
            Blob = batch.Blob,
            ItemName = Path.GetFileName(batch.Name),
            Label = feed.Label,
            Simulated = _world.Mission.Simulated,
            ResolvePlace = _world.Resolve,
        };
        if (_networks.TryGetValue(feed.Id, out WaveformNetwork? network)) network.Take(batch, bytes, context, Piece);
        else format.Decode(bytes, context, Piece);
        return counts;

        void Piece(Decoded piece)
        {
            if (piece is Decoded.Refused r) Refuse(r.Reject);
            else if (piece is Decoded.Seen s) Keep(s.Observation);
        }

        void Refuse(Reject reject)
        {
            counts.Rejects++;
            refused(reject);
        }

        void Keep(Observation decoded)
        {
            if (!InDays(decoded, feed))
            {
                counts.Outside++;
                return;
            }

            Observation o = decoded.Grade == default && feed.Grade != default ? decoded with { Grade = feed.Grade } : decoded;
            DateTimeOffset known = KnownAt(o, feed, batch);
            if (o.When is { } when && when.Start > batch.Received)
            {
                Refuse(new("future-dated", $"its time {ObservationJson.Instant(when.Start)} lies after it was received, {ObservationJson.Instant(batch.Received)}", o.Raw, o.Id));
            }
            else if (_world.Mission.Simulated != o.Simulated)
            {
                Refuse(new("simulated-mismatch", _world.Mission.Simulated ? "a simulated mission takes simulated records only" : "a real mission refuses a simulated record", o.Raw, o.Id));
            }
            else if (!_seen.Add(o.Id))
            {
                counts.Duplicates++;
            }
            else
            {
                counts.Observations++;
                var gathered = new Gathered(o, known);
                _pending.Add(gathered);
                seen(gathered);
            }
        }
    }

    /// <summary>Steps everything known by then, in the order it became known (ties by id), and settles.</summary>
    public List<Output> Tick(DateTimeOffset known)
    {
        var outputs = new List<Output>();
        Listen(known, outputs);
        Gathered[] due = [.. _pending.Where(g => g.Known <= known).OrderBy(g => g.Known).ThenBy(g => g.Observation.Id)];
        _pending.RemoveAll(g => g.Known <= known);
        foreach (Gathered g in due)
        {
            outputs.AddRange(_watch.Step(new Input.Observed(g.Observation, g.Known)));
            if (g.Observation.Facts.TryGetValue("withdraws", out string? key))
            {
                outputs.AddRange(_watch.Step(new Input.Withdrawn(g.Observation.Feed, key, g.Observation.Id, g.Known)));
            }
        }

        outputs.AddRange(_watch.Step(new Input.Tick(known)));
        return outputs;
    }

    // What a network heard is known when the tick comes; what it takes back goes first.
    private void Listen(DateTimeOffset known, List<Output> outputs)
    {
        _heard.Clear();
        foreach ((string feed, WaveformNetwork network) in _networks)
        {
            (List<Observation> seen, List<string> withdrawn) = network.Tick(known);
            foreach (string key in withdrawn) outputs.AddRange(_watch.Step(new Input.Withdrawn(feed, key, default, known)));
            foreach (Observation o in seen)
            {
                if (!_seen.Add(o.Id)) continue;
                var gathered = new Gathered(o, known);
                _heard.Add(gathered);
                _pending.Add(gathered);
            }
        }
    }

    /// <summary>Learns from what people have closed. What waits for a tick goes on waiting.</summary>
    public IReadOnlyList<Output> Learn(DateTimeOffset known) => _watch.Step(new Input.Learn(known));

    /// <summary>The decoder of a feed; formats whose rows give local days get the mission's zone, unless the feed names its own.</summary>
    public static FeedFormat FormatOf(Mission mission, MissionFeed feed)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        if (feed.Format is "viina" or "incidents" or "ucdp") options["timeZone"] = mission.TimeZone;
        foreach ((string name, string value) in feed.Options) options[name] = value;
        return FeedFormats.TryGet(feed.Format, options, out FeedFormat format, out IReadOnlyList<string> problems)
            ? format
            : throw new BadInputException($"feed {feed.Id}: {string.Join("; ", problems)}");
    }

    private bool InDays(Observation o, MissionFeed feed)
    {
        if (o.When is not { } when) return true;
        if (when.End < _from || when.Start >= _to) return false;
        return (feed.From is not { } from || when.End >= _world.Days.Period(from).Start) && (feed.To is not { } to || when.Start < _world.Days.Period(to).End);
    }

    /// <summary>An archive is replayed as it would have come in: after its own time and the feed's delay. A running mission knows a thing when it receives it.</summary>
    private DateTimeOffset KnownAt(Observation o, MissionFeed feed, SealedInput batch)
    {
        if (_world.Mission.LastDay is null) return batch.Received;
        DateTimeOffset known = (o.When?.End ?? _from) + feed.KnownAfter;
        return known < _from ? _from : known;
    }
}
