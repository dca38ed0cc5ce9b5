using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Truce.Detections.Signals;

namespace Truce.Detections.Stations;

/// <summary>Detectors side by side: filters, averages and triggers of as many lanes as its width, each with a stretch, a band and a state of its own.</summary>
/// <remarks>Lanes do not touch each other: what a lane says does not depend on the width, on what runs beside it, or on how its samples are cut.</remarks>
internal sealed class LaneEngine
{
    /// <summary>Most steps at a time: short enough that samples are fetched from memory while the ones before are worked on.</summary>
    public const int Block = 128;

    // Above any S/L, which is at most 1: nothing opens while the long average fills.
    private const double Never = 1e6;

    private readonly StationOptions _options;
    private readonly FilterBand[] _bands;
    private readonly Lane[] _lanes;
    private readonly LaneBuffer _stateRows;
    private readonly LaneBuffer _tableRows;
    private readonly LaneBuffer _ring;
    private readonly LaneBuffer _work;
    private readonly double[] _flip;
    private readonly double[] _wide;
    private readonly int _sections;
    private readonly long _mask;
    private readonly int _shortSamples;
    private readonly int _longSamples;
    private readonly int _before;
    private readonly int _behind;
    private readonly int _longest;
    private int _invert;
    private int _open;
    private long _step;
    private long _deadline;

    /// <summary>Lanes at rest.</summary>
    /// <param name="width">1, 4 or 8.</param>
    /// <param name="sampleRateHz">Samples a second of all of them.</param>
    /// <param name="bands">A band a lane, all with the same number of poles.</param>
    /// <param name="options">How to watch.</param>
    public LaneEngine(int width, double sampleRateHz, ReadOnlySpan<FilterBand> bands, StationOptions options)
    {
        if (width is not (1 or 4 or 8)) throw new ArgumentOutOfRangeException(nameof(width));
        if (bands.Length != width) throw new ArgumentException("a band for each lane", nameof(bands));
        (Width, RateHz, _options, _bands) = (width, sampleRateHz, options, bands.ToArray());
        (_shortSamples, _longSamples) = (options.ShortSamples(sampleRateHz), options.LongSamples(sampleRateHz));
        _before = (int)Math.Ceiling(OnsetPicker.BeforeInShortWindows * _shortSamples);
        _behind = (int)Math.Ceiling(OnsetPicker.BehindInShortWindows * _shortSamples);
        _longest = (int)(options.LongestTriggerS * sampleRateHz);
        _sections = bands[0].Poles;
        _lanes = [.. Enumerable.Range(0, width).Select(_ => new Lane())];
        _stateRows = new(((2 * _sections) + 4) * width);
        _tableRows = new(((2 * _sections) + 3) * width);
        _work = new(QuietKernel.WorkRows * width);
        _flip = new double[width];
        _wide = new double[Block * width];
        int held = Math.Max(_before + _behind, options.Form == AverageForm.Classic ? _longSamples : 0) + (4 * Block);
        int size = Block;
        while (size < held) size *= 2;
        _ring = new(size * width);
        _mask = size - 1;
        for (int lane = 0; lane < width; lane++) Fill(lane);
        Deadlines();
    }

    /// <summary>The width that this machine runs best.</summary>
    public static int BestWidth => Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : 1;

    /// <summary>Lanes.</summary>
    public int Width { get; }

    /// <summary>Samples a second.</summary>
    public double RateHz { get; }

    /// <summary>Gets triggers whose onset has been read, before they end; their end and peak say nothing yet.</summary>
    public List<LaneTrigger>? Opened { get; set; }

    private Span<double> State => _stateRows.Span;

    private Span<double> Table => _tableRows.Span;

    private double ShortShare => (double)_shortSamples / _longSamples;

    /// <summary>Gives an idle lane another band with as many poles.</summary>
    public void Assign(int lane, FilterBand band)
    {
        if (_lanes[lane].Phase != LanePhase.Idle || band.Poles != _sections) throw new InvalidOperationException("only an idle lane changes its band, and not its number of poles");
        if (band == _bands[lane]) return;
        _bands[lane] = band;
        Fill(lane);
    }

