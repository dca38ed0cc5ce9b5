using System.Globalization;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Association;
using Truce.Measures;
using Truce.Simulation.Arrivals;
using Truce.Testing;

namespace Truce.Simulation.Tests.Arrivals;

public sealed class AssociationTests
{
    private static readonly HomogeneousGround Ground = new();
    private static readonly HomogeneousGround LooseGround = new() { SpreadShare = 0.03 };
    private static readonly AssociationOptions AtTheSurface = new() { DeepestKm = 0 };
    private static readonly Instant Noon = Instant.FromUtc(2030, 6, 1, 12, 0);

    [Theory]
    [InlineData(50)]
    [InlineData(250)]
    public void The_given_sets_come_apart_as_they_were_made(int eventsPerDay)
    {
        ArrivalSet set = GivenSets.Read(eventsPerDay);
        AssociationResult result = Associator.Run(set.Arrivals, set.Sites, Ground, new() { MarginKm = 5 });
        int matched = GivenSets.Matched(set, result);
        Assert.InRange(matched / (double)result.Events.Length, 0.98, 1);
        Assert.InRange(matched / (double)set.Events.Length, 0.98, 1);
        Assert.Equal(set.Arrivals.Length, result.Left.Length + result.Events.Sum(e => e.Members.Length));
    }

    [Fact]
    public void The_set_decides_and_not_its_order()
    {
        ArrivalSet set = Small();
        string first = Text(Associator.Run(set.Arrivals, set.Sites, Ground, new() { MarginKm = 5 }));
        Assert.Contains("event", first, StringComparison.Ordinal);
        SeededRandom random = new((ulong)Seeds.Next());
        for (int i = 0; i < 100; i++)
        {
            Arrival[] shuffled = [.. set.Arrivals.Select(a => (Key: random.NextBits(), a)).OrderBy(p => p.Key).Select(p => p.a)];
            ListeningSite[] sites = [.. set.Sites.Select(s => (Key: random.NextBits(), s)).OrderBy(p => p.Key).Select(p => p.s)];
            Assert.Equal(first, Text(Associator.Run(shuffled, sites, Ground, new() { MarginKm = 5 })));
        }
    }

    [Fact]
    public void Another_day_gives_the_same_events()
    {
        ArrivalSet set = Small();
        Arrival[] later = [.. set.Arrivals.Select(a => a with { At = a.At + Duration.FromDays(1234) })];
        AssociationResult one = Associator.Run(set.Arrivals, set.Sites, Ground), two = Associator.Run(later, set.Sites, Ground);
        Assert.Equal(one.Events.Select(e => e.At + Duration.FromDays(1234)), two.Events.Select(e => e.At));
        Assert.Equal(one.Left, two.Left);
    }

    [Fact]
    public void What_is_said_twice_counts_once()
    {
        ArrivalSet set = Small();
        Arrival[] twice = [.. set.Arrivals, .. set.Arrivals.Select(a => a with { Id = a.Id + "b" })];
        AssociationResult one = Associator.Run(set.Arrivals, set.Sites, Ground), two = Associator.Run(twice, set.Sites, Ground);
        Assert.Equal(one.Events.Select(e => e.ScoreNats), two.Events.Select(e => e.ScoreNats));
        Assert.Equal(set.Arrivals.Length, two.Left.Count(l => l.Reason == LeftReason.Duplicate));
    }

    [Fact]
    public void Two_arrays_and_one_station_make_an_event()
    {
        Arrival[] heard = [.. Blast(), .. Company()];
        AssociationResult result = Associator.Run(heard, Sites(), LooseGround, AtTheSurface);
        AssociatedEvent one = Assert.Single(result.Events);
        Assert.Equal(["A1-I", "A1-P", "A2-I", "A2-P", "S1-P"], one.Members.Select(m => m.ArrivalId).Order(StringComparer.Ordinal));
        Assert.InRange(one.Position.DistanceM(Place), 0, 12_000);
        Assert.InRange(Math.Abs((one.At - Noon).TotalSeconds), 0, 3);
    }

