using System.Numerics;

namespace Truce.Fusion;

/// <summary>The likelihood of <see cref="ClusterScore"/> for the common case, round points at instants: of a set and its subsets.</summary>
/// <remarks>
/// The same sums as the general form with what is 0 left out (<see cref="PointLanes"/>), products of class vectors kept (<see cref="ClassStates"/>). The set is laid out once;
/// subsets are bit masks over it, weighed four at a time where the caller knows what it will ask, and each weighed once. Members of one origin speak with the power 1 / n and
/// bring a factor for how well they agree, which depends on the group's members alone and is kept too. A test holds both forms against each other to 1e-9.
/// </remarks>
internal sealed class PointScore(Evidence evidence, FusionOptions options)
{
    /// <summary>Most members.</summary>
    public const int Most = PointLayout.Most;

    private const double Nu = 4;
    private readonly ClassStates _classes = new(evidence);
    private readonly PointLayout _points = new(evidence);
    private readonly PointLanes _lanes = new();
    private readonly MaskMemo _weights = new(), _agreements = new(), _voices = new();
    private readonly int[] _asked = new int[PointLanes.Width], _groups = new int[PointLanes.Width];
    private readonly (int Set, ClassState? State)[] _runs = new (int, ClassState?)[1 << 10]; // by mask: the class vectors of a subset and the set for which they were multiplied
    private int _askedCount, _groupCount, _set;

    /// <summary>The mask of all members.</summary>
    public int All => _points.All;

    /// <summary>How many members.</summary>
    public int Count => _points.Count;

    /// <summary>How many origin groups.</summary>
    public int Groups => _points.Groups;

    /// <summary>Whether every origin stands once.</summary>
    public bool Distinct => _points.Shared == 0;

    /// <summary>Whether a set is of the common case, whatever form weighs it.</summary>
    public bool Fits(ReadOnlySpan<int> set) => _points.Fits(set);

    /// <summary>Lays a set out; false when it is not of the common case, and then nothing else may be asked.</summary>
    public bool Begin(ReadOnlySpan<int> set)
    {
        if (!options.ShortForms || !_points.Begin(set)) return false;
        _weights.Begin(set.Length);
        _agreements.Begin(set.Length);
        _voices.Begin(set.Length);
        (_askedCount, _set) = (0, _set + 1);
        _runs[0] = (_set, _classes.Root);
        return true;
    }

    /// <summary>The members of an origin group, numbered in order of first appearance.</summary>
    public int Group(int group) => _points.GroupMask[group];

    /// <summary>How many origin groups a subset has.</summary>
    public int GroupsIn(int mask) => _points.GroupsIn(mask);

    /// <summary>Says that a subset will be asked for: those said are weighed together, at the latest by <see cref="Weigh"/>.</summary>
    public void Ask(int mask)
    {
        if ((mask & (mask - 1)) == 0 || _weights.Find(mask, out _)) return;
        _asked[_askedCount++] = mask;
        if (_askedCount == PointLanes.Width) Weigh();
    }

    /// <summary>Weighs what has been asked for.</summary>
    public void Weigh()
    {
        if (_askedCount == 0) return;
        ReadOnlySpan<int> masks = _asked.AsSpan(0, _askedCount);
        if (_points.Shared != 0) Agree(masks);
        _lanes.Integrate(_points, masks, true);
        for (int l = 0; l < masks.Length; l++)
        {
            double report = evidence.LogRate + options.OthersSilentLog + _lanes.Report[l];
            _weights.Keep(masks[l], report + Class(masks[l]).Log + _lanes.Integral[l] + Agreement(masks[l]) - Voices(masks[l]));
        }

        _askedCount = 0;
    }

    /// <summary>ln of the weight of a subset as one incident.</summary>
    public double Log(int mask)
    {
        if ((mask & (mask - 1)) == 0) return _points.Alone[BitOperations.TrailingZeroCount(mask)];
        if (_weights.Find(mask, out double log)) return log;
        Ask(mask);
        Weigh();
        _weights.Find(mask, out log);
        return log;
    }

    /// <summary>ln of the weight of a subset as a block of a partition: one of a single origin may be nobody's.</summary>
    public double Block(int mask)
    {
        if ((mask & (mask - 1)) == 0) return _points.Either[BitOperations.TrailingZeroCount(mask)];
        double real = Log(mask);
        return (mask & _points.Shared) == mask && OneMouth(mask) ? Measures.Probability.LogAdd(real, FalseEchoes(mask)) : real;
    }

