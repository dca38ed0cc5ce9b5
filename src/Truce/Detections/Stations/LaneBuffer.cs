using System.Runtime.CompilerServices;

namespace Truce.Detections.Stations;

/// <summary>Numbers that begin at a cache line: vectors that lie across two lines cost a tenth of the speed.</summary>
internal sealed class LaneBuffer
{
    private const int LineBytes = 64;
    private readonly double[] _numbers;
    private readonly int _from;
    private readonly int _count;

    /// <summary>So many zeros.</summary>
    public LaneBuffer(int count)
    {
        // Should the array be moved, only speed is lost: the place within it stays.
        _numbers = new double[count + (LineBytes / sizeof(double))];
        nint past = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref _numbers[0]) & (LineBytes - 1);
        (_from, _count) = ((int)((LineBytes - past) & (LineBytes - 1)) / sizeof(double), count);
    }

    /// <summary>The numbers.</summary>
    public Span<double> Span => _numbers.AsSpan(_from, _count);
}
