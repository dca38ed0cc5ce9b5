using Truce.Measures;

namespace Truce.Fusion;

/// <summary>The parts of ln of the weight of "these detections come from one incident", in nats.</summary>
internal readonly record struct ScoreParts(double Report, double Class, double Place, double Time, double Echo)
{
    public double Sum => Report + Class + Place + Time + Echo;
}

/// <summary>The likelihood of a set of detections under one incident, against each of them being nobody's: docs/fusion.md, section 2.</summary>
/// <remarks>Sets are spans of slots in canonical order, so that every sum runs in one order. Holds scratch space: one a thread.</remarks>
internal sealed class ClusterScore(Evidence evidence, FusionOptions options)
{
    private readonly PlaceIntegral _place = new();
    private readonly TimeIntegral _time = new();
    private readonly ModeSearch _modes = new(evidence, options);
    private readonly PointScore _points = new(evidence, options);
    private readonly double[] _class = new double[Detections.IncidentClasses.Count];
    private PlaceBump[] _bumps = new PlaceBump[32];
    private TimeFactor[] _times = new TimeFactor[32];
    private double[] _power = new double[32], _voice = new double[32];
    private int[] _group = new int[32], _groupSize = new int[32], _part = new int[32];
    private long[] _stamp = new long[64];
    private int[] _stampGroup = new int[64];
    private long _generation;
    private double _lastEcho;

    /// <summary>Number of origin groups in the last set.</summary>
    public int Groups { get; private set; }

    /// <summary>The time posterior of the last set given to <see cref="Parts(ReadOnlySpan{int})"/>.</summary>
    public TimeIntegral Time => _time;

    /// <summary>The place posterior of the last set given to <see cref="Parts(ReadOnlySpan{int})"/>, when it has one mode.</summary>
    public PlaceIntegral Place => _place;

    /// <summary>The modes of place of the last set, when a member is a mixture; null otherwise.</summary>
    public ModeSearch? Modes { get; private set; }

    /// <summary>ln of the weight against clutter, per detection.</summary>
    public double LogWeight(ReadOnlySpan<int> set)
    {
        if (set.Length == 1) return evidence[set[0]].LogAlone;
        if (!_points.Begin(set)) return Generally(set).Sum;
        Groups = _points.Groups;
        double log = _points.Log(_points.All);
        if (Groups == 1) _lastEcho = _points.Parts(_points.All).Echo;
        return log;
    }

    /// <summary>The same, part by part, leaving the posterior behind; of a single one only the posterior.</summary>
    public ScoreParts Parts(ReadOnlySpan<int> set) => _points.Begin(set) ? Parts(_points) : Generally(set);

    /// <summary>The same of all that is laid out as points.</summary>
    public ScoreParts Parts(PointScore points)
    {
        (Groups, Modes, ClassRun) = (points.Groups, null, points.Leave(points.All, _place, _time));
        return points.Count == 1 ? default : points.Parts(points.All);
    }

    /// <summary>The run of class vectors of the last <see cref="Parts(ReadOnlySpan{int})"/>, when it took the short form; null otherwise.</summary>
    public ClassState? ClassRun { get; private set; }

    private ScoreParts Generally(ReadOnlySpan<int> set)
    {
        ClassRun = null;
        Group(set);
        bool echoes = Groups < set.Length, mixture = false;
        double report = evidence.LogRate + options.OthersSilentLog;
        for (int i = 0; i < set.Length; i++)
        {
            ref readonly Item item = ref evidence[set[i]];
            _bumps[i] = item.Place;
            _times[i] = item.Time;
            mixture |= item.Mixture >= 0;
            report += (echoes ? item.LogReport * _power[i] : item.LogReport) - item.LogClutter;
        }

        ReadOnlySpan<double> power = echoes ? _power.AsSpan(0, set.Length) : default;
        double echo = echoes ? Echoes(set) : 0; // before the joint integrals: those leave the posterior behind
        (double voicesPlace, double voicesTime) = echoes ? Voices(set) : default;
        double time = _time.Log(_times.AsSpan(0, set.Length), power) - voicesTime;
        double place = PlaceLog(set, mixture, power) - voicesPlace;
        _lastEcho = echo;
        return new(report, ClassLog(set, echoes), place, time, echo);
    }

    /// <summary>ln of the weight of "all of these are nobody's": 0 without echoes; with them a false report and its echoes go together.</summary>
    public double LogClutterWeight(ReadOnlySpan<int> set)
    {
        if (set.Length == 1) return 0;
        Group(set);
        double sum = 0;
        for (int g = 0; g < Groups && Groups < set.Length; g++)
        {
            if (_groupSize[g] > 1) sum += Probability.LogAdd(0, OneMouth(set, g));
        }

        return sum;
    }

    /// <summary><see cref="LogFalseEchoes"/> of the set of one origin that <see cref="Parts(ReadOnlySpan{int})"/> has just weighed, without weighing it again.</summary>
    public double LogFalseEchoesAgain(ReadOnlySpan<int> set)
    {
        double clutter = 0;
        foreach (int slot in set) clutter += evidence[slot].LogClutter;
        return (clutter / set.Length) - clutter + _lastEcho;
    }

    /// <summary>ln of the weight of "one false report and its echoes"; −∞ unless all are of one origin.</summary>
    public double LogFalseEchoes(ReadOnlySpan<int> set)
    {
        if (set.Length == 1) return 0;
        Group(set);
        return Groups == 1 ? OneMouth(set, 0) : double.NegativeInfinity;
    }

