using System.Collections.Immutable;
using Truce.Coverage;
using Truce.Measures;
using Truce.Observations;
using Truce.Testing;

namespace Truce.Tests.Coverage;

/// <summary>Quiet, blind and not known are three things.</summary>
public sealed class WatchKeptTests
{
    private static readonly DateTimeOffset Midnight = new(2031, 3, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeInterval Day = new(Midnight, Midnight.AddHours(24));

    private static Observation Row(string source, ObservationClass cls, double fromH, double toH, string reach = "full", RestrictionKind restriction = RestrictionKind.None) => new()
    {
        Feed = "patrol",
        SourceKey = $"{source}-{cls}-{fromH}",
        Source = source,
        Class = cls,
        When = new(Midnight.AddHours(fromH), Midnight.AddHours(toH)),
        Where = new ObservedPlace.Nowhere(""),
        Restriction = restriction,
        Facts = ImmutableSortedDictionary<string, string>.Empty.Add("reach", reach),
        Raw = default,
    };

    private static string Strip(WatchKept w) => string.Concat(w.Hours.Select(h => "?odjx-"[(int)h]));

    [Fact]
    public void Without_a_watch_nothing_is_known_and_not_zero()
    {
        var kept = WatchKept.Of(Day, always: false, [Row("Alpha", ObservationClass.Explosion, 3, 3)]);
        Assert.Equal(new string('?', 24), Strip(kept));
        Assert.Null(kept.HoursLooked);
        Assert.Null(kept.WatchHours);
    }

    [Fact]
    public void A_watch_makes_its_hours_observed_and_the_others_not_looked()
    {
        var kept = WatchKept.Of(Day, always: false, [Row("Alpha", ObservationClass.Watch, 6, 18), Row("Alpha", ObservationClass.Watch, 18, 20.5, "reduced")]);
        Assert.Equal(new string('-', 6) + new string('o', 12) + "ddd---", Strip(kept));
        Assert.Equal((14.5, 14.5), (kept.HoursLooked, kept.WatchHours));
    }

    [Fact]
    public void Two_posts_for_one_hour_are_two_hours_of_watch_and_one_hour_looked()
    {
        var kept = WatchKept.Of(Day, always: false, [Row("Alpha", ObservationClass.Watch, 0, 10), Row("Bravo", ObservationClass.Watch, 5, 15), Row("Alpha", ObservationClass.Watch, 8, 10)]);
        Assert.Equal((15.0, 20.0), (kept.HoursLooked, kept.WatchHours));
    }

    [Fact]
    public void A_jammed_or_refused_source_did_not_look_and_the_cause_is_told()
    {
        var kept = WatchKept.Of(Day, always: false,
        [
            Row("UAV", ObservationClass.Watch, 0, 4), Row("UAV", ObservationClass.InterferenceWithMonitoring, 1, 2),
            Row("UAV", ObservationClass.RestrictionOfMovement, 3, 4, restriction: RestrictionKind.Denial),
            Row("UAV", ObservationClass.RestrictionOfMovement, 0, 1, restriction: RestrictionKind.Delay),
        ]);
        Assert.Equal("ojox" + new string('-', 20), Strip(kept));
        Assert.Equal(2.0, kept.HoursLooked);
    }

    [Fact]
    public void One_sources_jamming_does_not_blind_another()
    {
        var kept = WatchKept.Of(Day, always: false, [Row("Post", ObservationClass.Watch, 0, 24), Row("UAV", ObservationClass.InterferenceWithMonitoring, 1, 2)]);
        Assert.Equal(new string('o', 24), Strip(kept));
    }

    [Fact]
    public void A_feed_that_the_mission_declares_always_watching_is_observed_on_days_of_23_and_25_hours()
    {
        foreach (int hours in (int[])[23, 24, 25])
        {
            var kept = WatchKept.Of(new(Midnight, Midnight.AddHours(hours)), always: true, []);
            Assert.Equal(new string('o', hours), Strip(kept));
            Assert.Equal(hours, kept.HoursLooked);
        }
    }

    [Fact]
    public void Hours_of_a_union_are_those_of_a_minute_by_minute_count()
    {
        int seed = Seeds.Next();
        var random = new SeededRandom((ulong)seed);
        for (int run = 0; run < 200; run++)
        {
            (int From, int To)[] looks = Spans(random), holes = Spans(random);
            bool[] minute = new bool[1440];
            foreach ((int from, int to) in looks) Array.Fill(minute, true, from, to - from);
            foreach ((int from, int to) in holes) Array.Fill(minute, false, from, to - from);
            double hours = Union(looks).Less(Union(holes)).HoursWithin(Day);
            Assert.True(Math.Abs(hours - (minute.Count(m => m) / 60.0)) < 1e-9, $"seed {seed}, run {run}: {hours}");
        }

        static IntervalUnion Union((int From, int To)[] spans) =>
            IntervalUnion.Of(spans.Select(s => new TimeInterval(Midnight.AddMinutes(s.From), Midnight.AddMinutes(s.To))));
    }

    private static (int From, int To)[] Spans(SeededRandom random) =>
        [.. Enumerable.Range(0, random.NextBelow(6)).Select(_ => random.NextBelow(1440)).Select(from => (from, from + random.NextBelow(1440 - from)))];
}
