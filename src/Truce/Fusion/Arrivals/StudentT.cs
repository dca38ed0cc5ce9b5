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

    /// <summary>Scale for a stated 1 σ: within ±1 σ lie 68.27 %, as of a normal, and the tails are heavier.</summary>
    /// <remarks>The distribution function by Simpson's rule, its inverse by halving: to 1e-9.</remarks>
    public static double ScaleForSigma(double degrees)
    {
        double low = 1, high = 3, constant = Math.Exp(LogConstant(degrees));
        for (int i = 0; i < 40; i++)
        {
            double middle = (low + high) / 2, sum = 0;
            for (int k = 0; k <= 200; k++)
            {
                double x = middle * k / 200;
                sum += (k is 0 or 200 ? 1 : k % 2 == 1 ? 4 : 2) * Math.Pow(1 + (x * x / degrees), -(degrees + 1) / 2);
            }

            if (2 * constant * sum * middle / 600 < 0.6826894921370859) low = middle;
            else high = middle;
        }

        return 1 / low;
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
