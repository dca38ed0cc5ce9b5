using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Tests.Fusion.Arrivals;

public sealed class TravelTimeTests(ITestOutputHelper output)
{
    private static readonly VelocityModel TwoLayers = new("two layers", "made for the test", [new(0, 6, 3.5), new(30, 6, 3.5), new(30, 8, 4.6)]);

    [Fact]
    public void A_crust_over_a_half_space_has_the_textbook_times()
    {
        var times = new LayeredTravelTimes(new() { Ground = TwoLayers, RoundEarth = false });
        // Telford et al. 1990, section 4.3: head wave x/v2 + 2 h cos(ic)/v1, crossover 2 h √((v2 + v1)/(v2 − v1)).
        double crossover = 60 * Math.Sqrt(14.0 / 2), intercept = 60 * Math.Sqrt(1 - (0.75 * 0.75)) / 6;
        foreach (double d in (double[])[1, 50, 100, crossover - 1]) Assert.Equal(d / 6, times.TimeS(ArrivalPhases.P, d, 0), 9);
        foreach (double d in (double[])[crossover + 1, 200, 500, 1000]) Assert.Equal((d / 8) + intercept, times.TimeS(ArrivalPhases.P, d, 0), 9);
        Assert.Equal(crossover / 6, (crossover / 8) + intercept, 9);
        foreach (double z in (double[])[0.5, 5, 12.3, 29]) Assert.Equal(Math.Sqrt((40 * 40) + (z * z)) / 6, times.TimeS(ArrivalPhases.P, 40, z), 3);
        Assert.Equal((300 / 8.0) + ((60 - 10) * Math.Sqrt(1 - (0.75 * 0.75)) / 6), times.TimeS(ArrivalPhases.P, 300, 10), 9);
    }

    [Fact]
    public void The_table_of_direct_rays_is_within_a_millisecond_of_the_rays()
    {
        var times = new LayeredTravelTimes(new() { Ground = VelocityModel.Ak135 });
        double worst = 0;
        (double, double) at = default;
        var draw = new SeededRandom(41);
        for (int i = 0; i < 4000; i++)
        {
            double d = 200 * Math.Pow(draw.NextUnit(), 2), z = 40 * draw.NextUnit(), error = Math.Abs(times.DirectS(ArrivalPhases.P, d, z) - times.DirectExactS(ArrivalPhases.P, d, z));
            if (error <= worst) continue;
            (worst, at) = (error, (d, z));
        }

        output.WriteLine($"worst {1000 * worst:f3} ms at {at}");
        Assert.True(worst < 0.001);
    }

    // ak135 P tables (Kennett, Engdahl and Buland 1995, as distributed with the TauP toolkit's tests): minutes and seconds by degree for sources at 0, 15 and 35 km.
    [Theory]
    [InlineData(0, new[] { 19.17, 35.03, 48.78, 62.53, 76.27, 90.01, 103.75, 117.47, 131.19 })]
    [InlineData(15, new[] { 19.01, 33.23, 46.98, 60.73, 74.47, 88.21, 101.94, 115.67, 129.38 })]
    [InlineData(35, new[] { 17.51, 31.27, 45.02, 58.77, 72.51, 86.25, 99.98, 113.70, 127.41 })]
    public void First_P_of_ak135_is_that_of_the_published_tables(double depthKm, double[] published)
    {
        var times = new LayeredTravelTimes(new() { Ground = VelocityModel.Ak135 });
        double worst = 0;
        for (int degrees = 1; degrees <= published.Length; degrees++)
        {
            double error = times.TimeS(ArrivalPhases.P, degrees * 6371 * Math.PI / 180, depthKm) - published[degrees - 1];
            output.WriteLine($"{degrees}° {depthKm} km: {1000 * error:f0} ms");
            worst = Math.Max(worst, Math.Abs(error));
        }

        Assert.True(worst < 0.01, $"worst {worst}");
    }

    [Fact]
    public void Times_grow_with_distance_and_S_is_later_than_P()
    {
        var times = new LayeredTravelTimes(new());
        foreach (double z in (double[])[0, 3, 19.9, 20.1, 33])
        {
            double last = 0;
            for (double d = 0; d < 1000; d += 0.7)
            {
                double p = times.TimeS(ArrivalPhases.P, d, z);
                Assert.True(p >= last - 1e-9, $"{d} km, {z} km: {p} after {last}");
                Assert.True(times.TimeS(ArrivalPhases.S, d, z) >= p);
                last = p;
            }
        }
    }

    [Fact]
    public void Sound_has_its_textbook_speed_and_takes_the_wind_with_it()
    {
        Assert.Equal(331.3, CelerityTravelTimes.SpeedOfSoundMPerS(0), 9);
        Assert.Equal(343.2, CelerityTravelTimes.SpeedOfSoundMPerS(20), 1);
        var windy = new CelerityTravelTimes(new() { TemperatureC = 0, WindEastMPerS = 10, WindNorthMPerS = 0 });
        Span<TravelWay> ways = new TravelWay[TravelTimes.MostWays];
        Assert.Equal(1, windy.Ways(ArrivalPhases.Acoustic, 10, 0, 270, ways)); // source in the west, wind towards the east: it hurries
        Assert.Equal(10_000 / 341.3, ways[0].TimeS, 6);
        windy.Ways(ArrivalPhases.Acoustic, 10, 0, 0, ways); // source in the north: circles drift to the east, so it seems to come from there
        Assert.Equal(Math.Asin(10 / 331.3) * 180 / Math.PI, ways[0].BearingShiftDeg, 9);
    }

    [Fact]
    public void Densities_integrate_to_one()
    {
        var times = new GroundAndAirTravelTimes(new());
        foreach ((ArrivalPhases phase, double step) in ((ArrivalPhases, double)[])[(ArrivalPhases.P, 0.02), (ArrivalPhases.S, 0.02), (ArrivalPhases.Acoustic, 0.02), (ArrivalPhases.Infrasound, 1)])
        {
            double sum = 0, middle = times.TimeS(phase, 40, 0);
            for (int i = -20_000; i <= 20_000; i++) sum += step * Math.Exp(times.LogDensity(phase, 40, 0, middle + (i * step), 0.2));
            Assert.InRange(sum, 0.995, 1.0005);
        }
    }

    [Fact]
    public void Distances_by_chord_are_those_of_the_geodesic()
    {
        double worstM = 0, worstDeg = 0;
        var draw = new SeededRandom(7);
        for (int i = 0; i < 3000; i++)
        {
            var site = new GeoPoint((160 * draw.NextUnit()) - 80, (360 * draw.NextUnit()) - 180);
            double d = 1_000_000 * draw.NextUnit(), azimuth = 360 * draw.NextUnit();
            (double km, double e, double n) = new SiteFrame(site).To(SpacePoint.Of(Geodesic.Direct(site, azimuth, d)));
            worstM = Math.Max(worstM, Math.Abs((1000 * km) - d));
            worstDeg = Math.Max(worstDeg, Math.Abs(Math.IEEERemainder((Math.Atan2(e, n) * 180 / Math.PI) - azimuth, 360)));
        }

        output.WriteLine($"worst {worstM:f1} m, {worstDeg:f4}°");
        Assert.True(worstM < 30 && worstDeg < 0.02);
    }
}
