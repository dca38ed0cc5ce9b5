using System.Text;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;
using Truce.Records;
using Truce.Review;
using Truce.Terms;
using Truce.Testing;
using Truce.Tests.Terms;

namespace Truce.Tests;

/// <summary>Learning through the step machine: from what people closed, and from nothing else.</summary>
public sealed class WatchLearningTests
{
    private static readonly DateTimeOffset Start = new(2030, 3, 10, 0, 0, 0, TimeSpan.Zero), Evening = Start.AddDays(5);

    private static Watch New() => new(
        new Lookout(new(), BackgroundField.Constant(1e-5), SourceModel.Empty, _ => null),
        new FusionOptions(),
        new TermsEvaluator(ExampleAgreement.Read(ExampleAgreement.Bytes)),
        new CaseMaker(CaseRegisters.All),
        new LevelOptions());

    /// <summary>An explosion that one source saw, far from every other in place.</summary>
    private static Observation Seen(string source, int number) => new()
    {
        Feed = "f",
        SourceKey = $"{source}-{number}",
        Source = source,
        Class = ObservationClass.Explosion,
        Means = ObservationMeans.Saw,
        When = TimeInterval.At(Start.AddHours(number)),
        Clock = ClockTrust.Device,
        Where = new ObservedPlace.At(new(40 + (0.5 * number), 20 + source[0] - 'a'), Covariance2.Circular(100)),
        Grade = new('C', 0),
        Origin = OriginGroup.Of(OriginBasis.Outlet, source),
    };

    private static readonly Observation[] All = [.. ((string[])["alpha", "beta", "gamma"]).SelectMany(s => Enumerable.Range(0, 8).Select(i => Seen(s, i)))];

    private static Hash256 FindingOf(Watch watch, Observation o) => watch.Findings.Single(f => f.Term == "T1" && f.Incident == o.Id).Id;

    /// <summary>Two people say it of one finding.</summary>
    private static IEnumerable<Statement> Two(Watch watch, Observation o, StatementKind kind, int version = 1) => ((string[])["r1", "r2"]).Select(person => new Statement
    {
        Id = Hash256.Of(Encoding.UTF8.GetBytes($"{o.Id} {kind} {person}")),
        Kind = kind,
        Question = Question.Occurrence,
        Finding = FindingOf(watch, o),
        FindingVersion = version,
        Person = person,
        Nation = "N1",
        Reason = "seen",
        AlternativesRejected = ["thunder"],
        At = Evening.AddMinutes(1),
    });

    private static Watch Settled(IEnumerable<Observation> observations)
    {
        Watch watch = New();
        foreach (Observation o in observations) watch.Step(new Input.Observed(o, Start));
        watch.Step(new Input.Tick(Evening));
        return watch;
    }

    /// <summary>Alpha was right five times, beta wrong five times; nobody has looked at gamma.</summary>
    private static Statement[] Said(Watch watch) =>
    [
        .. All.Where(o => o.Source == "alpha").Take(5).SelectMany(o => Two(watch, o, StatementKind.Confirm)),
        .. All.Where(o => o.Source == "beta").Take(5).SelectMany(o => Two(watch, o, StatementKind.Refute)),
    ];

    private static IReadOnlyList<Output> Learn(Watch watch, IEnumerable<Statement> said)
    {
        foreach (Statement s in said) watch.Step(new Input.Stated(s, s.At));
        return watch.Step(new Input.Learn(Evening.AddHours(1)));
    }

    private static Incident Of(Watch watch, string source, int number) => watch.Incidents.Single(i => i.Id == Seen(source, number).Id);

    [Fact]
    public void A_source_that_was_right_gains_weight_and_one_that_was_wrong_loses_it_also_where_nobody_has_judged()
    {
        Watch watch = Settled(All);
        double before = Of(watch, "alpha", 7).Hypothesis.Probability;
        Assert.Equal(before, Of(watch, "beta", 7).Hypothesis.Probability);
        Output.Learned learned = Learn(watch, Said(watch)).OfType<Output.Learned>().Single();
        Assert.Equal(
            [("alpha", ObservationClass.Explosion, new SourceCases(5, 0, 0, 0)), ("beta", ObservationClass.Explosion, new SourceCases(0, 5, 0, 0))], learned.Model.Entries);
        Assert.True(Of(watch, "alpha", 7).Hypothesis.Probability > before);
        Assert.True(Of(watch, "beta", 7).Hypothesis.Probability < before);
        Assert.Equal(["alpha", "beta"], learned.Changes.Select(c => c.Source));
        Assert.True(learned.Changes[0].OddsAfter > learned.Changes[0].OddsBefore && learned.Changes[1].OddsAfter < learned.Changes[1].OddsBefore);
    }

