using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Measures;

namespace Truce.Tests.Fusion;

/// <summary>Components that are too large to enumerate: what the sampler says against the exact sum, and the same bits on every run.</summary>
public class LargeComponentTests(ITestOutputHelper output)
{
    private static readonly FusionOptions Exact = new() { Rates = IncidentRates.OfTotal(2e-3), OthersSilentLog = -1 };
    private static readonly FusionOptions Sampled = Exact with { ExactUpTo = 1, PointPartsExactUpTo = 1 }; // whatever is not plainly one incident goes to the sampler

    [Fact]
    public void The_sampler_gives_the_weights_of_the_exact_sum()
    {
        List<Detection> detections = Pairs(7301, 60, 7);
        (double mean, double worst, int members, int same) = Compare(World.Solved(detections, Exact), World.Solved(detections, Sampled));
        output.WriteLine($"seed 7301: {members} members in doubt of {same} incidents found by both; distance in total variation: mean {mean:F4}, largest {worst:F4}");
        Assert.True(members > 100, $"{members} members in doubt");
        Assert.True(mean <= 0.015, $"mean {mean}");
        Assert.True(worst <= 0.06, $"largest {worst}");
    }

    [Fact]
    public void Parts_that_stay_together_give_the_weights_of_the_exact_sum()
    {
        List<Detection> detections = Pairs(7302, 60, 7);
        (double mean, double worst, int members, _) = Compare(World.Solved(detections, Exact), World.Solved(detections, Exact with { ExactUpTo = 6, PointPartsExactUpTo = 6 }));
        output.WriteLine($"seed 7302: {members} members in doubt; mean {mean:F4}, largest {worst:F4}");
        Assert.True(members > 80, $"{members} members in doubt");
        Assert.True(mean <= 0.02, $"mean {mean}");
        Assert.True(worst <= 0.25, $"largest {worst}"); // two that could only go together are held together
    }

    [Fact]
    public void The_comparison_sees_weights_that_hold_only_while_all_others_stay()
    {
        FusionState exact = World.Solved(Pairs(7301, 60, 7), Exact);
        var bent = new Dictionary<Hash256, Dictionary<string, double>>();
        foreach ((Hash256 id, Dictionary<string, double> homes) in Homes(exact.Hypotheses)) bent[id] = new() { [homes.MaxBy(h => h.Value).Key] = 1 };
        Assert.True(Distances(Homes(exact.Hypotheses), bent).Average() > 0.02);
    }

    [Fact]
    public void A_town_under_fire_gives_the_same_bits_in_every_order()
    {
        List<Detection> detections = Town(7303, 60);
        var state = World.Solved(detections, Exact);
        ImmutableArray<Hypothesis> expected = state.Hypotheses;
        Assert.Contains(expected, h => h.Members.Any(m => m.Weight is > 0.05 and < 0.95));
        ImmutableArray<Hypothesis> sampled = World.Solved(detections, Sampled).Hypotheses;
        var random = new SeededRandom(7303);
        for (int run = 0; run < 3; run++)
        {
            World.Shuffle(detections, random);
            World.AssertSame(expected, World.Solved(detections, Exact).Hypotheses, $"seed 7303, shuffle {run}");
            World.AssertSame(sampled, World.Solved(detections, Sampled).Hypotheses, $"seed 7303, sampled, shuffle {run}");
        }

        output.WriteLine($"seed 7303: {expected.Length} hypotheses, {sampled.Length} with the sampler throughout");
    }

    [Fact]
    public void The_best_assignment_of_the_sampler_is_no_worse_than_the_greedy_one()
    {
        int better = 0;
        for (ulong seed = 7310; seed < 7322; seed++)
        {
            (double best, double start, double again) = Search(Town(seed, 40));
            Assert.True(best >= start, $"seed {seed}: {best} after {start}");
            Assert.Equal(best, again, 6); // what it says of its best is what the blocks it gives out weigh
            if (best > start + 1e-6) better++;
        }

        output.WriteLine($"seeds 7310 to 7321: better than greedy in {better} of 12 towns of 40 reports");
    }

