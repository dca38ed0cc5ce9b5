namespace Truce.Fusion.Arrivals;

/// <summary>Weighted least squares for an origin time and for the common errors of one medium or two: an arrow matrix, whose blocks of three meet in the origin time alone.</summary>
/// <remarks>Each block is solved by LDLᵀ without pivots and leaves its Schur complement with the origin time. Ground: speed, ratio, nothing. Sound: speed, wind to the east, wind to the north.</remarks>
internal sealed class CommonErrors(double[] priorWeights)
{
    private readonly double[] _sums = new double[24]; // two blocks of 00 01 02 11 12 22, coupling 0 1 2, right given 0 1 2
    private readonly double[] _inverse = new double[12]; // of each block: M⁻¹ on the coupling, M⁻¹ on the right given
    private double _weight, _right;

    /// <summary>The solution: six common errors; ground first.</summary>
    public double[] Values { get; } = new double[6];

    /// <summary>How each goes with the origin time.</summary>
    public double[] Slopes { get; } = new double[6];

    /// <summary>Where they stand on the line of their conditional mode: see <see cref="GoTo"/>.</summary>
    public double[] Now { get; } = new double[6];

    public double OriginS { get; private set; }

    public double OriginVarianceS2 { get; private set; }

    /// <summary>How far the last solution was from the one before: squares of the steps over the variance of the origin time and the priors'.</summary>
    public double Moved { get; private set; }

    /// <summary>Logarithm of the determinant of the normal matrix over that of the prior.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Goes along the line of the conditional mode to an origin time; returns the logarithm of what the priors say there, less that at zero.</summary>
    public double GoTo(double originS)
    {
        double sum = 0, dt = originS - OriginS;
        for (int k = 0; k < 6; k++)
        {
            double x = Now[k] = Values[k] + (Slopes[k] * dt);
            sum += priorWeights[k] * x * x;
        }

        return -sum / 2;
    }

    /// <summary>No common error at all, at one origin time.</summary>
    public void Rest(double originS)
    {
        Array.Clear(Values);
        Array.Clear(Slopes);
        OriginS = originS;
    }

    public void Begin()
    {
        Array.Clear(_sums);
        (_weight, _right) = (0, 0);
    }

    /// <summary>One observation y = t0 + v·x of a block.</summary>
    public void Add(int block, double weight, double y, double v0, double v1, double v2)
    {
        _weight += weight;
        _right += weight * y;
        Span<double> s = _sums.AsSpan(12 * block, 12);
        double w0 = weight * v0, w1 = weight * v1, w2 = weight * v2;
        s[11] += w2 * y; // the highest first: one check of bounds
        s[0] += w0 * v0;
        s[1] += w0 * v1;
        s[2] += w0 * v2;
        s[3] += w1 * v1;
        s[4] += w1 * v2;
        s[5] += w2 * v2;
        s[6] += w0;
        s[7] += w1;
        s[8] += w2;
        s[9] += w0 * y;
        s[10] += w1 * y;
    }

    /// <summary>An observation of the origin time alone.</summary>
    public void Add(double weight, double y)
    {
        _weight += weight;
        _right += weight * y;
    }

    public void Solve()
    {
        double head = _weight, right = _right, product = Block(0, ref head, ref right) * Block(1, ref head, ref right);
        double step = (right / head) - OriginS;
        OriginS = right / head;
        OriginVarianceS2 = 1 / head;
        Moved = step * step * head;
        LogDeterminant = Math.Log(product * head);
        for (int k = 0; k < 6; k++)
        {
            int at = k < 3 ? k : k + 3;
            Slopes[k] = -_inverse[at];
            double value = _inverse[at + 3] - (_inverse[at] * OriginS), by = value - Values[k];
            Moved += by * by * priorWeights[k];
            Values[k] = value;
        }
    }

    // Determinant over that of the prior; the head and the right given lose what the block explains.
    private double Block(int block, ref double head, ref double right)
    {
        ReadOnlySpan<double> s = _sums.AsSpan(12 * block, 12);
        Span<double> z = _inverse.AsSpan(6 * block, 6);
        if (s[0] == 0)
        {
            z.Clear();
            return 1;
        }

        double p0 = priorWeights[3 * block], p1 = priorWeights[(3 * block) + 1], p2 = priorWeights[(3 * block) + 2];
        double d0 = s[0] + p0, l1 = s[1] / d0, l2 = s[2] / d0, d1 = s[3] + p1 - (l1 * s[1]), m = s[4] - (l2 * s[1]), l = m / d1, d2 = s[5] + p2 - (l2 * s[2]) - (l * m);
        for (int given = 0; given < 2; given++)
        {
            double y0 = s[6 + (3 * given)], y1 = s[7 + (3 * given)] - (l1 * y0), y2 = s[8 + (3 * given)] - (l2 * y0) - (l * y1);
            double x2 = y2 / d2, x1 = (y1 / d1) - (l * x2), x0 = (y0 / d0) - (l1 * x1) - (l2 * x2);
            (z[3 * given], z[(3 * given) + 1], z[(3 * given) + 2]) = (x0, x1, x2);
        }

        head -= (s[6] * z[0]) + (s[7] * z[1]) + (s[8] * z[2]);
        right -= (s[6] * z[3]) + (s[7] * z[4]) + (s[8] * z[5]);
        return d0 / p0 * (d1 / p1) * (d2 / p2);
    }
}