    [Fact]
    public void A_trigger_without_a_phase_is_told_by_the_others()
    {
        Arrival[] heard = [.. Blast().Select(a => a.Site == "S1" ? a with { Phases = ArrivalPhases.Ground } : a), .. Company()];
        AssociatedEvent one = Assert.Single(Associator.Run(heard, Sites(), LooseGround, AtTheSurface).Events);
        Assert.Equal(ArrivalPhases.P, Assert.Single(one.Members, m => m.ArrivalId == "S1-P").Phase);
    }

    [Fact]
    public void One_array_alone_makes_no_event()
    {
        AssociationResult result = Associator.Run([.. Blast().Where(a => a.Id == "A1-I"), .. Company()], Sites(), LooseGround, AtTheSurface);
        Assert.Empty(result.Events);
        Assert.All(result.Left, l => Assert.True(l.Reason is LeftReason.NoCompany or LeftReason.WeakEvidence));
    }

    [Fact]
    public void A_bearing_that_points_elsewhere_is_left_and_says_so()
    {
        Arrival[] heard = [.. Blast().Select(a => a.Id == "A2-I" ? a with { BackAzimuthDeg = (a.BackAzimuthDeg + 120) % 360 } : a), .. Company()];
        AssociationResult result = Associator.Run(heard, Sites(), LooseGround, AtTheSurface);
        Assert.DoesNotContain("A2-I", Assert.Single(result.Events).Members.Select(m => m.ArrivalId));
        Assert.Equal(LeftReason.BearingElsewhere, Assert.Single(result.Left, l => l.ArrivalId == "A2-I").Reason);
    }

    [Fact]
    public void A_site_that_nobody_knows_is_left()
    {
        Arrival stray = Blast()[0] with { Id = "stray", Site = "X9" };
        AssociationResult result = Associator.Run([.. Blast(), .. Company(), stray], Sites(), LooseGround, AtTheSurface);
        Assert.Equal(LeftReason.UnknownSite, Assert.Single(result.Left, l => l.ArrivalId == "stray").Reason);
        Assert.Single(result.Events);
    }

    [Fact]
    public void Nothing_in_nothing_out()
    {
        AssociationResult result = Associator.Run([], Sites(), Ground);
        Assert.Empty(result.Events);
        Assert.Empty(result.Left);
    }

    // The first block of four is the event; the rest are decoys or a second event.
    [Fact]
    public void The_first_block_of_the_given_detections_is_an_event()
    {
        (Arrival[] arrivals, ListeningSite[] sites) = GivenSets.Detections();
        AssociationResult result = Associator.Run(arrivals, sites, Ground, AtTheSurface with { AirBendDeg = 5 });
        AssociatedEvent first = Assert.Single(result.Events, e => e.Members.Any(m => m.ArrivalId == "0"));
        foreach (string id in new[] { "0", "1", "2", "3" }) Assert.Contains(id, first.Members.Select(m => m.ArrivalId));
        Assert.InRange(first.Position.DistanceM(new(41.131, -112.896)), 0, 150_000);
    }

