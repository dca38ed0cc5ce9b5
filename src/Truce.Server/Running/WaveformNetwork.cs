using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Health;
using Truce.Feeds.SeedLink;
using Truce.Feeds.Text;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Fusion.Arrivals;
using Truce.Listening;
using Truce.Measures;
using Truce.Observations;
using Truce.Observations.Waveforms;
using Truce.Records;
using Truce.Server.Commands;

namespace Truce.Server.Running;

/// <summary>A feed of recordings: sealed records wait, as places in their blobs, until the time at which they were known; then a network hears them in the order of time.</summary>
internal sealed class WaveformNetwork
{
    private const int OpenFiles = 64;
    private const int MostRecent = 200_000; // records that arrivals are traced to: an hour of some sixty channels; a server that repeats one hour for ever gets no more
    private const int MostKnown = 1 << 16; // records by which repeated ones are known
    private static readonly TimeSpan FutureSlack = TimeSpan.FromSeconds(5); // of the clocks of a live station and of this machine; chosen
    private readonly MissionFeed _feed;
    private readonly Func<Hash256, Stream> _open;
    private readonly NetworkOptions _options;
    private readonly Dictionary<ChannelId, SensorChannel> _sensors;
    private readonly List<SensorChannel> _metadata;
    private NetworkLookout? _network;
    private readonly NetworkObservations _words;
    private readonly List<Waiting> _waiting = [];
    private readonly List<Waiting> _recent = [];
    private readonly List<ChannelHealth> _health = [];
    private readonly Dictionary<Hash256, Stream> _files = [];
    private readonly HoursKept _hours = new();
    private readonly Dictionary<Hash256, (int Version, int Telling)> _told = []; // of every event: some dozens of bytes each
    private readonly HashSet<Hash256> _known = [];
    private readonly Queue<Hash256> _knownInOrder = [];
    private readonly SeedLinkRequest[] _asked;
    private readonly RecordIndex _index;
    private readonly bool _archive;

    public WaveformNetwork(Mission mission, MissionFeed feed, Func<Hash256, Stream> open, RecordIndex index)
    {
        (_feed, _open, _index, _archive) = (feed, open, index, mission.LastDay is not null);
        _asked = feed.SeedLink is { } link ? [.. SeedLinkFeed.OptionsOf(link).Stations] : [];
        WaveformFeedOptions given = WaveformFeedOptions.Read(feed.Options, out _);
        _metadata = StationFile.Channels(feed.StationsPath ?? throw new BadInputException($"feed {feed.Id}: recordings need 'stations' (StationXML, or a table with the columns station, channel, lat and lon)"));
        _sensors = _metadata.GroupBy(s => s.Channel).ToDictionary(g => g.Key, g => g.Last());
        var standard = new NetworkOptions();
        _options = standard with
        {
            Ground = given.GroundBand is { } ground ? standard.Ground with { Bands = [ground] } : standard.Ground,
            Sound = given.SoundBand is { } sound ? standard.Sound with { Bands = [sound] } : standard.Sound,
            Arrays = given.ArrayBand is { } array ? standard.Arrays with { Band = array } : standard.Arrays,
            GroundArrays = given.GroundArrays,
            Association = standard.Association with { ReachKm = given.ReachKm ?? standard.Association.ReachKm, DeepestKm = given.DeepestKm ?? standard.Association.DeepestKm },
            Locator = standard.Locator with { DeepestKm = given.DeepestKm ?? standard.Locator.DeepestKm },
            Travel = GroundOf(feed, given) is { } model ? standard.Travel with { Ground = model } : standard.Travel,
            Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(mission.TimeZone),
        };
        _words = new(feed.Id, given.Source.Length > 0 ? given.Source : feed.Id, feed.Label, mission.Simulated);
    }

    /// <summary>What the notes of a SeedLink server say: how far it was taken, and when it could not be heard.</summary>
    public LinkWatch Link { get; } = new();

    /// <summary>Channels that the mission gave a place.</summary>
    public IReadOnlyList<SensorChannel> Metadata => _metadata;

    /// <summary>When the last record that waits becomes known; nothing when none waits.</summary>
    public DateTimeOffset? LastPending => _waiting.Count == 0 ? null : _waiting.Max(w => w.Known);

    /// <summary>Whether hours of listening wait that nothing but a tick will tell.</summary>
    public bool IsOverdue(DateTimeOffset now) => _hours.IsOverdue(Instant.FromDateTimeOffset(now));