    [Fact]
    public void What_nobody_closed_does_not_move_and_new_versions_name_the_model()
    {
        Watch watch = Settled(All);
        Incident before = Of(watch, "gamma", 7);
        IReadOnlyList<Output> outputs = Learn(watch, Said(watch));
        Assert.Same(before, Of(watch, "gamma", 7));
        Assert.Null(before.Model);
        Output.IncidentVersion[] versions = [.. outputs.OfType<Output.IncidentVersion>()];
        Assert.Equal(16, versions.Length);
        Assert.All(versions, v => Assert.Equal((2, SourceRecords.IdOf(watch.Sources)), (v.Incident.Version, v.Incident.Model)));
        Assert.Equal(SourceRecords.IdOf(watch.Sources)!.Value.ToString(), (string?)IncidentRecords.Record(versions[0].Incident, versions[0].Level)["model"]);
    }

    [Fact]
    public void Without_closed_findings_nothing_is_learned()
    {
        Watch watch = Settled(All);
        Statement[] one = [.. Said(watch).Where(s => s.Person == "r1")]; // one person closes nothing
        IReadOnlyList<Output> outputs = Learn(watch, one);
        Assert.True(outputs.OfType<Output.Learned>().Single().Model.IsEmpty);
        Assert.Single(outputs);
        Assert.True(watch.Sources.IsEmpty);
        Assert.True(Settled(All).Lessons().IsEmpty);
    }

    [Fact]
    public void A_judged_finding_keeps_what_people_said_and_they_are_asked_to_look_again()
    {
        Watch watch = Settled(All);
        Observation wrong = All.First(o => o.Source == "beta");
        IReadOnlyList<Output> outputs = Learn(watch, Said(watch));
        Finding refuted = watch.Findings.Single(f => f.Id == FindingOf(watch, wrong));
        Assert.Equal(FindingState.Refuted, refuted.State);
        Finding confirmed = watch.Findings.Single(f => f.Id == FindingOf(watch, All[0]));
        Assert.Equal((FindingState.Confirmed, Level.Confirmed), (confirmed.State, confirmed.Level));
        Hash256[] changed = [.. outputs.OfType<Output.FindingVersion>().Select(f => f.Finding.Id).Distinct()], asked = [.. outputs.OfType<Output.Reconsider>().Select(r => r.Finding)];
        Hash256[] judged = [.. Said(watch).Select(s => s.Finding).Distinct()];
        Assert.Equal(changed.Intersect(judged).Order(), asked.Order());
        Assert.NotEmpty(asked); // beta's fell below level 1
    }

    [Fact]
    public void The_same_is_learned_twice_as_once_and_what_is_taken_back_is_unlearned()
    {
        Watch watch = Settled(All);
        Learn(watch, Said(watch));
        string model = SourceRecords.State(watch.Sources).ToJsonString(), held = Held(watch);
        Assert.Single(watch.Step(new Input.Learn(Evening.AddHours(2)))); // the rescored incidents teach nothing: people had seen the earlier version
        Assert.Equal(model, SourceRecords.State(watch.Sources).ToJsonString());
        Assert.Equal(held, Held(watch));

        Statement[] back = [.. Said(watch).Where(s => s.Person == "r2").Select(s => s with
        {
            Id = Hash256.Of(Encoding.UTF8.GetBytes("back " + s.Id)), Kind = StatementKind.Withdraw, TakesBack = s.Id, At = s.At.AddHours(2),
        })];
        foreach (Statement s in back) watch.Step(new Input.Stated(s, s.At));
        Output.Learned unlearned = watch.Step(new Input.Learn(Evening.AddHours(4))).OfType<Output.Learned>().Single();
        Assert.True(unlearned.Model.IsEmpty);
        Assert.Equal(Scores(Settled(All)), Scores(watch));
    }

    [Fact]
    public void Any_order_of_arrival_gives_the_same_model_and_the_same_incidents()
    {
        Watch first = Settled(All);
        Statement[] said = Said(first);
        Learn(first, said);
        int seed = Seeds.Next();
        var random = new Random(seed);
        for (int i = 0; i < 4; i++)
        {
            Observation[] observations = [.. All];
            Statement[] statements = [.. said];
            random.Shuffle(observations);
            random.Shuffle(statements);
            Watch other = Settled(observations);
            Learn(other, statements);
            Assert.True(Held(first) == Held(other), $"seed {seed}, time {i}");

            // What nobody has judged may come after the lesson.
            Observation[] judged = [.. All.Where(o => o.SourceKey.EndsWith('0') || int.Parse(o.SourceKey.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture) < 5)];
            Watch late = Settled(judged);
            Learn(late, statements);
            foreach (Observation o in observations.Except(judged)) late.Step(new Input.Observed(o, Evening.AddHours(2)));
            late.Step(new Input.Tick(Evening.AddHours(3)));
            Assert.True(Scores(first) == Scores(late), $"seed {seed}, time {i}: late");
        }
    }

