using System.Collections.Immutable;
using Truce.Detections;
using Truce.Findings;
using Truce.Fusion;
using Truce.Incidents;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Findings;

/// <summary>Every criterion of levels 0 to 2, each seen to fail alone: the others stay as they were.</summary>
public sealed class LevelsTests
{
    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GeoPoint Town = new(10, 20);

    /// <summary>A case: two observations of one incident, and what fusion holds of them.</summary>
    private sealed record Case(ImmutableArray<Observation> Observations, Hypothesis Hypothesis, IncidentChange Change = IncidentChange.New)
    {
        public LevelAssessment Assess(LevelOptions? options = null) => Levels.Assess(
            new Incident { Id = Hypothesis.Id, Version = 1, Known = Noon, Change = Change, Hypothesis = Hypothesis },
            id => Observations.FirstOrDefault(o => o.Id == id),
            options ?? new());

        public Case With(Func<Hypothesis, Hypothesis> change) => this with { Hypothesis = change(Hypothesis) };

        /// <summary>The observations changed, and the members that carry their ids with them.</summary>
        public Case Seen(Func<Observation, Observation> change)
        {
            ImmutableArray<Observation> seen = [.. Observations.Select(change)];
            return new(seen, Hypothesis with { Members = [.. Hypothesis.Members.Select((m, i) => Like(m, observation: seen[i].Id))] });
        }
    }

    private static Member Like(Member m, OriginGroup? origin = null, double? weight = null, Hash256? observation = null) =>
        new(observation ?? m.Detection, observation ?? m.Observation, m.Feed, origin ?? m.Origin, weight ?? m.Weight);

    private static Observation Report(string source) => new()
    {
        Feed = "f",
        Source = source,
        Class = ObservationClass.Explosion,
        Means = ObservationMeans.Heard,
        When = TimeInterval.At(Noon),
        Where = new ObservedPlace.At(Town, Covariance2.Circular(500)),
        Grade = new('B', 2),
        Origin = OriginGroup.Of(OriginBasis.Outlet, source),
    };

    /// <summary>Two graded reports of known, different origin: level 2 by independent origins, and by nothing else.</summary>
    private static Case TwoOrigins()
    {
        ImmutableArray<Observation> reports = [Report("one"), Report("two")];
        return new(reports, new Hypothesis
        {
            Id = reports[0].Id,
            Members = [.. reports.Select(r => new Member(r.Id, r.Id, r.Feed, r.Origin, 0.9))],
            ClassProbability = [.. Enumerable.Range(0, IncidentClasses.Count).Select(c => c == (int)IncidentClass.Explosion ? 1.0 : 0.0)],
            Probability = 0.9,
            Robustness = 0.8,
            When = new(Noon, Noon.AddHours(1)),
            Where = Place(500),
            Origins = 2,
            Label = Label.Default,
        });
    }

    /// <summary>One calibrated sensor, and context that speaks for it: level 2 by that, and by nothing else.</summary>
    private static Case SensorAndContext()
    {
        Observation heard = Report("array") with { Means = ObservationMeans.Acoustic, Origin = OriginGroup.Of(OriginBasis.Sensor, "array"), Confidence = 0.9 };
        Hypothesis two = TwoOrigins().Hypothesis;
        return new([heard], two with
        {
            Id = heard.Id,
            Members = [new(heard.Id, heard.Id, heard.Feed, heard.Origin, 0.9)],
            Origins = 1,
            Factors = [new("context", null, null, 0.7)],
        });
    }

    private static PosteriorPlace Place(double sigmaM) => new(Town, Covariance2.Circular(sigmaM), [new(Town, Covariance2.Circular(sigmaM), 1)], false);

    private static PosteriorPlace TwoVillages(double apartDeg)
    {
        PlaceMode here = new(Town, Covariance2.Circular(500), 0.55), there = new(new(Town.LatitudeDeg + apartDeg, Town.LongitudeDeg), Covariance2.Circular(500), 0.45);
        return new(Town, here.Error, [here, there], true);
    }

    private static string[] Met(LevelAssessment of) => [.. of.Reasons.Where(r => r.Met).Select(r => r.Criterion)];

    [Fact]
    public void Two_independent_origins_are_level_two()
    {
        LevelAssessment all = TwoOrigins().Assess();
        Assert.Equal(Level.Corroborated, all.Level);
        Assert.Equal(["source-graded", "place-resolved", "time-resolved", "echoes-counted-once", "not-a-known-non-event", "independent-origins", "probable"], Met(all));
        Assert.All(all.Reasons, r => Assert.NotEmpty(r.Because));
    }

    [Fact]
    public void One_calibrated_sensor_with_context_is_level_two()
    {
        LevelAssessment all = SensorAndContext().Assess();
        Assert.Equal(Level.Corroborated, all.Level);
        Assert.Equal(["source-graded", "place-resolved", "time-resolved", "echoes-counted-once", "not-a-known-non-event", "calibrated-sensor-and-context", "probable"], Met(all));
    }

