namespace Truce.Fusion;

/// <summary>Up to thirty round points at instants, column by column, with their origin groups as bit masks: what <see cref="PointScore"/> weighs subsets of.</summary>
internal sealed class PointLayout(Evidence evidence)
{
    /// <summary>Most members: a subset is an <see cref="int"/> mask, and products of so many class vectors cannot underflow.</summary>
    public const int Most = 30;

    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);
    private readonly int[] _origin = new int[Most];

    /// <summary>Place of each member, degrees, and lengths of a degree there, km.</summary>
    public readonly double[] LatDeg = new double[Most], LonDeg = new double[Most], KmEast = new double[Most], KmNorth = new double[Most];

    /// <summary>Information of each place (km⁻²) and ln of the height of its normal.</summary>
    public readonly double[] Info = new double[Most], Norm = new double[Most];

    /// <summary>Each instant (hours), its information (hours⁻²) and ln of the height of its normal.</summary>
    public readonly double[] Middle = new double[Most], TimeInfo = new double[Most], TimeNorm = new double[Most];

    /// <summary>ln P(report | event) and ln of the density of false ones.</summary>
    public readonly double[] LogReport = new double[Most], LogClutter = new double[Most];

    /// <summary>ln of the weight of each alone: as an incident; as one or nobody's.</summary>
    public readonly double[] Alone = new double[Most], Either = new double[Most];

    /// <summary>The different class vectors, in order of their numbers; the members of each as a mask.</summary>
    public readonly int[] ClassRow = new int[Most], ClassMask = new int[Most];

    /// <summary>Number of the origin group of each, in order of first appearance; the members of each group as a mask.</summary>
    public readonly int[] GroupOf = new int[Most], GroupMask = new int[Most];

    /// <summary>How many members.</summary>
    public int Count { get; private set; }

    /// <summary>How many different class vectors.</summary>
    public int ClassRows { get; private set; }

    /// <summary>How many origin groups.</summary>
    public int Groups { get; private set; }

    /// <summary>The members that have another of their origin beside them.</summary>
    public int Shared { get; private set; }

    /// <summary>The members that were found to repeat a text.</summary>
    public int Copied { get; private set; }

    /// <summary>The mask of all members.</summary>
    public int All => (1 << Count) - 1;

    /// <summary>Lays a set out; false when it is too large or a member is not a round point at an instant, and then nothing else may be asked.</summary>
    public bool Begin(ReadOnlySpan<int> set)
    {
        if (!Fits(set)) return false;
        (Count, Groups, Shared, Copied, ClassRows) = (set.Length, 0, 0, 0, 0);
        for (int i = 0; i < set.Length; i++) Put(i, evidence[set[i]]);
        return true;
    }

    /// <summary>Whether a set can be laid out.</summary>
    public bool Fits(ReadOnlySpan<int> set)
    {
        if (set.Length > Most) return false;
        foreach (int slot in set)
        {
            if (!evidence[slot].IsPlain) return false;
        }

        return true;
    }

    /// <summary>How many origin groups a subset has.</summary>
    public int GroupsIn(int mask)
    {
        if ((mask & Shared) == 0) return System.Numerics.BitOperations.PopCount((uint)mask);
        int groups = 0;
        for (int g = 0; g < Groups; g++)
        {
            if ((mask & GroupMask[g]) != 0) groups++;
        }

        return groups;
    }

    private void Put(int i, in Item item)
    {
        (LatDeg[i], LonDeg[i], KmEast[i], KmNorth[i]) = (item.Place.LatDeg, item.Place.LonDeg, item.Place.KmPerDegEast, item.Place.KmPerDegNorth);
        (Info[i], Norm[i]) = (item.Place.InfoEE, item.Place.HalfLogDetInfo - LogTwoPi);
        (Middle[i], TimeInfo[i], TimeNorm[i]) = (item.Time.Middle, item.Time.Info, item.Time.LogNorm);
        (LogReport[i], LogClutter[i], Alone[i], Either[i]) = (item.LogReport, item.LogClutter, item.LogAlone, item.LogEither);
        PutClass(i, item.ClassRow);
        _origin[i] = item.Origin;
        int first = _origin.AsSpan(0, i).IndexOf(item.Origin), group = first < 0 ? Groups++ : GroupOf[first];
        GroupOf[i] = group;
        GroupMask[group] = first < 0 ? 1 << i : GroupMask[group] | (1 << i);
        if (first >= 0) Shared |= GroupMask[group];
        if (item.Copied) Copied |= 1 << i;
    }

    private void PutClass(int i, int row)
    {
        int at = 0;
        while (at < ClassRows && ClassRow[at] < row) at++;
        if (at == ClassRows || ClassRow[at] != row)
        {
            for (int k = ClassRows++; k > at; k--) (ClassRow[k], ClassMask[k]) = (ClassRow[k - 1], ClassMask[k - 1]);
            (ClassRow[at], ClassMask[at]) = (row, 0);
        }

        ClassMask[at] |= 1 << i;
    }
}
