using NodaTime;
using Truce.Detections.Arrivals;
using Truce.Fusion.Arrivals;
using Truce.Measures;

namespace Truce.Tests.Fusion.Arrivals;

public sealed class NodeSolverTests(ITestOutputHelper output)
{
    private static readonly GeoPoint Source = new(48.6, 37.9);
    private static readonly Instant Origin = Instant.FromUtc(2030, 5, 1, 3, 4, 5);
    private static readonly (double AzimuthDeg, double Km, double OffS)[] Spots = [(20, 6, 0.1), (110, 9, -0.6), (200, 12, 0.4), (290, 7, 0.9)];

    // What the solver integrates, summed over a grid of the origin time and of every common error, at one place.
    private static double Brute(ArrivalSet set, TravelTimes times, GeoPoint place, double[] sigmas, Func<double, double, double, double[]> linear, int steps)
    {
        ArrivalPhases phase = set.Phases[0][0];
        double scale = StudentT.ScaleForSigma(4), total = 0;
        Span<TravelWay> ways = new TravelWay[TravelTimes.MostWays];
        int n = set.Arrivals.Length;
        double[] implied = new double[n], width = new double[n];
        double[][] v = new double[n][];
        for (int i = 0; i < n; i++)
        {
            (double m, double azimuth) = Geodesic.Inverse(set.Sites[set.SiteOf[i]].Position, place);
            _ = times.Ways(set.Phases[i][0], m / 1000, 0, azimuth, ways);
            (implied[i], width[i]) = (set.AtS[i] - ways[0].TimeS, scale * Math.Sqrt((set.Arrivals[i].SigmaS * set.Arrivals[i].SigmaS) + (ways[0].SigmaS * ways[0].SigmaS)));
            v[i] = linear(ways[0].TimeS, azimuth, ways[0].SlownessSPerKm);
        }

        double middle = implied.Average();
        double[] x = new double[3];
        void Over(int k, double prior)
        {
            if (k < sigmas.Length)
            {
                for (int s = -steps; s <= steps; s++)
                {
                    double u = 3.5 * s / steps;
                    x[k] = u * sigmas[k];
                    Over(k + 1, prior * Math.Exp(-u * u / 2));
                }

                return;
            }

            for (double t0 = middle - 6; t0 <= middle + 6; t0 += phase == ArrivalPhases.Acoustic ? 0.1 : 0.02)
            {
                double product = prior;
                for (int i = 0; i < n; i++)
                {
                    double r = implied[i] - t0;
                    for (int j = 0; j < sigmas.Length; j++) r -= v[i][j] * x[j];
                    double q = 1 + (r * r / (4 * width[i] * width[i]));
                    product /= width[i] * q * q * Math.Sqrt(q);
                }

                total += product;
            }
        }

        Over(0, 1);
        return Math.Log(total);
    }

    private static ArrivalSet Set(TravelTimes times, ArrivalPhases phase)
    {
        var sites = new Dictionary<string, ListeningSite>();
        var arrivals = new List<Arrival>();
        foreach ((double azimuth, double km, double off) in Spots)
        {
            string id = $"N{azimuth}";
            sites[id] = new(id, Geodesic.Direct(Source, azimuth, km * 1000));
            arrivals.Add(new() { Id = id, Site = id, Phases = phase, At = Origin + Duration.FromSeconds(times.TimeS(phase, km, 0) + (off / 5)), SigmaS = 0.1 });
        }

        return ArrivalSet.Of(arrivals, sites);
    }

    private void Same(TravelTimeOptions options, ArrivalPhases phase, double[] sigmas, Func<double, double, double, double[]> linear, int steps, double tolerance)
    {
        var times = new GroundAndAirTravelTimes(options);
        ArrivalSet set = Set(times, phase);
        var solver = new NodeSolver(set, times, new());
        solver.Layers([0]);
        double first = double.NaN;
        // At 300 m from the best place the tails of sound compete with its wind, and Laplace's method is 0.4 below the grid.
        foreach (double metres in phase == ArrivalPhases.Acoustic ? (double[])[0, 80, 160] : [0, 300, 700])
        {
            GeoPoint place = Geodesic.Direct(Source, 70, metres);
            solver.Place(SpacePoint.Of(place), false);
            double gap = solver.Evaluate(0, 0, 0, false) - Brute(set, times, place, sigmas, linear, steps);
            if (double.IsNaN(first)) first = gap;
            output.WriteLine($"{metres} m: differs by {gap - first:f4} in the logarithm");
            Assert.Equal(first, gap, tolerance);
        }
    }

    [Fact]
    public void With_speeds_known_the_integral_over_the_origin_time_is_that_of_a_fine_grid() =>
        Same(new() { SpeedSigmaShare = 1e-6, RatioSigmaShare = 1e-6 }, ArrivalPhases.P, [], (_, _, _) => [], 1, 0.05);

    [Fact]
    public void The_common_speed_of_the_ground_is_integrated_as_a_grid_over_it_does() => Same(new(), ArrivalPhases.P, [0.04], (t, _, _) => [t], 60, 0.1);

    [Fact]
    public void The_common_wind_and_speed_of_sound_are_integrated_as_a_grid_over_them_does()
    {
        double wind = new CelerityTravelTimes(new()).SharedWindMPerS;
        Same(new(), ArrivalPhases.Acoustic, [0.026, wind, wind],
            (t, azimuth, slowness) => [t, t * slowness / 1000 * Math.Sin(azimuth * Math.PI / 180), t * slowness / 1000 * Math.Cos(azimuth * Math.PI / 180)], 20, 0.15);
    }

    [Theory]
    [InlineData(ArrivalPhases.P)]
    [InlineData(ArrivalPhases.S)]
    public void A_slice_of_one_depth_says_what_the_tables_say(ArrivalPhases phase)
    {
        var times = new LayeredTravelTimes(new());
        TravelWay[] a = new TravelWay[TravelTimes.MostWays], b = new TravelWay[TravelTimes.MostWays];
        foreach (double depth in (ReadOnlySpan<double>)[0, 0.3, 2.5, 11, 19.99, 20, 33, 60])
        {
            PhaseSlice slice = times.Slice(phase, depth);
            for (double km = 0; km < 1110; km += 3.7)
            {
                int count = times.Ways(phase, km, depth, 0, a);
                Assert.Equal(count, slice.Ways(km, 0, b));
                if (count == 0) continue;
                Assert.Equal(a[0].TimeS, b[0].TimeS, 1e-9);
                Assert.Equal(a[0].SlownessSPerKm, b[0].SlownessSPerKm, 1e-9);
            }
        }
    }
}
