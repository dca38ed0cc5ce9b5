using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Truce.Observations.Waveforms;

namespace Truce.Detections.Stations;

/// <summary>Puts samples of several channels side by side, as double precision.</summary>
internal static class Interleaver
{
    /// <summary>Samples of one channel.</summary>
    public static void Copy(WaveformSamples samples, int from, Span<double> target)
    {
        switch (samples)
        {
            case WaveformSamples.Int32 i:
                Widen(i.Values.Span.Slice(from, target.Length), target);
                break;
            case WaveformSamples.Float32 f:
                Widen(f.Values.Span.Slice(from, target.Length), target);
                break;
            case WaveformSamples.Float64 d:
                d.Values.Span.Slice(from, target.Length).CopyTo(target);
                break;
            default:
                throw new InvalidOperationException("samples of no known type");
        }
    }

    /// <summary>One sample.</summary>
    public static double One(WaveformSamples samples, int at)
    {
        Span<double> one = stackalloc double[1];
        Copy(samples, at, one);
        return one[0];
    }

    /// <summary>Samples into one lane of many.</summary>
    public static void Scatter(WaveformSamples samples, int from, int count, Span<double> target, int lane, int width)
    {
        switch (samples)
        {
            case WaveformSamples.Int32 i:
                ReadOnlySpan<int> x = i.Values.Span.Slice(from, count);
                for (int k = 0, to = lane; k < x.Length; k++, to += width) target[to] = x[k];
                break;
            case WaveformSamples.Float32 f:
                ReadOnlySpan<float> y = f.Values.Span.Slice(from, count);
                for (int k = 0, to = lane; k < y.Length; k++, to += width) target[to] = y[k];
                break;
            case WaveformSamples.Float64 d:
                ReadOnlySpan<double> z = d.Values.Span.Slice(from, count);
                for (int k = 0, to = lane; k < z.Length; k++, to += width) target[to] = z[k];
                break;
            default:
                throw new InvalidOperationException("samples of no known type");
        }
    }

    /// <summary>Eight channels of one type at once, in registers.</summary>
    /// <returns>How many samples of each were done: a multiple of eight; the rest is to be scattered.</returns>
    public static int Eight(ReadOnlySpan<WaveformSamples> samples, ReadOnlySpan<int> from, int offset, int count, Span<double> target)
    {
        if (!Avx512F.IsSupported || count < 8) return 0;
        int whole = count & ~7;
        return samples[0] switch
        {
            WaveformSamples.Int32 => All<WaveformSamples.Int32>(samples) ? Eight<int, IntRow>(samples, from, offset, whole, target) : 0,
            WaveformSamples.Float32 => All<WaveformSamples.Float32>(samples) ? Eight<float, FloatRow>(samples, from, offset, whole, target) : 0,
            _ => All<WaveformSamples.Float64>(samples) ? Eight<double, DoubleRow>(samples, from, offset, whole, target) : 0,
        };
    }

    /// <summary>Whole numbers of one channel into one lane of many.</summary>
    public static void Scatter(ReadOnlySpan<int> x, Span<int> target, int lane, int width)
    {
        for (int k = 0, to = lane; k < x.Length; k++, to += width) target[to] = x[k];
    }

