using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truce.Response.Clocks;
using Truce.Response.Protocols;
using Truce.Terms;

namespace Truce.Tests.Response.Clocks;

/// <summary>Deadlines are exact over the whole history of four zones, held against an oracle that asks only for offsets.</summary>
public sealed class DeadlineTests
{
    private static readonly string[] Zones = ["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"];

    private static Deadline Read(string zone, string deadline, DateTimeOffset start, DeadlineStart from = DeadlineStart.Determined)
    {
        Assert.True(AgreedDuration.TryParse(deadline, out AgreedDuration? duration));
        Protocol protocol = Samples.Protocol with { Zone = DateTimeZoneProviders.Tzdb[zone] };
        return Deadline.Of(protocol, protocol.Tiers[0] with { Deadline = duration!, From = from }, new(null, null, start, null), start);
    }

    private static DateTimeOffset T(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();

    [Theory]
    [InlineData("P1D", "2030-03-30T03:30:00+02:00", "2030-03-31T04:00:00+03:00")] // in the gap: its end
    [InlineData("PT24H", "2030-03-30T03:30:00+02:00", "2030-03-31T04:30:00+03:00")]
    [InlineData("P1D", "2030-03-30T12:00:00+02:00", "2030-03-31T12:00:00+03:00")] // a day of 23 hours
    [InlineData("P1D", "2030-10-26T03:30:00+03:00", "2030-10-27T03:30:00+03:00")] // in the overlap: the first
    [InlineData("PT24H", "2030-10-26T12:00:00+03:00", "2030-10-27T11:00:00+02:00")]
    [InlineData("P1D", "2030-10-26T12:00:00+03:00", "2030-10-27T12:00:00+02:00")] // a day of 25 hours
    [InlineData("P1D", "2028-02-28T12:00:00+02:00", "2028-02-29T12:00:00+02:00")] // a leap day
    [InlineData("P1M", "2028-01-31T12:00:00+02:00", "2028-02-29T12:00:00+02:00")]
    [InlineData("P1Y", "2028-02-29T12:00:00+02:00", "2029-02-28T12:00:00+02:00")]
    [InlineData("P1D", "2030-12-31T23:30:00+02:00", "2031-01-01T23:30:00+02:00")] // the end of a year
    [InlineData("PT72H", "2030-12-30T00:00:00+02:00", "2031-01-02T00:00:00+02:00")]
    public void Worked_examples_in_Kyiv(string deadline, string start, string due) => Assert.Equal(T(due), Read("Europe/Kyiv", deadline, T(start)).DueAt);

    [Fact]
    public void A_day_that_the_calendar_left_out_ends_where_the_gap_ends() =>
        Assert.Equal(T("2011-12-31T00:00:00+14:00"), Read("Pacific/Apia", "P1D", T("2011-12-29T10:00:00-10:00")).DueAt);

    [Fact]
    public void Elapsed_time_is_elapsed_time_and_calendar_days_end_at_the_same_local_time()
    {
        Gen<(string Zone, Instant Start, int Days)> cases =
            from zone in Gen.Elements(Zones)
            from near in Gen.Elements(true, false)
            from shift in Gen.Choose(-3 * 86_400, 3 * 86_400)
            from at in Gen.Choose(0, int.MaxValue)
            from days in Gen.Choose(1, 40)
            select (zone, Start(zone, near, at, shift), days);
        Prop.ForAll(Arb.From(cases), c =>
        {
            DateTimeOffset start = c.Start.ToDateTimeOffset();
            DateTimeOffset elapsed = Read(c.Zone, $"PT{c.Days * 24}H", start).DueAt!.Value, calendar = Read(c.Zone, $"P{c.Days}D", start).DueAt!.Value;
            return elapsed - start == TimeSpan.FromDays(c.Days) && Instant.FromDateTimeOffset(calendar) == Oracle(DateTimeZoneProviders.Tzdb[c.Zone], c.Start, c.Days);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000).WithReplay(20300331, 1));
    }

    [Fact]
    public void Around_every_change_of_clocks_of_four_zones_the_rule_holds()
    {
        int checkedHere = 0;
        foreach (DateTimeZone zone in Zones.Select(z => DateTimeZoneProviders.Tzdb[z]))
        {
            foreach (Instant change in Changes(zone))
            {
                for (int quarters = -104; quarters <= 8; quarters += 3)
                {
                    Instant start = change + Duration.FromMinutes(15 * quarters);
                    Assert.Equal(Oracle(zone, start, 1).ToDateTimeOffset(), Read(zone.Id, "P1D", start.ToDateTimeOffset()).DueAt);
                    checkedHere++;
                }
            }
        }

        Assert.True(checkedHere > 10_000);
    }

    [Fact]
    public void A_clock_whose_time_is_not_known_says_so_and_does_not_start()
    {
        Deadline unknown = Read("Europe/Kyiv", "PT24H", T("2030-05-01T12:00:00Z"), DeadlineStart.Notified);
        Assert.Null(unknown.DueAt);
        Assert.False(unknown.IsPast(DateTimeOffset.MaxValue));
        Assert.Equal("not started: the time when it was notified is not known", unknown.Says.English);
        Assert.Equal("not started: the protocol does not say from which time", Read("Europe/Kyiv", "PT24H", T("2030-05-01T12:00:00Z"), DeadlineStart.NotSaid).Says.English);
    }

    [Fact]
    public void A_clock_that_runs_is_told_in_both_times()
    {
        Assert.Equal("due 2030-05-02T12:00:00Z (2030-05-02T15:00:00+03:00, clocks of Europe/Kyiv)", Read("Europe/Kyiv", "PT24H", T("2030-05-01T12:00:00Z")).Says.English);
        Assert.Equal((DeadlineStart.Detected, DeadlineStart.Determined), new FourTimes(null, T("2030-05-02T00:00:00Z"), T("2030-05-01T00:00:00Z"), null).Disorder());
    }

    private static IEnumerable<Instant> Changes(DateTimeZone zone) =>
        zone.GetZoneIntervals(Instant.FromUtc(1901, 1, 1, 0, 0), Instant.FromUtc(2150, 1, 1, 0, 0)).Skip(1).Where(i => i.HasStart).Select(i => i.Start);

    private static Instant Start(string zone, bool near, int at, int shiftS)
    {
        Instant[] changes = [.. Changes(DateTimeZoneProviders.Tzdb[zone])];
        return (near ? changes[at % changes.Length] : Instant.FromUnixTimeSeconds(at * 2L)) + Duration.FromSeconds(shiftS);
    }

    /// <summary>The first instant that shows the wanted local time; where none does, the first that shows a later one. Offsets are tried one by one, nothing is mapped.</summary>
    private static Instant Oracle(DateTimeZone zone, Instant start, int days)
    {
        LocalDateTime wanted = start.InZone(zone).LocalDateTime.PlusDays(days);
        Instant middle = wanted.WithOffset(Offset.Zero).ToInstant();
        Instant from = middle - Duration.FromDays(2), to = middle + Duration.FromDays(2);
        var intervals = zone.GetZoneIntervals(from, to).ToList();
        Instant? shown = null;
        foreach (Offset offset in intervals.Select(i => i.WallOffset).Distinct())
        {
            Instant candidate = wanted.WithOffset(offset).ToInstant();
            if (zone.GetUtcOffset(candidate) == offset && (shown is null || candidate < shown)) shown = candidate;
        }

        return shown ?? intervals.First(i => i.HasStart && i.Start.InZone(zone).LocalDateTime > wanted).Start;
    }
}
