using System.Runtime.CompilerServices;

namespace Truce.Detections.Stations;

/// <summary>The inner loop: filter, square, both averages and the comparison in one pass, for channels side by side.</summary>
/// <remarks>
/// <para>A section of a Butterworth band-pass is g(1 − z⁻²)/(1 + a₁z⁻¹ + a₂z⁻²). Ratios, kurtosis and AIC do not depend on scale, so the gains g are left out. In transposed direct form II with
/// u = −z₁ and w = −z₂ a section is three operations: y = x − u, u ← a₁y + w, w ← a₂y + x.</para>
/// <para>Averages are kept unscaled: S ← (1 − 1/Ns)S + y², so that sta = S/Ns, and the same for L. The ratio is above r exactly where tL − S with t = r·Ns/Nl, rounded once, is negative.</para>
/// </remarks>
internal static class LaneKernel
{
    /// <summary>Runs until a lane has something to say or the samples end.</summary>
    /// <param name="state">Sections' u and w, then S, L, and S and L where S/L was largest; each as wide as the lanes.</param>
    /// <param name="table">Sections' a₁ and a₂, then both keep factors and the threshold t.</param>
    /// <param name="sections">Second-order sections.</param>
    /// <param name="x">Samples, lane beside lane.</param>
    /// <param name="y">Gets filtered samples.</param>
    /// <param name="steps">Samples a lane.</param>
    /// <param name="invert">A bit for each lane that speaks when its ratio is not above the threshold.</param>
    /// <param name="peaks">Whether to keep the largest ratio.</param>
    /// <param name="events">A bit for each lane that spoke at the last step.</param>
    /// <returns>Steps done, at least one.</returns>
    public static int Run<TV, TM>(Span<double> state, ReadOnlySpan<double> table, int sections, ReadOnlySpan<double> x, Span<double> y, int steps, int invert, bool peaks, out int events)
        where TV : struct
        where TM : struct, ILaneMath<TV>
    {
        if (x.Length < steps * TM.Width || y.Length < steps * TM.Width || state.Length < ((2 * sections) + 4) * TM.Width || table.Length < ((2 * sections) + 3) * TM.Width)
        {
            throw new ArgumentException("buffers too short for the lanes", nameof(steps));
        }

        ref double s = ref state[0];
        ref double t = ref Unsafe.AsRef(in table[0]);
        ref double from = ref Unsafe.AsRef(in x[0]);
        return sections switch
        {
            4 when peaks => Four<TV, TM, Yes>(ref s, ref t, ref from, ref y[0], steps, invert, out events),
            4 => Four<TV, TM, No>(ref s, ref t, ref from, ref y[0], steps, invert, out events),
            _ => Any<TV, TM>(ref s, ref t, sections, ref from, ref y[0], steps, invert, out events),
        };
    }

