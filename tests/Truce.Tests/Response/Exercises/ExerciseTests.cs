using System.Collections.Immutable;
using Truce.Response.Consultations;
using Truce.Response.Exercises;
using Truce.Response.Protocols;
using Truce.Sayings;
using Truce.Terms;

namespace Truce.Tests.Response.Exercises;

/// <summary>Exercises repeat exactly, agree with what can be worked out by hand, and never look real.</summary>
public sealed class ExerciseTests
{
    [Fact]
    public void The_sample_scenario_is_read_without_a_remark()
    {
        ExerciseReading reading = Samples.ReadScenario(Samples.ScenarioText);
        Assert.Empty(reading.Remarks);
        Assert.Equal((TimeSpan.FromDays(90), 2, 5, 3), (reading.Exercise!.Length, reading.Exercise.Findings.Length, reading.Exercise.Guarantors.Length, reading.Exercise.Promises.Length));
        Assert.Equal((0.85, 0.6), (reading.Exercise.Guarantors[3].On("R2").AnswerProbability, reading.Exercise.Guarantors[3].On("R3").AnswerProbability));
    }

    [Theory]
    [InlineData("\"probability\": 0.97", "\"probability\": 1.2", "the number 1.2 stands where a number from 0 to 1 is expected", "$.guarantors[0].probability")]
    [InlineData("\"id\": \"ALDER\", \"prob", "\"id\": \"ALDR\", \"prob", "\"ALDR\" is not the id of a guarantor whom the protocol asks; write \"ALDER\"", "$.guarantors[0].id")]
    [InlineData("\"id\": \"BIRCH\", \"prob", "\"id\": \"ALDER\", \"prob", "the id \"ALDER\" stands twice in guarantors", "$.guarantors[1].id")]
    [InlineData("\"answers\": [", "\"answers\": [ { \"id\": \"SIM-NV-1\", \"of\": \"F2\", \"tier\": \"R1\", \"guarantor\": \"BIRCH\", \"after\": \"PT1H\", \"kind\": \"accept\" },", "the id \"SIM-NV-1\" stands twice in answers", "$.answers[1].id")]
    [InlineData("\"guarantor\": \"ALDER\", \"after\"", "\"guarantor\": \"OAK\", \"after\"", "\"OAK\" is not the id of a guarantor", "$.answers[0].guarantor")]
    [InlineData("\"openAfter\": \"PT1H\"", "\"openAfter\": \"-PT1H\"", "is negative: nothing takes less than no time", "$.desk.openAfter")]
    [InlineData("\"length\": \"P90D\"", "\"length\": \"P3M\"", "months or years, which have no length of their own", "$.length")]
    [InlineData("\"accept\": 0.9, \"partial\": 0.1", "\"accept\": 0.9, \"partial\": 0.2", "sum to 1.1, not to 1", "$.guarantors[0].kinds")]
    [InlineData("\"simulated\": true", "\"simulated\": false", "a scenario is simulated and says so", "$.simulated")]
    [InlineData("\"exponential\": \"PT14H\"", "\"exponential\": \"PT14H\", \"always\": \"PT1H\"", "names several distributions", "$.guarantors[2].delay")]
    [InlineData("[\"PT4H\", \"P2D\"]", "[\"P2D\", \"PT4H\"]", "is not a shorter and a longer time", "$.guarantors[3].delay.uniform")]
    [InlineData("\"guarantor\": \"ALDER\", \"tier\": \"R2\"", "\"guarantor\": \"CEDAR\", \"tier\": \"R1\"", "tier R1 does not ask \"CEDAR\"", "$.promises[0].guarantor")]
    [InlineData("\"of\": \"F1\", \"after\": \"P8D\"", "\"of\": \"F9\", \"after\": \"P8D\"", "\"F9\" is not the id of a finding", "$.happenings[0].of")]
    [InlineData("\"level\": 4, \"severity\": \"ordinary\"", "\"level\": 2, \"severity\": \"ordinary\"", "from 3 to 5", "$.findings[0].level")]
    [InlineData("\"id\": \"HAZEL\", \"probability\": 0.7, \"delay\": { \"lognormal\": \"PT20H\", \"spread\": 3 }, \"kinds\": { \"accept\": 0.5, \"partial\": 0.2, \"refuse\": 0.3 }", "\"id\": \"ELM\", \"probability\": 0, \"delay\": { \"always\": \"PT1H\" }", "the protocol asks \"HAZEL\" and the scenario does not say how they answer", "$.guarantors")]
    public void A_mistake_is_named_with_its_place_and_what_to_write(string from, string to, string message, string path)
    {
        ExerciseReading reading = Samples.ReadScenario(Samples.ScenarioText.With(from, to));
        Assert.Null(reading.Exercise);
        Assert.Contains(reading.Remarks, e => e.Weight == RemarkWeight.Error && e.Path == path && e.ToString().Contains(message, StringComparison.Ordinal) && e.Instead.Length > 0);
    }