    /// <summary>ln Σ prior × ∏ class likelihoods of the set; <see cref="ClassWeights"/> holds the terms.</summary>
    public double ClassLog(ReadOnlySpan<int> set, bool echoes)
    {
        double logs = 0;
        evidence.Prior.AsSpan().CopyTo(_class);
        for (int i = 0; i < set.Length; i++)
        {
            int row = evidence[set[i]].ClassRow;
            double[] likelihood = evidence.ClassRow(row);
            double power = echoes ? _power[i] : 1;
            logs += power * evidence.ClassRowLog(row);
            for (int c = 0; c < _class.Length; c++) _class[c] *= power == 1 ? likelihood[c] : power == 0.5 ? Math.Sqrt(likelihood[c]) : Math.Pow(likelihood[c], power);
            if ((i & 15) == 15) logs += Rescale();
        }

        double sum = 0;
        foreach (double w in _class) sum += w;
        return logs + Math.Log(sum);
    }

    /// <summary>Weights of the classes after <see cref="Parts(ReadOnlySpan{int})"/>, not normalised.</summary>
    public ReadOnlySpan<double> ClassWeights => ClassRun is { } run ? run.Weights : _class;

    /// <summary>Number of the origin group of each member of the last set, in order of first appearance.</summary>
    public ReadOnlySpan<int> GroupOf => _group;

    /// <summary>Numbers the origin groups of a set and gives each member the power 1 / size of its group.</summary>
    public void Group(ReadOnlySpan<int> set)
    {
        Grow(set.Length);
        _generation++;
        Groups = 0;
        for (int i = 0; i < set.Length; i++)
        {
            int origin = evidence[set[i]].Origin;
            if (_stamp[origin] != _generation)
            {
                _stamp[origin] = _generation;
                _stampGroup[origin] = Groups;
                _groupSize[Groups++] = 0;
            }

            _group[i] = _stampGroup[origin];
            _groupSize[_group[i]]++;
        }

        if (Groups == set.Length) return;
        for (int i = 0; i < set.Length; i++) _power[i] = 1.0 / _groupSize[_group[i]];
    }

    private double Rescale()
    {
        double max = 0;
        foreach (double w in _class) max = Math.Max(max, w);
        for (int c = 0; c < _class.Length; c++) _class[c] = Math.Max(_class[c] / max, 1e-200);
        return Math.Log(max);
    }

    // Σ over groups of ln ∫ ∏ p over its members: where and when the echoes say what the first said.
    private double Echoes(ReadOnlySpan<int> set)
    {
        double sum = 0;
        for (int g = 0; g < Groups; g++)
        {
            if (_groupSize[g] > 1) sum += EchoLog(set, g);
        }

        Gather(set);
        return sum;
    }

    // Σ over groups of ln ∫ ∏ p^(1/n): a group speaks with a tempered mean that is a density again, so that echoes alone say of place and time what one of them says.
    private (double Place, double Time) Voices(ReadOnlySpan<int> set)
    {
        double place = 0, time = 0;
        for (int g = 0; g < Groups; g++)
        {
            if (_groupSize[g] < 2) continue;
            bool mixture = Take(set, g, out int n);
            _voice.AsSpan(0, n).Fill(1.0 / n);
            time += _time.Log(_times.AsSpan(0, n), _voice.AsSpan(0, n));
            place += PlaceLog(_part.AsSpan(0, n), mixture, _voice.AsSpan(0, n));
        }

        Gather(set);
        return (place, time);
    }

    private void Gather(ReadOnlySpan<int> set)
    {
        for (int i = 0; i < set.Length; i++)
        {
            _bumps[i] = evidence[set[i]].Place;
            _times[i] = evidence[set[i]].Time;
        }
    }

    private double EchoLog(ReadOnlySpan<int> set, int g)
    {
        bool mixture = Take(set, g, out int n);
        int copies = 0;
        foreach (int slot in _part.AsSpan(0, n)) copies += evidence[slot].Copied ? 1 : 0;
        double said = options.CopiedTextLog * Math.Max(0, copies - 1); // a text that repeats another is about the same thing, beyond what place and time show
        return said + _time.Log(_times.AsSpan(0, n), default) + PlaceLog(_part.AsSpan(0, n), mixture, default);
    }

    // Lays out the members of a group; says whether one of them is a mixture of places.
    private bool Take(ReadOnlySpan<int> set, int g, out int n)
    {
        n = 0;
        bool mixture = false;
        for (int i = 0; i < set.Length; i++)
        {
            if (_group[i] != g) continue;
            ref readonly Item item = ref evidence[set[i]];
            (_part[n], _bumps[n], _times[n]) = (set[i], item.Place, item.Time);
            mixture |= item.Mixture >= 0;
            n++;
        }

        return mixture;
    }

    private double OneMouth(ReadOnlySpan<int> set, int g)
    {
        double clutter = 0, all = 0;
        for (int i = 0; i < set.Length; i++)
        {
            if (_group[i] != g) continue;
            double k = evidence[set[i]].LogClutter;
            clutter += k * _power[i];
            all += k;
        }

        return clutter - all + EchoLog(set, g);
    }

    private double PlaceLog(ReadOnlySpan<int> set, bool mixture, ReadOnlySpan<double> power)
    {
        Modes = mixture ? _modes : null;
        return mixture ? _modes.Log(set, power) : _place.Log(_bumps.AsSpan(0, set.Length), power);
    }

    private void Grow(int n)
    {
        if (_bumps.Length < n)
        {
            int size = 2 * n;
            (_bumps, _times, _power, _voice) = (new PlaceBump[size], new TimeFactor[size], new double[size], new double[size]);
            (_group, _groupSize, _part) = (new int[size], new int[size], new int[size]);
        }

        if (_stamp.Length < evidence.OriginCount) (_stamp, _stampGroup) = (new long[2 * evidence.OriginCount], new int[2 * evidence.OriginCount]);
    }
}
