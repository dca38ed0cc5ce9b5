using Truce.Detections.Arrivals;

namespace Truce.Fusion.Arrivals;

/// <summary>How probable one place and depth are, with the origin time and the common errors of the speeds integrated out.</summary>
/// <remarks>
/// Unknowns beside the place: origin time t0 (flat prior), the common errors g of the ground's speed, h of the ratio vp/vs and a of the speed of sound, and the wind that all paths of sound have in common (normal priors).
/// A ground or sound arrival has Student's t about t0 + T(1 + x), x = g, g + h or a + (wind against the path)/c; infrasound has the normals of its celerity mixture. The mode is found by iteratively reweighted least squares (the t as a scale mixture of normals; Lange, Little and Taylor 1989, J. Am. Stat. Assoc. 84),
/// alternatives entering with their probabilities (EM). t0 is then integrated numerically along the line on which the common errors keep their conditional mode; those are integrated by Laplace's method. Where no arrival is sharper
/// than a celerity mixture, t0 is integrated over a grid that covers all of them.
/// </remarks>
internal sealed class NodeSolver
{
    private readonly ArrivalSet _set;
    private readonly TravelTimes _times;
    private readonly LocatorOptions _options;
    private readonly double _degrees, _peak, _core;
    private readonly bool _four;
    private readonly CommonErrors _common;
    private readonly ArrivalWay[] _ways;
    private readonly int[] _first;
    private readonly TravelWay[] _buffer = new TravelWay[TravelTimes.MostWays];
    private readonly double[] _distance, _east, _north;
    private readonly double[] _candidates, _densities, _logPhases;
    private readonly bool[] _azimuths;
    private readonly Dictionary<(ArrivalPhases Phase, double DepthKm), PhaseSlice> _slices = [];
    private PhaseSlice[][] _layer = [];
    private PhaseSlice[][][] _layers = [];
    private double[] _layerKm = [];
    private bool _warm;

    public NodeSolver(ArrivalSet set, TravelTimes times, LocatorOptions options)
    {
        (_set, _times, _options) = (set, times, options);
        ErrorModel model = times.Errors;
        _degrees = model.Degrees;
        _peak = Math.Exp(StudentT.LogConstant(_degrees));
        _four = _degrees == 4;
        _core = StudentT.ScaleForSigma(_degrees) * StudentT.ScaleForSigma(_degrees);
        double wind = Weight(Math.Max(1e-3, model.WindSigmaMPerS));
        _common = new([Weight(model.SpeedSigmaShare), Weight(model.RatioSigmaShare), 1, Weight(model.SoundSigmaShare), wind, wind]);
        int n = set.Arrivals.Length;
        _ways = new ArrivalWay[n * 4 * TravelTimes.MostWays];
        _first = new int[n + 1];
        _candidates = new double[n * 4];
        _densities = new double[4 * TravelTimes.MostWays];
        _logPhases = [.. set.Phases.Select(p => Math.Log(p.Length))];
        _azimuths = [.. set.Arrivals.Select(a => a.BackAzimuthDeg is not null || times.NeedsAzimuth)];
        (_distance, _east, _north) = (new double[set.Sites.Length], new double[set.Sites.Length], new double[set.Sites.Length]);
    }

    /// <summary>Origin time at the mode (mean after <see cref="Evaluate"/> with numerical time), seconds after the reference.</summary>
    public double OriginS { get; private set; }

    /// <summary>Variance of the origin time at this place, s².</summary>
    public double OriginVarianceS2 { get; private set; }

