using Truce.Detections;
using Truce.Measures;
using Truce.Observations;

namespace Truce.Tests.Detections;

/// <summary>What counts of closed findings do to the weight of a source.</summary>
public sealed class SourceModelTests
{
    private static readonly SourceGrade[] Grades = [new('A', 0), new('B', 0), new('C', 0), new('D', 0), new('E', 0), new('F', 0), default];

    private static double Odds(SourceCases cases, SourceGrade grade = default)
    {
        (double e, double n) = SourceModel.Empty.Learn("s", ObservationClass.Explosion, cases).Of("s", ObservationClass.Explosion, grade);
        Assert.InRange(e, 1e-9, 1);
        Assert.InRange(n, 1e-9, 1);
        return e / n;
    }

    [Fact]
    public void Confirmed_reports_raise_the_weight_and_refuted_ones_lower_it_under_every_grade()
    {
        foreach (SourceGrade grade in Grades)
        {
            for (int n = 0; n < 30; n++)
            {
                // While more was refuted than events can have been, one more true report still leaves it at the floor.
                Assert.True(Odds(new(n + 1, 3, 0, 0), grade) >= Odds(new(n, 3, 0, 0), grade), $"{grade} {n}");
                Assert.True(n < 3 || Odds(new(n + 1, 3, 0, 0), grade) > Odds(new(n, 3, 0, 0), grade), $"{grade} {n}");
                Assert.True(Odds(new(3, n + 1, 0, 0), grade) < Odds(new(3, n, 0, 0), grade), $"{grade} {n}");
            }
        }
    }

    [Fact]
    public void A_source_that_reported_what_was_confirmed_and_was_never_caught_silent_does_not_become_certain()
    {
        (double e, _) = SourceModel.Empty.Learn("s", ObservationClass.Explosion, new(1000, 0, 0, 0)).Of("s", ObservationClass.Explosion, new('C', 0));
        Assert.Equal(0.5, e, 12); // nobody closes what nobody reported: without known silence P(report | event) stays where the grade put it
    }

    [Theory]
    [InlineData(90, 10)]
    [InlineData(900, 100)]
    [InlineData(500, 500)]
    [InlineData(300, 900)]
    public void With_many_cases_a_lone_report_is_worth_its_precision(int real, int refuted)
    {
        foreach (SourceGrade grade in Grades)
        {
            double odds = Odds(new(real, refuted, 0, 0), grade);
            double bound = SourceModel.Prior(grade).Event.Mean; // a probability of false reports cannot pass 1, so odds below it cannot be said
            Assert.InRange(odds / Math.Max((double)real / refuted, bound), 0.75, 1.25);
        }
    }

    [Fact]
    public void Known_silence_lowers_how_often_it_reports_and_keeps_what_a_report_is_worth()
    {
        SourceModel often = SourceModel.Empty.Learn("s", ObservationClass.Explosion, new(100, 10, 100, 0));
        SourceModel seldom = SourceModel.Empty.Learn("s", ObservationClass.Explosion, new(100, 10, 100, 300));
        ((double oe, double on), (double se, double sn)) = (often.Of("s", ObservationClass.Explosion, default), seldom.Of("s", ObservationClass.Explosion, default));
        Assert.InRange(oe, 0.95, 1);
        Assert.InRange(se, 0.24, 0.26);
        Assert.InRange(oe / on / (se / sn), 0.8, 1.25);
    }

    [Fact]
    public void One_source_does_not_move_another_nor_one_class_another()
    {
        SourceModel model = SourceModel.Empty.Learn("s", ObservationClass.Explosion, new(40, 2, 0, 0));
        Assert.Equal((0.5, 0.5), model.Of("t", ObservationClass.Explosion, default));
        Assert.Equal((0.5, 0.5), model.Of("s", ObservationClass.Fire, default));
        Assert.NotEqual((0.5, 0.5), model.Of("s", ObservationClass.Explosion, default));
        Assert.True(SourceModel.Empty.IsEmpty && SourceModel.Empty.Learn("s", ObservationClass.Fire, default).IsEmpty);
    }

    [Fact]
    public void Cases_add_up_in_any_order_and_a_name_with_line_feeds_is_kept()
    {
        SourceModel one = SourceModel.Empty.Learn("a\nb", ObservationClass.Explosion, new(1, 0, 1, 0)).Learn("c", ObservationClass.Fire, new(0, 2, 0, 0)).Learn("a\nb", ObservationClass.Explosion, new(0, 1, 0, 3));
        SourceModel other = SourceModel.Empty.Learn("a\nb", ObservationClass.Explosion, new(0, 1, 0, 3)).Learn("a\nb", ObservationClass.Explosion, new(1, 0, 1, 0)).Learn("c", ObservationClass.Fire, new(0, 2, 0, 0));
        Assert.Equal(one.Entries, other.Entries);
        Assert.Equal(("a\nb", ObservationClass.Explosion, new SourceCases(1, 1, 1, 3)), one.Entries.First());
    }

    private static readonly DateTimeOffset Noon = new(2030, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GeoPoint Post = new(10, 20), Near = new(10.02, 20);

    private static Observation Heard(int minute, GeoPoint? post = null, double farM = 4_000, ObservationMeans means = ObservationMeans.Heard) => new()
    {
        Feed = "patrol",
        SourceKey = minute.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Source = "P1",
        Class = ObservationClass.Explosion,
        Means = means,
        When = TimeInterval.At(Noon.AddMinutes(minute)),
        Where = new ObservedPlace.Sector(post ?? Post, 20, 0, 45, 500, farM),
    };

    private static bool Listened(params Observation[] posts)
    {
        var held = new HearingPosts();
        foreach (Observation o in posts) held.Add(o);
        return held.Listened("P1", new(Noon.AddMinutes(30), Noon.AddMinutes(31)), Near, _ => false);
    }

    [Fact]
    public void A_post_that_reported_before_and_after_was_listening_between_and_nothing_less_says_so()
    {
        Assert.True(Listened(Heard(0), Heard(60)));
        Assert.True(Listened(Heard(60), Heard(0)));
        Assert.False(Listened(Heard(0)));
        Assert.False(Listened(Heard(60)));
        Assert.False(Listened(Heard(0), Heard(30))); // it ends within the event
        Assert.False(Listened(Heard(0), Heard(121))); // a pause too long
        Assert.False(Listened(Heard(0), Heard(60, post: new(10.01, 20)))); // it had moved
        Assert.False(Listened(Heard(0, farM: 2_000), Heard(60, farM: 2_000))); // out of reach
        Assert.False(Listened(Heard(0, means: ObservationMeans.Saw), Heard(60, means: ObservationMeans.Saw))); // sight needs a line of sight
    }
}
