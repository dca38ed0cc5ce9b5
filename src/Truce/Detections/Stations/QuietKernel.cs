using System.Runtime.CompilerServices;

namespace Truce.Detections.Stations;

/// <summary>The inner loop while nothing happens: the operations of <see cref="LaneKernel"/> for four sections, each in the same order and so to the same bits, but arranged for speed.</summary>
/// <remarks>
/// <para>A section waits for its own last step (two roundings, eight cycles), and in a plain loop the sections wait for each other too. Here section k works on the sample k steps back, so that the four do not wait for each other
/// and the processor is filled by what they compute.</para>
/// <para>Whether a lane has something to say is gathered over all steps and asked once. If so, nothing is kept and <see cref="LaneKernel"/> does the same steps again to find out which one it was. Largest ratios are not kept: this is
/// for lanes none of which is open.</para>
/// </remarks>
internal static class QuietKernel
{
    /// <summary>Sections that it knows.</summary>
    public const int Sections = 4;

    /// <summary>Numbers a lane that it needs to work with.</summary>
    public const int WorkRows = (2 * Sections) + 5;

    /// <summary>Fewest steps that it does at a time.</summary>
    public const int FewestSteps = 8;

    /// <summary>Runs all steps if no lane has something to say in them.</summary>
    /// <param name="state">As in <see cref="LaneKernel.Run"/>; left as it was when a lane has something to say.</param>
    /// <param name="table">As in <see cref="LaneKernel.Run"/>.</param>
    /// <param name="flip">A negative zero for each lane that speaks when its ratio is not above the threshold, zero for the others.</param>
    /// <param name="x">Samples, lane beside lane.</param>
    /// <param name="y">Gets filtered samples, of no meaning when a lane has something to say.</param>
    /// <param name="steps">Samples a lane.</param>
    /// <param name="work">Room for <see cref="WorkRows"/> numbers a lane.</param>
    /// <returns>Whether all steps were done; false when a lane has something to say.</returns>
    public static bool Run<TV, TM, T, TInput>(Span<double> state, ReadOnlySpan<double> table, ReadOnlySpan<double> flip, ReadOnlySpan<T> x, Span<double> y, int steps, Span<double> work)
        where TV : struct
        where TM : struct, ILaneMath<TV>
        where TInput : struct, ILaneInput<T>
    {
        int n = TM.Width;
        if (steps < FewestSteps || work.Length < WorkRows * n || x.Length < steps * n || y.Length < steps * n || flip.Length < n || state.Length < ((2 * Sections) + 2) * n || table.Length < ((2 * Sections) + 3) * n)
        {
            throw new ArgumentException("buffers too short for the lanes", nameof(steps));
        }

        // The first samples go as far as they can without the last section, the last three are brought to the end: with the three that are under way in memory.
        state[..(((2 * Sections) + 2) * n)].CopyTo(work);
        ref double s = ref work[0];
        ref double t = ref Unsafe.AsRef(in table[0]);
        ref T from = ref Unsafe.AsRef(in x[0]);
        ref double way = ref Unsafe.Add(ref s, ((2 * Sections) + 2) * n);
        First<TV, TM, T, TInput>(ref s, ref t, ref way, ref from);
        int spoke = Four<TV, TM, T, TInput>(ref s, ref t, ref way, ref Unsafe.AsRef(in flip[0]), ref Unsafe.Add(ref from, 3 * n), ref y[0], steps - 3);
        spoke |= Last<TV, TM>(ref s, ref t, ref way, ref Unsafe.AsRef(in flip[0]), ref Unsafe.Add(ref y[0], (steps - 3) * n));
        if (spoke != 0) return false;
        work[..(((2 * Sections) + 2) * n)].CopyTo(state);
        return true;
    }