    [Fact]
    public void Statements_that_come_before_the_evidence_count_when_it_is_there()
    {
        Watch first = Settled(All), other = New();
        Statement[] said = Said(first);
        Learn(first, said);
        foreach (Statement s in said) other.Step(new Input.Stated(s, s.At));
        foreach (Observation o in All) other.Step(new Input.Observed(o, Start));
        other.Step(new Input.Tick(Evening));
        Assert.Equal(FindingState.Confirmed, other.Findings.Single(f => f.Id == FindingOf(first, All[0])).State);
        other.Step(new Input.Learn(Evening.AddHours(1)));
        Assert.Equal(Held(first), Held(other));
    }

    [Fact]
    public void Evidence_that_came_after_people_had_judged_teaches_nothing()
    {
        Watch watch = Settled(All);
        foreach (Statement s in Said(watch)) watch.Step(new Input.Stated(s, s.At));
        Observation echo = All[0] with { Source = "echo", SourceKey = "e", Origin = OriginGroup.Of(OriginBasis.Outlet, "echo") };
        watch.Step(new Input.Observed(echo, Evening.AddHours(1)));
        watch.Step(new Input.Tick(Evening.AddHours(1)));
        Assert.Contains(watch.Incidents, i => i.Hypothesis.Members.Any(m => m.Observation == echo.Id) && i.Hypothesis.Members.Length == 2);
        Assert.DoesNotContain(watch.Lessons().Entries, e => e.Source == "echo");
    }

    [Fact]
    public void What_its_source_took_back_teaches_nothing()
    {
        Watch watch = Settled(All);
        Statement[] said = Said(watch);
        watch.Step(new Input.Withdrawn("f", All[0].SourceKey, All[1].Id, Evening));
        foreach (Statement s in said) watch.Step(new Input.Stated(s, s.At));
        Assert.Equal(new SourceCases(4, 0, 0, 0), watch.Lessons().Entries.Single(e => e.Source == "alpha").Cases);
    }

    [Fact]
    public void What_is_taken_back_says_by_what_and_when_and_says_it_once()
    {
        Watch watch = Settled(All);
        Output.NotUsed told = Assert.IsType<Output.NotUsed>(Assert.Single(watch.Step(new Input.Withdrawn("f", All[0].SourceKey, All[1].Id, Evening))));
        Assert.Equal((All[0].Id, $"withdrawn-by-source {All[1].Id} {ObservationJson.Instant(Evening)}"), (told.Observation, told.Reason));
        Assert.Empty(watch.Step(new Input.Withdrawn("f", All[0].SourceKey, All[2].Id, Evening.AddDays(1))));
    }

    [Fact]
    public void A_record_that_comes_after_it_was_taken_back_is_out_from_the_first_word_of_that()
    {
        Watch watch = Settled(All[1..]);
        watch.Step(new Input.Withdrawn("f", All[0].SourceKey, All[1].Id, Evening.AddHours(2)));
        watch.Step(new Input.Withdrawn("f", All[0].SourceKey, All[2].Id, Evening.AddHours(1)));
        Output.NotUsed told = Assert.IsType<Output.NotUsed>(Assert.Single(watch.Step(new Input.Observed(All[0], Evening.AddHours(3)))));
        Assert.Equal($"withdrawn-by-source {All[2].Id} {ObservationJson.Instant(Evening.AddHours(1))}", told.Reason);
    }

    private static string Held(Watch watch)
    {
        var text = new StringBuilder(Scores(watch));
        foreach (Finding f in watch.Findings) text.Append(f.Id).Append(' ').Append(f.State).Append(' ').Append(FindingRecords.State(f).ToJsonString()).Append('\n');
        return text.ToString();
    }

    private static string Scores(Watch watch)
    {
        var text = new StringBuilder();
        foreach (Incident i in watch.Incidents) text.Append(i.Id).Append(' ').Append(IncidentRecords.State(i.Hypothesis).ToJsonString()).Append('\n');
        return text.ToString();
    }
}
