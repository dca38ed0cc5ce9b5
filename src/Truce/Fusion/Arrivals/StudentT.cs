namespace Truce.Fusion.Arrivals;

/// <summary>Student's t, the error of arrival times: mostly normal, with tails that an arrival of another event falls into without dragging the place.</summary>
internal static class StudentT
{
    /// <summary>Logarithm of Γ((ν+1)/2) / (Γ(ν/2) √(νπ)).</summary>
    public static double LogConstant(double degrees) => LogGamma((degrees + 1) / 2) - LogGamma(degrees / 2) - (0.5 * Math.Log(degrees * Math.PI));

    /// <summary>Natural logarithm of the density at <paramref name="value"/> for the given scale.</summary>
    public static double LogDensity(double value, double scale, double degrees)
    {
        double u = value / scale;
        return LogConstant(degrees) - Math.Log(scale) - ((degrees + 1) / 2 * Math.Log(1 + (u * u / degrees)));
    }

    // Stirling's series after shifting the argument above 8 (Abramowitz and Stegun 1964, 6.1.40); relative error below 1e-12.
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 8; x++) shift -= Math.Log(x);
        double r = 1 / x, r2 = r * r;
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (r * ((1.0 / 12) - (r2 * ((1.0 / 360) - (r2 * ((1.0 / 1260) - (r2 / 1680)))))));
    }
}