    /// <summary>Reads where the records of a sealed batch lie.</summary>
    public void Take(SealedInput batch, Stream bytes, FeedContext context, Action<Decoded> take)
    {
        if (SeedLinkNotes.TryNotesOf(batch, out Hash256 notes))
        {
            TakeLink(batch, notes, bytes, context, take);
            return;
        }

        bool plain = bytes.ReadByte() != 0x1f;
        bytes.Position = 0;
        bool records = plain && WaveformFiles.Recognise(bytes) == "mseed";
        bytes.Position = 0;
        WaveformFeed.Decode(bytes, context, take, (segment, raw) => Admit(segment, raw, batch.Received, batch.Received, records));
    }

    /// <summary>What the network heard in everything known by then, when it listened, and when it could not.</summary>
    public (List<Observation> Seen, List<string> Withdrawn) Tick(DateTimeOffset known)
    {
        var seen = new List<Observation>();
        List<string> withdrawn = [];
        Waiting[] due = [.. _waiting.Where(w => w.Known <= known).OrderBy(w => w.Start).ThenBy(w => w.Channel, ChannelId.ByText).ThenBy(w => w.Raw.Blob).ThenBy(w => w.Raw.Offset)];
        if (due.Length > 0) withdrawn = Hear(due, known, seen);
        foreach (HeardSpan h in _hours.Due(Instant.FromDateTimeOffset(known), _archive)) seen.AddRange(_words.Hours(h.Channel, h.Span, _health, h.Raw));
        foreach (DeafSpan d in Link.Due()) seen.Add(Deaf(d));
        return (seen, withdrawn);
    }

    private List<string> Hear(Waiting[] due, DateTimeOffset known, List<Observation> seen)
    {
        _network ??= new(_sensors.Values, _options);
        _waiting.RemoveAll(w => w.Known <= known);
        foreach (Waiting w in due) _network.Take(w.Held ?? Read(w.Raw));
        CloseFiles();
        Instant head = due[^1].Start;
        _recent.AddRange(due.Select(w => w with { Held = null }));
        _network.TellHours();
        NetworkOutput output = _network.Advance(Instant.Max(head, Instant.FromDateTimeOffset(known) - Duration.FromTimeSpan(_feed.KnownAfter)));
        _health.AddRange(output.Health);
        foreach (HeardEvent e in output.Events)
        {
            Waiting[] of = [.. e.Arrivals.SelectMany(a => _recent.Where(w => _network.SiteOf(w.Channel) == a.Site && w.Start <= a.At).OrderByDescending(w => w.Start).Take(1))];
            seen.Add(_words.Of(e, Telling(e), of.Length > 0 ? of.MinBy(w => w.Start)!.Raw : due[0].Raw, of.Select(w => $"record:{w.Raw.Blob}:{w.Raw.Offset}:{w.Raw.Length}").Distinct()));
        }

        foreach ((ChannelId channel, Interval span) in output.Heard)
        {
            _hours.Take(new(channel, span, _recent.LastOrDefault(w => w.Channel == channel && w.Start <= span.Start)?.Raw ?? due[0].Raw));
        }

        _recent.RemoveAll(w => w.Start + _network.Longest + _network.Longest < head);
        if (_recent.Count > MostRecent) _recent.RemoveRange(0, _recent.Count - MostRecent);
        Instant told = _hours.Oldest is { } oldest ? Instant.Min(head, oldest) : head;
        _health.RemoveAll(h => h.To + _network.Longest < told);
        return [.. output.Withdrawn.Select(TakeBack)];
    }

    // A version that is told once more, because it is settled, is the same telling.
    private int Telling(HeardEvent e)
    {
        (int version, int telling) = _told.GetValueOrDefault(e.Id);
        if (version != e.Version) _told[e.Id] = (e.Version, ++telling);
        return telling;
    }

    private string TakeBack(Hash256 gone)
    {
        int telling = _told.GetValueOrDefault(gone).Telling;
        _told[gone] = (0, telling);
        return NetworkObservations.KeyOf(gone, telling);
    }

    // A record waits; or why it does not.
    private WaveformFault? Admit(WaveformSegment segment, RawReference raw, DateTimeOffset received, DateTimeOffset latest, bool record)
    {
        if (!Known(segment)) return new("no-place", $"{segment.Channel} stands in no metadata of the feed");
        DateTimeOffset end = segment.End.ToDateTimeOffset();
        if (end > latest) return new("future-dated", $"its time {segment.End} lies after it was received");
        if (record) _index.Add(_feed.Id, raw.Blob, raw.Offset, raw.Length, segment.Start, segment.End);
        _waiting.Add(new(segment.Start, segment.Channel, raw, record ? null : segment, _archive ? end + _feed.KnownAfter : received));
        return null;
    }