    /// <summary>ln of the weight of "one false report and its echoes"; −∞ unless all are of one origin, 0 for one.</summary>
    public double LogFalseEchoes(int mask) => (mask & (mask - 1)) == 0 ? 0 : OneMouth(mask) ? FalseEchoes(mask) : double.NegativeInfinity;

    /// <summary>ln of the weight of "all of these are nobody's": 0 without echoes; with them a false report and its echoes go together.</summary>
    public double LogClutterWeight(int mask)
    {
        double sum = 0;
        for (int g = 0; g < Groups && (mask & _points.Shared) != 0; g++)
        {
            int part = mask & _points.GroupMask[g];
            if ((part & (part - 1)) != 0) sum += Measures.Probability.LogAdd(0, FalseEchoes(part));
        }

        return sum;
    }

    /// <summary>Σ over a subset of ln(1 + weight alone).</summary>
    public double LogSingles(int mask)
    {
        double sum = 0;
        for (int left = mask; left != 0; left &= left - 1) sum += _points.Either[BitOperations.TrailingZeroCount(left)];
        return sum;
    }

    /// <summary>The parts of the weight of a subset of two and more.</summary>
    public ScoreParts Parts(int mask)
    {
        double log = Log(mask), echo = Agreement(mask), cls = Class(mask).Log, report = evidence.LogRate + options.OthersSilentLog, norms = 0, square = 0;
        (double info, double moment) = Time(mask, ref norms, ref square);
        for (int left = mask; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            report += (_points.LogReport[i] * Power(mask, i)) - _points.LogClutter[i];
        }

        double time = TimeLog(norms, info, moment, square);
        for (int g = 0; g < Groups && (mask & _points.Shared) != 0; g++)
        {
            int part = mask & _points.GroupMask[g];
            if ((part & (part - 1)) == 0) continue;
            (norms, square) = (0, 0);
            (info, moment) = Time(part, ref norms, ref square);
            time -= TimeLog(norms, info, moment, square);
        }

        return new(report, cls, log - report - cls - time - echo, time, echo);
    }

    private static double TimeLog(double norms, double info, double moment, double square) =>
        norms - (0.5 * (square - (moment * moment / info))) + (0.5 * Math.Log(2 * Math.PI / info));

    /// <summary>Leaves the posterior of a subset where the general path leaves it; gives its class weights.</summary>
    public ClassState Leave(int mask, PlaceIntegral place, TimeIntegral time)
    {
        int first = BitOperations.TrailingZeroCount(mask);
        double norms = 0, square = 0;
        (double timeInfo, double moment) = Time(mask, ref norms, ref square);
        time.Put(_points.Middle[first] + (moment / timeInfo), timeInfo);
        if ((mask & (mask - 1)) == 0) place.Put(_points.LatDeg[first], _points.LonDeg[first], _points.Info[first], 0, _points.Info[first]);
        else LeavePlace(mask, first, place);
        return Class(mask);
    }

    private void LeavePlace(int mask, int first, PlaceIntegral place)
    {
        _lanes.Integrate(_points, [mask], true);
        (double meanE, double meanN, double info) = _lanes.FirstLane;
        (double ee, double en, double nn) = (info, 0, info);
        for (int left = mask; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            (double east, double north, double weight) = _lanes.FirstLaneOf(i);
            double e = east - meanE, n = north - meanN, l = _points.Info[i], u = l * e, v = l * n;
            double f = weight / (l * (Nu + (e * u) + (n * v)));
            ee -= f * u * u;
            en -= f * u * v;
            nn -= f * v * v;
        }

        place.Put(_points.LatDeg[first] + (meanN / _points.KmNorth[first]), _points.LonDeg[first] + (meanE / _points.KmEast[first]), ee, en, nn);
    }

    private (double Info, double Moment) Time(int mask, ref double norms, ref double square)
    {
        double reference = _points.Middle[BitOperations.TrailingZeroCount(mask)], info = 0, moment = 0;
        for (int left = mask; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            double power = Power(mask, i), x = _points.Middle[i] - reference, w = power * _points.TimeInfo[i];
            norms += power * _points.TimeNorm[i];
            info += w;
            moment += w * x;
            square += w * x * x;
        }

        return (info, moment);
    }

