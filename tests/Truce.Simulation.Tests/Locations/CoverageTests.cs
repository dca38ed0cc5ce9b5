using Truce.Fusion.Arrivals;
using Truce.Simulation.Locations;

namespace Truce.Simulation.Tests.Locations;

/// <summary>A few of what the bench does with a thousand: docs/quality-location.md.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
    private const ulong Seed = 20_301_122;
    private const int Events = 60;

    private double Held(SiteLayout layout, TravelTimeOptions options)
    {
        var locator = new Locator(new GroundAndAirTravelTimes(options), new() { LeaveOneOut = false });
        int held = 0;
        for (int i = 0; i < Events; i++)
        {
            SimulatedEvent made = LocationWorld.Make(layout, SpeedError.FivePercent, Seed + (ulong)(i * 7919));
            held += locator.Locate(made.Arrivals, made.Sites).Event?.Region(0.9).Contains(made.Truth) == true ? 1 : 0;
        }

        output.WriteLine($"{layout}: {held} of {Events} in the 90 % region, seed {Seed}");
        return (double)held / Events;
    }

    [Theory]
    [InlineData(SiteLayout.AcousticNodes)]
    [InlineData(SiteLayout.Mixed)]
    [InlineData(SiteLayout.TwoArraysAndStation)]
    public void Regions_of_ninety_percent_hold_about_that_many_truths(SiteLayout layout)
    {
        // Of 60 with 0.9, 47 or fewer are 0.3 % likely.
        Assert.InRange(Held(layout, new()), 0.79, 1);
    }

    [Fact]
    public void A_wind_that_is_taken_for_scatter_of_single_paths_holds_fewer()
    {
        double common = Held(SiteLayout.AcousticNodes, new()), single = Held(SiteLayout.AcousticNodes, new() { WindSigmaMPerS = 3, WindSharedShare = 0 });
        Assert.True(single < common);
    }
}
