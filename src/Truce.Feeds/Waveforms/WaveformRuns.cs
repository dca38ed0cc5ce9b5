using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Feeds.Waveforms;

/// <summary>Samples of one channel that follow each other within half a sample, over however many records.</summary>
public sealed record WaveformRun
{
    /// <summary>The channel.</summary>
    public required ChannelId Channel { get; init; }

    /// <summary>Instant of the first sample.</summary>
    public required Instant Start { get; init; }

    /// <summary>Instant of the last sample, by the time of the last record.</summary>
    public required Instant Last { get; init; }

    /// <summary>Instant at which the next sample would be.</summary>
    public required Instant Next { get; init; }

    /// <summary>Rate of the first record, hertz.</summary>
    public required double SampleRateHz { get; init; }

    /// <summary>Samples.</summary>
    public required long Count { get; init; }

    /// <summary>Records.</summary>
    public required int Records { get; init; }

    /// <summary>How they were coded, sorted.</summary>
    public required IReadOnlyList<string> Encodings { get; init; }

    /// <summary>Every flag of every record.</summary>
    public required RecordedQuality Quality { get; init; }

    /// <summary><c>int32</c>, <c>float32</c> or <c>float64</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The samples, record after record; empty when they were not to be kept.</summary>
    public IReadOnlyList<WaveformSamples> Samples { get; init; } = [];
}

/// <summary>A time without samples between two runs of a channel, or one with samples of two runs.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends, after <paramref name="From"/>.</param>
/// <param name="IsOverlap">Whether samples are there twice; otherwise none are.</param>
/// <param name="SampleRateHz">Rate of the run behind it.</param>
public sealed record WaveformBreak(ChannelId Channel, Instant From, Instant To, bool IsOverlap, double SampleRateHz);

/// <summary>Joins records into runs, in whatever order they come, and tells the gaps and overlaps between the runs.</summary>
/// <param name="keepSamples">Whether runs hold their samples.</param>
public sealed class WaveformRuns(bool keepSamples = false)
{
    private const double RateTolerance = 1e-4; // as libmseed joins traces

    private readonly SortedDictionary<ChannelId, List<Open>> _byChannel = new(ChannelId.ByText);

    /// <summary>Adds a record.</summary>
    public void Add(WaveformSegment segment, string encoding)
    {
        if (segment.Count == 0) return;
        if (!_byChannel.TryGetValue(segment.Channel, out List<Open>? runs)) _byChannel.Add(segment.Channel, runs = []);
        var piece = new Open(segment, encoding, keepSamples);
        if (runs.Count > 0 && runs[^1].Joins(piece)) runs[^1].Append(piece);
        else runs.Add(piece);
    }

    /// <summary>The runs, by channel and start.</summary>
    public IReadOnlyList<WaveformRun> Runs() => [.. _byChannel.SelectMany(c => Joined(c.Value)).Select(r => r.ToRun())];

    /// <summary>Gaps and overlaps of more than half a sample between the runs of each channel.</summary>
    public static IReadOnlyList<WaveformBreak> Breaks(IReadOnlyList<WaveformRun> runs)
    {
        List<WaveformBreak> breaks = [];
        foreach (IGrouping<ChannelId, WaveformRun> channel in runs.GroupBy(r => r.Channel))
        {
            Instant covered = default;
            bool first = true;
            foreach (WaveformRun run in channel)
            {
                Duration half = Half(run.SampleRateHz);
                if (!first && run.Start > covered + half) breaks.Add(new(run.Channel, covered, run.Start, false, run.SampleRateHz));
                else if (!first && run.Start < covered - half) breaks.Add(new(run.Channel, run.Start, Instant.Min(covered, run.Next), true, run.SampleRateHz));
                covered = first ? run.Next : Instant.Max(covered, run.Next);
                first = false;
            }
        }

        return breaks;
    }

    private static Duration Half(double rateHz) => Duration.FromNanoseconds(Math.Ceiling(0.5e9 / rateHz));

    // Records that came out of order may fit together once they are sorted.
    private static List<Open> Joined(List<Open> runs)
    {
        List<Open> joined = [];
        foreach (Open run in runs.OrderBy(r => r.Start).ThenBy(r => r.Next))
        {
            if (joined.Count > 0 && joined[^1].Joins(run)) joined[^1].Append(run);
            else joined.Add(run.Copy());
        }

        return joined;
    }

    private sealed class Open
    {
        private readonly SortedSet<string> _encodings;
        private readonly List<WaveformSamples> _samples;
        private readonly ChannelId _channel;
        private readonly double _rateHz;
        private readonly string _type;
        private RecordedQuality _quality;
        private long _count;
        private int _records;

        public Open(WaveformSegment segment, string encoding, bool keep)
        {
            (_channel, _rateHz, Start) = (segment.Channel, segment.SampleRateHz, segment.Start);
            _type = segment.Samples switch { WaveformSamples.Int32 => "int32", WaveformSamples.Float32 => "float32", _ => "float64" };
            _encodings = new(StringComparer.Ordinal) { encoding };
            _samples = keep ? [segment.Samples] : [];
            _quality = segment.Quality;
            (_count, _records) = (segment.Count, 1);
            (Next, Last) = (segment.End, segment.InstantOf(segment.Count - 1));
        }

        private Open(Open other)
        {
            (_channel, _rateHz, _type, _quality, _count, _records) = (other._channel, other._rateHz, other._type, other._quality, other._count, other._records);
            Start = other.Start;
            (_encodings, _samples, Next, Last) = (new(other._encodings, StringComparer.Ordinal), [.. other._samples], other.Next, other.Last);
        }

        public Instant Start { get; }

        public Instant Next { get; private set; }

        public Instant Last { get; private set; }

        public Open Copy() => new(this);

        public bool Joins(Open after)
        {
            if (_type != after._type || Math.Abs(after._rateHz - _rateHz) > RateTolerance * _rateHz) return false;
            Duration off = after.Start - Next, half = Half(_rateHz);
            return off <= half && off >= -half;
        }

        public void Append(Open after)
        {
            (Next, Last) = (after.Next, after.Last);
            _count += after._count;
            _records += after._records;
            _quality |= after._quality;
            _encodings.UnionWith(after._encodings);
            _samples.AddRange(after._samples);
        }

        public WaveformRun ToRun() => new()
        {
            Channel = _channel,
            Start = Start,
            Last = Last,
            Next = Next,
            SampleRateHz = _rateHz,
            Count = _count,
            Records = _records,
            Encodings = [.. _encodings],
            Quality = _quality,
            Type = _type,
            Samples = _samples,
        };
    }
}