    /// <summary>Makes ready for these depths.</summary>
    public void Layers(ReadOnlySpan<double> depthsKm)
    {
        _slices.Clear();
        _layerKm = depthsKm.ToArray();
        _layers = new PhaseSlice[depthsKm.Length][][];
        for (int k = 0; k < depthsKm.Length; k++)
        {
            _layers[k] = new PhaseSlice[_set.Arrivals.Length][];
            for (int i = 0; i < _set.Arrivals.Length; i++)
            {
                double depthKm = Math.Max(0, _layerKm[k] + _set.AboveMeanKm[_set.SiteOf[i]]);
                _layers[k][i] = [.. _set.Phases[i].Select(p => Slice(p, (p & ArrivalPhases.Ground) != 0 ? depthKm : 0))];
            }
        }
    }

    private PhaseSlice Slice(ArrivalPhases phase, double depthKm)
    {
        if (!_slices.TryGetValue((phase, depthKm), out PhaseSlice? slice)) _slices[(phase, depthKm)] = slice = _times.Slice(phase, depthKm);
        return slice;
    }

    /// <summary>Goes to a place; with <paramref name="near"/> the last place's solution is where the next one starts.</summary>
    public void Place(in SpacePoint p, bool near)
    {
        _warm &= near;
        for (int s = 0; s < _distance.Length; s++) (_distance[s], _east[s], _north[s]) = _set.Frames[s].To(p);
    }

    /// <summary>Logarithm of the likelihood at the placed point and a depth of <see cref="Layers"/>, averaged over a cell of half width <paramref name="halfKm"/> and a layer of half height <paramref name="halfDepthKm"/> by widening the errors; <paramref name="coarse"/> while searching.</summary>
    public double Evaluate(int layer, double halfKm, double halfDepthKm, bool coarse)
    {
        _layer = _layers[layer];
        double constant = Prepare(_layerKm[layer], halfKm, halfDepthKm, coarse, out bool sharp);
        if (!sharp) return constant + OverTime();
        if (!_warm) Start();
        Fit(!_warm);
        _warm = true;
        return constant + (coarse ? AtMode() : Integrate());
    }

    /// <summary>What one arrival says at the point that was evaluated last, with the fitted origin time and common errors.</summary>
    public IEnumerable<(ArrivalPhases Phase, double Probability, double ResidualS, double ScaleS, double LogLikelihood, double PredictedBearingDeg, double Weight)> Arrival(int i)
    {
        _ = _common.GoTo(OriginS);
        double best = double.NegativeInfinity, sum = 0;
        for (int w = _first[i]; w < _first[i + 1]; w++) best = Math.Max(best, LogOf(in _ways[w]));
        for (int w = _first[i]; w < _first[i + 1]; w++) sum += Math.Exp(LogOf(in _ways[w]) - best);
        int site = _set.SiteOf[i];
        double bearing = Bearing(site);
        for (int w = _first[i]; w < _first[i + 1]; w++)
        {
            ArrivalWay way = _ways[w];
            double scale = Math.Sqrt(way.Variance), residual = Residual(in way, OriginS), u2 = residual * residual / way.Variance;
            yield return (way.Phase, Math.Exp(LogOf(in way) - best) / sum, residual, scale, best + Math.Log(sum), (bearing + way.ShiftDeg + 360) % 360,
                way.Heavy ? (_degrees + 1) / (_degrees + u2) : 1);
        }
    }

    private double Bearing(int site) => Math.Atan2(_east[site], _north[site]) * 180 / Math.PI;