    [Fact]
    public void A_run_repeats_exactly_and_another_seed_or_number_is_another_run()
    {
        string Told(ulong seed, int run) => string.Join('\n', ExerciseRun.Play(Samples.Protocol, Samples.Exercise, seed, run).Consultations.SelectMany(c => c.Events).Select(e => e.Id));
        Assert.Equal(Told(5, 3), Told(5, 3));
        Assert.Equal(4, new[] { Told(5, 3), Told(5, 4), Told(6, 3), Told(6, 2) }.Distinct().Count());
    }

    [Fact]
    public void Counts_do_not_depend_on_how_the_runs_are_shared_out()
    {
        var whole = new ExerciseTally(Samples.Protocol, Samples.Exercise);
        whole.Play(9, 0, 90);
        var parts = new ExerciseTally(Samples.Protocol, Samples.Exercise);
        foreach ((int from, int to) in new[] { (60, 90), (0, 17), (17, 60) })
        {
            var part = new ExerciseTally(Samples.Protocol, Samples.Exercise);
            part.Play(9, from, to);
            parts.Merge(part);
        }

        string a = ExerciseJson.Many(Samples.Protocol, Samples.Exercise, whole, 9).ToJsonString(), b = ExerciseJson.Many(Samples.Protocol, Samples.Exercise, parts, 9).ToJsonString();
        Assert.Equal(a, b);
        Assert.Contains("\"runs\":90", a, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"exponential\": \"PT10H\" }", 0.5)] // 0.5 (1 − e^(−22.9167/10)), worked out below
    [InlineData("{ \"uniform\": [\"PT0S\", \"P2D\"] }", 0.8)]
    [InlineData("{ \"lognormal\": \"PT22H55M\", \"spread\": 3 }", 0.9)] // the median is what is left of the deadline: half of the answers
    [InlineData("{ \"always\": \"PT22H55M\" }", 0.4)] // in the last second
    [InlineData("{ \"always\": \"PT22H56M\" }", 0.4)] // a minute too late
    public void The_share_of_answers_in_time_is_what_probability_theory_says(string delay, double probability)
    {
        string text = Samples.ScenarioText
            .With("\"probability\": 0.9, \"delay\": { \"lognormal\": \"PT10H\", \"spread\": 2.5 }", FormattableString.Invariant($"\"probability\": {probability}, \"delay\": {delay}"));
        Exercise exercise = Samples.ReadScenario(text).Exercise!;
        const int Runs = 4000;
        var tally = new ExerciseTally(Samples.Protocol, exercise);
        tally.Play(31, 0, Runs);
        RunShare share = tally.Answered(0, 0, "BIRCH");
        const double leftH = 24 - 1 - (5.0 / 60); // opened an hour after the determination, notice five minutes later
        double expected = probability * (delay switch
        {
            var d when d.Contains("exponential", StringComparison.Ordinal) => 1 - Math.Exp(-leftH / 10),
            var d when d.Contains("uniform", StringComparison.Ordinal) => leftH / 48,
            var d when d.Contains("lognormal", StringComparison.Ordinal) => 0.5,
            var d => d.Contains("22H55M", StringComparison.Ordinal) ? 1.0 : 0,
        });
        double sigma = Math.Sqrt(expected * (1 - expected) / Runs);
        Assert.Equal(Runs, share.Of);
        Assert.True(Math.Abs(((double)share.Hits / share.Of) - expected) <= (4 * sigma) + 1e-9, $"{share.Hits} of {share.Of}, expected {expected:F4}");
    }

