namespace Truce.Fusion.Arrivals;

/// <summary>First arrivals of one wave through slabs of constant speed: direct rays from a table, head waves exactly.</summary>
/// <remarks>
/// A head wave along the top of slab k has the time τ_k(z) + p_k d from its critical distance on, with τ_k and the critical distance linear in the source's depth z within a slab (Telford, Geldart and Sheriff 1990,
/// section 4.3), so no table is needed. The direct ray is solved by Newton's method on the tangent of its angle in the fastest slab, which converges from below because distance is a concave function of it; its mean slowness over
/// the straight line is smooth and is tabulated over depth and w = d/(d + z).
/// </remarks>
internal sealed class RayTable
{
    private const int Steps = 192;
    private readonly double[] _topKm, _slowness, _knotsKm, _mean;
    private readonly double[][] _delay, _offset; // [refractor][slab]: sums from the surface to the slab's top
    private readonly double[][] _delayPerKm, _offsetPerKm;
    private readonly int[] _refractors;
    private readonly double[] _nearestKm; // no head wave of this refractor or a deeper one arrives closer than this

    /// <summary>Builds the table for slabs given by their tops and speeds; the last slab has no bottom.</summary>
    public RayTable(double[] topKm, double[] speedKmPerS, double deepestSourceKm)
    {
        _topKm = topKm;
        _slowness = [.. speedKmPerS.Select(v => 1 / v)];
        _refractors = Refractors(speedKmPerS);
        _delay = new double[_refractors.Length][];
        _offset = new double[_refractors.Length][];
        _delayPerKm = new double[_refractors.Length][];
        _offsetPerKm = new double[_refractors.Length][];
        for (int r = 0; r < _refractors.Length; r++) Sum(r);
        _nearestKm = Nearest(deepestSourceKm);
        _knotsKm = Knots(topKm, deepestSourceKm);
        _mean = new double[_knotsKm.Length * (Steps + 1)];
        for (int k = 0; k < _knotsKm.Length; k++)
        {
            for (int i = 0; i <= Steps; i++) _mean[(k * (Steps + 1)) + i] = MeanSlowness(_knotsKm[k], (double)i / Steps);
        }
    }

    /// <summary>Time of the first arrival and its horizontal slowness.</summary>
    public (double TimeS, double SlownessSPerKm) First(double distanceKm, double depthKm)
    {
        (double time, double slowness) = Direct(distanceKm, depthKm);
        int slab = SlabOf(depthKm);
        for (int r = 0; r < _refractors.Length && distanceKm >= _nearestKm[r]; r++)
        {
            if (Head(r, slab, depthKm) is not RaySlice.Head head) continue;
            double t = head.DelayS + (head.SlownessSPerKm * distanceKm);
            if (t < time && distanceKm >= head.CriticalKm) (time, slowness) = (t, head.SlownessSPerKm);
        }

        return (time, slowness);
    }

    /// <summary>All that <see cref="First"/> needs of one depth.</summary>
    public RaySlice Slice(double depthKm)
    {
        double z = Math.Clamp(depthKm, 0, _knotsKm[^1]);
        (int k, double a) = Knot(z);
        double[] mean = new double[Steps + 1];
        for (int i = 0; i <= Steps; i++)
        {
            double upper = _mean[(k * (Steps + 1)) + i];
            mean[i] = upper + (a * (_mean[((k + 1) * (Steps + 1)) + i] - upper));
        }

        int slab = SlabOf(depthKm);
        var heads = new List<RaySlice.Head>(_refractors.Length);
        for (int r = 0; r < _refractors.Length; r++)
        {
            if (Head(r, slab, depthKm) is RaySlice.Head head) heads.Add(head);
        }

        return new(z, _slowness[0], mean, [.. heads]);
    }

