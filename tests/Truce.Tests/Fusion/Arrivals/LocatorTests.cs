using System.Globalization;
using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Tests.Fusion.Arrivals;

public sealed class LocatorTests(ITestOutputHelper output)
{
    private static readonly GeoPoint Source = new(48.6, 37.9);
    private static readonly Instant Origin = Instant.FromUtc(2030, 5, 1, 3, 4, 5);
    private static readonly GroundAndAirTravelTimes Times = new(new());
    private static readonly Locator Quick = new(Times, new() { LeaveOneOut = false });

    private readonly Dictionary<string, ListeningSite> _sites = [];

    // An arrival exactly as the model has it, at a site so many kilometres from the source in a direction.
    private Arrival At(string site, ArrivalPhases phase, double azimuthDeg, double km, bool bearing = false, double offS = 0, ArrivalPhases? said = null)
    {
        GeoPoint place = Geodesic.Direct(Source, azimuthDeg, km * 1000);
        _sites[site] = new(site, place);
        return new()
        {
            Id = $"{site}-{phase}",
            Site = site,
            Phases = said ?? phase,
            At = Origin + Duration.FromSeconds(Times.TimeS(phase, km, 0) + offS),
            SigmaS = 0.1,
            BackAzimuthDeg = bearing ? Geodesic.Inverse(place, Source).AzimuthDeg : null,
            BackAzimuthSigmaDeg = bearing ? 1.5 : null,
        };
    }

    private Arrival[] Net() =>
    [
        At("A", ArrivalPhases.P, 10, 40), At("B", ArrivalPhases.P, 95, 60), At("C", ArrivalPhases.P, 170, 35), At("D", ArrivalPhases.P, 230, 80), At("E", ArrivalPhases.P, 300, 55),
        At("A", ArrivalPhases.S, 10, 40), At("C", ArrivalPhases.S, 170, 35), At("F", ArrivalPhases.P, 335, 90),
    ];

    private LocatedEvent Place(IReadOnlyList<Arrival> arrivals, Locator? locator = null)
    {
        LocationAnswer answer = (locator ?? Quick).Locate(arrivals, _sites);
        Assert.Equal(NoPlace.None, answer.Reason);
        return answer.Event!;
    }

    private static double Km(GeoPoint a, GeoPoint b) => Geodesic.Inverse(a, b).DistanceM / 1000;

    [Fact]
    public void Exact_arrivals_give_the_place_they_were_made_for()
    {
        LocatedEvent e = Place(Net());
        output.WriteLine($"{Km(e.Mode, Source):f2} km, 90 % {e.Region(0.9).AreaKm2:f1} km², depth {e.Depth}, origin off {(e.Origin - Origin).TotalSeconds:f2} ± {e.OriginSigmaS:f2} s");
        Assert.True(Km(e.Mode, Source) < 1.5);
        Assert.True(e.Region(0.5).Contains(Source) && e.Region(0.9).Contains(Source) && e.Region(0.95).Contains(Source));
        Assert.True(Math.Abs((e.Origin - Origin).TotalSeconds) < 2 * e.OriginSigmaS);
        Assert.True(e.Region(0.5).AreaKm2 < e.Region(0.9).AreaKm2 && e.Region(0.9).AreaKm2 < e.Region(0.95).AreaKm2);
    }

    [Fact]
    public void The_order_of_the_arrivals_does_not_change_a_bit()
    {
        Arrival[] net = Net();
        LocatedEvent a = Place(net), b = Place([.. net.Reverse()]);
        Assert.Equal((a.Mode, a.Mean, a.Origin, a.OriginSigmaS, a.Covariance), (b.Mode, b.Mean, b.Origin, b.OriginSigmaS, b.Covariance));
        Assert.Equal(a.Evidence, b.Evidence);
        Assert.Equal(a.Regions.SelectMany(r => r.Parts[0].Outer), b.Regions.SelectMany(r => r.Parts[0].Outer));
    }

    [Fact]
    public void A_later_day_moves_the_time_and_nothing_else()
    {
        Arrival[] net = Net();
        LocatedEvent a = Place(net), b = Place([.. net.Select(x => x with { At = x.At + Duration.FromDays(400) })]);
        Assert.Equal((a.Mode, a.Mean, a.Origin + Duration.FromDays(400)), (b.Mode, b.Mean, b.Origin));
    }

