using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Truce.Detections.Arrays;

/// <summary>Normalised cross-correlation of a window of one element with what another recorded, lag by lag.</summary>
/// <remarks>
/// The window is slid over the other element's samples, beyond the window's ends too, and divided by the energy under it. Sums run in a fixed order of eight lanes and
/// each product is fused into its sum, which IEEE 754 rounds exactly, so every machine gets the same bytes.
/// </remarks>
internal static class CrossCorrelation
{
    private const int Lanes = 8;

    /// <summary>Fills the coefficients for lags 0, 1, … of <paramref name="second"/>.</summary>
    /// <param name="first">The window that is slid.</param>
    /// <param name="firstEnergy">Its sum of squares.</param>
    /// <param name="second">As long as the window and the lags, less one.</param>
    /// <param name="rho">One coefficient a lag, −1 to 1; 0 where either holds no energy.</param>
    public static void Fill(ReadOnlySpan<float> first, double firstEnergy, ReadOnlySpan<float> second, Span<double> rho)
    {
        int n = first.Length, lag = 0;
        if (second.Length != n + rho.Length - 1) throw new ArgumentException("the second span covers the window and its lags");
        for (; lag + 7 < rho.Length; lag += 8) EightLags(first, second.Slice(lag, n + 7), rho.Slice(lag, 8));
        if (lag < rho.Length && rho.Length >= 8)
        {
            // The last eight again: a sum does not depend on those beside it.
            EightLags(first, second[(rho.Length - 8)..], rho[^8..]);
            lag = rho.Length;
        }

        Span<double> last = stackalloc double[1];
        for (; lag < rho.Length; lag++)
        {
            One(first, second.Slice(lag, n), last);
            rho[lag] = last[0];
        }

        double under = Energy(second[..n]);
        for (lag = 0; lag < rho.Length; lag++)
        {
            double both = under * firstEnergy;
            rho[lag] = under > 0 && both > 0 ? Math.Clamp(rho[lag] / Math.Sqrt(both), -1, 1) : 0;
            if (lag + 1 < rho.Length) under += ((double)second[lag + n] * second[lag + n]) - ((double)second[lag] * second[lag]);
        }
    }

    /// <summary>Sum of squares, in double precision and four lanes.</summary>
    public static double Energy(ReadOnlySpan<float> x)
    {
        ref float from = ref MemoryMarshal.GetReference(x);
        Vector256<double> sums = default;
        int i = 0;
        for (; i + 3 < x.Length; i += 4)
        {
            Vector256<double> four = Vector256.WidenLower(Vector256.Create(Vector128.LoadUnsafe(ref from, (nuint)i), default));
            sums += four * four;
        }

        double rest = 0;
        for (; i < x.Length; i++) rest += (double)x[i] * x[i];
        return (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest;
    }

    // Eight neighbouring lags at once: each load of the window serves eight products, and eight sums grow side by side.
    private static void EightLags(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<double> sums)
    {
        ref float a = ref MemoryMarshal.GetReference(first);
        ref float b = ref MemoryMarshal.GetReference(second);
        ref float b1 = ref Unsafe.Add(ref b, 1), b2 = ref Unsafe.Add(ref b, 2), b3 = ref Unsafe.Add(ref b, 3), b4 = ref Unsafe.Add(ref b, 4);
        ref float b5 = ref Unsafe.Add(ref b, 5), b6 = ref Unsafe.Add(ref b, 6), b7 = ref Unsafe.Add(ref b, 7);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        nuint i = 0, whole = (nuint)(first.Length - (first.Length % Lanes));
        for (; i < whole; i += Lanes)
        {
            var x = Vector256.LoadUnsafe(ref a, i);
            s0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b, i), s0);
            s1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b1, i), s1);
            s2 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b2, i), s2);
            s3 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b3, i), s3);
            s4 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b4, i), s4);
            s5 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b5, i), s5);
            s6 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b6, i), s6);
            s7 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b7, i), s7);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (Sum(s0), Sum(s1), Sum(s2), Sum(s3));
        (sums[4], sums[5], sums[6], sums[7]) = (Sum(s4), Sum(s5), Sum(s6), Sum(s7));
        for (int tail = (int)whole; tail < first.Length; tail++)
        {
            for (int k = 0; k < Lanes; k++) sums[k] += (double)first[tail] * second[tail + k];
        }
    }

    private static void One(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<double> sums)
    {
        ref float a = ref MemoryMarshal.GetReference(first), b = ref MemoryMarshal.GetReference(second);
        Vector256<float> s = default;
        nuint i = 0, whole = (nuint)(first.Length - (first.Length % Lanes));
        for (; i < whole; i += Lanes) s = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref b, i), s);
        sums[0] = Sum(s);
        for (int tail = (int)whole; tail < first.Length; tail++) sums[0] += (double)first[tail] * second[tail];
    }

    private static double Sum(Vector256<float> v)
    {
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane++) sum += v[lane];
        return sum;
    }
}