    /// <summary>Begins a stretch: the next step is its first sample.</summary>
    public void Begin(int lane, double first)
    {
        Lane of = _lanes[lane];
        if (of.Phase != LanePhase.Idle) throw new InvalidOperationException("the stretch before has not ended");
        for (int k = 0; k < (2 * _sections) + 4; k++) State[(k * Width) + lane] = 0;
        if (_options.FromRest)
        {
            // ObsPy's averages leave out the first sample.
            State[(2 * _sections * Width) + lane] = -(first * first) / Keep(_shortSamples);
            State[(((2 * _sections) + 1) * Width) + lane] = -(first * first) / Keep(_longSamples);
        }
        else
        {
            (State[lane], State[Width + lane]) = (first, first);
        }

        of.Classic.Reset();
        of.WasAbove = false;
        (of.Phase, of.Start) = (LanePhase.Warming, _step);
        Threshold(lane, Never, false);
        Deadlines();
    }

    /// <summary>Ends a stretch behind the last step; what is open is closed.</summary>
    public void End(int lane, List<LaneTrigger> output)
    {
        Lane of = _lanes[lane];
        if (of.Phase == LanePhase.Idle) return;
        if (of.Phase == LanePhase.Open) Close(lane, _step - 1 - of.Start, TriggerEnd.Ended);
        foreach (Lane.Pending trigger in of.Triggers.Where(t => !t.Looked)) Look(lane, trigger);
        Emit(lane, output);
        of.Phase = LanePhase.Idle;
        Threshold(lane, Never, false);
        Deadlines();
    }

    /// <summary>Whether a trigger of the lane is open or not yet complete, and since which sample of the stretch.</summary>
    public long? Waiting(int lane) => _lanes[lane].Triggers.Count > 0 ? _lanes[lane].Triggers[0].On : null;

    /// <summary>Runs samples through the lanes.</summary>
    /// <param name="x">Samples, lane beside lane; idle lanes may hold anything finite.</param>
    /// <param name="output">Gets triggers that are complete.</param>
    public void Run(ReadOnlySpan<double> x, List<LaneTrigger> output) => Run<double, DoubleInput>(x, output);

    /// <summary>Runs whole numbers through the lanes: what their double precision would give, with less to carry.</summary>
    public void Run(ReadOnlySpan<int> x, List<LaneTrigger> output) => Run<int, IntInput>(x, output);

    private void Run<T, TInput>(ReadOnlySpan<T> x, List<LaneTrigger> output)
        where TInput : struct, ILaneInput<T>
    {
        while (x.Length >= Width)
        {
            if (_step >= _deadline) AtDeadline();
            long at = _step & _mask;
            int steps = (int)Math.Min(Math.Min(x.Length / Width, Block), Math.Min(_mask + 1 - at, _deadline - _step));
            Span<double> y = _ring.Span.Slice((int)at * Width, steps * Width);
            ReadOnlySpan<T> now = x[..(steps * Width)];
            int done = steps, events = 0;
            if (!Quiet<T, TInput>(now, y, steps)) done = Kernel(TInput.Wide(now, _wide), y, steps, out events);
            if (_options.Form == AverageForm.Classic) Classic(y[..(done * Width)], done);
            _step += done;
            x = x[(done * Width)..];
            for (int lane = 0; events != 0; lane++, events >>= 1)
            {
                if ((events & 1) != 0) Speaks(lane);
            }

            Ripen(output);
        }
    }

    private static double Keep(int samples) => 1 - (1.0 / samples);

    private int Kernel(ReadOnlySpan<double> x, Span<double> y, int steps, out int events) => Width switch
    {
        8 => LaneKernel.Run<Vector512<double>, EightLanes>(State, Table, _sections, x, y, steps, _invert, _open > 0, out events),
        4 => LaneKernel.Run<Vector256<double>, FourLanes>(State, Table, _sections, x, y, steps, _invert, _open > 0, out events),
        _ => LaneKernel.Run<double, OneLane>(State, Table, _sections, x, y, steps, _invert, _open > 0, out events),
    };