    private static int Four<TV, TM, TPeaks>(ref double state, ref double table, ref double x, ref double y, int steps, int invert, out int events)
        where TV : struct
        where TM : struct, ILaneMath<TV>
        where TPeaks : struct
    {
        int n = TM.Width;
        TV u0 = TM.Load(ref state), w0 = TM.Load(ref Unsafe.Add(ref state, n)), u1 = TM.Load(ref Unsafe.Add(ref state, 2 * n)), w1 = TM.Load(ref Unsafe.Add(ref state, 3 * n));
        TV u2 = TM.Load(ref Unsafe.Add(ref state, 4 * n)), w2 = TM.Load(ref Unsafe.Add(ref state, 5 * n)), u3 = TM.Load(ref Unsafe.Add(ref state, 6 * n)), w3 = TM.Load(ref Unsafe.Add(ref state, 7 * n));
        TV s = TM.Load(ref Unsafe.Add(ref state, 8 * n)), l = TM.Load(ref Unsafe.Add(ref state, 9 * n)), ps = TM.Load(ref Unsafe.Add(ref state, 10 * n)), pl = TM.Load(ref Unsafe.Add(ref state, 11 * n));
        TV a0 = TM.Load(ref table), b0 = TM.Load(ref Unsafe.Add(ref table, n)), a1 = TM.Load(ref Unsafe.Add(ref table, 2 * n)), b1 = TM.Load(ref Unsafe.Add(ref table, 3 * n));
        TV a2 = TM.Load(ref Unsafe.Add(ref table, 4 * n)), b2 = TM.Load(ref Unsafe.Add(ref table, 5 * n)), a3 = TM.Load(ref Unsafe.Add(ref table, 6 * n)), b3 = TM.Load(ref Unsafe.Add(ref table, 7 * n));
        TV keepS = TM.Load(ref Unsafe.Add(ref table, 8 * n)), keepL = TM.Load(ref Unsafe.Add(ref table, 9 * n)), t = TM.Load(ref Unsafe.Add(ref table, 10 * n));
        int left = steps, spoke;
        do
        {
            TV x0 = TM.Load(ref x), x1 = TM.Subtract(x0, u0);
            u0 = TM.MultiplyAdd(a0, x1, w0);
            w0 = TM.MultiplyAdd(b0, x1, x0);
            TV x2 = TM.Subtract(x1, u1);
            u1 = TM.MultiplyAdd(a1, x2, w1);
            w1 = TM.MultiplyAdd(b1, x2, x1);
            TV x3 = TM.Subtract(x2, u2);
            u2 = TM.MultiplyAdd(a2, x3, w2);
            w2 = TM.MultiplyAdd(b2, x3, x2);
            TV x4 = TM.Subtract(x3, u3);
            u3 = TM.MultiplyAdd(a3, x4, w3);
            w3 = TM.MultiplyAdd(b3, x4, x3);
            TM.Store(ref y, x4);
            x = ref Unsafe.Add(ref x, n);
            y = ref Unsafe.Add(ref y, n);
            TV square = TM.Multiply(x4, x4);
            s = TM.MultiplyAdd(keepS, s, square);
            l = TM.MultiplyAdd(keepL, l, square);
            spoke = TM.Signs(TM.MultiplySubtract(t, l, s)) ^ invert;
            if (typeof(TPeaks) == typeof(Yes))
            {
                TV less = TM.MultiplySubtract(ps, l, TM.Multiply(s, pl));
                ps = TM.WhereNegative(less, s, ps);
                pl = TM.WhereNegative(less, l, pl);
            }
        }
        while (spoke == 0 && --left > 0);

        TM.Store(ref state, u0);
        TM.Store(ref Unsafe.Add(ref state, n), w0);
        TM.Store(ref Unsafe.Add(ref state, 2 * n), u1);
        TM.Store(ref Unsafe.Add(ref state, 3 * n), w1);
        TM.Store(ref Unsafe.Add(ref state, 4 * n), u2);
        TM.Store(ref Unsafe.Add(ref state, 5 * n), w2);
        TM.Store(ref Unsafe.Add(ref state, 6 * n), u3);
        TM.Store(ref Unsafe.Add(ref state, 7 * n), w3);
        TM.Store(ref Unsafe.Add(ref state, 8 * n), s);
        TM.Store(ref Unsafe.Add(ref state, 9 * n), l);
        TM.Store(ref Unsafe.Add(ref state, 10 * n), ps);
        TM.Store(ref Unsafe.Add(ref state, 11 * n), pl);
        events = spoke;
        return spoke == 0 ? steps : steps - left + 1;
    }

    // Any number of sections: the same operations with the state in memory.
    private static int Any<TV, TM>(ref double state, ref double table, int sections, ref double x, ref double y, int steps, int invert, out int events)
        where TV : struct
        where TM : struct, ILaneMath<TV>
    {
        int n = TM.Width, i = 0;
        ref double averages = ref Unsafe.Add(ref state, 2 * sections * n);
        ref double factors = ref Unsafe.Add(ref table, 2 * sections * n);
        TV s = TM.Load(ref averages), l = TM.Load(ref Unsafe.Add(ref averages, n)), ps = TM.Load(ref Unsafe.Add(ref averages, 2 * n)), pl = TM.Load(ref Unsafe.Add(ref averages, 3 * n));
        TV keepS = TM.Load(ref factors), keepL = TM.Load(ref Unsafe.Add(ref factors, n)), t = TM.Load(ref Unsafe.Add(ref factors, 2 * n));
        events = 0;
        while (i < steps && events == 0)
        {
            TV before = TM.Load(ref Unsafe.Add(ref x, i * n));
            for (int k = 0; k < 2 * sections * n; k += 2 * n)
            {
                ref double u = ref Unsafe.Add(ref state, k);
                ref double w = ref Unsafe.Add(ref state, k + n);
                TV after = TM.Subtract(before, TM.Load(ref u));
                TM.Store(ref u, TM.MultiplyAdd(TM.Load(ref Unsafe.Add(ref table, k)), after, TM.Load(ref w)));
                TM.Store(ref w, TM.MultiplyAdd(TM.Load(ref Unsafe.Add(ref table, k + n)), after, before));
                before = after;
            }

            TM.Store(ref Unsafe.Add(ref y, i * n), before);
            TV square = TM.Multiply(before, before);
            s = TM.MultiplyAdd(keepS, s, square);
            l = TM.MultiplyAdd(keepL, l, square);
            events = TM.Signs(TM.MultiplySubtract(t, l, s)) ^ invert;
            TV less = TM.MultiplySubtract(ps, l, TM.Multiply(s, pl));
            ps = TM.WhereNegative(less, s, ps);
            pl = TM.WhereNegative(less, l, pl);
            i++;
        }

        TM.Store(ref averages, s);
        TM.Store(ref Unsafe.Add(ref averages, n), l);
        TM.Store(ref Unsafe.Add(ref averages, 2 * n), ps);
        TM.Store(ref Unsafe.Add(ref averages, 3 * n), pl);
        return i;
    }

    private struct Yes;

    private struct No;
}
