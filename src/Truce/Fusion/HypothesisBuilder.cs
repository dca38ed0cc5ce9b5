using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Fusion;

/// <summary>Makes hypotheses from the blocks of a component: posterior of class, place and time, probability, robustness, shares.</summary>
/// <remarks>Numbers are rounded here, at the record boundary: probabilities to 1e-6, degrees to 1e-7, nats to 1e-4, m² to 0.01.</remarks>
internal sealed class HypothesisBuilder(Evidence evidence, FusionOptions options, ClusterScore score, PointScore points, ContextIndex contexts)
{
    private readonly Existence _existence = new(evidence, options, score, points);
    private readonly FactorShares _shares = new(evidence, options, score, points);
    private readonly double[] _class = new double[IncidentClasses.Count];
    private readonly ulong[] _seeds = new ulong[32];
    private int[] _rest = new int[32];

    /// <summary>One hypothesis a block, in the order of the blocks.</summary>
    public void Build(List<Block> blocks, List<Hypothesis> into)
    {
        foreach (Block block in blocks) into.Add(Build(block));
    }

    private Hypothesis Build(Block block)
    {
        int[] slots = block.Slots;
        bool laid = points.Begin(slots);
        if (laid) AskAhead();
        ScoreParts whole = laid ? score.Parts(points) : score.Parts(slots);
        int origins = score.Groups;
        bool distinct = origins == slots.Length;
        ClassState? run = score.ClassRun;
        PosteriorPlace where = PlacePosterior.Of(score);
        (double from, double to) = score.Time.Ninety();
        Normalise(score.ClassWeights);
        List<(ContextFactor Factor, double Share)> context = contexts.At(where.Position, Math.Sqrt((where.Error.EastEastM2 + where.Error.NorthNorthM2) / 2), from, to);
        double[]? ratios = context.Count > 0 ? new double[context.Count] : null;
        double lift = Lift(context, ratios), odds = laid ? _existence.LogOdds(points.All) : _existence.LogOdds(slots, whole.Sum, distinct);
        ImmutableArray<FactorShare> shares = _shares.Of(slots, whole, laid, odds, context, ratios);
        double robust = laid ? Robust(origins, lift, ratios, odds) : Robust(block, origins, lift, ratios, odds);
        ImmutableArray<double> classes = run is null || ratios is not null ? Rounded(_class) : run.Written.IsDefault ? run.Written = Rounded(_class) : run.Written;
        Detection founder = evidence.Detections[slots[0]]!;
        return new Hypothesis
        {
            Id = founder.Id,
            Members = Members(block),
            ClassProbability = classes,
            Probability = Round6(Logistic(odds + lift)),
            Robustness = Round6(robust),
            When = new(TimeFactor.Instant(from), TimeFactor.Instant(to)),
            Where = where,
            Origins = origins,
            Factors = shares,
            RunnersUp = RunnersUp(block),
            Label = LabelOf(slots),
            Simulated = AnySimulated(slots),
        };
    }

