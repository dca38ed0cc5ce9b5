using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Truce.Detections.Stations;

/// <summary>The few operations of the detector's inner loop, on one channel or on several side by side.</summary>
/// <remarks>All of them are exactly rounded by IEEE 754, the fused ones too, so every width gives the same bits.</remarks>
internal interface ILaneMath<TV>
{
    /// <summary>Channels side by side.</summary>
    static abstract int Width { get; }

    /// <summary>Numbers from memory.</summary>
    static abstract TV Load(ref double from);

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

    /// <summary>a where the switch is negative, otherwise b.</summary>
    static abstract TV WhereNegative(TV by, TV a, TV b);
}

internal readonly struct OneLane : ILaneMath<double>
{
    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Load(ref double from) => from;

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
    public static double WhereNegative(double by, double a, double b) => double.IsNegative(by) ? a : b;
}

internal readonly struct FourLanes : ILaneMath<Vector256<double>>
{
    public static int Width => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(ref double from) => Vector256.LoadUnsafe(ref from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref double to, Vector256<double> value) => value.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplyAdd(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MultiplySubtract(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, -c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Signs(Vector256<double> value) => unchecked((int)value.ExtractMostSignificantBits());

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
    public static void Store(ref double to, Vector512<double> value) => value.StoreUnsafe(ref to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplyAdd(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MultiplySubtract(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, -c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Signs(Vector512<double> value) => unchecked((int)value.ExtractMostSignificantBits());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> WhereNegative(Vector512<double> by, Vector512<double> a, Vector512<double> b) =>
        Vector512.ConditionalSelect((by.AsInt64() >> 63).AsDouble(), a, b);
}
