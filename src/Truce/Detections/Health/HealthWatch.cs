using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Health;

/// <summary>Watches the quality of one channel as its segments come. Memory is bounded: a window's figures, the last samples, one open interval a kind.</summary>
/// <remarks>
/// Windows are of UTC and samples are judged one by one, so it does not matter where segments are cut. What a recorder's clock did can only be told from its records: time that comes again with the same samples is an overlap, with
/// other samples a clock that went back; a record that begins off the grid of samples by more than a tenth of a sample shows a step; a jump forward by whole samples cannot be told from lost samples and is a gap.
/// </remarks>
public sealed class HealthWatch
{
    private const double RateTolerance = 1e-4; // as libmseed joins traces
    private const double Joins = 0.5;
    private const double Creep = 0.1;
    private const int Kept = 4096;

    private readonly HealthOptions _options;
    private readonly HealthWindow _window;
    private readonly HealthIntervals _intervals;
    private readonly double[] _tail = new double[Kept];
    private readonly long _windowNs;
    private double[] _samples = new double[Kept];
    private long _taken;
    private Instant? _next;
    private Instant? _windowEnd;
    private double? _rateHz;
    private bool _wasInteger;

    /// <summary>A watch that has seen nothing.</summary>
    public HealthWatch(ChannelId channel, HealthOptions options)
    {
        _options = options.Validated();
        _window = new(_options);
        _intervals = new(channel);
        _windowNs = (long)(_options.WindowS * 1e9);
        (Channel, _rateHz) = (channel, options.SampleRateHz);
    }

    /// <summary>The channel.</summary>
    public ChannelId Channel { get; }

    /// <summary>Seconds in which samples came.</summary>
    public double HeardS { get; private set; }

    /// <summary>Seconds of gaps between them.</summary>
    public double GapS { get; private set; }

    /// <summary>Takes a segment; intervals that have ended are added to <paramref name="output"/>.</summary>
    public void Take(WaveformSegment segment, List<ChannelHealth> output)
    {
        if (segment.Channel != Channel) throw new ArgumentException($"a segment of {segment.Channel} for the watch of {Channel}", nameof(segment));
        if (segment.Count == 0) return;
        if (_options.NotBefore is { } early && segment.Start < early)
        {
            _intervals.Add(HealthKind.ClockImplausible, segment.Start, segment.End, -(early - segment.Start).TotalSeconds, output);
            return;
        }

        if (_options.NotAfter is { } late && segment.End > late)
        {
            _intervals.Add(HealthKind.ClockImplausible, segment.Start, segment.End, (segment.End - late).TotalSeconds, output);
            return;
        }

        _rateHz ??= segment.SampleRateHz;
        _window.LongestFlat = (int)Math.Max(_options.FlatSamples, _rateHz.Value);
        if (!(Math.Abs(segment.SampleRateHz - _rateHz.Value) <= RateTolerance * _rateHz.Value))
        {
            _intervals.Add(HealthKind.WrongRate, segment.Start, segment.End, segment.SampleRateHz, output);
            return;
        }

        if (_samples.Length < segment.Count) _samples = new double[segment.Count];
        segment.Samples.CopyTo(_samples);
        int from = Place(segment, output);
        Flags(segment, from, output);
        for (int i = from; i < segment.Count; i++) Sample(segment, i, output);
        if (from < segment.Count) _next = segment.End;
    }

    /// <summary>Tells what is still open, up to now: what goes on is told as another interval.</summary>
    public void TellOpen(List<ChannelHealth> output) => _intervals.Finish(output);

    /// <summary>The recording has ended.</summary>
    public void Finish(List<ChannelHealth> output)
    {
        if (_windowEnd is { } end) Judge(end, isInteger: _wasInteger, output);
        if (_next is { } next) Stood(next, output);
        _windowEnd = null;
        _intervals.Finish(output);
    }

