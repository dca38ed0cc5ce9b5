using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Truce.Detections.Stations;

/// <summary>The few operations of the detector's inner loop, on one channel or on several side by side.</summary>
/// <remarks>All of them are exactly rounded by IEEE 754, the fused ones too, so every width gives the same bits.</remarks>
internal interface ILaneMath<TV>
{
    /// <summary>Channels side by side.</summary>
    static abstract int Width { get; }

    /// <summary>Numbers from memory.</summary>
    static abstract TV Load(ref double from);

    /// <summary>Whole numbers from memory.</summary>
    static abstract TV Widen(ref int from);

    /// <summary>Numbers to memory.</summary>
    static abstract void Store(ref double to, TV value);

    /// <summary>a − b.</summary>
    static abstract TV Subtract(TV a, TV b);

    /// <summary>ab.</summary>
    static abstract TV Multiply(TV a, TV b);

    /// <summary>ab + c with one rounding.</summary>
    static abstract TV MultiplyAdd(TV a, TV b, TV c);

    /// <summary>ab − c with one rounding.</summary>
    static abstract TV MultiplySubtract(TV a, TV b, TV c);

    /// <summary>A bit for each lane that is negative.</summary>
    static abstract int Signs(TV value);

    /// <summary>The bits of the first, or those of the second that differ from the third's.</summary>
    static abstract TV OrTurned(TV bits, TV value, TV turn);

    /// <summary>a where the switch is negative, otherwise b.</summary>
    static abstract TV WhereNegative(TV by, TV a, TV b);
}

internal readonly struct OneLane : ILaneMath<double>
{
    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(ref double from) => from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Widen(ref int from) => from;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double to, double value) => to = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Subtract(double a, double b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Multiply(double a, double b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplySubtract(double a, double b, double c) => Math.FusedMultiplyAdd(a, b, -c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Signs(double value) => (int)(BitConverter.DoubleToUInt64Bits(value) >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double OrTurned(double bits, double value, double turn) =>
        (Vector128.CreateScalarUnsafe(bits) | (Vector128.CreateScalarUnsafe(value) ^ Vector128.CreateScalarUnsafe(turn))).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WhereNegative(double by, double a, double b) => double.IsNegative(by) ? a : b;
}

internal readonly struct FourLanes : ILaneMath<Vector256<double>>
{
    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double from) => Vector256.LoadUnsafe(ref from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Widen(ref int from) => Avx.IsSupported
        ? Avx.ConvertToVector256Double(Vector128.LoadUnsafe(ref from))
        : Vector256.Create(from, Unsafe.Add(ref from, 1), Unsafe.Add(ref from, 2), (double)Unsafe.Add(ref from, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double to, Vector256<double> value) => value.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplySubtract(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Fma.IsSupported ? Fma.MultiplySubtract(a, b, c) : Vector256.FusedMultiplyAdd(a, b, -c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Signs(Vector256<double> value) => unchecked((int)value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OrTurned(Vector256<double> bits, Vector256<double> value, Vector256<double> turn) =>
        bits | (value ^ turn);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> WhereNegative(Vector256<double> by, Vector256<double> a, Vector256<double> b) =>
        Vector256.ConditionalSelect((by.AsInt64() >> 63).AsDouble(), a, b);
}

internal readonly struct EightLanes : ILaneMath<Vector512<double>>
{
    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref double from) => Vector512.LoadUnsafe(ref from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen(ref int from) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref from))
        : Vector512.Create(FourLanes.Widen(ref from), FourLanes.Widen(ref Unsafe.Add(ref from, 4)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double to, Vector512<double> value) => value.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplySubtract(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Avx512F.IsSupported ? Avx512F.FusedMultiplySubtract(a, b, c) : Vector512.FusedMultiplyAdd(a, b, -c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Signs(Vector512<double> value) => unchecked((int)value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OrTurned(Vector512<double> bits, Vector512<double> value, Vector512<double> turn) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(bits, value, turn, 0xF6) : bits | (value ^ turn);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> WhereNegative(Vector512<double> by, Vector512<double> a, Vector512<double> b) =>
        Vector512.ConditionalSelect((by.AsInt64() >> 63).AsDouble(), a, b);
}