    private double Prepare(double depthKm, double halfKm, double halfDepthKm, bool coarse, out bool sharp)
    {
        int next = 0;
        double constant = 0, product = 1;
        sharp = false;
        // A uniform cell has σ 0.58 of its half width. While searching, all arrivals together shall place no better than the cell.
        double cell = 0.58 * (coarse ? Math.Sqrt(Math.Max(1, _set.AtS.Length / 2.0)) : 1);
        for (int i = 0; i < _set.AtS.Length; i++)
        {
            _first[i] = next;
            Arrival arrival = _set.Arrivals[i];
            int site = _set.SiteOf[i];
            double d = _distance[site], z = Math.Max(0, depthKm + _set.AboveMeanKm[site]);
            ArrivalPhases[] phases = _set.Phases[i];
            double azimuth = _azimuths[i] ? Bearing(site) : 0;
            for (int p = 0; p < phases.Length; p++)
            {
                ArrivalPhases phase = phases[p];
                int count = _layer[i][p].Ways(d, azimuth, _buffer);
                for (int k = 0; k < count; k++)
                {
                    TravelWay t = _buffer[k];
                    double spread = cell * halfKm * t.SlownessSPerKm, mean = t.TimeS / Math.Sqrt((d * d) + (z * z) + 1e-12);
                    double steep = halfDepthKm <= 0 ? 0 : cell * halfDepthKm * Math.Sqrt(Math.Max(0, (mean * mean) - (t.SlownessSPerKm * t.SlownessSPerKm)));
                    double core = t.Shared == SharedSpeed.Own ? 1 : _core, variance = (core * ((arrival.SigmaS * arrival.SigmaS) + (t.SigmaS * t.SigmaS))) + (spread * spread) + (steep * steep);
                    double log = t.LogWeight - _logPhases[i] + Extra(arrival, i, phase, t, azimuth, d, halfKm);
                    _ways[next++] = new(phase, _set.AtS[i] - t.TimeS, variance, (log == 0 ? 1 : Math.Exp(log)) / Math.Sqrt(variance), t, _east[site], _north[site]);
                    sharp |= t.Shared != SharedSpeed.Own;
                }
            }

            if (next == _first[i]) constant += _options.OutOfReachLog;
            if (next == _first[i] + 1 && _ways[next - 1].Heavy) product *= _ways[next - 1].Weight * _peak;
            if (product is < 1e-150 or > 1e150) (constant, product) = (constant + Math.Log(product), 1);
        }

        _first[^1] = next;
        return constant + Math.Log(product);
    }

    // What the bearing and the slowness say of one way.
    private double Extra(Arrival arrival, int i, ArrivalPhases phase, in TravelWay t, double azimuth, double distanceKm, double halfKm)
    {
        double log = 0;
        if (arrival.BackAzimuthDeg is double seen)
        {
            double bias = phase switch { ArrivalPhases.Acoustic => _options.SoundBearingBiasDeg, ArrivalPhases.Infrasound => _options.InfrasoundBearingBiasDeg, _ => _options.GroundBearingBiasDeg };
            double sigma = arrival.BackAzimuthSigmaDeg ?? 0, cell = distanceKm > 0 ? 0.58 * halfKm / distanceKm * 57.3 : 360; // degrees
            double scale = Math.Min(180, Math.Sqrt((sigma * sigma) + (_set.Sharing[i] * bias * bias) + (cell * cell)));
            double off = Math.IEEERemainder(seen - azimuth - t.BearingShiftDeg, 360) / scale;
            log += Math.Log(((1 - _options.StrayBearing) * Math.Exp(-off * off / 2) / (scale * 2.5066282746310002)) + (_options.StrayBearing / 360));
        }

        if (arrival.SlownessSPerKm is double slowness && t.SlownessSPerKm > 0)
        {
            double sigma = arrival.SlownessSigmaSPerKm ?? 0, share = _options.SlownessShare * t.SlownessSPerKm, scale = Math.Sqrt((sigma * sigma) + (share * share));
            double u = (slowness - t.SlownessSPerKm) / scale;
            log -= Math.Log(scale) + ((_degrees + 1) / 2 * Math.Log(1 + (u * u / _degrees)));
        }

        return log;
    }

