namespace Truce.Fusion;

/// <summary>The likelihood of <see cref="ClusterScore"/> for the common case: round points, instants, every origin once, up to fifteen members.</summary>
/// <remarks>
/// The same sums in the same order as <see cref="PlaceIntegral"/> and <see cref="TimeIntegral"/> with what is 0 or 1 left out: information is one
/// number a point, class products are kept (<see cref="ClassStates"/>), and the weight takes one logarithm. A test holds the two against each other.
/// </remarks>
internal sealed class PointScore(Evidence evidence, FusionOptions options)
{
    /// <summary>Most members; the general path rescales its class product after as many.</summary>
    public const int Most = 15;

    private const double Nu = 4, TwoPi = 2 * Math.PI;
    private const int Reweightings = 3;
    private static readonly double LogTwoPi = Math.Log(TwoPi);
    private readonly ClassStates _classes = new(evidence);
    private readonly double[] _east = new double[Most], _north = new double[Most], _info = new double[Most], _pull = new double[Most], _weight = new double[Most];
    private readonly int[] _origin = new int[Most];
    private double _report, _norms, _infoSum, _tails, _meanE, _meanN, _latDeg, _lonDeg, _kmEast, _kmNorth;
    private double _timeNorms, _timeInfo, _timeMoment, _timeSquare, _timeReference;
    private ClassState? _class;

    /// <summary>Class weights of the last set.</summary>
    public ClassState Class => _class!;

    /// <summary>Weighs a set; false when it is not of the common case. Then <see cref="Sum"/> or <see cref="Parts"/> say how much.</summary>
    public bool Weigh(ReadOnlySpan<int> set)
    {
        if (!options.ShortForms || set.Length > Most || !Gather(set)) return false;
        Fit(set.Length);
        return true;
    }

    /// <summary>ln of the weight of the last set.</summary>
    public double Sum()
    {
        double moment = _timeMoment * _timeMoment / _timeInfo;
        double scale = TwoPi * TwoPi * TwoPi / (_tails * _tails * _tails * _tails * _tails * _tails * _infoSum * _infoSum * _timeInfo);
        return _report + _class!.Log + _norms + _timeNorms - (0.5 * (_timeSquare - moment)) + (0.5 * Math.Log(scale));
    }

    /// <summary>The same, part by part.</summary>
    public ScoreParts Parts()
    {
        double time = _timeNorms - (0.5 * (_timeSquare - (_timeMoment * _timeMoment / _timeInfo))) + (0.5 * Math.Log(TwoPi / _timeInfo));
        double place = _norms + LogTwoPi - Math.Log(_tails * _tails * _tails * _infoSum);
        return new(_report, _class!.Log, place, time, 0);
    }

    /// <summary>Leaves the posterior of the last set where the general path leaves it.</summary>
    public void Leave(PlaceIntegral place, TimeIntegral time, int count)
    {
        double ee = _infoSum, en = 0, nn = _infoSum;
        for (int i = 0; i < count && count > 1; i++)
        {
            double e = _east[i] - _meanE, n = _north[i] - _meanN, l = _info[i], u = l * e, v = l * n;
            double f = _weight[i] / (l * (Nu + (e * u) + (n * v)));
            ee -= f * u * u;
            en -= f * u * v;
            nn -= f * v * v;
        }

        place.Put(_latDeg + (_meanN / _kmNorth), _lonDeg + (_meanE / _kmEast), ee, en, nn);
        time.Put(_timeReference + (_timeMoment / _timeInfo), _timeInfo);
    }

    private bool Gather(ReadOnlySpan<int> set)
    {
        ref readonly Item first = ref evidence[set[0]];
        (_latDeg, _lonDeg, _kmEast, _kmNorth) = (first.Place.LatDeg, first.Place.LonDeg, first.Place.KmPerDegEast, first.Place.KmPerDegNorth);
        _timeReference = first.Time.Middle;
        double report = evidence.LogRate + options.OthersSilentLog, norms = 0, infos = 0, timeNorms = 0, timeInfo = 0, moment = 0, square = 0;
        ClassState state = _classes.Root;
        for (int i = 0; i < set.Length; i++)
        {
            ref readonly Item item = ref evidence[set[i]];
            if (!item.IsPlain) return false;
            int origin = item.Origin;
            for (int j = 0; j < i; j++)
            {
                if (_origin[j] == origin) return false;
            }

            _origin[i] = origin;
            _east[i] = (item.Place.LonDeg - _lonDeg) * _kmEast;
            _north[i] = (item.Place.LatDeg - _latDeg) * _kmNorth;
            infos += _info[i] = item.Place.InfoEE;
            norms += item.Place.HalfLogDetInfo - LogTwoPi;
            timeNorms += item.Time.LogNorm;
            double x = item.Time.Middle - _timeReference, w = item.Time.Info;
            timeInfo += w;
            moment += w * x;
            square += w * x * x;
            report += item.LogReport - item.LogClutter;
            state = _classes.Next(state, item.ClassRow);
        }

        (_report, _norms, _infoSum, _timeNorms, _timeInfo, _timeMoment, _timeSquare, _class) = (report, norms, infos, timeNorms, timeInfo, moment, square, state);
        return true;
    }

    // PlaceIntegral with one number for the information: mean, three reweightings, tails. A weight here is weight × information.
    private void Fit(int count)
    {
        ReadOnlySpan<double> east = _east.AsSpan(0, count), north = _north.AsSpan(0, count), info = _info.AsSpan(0, count);
        Span<double> pull = _pull.AsSpan(0, count), weight = _weight.AsSpan(0, count);
        double sum = _infoSum, me = 0, mn = 0;
        for (int i = 0; i < info.Length; i++)
        {
            weight[i] = info[i];
            pull[i] = info[i] * (Nu + (2 * (1 - (info[i] / sum))));
            me += info[i] * east[i];
            mn += info[i] * north[i];
        }

        (me, mn) = (me / sum, mn / sum);
        for (int pass = 0; pass < Reweightings && count > 1; pass++)
        {
            double u = 0, v = 0;
            sum = 0;
            for (int i = 0; i < info.Length; i++)
            {
                double e = east[i] - me, n = north[i] - mn, w = pull[i] / (Nu + (info[i] * ((e * e) + (n * n))));
                weight[i] = w;
                sum += w;
                u += w * e;
                v += w * n;
            }

            me += u / sum;
            mn += v / sum;
        }

        (_infoSum, _meanE, _meanN) = (sum, me, mn);
        Tails(count);
    }

    private void Tails(int count)
    {
        double tails = 1;
        for (int i = 0; i < count; i++)
        {
            double e = _east[i] - _meanE, n = _north[i] - _meanN;
            tails *= 1 + (_info[i] * ((e * e) + (n * n)) / Nu);
            if (tails < 1e40) continue;
            _norms -= (Nu + 2) / 2 * Math.Log(tails);
            tails = 1;
        }

        _tails = tails;
    }
}
