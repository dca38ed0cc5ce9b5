namespace Truce.Fusion.Arrivals;

/// <summary>Four equations: LDLᵀ without pivots, for a symmetric positive definite matrix whose lower half is given.</summary>
internal static class Cholesky
{
    /// <summary>Replaces <paramref name="b"/> by the solution and returns the logarithm of the determinant.</summary>
    /// <param name="a">Row by row; destroyed. On return places 1, 2 and 3 hold how the other unknowns go with the first: column 0 of the inverse over its head.</param>
    /// <param name="b">Right side, then the solution.</param>
    /// <param name="firstVariance">Head of the inverse: variance of the first unknown.</param>
    public static double Solve(double[] a, double[] b, out double firstVariance)
    {
        // Unknown 0 is eliminated last, so that its Schur complement is the inverse of its variance. Order: 3, 2, 1, 0.
        double d3 = a[15], l23 = a[14] / d3, l13 = a[13] / d3, l03 = a[12] / d3;
        double d2 = a[10] - (l23 * a[14]), m12 = a[9] - (l13 * a[14]), m02 = a[8] - (l03 * a[14]);
        double l12 = m12 / d2, l02 = m02 / d2;
        double d1 = a[5] - (l13 * a[13]) - (l12 * m12), m01 = a[4] - (l03 * a[13]) - (l02 * m12), l01 = m01 / d1;
        double d0 = a[0] - (l03 * a[12]) - (l02 * m02) - (l01 * m01);
        double y3 = b[3], y2 = b[2] - (l23 * y3), y1 = b[1] - (l13 * y3) - (l12 * y2), y0 = b[0] - (l03 * y3) - (l02 * y2) - (l01 * y1);
        double x0 = y0 / d0, x1 = (y1 / d1) - (l01 * x0), x2 = (y2 / d2) - (l12 * x1) - (l02 * x0), x3 = (y3 / d3) - (l23 * x2) - (l13 * x1) - (l03 * x0);
        double s1 = -l01, s2 = -(l12 * s1) - l02, s3 = -(l23 * s2) - (l13 * s1) - l03;
        (b[0], b[1], b[2], b[3]) = (x0, x1, x2, x3);
        (a[1], a[2], a[3]) = (s1, s2, s3);
        firstVariance = 1 / d0;
        return Math.Log(d0 * d1 * d2 * d3);
    }
}
