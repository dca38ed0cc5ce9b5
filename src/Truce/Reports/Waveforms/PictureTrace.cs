using NodaTime;
using Truce.Detections.Signals;
using Truce.Observations.Waveforms;

namespace Truce.Reports.Waveforms;

/// <summary>One trace cut into columns: the least and the greatest value of each, or the samples themselves where they are few. Nothing joins over a gap.</summary>
internal sealed class PictureTrace
{
    private const double FewInColumn = 2; // up to so many samples a column the samples themselves are drawn
    private const int Chunk = 1 << 15;
    private const double Absurd = 1e100; // beyond it no number is a measurement, and differences would overflow
    private const int MostHoles = 200;

    private readonly Instant _from;
    private readonly double _spanS;
    private readonly double _countsPerUnit;
    private readonly double[] _low, _high;
    private readonly double[] _joined; // last value before the column, when the samples go on without a gap
    private readonly List<List<(double X, double Value)>> _lines = [];
    private List<(double X, double Value)>? _line;
    private int _column = -1;
    private double _last = double.NaN;
    private int _points;

    private PictureTrace(Instant from, Instant to, int columns, double countsPerUnit)
    {
        (_from, _spanS, _countsPerUnit, Columns) = (from, (to - from).TotalSeconds, countsPerUnit, columns);
        (_low, _high, _joined) = (new double[columns], new double[columns], new double[columns]);
        foreach (double[] row in (double[][])[_low, _high, _joined]) Array.Fill(row, double.NaN);
    }

    /// <summary>Columns over the span.</summary>
    public int Columns { get; }

    /// <summary>Samples with a finite value in the span.</summary>
    public long Samples { get; private set; }

    /// <summary>Least finite value; not a number when there is none.</summary>
    public double Least { get; private set; } = double.NaN;

    /// <summary>Greatest finite value; not a number when there is none.</summary>
    public double Greatest { get; private set; } = double.NaN;

    /// <summary>Stretches of samples that are no numbers, seconds after the beginning of the span; the last one goes on to the last such sample when there are very many.</summary>
    public List<(double FromS, double ToS)> Holes { get; } = [];

    /// <summary>Rows of single samples, x in columns.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Value)>> Lines => _lines;

    /// <summary>Cuts runs into columns.</summary>
    /// <param name="runs">Of one channel.</param>
    /// <param name="from">Where the span begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="columns">How many.</param>
    /// <param name="countsPerUnit">Values are divided by it.</param>
    /// <param name="band">Filtered by this; runs whose rate it does not fit are left out.</param>
    public static PictureTrace Of(IEnumerable<SampleRun> runs, Instant from, Instant to, int columns, double countsPerUnit, FilterBand? band)
    {
        var trace = new PictureTrace(from, to, columns, countsPerUnit);
        foreach (SampleRun run in runs)
        {
            if (band is { } b && b.Problem(run.SampleRateHz).Length > 0) continue;
            trace.Add(run, to, band is { } f ? new BiquadCascade(Butterworth.BandPass(f, run.SampleRateHz)) : null);
        }

        return trace;
    }

    /// <summary>What a column spans, with the step from the column before; <c>null</c> when nothing is in it.</summary>
    public (double Low, double High)? Column(int column) => double.IsNaN(_low[column])
        ? null
        : double.IsNaN(_joined[column]) ? (_low[column], _high[column]) : (Math.Min(_low[column], _joined[column]), Math.Max(_high[column], _joined[column]));

    private void Add(SampleRun run, Instant to, BiquadCascade? filter)
    {
        (_column, _last, _line) = (-1, double.NaN, null);
        bool few = run.SampleRateHz * _spanS <= FewInColumn * Columns && _points < 4 * Columns;
        double[] buffer = new double[Chunk];
        bool resting = true;
        foreach (WaveformSegment s in run.Segments)
        {
            double startS = (s.Start - _from).TotalSeconds;
            // A filter needs what came before; without one the samples before the span are passed over.
            int first = filter is null ? (int)Math.Clamp(Math.Ceiling(-startS * s.SampleRateHz), 0, s.Count) : 0;
            int end = (int)Math.Clamp(Math.Ceiling((_spanS - startS) * s.SampleRateHz), 0, s.Count);
            for (int at = first; at < end; at += Chunk)
            {
                Span<double> values = buffer.AsSpan(0, Math.Min(Chunk, end - at));
                SampleRun.Copy(s.Samples, at, values);
                if (filter is not null) resting = Filter(filter, values, resting);
                for (int i = 0; i < values.Length; i++) Take(startS + ((at + i) / s.SampleRateHz), 1 / s.SampleRateHz, values[i] / _countsPerUnit, few);
            }
        }
    }

    // A sample that is no number is a gap: the filter begins anew behind it. True: it waits for a sample.
    private static bool Filter(BiquadCascade filter, Span<double> values, bool resting)
    {
        int i = 0;
        while (i < values.Length)
        {
            int begin = i;
            while (i < values.Length && double.IsFinite(values[i])) i++;
            if (i > begin)
            {
                if (resting) filter.Settle(values[begin]);
                filter.Run(values[begin..i]);
                resting = false;
            }

            for (; i < values.Length && !double.IsFinite(values[i]); i++) resting = true;
        }

        return resting;
    }

    private void Take(double seconds, double stepS, double value, bool few)
    {
        if (!(Math.Abs(value) < Absurd))
        {
            (_last, _line) = (double.NaN, null);
            bool next = Holes.Count > 0 && (Holes.Count == MostHoles || Math.Abs(Holes[^1].ToS - seconds) < stepS / 2);
            if (next) Holes[^1] = (Holes[^1].FromS, seconds + stepS);
            else Holes.Add((seconds, seconds + stepS));
            return;
        }

        double x = seconds / _spanS * Columns;
        int column = (int)Math.Floor(x);
        if (column < 0 || column >= Columns) return;
        Samples++;
        Least = Least <= value ? Least : value;
        Greatest = Greatest >= value ? Greatest : value;
        if (few)
        {
            if (_line is null) _lines.Add(_line = []);
            _line.Add((x, value));
            _points++;
            return;
        }

        if (column != _column && double.IsNaN(_low[column])) _joined[column] = _last;
        _low[column] = _low[column] <= value ? _low[column] : value;
        _high[column] = _high[column] >= value ? _high[column] : value;
        (_column, _last) = (column, value);
    }
}