    // PyOcto's users ask for few picks (#18) and dislike split events (#10).
    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(60)]
    public void An_event_is_one_event_whether_few_or_many_hear_it(int nearest)
    {
        ArrivalSet quiet = new DenseCatalogue { Events = 1, DurationS = 3600, NoiseShare = 0 }.Draw(5);
        GeoPoint source = new(-20.9, -69.1);
        List<Arrival> heard = [];
        foreach (ListeningSite site in quiet.Sites.OrderBy(s => s.Position.DistanceM(source)).Take(nearest))
        {
            double km = site.Position.DistanceM(source) / 1000;
            foreach (ArrivalPhases phase in new[] { ArrivalPhases.P, ArrivalPhases.S })
            {
                heard.Add(new() { Id = site.Id + phase, Site = site.Id, Phases = phase, At = Noon + Duration.FromSeconds(Ground.TimeS(phase, km, 8)), SigmaS = 0.3 });
            }
        }

        AssociatedEvent one = Assert.Single(Associator.Run(heard, quiet.Sites, Ground).Events);
        Assert.InRange(one.Members.Length, (int)(1.9 * nearest), 2 * nearest);
        Assert.InRange(one.Position.DistanceM(source), 0, 5_000);
    }

    [Fact]
    public void Clutter_alone_makes_almost_no_events()
    {
        ulong seed = (ulong)Seeds.Next();
        ArrivalSet made = new DenseCatalogue { Events = 250 }.Draw(seed);
        Arrival[] noise = [.. made.Arrivals.Where((_, i) => made.EventOf[i] < 0)];
        Assert.InRange(Associator.Run(noise, made.Sites, Ground, new() { MarginKm = 5 }).Events.Length, 0, 5);
    }

    [Fact]
    public void The_live_form_says_new_then_revised_then_settled_and_ends_as_the_batch()
    {
        Arrival[] heard = [.. Blast(), .. Company()];
        var watch = new AssociationWatch([.. Sites().Select(s => (s, ArrivalPhases.Ground | (s.Id[0] == 'A' ? ArrivalPhases.Infrasound : default)))], LooseGround, 900, AtTheSurface);
        foreach (Arrival a in Company()) watch.Add(a);
        Assert.Empty(watch.Advance(Noon - Duration.FromMinutes(20)));
        foreach (Arrival a in Blast().Where(a => a.Id != "A2-I")) watch.Add(a);
        EventRevision first = Assert.Single(watch.Advance(Noon + Duration.FromMinutes(8)));
        Assert.Equal(RevisionKind.New, first.Kind);
        watch.Add(heard.Single(a => a.Id == "A2-I"));
        EventRevision late = Assert.Single(watch.Advance(Noon + Duration.FromMinutes(9)));
        Assert.Equal((RevisionKind.Revised, first.EventId), (late.Kind, late.EventId));
        Assert.Equal(Associator.Run(heard, Sites(), LooseGround, AtTheSurface).Events.Single().Members.Select(m => m.ArrivalId), late.Event.Members.Select(m => m.ArrivalId));
        Assert.Empty(watch.Advance(Noon + Duration.FromMinutes(10)));
        EventRevision settled = Assert.Single(watch.Advance(Noon + Duration.FromHours(6)));
        Assert.Equal((RevisionKind.Settled, first.EventId), (settled.Kind, settled.EventId));
        Assert.Equal(0, watch.Held);
    }

    // A search through ten years of silence would not end today, and a rate of clutter over ten years would make everything an event.
    [Fact]
    public void A_clock_that_is_ten_years_off_changes_nothing_for_the_others()
    {
        Arrival old = One("old", "S1", ArrivalPhases.P, -10.0 * 365 * 86_400, 0.2, null);
        AssociatedEvent one = Assert.Single(Associator.Run([.. Blast(), .. Company()], Sites(), LooseGround, AtTheSurface).Events);
        AssociationResult with = Associator.Run([.. Blast(), .. Company(), old], Sites(), LooseGround, AtTheSurface);
        AssociatedEvent same = Assert.Single(with.Events);
        Assert.Equal(one.Members.Select(m => m.ArrivalId), same.Members.Select(m => m.ArrivalId));
        Assert.InRange(same.ScoreNats - one.ScoreNats, -2, 2);
        Assert.Contains(with.Left, l => l.ArrivalId == "old");
        var watch = new AssociationWatch([.. Sites().Select(s => (s, ArrivalPhases.Ground | (s.Id[0] == 'A' ? ArrivalPhases.Infrasound : default)))], LooseGround, 900, AtTheSurface);
        watch.Add(old);
        foreach (Arrival a in Company()) watch.Add(a);
        Assert.Empty(watch.Advance(Noon - Duration.FromMinutes(20)));
        foreach (Arrival a in Blast()) watch.Add(a);
        Assert.Equal(RevisionKind.New, Assert.Single(watch.Advance(Noon + Duration.FromMinutes(10))).Kind);
        Assert.Equal(RevisionKind.Settled, Assert.Single(watch.Advance(Noon + Duration.FromHours(2))).Kind);
        Assert.Equal(0, watch.Held);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public void A_live_day_of_many_stations_ends_about_as_the_batch(int stepS)
    {
        ulong seed = (ulong)Seeds.Next();
        ArrivalSet set = new DenseCatalogue { Events = 30, DurationS = 3600 }.Draw(seed);
        var watch = new AssociationWatch([.. set.Sites.Select(s => (s, ArrivalPhases.Ground))], Ground, 120, new() { MarginKm = 5 });
        List<AssociatedEvent> settled = [];
        Instant from = set.Arrivals.Min(a => a.At), to = set.Arrivals.Max(a => a.At) + Duration.FromMinutes(10);
        int next = 0;
        Arrival[] byTime = [.. set.Arrivals.OrderBy(a => a.At)];
        for (Instant t = from; t < to; t += Duration.FromSeconds(stepS))
        {
            while (next < byTime.Length && byTime[next].At <= t) watch.Add(byTime[next++]);
            settled.AddRange(watch.Advance(t).Where(r => r.Kind == RevisionKind.Settled).Select(r => r.Event));
        }

        Assert.Equal(0, watch.Held);
        int matched = GivenSets.Matched(set, new([.. settled], []));
        Assert.InRange(matched, 28, 30);
        Assert.InRange(settled.Count, matched, 32);
    }

    private static readonly GeoPoint Place = new(0.2, -19.9);

    private static ListeningSite[] Sites() => [new("A1", new(-0.2, -20.4)), new("A2", new(-0.2, -19.6)), new("S1", new(0.3, -20))];

    // P at all, infrasound at the arrays, celerities 0.29 and 0.31 km/s, bearings some degrees off.
    private static Arrival[] Blast()
    {
        List<Arrival> heard = [];
        foreach (ListeningSite site in Sites())
        {
            double km = site.Position.DistanceM(Place) / 1000, east = Place.LongitudeDeg - site.Position.LongitudeDeg, north = Place.LatitudeDeg - site.Position.LatitudeDeg;
            double bearing = ((Math.Atan2(east, north) * 180 / Math.PI) + 360) % 360;
            bool array = site.Id[0] == 'A';
            heard.Add(One(site.Id + "-P", site.Id, ArrivalPhases.P, (km / 6.2) + 0.1, 0.2, array ? bearing + 3 : null));
            if (array) heard.Add(One(site.Id + "-I", site.Id, ArrivalPhases.Infrasound, km / (site.Id == "A1" ? 0.29 : 0.31), 1, bearing - 3));
        }

        return [.. heard];
    }

    // One lone trigger an hour at every site: so that rates are not made of the event alone.
    private static Arrival[] Company() =>
    [
        .. from site in Sites()
           from hour in Enumerable.Range(-10, 10)
           let offsetS = (hour * 3600.0) - (700 * (site.Id[1] - '0')) - (site.Id[0] * 7)
           select One($"{site.Id}{hour}", site.Id, site.Id[0] == 'A' ? ArrivalPhases.Infrasound : ArrivalPhases.P, offsetS, 0.5, site.Id[0] == 'A' ? 200 + hour : null),
    ];

    private static Arrival One(string id, string site, ArrivalPhases phase, double timeS, double sigmaS, double? bearing) => new()
    {
        Id = id,
        Site = site,
        Phases = phase,
        At = Noon + Duration.FromSeconds(timeS),
        SigmaS = sigmaS,
        BackAzimuthDeg = bearing is { } deg ? (deg + 360) % 360 : null,
        BackAzimuthSigmaDeg = bearing is null ? null : 3,
    };

    private static ArrivalSet Small() => new DenseCatalogue { Events = 4, DurationS = 400, StationsPerSide = 5 }.Draw(11);

    private static string Text(AssociationResult result) => string.Join('\n',
        result.Events.Select(e => string.Create(CultureInfo.InvariantCulture, $"event {e.At} {e.Position} {e.ScoreNats:r} {string.Join(' ', e.Members.Select(m => m.ToString()))}"))
            .Concat(result.Left.Select(l => l.ToString())));
}
