using System.Collections.Immutable;
using Truce.Detections;
using Truce.Fusion;
using Truce.Observations;

namespace Truce.Tests.Fusion;

public class PosteriorTests
{
    private static double LogOdds(double p) => Math.Log(p / (1 - p));

    [Fact]
    public void Two_near_reports_of_two_origins_are_one_incident_and_surer_than_one()
    {
        Hypothesis one = World.Solved([World.Report("a", 0, 0, 0)]).Hypotheses[0];
        ImmutableArray<Hypothesis> both = World.Solved([World.Report("a", 0, 0, 0), World.Report("b", 200, 100, 1)]).Hypotheses;
        Assert.Single(both);
        Assert.Equal(2, both[0].Origins);
        Assert.True(both[0].Probability > one.Probability);
        Assert.InRange(both[0].Robustness, one.Probability - 1e-5, one.Probability + 1e-5);
        Assert.InRange(Math.Sqrt(both[0].Where.Error.EastEastM2), 180, 240);
    }

    [Fact]
    public void Echoes_of_one_origin_join_and_add_nothing_to_the_probability()
    {
        Hypothesis one = World.Solved([World.Report("a", 0, 0, 0, "x")]).Hypotheses[0];
        Hypothesis[] echoed = [.. World.Solved([.. Enumerable.Range(0, 6).Select(i => World.Report($"a{i}", 0, 0, 0, "x"))]).Hypotheses];
        Assert.Single(echoed);
        Assert.Equal(1, echoed[0].Origins);
        Assert.Equal(0, echoed[0].Robustness);
        Assert.InRange(echoed[0].Probability, one.Probability - 0.01, one.Probability + 0.01);
    }

    [Fact]
    public void Unknown_origins_near_each_other_count_as_one()
    {
        Detection[] unknown = [.. Enumerable.Range(0, 4).Select(i => World.Report($"u{i}", i * 30, 0, i) with { Origin = new(World.IdOf($"{i}"), OriginBasis.Unknown) })];
        Hypothesis h = Assert.Single(World.Solved(unknown).Hypotheses);
        Assert.Equal(1, h.Origins);
    }

    [Fact]
    public void Shares_sum_to_the_log_odds()
    {
        ContextFactor alarm = World.Alarm("alarm", World.Middle, 20_000, -600, 2000, 1);
        foreach (Hypothesis h in World.Solved(World.Mixed(77, 150), null, [alarm]).Hypotheses)
        {
            if (h.Probability is < 0.001 or > 0.999) continue;
            double sum = h.Factors.Sum(f => f.LogOdds);
            Assert.InRange(sum - LogOdds(h.Probability), -0.01, 0.01);
        }
    }

    [Fact]
    public void No_class_is_ever_impossible_and_classes_sum_to_one()
    {
        foreach (Hypothesis h in World.Solved(World.Mixed(78, 100)).Hypotheses)
        {
            Assert.All(h.ClassProbability, p => Assert.True(p > 0));
            Assert.Equal(1, h.ClassProbability.Sum(), 9);
        }
    }

    [Fact]
    public void Place_alone_never_names_a_side() =>
        Assert.All(World.Solved(World.Mixed(79, 100)).Hypotheses, h => Assert.Null(h.Attribution));

    [Fact]
    public void An_alarm_lifts_what_it_covers_and_leaves_the_rest()
    {
        Detection d = World.Report("a", 0, 0, 10);
        Hypothesis without = World.Solved([d]).Hypotheses[0];
        Hypothesis covered = World.Solved([d], null, [World.Alarm("a", World.Middle, 5000, 0, 60, 1.2)]).Hypotheses[0];
        Hypothesis elsewhere = World.Solved([d], null, [World.Alarm("a", World.Place(90_000, 0), 5000, 0, 60, 1.2)]).Hypotheses[0];
        Assert.True(covered.Probability > without.Probability);
        Assert.True(elsewhere.SameAs(without));
        Assert.Contains(covered.Factors, f => f.Kind == "context");
    }

    [Fact]
    public void A_name_of_two_places_gives_two_modes_until_a_second_report_decides()
    {
        Detection named = World.Report("named", 0, 0, 0) with
        {
            Where = new PlaceEvidence.Mixture([new("a", "A", World.Place(0, 0), 1500, 0.55), new("b", "B", World.Place(60_000, 0), 1500, 0.4)]),
        };
        Hypothesis open = World.Solved([named]).Hypotheses[0];
        Assert.True(open.Where.Multimodal);
        Assert.Equal(2, open.Where.Modes.Length);
        Hypothesis decided = Assert.Single(World.Solved([named, World.Report("seen", 60_500, 300, 2)]).Hypotheses);
        Assert.False(decided.Where.Multimodal);
        Assert.True(decided.Where.Position.DistanceM(World.Place(60_500, 300)) < 400);
    }

    [Fact]
    public void A_report_between_two_incidents_keeps_its_runner_up()
    {
        Detection[] near =
        [
            World.Report("a1", -900, 0, 0), World.Report("a2", -950, 50, 0.5), World.Report("a3", -850, 0, 0.2),
            World.Report("b1", 1000, 0, 0), World.Report("b2", 950, 50, 0.5), World.Report("b3", 1050, 0, 0.2),
            World.Report("between", 0, 0, 0.3, null, 600),
        ];
        ImmutableArray<Hypothesis> found = World.Solved(near).Hypotheses;
        Assert.Equal(2, found.Length);
        RunnerUp other = Assert.Single(found.SelectMany(h => h.RunnersUp), r => r.Detection == World.IdOf("between") && r.Kind == "incident");
        Assert.InRange(other.Weight, 0.2, 0.5);
        Assert.Contains(found, h => h.Id == other.Incident);
    }

    [Fact]
    public void An_echo_that_spreads_does_not_move_a_sure_place()
    {
        Hypothesis h = Assert.Single(World.Solved(
            [World.Report("a", 0, 0, 0, "x", 100), .. Enumerable.Range(0, 5).Select(i => World.Report($"e{i}", 300, 0, 0, "y", 300))]).Hypotheses);
        Assert.True(h.Where.Position.DistanceM(World.Place(0, 0)) < 60);
    }
}