    // None where the source lies below the top of the refractor; a source on the very top of a slab sends its wave along it.
    private RaySlice.Head? Head(int r, int slab, double depthKm)
    {
        int k = _refractors[r];
        double into = depthKm - _topKm[slab];
        if (k < slab || (k == slab && into > 0)) return null;
        double[] delay = _delay[r], offset = _offset[r];
        return new((2 * delay[k]) - delay[slab] - (k == slab ? 0 : into * _delayPerKm[r][slab]), _slowness[k],
            (2 * offset[k]) - offset[slab] - (k == slab ? 0 : into * _offsetPerKm[r][slab]), _nearestKm[r]);
    }

    /// <summary>The direct ray, solved: what the table is made from and tested against.</summary>
    public double DirectExactS(double distanceKm, double depthKm)
    {
        int last = SlabOf(depthKm);
        if (depthKm <= 0) return distanceKm * _slowness[0];
        double fastest = double.MaxValue, total = depthKm;
        for (int i = 0; i <= last; i++)
        {
            if (Thickness(i, last, depthKm) > 0) fastest = Math.Min(fastest, _slowness[i]);
        }

        double q = distanceKm / total, thinnest = 0;
        for (int i = 0; i <= last; i++) thinnest += _slowness[i] == fastest ? Thickness(i, last, depthKm) : 0;
        double low = Math.Log(Math.Max(q, 1e-12)), high = Math.Max(low, Math.Log(Math.Max(distanceKm / thinnest, 1e-12)));
        for (int step = 0; step < 100; step++)
        {
            (double x, double slope) = Reach(q, last, depthKm, fastest);
            if (Math.Abs(distanceKm - x) < 1e-10 * (1 + distanceKm)) break;
            if (x < distanceKm) low = Math.Log(Math.Max(q, 1e-12));
            else high = Math.Log(q);
            double next = step < 20 ? q + ((distanceKm - x) / slope) : Math.Exp((low + high) / 2); // Newton stalls where the fastest slab is very thin
            q = Math.Max(0, next);
        }

        double ray = fastest * q / Math.Sqrt(1 + (q * q)), time = ray * distanceKm; // T = pX + Σ h η
        for (int i = 0; i <= last; i++) time += Thickness(i, last, depthKm) * Math.Sqrt(Math.Max(0, (_slowness[i] * _slowness[i]) - (ray * ray)));
        return time;
    }

    // How far the ray goes whose angle in the fastest slab has the tangent q, and the slope of that.
    private (double XKm, double Slope) Reach(double q, int last, double depthKm, double fastest)
    {
        double p = fastest * q / Math.Sqrt(1 + (q * q)), dp = fastest / Math.Pow(1 + (q * q), 1.5), x = 0, slope = 0;
        for (int i = 0; i <= last; i++)
        {
            double h = Thickness(i, last, depthKm), s = _slowness[i];
            if (h <= 0) continue;
            if (s == fastest) // η = s / √(1 + q²), without the difference of two nearly equal squares
            {
                x += h * q;
                slope += h;
                continue;
            }

            double eta = Math.Sqrt((s * s) - (p * p));
            x += h * p / eta;
            slope += h * s * s / (eta * eta * eta) * dp;
        }

        return (x, slope);
    }

    /// <summary>The direct ray by the table.</summary>
    public (double TimeS, double SlownessSPerKm) Direct(double distanceKm, double depthKm)
    {
        double z = Math.Clamp(depthKm, 0, _knotsKm[^1]);
        if (distanceKm + z <= 0) return (0, _slowness[0]);
        (int k, double a) = Knot(z);
        double w = distanceKm / (distanceKm + z) * Steps;
        int i = Math.Min((int)w, Steps - 1);
        double b = w - i;
        int at = (k * (Steps + 1)) + i, under = at + Steps + 1;
        double upper = _mean[at] + (b * (_mean[at + 1] - _mean[at])), lower = _mean[under] + (b * (_mean[under + 1] - _mean[under]));
        double mean = upper + (a * (lower - upper)), length = Math.Sqrt((distanceKm * distanceKm) + (z * z));
        return (mean * length, mean * distanceKm / length);
    }

