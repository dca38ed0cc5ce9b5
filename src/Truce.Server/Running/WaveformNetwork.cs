using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Health;
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

    public WaveformNetwork(Mission mission, MissionFeed feed, Func<Hash256, Stream> open)
    {
        (_feed, _open) = (feed, open);
        WaveformFeedOptions given = WaveformFeedOptions.Read(feed.Options, out _);
        _metadata = StationFile.Channels(feed.StationsPath ?? throw new BadInputException($"feed {feed.Id}: recordings need 'stations' (StationXML, or a table with the columns station, channel, lat and lon)"));
        _sensors = _metadata.GroupBy(s => s.Channel).ToDictionary(g => g.Key, g => g.Last());
        var standard = new NetworkOptions();
        _options = standard with
        {
            Ground = given.GroundBand is { } ground ? standard.Ground with { Bands = [ground] } : standard.Ground,
            Sound = given.SoundBand is { } sound ? standard.Sound with { Bands = [sound] } : standard.Sound,
            Arrays = given.ArrayBand is { } array ? standard.Arrays with { Band = array } : standard.Arrays,
            Association = standard.Association with { ReachKm = given.ReachKm ?? standard.Association.ReachKm, DeepestKm = given.DeepestKm ?? standard.Association.DeepestKm },
            Locator = standard.Locator with { DeepestKm = given.DeepestKm ?? standard.Locator.DeepestKm },
            Travel = given.Ground is { } v ? standard.Travel with { Ground = VelocityModel.Homogeneous("mission", "the mission's file", v.VpKmPerS, v.VsKmPerS) } : standard.Travel,
            Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(mission.TimeZone),
        };
        _words = new(feed.Id, given.Source.Length > 0 ? given.Source : feed.Id, feed.Label, mission.Simulated);
    }

    /// <summary>When the last record that waits becomes known; nothing when none waits.</summary>
    public DateTimeOffset? LastPending => _waiting.Count == 0 ? null : _waiting.Max(w => w.Known);

    /// <summary>Reads where the records of a sealed batch lie.</summary>
    public void Take(SealedInput batch, Stream bytes, bool archive, FeedContext context, Action<Decoded> take)
    {
        bool plain = bytes.ReadByte() != 0x1f;
        bytes.Position = 0;
        bool records = plain && WaveformFiles.Recognise(bytes) == "mseed";
        bytes.Position = 0;
        WaveformFeed.Decode(bytes, context, take, (segment, raw) =>
        {
            if (!Known(segment)) return new("no-place", $"{segment.Channel} stands in no metadata of the feed");
            DateTimeOffset end = segment.End.ToDateTimeOffset();
            if (end > batch.Received) return new("future-dated", $"its time {segment.End} lies after it was received");
            _waiting.Add(new(segment.Start, segment.Channel, raw, records ? null : segment, archive ? end + _feed.KnownAfter : batch.Received));
            return null;
        });
    }

    /// <summary>What the network heard in everything known by then.</summary>
    public (List<Observation> Seen, List<string> Withdrawn) Tick(DateTimeOffset known)
    {
        Waiting[] due = [.. _waiting.Where(w => w.Known <= known).OrderBy(w => w.Start).ThenBy(w => w.Channel, ChannelId.ByText).ThenBy(w => w.Raw.Blob).ThenBy(w => w.Raw.Offset)];
        if (due.Length == 0) return ([], []);
        _network ??= new(_sensors.Values, _options);
        _waiting.RemoveAll(w => w.Known <= known);
        foreach (Waiting w in due) _network.Take(w.Held ?? Read(w.Raw));
        CloseFiles();
        Instant head = due[^1].Start;
        _recent.AddRange(due.Select(w => w with { Held = null }));
        _network.TellHours();
        NetworkOutput output = _network.Advance(Instant.Max(head, Instant.FromDateTimeOffset(known) - Duration.FromTimeSpan(_feed.KnownAfter)));
        _health.AddRange(output.Health);
        var seen = new List<Observation>();
        foreach (HeardEvent e in output.Events)
        {
            Waiting[] of = [.. e.Arrivals.SelectMany(a => _recent.Where(w => _network.SiteOf(w.Channel) == a.Site && w.Start <= a.At).OrderByDescending(w => w.Start).Take(1))];
            seen.Add(_words.Of(e, of.Length > 0 ? of.MinBy(w => w.Start)!.Raw : due[0].Raw, of.Select(w => $"record:{w.Raw.Blob}:{w.Raw.Offset}:{w.Raw.Length}").Distinct()));
        }

        foreach ((ChannelId channel, Interval span) in output.Heard)
        {
            RawReference raw = _recent.LastOrDefault(w => w.Channel == channel && w.Start <= span.Start)?.Raw ?? due[0].Raw;
            seen.AddRange(_words.Hours(channel, span, _health, raw));
        }

        _recent.RemoveAll(w => w.Start + _network.Longest + _network.Longest < head);
        _health.RemoveAll(h => h.To + _network.Longest < head);
        return (seen, [.. output.Withdrawn.Select(NetworkObservations.KeyOf)]);
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