    private static int Four<TV, TM, T, TInput>(ref double state, ref double table, ref double way, ref double flip, ref T x, ref double y, int steps)
        where TV : struct
        where TM : struct, ILaneMath<TV>
        where TInput : struct, ILaneInput<T>
    {
        int n = TM.Width;
        TV u0 = TM.Load(ref state), w0 = TM.Load(ref Unsafe.Add(ref state, n)), u1 = TM.Load(ref Unsafe.Add(ref state, 2 * n)), w1 = TM.Load(ref Unsafe.Add(ref state, 3 * n));
        TV u2 = TM.Load(ref Unsafe.Add(ref state, 4 * n)), w2 = TM.Load(ref Unsafe.Add(ref state, 5 * n)), u3 = TM.Load(ref Unsafe.Add(ref state, 6 * n)), w3 = TM.Load(ref Unsafe.Add(ref state, 7 * n));
        TV s = TM.Load(ref Unsafe.Add(ref state, 8 * n)), l = TM.Load(ref Unsafe.Add(ref state, 9 * n));
        TV z0 = TM.Load(ref way), z1 = TM.Load(ref Unsafe.Add(ref way, n)), z2 = TM.Load(ref Unsafe.Add(ref way, 2 * n)), turn = TM.Load(ref flip), spoke = default;
        TV a0 = TM.Load(ref table), b0 = TM.Load(ref Unsafe.Add(ref table, n)), a1 = TM.Load(ref Unsafe.Add(ref table, 2 * n)), b1 = TM.Load(ref Unsafe.Add(ref table, 3 * n));
        TV a2 = TM.Load(ref Unsafe.Add(ref table, 4 * n)), b2 = TM.Load(ref Unsafe.Add(ref table, 5 * n)), a3 = TM.Load(ref Unsafe.Add(ref table, 6 * n)), b3 = TM.Load(ref Unsafe.Add(ref table, 7 * n));
        TV keepS = TM.Load(ref Unsafe.Add(ref table, 8 * n)), keepL = TM.Load(ref Unsafe.Add(ref table, 9 * n)), t = TM.Load(ref Unsafe.Add(ref table, 10 * n));
        do
        {
            TV z3 = TM.Subtract(z2, u3);
            u3 = TM.MultiplyAdd(a3, z3, w3);
            w3 = TM.MultiplyAdd(b3, z3, z2);
            z2 = TM.Subtract(z1, u2);
            u2 = TM.MultiplyAdd(a2, z2, w2);
            w2 = TM.MultiplyAdd(b2, z2, z1);
            z1 = TM.Subtract(z0, u1);
            u1 = TM.MultiplyAdd(a1, z1, w1);
            w1 = TM.MultiplyAdd(b1, z1, z0);
            TV x0 = TInput.Load<TV, TM>(ref x);
            z0 = TM.Subtract(x0, u0);
            u0 = TM.MultiplyAdd(a0, z0, w0);
            w0 = TM.MultiplyAdd(b0, z0, x0);
            TM.Store(ref y, z3);
            x = ref Unsafe.Add(ref x, n);
            y = ref Unsafe.Add(ref y, n);
            TV square = TM.Multiply(z3, z3);
            s = TM.MultiplyAdd(keepS, s, square);
            l = TM.MultiplyAdd(keepL, l, square);
            spoke = TM.OrTurned(spoke, TM.MultiplySubtract(t, l, s), turn);
        }
        while (--steps > 0);

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
        TM.Store(ref way, z0);
        TM.Store(ref Unsafe.Add(ref way, n), z1);
        TM.Store(ref Unsafe.Add(ref way, 2 * n), z2);
        return TM.Signs(spoke);
    }

    private static void First<TV, TM, T, TInput>(ref double state, ref double table, ref double way, ref T x)
        where TV : struct
        where TM : struct, ILaneMath<TV>
        where TInput : struct, ILaneInput<T>
    {
        int n = TM.Width;
        TV one = Section<TV, TM>(ref state, ref table, 1, Section<TV, TM>(ref state, ref table, 0, TInput.Load<TV, TM>(ref x)));
        TV two = Section<TV, TM>(ref state, ref table, 0, TInput.Load<TV, TM>(ref Unsafe.Add(ref x, n)));
        TM.Store(ref Unsafe.Add(ref way, 2 * n), Section<TV, TM>(ref state, ref table, 2, one));
        TM.Store(ref Unsafe.Add(ref way, n), Section<TV, TM>(ref state, ref table, 1, two));
        TM.Store(ref way, Section<TV, TM>(ref state, ref table, 0, TInput.Load<TV, TM>(ref Unsafe.Add(ref x, 2 * n))));
    }

    private static int Last<TV, TM>(ref double state, ref double table, ref double way, ref double flip, ref double y)
        where TV : struct
        where TM : struct, ILaneMath<TV>
    {
        int n = TM.Width;
        TV spoke = default, turn = TM.Load(ref flip), keepS = TM.Load(ref Unsafe.Add(ref table, 8 * n)), keepL = TM.Load(ref Unsafe.Add(ref table, 9 * n)), t = TM.Load(ref Unsafe.Add(ref table, 10 * n));
        TV s = TM.Load(ref Unsafe.Add(ref state, 8 * n)), l = TM.Load(ref Unsafe.Add(ref state, 9 * n));
        for (int section = 3; section > 0; section--)
        {
            TV z = TM.Load(ref Unsafe.Add(ref way, (section - 1) * n));
            for (int k = section; k < Sections; k++) z = Section<TV, TM>(ref state, ref table, k, z);
            TM.Store(ref y, z);
            y = ref Unsafe.Add(ref y, n);
            TV square = TM.Multiply(z, z);
            s = TM.MultiplyAdd(keepS, s, square);
            l = TM.MultiplyAdd(keepL, l, square);
            spoke = TM.OrTurned(spoke, TM.MultiplySubtract(t, l, s), turn);
        }

        TM.Store(ref Unsafe.Add(ref state, 8 * n), s);
        TM.Store(ref Unsafe.Add(ref state, 9 * n), l);
        return TM.Signs(spoke);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TV Section<TV, TM>(ref double state, ref double table, int section, TV x)
        where TV : struct
        where TM : struct, ILaneMath<TV>
    {
        int at = 2 * section * TM.Width;
        ref double u = ref Unsafe.Add(ref state, at);
        ref double w = ref Unsafe.Add(ref state, at + TM.Width);
        TV y = TM.Subtract(x, TM.Load(ref u));
        TM.Store(ref u, TM.MultiplyAdd(TM.Load(ref Unsafe.Add(ref table, at)), y, TM.Load(ref w)));
        TM.Store(ref w, TM.MultiplyAdd(TM.Load(ref Unsafe.Add(ref table, at + TM.Width)), y, x));
        return y;
    }
}