    /// <summary>Whole numbers of eight channels, still as whole numbers: half the bytes, and the inner loop makes them double precision.</summary>
    /// <returns>How many samples of each were done: a multiple of eight.</returns>
    public static int Eight(ReadOnlySpan<WaveformSamples> samples, ReadOnlySpan<int> from, int offset, int count, Span<int> target)
    {
        if (!Avx512F.IsSupported || count < 8) return 0;
        int whole = count & ~7;
        ref int r0 = ref Row<int, IntRow>(samples[0], from[0] + offset, whole), r1 = ref Row<int, IntRow>(samples[1], from[1] + offset, whole), r2 = ref Row<int, IntRow>(samples[2], from[2] + offset, whole), r3 = ref Row<int, IntRow>(samples[3], from[3] + offset, whole);
        ref int r4 = ref Row<int, IntRow>(samples[4], from[4] + offset, whole), r5 = ref Row<int, IntRow>(samples[5], from[5] + offset, whole), r6 = ref Row<int, IntRow>(samples[6], from[6] + offset, whole), r7 = ref Row<int, IntRow>(samples[7], from[7] + offset, whole);
        ref int to = ref MemoryMarshal.GetReference(target[..(8 * whole)]);
        for (int i = 0; i < whole; i += 8)
        {
            // A row holds four samples of two channels and the next four of the same two, so that all that follows stays within quarters.
            Vector512<int> a = Quarters(ref Unsafe.Add(ref r0, i), ref Unsafe.Add(ref r4, i)), b = Quarters(ref Unsafe.Add(ref r1, i), ref Unsafe.Add(ref r5, i));
            Vector512<int> c = Quarters(ref Unsafe.Add(ref r2, i), ref Unsafe.Add(ref r6, i)), d = Quarters(ref Unsafe.Add(ref r3, i), ref Unsafe.Add(ref r7, i));
            Vector512<long> ab0 = Avx512F.UnpackLow(a, b).AsInt64(), ab1 = Avx512F.UnpackHigh(a, b).AsInt64(), cd0 = Avx512F.UnpackLow(c, d).AsInt64(), cd1 = Avx512F.UnpackHigh(c, d).AsInt64();
            ref int step = ref Unsafe.Add(ref to, 8 * i);
            Halves(Avx512F.UnpackLow(ab0, cd0), ref step);
            Halves(Avx512F.UnpackHigh(ab0, cd0), ref Unsafe.Add(ref step, 8));
            Halves(Avx512F.UnpackLow(ab1, cd1), ref Unsafe.Add(ref step, 16));
            Halves(Avx512F.UnpackHigh(ab1, cd1), ref Unsafe.Add(ref step, 24));
        }

        return whole;
    }

    /// <summary>Whole numbers of four channels.</summary>
    /// <returns>How many samples of each were done: a multiple of four.</returns>
    public static int Four(ReadOnlySpan<WaveformSamples> samples, ReadOnlySpan<int> from, int offset, int count, Span<int> target)
    {
        if (!Sse2.IsSupported || count < 4) return 0;
        int whole = count & ~3;
        ref int r0 = ref Row<int, IntRow>(samples[0], from[0] + offset, whole), r1 = ref Row<int, IntRow>(samples[1], from[1] + offset, whole), r2 = ref Row<int, IntRow>(samples[2], from[2] + offset, whole), r3 = ref Row<int, IntRow>(samples[3], from[3] + offset, whole);
        ref int to = ref MemoryMarshal.GetReference(target[..(4 * whole)]);
        for (int i = 0; i < whole; i += 4)
        {
            var a = Vector128.LoadUnsafe(ref r0, (nuint)i);
            var b = Vector128.LoadUnsafe(ref r1, (nuint)i);
            var c = Vector128.LoadUnsafe(ref r2, (nuint)i);
            var d = Vector128.LoadUnsafe(ref r3, (nuint)i);
            Vector128<long> ab0 = Sse2.UnpackLow(a, b).AsInt64(), ab1 = Sse2.UnpackHigh(a, b).AsInt64(), cd0 = Sse2.UnpackLow(c, d).AsInt64(), cd1 = Sse2.UnpackHigh(c, d).AsInt64();
            ref int step = ref Unsafe.Add(ref to, 4 * i);
            Sse2.UnpackLow(ab0, cd0).AsInt32().StoreUnsafe(ref step);
            Sse2.UnpackHigh(ab0, cd0).AsInt32().StoreUnsafe(ref Unsafe.Add(ref step, 4));
            Sse2.UnpackLow(ab1, cd1).AsInt32().StoreUnsafe(ref Unsafe.Add(ref step, 8));
            Sse2.UnpackHigh(ab1, cd1).AsInt32().StoreUnsafe(ref Unsafe.Add(ref step, 12));
        }

        return whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Quarters(ref int first, ref int second) => Vector512.Create(
        Vector256.Create(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref second)),
        Vector256.Create(Vector128.LoadUnsafe(ref first, 4), Vector128.LoadUnsafe(ref second, 4)));

    // The lower half is one step, the upper one four steps on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector512<long> steps, ref int to)
    {
        steps.AsInt32().GetLower().StoreUnsafe(ref to);
        steps.AsInt32().GetUpper().StoreUnsafe(ref Unsafe.Add(ref to, 32));
    }

    private static bool All<T>(ReadOnlySpan<WaveformSamples> samples)
    {
        foreach (WaveformSamples s in samples)
        {
            if (s is not T) return false;
        }

        return true;
    }

