using System.Collections.Immutable;

namespace Truce.Fusion;

/// <summary>Prior × class likelihoods of a run of class vectors, in the order in which they were multiplied.</summary>
internal sealed class ClassState(double[] weights, double logs)
{
    private ClassState?[] _next = [];

    /// <summary>Weights of the classes, not normalised.</summary>
    public double[] Weights { get; } = weights;

    /// <summary>What the vectors were divided by, ln.</summary>
    public double Logs { get; } = logs;

    /// <summary>ln Σ prior × ∏ likelihoods.</summary>
    public double Log { get; } = logs + Math.Log(Sum(weights));

    /// <summary>P(class) as written down, once somebody has asked.</summary>
    public ImmutableArray<double> Written { get; set; }

    /// <summary>The run with one more vector; null when nobody has asked before.</summary>
    public ClassState? Next(int row)
    {
        ClassState?[] next = _next;
        return (uint)row < (uint)next.Length ? next[row] : null;
    }

    /// <summary>Keeps the run with one more vector.</summary>
    public void Keep(int row, ClassState state)
    {
        if (row >= _next.Length) Array.Resize(ref _next, Math.Max(4, 2 * row));
        _next[row] = state;
    }

    private static double Sum(double[] weights)
    {
        double sum = 0;
        foreach (double w in weights) sum += w;
        return sum;
    }
}

/// <summary>Products of class vectors, each worked out once: reports share few vectors, so the same runs of them come again and again.</summary>
/// <remarks>Keyed by the run in order, not by the multiset: what is kept is then what would be worked out, to the last bit, whoever asked first.</remarks>
internal sealed class ClassStates(Evidence evidence)
{
    private const int MostKept = 20_000;
    private int _kept;

    /// <summary>No vector yet: the prior.</summary>
    public ClassState Root { get; } = new([.. evidence.Prior], 0);

    /// <summary>One more vector.</summary>
    public ClassState Next(ClassState state, int row) => state.Next(row) ?? Multiply(state, row);

    private ClassState Multiply(ClassState state, int row)
    {
        double[] likelihood = evidence.ClassRow(row), weights = new double[likelihood.Length];
        for (int c = 0; c < weights.Length; c++) weights[c] = state.Weights[c] * likelihood[c];
        var next = new ClassState(weights, state.Logs + evidence.ClassRowLog(row));
        if (_kept < MostKept && row < 1024)
        {
            _kept++;
            state.Keep(row, next);
        }

        return next;
    }
}