    private int Place(WaveformSegment segment, List<ChannelHealth> output)
    {
        if (_next is not { } next) return 0;
        double offS = (segment.Start - next).TotalNanoseconds * 1e-9, off = offS * segment.SampleRateHz;
        double grid = Math.Abs(off - Math.Round(off));
        if (grid > Creep) _intervals.Add(HealthKind.ClockStepped, Instant.Min(next, segment.Start), Instant.Max(next, segment.Start), offS, output);
        if (off > Joins)
        {
            if (grid <= Creep) _intervals.Add(HealthKind.Gap, next, segment.Start, offS, output);
            GapS += offS;
            Stood(next, output);
            _window.Break();
            return 0;
        }

        if (off >= -Joins) return 0;
        int back = (int)Math.Min(int.MaxValue, Math.Round(-off)), from = Math.Min(back, segment.Count);
        if (grid <= Creep && !Repeats(back, from)) _intervals.Add(HealthKind.ClockStepped, segment.Start, next, offS, output);
        return from;
    }

    // Whether the samples are those that were already there, as far as they are remembered.
    private bool Repeats(int back, int count)
    {
        for (int i = 0; i < count; i++)
        {
            long at = _taken - back + i;
            if (at < 0 || at < _taken - Kept) continue;
            if (!_tail[at % Kept].Equals(_samples[i])) return false;
        }

        return true;
    }

    private void Flags(WaveformSegment segment, int from, List<ChannelHealth> output)
    {
        if (from >= segment.Count) return;
        Instant since = segment.InstantOf(from);
        if (segment.Quality.HasFlag(RecordedQuality.TimeQuestionable)) _intervals.Add(HealthKind.ClockUnsure, since, segment.End, (segment.End - since).TotalSeconds, output);
        if (segment.Quality.HasFlag(RecordedQuality.Clipped)) _intervals.Add(HealthKind.Clipped, since, segment.End, 0, output);
        if (segment.Quality.HasFlag(RecordedQuality.Spikes)) _intervals.Add(HealthKind.Spiky, since, segment.End, 0, output);
    }

    private void Sample(WaveformSegment segment, int i, List<ChannelHealth> output)
    {
        if (_windowEnd is not { } end || i == 0 || segment.InstantOf(i) >= end) Turn(segment.InstantOf(i), output);
        double x = _samples[i];
        if (x != _window.Last) Stood(segment.InstantOf(i), output);
        _tail[_taken++ % Kept] = x;
        HeardS += 1 / segment.SampleRateHz;
        _wasInteger = segment.Samples is WaveformSamples.Int32;
        if (double.IsFinite(x))
        {
            _window.Take(x);
            return;
        }

        _window.Break();
        _window.NotNumbers++;
    }

    // A value that stood for long enough is no signal, wherever windows begin.
    private void Stood(Instant until, List<ChannelHealth> output)
    {
        if (_window.Same < _options.StandstillS * _rateHz) return;
        _intervals.Add(HealthKind.Dead, until - Duration.FromNanoseconds(Math.Round(_window.Same / _rateHz!.Value * 1e9)), until, 0, output);
    }

    private void Turn(Instant at, List<ChannelHealth> output)
    {
        if (_windowEnd is { } end)
        {
            if (at < end) return;
            Judge(end, _wasInteger, output);
        }

        long ns = (long)(at - NodaConstants.UnixEpoch).TotalNanoseconds;
        long rest = ns % _windowNs;
        _windowEnd = at + Duration.FromNanoseconds(_windowNs - (rest < 0 ? rest + _windowNs : rest));
    }

    private void Judge(Instant end, bool isInteger, List<ChannelHealth> output)
    {
        Instant from = end - Duration.FromNanoseconds(_windowNs);
        bool enough = _window.Samples >= Math.Max(2, _options.WindowS * (_rateHz ?? 0) / 2);
        if (enough && _window.Range <= (isInteger ? _options.DeadCounts : 0)) _intervals.Add(HealthKind.Dead, from, end, _window.Range, output);
        if (_window.Flat > 0) _intervals.Add(HealthKind.Clipped, from, end, _window.Flat, output);
        if (_window.Spikes >= _options.SpikesAtLeast) _intervals.Add(HealthKind.Spiky, from, end, _window.Spikes, output);
        if (_window.NotNumbers > 0) _intervals.Add(HealthKind.NotNumbers, from, end, _window.NotNumbers, output);
        _window.Clear();
    }
}