    private (int Below, double Share) Knot(double z)
    {
        int k = Array.BinarySearch(_knotsKm, z);
        if (k < 0) k = ~k - 1;
        k = Math.Min(k, _knotsKm.Length - 2);
        return (k, (z - _knotsKm[k]) / (_knotsKm[k + 1] - _knotsKm[k]));
    }

    private double MeanSlowness(double depthKm, double w)
    {
        if (depthKm <= 0) return _slowness[0];
        if (w >= 1)
        {
            double fastest = double.MaxValue;
            for (int i = 0, last = SlabOf(depthKm); i <= last; i++) fastest = Thickness(i, last, depthKm) > 0 ? Math.Min(fastest, _slowness[i]) : fastest;
            return fastest;
        }

        double d = depthKm * w / (1 - w);
        return DirectExactS(d, depthKm) / Math.Sqrt((d * d) + (depthKm * depthKm));
    }

    private double Thickness(int slab, int last, double depthKm) => (slab == last ? depthKm : _topKm[slab + 1]) - _topKm[slab];

    private int SlabOf(double depthKm)
    {
        int i = Array.BinarySearch(_topKm, depthKm);
        return i >= 0 ? i : Math.Max(0, ~i - 1);
    }

    private double[] Nearest(double deepestSourceKm)
    {
        int slab = SlabOf(deepestSourceKm);
        double[] nearest = new double[_refractors.Length];
        double least = double.MaxValue;
        for (int r = nearest.Length - 1; r >= 0; r--)
        {
            int k = _refractors[r];
            least = Math.Min(least, k <= slab ? _offset[r][k] : (2 * _offset[r][k]) - _offset[r][slab] - ((deepestSourceKm - _topKm[slab]) * _offsetPerKm[r][slab]));
            nearest[r] = least;
        }

        return nearest;
    }

    private void Sum(int r)
    {
        int k = _refractors[r];
        double p = _slowness[k];
        _delay[r] = new double[k + 1];
        _offset[r] = new double[k + 1];
        _delayPerKm[r] = new double[k];
        _offsetPerKm[r] = new double[k];
        for (int i = 0; i < k; i++)
        {
            double eta = Math.Sqrt((_slowness[i] * _slowness[i]) - (p * p)), h = _topKm[i + 1] - _topKm[i];
            _delayPerKm[r][i] = eta;
            _offsetPerKm[r][i] = p / eta;
            _delay[r][i + 1] = _delay[r][i] + (h * eta);
            _offset[r][i + 1] = _offset[r][i] + (h * p / eta);
        }
    }

    // A slab carries a head wave where it is faster than everything above it.
    private static int[] Refractors(double[] speed)
    {
        var found = new List<int>();
        double fastest = speed[0];
        for (int i = 1; i < speed.Length; i++)
        {
            if (speed[i] <= fastest) continue;
            fastest = speed[i];
            found.Add(i);
        }

        return [.. found];
    }

    // Eight knots a slab, closer below its top. Both sides of every boundary are knots: just below it the far ray runs along the faster slab, just above it cannot.
    private static double[] Knots(double[] topKm, double deepestKm)
    {
        var knots = new List<double>();
        for (int i = 0; i < topKm.Length && topKm[i] < deepestKm; i++)
        {
            double bottom = Math.Min(deepestKm, i + 1 < topKm.Length ? topKm[i + 1] : deepestKm), span = bottom - topKm[i];
            foreach (double share in (ReadOnlySpan<double>)[1e-6, 0.01, 0.03, 0.08, 0.16, 0.28, 0.45, 0.7, 1 - 1e-6]) knots.Add(topKm[i] + (span * share));
        }

        knots[0] = 0;
        knots.Add(deepestKm);
        return [.. knots];
    }
}
