namespace Truce.Measures;

/// <summary>The few functions of probability that several rooms need; all deterministic.</summary>
public static class Probability
{
    /// <summary>Standard normal distribution function; absolute error below 1.2e-7 (Numerical Recipes, 3rd ed., §6.2.2, erfc Chebyshev fit).</summary>
    public static double NormalCdf(double z)
    {
        double x = Math.Abs(z) / Math.Sqrt(2), t = 2 / (2 + x);
        double poly = -1.26551223 + (t * (1.00002368 + (t * (0.37409196 + (t * (0.09678418 + (t * (-0.18628806
            + (t * (0.27886807 + (t * (-1.13520398 + (t * (1.48851587 + (t * (-0.82215223 + (t * 0.17087277)))))))))))))))));
        double erfc = t * Math.Exp((-x * x) + poly);
        return z >= 0 ? 1 - (erfc / 2) : erfc / 2;
    }

    /// <summary>log(exp a + exp b) without overflow.</summary>
    public static double LogAdd(double a, double b)
    {
        if (double.IsNegativeInfinity(a)) return b;
        if (double.IsNegativeInfinity(b)) return a;
        return a > b ? a + Log1PExp(b - a) : b + Log1PExp(a - b);
    }

    /// <summary>Turns logarithms of weights into weights that sum to one, in place and in index order.</summary>
    public static void NormaliseLogs(Span<double> logs)
    {
        double max = double.NegativeInfinity;
        foreach (double l in logs) max = Math.Max(max, l);
        double sum = 0;
        for (int i = 0; i < logs.Length; i++) sum += logs[i] = Math.Exp(logs[i] - max);
        for (int i = 0; i < logs.Length; i++) logs[i] /= sum;
    }

    private static double Log1PExp(double x) => x < -37 ? Math.Exp(x) : Math.Log(1 + Math.Exp(x));
}
