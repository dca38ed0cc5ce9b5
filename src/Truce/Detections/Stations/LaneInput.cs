using System.Runtime.CompilerServices;

namespace Truce.Detections.Stations;

/// <summary>How samples of a type become double precision on their way into the inner loop.</summary>
internal interface ILaneInput<T>
{
    /// <summary>As many samples as lanes.</summary>
    static abstract TV Load<TV, TM>(ref T from)
        where TV : struct
        where TM : struct, ILaneMath<TV>;

    /// <summary>Samples as double precision: the given ones where they are, otherwise written to the scratch.</summary>
    static abstract ReadOnlySpan<double> Wide(ReadOnlySpan<T> x, Span<double> scratch);
}

internal readonly struct DoubleInput : ILaneInput<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TV Load<TV, TM>(ref double from)
        where TV : struct
        where TM : struct, ILaneMath<TV> => TM.Load(ref from);

    public static ReadOnlySpan<double> Wide(ReadOnlySpan<double> x, Span<double> scratch) => x;
}

internal readonly struct IntInput : ILaneInput<int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TV Load<TV, TM>(ref int from)
        where TV : struct
        where TM : struct, ILaneMath<TV> => TM.Widen(ref from);

    public static ReadOnlySpan<double> Wide(ReadOnlySpan<int> x, Span<double> scratch)
    {
        for (int i = 0; i < x.Length; i++) scratch[i] = x[i];
        return scratch[..x.Length];
    }
}