    [Fact]
    public void An_arrival_half_a_minute_off_does_not_move_the_place()
    {
        LocatedEvent clean = Place(Net());
        Arrival[] spoilt = Net();
        spoilt[3] = spoilt[3] with { At = spoilt[3].At + Duration.FromSeconds(30) };
        LocatedEvent e = Place(spoilt);
        ArrivalEvidence off = e.Evidence.Single(v => v.Arrival == "D-P");
        output.WriteLine($"moved {Km(clean.Mode, e.Mode):f2} km, weight {off.Weight:g3}, residual {off.ResidualS:f1} s");
        Assert.True(Km(clean.Mode, e.Mode) < 3);
        Assert.True(e.Region(0.95).Contains(Source));
        Assert.True(off.Weight < 0.01 && Math.Abs(off.ResidualS - 30) < 2);
    }

    [Fact]
    public void A_further_arrival_that_agrees_does_not_lose_the_place_and_does_not_widen_it_much()
    {
        LocatedEvent few = Place(Net()), more = Place([.. Net(), At("G", ArrivalPhases.P, 60, 70)]);
        Assert.True(more.Region(0.9).Contains(Source));
        Assert.True(more.Region(0.9).AreaKm2 < 1.3 * few.Region(0.9).AreaKm2);
    }

    [Fact]
    public void Two_arrays_that_face_each_other_give_a_long_region_along_the_line()
    {
        LocatedEvent e = Place([At("A", ArrivalPhases.Infrasound, 90, 150, true), At("B", ArrivalPhases.Infrasound, 270, 250, true)]);
        (double major, double minor, double azimuth) = e.Covariance.Ellipse();
        output.WriteLine($"{major / 1000:f1} x {minor / 1000:f1} km at {azimuth:f0}°");
        Assert.True(major > 1.5 * minor);
        Assert.True(Math.Abs(Math.IEEERemainder(azimuth - 90, 180)) < 15);
        Assert.True(e.Region(0.95).Contains(Source));
    }

    [Fact]
    public void An_array_and_a_station_make_a_bounded_region()
    {
        LocatedEvent e = Place([At("A", ArrivalPhases.P, 90, 60, true), At("A", ArrivalPhases.S, 90, 60, true), At("B", ArrivalPhases.P, 200, 45)]);
        Assert.True(e.Region(0.9).Contains(Source));
        Assert.True(e.Region(0.9).AreaKm2 < 1500);
        Assert.True(e.Depth.Assumed);
    }

    [Fact]
    public void Three_stations_with_P_alone_are_two_places_or_a_wide_one_and_the_truth_is_in_it()
    {
        // Three in a row cannot tell one side from the other.
        GeoPoint middle = Geodesic.Direct(Source, 0, 40_000);
        var arrivals = new List<Arrival>();
        foreach ((string id, double km) in ((string, double)[])[("A", -30_000), ("B", 2_000), ("C", 35_000)])
        {
            GeoPoint place = Geodesic.Direct(middle, km < 0 ? 270 : 90, Math.Abs(km));
            _sites[id] = new(id, place);
            double away = Km(place, Source);
            foreach (ArrivalPhases phase in (ArrivalPhases[])[ArrivalPhases.P, ArrivalPhases.S])
            {
                arrivals.Add(new() { Id = $"{id}{phase}", Site = id, Phases = phase, At = Origin + Duration.FromSeconds(Times.TimeS(phase, away, 0)), SigmaS = 0.1 });
            }
        }

        LocatedRegion region = Place(arrivals).Region(0.9);
        Assert.True(region.Parts.Length >= 2);
        Assert.True(region.Contains(Source));
        Assert.True(region.Contains(Geodesic.Direct(middle, 0, 40_000)));
        Assert.False(region.Contains(middle));
    }