    private void TakeLink(SealedInput batch, Hash256 notesBlob, Stream bytes, FeedContext context, Action<Decoded> take)
    {
        byte[] written;
        using (Stream file = _open(notesBlob)) written = Whole(file);
        SeedLinkNotes notes = SeedLinkNotes.Read(written);
        var place = new RawReference(notesBlob, 0, written.Length);
        Link.Take(notes, place);
        foreach (Reject reject in LinkRejects.Of(notes, place)) take(new Decoded.Refused(reject));
        if (batch.Blob == notesBlob) return; // nothing came but news of the connection
        byte[] payloads = Whole(bytes);
        int at = 0;
        foreach (NotedPacket packet in notes.Packets)
        {
            ReadOnlyMemory<byte> payload = payloads.AsMemory(at, packet.Bytes);
            int from = at;
            WaveformFeed.DecodePacket(payload.Span, from, context, take, (segment, raw) =>
                !_asked.Any(a => a.Takes(segment.Channel)) ? new("not-asked", $"{segment.Channel} was not asked for")
                : !IsNew(payload.Span.Slice((int)(raw.Offset - from), raw.Length)) ? new("repeated", $"the record of {segment.Channel} at {segment.Start} came before, byte for byte")
                : Admit(segment, raw, batch.Received, batch.Received + FutureSlack, record: true));
            at += packet.Bytes;
        }
    }

    private bool IsNew(ReadOnlySpan<byte> record)
    {
        Hash256 print = Hash256.Of(record);
        if (!_known.Add(print)) return false;
        _knownInOrder.Enqueue(print);
        if (_knownInOrder.Count > MostKnown) _known.Remove(_knownInOrder.Dequeue());
        return true;
    }

    private Observation Deaf(DeafSpan span) => new()
    {
        Feed = _feed.Id,
        Source = _words.Source,
        Means = _metadata.All(m => m.Channel.IsPressure) ? ObservationMeans.Acoustic : ObservationMeans.Seismic,
        Class = ObservationClass.Watch,
        When = new(span.From, span.To),
        Where = new ObservedPlace.Nowhere(""),
        Origin = OriginGroup.Of(OriginBasis.Sensor, _words.Source),
        Facts = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
            .Add(NetworkObservations.Reach, "none").Add("health", "link-" + span.Why).Add("server", $"{_feed.SeedLink?.Host}:{_feed.SeedLink?.Port}"),
        Label = _feed.Label,
        Simulated = _words.Simulated,
        Raw = span.Raw,
    };

    private static byte[] Whole(Stream stream)
    {
        byte[] bytes = new byte[stream.Length - stream.Position];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static VelocityModel? GroundOf(MissionFeed feed, WaveformFeedOptions given)
    {
        if (feed.GroundPath is not { } path) return given.Ground;
        (VelocityModel? model, string? mistake) = GroundModel.FromFile(path);
        return model ?? throw new BadInputException($"feed {feed.Id}: ground {mistake}");
    }

    // Lists of stations do not always write codes as recordings do. Once the network listens, who is in it stands.
    private bool Known(WaveformSegment segment)
    {
        if (_sensors.ContainsKey(segment.Channel)) return true;
        if (_network is not null || ElementPlaces.Of(segment.Channel, _metadata, segment.Start) is not { } sensor) return false;
        _sensors.Remove(sensor.Channel);
        _sensors.Add(segment.Channel, sensor with { Channel = segment.Channel, SampleRateHz = sensor.SampleRateHz ?? segment.SampleRateHz });
        return true;
    }

    private WaveformSegment Read(RawReference raw)
    {
        if (!_files.TryGetValue(raw.Blob, out Stream? file))
        {
            if (_files.Count >= OpenFiles) CloseFiles();
            _files.Add(raw.Blob, file = _open(raw.Blob));
        }

        byte[] record = new byte[raw.Length];
        file.Position = raw.Offset;
        file.ReadExactly(record);
        return MiniSeedRecord.TryDecode(record, out WaveformSegment? segment, out WaveformFault fault)
            ? segment!
            : throw new InvalidDataException($"a sealed record that could be read once cannot be read again: {fault.Reason}");
    }

    private void CloseFiles()
    {
        foreach (Stream s in _files.Values) s.Dispose();
        _files.Clear();
    }

    /// <summary>A record that waits; formats that are read whole keep their samples.</summary>
    private sealed record Waiting(Instant Start, ChannelId Channel, RawReference Raw, WaveformSegment? Held, DateTimeOffset Known);
}