    // All steps at once where no lane is open and none has anything to say; otherwise false, and nothing is done.
    private bool Quiet<T, TInput>(ReadOnlySpan<T> x, Span<double> y, int steps)
        where TInput : struct, ILaneInput<T> => _open == 0 && _sections == QuietKernel.Sections && steps >= QuietKernel.FewestSteps && Width switch
        {
            8 => QuietKernel.Run<Vector512<double>, EightLanes, T, TInput>(State, Table, _flip, x, y, steps, _work.Span),
            4 => QuietKernel.Run<Vector256<double>, FourLanes, T, TInput>(State, Table, _flip, x, y, steps, _work.Span),
            _ => QuietKernel.Run<double, OneLane, T, TInput>(State, Table, _flip, x, y, steps, _work.Span),
        };

    private void Fill(int lane)
    {
        ImmutableArray<Biquad> sections = Butterworth.BandPass(_bands[lane], RateHz);
        for (int k = 0; k < _sections; k++) (Table[(2 * k * Width) + lane], Table[(((2 * k) + 1) * Width) + lane]) = (sections[k].A1, sections[k].A2);
        Table[(2 * _sections * Width) + lane] = Keep(_shortSamples);
        Table[(((2 * _sections) + 1) * Width) + lane] = Keep(_longSamples);
        Threshold(lane, Never, false);
    }

    private void Threshold(int lane, double ratio, bool invert)
    {
        Table[(((2 * _sections) + 2) * Width) + lane] = ratio;
        _flip[lane] = invert ? -0.0 : 0;
        _invert = invert ? _invert | (1 << lane) : _invert & ~(1 << lane);
    }

    private void Deadlines()
    {
        (_deadline, _open) = (long.MaxValue, 0);
        foreach (Lane lane in _lanes)
        {
            if (lane.Phase == LanePhase.Open) _open++;
            if (_options.Form == AverageForm.Classic) continue;
            if (lane.Phase == LanePhase.Warming) _deadline = Math.Min(_deadline, lane.Start + _longSamples);
            if (lane.Phase == LanePhase.Open) _deadline = Math.Min(_deadline, lane.Start + lane.Triggers[^1].On + _longest + 1);
        }
    }

    private void AtDeadline()
    {
        for (int lane = 0; lane < Width; lane++)
        {
            Lane of = _lanes[lane];
            if (of.Phase == LanePhase.Warming && _step >= of.Start + _longSamples) Closed(lane, false);
            else if (of.Phase == LanePhase.Open && _step > of.Start + of.Triggers[^1].On + _longest)
            {
                Close(lane, _step - 1 - of.Start, TriggerEnd.Longest);
                (double s, double l) = Averages(lane);
                Closed(lane, Math.FusedMultiplyAdd(_options.OnRatio * ShortShare, l, -s) < 0);
            }
        }

        Deadlines();
    }

    private (double Short, double Long) Averages(int lane) => (State[(2 * _sections * Width) + lane], State[(((2 * _sections) + 1) * Width) + lane]);

    // Blocked: above the on threshold still, and only a fresh crossing counts.
    private void Closed(int lane, bool blocked)
    {
        _lanes[lane].Phase = blocked ? LanePhase.Blocked : LanePhase.Closed;
        Threshold(lane, _options.OnRatio * ShortShare, blocked);
    }

    private void Speaks(int lane)
    {
        Lane of = _lanes[lane];
        long index = _step - 1 - of.Start;
        if (of.Phase == LanePhase.Closed)
        {
            of.Triggers.Add(new() { On = index });
            of.Phase = LanePhase.Open;
            (State[(((2 * _sections) + 2) * Width) + lane], State[(((2 * _sections) + 3) * Width) + lane]) = Averages(lane);
            Threshold(lane, _options.OffRatio * ShortShare, true);
        }
        else
        {
            if (of.Phase == LanePhase.Open) Close(lane, index - 1, TriggerEnd.Fell);
            Closed(lane, false);
        }

        Deadlines();
    }

