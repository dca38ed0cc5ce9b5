using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Tests.Fusion.Arrivals;

/// <summary>Three sites of a line hear a wave all but at once: it came from near by to one hand or the other, or from far away, and who kept silent tells which.</summary>
public sealed class SilentSitesTests
{
    private static readonly LocalPlane Plane = new(new GeoPoint(48.5, 36));
    private static readonly Instant Noon = Instant.FromUtc(2031, 3, 1, 12, 0);

    [Fact]
    public void Silent_neighbours_say_that_an_event_is_near()
    {
        (Arrival[] arrivals, Dictionary<string, ListeningSite> sites) = Heard();
        GeoPoint[] silent = [.. Enumerable.Range(-12, 25).Where(i => Math.Abs(i) > 2).Select(i => At(i * 5, 0))];
        var locator = new Locator(new GroundAndAirTravelTimes(new()), new() { DeepestKm = 0, LeaveOneOut = false });
        double aloneKm2 = locator.Locate(arrivals, sites).Event?.Region(0.9).AreaKm2 ?? double.PositiveInfinity;
        LocatedEvent told = locator.Locate(arrivals, sites, [new([.. silent], [.. arrivals.Select(a => new HeardAt(sites[a.Site].Position, 2.5))], 5, 8)]).Event!;
        Assert.InRange(told.Region(0.9).AreaKm2, 0, Math.Min(20_000, aloneKm2 / 4));
        Assert.True(told.Region(0.9).Contains(At(1, 4)));
    }

    [Fact]
    public void Silence_of_sites_that_the_wave_has_not_reached_changes_nothing()
    {
        (Arrival[] arrivals, Dictionary<string, ListeningSite> sites) = Heard((-5, 9), (4, -8));
        var locator = new Locator(new GroundAndAirTravelTimes(new()), new() { DeepestKm = 0, LeaveOneOut = false });
        var far = new SilentSites([At(3000, 0)], [.. arrivals.Select(a => new HeardAt(sites[a.Site].Position, 1))], 5, 8);
        Assert.Equal(locator.Locate(arrivals, sites).Event!.Region(0.9).AreaKm2, locator.Locate(arrivals, sites, [far]).Event!.Region(0.9).AreaKm2, 6);
    }

    private static (Arrival[] Arrivals, Dictionary<string, ListeningSite> Sites) Heard(params (double EastKm, double NorthKm)[] more)
    {
        var sites = new Dictionary<string, ListeningSite>();
        var arrivals = new List<Arrival>();
        (double EastKm, double NorthKm)[] places = [(-5, 0), (0, 0), (5, 0), .. more];
        for (int i = 0; i < places.Length; i++)
        {
            GeoPoint place = At(places[i].EastKm, places[i].NorthKm);
            sites.Add($"S{i}", new($"S{i}", place));
            double km = At(1, 4).DistanceM(place) / 1000;
            arrivals.Add(new() { Id = $"a{i}", Site = $"S{i}", Phases = ArrivalPhases.P, At = Noon + Duration.FromSeconds(km / 5.8), SigmaS = 0.1 });
        }

        return ([.. arrivals], sites);
    }

    private static GeoPoint At(double eastKm, double northKm) => Plane.ToGeo(eastKm * 1000, northKm * 1000);
}
