using System.Collections.Immutable;
using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Detections;

public class LookoutTests
{
    private static readonly DateTimeOffset Day = new(2030, 6, 4, 0, 0, 0, TimeSpan.Zero);
    private static readonly GeoPoint Town = new(10, 20);

    private static Observation Seen(ObservationClass what, ObservationMeans means, ObservedPlace? where = null) => new()
    {
        Feed = "f",
        Source = "s",
        Class = what,
        Means = means,
        When = new(Day, Day.AddHours(24)),
        Clock = ClockTrust.DayOnly,
        Where = where ?? new ObservedPlace.At(Town, Covariance2.Circular(50)),
    };

    private static Lookout New(LookoutOptions? options = null, BackgroundField? background = null, SourceModel? sources = null) =>
        new(options ?? new(), background ?? BackgroundField.Constant(1e-5), sources ?? SourceModel.Empty, _ => null);

    [Theory]
    [InlineData(ObservationClass.ControlAssessment)]
    [InlineData(ObservationClass.Notification)]
    public void What_is_no_event_gives_nothing_and_says_so(ObservationClass what) =>
        Assert.Equal("not-an-event", New().Step(Seen(what, ObservationMeans.Notice)).Nothing);

    [Fact]
    public void Without_time_or_place_or_outside_there_is_nothing_with_a_reason()
    {
        Observation o = Seen(ObservationClass.Explosion, ObservationMeans.OpenSource);
        Assert.Equal("no-time", New().Step(o with { When = null }).Nothing);
        Assert.Equal("no-place", New().Step(o with { Where = new ObservedPlace.Nowhere("there") }).Nothing);
        Assert.Equal("outside-area", New(new() { SouthWest = new(0, 0), NorthEast = new(5, 5) }).Step(o).Nothing);
        Assert.Equal("area-too-wide", New().Step(o with { Where = new ObservedPlace.Area("X", "X", Town, 90_000) }).Nothing);
    }

    [Fact]
    public void The_press_may_report_the_day_before_and_orbit_may_not()
    {
        Assert.Equal(Day.AddHours(-24), New().Step(Seen(ObservationClass.Explosion, ObservationMeans.OpenSource)).Detections[0].When.Start);
        Assert.Equal(Day, New().Step(Seen(ObservationClass.Fire, ObservationMeans.SatelliteThermal)).Detections[0].When.Start);
        Observation wide = Seen(ObservationClass.Explosion, ObservationMeans.OpenSource) with { When = new(Day.AddHours(-24), Day.AddHours(24)) };
        Assert.Equal(Day.AddHours(-24), New().Step(wide).Detections[0].When.Start); // the feed has widened it already
    }

    // A status number made for an instant: bits 22 and up are milliseconds from the start of the numbering.
    private static string PostedAt(DateTimeOffset at) => $"https://twitter.com/a/status/{(at.ToUnixTimeMilliseconds() - 1_288_834_974_657) << 22}";

    private static TimeInterval WhenOf(ObservationClass what, ObservationMeans means, params DateTimeOffset[] posted) =>
        New().Step(Seen(what, means) with { References = [.. posted.Select(PostedAt)] }).Detections[0].When;

    [Fact]
    public void Nothing_is_told_before_it_happened()
    {
        DateTimeOffset noon = Day.AddHours(12);
        Assert.Equal(new TimeInterval(noon.AddHours(-24), noon), WhenOf(ObservationClass.Explosion, ObservationMeans.OpenSource, noon, noon.AddHours(3)));
        Assert.Equal(new TimeInterval(noon.AddHours(-24), noon), WhenOf(ObservationClass.Explosion, ObservationMeans.VerifiedOpenSource, noon));
        Assert.Equal(new TimeInterval(Day.AddHours(-23.5), Day.AddHours(0.5)), WhenOf(ObservationClass.CivilianHarm, ObservationMeans.VerifiedOpenSource, Day.AddHours(0.5)));
        Assert.Equal(new TimeInterval(Day.AddHours(-34), Day.AddHours(-10)), WhenOf(ObservationClass.Explosion, ObservationMeans.VerifiedOpenSource, Day.AddHours(-10)));
        Assert.Equal(noon, WhenOf(ObservationClass.Explosion, ObservationMeans.Saw, noon).End > noon ? noon : default); // a witness's day is a witness's day
    }