    // The implied origin time (of one way of one sharp arrival) that explains the arrivals best when the speeds may be off.
    private void Start()
    {
        const int Most = 9;
        int n = 0;
        for (int w = 0; w < _first[^1]; w++)
        {
            if (_ways[w].Heavy) _candidates[n++] = _ways[w].ImpliedS;
        }

        if (n > Most)
        {
            Array.Sort(_candidates, 0, n);
            for (int c = 0; c < Most; c++) _candidates[c] = _candidates[c * (n - 1) / (Most - 1)];
            n = Most;
        }

        double best = double.NegativeInfinity, start = 0;
        for (int c = 0; c < n; c++)
        {
            double product = 1, sum = 0;
            for (int i = 0; i + 1 < _first.Length; i++)
            {
                double least = double.MaxValue;
                for (int w = _first[i]; w < _first[i + 1]; w++)
                {
                    ref readonly ArrivalWay way = ref _ways[w];
                    double off = way.ImpliedS - _candidates[c], speed = 0.05 * way.TimeS;
                    least = Math.Min(least, off * off / (way.Variance + (speed * speed)));
                }

                if (least == double.MaxValue) continue;
                product *= 1 + (least / _degrees);
                if (product > 1e200) (sum, product) = (sum - Math.Log(product), 1);
            }

            sum -= Math.Log(product);
            if (sum > best) (best, start) = (sum, _candidates[c]);
        }

        _common.Rest(start);
    }

    // To a tenth of σ, all unknowns together. From afar the first step takes the speeds for unknown in every single arrival.
    private void Fit(bool afar)
    {
        for (int step = 0; step < 6; step++)
        {
            Normal(afar && step == 0);
            _common.Solve();
            if (!(afar && step == 0) && _common.Moved < 1e-2) break;
        }

        OriginS = _common.OriginS;
        OriginVarianceS2 = _common.OriginVarianceS2;
    }

    private void Normal(bool first)
    {
        _common.Begin();
        double origin = _common.OriginS;
        _ = _common.GoTo(origin);
        for (int i = 0; i + 1 < _first.Length; i++)
        {
            int from = _first[i], to = _first[i + 1];
            if (to - from == 1)
            {
                Add(in _ways[from], 1, first, origin);
                continue;
            }

            double sum = 0;
            for (int w = from; w < to; w++) sum += _densities[w - from] = Density(in _ways[w], origin, first);
            if (sum <= 0) continue;
            for (int w = from; w < to; w++)
            {
                double share = _densities[w - from] / sum;
                if (share > 1e-6) Add(in _ways[w], share, first, origin);
            }
        }
    }

    private void Add(in ArrivalWay way, double share, bool first, double origin)
    {
        double variance = way.Variance + (first ? 0.0025 * way.TimeS * way.TimeS : 0);
        if (!way.Heavy)
        {
            _common.Add(share / variance, way.ImpliedS);
            return;
        }

        double r = Residual(in way, origin), weight = share * (_degrees + 1) / ((_degrees * variance) + (r * r));
        _common.Add(way.Block, weight, way.ImpliedS, way.V0, way.V1, way.V2);
    }

    private double Residual(in ArrivalWay way, double origin)
    {
        double[] x = _common.Now;
        int at = 3 * way.Block;
        return way.ImpliedS - origin - (way.V0 * x[at]) - (way.V1 * x[at + 1]) - (way.V2 * x[at + 2]);
    }

    private double LogOf(in ArrivalWay way)
    {
        double r = Residual(in way, OriginS), u2 = r * r / way.Variance;
        return Math.Log(way.Weight) + (way.Heavy ? Math.Log(_peak) - ((_degrees + 1) / 2 * Math.Log(1 + (u2 / _degrees))) : -0.9189385332046727 - (u2 / 2));
    }

    private double Density(in ArrivalWay way, double origin, bool first = false)
    {
        double r = Residual(in way, origin), variance = way.Variance + (first ? 0.0025 * way.TimeS * way.TimeS : 0), u2 = r * r / variance;
        if (!way.Heavy) return way.Weight * 0.3989422804014327 * Math.Exp(-u2 / 2);
        double x = 1 + (u2 / _degrees);
        return way.Weight * _peak * (_four ? 1 / (x * x * Math.Sqrt(x)) : Math.Pow(x, -(_degrees + 1) / 2));
    }

