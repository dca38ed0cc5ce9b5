namespace Truce.Fusion;

/// <summary>How often each member was at home with each block of a chosen partition, or alone.</summary>
internal sealed class HomeShares
{
    private readonly int[] _blockOf;
    private readonly int _blocks;
    private readonly double[] _with; // member × block
    private readonly double[] _alone;

    /// <summary>For a partition, as the block of each member.</summary>
    public HomeShares(int[] partition)
    {
        _blockOf = new int[partition.Length];
        var number = new Dictionary<int, int>();
        for (int i = 0; i < partition.Length; i++)
        {
            if (!number.TryGetValue(partition[i], out int b)) number.Add(partition[i], b = number.Count);
            _blockOf[i] = b;
        }

        _blocks = number.Count;
        _with = new double[partition.Length * _blocks];
        _alone = new double[partition.Length];
    }

    /// <summary>A member was with these others so likely; a mixed company is shared out among the blocks its members have in the partition.</summary>
    public void Add(int member, ReadOnlySpan<int> others, double probability)
    {
        if (others.IsEmpty) _alone[member] += probability;
        else if (probability > 1e-9)
        {
            double each = probability / others.Length;
            foreach (int o in others) _with[(member * _blocks) + _blockOf[o]] += each;
        }
    }

    /// <summary>The blocks of the partition with the weights, out of so many visits to each member.</summary>
    public List<Block> Describe(int[] slots, int visits, Evidence evidence)
    {
        int[] size = new int[_blocks], founder = new int[_blocks];
        Array.Fill(founder, -1);
        for (int i = 0; i < slots.Length; i++)
        {
            if (size[_blockOf[i]]++ == 0) founder[_blockOf[i]] = slots[i];
        }

        var found = new List<Block>(_blocks);
        for (int b = 0; b < _blocks; b++)
        {
            int[] members = new int[size[b]];
            double[] weights = new double[size[b]];
            var others = new List<OtherHome>();
            int k = 0;
            for (int i = 0; i < slots.Length; i++)
            {
                if (_blockOf[i] != b) continue;
                double alone = _alone[i] / visits, real = evidence[slots[i]].Real;
                members[k] = slots[i];
                weights[k++] = size[b] == 1 ? alone * real : _with[(i * _blocks) + b] / visits;
                Others(i, b, size[b], slots[i], founder, visits, alone, real, others);
            }

            found.Add(new(members, weights, [.. others]));
        }

        return found;
    }

    private void Others(int i, int own, int size, int slot, int[] founder, int visits, double alone, double real, List<OtherHome> others)
    {
        for (int o = 0; o < _blocks; o++)
        {
            double w = _with[(i * _blocks) + o] / visits;
            if (o != own && w >= ExactAssignment.LeastOther) others.Add(new(slot, founder[o], w));
        }

        if (size > 1 && alone * real >= ExactAssignment.LeastOther) others.Add(new(slot, OtherHome.New, alone * real));
        if (alone * (1 - real) >= ExactAssignment.LeastOther) others.Add(new(slot, OtherHome.Clutter, alone * (1 - real)));
    }
}