    private static readonly (string Name, string Criterion, Case Case)[] Screening =
    [
        ("no grade", "source-graded", TwoOrigins().Seen(o => o with { Grade = default })),
        ("place too wide", "place-resolved", TwoOrigins().With(h => h with { Where = Place(30_001) })),
        ("two villages 100 km apart", "place-resolved", TwoOrigins().With(h => h with { Where = TwoVillages(0.9) })),
        ("place not a number", "place-resolved", TwoOrigins().With(h => h with { Where = Place(double.NaN) })),
        ("time too long", "time-resolved", TwoOrigins().With(h => h with { When = new(Noon, Noon.AddDays(3).AddSeconds(1)) })),
        ("an echo counted as an origin", "echoes-counted-once", TwoOrigins().With(h => h with { Members = [h.Members[0], Like(h.Members[1], h.Members[0].Origin), Like(h.Members[1], h.Members[0].Origin, 0.4)] })),
    ];

    public static TheoryData<string> ScreeningNames() => [.. Screening.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(ScreeningNames))]
    public void A_criterion_of_level_one_that_fails_alone_leaves_level_zero(string name)
    {
        (_, string criterion, Case changed) = Screening.Single(c => c.Name == name);
        LevelAssessment now = changed.Assess();
        Assert.Equal(Level.Reported, now.Level);
        string[] lost = [.. Met(TwoOrigins().Assess()).Except(Met(now))];
        Assert.Contains(criterion, lost);
        Assert.True(lost.Length == 1 || criterion == "echoes-counted-once", string.Join(", ", lost)); // an echo is no second origin either
    }

    [Fact]
    public void A_probable_non_event_stays_level_zero_and_is_not_corroborated_either()
    {
        LevelAssessment now = TwoOrigins().With(h => h with { Probability = 0.49 }).Assess();
        Assert.Equal(Level.Reported, now.Level);
        Assert.Equal(["not-a-known-non-event", "probable"], Met(TwoOrigins().Assess()).Except(Met(now))); // what is less than even is less than 0.8 too
        LevelAssessment alone = TwoOrigins().With(h => h with { Probability = 0.49 }).Assess(new() { CorroboratedProbability = 0.4 });
        Assert.Equal((Level.Reported, "not-a-known-non-event"), (alone.Level, Met(TwoOrigins().Assess()).Except(Met(alone)).Single()));
    }

    private static readonly (string Name, string Criterion, Case Case)[] Corroboration =
    [
        ("one origin twice", "independent-origins", TwoOrigins().With(h => h with { Origins = 1, Members = [.. h.Members.Select(m => Like(m, h.Members[0].Origin))] })),
        ("origins not known", "independent-origins", TwoOrigins().With(h => h with { Origins = 1, Members = [.. h.Members.Select(m => Like(m, default(OriginGroup)))] })),
        ("one hardly a member", "independent-origins", TwoOrigins().With(h => h with { Members = [h.Members[0], Like(h.Members[1], weight: 0.49)] })),
        ("not probable enough", "probable", TwoOrigins().With(h => h with { Probability = 0.79 })),
        ("sensor: a monitor and no sensor", "calibrated-sensor-and-context", SensorAndContext().Seen(o => o with { Means = ObservationMeans.Heard })),
        ("sensor: unsure of itself", "calibrated-sensor-and-context", SensorAndContext().Seen(o => o with { Confidence = 0.4 })),
        ("sensor: hardly a member", "calibrated-sensor-and-context", SensorAndContext().With(h => h with { Members = [Like(h.Members[0], weight: 0.3)] })),
        ("sensor: no context", "calibrated-sensor-and-context", SensorAndContext().With(h => h with { Factors = [] })),
        ("sensor: context against it", "calibrated-sensor-and-context", SensorAndContext().With(h => h with { Factors = [new("context", null, null, -0.7)] })),
        ("sensor: most likely a burning", "calibrated-sensor-and-context", SensorAndContext().With(h => h with { ClassProbability = [.. h.ClassProbability.Select((_, c) => c == (int)IncidentClass.Fire ? 1.0 : 0.0)] })),
        ("sensor: not probable enough", "probable", SensorAndContext().With(h => h with { Probability = 0.79 })),
    ];

    public static TheoryData<string> CorroborationNames() => [.. Corroboration.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(CorroborationNames))]
    public void A_criterion_of_level_two_that_fails_alone_leaves_level_one(string name)
    {
        (_, string criterion, Case changed) = Corroboration.Single(c => c.Name == name);
        LevelAssessment whole = (name.StartsWith("sensor", StringComparison.Ordinal) ? SensorAndContext() : TwoOrigins()).Assess(), now = changed.Assess();
        Assert.Equal(Level.Screened, now.Level);
        Assert.Equal([criterion], Met(whole).Except(Met(now)));
        Assert.Equal(now.Level, Levels.Of(now.Reasons));
    }

    [Fact]
    public void An_incident_that_dissolved_is_level_zero_whatever_its_criteria_say() =>
        Assert.Equal(Level.Reported, (TwoOrigins() with { Change = IncidentChange.Dissolved }).Assess().Level);

    [Fact]
    public void A_machine_never_gives_more_than_level_two() =>
        Assert.All(Screening.Concat(Corroboration).Select(c => c.Case).Append(TwoOrigins()).Append(SensorAndContext()), c =>
            Assert.True(c.With(h => h with { Probability = 1, Robustness = 1 }).Assess().Level <= Level.Corroborated));

    [Fact]
    public void Two_places_near_one_another_are_resolved() =>
        Assert.Contains("place-resolved", Met(TwoOrigins().With(h => h with { Where = TwoVillages(0.05) }).Assess()));
}
