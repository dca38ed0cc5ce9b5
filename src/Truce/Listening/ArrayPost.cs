using NodaTime;
using Truce.Detections.Arrays;
using Truce.Detections.Arrivals;
using Truce.Measures;
using Truce.Observations.Waveforms;

namespace Truce.Listening;

/// <summary>An array of the network: segments in, arrivals out. An arrival stands as soon as a detection opens, and is told again when it ends.</summary>
internal sealed class ArrayPost
{
    private readonly ArrayWatch _watch;
    private readonly ArrayGrouper _grouper;
    private readonly ArrayOptions _options;
    private readonly List<ArrayWindow> _windows = [];
    private readonly List<ArrayWindow> _run = [];
    private readonly List<ArrayDetection> _closed = [];

    public ArrayPost(ListeningSite site, IEnumerable<(ChannelId, GeoPoint)> elements, double sampleRateHz, ArrayOptions options)
    {
        (Site, _options) = (site, options);
        _watch = new(ArrayElement.Of(elements), sampleRateHz, options);
        _grouper = new(options);
    }

    public ListeningSite Site { get; }

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
            if (_grouper.Open is { } open && open.Windows >= _options.FewestWindows) tell(Of(open), Swing(open, w));
        }

        _windows.Clear();
    }

    private void Close(Action<Arrival, double> tell)
    {
        foreach (ArrayDetection d in _closed)
        {
            tell(Of(d), Swing(d, null));
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

    // The wave set in somewhere in the first window in which it was seen.
    private Arrival Of(ArrayDetection d) => new()
    {
        Id = $"{Site.Id}@{NodaTime.Text.InstantPattern.ExtendedIso.Format(d.Start)}",
        Site = Site.Id,
        Phases = ArrivalPhases.Air,
        At = d.Start + Duration.FromSeconds(_options.WindowS / 2),
        SigmaS = _options.WindowS / Math.Sqrt(12),
        BackAzimuthDeg = d.MeanBackAzimuthDeg,
        BackAzimuthSigmaDeg = Math.Max(0.1, d.MeanSigmaDeg),
        SlownessSPerKm = d.Best.Wave!.SlownessSPerKm,
        SlownessSigmaSPerKm = Math.Max(1e-3, d.Best.Wave.SlownessSigmaSPerKm),
    };
}