    private static int Eight<T, TRow>(ReadOnlySpan<WaveformSamples> samples, ReadOnlySpan<int> from, int offset, int count, Span<double> target)
        where T : struct
        where TRow : struct, IRow<T>
    {
        ref T r0 = ref Row<T, TRow>(samples[0], from[0] + offset, count), r1 = ref Row<T, TRow>(samples[1], from[1] + offset, count), r2 = ref Row<T, TRow>(samples[2], from[2] + offset, count), r3 = ref Row<T, TRow>(samples[3], from[3] + offset, count);
        ref T r4 = ref Row<T, TRow>(samples[4], from[4] + offset, count), r5 = ref Row<T, TRow>(samples[5], from[5] + offset, count), r6 = ref Row<T, TRow>(samples[6], from[6] + offset, count), r7 = ref Row<T, TRow>(samples[7], from[7] + offset, count);
        ref double to = ref MemoryMarshal.GetReference(target[..(8 * count)]);
        for (int i = 0; i < count; i += 8)
        {
            Transpose(
                TRow.Load(ref Unsafe.Add(ref r0, i)), TRow.Load(ref Unsafe.Add(ref r1, i)), TRow.Load(ref Unsafe.Add(ref r2, i)), TRow.Load(ref Unsafe.Add(ref r3, i)),
                TRow.Load(ref Unsafe.Add(ref r4, i)), TRow.Load(ref Unsafe.Add(ref r5, i)), TRow.Load(ref Unsafe.Add(ref r6, i)), TRow.Load(ref Unsafe.Add(ref r7, i)),
                ref Unsafe.Add(ref to, 8 * i));
        }

        return count;
    }

    private static ref T Row<T, TRow>(WaveformSamples samples, int from, int count)
        where T : struct
        where TRow : struct, IRow<T> => ref MemoryMarshal.GetReference(TRow.Of(samples).Slice(from, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, Vector512<double> e, Vector512<double> f, Vector512<double> g, Vector512<double> h, ref double to)
    {
        Vector512<double> ab0 = Avx512F.UnpackLow(a, b), ab1 = Avx512F.UnpackHigh(a, b), cd0 = Avx512F.UnpackLow(c, d), cd1 = Avx512F.UnpackHigh(c, d);
        Vector512<double> ef0 = Avx512F.UnpackLow(e, f), ef1 = Avx512F.UnpackHigh(e, f), gh0 = Avx512F.UnpackLow(g, h), gh1 = Avx512F.UnpackHigh(g, h);
        Quarters(ab0, cd0, ef0, gh0, ref to);
        Quarters(ab1, cd1, ef1, gh1, ref Unsafe.Add(ref to, 8));
    }

    // Quarters 0 to 3 of each become steps 0, 2, 4 and 6.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, ref double to)
    {
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        Vector512<double> ab0 = Avx512F.Shuffle4x128(a, b, Even), ab1 = Avx512F.Shuffle4x128(a, b, Odd), cd0 = Avx512F.Shuffle4x128(c, d, Even), cd1 = Avx512F.Shuffle4x128(c, d, Odd);
        Avx512F.Shuffle4x128(ab0, cd0, Even).StoreUnsafe(ref to);
        Avx512F.Shuffle4x128(ab1, cd1, Even).StoreUnsafe(ref Unsafe.Add(ref to, 16));
        Avx512F.Shuffle4x128(ab0, cd0, Odd).StoreUnsafe(ref Unsafe.Add(ref to, 32));
        Avx512F.Shuffle4x128(ab1, cd1, Odd).StoreUnsafe(ref Unsafe.Add(ref to, 48));
    }

    private static void Widen(ReadOnlySpan<int> from, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = from[i];
    }

    private static void Widen(ReadOnlySpan<float> from, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = from[i];
    }

    private interface IRow<T>
        where T : struct
    {
        static abstract ReadOnlySpan<T> Of(WaveformSamples samples);

        static abstract Vector512<double> Load(ref T from);
    }

    private readonly struct IntRow : IRow<int>
    {
        public static ReadOnlySpan<int> Of(WaveformSamples samples) => ((WaveformSamples.Int32)samples).Values.Span;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Load(ref int from) => Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref from));
    }

    private readonly struct FloatRow : IRow<float>
    {
        public static ReadOnlySpan<float> Of(WaveformSamples samples) => ((WaveformSamples.Float32)samples).Values.Span;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Load(ref float from) => Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref from));
    }

    private readonly struct DoubleRow : IRow<double>
    {
        public static ReadOnlySpan<double> Of(WaveformSamples samples) => ((WaveformSamples.Float64)samples).Values.Span;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<double> Load(ref double from) => Vector512.LoadUnsafe(ref from);
    }
}
