using System.Numerics;

namespace Truce.Observations.Origins;

/// <summary>The numbers of a text as 64 bits and a count: enough to see that two texts contradict each other, never that they agree.</summary>
internal readonly struct NumberSign
{
    private readonly ulong _bits;
    private readonly int _count;

    /// <summary>One bit for each number; two numbers may share one.</summary>
    public NumberSign(ulong[] numbers)
    {
        _count = numbers.Length;
        foreach (ulong n in numbers) _bits |= 1UL << (int)(Hashing.Mix(n) & 63);
    }

    /// <summary>Whether <see cref="TextLikeness.Contradict"/> must say so of the two; false when the bits do not tell.</summary>
    /// <remarks>At least one number stands behind each bit, so a bit that the other lacks is at least one number that is not common.</remarks>
    public bool SurelyContradicts(NumberSign other)
    {
        int fewer = Math.Min(_count, other._count);
        if (fewer < 2) return false;
        int common = Math.Min(_count - BitOperations.PopCount(_bits & ~other._bits), other._count - BitOperations.PopCount(other._bits & ~_bits));
        return 2 * common < fewer;
    }
}
