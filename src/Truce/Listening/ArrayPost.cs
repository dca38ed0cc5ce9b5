using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>An array of the network: segments in, arrivals out. An arrival stands as soon as a detection opens, and is told again when it ends.</summary>
/// <remarks>
/// Its bearing and slowness are those of the windows. Its time is that of the onsets which the elements' own detectors read, each moved to the middle of the array along the wave: their median. Where fewer than three elements
/// (or a third of them) have one that fits, all that is known is that the wave set in during the first window.
/// </remarks>
internal sealed class ArrayPost
{
    private const double LeastGroundKmPerS = 1; // slower across a seismic array: sound that shakes the ground
    private static readonly Duration OnsetsKept = Duration.FromMinutes(5);
    private readonly ArrayWatch _watch;
    private readonly ArrayGrouper _grouper;
    private readonly ArrayOptions _options;
    private readonly List<ArrayWindow> _windows = [];
    private readonly List<ArrayWindow> _run = [];
    private readonly List<ArrayDetection> _closed = [];
    private readonly List<(int Element, Instant At, double SigmaS)> _onsets = [];
    private readonly ArrayPhase _phase;

    public ArrayPost(LaidArray array, double sampleRateHz, ArrayOptions options)
    {
        (Site, _options) = (array.Site, options);
        _phase = array.Ground ? new(ArrivalPhases.Ground, LeastGroundKmPerS) : new(ArrivalPhases.Air, 0);
        _watch = new(ArrayElement.Of(array.Elements.Select(e => (e.Channel, e.Position))), sampleRateHz, options);
        _grouper = new(options);
    }

    public ListeningSite Site { get; }

    /// <summary>Takes the onset that an element's own detector read; those of some minutes are kept.</summary>
    public void Onset(ChannelId channel, Instant at, double sigmaS)
    {
        _onsets.RemoveAll(o => o.At < at - OnsetsKept);
        for (int e = 0; e < _watch.Elements.Length; e++)
        {
            if (_watch.Elements[e].Channel == channel) _onsets.Add((e, at, sigmaS));
        }
    }

    /// <summary>Elements that do not fit, by channel, since last asked.</summary>
    public Dictionary<ChannelId, ElementFault> Faults { get; } = [];

    public void Take(WaveformSegment segment, Action<Arrival, double> tell)
    {
        _ = _watch.Take(segment, _windows);
        Read(tell);
    }

    public void Finish(Action<Arrival, double> tell)
    {
        _watch.Finish(_windows);
        Read(tell);
        _grouper.Finish(_closed);
        Close(tell);
    }

    private void Read(Action<Arrival, double> tell)
    {
        foreach (ArrayWindow w in _windows)
        {
            _grouper.Take(w, _closed);
            Close(tell);
            if (_grouper.Open is { } open && open.Windows >= _options.FewestWindows) Tell(open, w, tell);
        }

        _windows.Clear();
    }

    private void Close(Action<Arrival, double> tell)
    {
        foreach (ArrayDetection d in _closed)
        {
            Tell(d, null, tell);
            foreach (ElementFault f in d.Faults) Faults[_watch.Elements[f.Element].Channel] = f;
            _run.Clear();
        }

        _closed.Clear();
    }

    private double Swing(ArrayDetection d, ArrayWindow? last)
    {
        if (last is not null) _run.Add(last);
        _run.RemoveAll(w => w.Start < d.Start);
        return _run.Count == 0 ? 0 : _run.Max(w => w.Wave is { } wave ? Math.Abs(((wave.BackAzimuthDeg - d.MeanBackAzimuthDeg + 540) % 360) - 180) : 0);
    }

    private void Tell(ArrayDetection d, ArrayWindow? last, Action<Arrival, double> tell)
    {
        double swingDeg = Swing(d, last);
        if (d.Best.Wave!.TraceVelocityKmPerS >= _phase.LeastKmPerS) tell(Of(d), swingDeg);
    }

    private Arrival Of(ArrayDetection d)
    {
        (Instant at, double sigmaS) = AtMiddle(d) ?? (d.Start + Duration.FromSeconds(_options.WindowS / 2), _options.WindowS / Math.Sqrt(12));
        return new()
        {
            Id = $"{Site.Id}@{NodaTime.Text.InstantPattern.ExtendedIso.Format(d.Start)}",
            Site = Site.Id,
            Phases = _phase.Phases,
            At = at,
            SigmaS = sigmaS,
            BackAzimuthDeg = d.MeanBackAzimuthDeg,
            BackAzimuthSigmaDeg = Math.Max(0.1, d.MeanSigmaDeg),
            SlownessSPerKm = d.Best.Wave!.SlownessSPerKm,
            SlownessSigmaSPerKm = Math.Max(1e-3, d.Best.Wave.SlownessSigmaSPerKm),
        };
    }

    // The first onset of each element about the beginning of the detection, moved to the middle along the wave.
    private (Instant At, double SigmaS)? AtMiddle(ArrayDetection d)
    {
        Duration window = Duration.FromSeconds(_options.WindowS);
        (Instant At, double SigmaS)[] moved =
        [
            .. _onsets.Where(o => !d.Faults.Any(f => f.Element == o.Element)).Select(o => (o.Element, At: o.At - Duration.FromSeconds(DelayS(o.Element, d.Best.Wave!)), o.SigmaS))
                .Where(o => o.At >= d.Start - window && o.At <= d.Start + window).GroupBy(o => o.Element).Select(g => g.MinBy(o => o.At)).Select(o => (o.At, o.SigmaS)).OrderBy(o => o.At),
        ];
        if (moved.Length < Math.Max(3, (_watch.Elements.Length + 2) / 3)) return null;
        Instant middle = moved[moved.Length / 2].At;
        double[] off = [.. moved.Select(o => Math.Abs((o.At - middle).TotalSeconds)).Order()];
        double scatterS = 1.4826 * off[off.Length / 2]; // of normal errors from their median deviation
        return (middle, Math.Max(moved.Min(o => o.SigmaS), 1.2533 * scatterS / Math.Sqrt(moved.Length))); // the median of normal errors (Kenney and Keeping 1962)
    }

    private double DelayS(int element, PlaneWave wave) => ((_watch.Elements[element].EastM * wave.EastSPerKm) + (_watch.Elements[element].NorthM * wave.NorthSPerKm)) / 1000;

    /// <summary>What an array's waves are, and how fast they are at least.</summary>
    private readonly record struct ArrayPhase(ArrivalPhases Phases, double LeastKmPerS);
}
