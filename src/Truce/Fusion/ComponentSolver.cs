namespace Truce.Fusion;

/// <summary>Solves one component: exactly when small, by the best assignment and its neighbours when large.</summary>
internal sealed class ComponentSolver
{
    private readonly ExactAssignment _exact;
    private readonly LargeAssignment _large;
    private readonly HypothesisBuilder _builder;
    private readonly List<Hypothesis> _found = [];
    private List<Block> _blocks = [];

    public ComponentSolver(Evidence evidence, FusionOptions options, ContextIndex contexts)
    {
        var score = new ClusterScore(evidence, options);
        var block = new BlockScore(evidence, score);
        Gate = new(evidence, options, block);
        var points = new PointScore(evidence, options);
        _exact = new(evidence, options, block, points);
        _large = new(evidence, options, block, _exact);
        _builder = new(evidence, options, score, points, contexts);
    }

    /// <summary>The gate over the same evidence.</summary>
    public Gate Gate { get; }

    /// <summary>Slot of the founder of a hypothesis of the last component.</summary>
    public int Founder(int hypothesis) => _blocks[hypothesis].Slots[0];

    /// <summary>The hypotheses of a component; the list is used again by the next call.</summary>
    public List<Hypothesis> Solve(ReadOnlySpan<int> slots, LinkGraph graph)
    {
        _found.Clear();
        _blocks = _exact.Solve(slots) ?? _large.Solve(slots.ToArray(), graph.Local(slots));
        _builder.Build(_blocks, _found);
        return _found;
    }
}
