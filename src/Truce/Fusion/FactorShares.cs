using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using Truce.Detections;

namespace Truce.Fusion;

/// <summary>Splits the log-odds of a hypothesis into what each origin group and each context factor adds; the shares sum to it.</summary>
/// <remarks>
/// Groups enter one by one in canonical order (chain rule). A group's report is worth ln [P(report | event) ρ / false density]; its class, place
/// and time are worth what they add to the joint likelihood, place and time against one incident a day in 1 / (24 ρ) km².
/// "alternatives" is what the readings add in which only some members are real; "prior" is the silence of all other sources.
/// </remarks>
internal sealed class FactorShares(Evidence evidence, FusionOptions options, ClusterScore score, PointScore points)
{
    private static readonly double LogDay = Math.Log(24);
    private const double Shown = 5e-5; // half the rounding of a share
    private readonly List<FactorShare> _shares = [];
    private readonly List<int> _set = [];

    /// <summary>The shares; they sum to the odds and the context's ratios, each rounded to 1e-4 nats.</summary>
    public ImmutableArray<FactorShare> Of(int[] slots, ScoreParts whole, bool laid, double odds, List<(ContextFactor Factor, double Share)> context, double[]? ratios)
    {
        _shares.Clear();
        Add("prior", null, options.OthersSilentLog);
        double sum = slots.Length == 1 ? One(slots[0]) : laid ? Groups(slots, whole) : Chain(slots, whole);
        double left = odds - sum - options.OthersSilentLog;
        if (Math.Abs(left) >= Shown) Add("alternatives", null, left);
        for (int k = 0; k < context.Count; k++) _shares.Add(new("context", context[k].Factor, Math.Round(ratios![k], 4)));
        return ImmutableCollectionsMarshal.AsImmutableArray(_shares.ToArray());
    }

    private double One(int slot)
    {
        ref readonly Item item = ref evidence[slot];
        Detection d = evidence.Detections[slot]!;
        double report = item.LogReport + evidence.LogRate - item.LogClutter;
        double cls = item.LogAlone - report - options.OthersSilentLog;
        Add("report", d, report);
        if (Math.Abs(cls) >= Shown) Add("class", d, cls);
        return report + cls;
    }

    private double Chain(int[] slots, ScoreParts whole)
    {
        score.Group(slots);
        int groups = score.Groups;
        int[] group = score.GroupOf[..slots.Length].ToArray();
        double sum = 0;
        var before = new ScoreParts(0, 0, 0, 0, 0);
        _set.Clear();
        for (int g = 0; g < groups; g++)
        {
            double report = 0;
            int founder = -1, size = 0;
            for (int i = 0; i < slots.Length; i++)
            {
                if (group[i] != g) continue;
                if (founder < 0) founder = slots[i];
                report += evidence[slots[i]].LogReport - evidence[slots[i]].LogClutter;
                size++;
                Insert(slots[i]);
            }

            report = (report / size) + evidence.LogRate;
            ScoreParts after = _set.Count == slots.Length ? whole : _set.Count == 1 ? Alone(slots[0]) : score.Parts(CollectionsMarshal.AsSpan(_set));
            sum += Group(founder, report, g == 0, before, after);
            before = after;
        }

        return sum;
    }

    // The same of what is laid out as points: what has entered is a mask.
    private double Groups(int[] slots, ScoreParts whole)
    {
        double sum = 0;
        int entered = 0;
        var before = new ScoreParts(0, 0, 0, 0, 0);
        for (int g = 0; g < points.Groups; g++)
        {
            int group = points.Group(g);
            double report = 0;
            for (int left = group; left != 0; left &= left - 1)
            {
                ref readonly Item item = ref evidence[slots[BitOperations.TrailingZeroCount(left)]];
                report += item.LogReport - item.LogClutter;
            }

            report = (report / BitOperations.PopCount((uint)group)) + evidence.LogRate;
            entered |= group;
            ScoreParts after = entered == points.All ? whole : entered == 1 ? Alone(slots[0]) : points.Parts(entered);
            sum += Group(slots[BitOperations.TrailingZeroCount(group)], report, g == 0, before, after);
            before = after;
        }

        return sum;
    }

    private double Group(int founder, double report, bool first, in ScoreParts before, in ScoreParts after)
    {
        Detection d = evidence.Detections[founder]!;
        double cls = after.Class - before.Class;
        double place = after.Place - before.Place + (first ? 0 : -evidence.LogRate - LogDay), time = after.Time - before.Time + (first ? 0 : LogDay);
        Add("report", d, report);
        if (Math.Abs(cls) >= Shown) Add("class", d, cls);
        if (Math.Abs(place) >= Shown) Add("place", d, place);
        if (Math.Abs(time) >= Shown) Add("time", d, time);
        return report + cls + place + time;
    }

    // A place and a time alone integrate to 1.
    private ScoreParts Alone(int slot)
    {
        ref readonly Item item = ref evidence[slot];
        double report = evidence.LogRate + options.OthersSilentLog + item.LogReport - item.LogClutter;
        return new(report, item.LogAlone - report, 0, 0, 0);
    }

    private void Insert(int slot)
    {
        int at = _set.Count;
        while (at > 0 && evidence.Compare(_set[at - 1], slot) > 0) at--;
        _set.Insert(at, slot);
    }

    private void Add(string kind, Detection? from, double nats) => _shares.Add(new(kind, from, Math.Round(nats, 4)));
}
