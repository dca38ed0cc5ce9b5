namespace Truce.Detections.Stations;

internal enum LanePhase
{
    Idle,
    Warming,
    Closed,
    Open,
    Blocked,
}

/// <summary>A trigger by samples, counted from the first one of its stretch.</summary>
internal readonly record struct LaneTrigger(int Lane, long On, long Off, TriggerEnd End, double PeakRatio, WindowOnset? Onset, long OnsetWindow);

/// <summary>What one lane is doing: where its stretch began, and its triggers that are not complete.</summary>
internal sealed class Lane
{
    public LanePhase Phase { get; set; }

    public long Start { get; set; }

    public bool WasAbove { get; set; }

    public List<Pending> Triggers { get; } = [];

    public ClassicAverages Classic { get; } = new();

    /// <summary>A trigger that waits for its end or for the samples behind its onset.</summary>
    internal sealed class Pending
    {
        public required long On { get; init; }

        public long Off { get; set; } = -1;

        public TriggerEnd End { get; set; }

        public double PeakRatio { get; set; }

        public bool Looked { get; set; }

        public WindowOnset? Onset { get; set; }

        public long OnsetWindow { get; set; }

        public bool Complete => Off >= 0 && Looked;
    }
}

/// <summary>Moving sums of squares over the short and the long window.</summary>
/// <remarks>A sum that only adds and subtracts drifts away over days. Beside it runs a sum that begins anew every window; when that one is full it takes the place of the old, so errors are those of one window.</remarks>
internal sealed class ClassicAverages
{
    private double _short;
    private double _shortFresh;
    private double _long;
    private double _longFresh;

    public void Reset() => (_short, _shortFresh, _long, _longFresh) = (0, 0, 0, 0);

    /// <summary>Takes sample <paramref name="index"/> of a stretch; returns sta/lta, 0 while the long window is not full.</summary>
    public double Next(long index, double y, double leavesShort, double leavesLong, int shortSamples, int longSamples)
    {
        double square = y * y;
        _shortFresh += square;
        _longFresh += square;
        _short = Math.Max(0, _short + square - (leavesShort * leavesShort));
        _long = Math.Max(0, _long + square - (leavesLong * leavesLong));
        if ((index + 1) % shortSamples == 0) (_short, _shortFresh) = (_shortFresh, 0);
        if ((index + 1) % longSamples == 0) (_long, _longFresh) = (_longFresh, 0);
        return index >= longSamples - 1 && _long > 0 ? _short / shortSamples / (_long / longSamples) : 0;
    }
}
