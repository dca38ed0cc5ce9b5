namespace Truce.Detections.Signals;

/// <summary>The central F distribution.</summary>
public static class FDistribution
{
    /// <summary>Probability that F with these degrees of freedom is at most <paramref name="ratio"/>: the regularised incomplete beta function (Abramowitz and Stegun 1964, 26.6.2).</summary>
    /// <param name="ratio">The ratio, 0 or more.</param>
    /// <param name="over">Degrees of freedom of the numerator, above 0.</param>
    /// <param name="under">Degrees of freedom of the denominator, above 0.</param>
    public static double Cdf(double ratio, double over, double under) =>
        ratio > 0 ? Beta(over * ratio / ((over * ratio) + under), over / 2, under / 2) : 0;

    /// <summary>The ratio below which F stays with a probability, by bisection to the last bits.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="over">Degrees of freedom of the numerator, above 0.</param>
    /// <param name="under">Degrees of freedom of the denominator, above 0.</param>
    public static double Quantile(double probability, double over, double under)
    {
        const int Steps = 200;
        double low = 0, high = 1;
        while (Cdf(high, over, under) < probability && high < 1e12) high *= 2;
        for (int i = 0; i < Steps && high - low > 1e-12 * high; i++)
        {
            double middle = (low + high) / 2;
            if (Cdf(middle, over, under) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    private static double Beta(double x, double a, double b)
    {
        if (x >= 1) return 1;
        double front = Math.Exp(LnGamma(a + b) - LnGamma(a) - LnGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Continued(x, a, b) / a : 1 - (front * Continued(1 - x, b, a) / b);
    }

    // Continued fraction 26.5.8 of Abramowitz and Stegun, evaluated by Lentz's method.
    private static double Continued(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), h = d;
        for (int m = 1; m <= 500; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15) break;
        }

        return h;

        static double NotZero(double v) => Math.Abs(v) < Tiny ? Tiny : v;
    }

    // Lanczos (1964) with g = 5 and six terms; relative error below 2e-10.
    private static double LnGamma(double x)
    {
        ReadOnlySpan<double> terms = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];
        double t = x + 5.5, sum = 1.000000000190015;
        t -= (x + 0.5) * Math.Log(t);
        for (int i = 0; i < terms.Length; i++) sum += terms[i] / (x + i + 1);
        return -t + Math.Log(2.5066282746310005 * sum / x);
    }
}
