namespace Truce.Fusion;

/// <summary>Solves one component: exactly when small, by the best assignment and its neighbours when large.</summary>
internal sealed class ComponentSolver
{
    private readonly FusionOptions _options;
    private readonly ExactAssignment _exact;
    private readonly LargeAssignment _large;
    private readonly HypothesisBuilder _builder;
    private readonly List<Hypothesis> _found = [];

    public ComponentSolver(Evidence evidence, FusionOptions options, ContextIndex contexts)
    {
        _options = options;
        var score = new ClusterScore(evidence, options);
        var block = new BlockScore(evidence, score);
        Gate = new(evidence, options, block);
        _exact = new(evidence, options, block);
        _large = new(evidence, block);
        _builder = new(evidence, options, score, contexts);
    }

    /// <summary>The gate over the same evidence.</summary>
    public Gate Gate { get; }

    /// <summary>The hypotheses of a component.</summary>
    public Hypothesis[] Solve(int[] slots, LinkedComponents components, int number)
    {
        List<Block> blocks = slots.Length <= _options.ExactUpTo ? _exact.Solve(slots) : _large.Solve(slots, components.Local(number));
        _found.Clear();
        _builder.Build(blocks, _found);
        return [.. _found];
    }
}
