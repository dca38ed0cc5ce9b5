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
    private const int MostKept = 20_000, MostNumbers = 1024;
    private readonly List<int[]> _numbers = []; // by how many share the voice, by row: number of the vector here, −1 for none
    private readonly List<double[]> _vectors = [];
    private readonly List<double> _logs = [];
    private int _kept;

    /// <summary>No vector yet: the prior.</summary>
    public ClassState Root { get; } = new([.. evidence.Prior], 0);

    /// <summary>One more vector, to the power 1 / voices.</summary>
    public ClassState Next(ClassState state, int row, int voices)
    {
        int number = voices <= _numbers.Count && row < _numbers[voices - 1].Length ? _numbers[voices - 1][row] : -1;
        if (number < 0) number = Number(row, voices);
        return state.Next(number) ?? Multiply(state, number);
    }

    private ClassState Multiply(ClassState state, int number)
    {
        double[] likelihood = _vectors[number], weights = new double[likelihood.Length];
        for (int c = 0; c < weights.Length; c++) weights[c] = state.Weights[c] * likelihood[c];
        var next = new ClassState(weights, state.Logs + _logs[number]);
        if (_kept < MostKept && number < MostNumbers)
        {
            _kept++;
            state.Keep(number, next);
        }

        return next;
    }

    private int Number(int row, int voices)
    {
        double power = 1.0 / voices;
        double[] vector = evidence.ClassRow(row);
        if (voices > 1) vector = [.. vector.Select(l => voices == 2 ? Math.Sqrt(l) : Math.Pow(l, power))];
        while (_numbers.Count < voices) _numbers.Add([]);
        int[] numbers = _numbers[voices - 1];
        int had = numbers.Length;
        if (row >= had)
        {
            Array.Resize(ref numbers, 2 * (row + 1));
            numbers.AsSpan(had).Fill(-1);
            _numbers[voices - 1] = numbers;
        }

        _vectors.Add(vector);
        _logs.Add(evidence.ClassRowLog(row) * power);
        return numbers[row] = _vectors.Count - 1;
    }
}
