using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Simulation.Locations;

/// <summary>How the sites lie about the source.</summary>
public enum SiteLayout
{
    /// <summary>Twelve stations within 40 km, the source among them, 0 to 12 km deep; a fifth of the arrivals with P or S not told.</summary>
    Dense,

    /// <summary>Eight stations within 30 km of a middle that is 120 to 250 km away: an azimuthal gap above 300°.</summary>
    OneSided,

    /// <summary>Two arrays (P with bearing and slowness) and one station (P and S), 40 to 180 km away.</summary>
    TwoArraysAndStation,

    /// <summary>One array with P and S, their bearing and slowness, 20 to 150 km away.</summary>
    ArrayAlone,

    /// <summary>Five acoustic nodes 5 to 15 km away, times alone.</summary>
    AcousticNodes,

    /// <summary>One array of the ground (P, S, bearing), two infrasound arrays (time and bearing) 100 to 300 km away, one station (P).</summary>
    Mixed,
}

/// <summary>How the speeds of the generator differ from the solver's.</summary>
public enum SpeedError
{
    /// <summary>Not at all: iasp91 on both sides, air at the solver's temperature on average.</summary>
    None,

    /// <summary>ak135 times 0.95 or 1.05, either by chance, the same for P and S.</summary>
    FivePercent,

    /// <summary>ak135 times a factor between 0.95 and 1.05, all alike probable.</summary>
    UpToFivePercent,
}

/// <summary>One simulated event: what was true, and what the sites say. SIMULATED.</summary>
/// <param name="Truth">Where it was.</param>
/// <param name="DepthKm">How deep.</param>
/// <param name="Origin">When.</param>
/// <param name="Arrivals">What was picked.</param>
/// <param name="Sites">Where.</param>
public sealed record SimulatedEvent(GeoPoint Truth, double DepthKm, Instant Origin, IReadOnlyList<Arrival> Arrivals, IReadOnlyDictionary<string, ListeningSite> Sites);

/// <summary>Makes events whose places are known, with errors of another kind than the locator expects.</summary>
/// <remarks>
/// Numbers, all written down before the locator was measured with them. Picks: Laplace errors, σ 0.1 s for P, 0.2 s for S, 0.05 s for sound, 5 s for infrasound; single paths scatter by a normal 0.8 % of the travel time;
/// one arrival in fifty is off by up to ±30 s, all alike probable, where there are more than four. S is picked at 60 % of the stations. Bearings: detector σ 1.5° (normal) and a bend of the way that all bearings of a site and medium share,
/// σ 3° in the ground and for infrasound. Slowness: σ 10 %, and a site factor with σ 15 %. Air: temperature between −5 and 25 °C, all alike probable (10 ± 3 °C where there is no speed error); wind of σ 4 m/s east and north,
/// the same for all paths of an event, its part along the way in the time. Celerities: 0.28 to 0.31 with 0.6, 0.22 to 0.28 with 0.3, 0.31 to 0.36 km/s with 0.1, each range evenly, one draw a path.
/// </remarks>
public static class LocationWorld
{
    private static readonly GeoPoint Middle = new(48.5, 37.5);
    private static readonly Instant Start = Instant.FromUtc(2030, 1, 1, 12, 0);
    private static readonly LayeredTravelTimes Same = new(new() { Ground = VelocityModel.Iasp91 }), Other = new(new() { Ground = VelocityModel.Ak135 });

    /// <summary>Makes one event.</summary>
    public static SimulatedEvent Make(SiteLayout layout, SpeedError error, ulong seed)
    {
        var draw = new SeededRandom(seed);
        double factor = error switch { SpeedError.FivePercent => draw.NextUnit() < 0.5 ? 0.95 : 1.05, SpeedError.UpToFivePercent => 0.95 + (0.1 * draw.NextUnit()), _ => 1 };
        var maker = new ArrivalMaker(draw, error == SpeedError.None ? Same : Other, factor, error == SpeedError.None)
        {
            Source = Geodesic.Direct(Middle, 360 * draw.NextUnit(), 20_000 * draw.NextUnit()),
            DepthKm = layout == SiteLayout.Dense ? 12 * draw.NextUnit() : 0,
            Origin = Start + Duration.FromSeconds(3600 * draw.NextUnit()),
        };
        Lay(layout, draw, maker);
        return new(maker.Source, maker.DepthKm, maker.Origin, maker.Finished(), maker.Sites);
    }

    private static void Lay(SiteLayout layout, SeededRandom draw, ArrivalMaker maker)
    {
        switch (layout)
        {
            case SiteLayout.Dense:
                for (int i = 0; i < 12; i++) maker.Station(Geodesic.Direct(Middle, 360 * draw.NextUnit(), 40_000 * Math.Sqrt(draw.NextUnit())), 0.95, 0.6, 0.2);
                break;
            case SiteLayout.OneSided:
                GeoPoint far = Geodesic.Direct(Middle, 360 * draw.NextUnit(), 120_000 + (130_000 * draw.NextUnit()));
                for (int i = 0; i < 8; i++) maker.Station(Geodesic.Direct(far, 360 * draw.NextUnit(), 30_000 * Math.Sqrt(draw.NextUnit())), 1, 0.6, 0);
                break;
            case SiteLayout.TwoArraysAndStation:
                maker.GroundArray(Around(draw, maker.Source, 40, 180), false);
                maker.GroundArray(Around(draw, maker.Source, 40, 180), false);
                maker.Station(Around(draw, maker.Source, 40, 180), 1, 1, 0);
                break;
            case SiteLayout.ArrayAlone:
                maker.GroundArray(Around(draw, maker.Source, 20, 150), true);
                break;
            case SiteLayout.AcousticNodes:
                for (int i = 0; i < 5; i++) maker.Node(Around(draw, maker.Source, 5, 15));
                break;
            default:
                maker.GroundArray(Around(draw, maker.Source, 40, 180), true);
                maker.InfrasoundArray(Around(draw, maker.Source, 100, 300));
                maker.InfrasoundArray(Around(draw, maker.Source, 100, 300));
                maker.Station(Around(draw, maker.Source, 40, 180), 1, 0, 0);
                break;
        }
    }

    private static GeoPoint Around(SeededRandom draw, GeoPoint source, double leastKm, double mostKm) =>
        Geodesic.Direct(source, 360 * draw.NextUnit(), 1000 * (leastKm + ((mostKm - leastKm) * draw.NextUnit())));
}
