using NodaTime;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>What became of the samples of a channel.</summary>
/// <param name="Samples">Samples that came.</param>
/// <param name="Used">Samples that a detector saw.</param>
/// <param name="Gaps">Holes of more than half a sample.</param>
/// <param name="MissingS">Seconds in them.</param>
/// <param name="Overlaps">Segments that repeat time that was already covered, in part or wholly.</param>
/// <param name="Repeated">Samples dropped because their time was covered.</param>
/// <param name="Late">Segments refused because they lie before what is being watched: out of order, or of a clock that went back.</param>
/// <param name="Refused">Segments refused for another rate, or for a time outside the bounds.</param>
/// <param name="NotNumbers">Samples that are no finite number, or far beyond any instrument.</param>
/// <param name="Still">Samples dropped because nothing had moved for the standstill time.</param>
public sealed record TrackCounts(long Samples, long Used, long Gaps, double MissingS, long Overlaps, long Repeated, long Late, long Refused, long NotNumbers, long Still);

/// <summary>Samples that follow each other. <paramref name="Fresh"/>: a stretch begins. <paramref name="Anchor"/>: the instant of the first one, where it is told anew.</summary>
internal readonly record struct CleanPiece(WaveformSamples Samples, int From, int Count, bool Fresh, Instant? Anchor);

/// <summary>Follows one channel through records, gaps and overlaps, and gives out each sample at most once, in the order of time.</summary>
/// <remarks>What comes out does not depend on where segments are cut. A record whose time lies within half a sample of the expected one goes on; off by more than a tenth it sets the clock anew, without a break.</remarks>
internal sealed class SampleTrack(double sampleRateHz, StationOptions options)
{
    private const double RateTolerance = 1e-4; // as libmseed joins traces
    private const double Joins = 0.5;
    private const double Creep = 0.1;

    private readonly int _standstill = (int)(options.StandstillS * sampleRateHz);
    private Instant _anchor;
    private Instant _begun;
    private long _since;
    private bool _known;
    private bool _fresh;
    private bool _told;
    private double _last = double.NaN;
    private int _same;
    private long _samples, _used, _gaps, _overlaps, _repeated, _late, _refused, _notNumbers, _still;
    private double _gapS;

    public TrackCounts Counts => new(_samples, _used, _gaps, _gapS, _overlaps, _repeated, _late, _refused, _notNumbers, _still);

    /// <summary>Instant of the next sample; absent before the first one.</summary>
    public Instant? Next => _known ? At(_since) : null;

    public void Take(WaveformSegment segment, List<CleanPiece> output)
    {
        _samples += segment.Count;
        if (segment.Count == 0) return;
        if (!(Math.Abs(segment.SampleRateHz - sampleRateHz) <= RateTolerance * sampleRateHz))
        {
            _refused++;
            return;
        }

        int from = Place(segment);
        if (from < segment.Count) Clean(segment.Samples, from, output);
    }

    // First sample of the segment that is new.
    private int Place(WaveformSegment segment)
    {
        if (!_known)
        {
            (_known, _begun) = (true, segment.Start);
            Restart(segment.Start);
            return 0;
        }

        double off = (segment.Start - At(_since)).TotalNanoseconds * 1e-9 * sampleRateHz;
        if (off > Joins)
        {
            _gaps++;
            _gapS += off / sampleRateHz;
            Restart(segment.Start);
            return 0;
        }

        int from = off < -Joins ? (int)Math.Min(segment.Count, Math.Round(-off)) : 0;
        if (from > 0)
        {
            if (segment.Start < _begun) _late++;
            else _overlaps++;
            _repeated += from;
        }

        double rest = off + from;
        if (from < segment.Count && Math.Abs(rest) > Creep) (_anchor, _since, _told) = (segment.InstantOf(from), 0, false);
        return from;
    }

    private void Restart(Instant at)
    {
        (_anchor, _since, _fresh, _told) = (at, 0, true, false);
        (_last, _same) = (double.NaN, 0);
    }

    private Instant At(long index) => _anchor + Duration.FromNanoseconds(Math.Round(index / sampleRateHz * 1e9));

    private void Clean(WaveformSamples samples, int from, List<CleanPiece> output)
    {
        while (from < samples.Count)
        {
            int good = SampleScan.Numbers(samples, from);
            if (good > 0)
            {
                Moving(samples, from, good, output);
                from += good;
                continue;
            }

            int bad = SampleScan.NotNumbers(samples, from);
            _notNumbers += bad;
            (_fresh, _last, _same) = (true, double.NaN, 0);
            _since += bad;
            from += bad;
        }
    }

    // A run of equal samples ends the stretch when it is as long as the standstill; the first sample that differs begins another one.
    private void Moving(WaveformSamples samples, int from, int count, List<CleanPiece> output)
    {
        int end = from + count;
        while (from < end)
        {
            int same = SampleScan.Same(samples, from, end, _last);
            if (same > 0)
            {
                int room = Math.Max(0, _standstill - _same), use = Math.Min(same, room);
                Give(samples, from, use, output);
                _same = (int)Math.Min(int.MaxValue, (long)_same + same);
                if (same > use)
                {
                    _still += same - use;
                    _since += same - use;
                    _fresh = true;
                }

                from += same;
                continue;
            }

            int next = SampleScan.RunOfEqual(samples, from, end, _standstill);
            Give(samples, from, next - from, output);
            (_last, _same) = SampleScan.Tail(samples, from, next);
            from = next;
        }
    }

    private void Give(WaveformSamples samples, int from, int count, List<CleanPiece> output)
    {
        if (count == 0) return;
        output.Add(new(samples, from, count, _fresh, _fresh || !_told ? At(_since) : null));
        (_fresh, _told) = (false, true);
        _since += count;
        _used += count;
    }
}