    private static (double Best, double Start, double Again) Search(List<Detection> detections)
    {
        var evidence = new Evidence(Exact);
        foreach (Detection d in detections) evidence.Put(d);
        evidence.Arrange(0);
        var graph = new LinkGraph(evidence);
        graph.Grow(evidence.Count);
        var block = new BlockScore(evidence, new(evidence, Exact));
        var index = new NeighbourIndex(evidence, Exact, new(evidence, Exact, block), graph);
        for (int slot = 0; slot < evidence.Count; slot++) index.Add(slot);
        graph.BeginWalk();
        int[] slots = [.. Enumerable.Range(0, evidence.Count).Select(s => graph.Reached(s) ? [] : graph.Component(s).ToArray()).MaxBy(c => c.Length)!];
        Assert.True(slots.Length > 20, $"{slots.Length} in the largest component");
        LocalLinks links = graph.Local(slots);
        var greedy = new GreedyAssignment(evidence, block, new(evidence, Exact));
        greedy.Solve(slots, links);
        var sampler = new PartitionSampler(evidence, block);
        List<Block> blocks = sampler.Solve(slots, [.. Enumerable.Range(0, slots.Length)], links, greedy.BlockOf);
        return (sampler.Totals.Best, sampler.Totals.Start, blocks.Sum(b => block.Log(b.Slots)));
    }

    [Fact]
    public void Weights_of_a_member_sum_to_no_more_than_one()
    {
        foreach (Dictionary<string, double> homes in Homes(World.Solved(Town(7304, 80), Sampled).Hypotheses).Values) Assert.InRange(homes.Values.Sum(), 0.5, 1 + 1e-5);
    }

    // Two incidents about a kilometre apart, at one time, with three or four reports each: components of seven and eight, many members in doubt.
    private static List<Detection> Pairs(ulong seed, int pairs, int reports)
    {
        var random = new SeededRandom(seed);
        var list = new List<Detection>();
        for (int p = 0; p < pairs; p++)
        {
            double apart = 600 + (1200 * random.NextUnit());
            for (int k = 0; k < reports + (p & 1); k++)
            {
                double sigma = 200 + (400 * random.NextUnit());
                double e = (20_000.0 * (p % 8)) + (k % 2 == 0 ? 0 : apart) + (sigma * random.NextNormal()), n = (20_000.0 * (p / 8)) + (sigma * random.NextNormal());
                list.Add(World.Report($"{seed}/{p}/{k}", e, n, random.NextNormal(), null, sigma, 60, -7));
            }
        }

        return list;
    }

    private static List<Detection> Town(ulong seed, int reports)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, reports).Select(k =>
            World.Report($"{seed}/{k}", 6000 * random.NextUnit(), 6000 * random.NextUnit(), 30 * random.NextUnit(), random.NextUnit() < 0.2 ? "echo" : null, 200 + (500 * random.NextUnit()), 120, -7))];
    }

    private static (double Mean, double Worst, int Members, int Same) Compare(FusionState a, FusionState b)
    {
        var one = a.Hypotheses.ToDictionary(h => h.Id, h => string.Join(' ', h.Members.Select(m => m.Detection)));
        ImmutableArray<Hypothesis> same = [.. b.Hypotheses.Where(h => one.TryGetValue(h.Id, out string? members) && members == string.Join(' ', h.Members.Select(m => m.Detection)))];
        var both = same.Select(h => h.Id).ToHashSet();
        List<double> distances = Distances(Homes(a.Hypotheses.Where(h => both.Contains(h.Id))), Homes(same));
        return (distances.Average(), distances.Max(), distances.Count, same.Length);
    }

    // Half the sum of differences, of those members that are in doubt.
    private static List<double> Distances(Dictionary<Hash256, Dictionary<string, double>> a, Dictionary<Hash256, Dictionary<string, double>> b)
    {
        var distances = new List<double>();
        foreach ((Hash256 id, Dictionary<string, double> homes) in a)
        {
            if (homes.Values.Max() > 0.98) continue;
            distances.Add(homes.Keys.Union(b[id].Keys).Sum(k => Math.Abs(homes.GetValueOrDefault(k) - b[id].GetValueOrDefault(k))) / 2);
        }

        return distances;
    }

    private static Dictionary<Hash256, Dictionary<string, double>> Homes(IEnumerable<Hypothesis> hypotheses)
    {
        var homes = new Dictionary<Hash256, Dictionary<string, double>>();
        foreach (Hypothesis h in hypotheses)
        {
            foreach (Member m in h.Members) homes.Add(m.Detection, new() { ["own"] = m.Weight });
            foreach (RunnerUp r in h.RunnersUp) homes[r.Detection][$"{r.Kind} {r.Incident}"] = r.Weight;
        }

        return homes;
    }
}