    // All arrivals at an origin time, the common errors on their conditional mode; without the heights of those that came one sharp way only, which Prepare has.
    private double Joint(double origin)
    {
        double sum = _common.GoTo(origin), product = 1, mixed = 1;
        for (int i = 0; i + 1 < _first.Length; i++)
        {
            int from = _first[i], to = _first[i + 1];
            if (to == from) continue;
            if (to - from == 1 && _ways[from].Heavy)
            {
                ref readonly ArrivalWay way = ref _ways[from];
                double r = Residual(in way, origin);
                product *= 1 + (r * r / (way.Variance * _degrees));
                if (product > 1e200) (sum, product) = (sum - ((_degrees + 1) / 2 * Math.Log(product)), 1);
                continue;
            }

            double total = 0;
            for (int w = from; w < to; w++) total += Density(in _ways[w], origin);
            mixed *= Math.Max(total, 1e-140);
            if (mixed is < 1e-150 or > 1e150) (sum, mixed) = (sum + Math.Log(mixed), 1);
        }

        return sum + Math.Log(mixed) - ((_degrees + 1) / 2 * Math.Log(product));
    }

    // While searching, Laplace's method for all unknowns.
    private double AtMode() => Joint(_common.OriginS) + (0.5 * (Math.Log(2 * Math.PI) - _common.LogDeterminant));

    // t0 over ±3.45 σ, the common errors on their conditional mode; then Laplace for those.
    private double Integrate()
    {
        const int Half = 3; // for a smooth density the trapezium rule with a step of 1.15 σ is good to 1e-6
        double step = 1.15 * Math.Sqrt(_common.OriginVarianceS2), t0 = _common.OriginS, best = double.NegativeInfinity, sum = 0, first = 0, second = 0;
        Span<double> logs = stackalloc double[(2 * Half) + 1];
        for (int k = -Half; k <= Half; k++)
        {
            double log = Joint(t0 + (k * step));
            logs[k + Half] = log;
            best = Math.Max(best, log);
        }

        for (int k = -Half; k <= Half; k++)
        {
            double weight = Math.Exp(logs[k + Half] - best);
            sum += weight;
            first += weight * k;
            second += weight * k * k;
        }

        double mean = first / sum;
        OriginS = t0 + (mean * step);
        OriginVarianceS2 = ((second / sum) - (mean * mean)) * step * step;
        return best + Math.Log(sum * step) - (0.5 * (_common.LogDeterminant + Math.Log(_common.OriginVarianceS2)));
    }

    // No arrival is sharper than its celerity mixture: t0 over all that they imply.
    private double OverTime()
    {
        double low = double.MaxValue, high = double.MinValue, narrow = double.MaxValue;
        _common.Rest(0);
        for (int w = 0; w < _first[^1]; w++)
        {
            double scale = Math.Sqrt(_ways[w].Variance);
            low = Math.Min(low, _ways[w].ImpliedS - (3.5 * scale));
            high = Math.Max(high, _ways[w].ImpliedS + (3.5 * scale));
            narrow = Math.Min(narrow, scale);
        }

        if (low > high) return 0;
        int count = Math.Clamp((int)((high - low) / (0.7 * narrow)), 12, 240);
        double step = (high - low) / count, best = double.NegativeInfinity, sum = 0, first = 0, second = 0;
        Span<double> logs = stackalloc double[count + 1];
        for (int k = 0; k <= count; k++) best = Math.Max(best, logs[k] = Joint(low + (k * step)));
        for (int k = 0; k <= count; k++)
        {
            double weight = Math.Exp(logs[k] - best), t = k * step;
            sum += weight;
            first += weight * t;
            second += weight * t * t;
        }

        OriginS = low + (first / sum);
        OriginVarianceS2 = Math.Max(0, (second / sum) - (first / sum * (first / sum)));
        return best + Math.Log(sum * step);
    }

    private static double Weight(double sigma) => 1 / (sigma * sigma);
}