    [Fact]
    public void Too_little_gives_no_place_and_says_why()
    {
        Assert.Equal(NoPlace.NoArrivals, Quick.Locate([], _sites).Reason);
        Assert.Equal(NoPlace.TooFewArrivals, Quick.Locate([At("A", ArrivalPhases.P, 90, 60)], _sites).Reason);
        Assert.Equal(NoPlace.TooFewArrivals, Quick.Locate([At("A", ArrivalPhases.P, 90, 60, true)], _sites).Reason);
        Assert.Equal(NoPlace.Unbounded, Quick.Locate([At("A", ArrivalPhases.Infrasound, 90, 150, true), At("A", ArrivalPhases.Infrasound, 90, 150, offS: 60) with { Id = "second" }], _sites).Reason);
        Assert.Equal((NoPlace.UnknownSite, "Z"), Refusal(At("A", ArrivalPhases.P, 90, 60) with { Site = "Z" }));
        Assert.Equal((NoPlace.UnusableArrival, "A-P"), Refusal(At("A", ArrivalPhases.P, 90, 60) with { SigmaS = 0 }));
        Assert.Equal((NoPlace.UnusableArrival, "A-P"), Refusal(At("A", ArrivalPhases.P, 90, 60) with { BackAzimuthDeg = double.NaN }));
        (NoPlace, string?) Refusal(Arrival a) => (Quick.Locate([a], _sites).Reason, Quick.Locate([a], _sites).About);
    }

    [Fact]
    public void An_arrival_that_may_be_P_or_S_is_told_apart_by_the_others()
    {
        Arrival[] net = Net();
        net[6] = At("C", ArrivalPhases.S, 170, 35, said: ArrivalPhases.Ground);
        LocatedEvent e = Place(net);
        ArrivalEvidence told = e.Evidence.Single(v => v.Arrival == "C-S");
        Assert.Equal(ArrivalPhases.S, told.Phase);
        Assert.True(told.PhaseProbability > 0.95);
    }

    [Fact]
    public void Leaving_one_out_names_the_arrival_that_carries_the_place()
    {
        Arrival[] net = [At("A", ArrivalPhases.P, 10, 40, true), At("A", ArrivalPhases.S, 10, 40), At("B", ArrivalPhases.P, 95, 60)];
        LocatedEvent e = Place(net, new Locator(Times));
        Assert.All(e.Evidence, v => Assert.NotNull(v.LeaveOneOutShiftKm));
        Assert.True(double.IsNaN(e.Evidence.Single(v => v.Arrival == "A-P").LeaveOneOutShiftKm!.Value) || e.Evidence.Single(v => v.Arrival == "A-P").LeaveOneOutShiftKm > 5);
    }

    [Fact]
    public void Rings_are_closed_and_enclose_the_area_that_is_stated()
    {
        foreach (LocatedRegion r in Place(Net()).Regions)
        {
            double area = 0;
            foreach (RegionPart part in r.Parts)
            {
                foreach (IReadOnlyList<GeoPoint> ring in part.Holes.Prepend(part.Outer).Select(x => (IReadOnlyList<GeoPoint>)x))
                {
                    Assert.Equal(ring[0], ring[^1]);
                    for (int i = 0; i + 1 < ring.Count; i++)
                    {
                        var plane = new LocalPlane(Source);
                        ((double e1, double n1), (double e2, double n2)) = (plane.ToPlane(ring[i]), plane.ToPlane(ring[i + 1]));
                        area += ((e1 * n2) - (e2 * n1)) / 2e6;
                    }
                }
            }

            Assert.Equal(r.AreaKm2, area, r.AreaKm2 * 0.01);
        }
    }

    [Fact]
    public void The_UTTR_shot_lies_in_the_95_percent_region()
    {
        string path = Truce.Testing.SharedData.Path("seismo/infrapy-detections/detection_set2.dat");
        var arrivals = new List<Arrival>();
        foreach (string[] f in File.ReadLines(path).Where(l => !l.StartsWith('#')).Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length >= 4))
        {
            _sites[f[0]] = new(f[0], new(double.Parse(f[0], CultureInfo.InvariantCulture), double.Parse(f[1], CultureInfo.InvariantCulture)));
            Instant at = NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm:ss.f").Parse(f[2]).Value;
            arrivals.Add(new() { Id = f[0], Site = f[0], Phases = ArrivalPhases.Infrasound, At = at, SigmaS = 10, BackAzimuthDeg = double.Parse(f[3], CultureInfo.InvariantCulture), BackAzimuthSigmaDeg = 1.5 });
        }

        LocatedEvent e = Place(arrivals);
        output.WriteLine($"95 % {e.Region(0.95).AreaKm2:f0} km²");
        Assert.True(e.Region(0.95).Contains(new(41.131, -112.896)));
        Assert.True(e.Region(0.95).AreaKm2 < 17_900);
    }
}
