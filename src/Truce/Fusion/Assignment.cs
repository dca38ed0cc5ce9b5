using Truce.Measures;

namespace Truce.Fusion;

/// <summary>Another home of a member: the first slot of another block of the same component, or one of the two below.</summary>
internal readonly record struct OtherHome(int Slot, int Home, double Weight)
{
    /// <summary>An incident of its own.</summary>
    public const int New = -1;

    /// <summary>Nobody's.</summary>
    public const int Clutter = -2;
}

/// <summary>A block of the chosen assignment: the slots of one incident in canonical order, each with P(it belongs here).</summary>
/// <param name="Slots">Its members.</param>
/// <param name="Weights">P(each belongs here).</param>
/// <param name="Others">Other homes of its members.</param>
/// <param name="Without">ln of the weight as a block without each member, when the solver came by it; null otherwise.</param>
internal sealed record Block(int[] Slots, double[] Weights, OtherHome[] Others, double[]? Without = null);

/// <summary>What all assignments of a component share: the weight of a set as a block, an incident or a false report with its echoes.</summary>
internal sealed class BlockScore(Evidence evidence, ClusterScore score)
{
    /// <summary>ln of the weight of the set as a block, against each of its members being nobody's.</summary>
    public double Log(ReadOnlySpan<int> set)
    {
        if (set.Length == 1) return evidence[set[0]].LogEither;
        double real = score.LogWeight(set);
        return score.Groups > 1 ? real : Probability.LogAdd(real, score.LogFalseEchoesAgain(set));
    }
}
