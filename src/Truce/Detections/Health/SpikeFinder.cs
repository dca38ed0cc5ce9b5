namespace Truce.Detections.Health;

/// <summary>Finds single samples that stand out from their neighbours and from what neighbours do here.</summary>
/// <remarks>
/// d(i) = x(i) − (x(i−1) + x(i+1))/2. A spike of one sample gives d there, −d/2 beside it and nothing farther away; a signal, also one that begins hard, goes on. So d must be large against the mean of
/// |d| before, and d two to five samples away on both sides small against it. The mean forgets over 512 samples, and none takes it up by more than the ratio.
/// </remarks>
internal sealed class SpikeFinder(double ratio)
{
    private const double Forget = 1.0 / 512;
    private const double Neighbour = 0.75; // d/2 beside a spike, d beside a step
    private const double Beside = 0.2;
    private const int Learn = 64;
    private const int Middle = 6;
    private const int Held = (2 * Middle) + 1;

    private readonly double[] _x = new double[Held];
    private double _mean;
    private long _count;
    private long _learnt;

    public void Reset() => (_count, _learnt, _mean) = (0, 0, 0);

    /// <summary>Takes a sample; tells whether the one six before it was a spike.</summary>
    public bool Next(double x)
    {
        Array.Copy(_x, 1, _x, 0, Held - 1);
        _x[Held - 1] = x;
        if (++_count < Held) return false;
        double d = Math.Abs(Off(Middle));
        bool learnt = _learnt >= Learn, spike = learnt && d > ratio * _mean && Alone(d);
        if (!spike) _mean += (learnt ? Forget : 1.0 / (_learnt + 1)) * ((learnt && _mean > 0 ? Math.Min(d, ratio * _mean) : d) - _mean);
        _learnt++;
        return spike;
    }

    private bool Alone(double d)
    {
        if (Math.Abs(Off(Middle - 1)) > Neighbour * d || Math.Abs(Off(Middle + 1)) > Neighbour * d) return false;
        for (int away = 2; away < Middle; away++)
        {
            if (Math.Abs(Off(Middle - away)) > Beside * d || Math.Abs(Off(Middle + away)) > Beside * d) return false;
        }

        return true;
    }

    private double Off(int i) => _x[i] - ((_x[i - 1] + _x[i + 1]) / 2);
}
