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
    private readonly LaneJob?[] _lanes = new LaneJob?[engine.Width];
    private readonly double[] _x = new double[engine.Width * LaneEngine.Block];
    private readonly List<LaneTrigger> _found = [];
    private readonly WaveformSamples[] _samples = new WaveformSamples[engine.Width];
    private readonly int[] _from = new int[engine.Width];
    private int _next;

    /// <summary>Runs all jobs to their end.</summary>
    public void Run()
    {
        while (true)
        {
            int steps = LaneEngine.Block, busy = 0;
            for (int lane = 0; lane < _lanes.Length; lane++)
            {
                Supply(lane);
                if (_lanes[lane] is not { } job) continue;
                steps = Math.Min(steps, job.Left);
                busy++;
            }

            if (busy == 0) return;
            Gather(steps, busy);
            Begin(steps);
            engine.Run(_x.AsSpan(0, steps * engine.Width), _found);
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

    private void Gather(int steps, int busy)
    {
        int done = 0;
        if (busy == 8)
        {
            for (int lane = 0; lane < 8; lane++) (_samples[lane], _from[lane]) = (_lanes[lane]!.Current.Samples, _lanes[lane]!.Current.From + _lanes[lane]!.At);
            done = Interleaver.Eight(_samples, _from, steps, _x);
        }

        if (done == steps) return;
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            if (_lanes[lane] is { } job) Interleaver.Scatter(job.Current.Samples, job.Current.From + job.At + done, steps - done, _x.AsSpan(done * engine.Width), lane, engine.Width);
            else Silence(lane, steps);
        }
    }

    private void Silence(int lane, int steps)
    {
        for (int i = lane; i < steps * engine.Width; i += engine.Width) _x[i] = 0;
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
                engine.Begin(lane, _x[lane]);
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
