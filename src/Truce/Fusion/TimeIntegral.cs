using Truce.Measures;

namespace Truce.Fusion;

/// <summary>ln ∫ ∏ pᵢ(t)^aᵢ dt over instants, and the posterior over t behind it.</summary>
/// <remarks>
/// Normals multiply in closed form. Of the intervals the latest start and the earliest end bind; their blur is carried, that of the
/// others is left out. Closed form in every case (docs/fusion.md, section 3).
/// </remarks>
internal sealed class TimeIntegral
{
    private const double Floor = 1e-12; // below the error of the normal distribution function (1.2e-7) nothing is known but "far"
    private double _mean, _info, _low, _high, _lowSigma, _highSigma;

    /// <summary>The integral; <paramref name="power"/> empty for all ones.</summary>
    public double Log(ReadOnlySpan<TimeFactor> times, ReadOnlySpan<double> power)
    {
        (_mean, _info, _lowSigma, _highSigma) = (0, 0, 0, 0);
        (_low, _high) = (double.NegativeInfinity, double.PositiveInfinity);
        double sum = 0, reference = times[0].IsNarrow ? times[0].Middle : times[0].Start, moment = 0, square = 0;
        for (int i = 0; i < times.Length; i++)
        {
            ref readonly TimeFactor f = ref times[i];
            double a = power.IsEmpty ? 1 : power[i];
            sum += a * f.LogNorm;
            if (f.IsNarrow)
            {
                double x = f.Middle - reference, w = a * f.Info;
                _info += w;
                moment += w * x;
                square += w * x * x;
                continue;
            }

            if (f.Start > _low || (f.Start == _low && f.Sigma > _lowSigma)) (_low, _lowSigma) = (f.Start, f.Sigma);
            if (f.End < _high || (f.End == _high && f.Sigma > _highSigma)) (_high, _highSigma) = (f.End, f.Sigma);
        }

        if (_info == 0) return sum + Math.Log(Overlap());
        double m = moment / _info;
        _mean = reference + m;
        sum += (-0.5 * (square - (m * moment))) + (0.5 * Math.Log(2 * Math.PI / _info));
        return double.IsNegativeInfinity(_low) ? sum : sum + Math.Log(Inside());
    }

    /// <summary>Takes over a normal posterior that was found elsewhere; hours and hours⁻².</summary>
    public void Put(double mean, double info)
    {
        (_mean, _info, _lowSigma, _highSigma) = (mean, info, 0, 0);
        (_low, _high) = (double.NegativeInfinity, double.PositiveInfinity);
    }

    /// <summary>The 90 % interval of the last integral, in hours.</summary>
    public (double From, double To) Ninety()
    {
        const double Z = 1.6448536269514722; // 95 % quantile of the normal
        if (double.IsNegativeInfinity(_low))
        {
            double s = Z / Math.Sqrt(_info);
            return (_mean - s, _mean + s);
        }

        return FromGrid();
    }

    // Length of the common part of two blurred ends: E[max(0, δ)] for δ normal.
    private double Overlap()
    {
        double δ = _high - _low, s = Math.Sqrt((_lowSigma * _lowSigma) + (_highSigma * _highSigma));
        if (s <= 0) return Math.Max(Floor, δ);
        double z = δ / s;
        return Math.Max(Floor, (δ * Probability.NormalCdf(z)) + (s * Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI)));
    }

    private double Inside()
    {
        double v = 1 / _info;
        double up = (_high - _mean) / Math.Sqrt(v + (_highSigma * _highSigma)), down = (_low - _mean) / Math.Sqrt(v + (_lowSigma * _lowSigma));
        return Math.Max(Floor, Probability.NormalCdf(up) - Probability.NormalCdf(down));
    }

    private double Density(double t)
    {
        double up = _highSigma > 0 ? (_high - t) / _highSigma : 1e9 * (_high - t), down = _lowSigma > 0 ? (_low - t) / _lowSigma : 1e9 * (_low - t);
        double box = Math.Max(0, Probability.NormalCdf(up) - Probability.NormalCdf(down));
        return _info == 0 ? box : box * Math.Exp(-0.5 * _info * (t - _mean) * (t - _mean));
    }

    private (double From, double To) FromGrid()
    {
        const int Steps = 400;
        double from = Math.Min(_low, _high) - (4 * _lowSigma), to = Math.Max(_low, _high) + (4 * _highSigma);
        if (_info > 0)
        {
            double s = 5 / Math.Sqrt(_info);
            (double near, double far) = (Math.Max(from, _mean - s), Math.Min(to, _mean + s));
            if (near < far) (from, to) = (near, far);
        }

        Span<double> mass = stackalloc double[Steps];
        double step = (to - from) / Steps, total = 0;
        for (int i = 0; i < Steps; i++) total += mass[i] = Density(from + ((i + 0.5) * step));
        if (!(total > 0)) return (from, to);
        double first = from, last = to, sum = 0;
        bool started = false;
        for (int i = 0; i < Steps; i++)
        {
            double next = sum + (mass[i] / total);
            if (!started && next >= 0.05)
            {
                first = from + ((i + ((0.05 - sum) / (next - sum))) * step);
                started = true;
            }

            if (next >= 0.95)
            {
                last = from + ((i + ((0.95 - sum) / (next - sum))) * step);
                break;
            }

            sum = next;
        }

        return (first, last);
    }
}
