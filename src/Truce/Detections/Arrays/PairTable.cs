using System.Collections.Immutable;

namespace Truce.Detections.Arrays;

/// <summary>The correlation functions of all pairs of elements in one window, as functions of delay in seconds.</summary>
internal sealed class PairTable
{
    private readonly double _sampleRateHz;
    private readonly int[] _most;
    private readonly double[][] _rho;
    private readonly (int From, int Count)[] _valid;
    private readonly double[] _shiftS;
    private readonly double[] _energy;
    private readonly (long Fill, double DelayS, double Rho)[][] _refined;
    private long _fill;
    private readonly (double DelayS, double Rho)[] _plus;
    private readonly (double DelayS, double Rho)[] _minus;

    /// <summary>Room for the pairs of an array.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="sampleRateHz">Samples a second.</param>
    /// <param name="slowestKmS">Slowest wave that is looked for: it bounds the delays.</param>
    public PairTable(ImmutableArray<ArrayElement> elements, double sampleRateHz, double slowestKmS)
    {
        const int Beyond = 2;
        _sampleRateHz = sampleRateHz;
        Count = elements.Length;
        Pairs = [.. from i in Enumerable.Range(0, Count) from j in Enumerable.Range(i + 1, Count - i - 1) select (i, j)];
        _most = new int[Pairs.Length];
        _rho = new double[Pairs.Length][];
        for (int p = 0; p < Pairs.Length; p++)
        {
            (int i, int j) = Pairs[p];
            double east = elements[j].EastM - elements[i].EastM, north = elements[j].NorthM - elements[i].NorthM;
            _most[p] = (int)Math.Ceiling(Math.Sqrt((east * east) + (north * north)) / 1000 / slowestKmS * sampleRateHz) + Beyond;
            _rho[p] = new double[(2 * _most[p]) + 1];
        }

        _valid = new (int, int)[Pairs.Length];
        _shiftS = new double[Pairs.Length];
        _energy = new double[Count];
        _refined = [.. _rho.Select(r => new (long, double, double)[r.Length])];
        _plus = new (double, double)[Pairs.Length];
        _minus = new (double, double)[Pairs.Length];
    }

    /// <summary>Elements.</summary>
    public int Count { get; }

    /// <summary>All pairs, the first index below the second.</summary>
    public (int First, int Second)[] Pairs { get; }

    /// <summary>Most samples that are looked at before and after a window.</summary>
    public int Reach => _most.Length == 0 ? 0 : _most.Max();

    /// <summary>Sum of squares of each element in the window.</summary>
    public ReadOnlySpan<double> Energy => _energy;

    /// <summary>Coefficients computed since the start, for reckoning the cost.</summary>
    public long Coefficients { get; private set; }

    /// <summary>Correlates all pairs of the elements that take part.</summary>
    public void Fill(ReadOnlySpan<ElementTrack> tracks, ReadOnlySpan<bool> part, long start, int n)
    {
        _fill++;
        for (int e = 0; e < Count; e++) _energy[e] = part[e] ? CrossCorrelation.Energy(tracks[e].Span(start, n)) : 0;
        for (int p = 0; p < Pairs.Length; p++)
        {
            (int i, int j) = Pairs[p];
            _valid[p] = default;
            (_plus[p], _minus[p]) = ((double.NaN, 0), (double.NaN, 0));
            if (!part[i] || !part[j]) continue;
            int before = tracks[j].HeldBefore(start, _most[p]), after = tracks[j].HeldAfter(start + n, _most[p]);
            _shiftS[p] = tracks[j].LateAt(start) - tracks[i].LateAt(start);
            _valid[p] = (_most[p] - before, before + after + 1);
            Coefficients += before + after + 1;
            CrossCorrelation.Fill(tracks[i].Span(start, n), _energy[i], tracks[j].Span(start - before, n + before + after), _rho[p].AsSpan(_valid[p].From, _valid[p].Count));
            _plus[p] = Refined(p, LagCurve.Highest(Curve(p), 1), 1);
            _minus[p] = Refined(p, LagCurve.Highest(Curve(p), -1), -1);
        }
    }

    /// <summary>The greatest coefficient of a sign and its delay; NaN where there is no maximum inside the search.</summary>
    public (double DelayS, double Rho) Highest(int pair, int sign) => sign > 0 ? _plus[pair] : _minus[pair];

    /// <summary>The maximum next uphill from a delay; NaN where there is none.</summary>
    public (double DelayS, double Rho) Climb(int pair, double delayS, int sign) => Refined(pair, LagCurve.Climb(Curve(pair), LagOf(pair, delayS), sign), sign);

    /// <summary>The coefficient at a delay; 0 beyond the search.</summary>
    public double At(int pair, double delayS) => LagCurve.At(Curve(pair), LagOf(pair, delayS));

    /// <summary>Index of a pair.</summary>
    public int IndexOf(int first, int second)
    {
        (int i, int j) = first < second ? (first, second) : (second, first);
        return (i * (Count - 1)) - (i * (i - 1) / 2) + j - i - 1;
    }

    private ReadOnlySpan<double> Curve(int pair) => _rho[pair].AsSpan(_valid[pair].From, _valid[pair].Count);

    private double LagOf(int pair, double delayS) => ((delayS - _shiftS[pair]) * _sampleRateHz) + _most[pair] - _valid[pair].From;

    private (double DelayS, double Rho) Refined(int pair, int at, int sign)
    {
        if (at < 0) return (double.NaN, 0);
        ref (long Fill, double DelayS, double Rho) known = ref _refined[pair][at];
        if (known.Fill != _fill)
        {
            (double lag, double rho) = LagCurve.Refined(Curve(pair), at, sign);
            known = (_fill, ((lag + _valid[pair].From - _most[pair]) / _sampleRateHz) + _shiftS[pair], rho);
        }

        return (known.DelayS, known.Rho);
    }
}
