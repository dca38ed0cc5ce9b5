using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>First P and S through the ground of a <see cref="VelocityModel"/>: direct rays and head waves, source at any depth.</summary>
/// <remarks>
/// The model is cut into slabs of constant speed (at most 2.5 km thick to 40 km, 7.5 km below) and, for a round earth, flattened: z' = R ln(R/(R−z)), v' = v R/(R−z) (Müller 1971), which keeps times and distances along the surface.
/// A fine staircase of head waves is the wave that turns in a gradient. Waves that turn below the slabs (400 km) are not in it: to about 1,100 km none of them comes first.
/// </remarks>
public sealed class LayeredTravelTimes : TravelTimes
{
    private const double RadiusKm = 6371, BottomKm = 400;
    private readonly TravelTimeOptions _options;
    private readonly double _core;
    private readonly RayTable _p, _s;

    /// <summary>Builds the tables; throws <see cref="ArgumentException"/> for options that cannot be used.</summary>
    public LayeredTravelTimes(TravelTimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Fault() is string fault) throw new ArgumentException(fault, nameof(options));
        _options = options;
        _core = StudentT.ScaleForSigma(options.Degrees);
        (double[] tops, double[] vp, double[] vs) = Slabs(options);
        double deepest = Flat(options.DeepestKm, options.RoundEarth);
        _p = new RayTable(tops, vp, deepest);
        _s = new RayTable(tops, vs, deepest);
    }

    /// <inheritdoc/>
    public override ErrorModel Errors => new(_options.SpeedSigmaShare, _options.RatioSigmaShare, _options.SoundSigmaShare, _options.Degrees);

    /// <inheritdoc/>
    public override double ReachKm(ArrivalPhases phase) => _options.FarthestGroundKm;

    /// <inheritdoc/>
    public override double TimeS(ArrivalPhases phase, double distanceKm, double depthKm) => First(phase, distanceKm, depthKm).TimeS;

    /// <inheritdoc/>
    public override (double EarliestS, double LatestS) WindowS(ArrivalPhases phase, double distanceKm, double depthKm)
    {
        double time = TimeS(phase, distanceKm, depthKm);
        double half = 2.576 * Math.Sqrt(Square(_options.PathFloorS) + Square(_options.PathShare * time) + Square(SpeedSigma(phase) * time));
        return (Math.Max(0, time - half), time + half);
    }

    /// <inheritdoc/>
    public override double LogDensity(ArrivalPhases phase, double distanceKm, double depthKm, double observedS, double pickSigmaS)
    {
        double time = TimeS(phase, distanceKm, depthKm);
        if (!double.IsFinite(time)) return double.NegativeInfinity;
        double scale = Math.Sqrt(Square(pickSigmaS) + Square(_options.PathFloorS) + Square(_options.PathShare * time) + Square(SpeedSigma(phase) * time));
        return StudentT.LogDensity(observedS - time, _core * scale, _options.Degrees);
    }

    /// <inheritdoc/>
    public override int Ways(ArrivalPhases phase, double distanceKm, double depthKm, double azimuthDeg, Span<TravelWay> ways)
    {
        (double time, double slowness) = First(phase, distanceKm, depthKm);
        if (!double.IsFinite(time)) return 0;
        ways[0] = Way(phase, time, slowness);
        return 1;
    }

    /// <inheritdoc/>
    internal override PhaseSlice Slice(ArrivalPhases phase, double depthKm) => depthKm > _options.DeepestKm || phase is not (ArrivalPhases.P or ArrivalPhases.S)
        ? base.Slice(phase, depthKm) : new Sliced(this, phase, (phase == ArrivalPhases.P ? _p : _s).Slice(Flat(depthKm, _options.RoundEarth)));

    private TravelWay Way(ArrivalPhases phase, double timeS, double slowness) =>
        new(timeS, Math.Sqrt(Square(_options.PathFloorS) + Square(_options.PathShare * timeS)), 0, slowness, phase == ArrivalPhases.P ? SharedSpeed.GroundP : SharedSpeed.GroundS);

    /// <summary>The direct ray alone, solved without tables, seconds: what the tables are tested against.</summary>
    internal double DirectExactS(ArrivalPhases phase, double distanceKm, double depthKm) => (phase == ArrivalPhases.P ? _p : _s).DirectExactS(distanceKm, Flat(depthKm, _options.RoundEarth));

    /// <summary>The direct ray alone, by the tables, seconds.</summary>
    internal double DirectS(ArrivalPhases phase, double distanceKm, double depthKm) => (phase == ArrivalPhases.P ? _p : _s).Direct(distanceKm, Flat(depthKm, _options.RoundEarth)).TimeS;

    private (double TimeS, double SlownessSPerKm) First(ArrivalPhases phase, double distanceKm, double depthKm)
    {
        if (distanceKm > _options.FarthestGroundKm || depthKm > _options.DeepestKm || phase is not (ArrivalPhases.P or ArrivalPhases.S)) return (double.NaN, double.NaN);
        return (phase == ArrivalPhases.P ? _p : _s).First(distanceKm, Flat(depthKm, _options.RoundEarth));
    }

    private double SpeedSigma(ArrivalPhases phase) =>
        phase == ArrivalPhases.P ? _options.SpeedSigmaShare : Math.Sqrt(Square(_options.SpeedSigmaShare) + Square(_options.RatioSigmaShare));

    private static double Square(double x) => x * x;

    private static double Flat(double depthKm, bool round) => round && depthKm > 0 ? RadiusKm * Math.Log(RadiusKm / (RadiusKm - depthKm)) : depthKm;

    // Slabs take the speed at their middle, and where the earth is round the flattened one.
    private static (double[] TopsKm, double[] Vp, double[] Vs) Slabs(TravelTimeOptions options)
    {
        List<double> tops = [], vp = [], vs = [];
        VelocityNode[] nodes = [.. options.Ground.Nodes, new(Math.Max(BottomKm, options.Ground.Nodes[^1].DepthKm + 1), options.Ground.Nodes[^1].VpKmPerS, options.Ground.Nodes[^1].VsKmPerS)];
        for (int i = 0; i + 1 < nodes.Length; i++)
        {
            VelocityNode a = nodes[i], b = nodes[i + 1];
            double span = b.DepthKm - a.DepthKm;
            if (span <= 0 || a.DepthKm >= BottomKm) continue;
            bool even = a.VpKmPerS == b.VpKmPerS && a.VsKmPerS == b.VsKmPerS && !options.RoundEarth;
            int pieces = even ? 1 : (int)Math.Ceiling(span / (a.DepthKm < 40 ? 2.5 : 7.5));
            for (int k = 0; k < pieces; k++)
            {
                double top = a.DepthKm + (span * k / pieces), share = (k + 0.5) / pieces, middle = a.DepthKm + (span * share);
                double stretch = options.RoundEarth ? RadiusKm / (RadiusKm - middle) : 1;
                tops.Add(Flat(top, options.RoundEarth));
                vp.Add((a.VpKmPerS + (share * (b.VpKmPerS - a.VpKmPerS))) * stretch);
                vs.Add((a.VsKmPerS + (share * (b.VsKmPerS - a.VsKmPerS))) * stretch);
            }
        }

        return ([.. tops], [.. vp], [.. vs]);
    }

    private sealed class Sliced(LayeredTravelTimes of, ArrivalPhases phase, RaySlice rays) : PhaseSlice
    {
        public override int Ways(double distanceKm, double azimuthDeg, Span<TravelWay> ways)
        {
            if (distanceKm > of._options.FarthestGroundKm) return 0;
            (double time, double slowness) = rays.First(distanceKm);
            ways[0] = of.Way(phase, time, slowness);
            return 1;
        }
    }
}
