using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Arrays;

/// <summary>The band-passed samples of one element on the grid that all elements share; NaN where it recorded nothing.</summary>
/// <remarks>
/// Grid sample g is the instant g / rate after 1970-01-01T00:00:00Z. A run of samples lies on the nearest grid samples, and what is left, at most half a sample, is kept
/// as its lateness and enters the delays. The clock of a run is carried on from its first sample until a record says otherwise by more than a tenth of a
/// sample: so it does not matter into what records a run was cut.
/// </remarks>
internal sealed class ElementTrack(ImmutableArray<Biquad> sections, double sampleRateHz)
{
    private const double Restated = 0.1;
    private readonly BiquadCascade _filter = new(sections);
    private readonly List<(long From, double LateS)> _late = [];
    private float[] _samples = [];
    private double[] _scratch = [];
    private long _base;
    private int _count;
    private Instant _clockAt;
    private long _clockFrom;
    private bool _running;

    /// <summary>First grid sample after the last one that is held; <see cref="long.MinValue"/> before the first.</summary>
    public long Head => _count == 0 && !_running ? long.MinValue : _base + _count;

    /// <summary>First grid sample that is held.</summary>
    public long Tail => _base;

    /// <summary>Samples that came too late or twice and were not used.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whole grid sample nearest to an instant, and how much later than it the instant is, seconds.</summary>
    public static (long Index, double LateS) Place(Instant at, double sampleRateHz)
    {
        Duration since = at - NodaConstants.UnixEpoch;
        long seconds = (long)Math.Floor(since.TotalSeconds);
        Duration rest = since - Duration.FromSeconds(seconds);
        double whole = seconds * sampleRateHz, floor = Math.Floor(whole);
        double part = whole - floor + (rest.TotalNanoseconds * 1e-9 * sampleRateHz), near = Math.Round(part, MidpointRounding.ToEven);
        return ((long)floor + (long)near, (part - near) / sampleRateHz);
    }

    /// <summary>Takes a segment; what lies before <see cref="Head"/> is dropped.</summary>
    public void Take(WaveformSegment segment)
    {
        (long from, double lateS) = Place(segment.Start, sampleRateHz);
        double off = _running ? (segment.Start - _clockAt).TotalSeconds - ((Head - _clockFrom) / sampleRateHz) : double.MaxValue;
        bool joins = _running && Math.Abs(off * sampleRateHz) <= 0.5;
        if (joins && Math.Abs(off * sampleRateHz) <= Restated) from = Head;
        else if (joins)
        {
            from = Head;
            lateS = LateAt(Head - 1) + off;
            Restate(segment.Start, from, lateS);
        }

        int n = segment.Count, skip = 0;
        if (_running && from < Head)
        {
            skip = (int)Math.Min(n, Head - from);
            Dropped += skip;
            if (skip == n) return;
        }

        if (_scratch.Length < n) _scratch = new double[n];
        segment.Samples.CopyTo(_scratch.AsSpan(0, n));
        if (!_running || from > Head)
        {
            Gap(from);
            Restate(segment.Start, from, lateS);
        }

        Append(_scratch.AsSpan(skip, n - skip));
    }

    /// <summary>The samples from one grid sample on; all must be held.</summary>
    public ReadOnlySpan<float> Span(long from, int count) => _samples.AsSpan((int)(from - _base), count);

    /// <summary>How many samples before <paramref name="at"/> are there without a hole, at most <paramref name="most"/>.</summary>
    public int HeldBefore(long at, int most)
    {
        long from = Math.Max(_base, at - most);
        if (at > Head || from >= at) return 0;
        ReadOnlySpan<float> x = Span(from, (int)(at - from));
        int i = x.Length;
        while (i > 0 && !float.IsNaN(x[i - 1])) i--;
        return x.Length - i;
    }

    /// <summary>How many samples from <paramref name="at"/> on are there without a hole, at most <paramref name="most"/>.</summary>
    public int HeldAfter(long at, int most)
    {
        long to = Math.Min(Head, at + most);
        if (at < _base || to <= at) return 0;
        ReadOnlySpan<float> x = Span(at, (int)(to - at));
        int i = 0;
        // Only what is no number differs from itself.
        for (Vector256<float> eight; i + Vector256<float>.Count <= x.Length; i += Vector256<float>.Count)
        {
            eight = Vector256.Create(x[i..]);
            if (!Vector256.EqualsAll(eight, eight)) break;
        }

        while (i < x.Length && !float.IsNaN(x[i])) i++;
        return i;
    }

    /// <summary>By how much the samples at a grid sample were taken later than it says, seconds.</summary>
    public double LateAt(long at)
    {
        double lateS = 0;
        foreach ((long from, double late) in _late)
        {
            if (from <= at || from == _late[0].From) lateS = late;
        }

        return lateS;
    }

    /// <summary>Forgets what lies before a grid sample.</summary>
    public void Forget(long before)
    {
        long drop = Math.Min(before - _base, _count);
        if (drop < Math.Max(4096, _count / 2)) return;
        _samples.AsSpan((int)drop, _count - (int)drop).CopyTo(_samples);
        _base += drop;
        _count -= (int)drop;
        while (_late.Count > 1 && _late[1].From <= _base) _late.RemoveAt(0);
    }

    private void Restate(Instant at, long from, double lateS)
    {
        (_clockAt, _clockFrom) = (at, from);
        _late.Add((from, lateS));
    }

    private void Gap(long from)
    {
        const int LongestKept = 1 << 16;
        if (!_running || from - Head > LongestKept)
        {
            (_base, _count) = (from, 0);
        }
        else
        {
            int hole = (int)(from - Head);
            Room(hole);
            _samples.AsSpan(_count, hole).Fill(float.NaN);
            _count += hole;
        }

        _running = true;
        _settled = false;
    }

    private bool _settled;

    // Samples that are no numbers are holes too; the filter starts again behind them.
    private void Append(Span<double> x)
    {
        Room(x.Length);
        int i = 0;
        while (i < x.Length)
        {
            int j = i;
            while (j < x.Length && double.IsFinite(x[j])) j++;
            if (j > i)
            {
                if (!_settled) _filter.Settle(x[i]);
                _settled = true;
                _filter.Run(x[i..j]);
                for (; i < j; i++) _samples[_count++] = (float)x[i];
            }

            for (; i < x.Length && !double.IsFinite(x[i]); i++)
            {
                _samples[_count++] = float.NaN;
                _settled = false;
            }
        }
    }

    private void Room(int more)
    {
        if (_count + more <= _samples.Length) return;
        Array.Resize(ref _samples, Math.Max(_count + more, 2 * _samples.Length));
    }
}
