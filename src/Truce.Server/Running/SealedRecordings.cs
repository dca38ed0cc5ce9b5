using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using NodaTime;
using Truce.Evidence;
using Truce.Evidence.Trees;
using Truce.Feeds.Waveforms;
using Truce.Feeds.Waveforms.MiniSeed;
using Truce.Feeds.Waveforms.Wav;
using Truce.Measures;
using Truce.Observations.Waveforms;
using Truce.Records;

namespace Truce.Server.Running;

/// <summary>Finds the samples of a channel about an instant in what a feed has sealed. Every blob is checked against its name before a picture is made of it.</summary>
/// <remarks>
/// The blob that an observation names is read first. Where it does not hold the whole span, blobs of the same feed are looked into whose first record lies at most <see cref="LongestFile"/> before it, the same channel
/// first, then the nearest in time: at most <see cref="MostBlobs"/> and <see cref="MostBytes"/>. What stays open is drawn as a gap.
/// </remarks>
internal sealed class SealedRecordings(StoreFolder store, MissionWorld world)
{
    internal const int MostBlobs = 256;
    internal const long MostBytes = 256L << 20;
    private const int MostFirsts = 4096, MostEntries = 1_000_000, HeadBytes = 1 << 16;
    private static readonly Duration LongestFile = Duration.FromHours(25);
    private readonly Dictionary<Hash256, ImmutableArray<Entry>> _entries = [];
    private readonly Dictionary<Hash256, (ChannelId Channel, Instant Start)?> _firsts = [];
    private ImmutableArray<SealedInput> _inputs = [];
    private long _logSize = -1;
    private int _held;

    /// <summary>Samples of a channel that overlap a span, in the order of time; none of them known later than <paramref name="knownAt"/>.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="named">Blobs to look into first.</param>
    /// <param name="span">The span.</param>
    /// <param name="knownAt">What became known later is not there.</param>
    /// <param name="proven">Blobs that were checked for this picture already.</param>
    /// <exception cref="EvidenceDamagedException">A sealed blob no longer hashes to its name.</exception>
    public ImmutableArray<WaveformSegment> Samples(MissionFeed feed, ChannelId channel, IReadOnlyCollection<Hash256> named, Interval span, DateTimeOffset knownAt, HashSet<Hash256> proven)
    {
        Dictionary<Hash256, SealedInput> inputs = Inputs(feed.Id).Where(i => world.Mission.LastDay is not null || i.Received <= knownAt)
            .GroupBy(i => i.Blob).ToDictionary(g => g.Key, g => g.First());
        var found = new List<(WaveformSegment Segment, Hash256 Blob, long Offset)>();
        foreach (Hash256 blob in named.Distinct().Order().Where(inputs.ContainsKey)) Collect(blob);
        long bytes = 0;
        int looked = 0;
        foreach (SealedInput next in Covered(found, span) ? [] : Near(inputs.Values.Where(i => !named.Contains(i.Blob)), channel, span))
        {
            if (++looked > MostBlobs || (bytes += next.Bytes) > MostBytes) break;
            Collect(next.Blob);
            if (Covered(found, span)) break;
        }

        return [.. found.OrderBy(f => f.Segment.Start).ThenBy(f => f.Blob).ThenBy(f => f.Offset).DistinctBy(f => (f.Segment.Start, f.Segment.Count)).Select(f => f.Segment)];

        void Collect(Hash256 blob)
        {
            if (!File.Exists(PathOf(blob))) return; // erased on request
            Entry[] wanted = [.. Index(blob).Where(e => e.Channel == channel && e.Start < span.End && e.End > span.Start && (world.Mission.LastDay is null || e.End.ToDateTimeOffset() + feed.KnownAfter <= knownAt))];
            if (wanted.Length == 0) return;
            using FileStream bytes = proven.Add(blob) ? Checked(blob) : File.OpenRead(PathOf(blob));
            foreach (Entry e in wanted) found.Add((e.Held ?? Read(bytes, e), blob, e.Offset));
        }
    }

    /// <summary>The channels that have records among those that a feed's observation names.</summary>
    public IEnumerable<ChannelId> ChannelsOf(IEnumerable<RecordReference> named)
    {
        foreach (IGrouping<Hash256, RecordReference> blob in named.GroupBy(r => r.Blob))
        {
            if (!File.Exists(PathOf(blob.Key))) continue;
            var offsets = blob.Select(r => r.Offset).ToHashSet();
            foreach (Entry e in Index(blob.Key).Where(e => offsets.Contains(e.Offset))) yield return e.Channel;
        }
    }

    private ImmutableArray<SealedInput> Inputs(string feed)
    {
        if (_logSize != store.Log.DurableSize)
        {
            _logSize = store.Log.DurableSize;
            _inputs = [.. SealedLog.Inputs([.. SealedLog.Records(store.Log.Read())]).Select(i => i.Input).Where(i => i.Role == "feed")];
        }

        return [.. _inputs.Where(i => i.Feed == feed)];
    }

