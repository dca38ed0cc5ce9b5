using System.Runtime.Intrinsics;

namespace Truce.Detections.Stations;

/// <summary>Natural logarithms of many numbers, the same bits on every machine.</summary>
/// <remarks>
/// The library's logarithm is another one on every system. Here are only operations that IEEE 754 rounds exactly. x = 2ᵏ(1 + f) with √½ ≤ 1 + f &lt; √2 and s = f/(2 + f), so that
/// ln(1 + f) = 2 artanh s = f − (f²/2 − s(f²/2 + R)) with the polynomial R(s²) of FreeBSD's e_log.c (fdlibm, Sun Microsystems 1993; error below one unit in the last place).
/// </remarks>
internal static class Logarithm
{
    private const int Lanes = 4;
    private const long SqrtHalf = 0x3fe6a09e667f3bcd;
    private const long One = 0x3ff0000000000000;
    private const long Fraction = 0x000fffffffffffff;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Takes numbers that are above 0, finite and not subnormal; others give what <see cref="Math.Log(double)"/> says.</summary>
    public static void Of(ReadOnlySpan<double> x, Span<double> logarithms)
    {
        int i = 0;
        for (; i + Lanes <= x.Length; i += Lanes) Of(Vector256.Create(x.Slice(i, Lanes))).CopyTo(logarithms[i..]);
        if (i < x.Length)
        {
            Span<double> rest = stackalloc double[Lanes];
            rest.Fill(1);
            x[i..].CopyTo(rest);
            Of(Vector256.Create<double>(rest)).CopyTo(rest);
            rest[..(x.Length - i)].CopyTo(logarithms[i..]);
        }

        for (i = 0; i < x.Length; i++)
        {
            if (!double.IsNormal(x[i]) || x[i] < 0) logarithms[i] = Math.Log(x[i]);
        }
    }

    private static Vector256<double> Of(Vector256<double> x)
    {
        Vector256<long> bits = x.AsInt64() + Vector256.Create(One - SqrtHalf);
        Vector256<double> k = Vector256.ConvertToDouble((bits >>> 52) - Vector256.Create(1023L));
        Vector256<double> f = ((bits & Vector256.Create(Fraction)) + Vector256.Create(SqrtHalf)).AsDouble() - Vector256.Create(1.0);
        Vector256<double> half = Vector256.Create(0.5) * f * f, s = f / (f + Vector256.Create(2.0)), z = s * s, w = z * z;
        Vector256<double> even = w * (Vector256.Create(3.999999999940941908e-01) + (w * (Vector256.Create(2.222219843214978396e-01) + (w * Vector256.Create(1.531383769920937332e-01)))));
        Vector256<double> odd = z * (Vector256.Create(6.666666666666735130e-01) + (w * (Vector256.Create(2.857142874366239149e-01) + (w * (Vector256.Create(1.818357216161805012e-01) + (w * Vector256.Create(1.479819860511658591e-01)))))));
        return (k * Vector256.Create(Ln2High)) - (half - ((s * (half + even + odd)) + (k * Vector256.Create(Ln2Low))) - f);
    }
}
