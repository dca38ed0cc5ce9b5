namespace Truce.Detections.Health;

/// <summary>Finds single samples that stand out from their neighbours and from what neighbours do here.</summary>
/// <remarks>
/// d(i) = x(i) − (x(i−1) + x(i+1))/2. A spike of one sample gives d there, −d/2 beside it and nothing two samples away; a signal, also one that begins hard, goes on. So d must be large against the mean of
/// |d| before, and d two samples away on both sides small against it. The mean forgets over 512 samples and leaves spikes out.
/// </remarks>
internal sealed class SpikeFinder(double ratio)
{
    private const double Forget = 1.0 / 512;
    private const double Beside = 0.2;
    private const int Learn = 64;

    private readonly double[] _x = new double[7];
    private double _mean;
    private long _count;
    private long _learnt;

    public void Reset() => (_count, _learnt, _mean) = (0, 0, 0);

    /// <summary>Takes a sample; tells whether the one three before it was a spike.</summary>
    public bool Next(double x)
    {
        Array.Copy(_x, 1, _x, 0, 6);
        _x[6] = x;
        if (++_count < 7) return false;
        double d = Math.Abs(Off(3));
        bool spike = _learnt >= Learn && d > ratio * _mean && Math.Abs(Off(1)) < Beside * d && Math.Abs(Off(5)) < Beside * d;
        double learn = _learnt < Learn ? 1.0 / (_learnt + 1) : Forget;
        if (!spike && !(_learnt >= Learn && d > ratio * _mean && _mean > 0)) _mean += learn * (d - _mean);
        else if (!spike) _mean += learn * ((ratio * _mean) - _mean);
        _learnt++;
        return spike;
    }

    private double Off(int i) => _x[i] - ((_x[i - 1] + _x[i + 1]) / 2);
}
