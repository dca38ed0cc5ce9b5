using System.Collections.Immutable;
using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Arrays;

/// <summary>An array as its samples come: segments in, windows out. Cut the records where one likes, the windows are the same to the bit.</summary>
/// <remarks>
/// Windows begin at whole multiples of the step after 1970-01-01T00:00:00Z. A window is looked at when every element that is not behind by more than
/// <see cref="ArrayOptions.WaitS"/> has recorded it and the delays behind it. Memory holds the waiting time, a window and the delays for every element.
/// </remarks>
public sealed class ArrayWatch
{
    private readonly ArrayOptions _options;
    private readonly ElementTrack[] _tracks;
    private readonly Dictionary<ChannelId, int> _index;
    private readonly PairTable _table;
    private readonly WindowReader _reader;
    private readonly double _sampleRateHz;
    private readonly int _samples;
    private readonly int _reach;
    private readonly long _wait;
    private long _next = long.MinValue;

    /// <summary>An array before its first sample; <see cref="ArgumentException"/> says what is wrong with the options or the elements.</summary>
    /// <param name="elements">Elements, three to 64.</param>
    /// <param name="sampleRateHz">Samples a second of all of them.</param>
    /// <param name="options">How to look.</param>
    public ArrayWatch(ImmutableArray<ArrayElement> elements, double sampleRateHz, ArrayOptions options)
    {
        const int Most = 64;
        _options = options.Validated();
        if (elements.Length is < 3 or > Most) throw new ArgumentException($"{elements.Length} elements: an array has 3 to {Most}");
        if (!(sampleRateHz > 0) || !double.IsFinite(sampleRateHz)) throw new ArgumentException($"{sampleRateHz} samples a second: write a rate above 0");
        ImmutableArray<Biquad> sections = Butterworth.BandPass(options.Band, sampleRateHz);
        _sampleRateHz = sampleRateHz;
        _tracks = [.. elements.Select(_ => new ElementTrack(sections, sampleRateHz))];
        _index = elements.Select((e, i) => (e.Channel, i)).ToDictionary(e => e.Channel, e => e.i);
        _table = new(elements, sampleRateHz, options.SlowestKmPerS);
        _reader = new(_table, elements, options, sampleRateHz);
        _samples = (int)Math.Round(options.WindowS * sampleRateHz);
        _reach = Math.Max(_table.Reach, (int)Math.Ceiling(options.ClockSearchS * sampleRateHz) + _table.Reach);
        _wait = (long)Math.Ceiling(options.WaitS * sampleRateHz);
        Elements = elements;
    }

    /// <summary>The elements, in the order of their indices.</summary>
    public ImmutableArray<ArrayElement> Elements { get; }

    /// <summary>Correlation coefficients computed since the start, for reckoning the cost.</summary>
    public long Coefficients => _table.Coefficients;

    /// <summary>Samples that were not used because they came twice or too late.</summary>
    public long Dropped => _tracks.Sum(t => t.Dropped);

    /// <summary>Takes a segment and gives the windows that are complete with it to <paramref name="windows"/>.</summary>
    /// <returns>Empty; or why the segment was not taken: its channel is no element, or its rate is another one.</returns>
    public string Take(WaveformSegment segment, ICollection<ArrayWindow> windows)
    {
        if (!_index.TryGetValue(segment.Channel, out int e)) return "no element of the array";
        if (!(Math.Abs(segment.SampleRateHz - _sampleRateHz) <= 1e-4 * _sampleRateHz)) return $"{segment.SampleRateHz} samples a second, the array has {_sampleRateHz}";
        _tracks[e].Take(segment);
        if (_next == long.MinValue) _next = FirstWindow(_tracks[e].Tail);
        else if (_tracks[e].Tail < StartOf(_next) && !_begun) _next = Math.Min(_next, FirstWindow(_tracks[e].Tail));
        Drain(windows, final: false);
        return "";
    }

    /// <summary>Gives the windows that the samples taken so far still allow; nothing is awaited any more.</summary>
    public void Finish(ICollection<ArrayWindow> windows) => Drain(windows, final: true);

    private bool _begun;

    private long FirstWindow(long sample) => (long)Math.Ceiling(sample / _sampleRateHz / _options.StepS);

    private long StartOf(long window) => (long)Math.Round(window * _options.StepS * _sampleRateHz);

    private void Drain(ICollection<ArrayWindow> windows, bool final)
    {
        while (_next != long.MinValue)
        {
            long start = StartOf(_next), end = start + _samples, first = long.MaxValue, last = long.MinValue;
            foreach (ElementTrack t in _tracks) (first, last) = (Math.Min(first, t.Head), Math.Max(last, t.Head));
            bool ready = final ? last >= end : first >= end + _reach || last >= end + _reach + _wait;
            if (!ready) return;
            _begun = true;
            Instant at = NodaConstants.UnixEpoch + Duration.FromSeconds(_next * _options.StepS);
            windows.Add(_reader.Read(_tracks, _next, start, _samples, at));
            _next++;
            long keep = StartOf(_next) - _reach - 1;
            foreach (ElementTrack t in _tracks) t.Forget(keep);
        }
    }
}
