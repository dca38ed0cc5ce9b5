namespace Truce.Fusion;

/// <summary>ln ∫ ∏ pᵢ(x)^aᵢ dx over places, with the mean and information of its peak.</summary>
/// <remarks>
/// Student-t factors (ν = 4) by iteratively reweighted least squares and Laplace's method. The weight of a point is
/// (ν + 2(1 − h)) / (ν + d²), h its share of the information: a point fitted by itself says nothing of its own scale. With it the
/// integral is exact for any number of equal points on one spot, for one point alone included (docs/fusion.md, section 3).
/// Reweighting: Lange, Little and Taylor 1989, JASA 84, eq. 5; Laplace: Tierney and Kadane 1986, JASA 81.
/// </remarks>
internal sealed class PlaceIntegral
{
    private const double Nu = 4;
    private const int Reweightings = 3;
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    private double[] _e = new double[32], _n = new double[32], _weight = new double[32];

    /// <summary>Information at the peak, km⁻².</summary>
    public double InfoEE { get; private set; }

    /// <summary>Information at the peak, km⁻².</summary>
    public double InfoEN { get; private set; }

    /// <summary>Information at the peak, km⁻².</summary>
    public double InfoNN { get; private set; }

    /// <summary>The peak, degrees north.</summary>
    public double LatDeg { get; private set; }

    /// <summary>The peak, degrees east.</summary>
    public double LonDeg { get; private set; }

    /// <summary>The integral of single bumps; <paramref name="power"/> empty for all ones.</summary>
    public double Log(ReadOnlySpan<PlaceBump> bumps, ReadOnlySpan<double> power)
    {
        int n = bumps.Length;
        if (_e.Length < n) (_e, _n, _weight) = (new double[2 * n], new double[2 * n], new double[2 * n]);
        Project(bumps);
        bool heavy = false;
        double trace = 0;
        for (int i = 0; i < n; i++)
        {
            double a = power.IsEmpty ? 1 : power[i];
            heavy |= bumps[i].HeavyTail;
            trace += a * (bumps[i].InfoEE + bumps[i].InfoNN);
            _weight[i] = a;
        }

        (double me, double mn) = Mean(bumps);
        for (int pass = 0; heavy && pass < Reweightings && n > 1; pass++)
        {
            Reweight(bumps, power, trace, me, mn);
            (me, mn) = Mean(bumps);
        }

        (LatDeg, LonDeg) = (bumps[0].LatDeg + (mn / bumps[0].KmPerDegNorth), bumps[0].LonDeg + (me / bumps[0].KmPerDegEast));
        double value = Value(bumps, power, me, mn);
        if (heavy && n > 1) Soften(bumps, me, mn);
        return value;
    }

    /// <summary>Takes over a peak that was found elsewhere.</summary>
    public void Put(double latDeg, double lonDeg, double infoEE, double infoEN, double infoNN) =>
        (LatDeg, LonDeg, InfoEE, InfoEN, InfoNN) = (latDeg, lonDeg, infoEE, infoEN, infoNN);

    private void Project(ReadOnlySpan<PlaceBump> bumps)
    {
        ref readonly PlaceBump origin = ref bumps[0];
        for (int i = 0; i < bumps.Length; i++)
        {
            _e[i] = (bumps[i].LonDeg - origin.LonDeg) * origin.KmPerDegEast;
            _n[i] = (bumps[i].LatDeg - origin.LatDeg) * origin.KmPerDegNorth;
        }
    }

    private (double E, double N) Mean(ReadOnlySpan<PlaceBump> bumps)
    {
        double a = 0, b = 0, c = 0, u = 0, v = 0;
        for (int i = 0; i < bumps.Length; i++)
        {
            ref readonly PlaceBump p = ref bumps[i];
            double w = _weight[i], ee = w * p.InfoEE, en = w * p.InfoEN, nn = w * p.InfoNN;
            a += ee;
            b += en;
            c += nn;
            u += (ee * _e[i]) + (en * _n[i]);
            v += (en * _e[i]) + (nn * _n[i]);
        }

        (InfoEE, InfoEN, InfoNN) = (a, b, c);
        double det = (a * c) - (b * b);
        return (((c * u) - (b * v)) / det, ((a * v) - (b * u)) / det);
    }

    private void Reweight(ReadOnlySpan<PlaceBump> bumps, ReadOnlySpan<double> power, double trace, double me, double mn)
    {
        for (int i = 0; i < bumps.Length; i++)
        {
            ref readonly PlaceBump p = ref bumps[i];
            if (!p.HeavyTail) continue;
            double a = power.IsEmpty ? 1 : power[i];
            double share = Math.Min(1, (p.InfoEE + p.InfoNN) / trace); // without a: a group that speaks once is one point
            _weight[i] = a * (Nu + (2 * (1 - share))) / (Nu + Distance(p, _e[i] - me, _n[i] - mn));
        }
    }

    private double Value(ReadOnlySpan<PlaceBump> bumps, ReadOnlySpan<double> power, double me, double mn)
    {
        double sum = 0, squares = 0, tails = 1;
        for (int i = 0; i < bumps.Length; i++)
        {
            ref readonly PlaceBump p = ref bumps[i];
            double a = power.IsEmpty ? 1 : power[i], d2 = Distance(p, _e[i] - me, _n[i] - mn);
            sum += a * (p.HalfLogDetInfo - LogTwoPi);
            if (!p.HeavyTail) squares += a * d2;
            else if (a == 1 && tails < 1e200) tails *= 1 + (d2 / Nu);
            else sum -= a * (Nu + 2) / 2 * Math.Log(1 + (d2 / Nu));
        }

        double det = (InfoEE * InfoNN) - (InfoEN * InfoEN);
        return sum - (squares / 2) - ((Nu + 2) / 2 * Math.Log(tails)) + LogTwoPi - (0.5 * Math.Log(det));
    }

    // Half of the second term of the Student-t curvature: the whole would let one far point make the information negative, none would
    // claim to know each point's scale. On normal errors the 90 % ellipse then holds about 90 % (bench).
    private void Soften(ReadOnlySpan<PlaceBump> bumps, double me, double mn)
    {
        for (int i = 0; i < bumps.Length; i++)
        {
            ref readonly PlaceBump p = ref bumps[i];
            if (!p.HeavyTail) continue;
            double e = _e[i] - me, n = _n[i] - mn, u = (p.InfoEE * e) + (p.InfoEN * n), v = (p.InfoEN * e) + (p.InfoNN * n);
            double f = _weight[i] / (Nu + (e * u) + (n * v));
            InfoEE -= f * u * u;
            InfoEN -= f * u * v;
            InfoNN -= f * v * v;
        }
    }

    private static double Distance(in PlaceBump p, double e, double n) => (p.InfoEE * e * e) + (2 * p.InfoEN * e * n) + (p.InfoNN * n * n);
}