    // Vectors are multiplied in order of their numbers: what is kept then depends on how often each stands there, not on who said it. Of points of
    // different origins the run without the last is most often at hand: subsets are asked in ascending order.
    private ClassState Class(int mask)
    {
        if ((mask & _points.Shared) != 0 || _runs.Length <= mask) return Run(mask);
        (int set, ClassState? state) = _runs[mask];
        if (set == _set) return state!;
        int row = _points.ClassRows - 1;
        while ((mask & _points.ClassMask[row]) == 0) row--;
        state = _classes.Next(Class(mask ^ (1 << BitOperations.Log2((uint)(mask & _points.ClassMask[row])))), _points.ClassRow[row], 1);
        _runs[mask] = (_set, state);
        return state;
    }

    private ClassState Run(int mask)
    {
        ClassState state = _classes.Root;
        Span<int> shared = stackalloc int[Most];
        for (int row = 0; row < _points.ClassRows; row++)
        {
            int part = mask & _points.ClassMask[row], count = 0;
            for (int left = part & ~_points.Shared; left != 0; left &= left - 1) state = _classes.Next(state, _points.ClassRow[row], 1);
            for (int left = part & _points.Shared; left != 0; left &= left - 1) shared[count++] = Voices(mask, BitOperations.TrailingZeroCount(left));
            shared[..count].Sort();
            foreach (int voices in shared[..count]) state = _classes.Next(state, _points.ClassRow[row], voices);
        }

        return state;
    }

    // How many of the member's origin are in the subset.
    private int Voices(int mask, int member) =>
        (_points.Shared & (1 << member)) == 0 ? 1 : BitOperations.PopCount((uint)(mask & _points.GroupMask[_points.GroupOf[member]]));

    private double Power(int mask, int member) => 1.0 / Voices(mask, member);

    private bool OneMouth(int mask) => (mask & ~_points.GroupMask[_points.GroupOf[BitOperations.TrailingZeroCount(mask)]]) == 0;

    private double FalseEchoes(int part)
    {
        double clutter = 0;
        for (int left = part; left != 0; left &= left - 1) clutter += _points.LogClutter[BitOperations.TrailingZeroCount(left)];
        return (clutter / BitOperations.PopCount((uint)part)) - clutter + Agreement(part);
    }

    // Σ over groups of ln ∫ ∏ p over its members in the subset: where and when the echoes say what the first said.
    private double Agreement(int mask) => OverGroups(mask, _agreements);

    // Σ over groups of ln ∫ ∏ p^(1/n): with it taken off, echoes alone say of place and time what one of them says.
    private double Voices(int mask) => OverGroups(mask, _voices);

    private double OverGroups(int mask, MaskMemo memo)
    {
        double sum = 0;
        for (int g = 0; g < Groups && (mask & _points.Shared) != 0; g++)
        {
            int part = mask & _points.GroupMask[g];
            if ((part & (part - 1)) == 0) continue;
            if (!memo.Find(part, out double log))
            {
                Agree([part]);
                memo.Find(part, out log);
            }

            sum += log;
        }

        return sum;
    }

    // Works out what is not yet known of the groups of some subsets.
    private void Agree(ReadOnlySpan<int> masks)
    {
        for (int g = 0; g < Groups; g++)
        {
            foreach (int mask in masks)
            {
                int part = mask & _points.GroupMask[g];
                if ((part & (part - 1)) == 0 || _agreements.Find(part, out _)) continue;
                _agreements.Keep(part, double.NaN); // known in a moment
                _groups[_groupCount++] = part;
                if (_groupCount == PointLanes.Width) AgreeNow();
            }
        }

        AgreeNow();
    }

    // A text that repeats another is about the same thing, beyond what place and time show.
    private double Copies(int part) => options.CopiedTextLog * Math.Max(0, BitOperations.PopCount((uint)(part & _points.Copied)) - 1);

    private void AgreeNow()
    {
        if (_groupCount == 0) return;
        _lanes.Integrate(_points, _groups.AsSpan(0, _groupCount), false);
        for (int l = 0; l < _groupCount; l++) _agreements.Keep(_groups[l], _lanes.Integral[l] + Copies(_groups[l]));
        _lanes.Integrate(_points, _groups.AsSpan(0, _groupCount), true);
        for (int l = 0; l < _groupCount; l++) _voices.Keep(_groups[l], _lanes.Integral[l]);
        _groupCount = 0;
    }
}
