namespace Truce.Fusion;

/// <summary>A component that is too large to enumerate: a greedy assignment shows where doubt is, and doubt is summed over, exactly where it is small and by a seeded sampler where not.</summary>
/// <remarks>
/// Blocks between which nothing could go with more than e^−<see cref="ExactAssignment.Clear"/> are solved apart from each other, each group given
/// the others. In a group, members that nothing draws away move as one, in two halves where their block might fall apart. A block that nothing
/// could leave keeps its conditional weights. What all this leaves out is of second order.
/// </remarks>
internal sealed class LargeAssignment(Evidence evidence, FusionOptions options, BlockScore score, ExactAssignment exact)
{
    private readonly GreedyAssignment _greedy = new(evidence, score, new(evidence, options));
    private readonly List<Block> _blocks = [];

    /// <summary>The sampler, for groups that are still too large.</summary>
    public PartitionSampler Sampler { get; } = new(evidence, score);

    /// <summary>The assignment and its weights; slots in canonical order, links by position in it. The list is used again by the next call.</summary>
    public List<Block> Solve(int[] slots, LocalLinks links)
    {
        _greedy.Solve(slots, links);
        _blocks.Clear();
        var sets = new Components(slots.Length);
        double[] stays = _greedy.Ambiguities(sets, ExactAssignment.Clear);
        foreach (List<int> group in Groups(sets, slots.Length))
        {
            int[] some = Slots(slots, group);
            Units units = UnitsOf(group, some, stays);
            bool one = _greedy.Members(_greedy.BlockOf(group[0])).Count == group.Count;
            if (one && units.Count == 1) _blocks.Add(_greedy.Conditional(_greedy.BlockOf(group[0])));
            else if (exact.Enumerates(units.Count, some)) _blocks.AddRange(exact.Enumerate(some, units));
            else _blocks.AddRange(Sampler.Solve(slots, group, links, _greedy.BlockOf));
        }

        Rename(slots.Length);
        return _blocks;
    }

    // Members by group of blocks, groups by their first member.
    private List<List<int>> Groups(Components sets, int count)
    {
        var groups = new List<List<int>>();
        int[] number = new int[count];
        for (int i = 0; i < count; i++)
        {
            int root = sets.Root(_greedy.BlockOf(i));
            if (number[root] == 0)
            {
                groups.Add([]);
                number[root] = groups.Count;
            }

            groups[number[root] - 1].Add(i);
        }

        return groups;
    }

    private Units UnitsOf(List<int> group, int[] slots, double[] stays)
    {
        var parts = new List<List<int>>();
        var core = new Dictionary<(int Block, bool Near), List<int>>();
        var cut = new Dictionary<int, int>();
        double[] stay = new double[group.Count];
        for (int k = 0; k < group.Count; k++)
        {
            int block = _greedy.BlockOf(group[k]);
            List<int> members = _greedy.Members(block);
            if (!cut.TryGetValue(block, out int near)) cut.Add(block, near = exact.MaySplit(Whole(slots, group, members), _greedy.Log(block)));
            bool loose = stays[group[k]] < 0 || near < 0;
            stay[k] = loose ? 1 : stays[group[k]];
            bool half = near > 0 && (near & (1 << members.BinarySearch(group[k]))) != 0;
            if (!loose && core.TryGetValue((block, half), out List<int>? part))
            {
                part.Add(k);
                continue;
            }

            parts.Add([k]);
            if (!loose) core.Add((block, half), parts[^1]);
        }

        return new([.. parts.Select(p => p.ToArray())], group.Count, stay);
    }

    // Conditional weights speak of blocks as the greedy search left them; a group may since have found better ones.
    private void Rename(int count)
    {
        var founder = new Dictionary<int, int>(count);
        foreach (Block b in _blocks)
        {
            foreach (int slot in b.Slots) founder.Add(slot, b.Slots[0]);
        }

        foreach (Block b in _blocks)
        {
            for (int k = 0; k < b.Others.Length; k++)
            {
                if (b.Others[k].Home >= 0) b.Others[k] = b.Others[k] with { Home = founder[b.Others[k].Home] };
            }
        }
    }

    private static int[] Slots(int[] slots, List<int> members)
    {
        int[] some = new int[members.Count];
        for (int k = 0; k < some.Length; k++) some[k] = slots[members[k]];
        return some;
    }

    private static int[] Whole(int[] slots, List<int> group, List<int> members)
    {
        int[] some = new int[members.Count];
        for (int k = 0; k < some.Length; k++) some[k] = slots[group.BinarySearch(members[k])];
        return some;
    }
}