    [Fact]
    public void A_post_far_from_the_day_of_a_verified_scene_says_nothing_of_it()
    {
        var day = new TimeInterval(Day, Day.AddHours(24));
        Assert.Equal(day, WhenOf(ObservationClass.Explosion, ObservationMeans.VerifiedOpenSource));
        Assert.Equal(day, WhenOf(ObservationClass.Explosion, ObservationMeans.VerifiedOpenSource, Day.AddDays(3)));
        Assert.Equal(day, WhenOf(ObservationClass.Explosion, ObservationMeans.VerifiedOpenSource, Day.AddDays(-40)));
    }

    [Fact]
    public void Damage_is_still_there_on_the_day_after() =>
        Assert.Equal(new TimeInterval(Day.AddHours(-24), Day.AddHours(24)), WhenOf(ObservationClass.Damage, ObservationMeans.VerifiedOpenSource));

    [Fact]
    public void A_fire_seen_from_orbit_may_have_been_lit_before()
    {
        Observation heat = Seen(ObservationClass.Fire, ObservationMeans.SatelliteThermal) with { When = new(Day, Day.AddMinutes(5)), Clock = ClockTrust.Gnss };
        Assert.Equal(Day.AddHours(-6), New(new() { HeatSeenLaterH = 6 }).Step(heat).Detections[0].When.Start);
        Assert.Equal(Day, New(new() { HeatSeenLaterH = 0 }).Step(heat).Detections[0].When.Start);
    }

    [Fact]
    public void A_name_keeps_a_remainder_for_the_wrong_place()
    {
        var named = new ObservedPlace.Named("Town", [new("1", "Town", Town, 3000, 0.7), new("2", "Town", new(11, 20), 3000, 0.3)]);
        var mixture = Assert.IsType<PlaceEvidence.Mixture>(New().Step(Seen(ObservationClass.Explosion, ObservationMeans.OpenSource, named)).Detections[0].Where);
        Assert.Equal(0.9, mixture.Candidates.Sum(c => c.Weight), 9);
    }

    [Fact]
    public void An_alarm_is_context_and_makes_nothing()
    {
        LookoutOutput alarm = New().Step(Seen(ObservationClass.AirRaidAlarm, ObservationMeans.PublicWarning, new ObservedPlace.Area("A", "A", Town, 60_000)) with { When = new(Day, Day.AddHours(1)) });
        Assert.Empty(alarm.Detections);
        Assert.All(Assert.Single(alarm.Contexts).LogRatio, l => Assert.InRange(l, -1.5, 1.5));
        Assert.Equal("alarm-too-long", New().Step(Seen(ObservationClass.AirRaidAlarm, ObservationMeans.PublicWarning) with { When = new(Day, Day.AddDays(4)) }).Nothing);
    }

    [Fact]
    public void The_letter_sets_the_odds_and_the_digit_does_not()
    {
        double Odds(SourceGrade grade)
        {
            Detection d = New().Step(Seen(ObservationClass.Explosion, ObservationMeans.OpenSource) with { Grade = grade }).Detections[0];
            return d.ReportGivenEvent * IncidentRates.Default.Total / Math.Exp(d.LogClutterPerKm2Hour);
        }

        Assert.Equal(19, Odds(new('A', 1)), 6);
        Assert.Equal(9, Odds(new('B', 2)), 6);
        Assert.Equal(4, Odds(new('C', 3)), 6);
        Assert.Equal(1, Odds(new('F', 6)), 6);
        Assert.Equal(1, Odds(default), 6);
        Assert.All(Enumerable.Range(0, 7), digit => Assert.Equal(Odds(new('C', 0)), Odds(new('C', digit)), 12));
    }

    [Fact]
    public void Every_row_is_a_likelihood_and_one_report_alone_says_nothing_of_class()
    {
        foreach (ObservationClass said in Enum.GetValues<ObservationClass>())
        {
            ImmutableArray<double> row = ClassLikelihoods.Of(said, ObservationMeans.Saw);
            Assert.All(row, l => Assert.InRange(l, Math.Log(1e-3), 0));
            double mean = IncidentRates.Default.Relative(row).Select((l, c) => IncidentRates.Default.PerKm2Hour[c] / IncidentRates.Default.Total * Math.Exp(l)).Sum();
            Assert.Equal(1, mean, 9);
        }
    }

    [Fact]
    public void Simulated_stays_simulated_and_the_label_travels()
    {
        Detection d = New().Step(Seen(ObservationClass.Explosion, ObservationMeans.Saw) with { Simulated = true, Label = Label.Open }).Detections[0];
        Assert.True(d.Simulated);
        Assert.Equal(Label.Open, d.Label);
    }
}
