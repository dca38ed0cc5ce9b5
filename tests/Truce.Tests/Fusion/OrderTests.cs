using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Measures;

namespace Truce.Tests.Fusion;

public class OrderTests
{
    private const ulong Seed = 20301;

    [Fact]
    public void A_hundred_shuffles_give_the_same_hypotheses()
    {
        List<Detection> detections = World.Mixed(Seed, 120);
        ContextFactor[] alarms = [World.Alarm("a", World.Middle, 5000, 0, 60, 1), World.Alarm("b", World.Middle, 9000, 30, 300, 0.8)];
        ImmutableArray<Hypothesis> expected = World.Solved(detections, null, alarms).Hypotheses;
        Assert.Contains(expected, h => h.Members.Length > 1);
        var random = new SeededRandom(Seed);
        for (int run = 0; run < 100; run++)
        {
            World.Shuffle(detections, random);
            World.AssertSame(expected, World.Solved(detections, null, alarms).Hypotheses, $"seed {Seed}, shuffle {run}");
        }
    }

    [Fact]
    public void Step_by_step_with_late_and_withdrawn_evidence_equals_all_at_once()
    {
        for (ulong seed = Seed; seed < Seed + 10; seed++)
        {
            List<Detection> detections = World.Mixed(seed, 80);
            var random = new SeededRandom(seed);
            var state = new FusionState(new());
            var seen = new Dictionary<Hash256, Hypothesis>();
            var kept = new List<Detection>(detections);
            int next = 0;
            while (next < detections.Count)
            {
                for (int k = random.NextBelow(9); k >= 0 && next < detections.Count; k--) state.Add(detections[next++]);
                if (random.NextUnit() < 0.4)
                {
                    Detection gone = detections[random.NextBelow(next)];
                    state.Remove(gone.Id);
                    kept.Remove(gone);
                }

                if (random.NextUnit() < 0.2) state.AddContext(World.Alarm($"c{next}", World.Middle, 4000, next, 60, 1));
                Apply(state.Resolve(), seen);
            }

            for (int k = 0; k <= next; k++) state.RemoveContext(World.IdOf($"c{k}"));
            Apply(state.Resolve(), seen);
            ImmutableArray<Hypothesis> batch = World.Solved(kept).Hypotheses;
            World.AssertSame(batch, state.Hypotheses, $"seed {seed}");
            World.AssertSame(batch, [.. seen.Values.OrderBy(h => h.Id)], $"seed {seed}, by deltas");
        }
    }

    [Fact]
    public void The_shuffle_test_sees_a_planted_dependence_on_order()
    {
        List<Detection> detections = World.Mixed(Seed, 60);
        ImmutableArray<Hypothesis> expected = World.Solved(detections).Hypotheses;
        detections[7] = detections[7] with { ReportGivenEvent = 0.51 }; // as if arrival order had leaked into one factor
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => World.AssertSame(expected, World.Solved(detections).Hypotheses, "planted"));
    }

    [Fact]
    public void A_step_solves_what_it_touches_and_nothing_else()
    {
        FusionState state = World.Solved(Enumerable.Range(0, 200).Select(k => World.Report($"{k}", 10_000.0 * (k % 20), 10_000.0 * (k / 20), k)));
        state.Add(World.Report("near 7", 70_100, 0, 7.1));
        FusionDelta joined = state.Resolve();
        Assert.Equal((1, 1, 0), (joined.ComponentsSolved, joined.Current.Length, joined.Removed.Length));
        state.Remove(World.IdOf("near 7"));
        FusionDelta left = state.Resolve();
        Assert.Equal((1, 1, 0), (left.ComponentsSolved, left.Current.Length, left.Removed.Length));
        state.AddContext(World.Alarm("a", World.Place(50_000, 50_000), 1000, 0, 200, 1));
        Assert.InRange(state.Resolve().ComponentsSolved, 1, 9); // its circle and twelve standard deviations
        state.Add(World.Report("came", 0, 0, 0));
        state.Remove(World.IdOf("came"));
        Assert.Empty(state.Resolve().Current);
    }

    private static void Apply(FusionDelta delta, Dictionary<Hash256, Hypothesis> seen)
    {
        foreach (Hash256 id in delta.Removed) Assert.True(seen.Remove(id));
        foreach (Hypothesis h in delta.Current) seen[h.Id] = h;
    }
}