    private void Normalise(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double w in weights) sum += w;
        for (int c = 0; c < _class.Length; c++) _class[c] = weights[c] / sum;
    }

    // What the context adds, factor by factor in order of id; changes the class posterior with it.
    private double Lift(List<(ContextFactor Factor, double Share)> context, double[]? ratios)
    {
        double total = 0;
        for (int k = 0; k < context.Count; k++)
        {
            (ContextFactor factor, double share) = context[k];
            double sum = 0;
            for (int c = 0; c < _class.Length; c++)
            {
                double l = Math.Clamp(factor.LogRatio[c], -1.5, 1.5);
                sum += _class[c] *= 1 + (share * (Math.Exp(l) - 1));
            }

            for (int c = 0; c < _class.Length; c++) _class[c] /= sum;
            ratios![k] = Math.Log(sum);
            total += ratios[k];
        }

        return total;
    }

    // The whole, the whole without each origin group, and the groups as they enter: the shares and the robustness will need them.
    private void AskAhead()
    {
        points.Ask(points.All);
        int entered = 0;
        for (int g = 0; g < points.Groups && points.Groups > 1; g++)
        {
            points.Ask(points.All ^ points.Group(g));
            entered |= points.Group(g);
            if (g > 0 && g < points.Groups - 2) points.Ask(entered); // the last but one is the whole without the last
        }

        points.Weigh();
    }

    // The lowest that is left when an origin group, or a context factor that speaks for the incident, is taken away.
    private double Robust(int origins, double lift, double[]? ratios, double odds)
    {
        if (origins == 1) return 0;
        double least = odds + lift;
        for (int g = 0; g < origins; g++) least = Math.Min(least, _existence.LogOdds(points.All ^ points.Group(g)) + lift);
        return Least(least, lift, ratios, odds);
    }

    private static double Least(double least, double lift, double[]? ratios, double odds)
    {
        if (ratios is not null)
        {
            foreach (double r in ratios) least = Math.Min(least, odds + lift - r);
        }

        return Logistic(least);
    }

    // The same in the general form.
    private double Robust(Block block, int origins, double lift, double[]? ratios, double odds)
    {
        if (origins == 1) return 0;
        int[] slots = block.Slots;
        if (_rest.Length < slots.Length) _rest = new int[2 * slots.Length];
        double least = odds + lift;
        Span<int> group = slots.Length <= 64 ? stackalloc int[slots.Length] : new int[slots.Length];
        bool distinct = origins == slots.Length;
        if (!distinct)
        {
            score.Group(slots);
            score.GroupOf[..slots.Length].CopyTo(group);
        }

        for (int g = 0; g < origins; g++)
        {
            int n = 0;
            for (int i = 0; i < slots.Length; i++)
            {
                if ((distinct ? i : group[i]) != g) _rest[n++] = slots[i];
            }

            // With every origin once, group g is member g, and the solver may already have weighed the rest.
            ReadOnlySpan<int> rest = _rest.AsSpan(0, n);
            double left = block.Without is { } known && distinct ? _existence.LogOdds(rest, known[g], true)
                : _existence.LogOdds(rest);
            least = Math.Min(least, left + lift);
        }

        return Least(least, lift, ratios, odds);
    }

    private ImmutableArray<Member> Members(Block block)
    {
        int n = block.Slots.Length;
        var members = new Member[n];
        ulong[] seeds = n <= _seeds.Length ? _seeds : new ulong[n];
        for (int i = 0; i < n; i++)
        {
            ulong seed = evidence[block.Slots[i]].IdSeed;
            int at = i;
            for (; at > 0 && seed < seeds[at - 1]; at--) (members[at], seeds[at]) = (members[at - 1], seeds[at - 1]);
            (members[at], seeds[at]) = (new(evidence.Detections[block.Slots[i]]!, Round6(block.Weights[i])), seed);
        }

        for (int i = 1; i < n; i++)
        {
            if (seeds[i] != seeds[i - 1]) continue; // else whole ids decide
            Array.Sort(members, static (x, y) => x.Detection.CompareTo(y.Detection));
            break;
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(members);
    }

    private ImmutableArray<RunnerUp> RunnersUp(Block block)
    {
        if (block.Others.Length == 0) return [];
        var others = new RunnerUp[block.Others.Length];
        for (int i = 0; i < others.Length; i++)
        {
            OtherHome o = block.Others[i];
            Hash256 id = evidence.Detections[o.Slot]!.Id;
            Hash256? incident = o.Home >= 0 ? evidence.Detections[o.Home]!.Id : null;
            others[i] = new(id, incident, o.Home >= 0 ? "incident" : o.Home == OtherHome.New ? "new" : "clutter", Round6(o.Weight));
        }

        if (others.Length > 1) Array.Sort(others, Order);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(others);
    }

    private static int Order(RunnerUp x, RunnerUp y)
    {
        int c = x.Detection.CompareTo(y.Detection);
        if (c == 0) c = y.Weight.CompareTo(x.Weight);
        if (c == 0) c = string.CompareOrdinal(x.Kind, y.Kind);
        return c != 0 ? c : (x.Incident ?? default).CompareTo(y.Incident ?? default);
    }

    private Label LabelOf(int[] slots)
    {
        int first = evidence[slots[0]].Label;
        Label label = evidence.LabelOf(first);
        for (int i = 1; i < slots.Length; i++)
        {
            int next = evidence[slots[i]].Label;
            if (next != first) label = label.With(evidence.LabelOf(next));
        }

        return label;
    }

    private bool AnySimulated(int[] slots)
    {
        foreach (int slot in slots)
        {
            if (evidence[slot].IsSimulated) return true;
        }

        return false;
    }

    private static ImmutableArray<double> Rounded(double[] values)
    {
        double[] rounded = new double[values.Length];
        double sum = 0;
        int most = 0;
        for (int c = 0; c < values.Length; c++)
        {
            rounded[c] = Math.Max(1e-6, Math.Round(values[c], 6)); // no class is ever impossible: other and unknown least of all
            sum += rounded[c];
            if (rounded[c] > rounded[most]) most = c;
        }

        rounded[most] = Math.Round(rounded[most] + (1 - sum), 6);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(rounded);
    }

    private static double Round6(double p) => Math.Round(p, 6);

    private static double Logistic(double odds) => 1 / (1 + Math.Exp(-odds));
}