    // Blobs whose first record says that they may hold the span.
    private IEnumerable<SealedInput> Near(IEnumerable<SealedInput> inputs, ChannelId channel, Interval span) => inputs
        .TakeLast(MostFirsts)
        .Select(i => (Input: i, First: First(i.Blob)))
        .Where(p => p.First is { } f && f.Start < span.End && f.Start > span.Start - LongestFile)
        .OrderBy(p => p.First!.Value.Channel == channel ? 0 : 1).ThenBy(p => Duration.Max(span.Start - p.First!.Value.Start, p.First.Value.Start - span.Start)).ThenBy(p => p.Input.Blob)
        .Select(p => p.Input);

    private (ChannelId Channel, Instant Start)? First(Hash256 blob)
    {
        if (_firsts.TryGetValue(blob, out (ChannelId, Instant)? known)) return known;
        if (!File.Exists(PathOf(blob))) return null;
        using FileStream file = File.OpenRead(PathOf(blob));
        byte[] head = new byte[HeadBytes];
        using var start = new MemoryStream(head, 0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        (ChannelId, Instant)? first = null;
        string format = WaveformFiles.Recognise(start);
        start.Position = 0;
        if (format == "mseed" && head[0] != 0x1f)
        {
            MiniSeedReader.Read(start, piece => first ??= piece is WaveformPiece.Series s ? (s.Segment.Channel, s.Segment.Start) : null);
        }
        else
        {
            first = Index(blob) is [var e, ..] ? (e.Channel, e.Start) : null;
        }

        return _firsts[blob] = first;
    }

    private ImmutableArray<Entry> Index(Hash256 blob)
    {
        if (_entries.TryGetValue(blob, out ImmutableArray<Entry> known)) return known;
        using FileStream bytes = Checked(blob);
        bool plain = bytes.ReadByte() != 0x1f;
        bytes.Position = 0;
        string format = WaveformFiles.Recognise(bytes);
        bool records = plain && format == "mseed";
        bytes.Position = 0;
        var entries = ImmutableArray.CreateBuilder<Entry>();
        WaveformFiles.Read(format, bytes, new WavOptions(), piece =>
        {
            if (piece is WaveformPiece.Series s) entries.Add(new(s.Segment.Channel, s.Segment.Start, s.Segment.End, s.Offset, (int)Math.Min(int.MaxValue, s.Length), records ? null : s.Segment));
        }, static _ => { });
        _held += entries.Count;
        if (_held > MostEntries)
        {
            _entries.Clear();
            _held = entries.Count;
        }

        return _entries[blob] = entries.ToImmutable();
    }

    private string PathOf(Hash256 blob) => store.Blobs.PathOf(Walker.DigestOf(blob));

    private FileStream Checked(Hash256 blob)
    {
        FileStream bytes = File.OpenRead(PathOf(blob));
        if (Walker.HashOf(new Digest(SHA256.HashData(bytes))) == blob)
        {
            bytes.Position = 0;
            return bytes;
        }

        bytes.Dispose();
        throw new EvidenceDamagedException($"the sealed blob {blob} does not hash to its name");
    }

    private static WaveformSegment Read(FileStream bytes, Entry e)
    {
        byte[] record = new byte[e.Length];
        bytes.Position = e.Offset;
        bytes.ReadExactly(record);
        return MiniSeedRecord.TryDecode(record, out WaveformSegment? segment, out WaveformFault fault)
            ? segment!
            : throw new InvalidDataException($"a sealed record that could be read once cannot be read again: {fault.Reason}");
    }

    private static bool Covered(IEnumerable<(WaveformSegment Segment, Hash256 Blob, long Offset)> found, Interval span)
    {
        Instant reached = span.Start;
        foreach (WaveformSegment s in found.Select(f => f.Segment).OrderBy(s => s.Start))
        {
            if (s.Start > reached + Duration.FromSeconds(1.5 / s.SampleRateHz)) return false;
            reached = Instant.Max(reached, s.End);
        }

        return reached >= span.End;
    }

    private sealed record Entry(ChannelId Channel, Instant Start, Instant End, long Offset, int Length, WaveformSegment? Held);
}

/// <summary>Where a sealed record lies, as an observation writes it: <c>record:BLOB:OFFSET:LENGTH</c>.</summary>
/// <param name="Blob">The blob.</param>
/// <param name="Offset">First byte.</param>
/// <param name="LengthBytes">How many.</param>
internal readonly record struct RecordReference(Hash256 Blob, long Offset, long LengthBytes)
{
    /// <summary>Reads one; nothing for a reference of another kind.</summary>
    public static RecordReference? Read(string text) =>
        text.Split(':') is ["record", var blob, var offset, var length] && Hash256.TryParse(blob, out Hash256 hash)
        && long.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out long from)
        && long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
            ? new(hash, from, bytes)
            : null;
}
