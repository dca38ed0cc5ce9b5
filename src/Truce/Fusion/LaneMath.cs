using System.Runtime.Intrinsics;

namespace Truce.Fusion;

/// <summary>ln and exp of four numbers at once, from additions, multiplications and divisions only: the same bits on every machine.</summary>
/// <remarks>
/// Reductions and polynomials of fdlibm 5.3 (Sun Microsystems 1993, e_log.c and e_exp.c), each within 1 unit in the last place there. No fused operation is
/// used, so a machine without wide registers, which takes the lanes one by one, rounds alike.
/// </remarks>
internal static class LaneMath
{
    private const double Ln2Hi = 6.93147180369123816490e-01, Ln2Lo = 1.90821492927058770002e-10, InverseLn2 = 1.44269504088896338700;
    private const long HalfRoot2 = 0x3fe6a09e667f3bcd; // bits of √½

    /// <summary>ln of four normal positive numbers.</summary>
    public static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<long> bits = x.AsInt64(), power = (bits - Vector256.Create(HalfRoot2)) >> 52;
        Vector256<double> k = Vector256.ConvertToDouble(power), f = (bits - (power << 52)).AsDouble() - Vector256<double>.One;
        Vector256<double> s = f / (f + Vector256.Create(2.0)), z = s * s, w = z * z;
        Vector256<double> even = w * (Of(3.999999999940941908e-01) + (w * (Of(2.222219843214978396e-01) + (w * Of(1.531383769920937332e-01)))));
        Vector256<double> odd = z * (Of(6.666666666666735130e-01) + (w * (Of(2.857142874366239149e-01) + (w * (Of(1.818357216161805012e-01) + (w * Of(1.479819860511658591e-01)))))));
        Vector256<double> half = f * f * Of(0.5), correction = (s * (half + even + odd)) + (k * Of(Ln2Lo));
        return (k * Of(Ln2Hi)) - (half - correction - f);
    }

    /// <summary>e to the power of four numbers; those beyond ±700 count as ±700.</summary>
    public static Vector256<double> Exp(Vector256<double> x)
    {
        x = Vector256.Max(Vector256.Min(x, Of(700)), Of(-700));
        Vector256<double> k = Vector256.Floor((x * Of(InverseLn2)) + Of(0.5)), high = x - (k * Of(Ln2Hi)), low = k * Of(Ln2Lo), r = high - low, t = r * r;
        Vector256<double> p = Of(6.61375632143793436117e-05) + (t * (Of(-1.65339022054652515390e-06) + (t * Of(4.13813679705723846039e-08))));
        Vector256<double> c = r - (t * (Of(1.66666666666666019037e-01) + (t * (Of(-2.77777777770155933842e-03) + (t * p)))));
        Vector256<double> y = Vector256<double>.One - (low - (r * c / (Of(2) - c)) - high);
        return (y.AsInt64() + (Vector256.ConvertToInt64(k) << 52)).AsDouble();
    }

    private static Vector256<double> Of(double value) => Vector256.Create(value);
}
