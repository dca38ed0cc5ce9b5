namespace Truce.Fusion.Association;

/// <summary>Normal equations of least squares in east, north, depth and time; by Cholesky.</summary>
internal sealed class Normal4
{
    private readonly double[] _a = new double[16], _b = new double[4], _l = new double[16];

    internal void Clear()
    {
        Array.Clear(_a);
        Array.Clear(_b);
    }

    internal void Add(double residual, double weight, double e, double n, double z, double t)
    {
        Span<double> row = [e, n, z, t];
        for (int i = 0; i < 4; i++)
        {
            double w = weight * row[i];
            _b[i] += w * residual;
            for (int j = 0; j <= i; j++) _a[(4 * i) + j] += w * row[j];
        }
    }

    internal (double East, double North, double Depth, double Time) Solve(bool deep)
    {
        Factor(deep);
        Span<double> x = stackalloc double[4];
        for (int i = 0; i < 4; i++)
        {
            double sum = i == 2 && !deep ? 0 : _b[i];
            for (int j = 0; j < i; j++) sum -= _l[(4 * i) + j] * x[j];
            x[i] = sum / _l[(4 * i) + i];
        }

        for (int i = 3; i >= 0; i--)
        {
            double sum = x[i];
            for (int j = i + 1; j < 4; j++) sum -= _l[(4 * j) + i] * x[j];
            x[i] = sum / _l[(4 * i) + i];
        }

        return (x[0], x[1], x[2], x[3]);
    }

    /// <summary>Logarithm of the determinant; of the three without depth where there is none.</summary>
    internal double LogDeterminant(bool deep)
    {
        Factor(deep);
        double sum = 0;
        for (int i = 0; i < 4; i++) sum += 2 * Math.Log(_l[(4 * i) + i]);
        return sum;
    }

    private void Factor(bool deep)
    {
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                bool fixedDepth = !deep && (i == 2 || j == 2);
                double sum = fixedDepth ? (i == j ? 1 : 0) : _a[(4 * i) + j];
                for (int k = 0; k < j; k++) sum -= _l[(4 * i) + k] * _l[(4 * j) + k];
                _l[(4 * i) + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-9)) : sum / _l[(4 * j) + j];
            }
        }
    }
}