    [Fact]
    public void A_scripted_answer_is_given_for_certain_and_keeps_its_number()
    {
        for (int run = 0; run < 20; run++)
        {
            SimulatedConsultation c = ExerciseRun.Play(Samples.Protocol, Samples.Exercise, 2, run).Consultations[0];
            ConsultationEvent.Answered told = Assert.Single(c.Events.OfType<ConsultationEvent.Answered>(), a => a.Reference == "SIM-NV-1");
            Assert.Equal((AnswerKind.Accept, "ALDER", "R1"), (told.Kind, told.Guarantor, told.Tier));
        }
    }

    [Fact]
    public void Every_event_is_simulated_and_nothing_is_sent_above_the_limit_before_two_people_released_it()
    {
        for (int run = 0; run < 50; run++)
        {
            foreach (SimulatedConsultation c in ExerciseRun.Play(Samples.Protocol, Samples.Exercise, 4, run).Consultations)
            {
                Assert.All(c.Events, e => Assert.True(e.Simulated));
                Assert.DoesNotContain(c.State.Remarks, r => r.Says.Key == "response.odd.unreleased");
                Assert.Empty(c.State.EscalationsDue);
                Assert.True(c.Events.Zip(c.Events.Skip(1)).All(p => p.First.At <= p.Second.At));
            }
        }
    }

    [Fact]
    public void What_stops_ends_after_the_quiet_the_protocol_asks_for_unless_it_begins_again()
    {
        SimulatedConsultation quiet = ExerciseRun.Play(Samples.Protocol, Samples.Exercise, 3, 0).Consultations[0];
        DateTimeOffset stopped = Samples.Exercise.Start.AddDays(8);
        Assert.Equal((stopped.AddDays(7), StandDownGround.Quiet), (quiet.State.StoodDown!.At, quiet.State.StoodDown.Ground));
        string again = Samples.ScenarioText.With("\"happenings\": [", "\"happenings\": [ { \"of\": \"F1\", \"after\": \"P10D\", \"what\": \"continues\" }, { \"of\": \"F1\", \"after\": \"P11D\", \"what\": \"stops\" },");
        SimulatedConsultation later = ExerciseRun.Play(Samples.Protocol, Samples.ReadScenario(again).Exercise!, 3, 0).Consultations[0];
        Assert.Equal(Samples.Exercise.Start.AddDays(18), later.State.StoodDown!.At);
    }

    [Fact]
    public void A_time_that_is_not_known_starts_no_clock_in_an_exercise_either()
    {
        string text = Samples.ScenarioText.With(", \"determinedAfter\": \"PT30H\"", "");
        SimulatedConsultation c = ExerciseRun.Play(Samples.Protocol, Samples.ReadScenario(text).Exercise!, 3, 0).Consultations[0];
        Assert.All(c.State.Tiers, t => Assert.Null(t.Clock.DueAt));
        Assert.Equal("R1", Assert.Single(c.State.Tiers).Tier.Id);
    }

    [Fact]
    public void Reports_carry_the_stamp_on_every_heading_and_are_said_in_every_language()
    {
        var tally = new ExerciseTally(Samples.Protocol, Samples.Exercise);
        tally.Play(8, 0, 30);
        ExerciseResult result = ExerciseRun.Play(Samples.Protocol, Samples.Exercise, 8, 0);
        foreach (SayingWords words in SayingWords.Languages.Select(SayingWords.For))
        {
            ImmutableArray<string> one = ExerciseReport.Run(Samples.Protocol, Samples.Exercise, result, 8, words), many = ExerciseReport.Many(Samples.Protocol, Samples.Exercise, tally, 8, words);
            Assert.All([one, many], lines => Assert.All(lines.Where(l => !l.StartsWith(' ')), l => Assert.StartsWith(ExerciseReport.Stamp, l, StringComparison.Ordinal)));
            Assert.All([one[^1], many[^1], one[0][..9], many[0][..9]], l => Assert.Equal(ExerciseReport.Stamp, l));
        }

        Assert.All(ExerciseReport.Assumptions(Samples.Protocol, Samples.Exercise), a => Assert.All(SayingWords.Languages, l => Assert.NotNull(SayingWords.For(l).TrySay(a))));
        Assert.True((bool)ExerciseJson.Run(Samples.Protocol, Samples.Exercise, result, 8)["simulated"]!);
    }
}