    private void Close(int lane, long off, TriggerEnd end)
    {
        Lane.Pending trigger = _lanes[lane].Triggers[^1];
        (trigger.Off, trigger.End) = (off, end);
        if (_options.Form == AverageForm.Recursive) trigger.PeakRatio = State[(((2 * _sections) + 2) * Width) + lane] / State[(((2 * _sections) + 3) * Width) + lane] / ShortShare;
    }

    private void Ripen(List<LaneTrigger> output)
    {
        for (int lane = 0; lane < Width; lane++)
        {
            Lane of = _lanes[lane];
            if (of.Triggers.Count == 0) continue;
            foreach (Lane.Pending trigger in of.Triggers)
            {
                if (!trigger.Looked && _step > of.Start + trigger.On + _behind) Look(lane, trigger);
            }

            Emit(lane, output);
        }
    }

    private void Look(int lane, Lane.Pending trigger)
    {
        Lane of = _lanes[lane];
        long from = Math.Max(0, trigger.On - _before), to = Math.Min(_step - 1 - of.Start, trigger.On + _behind);
        double[] window = new double[to - from + 1];
        for (int i = 0; i < window.Length; i++) window[i] = _ring.Span[(int)(((of.Start + from + i) & _mask) * Width) + lane];
        (trigger.Onset, trigger.OnsetWindow, trigger.Looked) = (OnsetPicker.Pick(window, RateHz, _bands[lane]), from, true);
        if (Opened is not null && Strong(trigger)) Opened.Add(new(lane, trigger.On, trigger.On, TriggerEnd.Ended, 0, trigger.Onset, from));
    }

    private void Emit(int lane, List<LaneTrigger> output)
    {
        List<Lane.Pending> triggers = _lanes[lane].Triggers;
        while (triggers.Count > 0 && triggers[0].Complete)
        {
            Lane.Pending t = triggers[0];
            triggers.RemoveAt(0);
            if (!Strong(t)) continue;
            output.Add(new(lane, t.On, t.Off, t.End, t.PeakRatio, t.Onset, t.OnsetWindow));
        }
    }

    private bool Strong(Lane.Pending t) => _options.KurtosisAtLeast is not { } least || t.Onset?.Kurtosis >= least;

    // The plain form: a sample at a time, lane by lane.
    private void Classic(ReadOnlySpan<double> y, int steps)
    {
        for (int lane = 0; lane < Width; lane++)
        {
            Lane of = _lanes[lane];
            for (int i = 0; i < steps && of.Phase != LanePhase.Idle; i++)
            {
                long index = _step + i - of.Start;
                double ratio = of.Classic.Next(index, y[(i * Width) + lane], Past(lane, index - _shortSamples), Past(lane, index - _longSamples), _shortSamples, _longSamples);
                Classic(lane, index, ratio);
            }
        }
    }

    private double Past(int lane, long index) => index < 0 ? 0 : _ring.Span[(int)(((_lanes[lane].Start + index) & _mask) * Width) + lane];

    private void Classic(int lane, long index, double ratio)
    {
        Lane of = _lanes[lane];
        bool above = ratio > _options.OnRatio;
        if (of.Phase == LanePhase.Open)
        {
            Lane.Pending trigger = of.Triggers[^1];
            bool longest = index > trigger.On + _longest;
            if (longest || !(ratio > _options.OffRatio))
            {
                Close(lane, index - 1, longest ? TriggerEnd.Longest : TriggerEnd.Fell);
                of.Phase = longest && of.WasAbove ? LanePhase.Blocked : LanePhase.Closed;
            }
            else
            {
                trigger.PeakRatio = Math.Max(trigger.PeakRatio, ratio);
            }
        }

        if (of.Phase == LanePhase.Blocked && !above) of.Phase = LanePhase.Closed;
        if (of.Phase is LanePhase.Closed or LanePhase.Warming && above)
        {
            of.Triggers.Add(new() { On = index, PeakRatio = ratio });
            of.Phase = LanePhase.Open;
        }

        of.WasAbove = above;
    }
}
