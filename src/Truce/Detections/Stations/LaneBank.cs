using System.Runtime.InteropServices;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>One band of one channel of a run.</summary>
internal sealed class LaneJob
{
    private readonly List<CleanPiece> _pieces = [];

    public LaneJob(ChannelId channel, double sampleRateHz, FilterBand band, StationOptions options, IEnumerable<WaveformSegment> segments)
    {
        (Channel, SampleRateHz, Band) = (channel, sampleRateHz, band);
        var track = new SampleTrack(sampleRateHz, options);
        foreach (WaveformSegment segment in segments) track.Take(segment, _pieces);
        Counts = track.Counts;
        Clock = new(sampleRateHz);
    }

    public ChannelId Channel { get; }

    public double SampleRateHz { get; }

    public FilterBand Band { get; }

    public TrackCounts Counts { get; }

    public LaneClock Clock { get; }

    public List<StationTrigger> Triggers { get; } = [];

    /// <summary>The piece that is being read, and how far.</summary>
    public int Piece { get; private set; }

    public int At { get; private set; }

    public bool Done => Piece >= _pieces.Count;

    public CleanPiece Current => _pieces[Piece];

    public int Left => Current.Count - At;

    public void Advance(int count)
    {
        At += count;
        if (Left > 0) return;
        Piece++;
        At = 0;
    }
}

/// <summary>Runs jobs through the lanes of an engine; a lane that is done takes the next job.</summary>
internal sealed class LaneBank(LaneEngine engine, LaneJob[] jobs)
{
    // Steps between two looks at what the lanes do next.
    private const int Round = 4096;

    private readonly LaneJob?[] _lanes = new LaneJob?[engine.Width];
    private readonly LaneBuffer _numbers = new(engine.Width * LaneEngine.Block);
    private readonly List<LaneTrigger> _found = [];
    private readonly WaveformSamples[] _samples = new WaveformSamples[engine.Width];
    private readonly int[] _from = new int[engine.Width];
    private int _next;

    /// <summary>Runs all jobs to their end.</summary>
    public void Run()
    {
        while (true)
        {
            int steps = Round, busy = 0;
            for (int lane = 0; lane < _lanes.Length; lane++)
            {
                Supply(lane);
                if (_lanes[lane] is not { } job) continue;
                steps = Math.Min(steps, job.Left);
                busy++;
            }

            if (busy == 0) return;
            Begin(steps);
            if (AllWhole()) RunWhole(steps, busy);
            else RunWide(steps, busy);
            Tell();
            foreach (LaneJob? job in _lanes) job?.Advance(steps);
        }
    }

    private void Supply(int lane)
    {
        while (_lanes[lane] is null or { Done: true })
        {
            if (_lanes[lane] is not null) End(lane);
            _lanes[lane] = null;
            if (_next >= jobs.Length) return;
            if (jobs[_next].Done)
            {
                _next++;
                continue;
            }

            engine.Assign(lane, jobs[_next].Band);
            _lanes[lane] = jobs[_next++];
        }
    }

    private bool AllWhole()
    {
        foreach (LaneJob? job in _lanes)
        {
            if (job is not null && job.Current.Samples is not WaveformSamples.Int32) return false;
        }

        return true;
    }

    private void Where()
    {
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            if (_lanes[lane] is { } job) (_samples[lane], _from[lane]) = (job.Current.Samples, job.Current.From + job.At);
        }
    }

    private void RunWhole(int steps, int busy)
    {
        Where();
        Span<int> x = MemoryMarshal.Cast<double, int>(_numbers.Span);
        for (int i = 0, n; i < steps; i += n)
        {
            n = Math.Min(LaneEngine.Block, steps - i);
            if (engine.Width == 1)
            {
                engine.Run(((WaveformSamples.Int32)_samples[0]).Values.Span.Slice(_from[0] + i, n), _found);
                continue;
            }

            int done = busy < engine.Width ? 0 : busy == 8 ? Interleaver.Eight(_samples, _from, i, n, x) : Interleaver.Four(_samples, _from, i, n, x);
            if (done < n) Rest(x[(done * engine.Width)..], i + done, n - done);
            engine.Run(x[..(n * engine.Width)], _found);
        }
    }

    private void Rest(Span<int> x, int from, int count)
    {
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            if (_lanes[lane] is not null) Interleaver.Scatter(((WaveformSamples.Int32)_samples[lane]).Values.Span.Slice(_from[lane] + from, count), x, lane, engine.Width);
            else for (int i = lane; i < count * engine.Width; i += engine.Width) x[i] = 0;
        }
    }

    private void RunWide(int steps, int busy)
    {
        Where();
        Span<double> x = _numbers.Span;
        for (int i = 0, n; i < steps; i += n)
        {
            n = Math.Min(LaneEngine.Block, steps - i);
            int done = busy == 8 ? Interleaver.Eight(_samples, _from, i, n, x) : 0;
            for (int lane = 0; lane < _lanes.Length && done < n; lane++)
            {
                Span<double> rest = x[(done * engine.Width)..];
                if (_lanes[lane] is not null) Interleaver.Scatter(_samples[lane], _from[lane] + i + done, n - done, rest, lane, engine.Width);
                else for (int k = lane; k < (n - done) * engine.Width; k += engine.Width) rest[k] = 0;
            }

            engine.Run(x[..(n * engine.Width)], _found);
        }
    }

    private void Begin(int steps)
    {
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            if (_lanes[lane] is not { } job) continue;
            bool first = job.At == 0;
            if (first && job.Current.Fresh)
            {
                End(lane);
                engine.Begin(lane, Interleaver.One(job.Current.Samples, job.Current.From));
            }

            job.Clock.Take(job.Current, steps, first);
        }
    }

    private void End(int lane)
    {
        engine.End(lane, _found);
        Tell();
    }

    private void Tell()
    {
        foreach (LaneTrigger found in _found)
        {
            LaneJob job = _lanes[found.Lane]!;
            job.Triggers.Add(ChannelWatch.Trigger(found, job.Channel, job.Band, job.Clock));
        }

        _found.Clear();
    }
}
