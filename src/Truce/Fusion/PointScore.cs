using System.Numerics;

namespace Truce.Fusion;

/// <summary>The likelihood of <see cref="ClusterScore"/> for the common case: round points, instants, every origin once, up to fifteen members; of a set and its subsets.</summary>
/// <remarks>
/// The same sums in the same order as <see cref="PlaceIntegral"/> and <see cref="TimeIntegral"/> with what is 0 or 1 left out: information is one
/// number a point, class products are kept (<see cref="ClassStates"/>), and the weight takes one logarithm. The set is laid out once; subsets are
/// bit masks over it, and the weights of subsets of up to <see cref="MostKept"/> members are kept. A test holds both forms against each other.
/// </remarks>
internal sealed class PointScore(Evidence evidence, FusionOptions options)
{
    /// <summary>Most members; the general path rescales its class product after as many.</summary>
    public const int Most = 15;

    private const double Nu = 4, TwoPi = 2 * Math.PI;
    private const int Reweightings = 3, MostKept = 10;
    private static readonly double LogTwoPi = Math.Log(TwoPi);
    private readonly ClassStates _classes = new(evidence);
    private readonly Plain[] _members = new Plain[Most];
    private readonly double[] _known = new double[1 << MostKept]; // ln weight by mask; NaN for not yet
    private int _count;

    // Of the subset weighed last.
    private readonly double[] _east = new double[Most], _north = new double[Most], _info = new double[Most], _pull = new double[Most], _weight = new double[Most];
    private int _size, _first;
    private double _norms, _infoSum, _tails, _meanE, _meanN;
    private Sums _sums;

    /// <summary>The mask of all members.</summary>
    public int All => (1 << _count) - 1;

    /// <summary>How many members.</summary>
    public int Count => _count;

    /// <summary>Lays a set out; false when it is not of the common case, and then nothing else may be asked.</summary>
    public bool Begin(ReadOnlySpan<int> set)
    {
        if (!options.ShortForms || set.Length > Most) return false;
        for (int i = 0; i < set.Length; i++)
        {
            ref readonly Item item = ref evidence[set[i]];
            if (!item.IsPlain) return false;
            for (int j = 0; j < i; j++)
            {
                if (_members[j].Origin == item.Origin) return false;
            }

            _members[i] = new(item);
        }

        _count = set.Length;
        if (_count <= MostKept) _known.AsSpan(0, 1 << _count).Fill(double.NaN);
        return true;
    }

    /// <summary>ln of the weight of a subset as one incident.</summary>
    public double Log(int mask)
    {
        if ((mask & (mask - 1)) == 0) return _members[BitOperations.TrailingZeroCount(mask)].Alone;
        if (_count > MostKept) return Weigh(mask);
        double known = _known[mask];
        return double.IsNaN(known) ? _known[mask] = Weigh(mask) : known;
    }

    /// <summary>ln of the weight of a subset as a block of a partition: a single one may be nobody's.</summary>
    public double Block(int mask) => (mask & (mask - 1)) == 0 ? _members[BitOperations.TrailingZeroCount(mask)].Either : Log(mask);

    /// <summary>The parts of the weight of a subset of two and more.</summary>
    public ScoreParts Parts(int mask)
    {
        double log = Log(mask);
        Sums s = Add(mask);
        double time = s.TimeNorms - (0.5 * (s.Square - (s.Moment * s.Moment / s.TimeInfo))) + (0.5 * Math.Log(TwoPi / s.TimeInfo));
        return new(s.Report, s.Class.Log, log - s.Report - s.Class.Log - time, time, 0);
    }

    /// <summary>Leaves the posterior of a subset where the general path leaves it; gives its class weights.</summary>
    public ClassState Leave(int mask, PlaceIntegral place, TimeIntegral time)
    {
        Gather(mask);
        Fit();
        double ee = _infoSum, en = 0, nn = _infoSum;
        for (int i = 0; i < _size && _size > 1; i++)
        {
            double e = _east[i] - _meanE, n = _north[i] - _meanN, l = _info[i], u = l * e, v = l * n;
            double f = _weight[i] / (l * (Nu + (e * u) + (n * v)));
            ee -= f * u * u;
            en -= f * u * v;
            nn -= f * v * v;
        }

        ref readonly Plain first = ref _members[_first];
        place.Put(first.LatDeg + (_meanN / first.KmNorth), first.LonDeg + (_meanE / first.KmEast), ee, en, nn);
        time.Put(first.Middle + (_sums.Moment / _sums.TimeInfo), _sums.TimeInfo);
        return _sums.Class;
    }

    private double Weigh(int mask)
    {
        Gather(mask);
        Fit();
        double moment = _sums.Moment * _sums.Moment / _sums.TimeInfo;
        double scale = TwoPi * TwoPi * TwoPi / (_tails * _tails * _tails * _tails * _tails * _tails * _infoSum * _infoSum * _sums.TimeInfo);
        return _sums.Report + _sums.Class.Log + _norms + _sums.TimeNorms - (0.5 * (_sums.Square - moment)) + (0.5 * Math.Log(scale));
    }

    // What only adds up.
    private Sums Add(int mask)
    {
        var s = new Sums { Report = evidence.LogRate + options.OthersSilentLog, Class = _classes.Root };
        double reference = _members[BitOperations.TrailingZeroCount(mask)].Middle;
        for (int left = mask; left != 0; left &= left - 1)
        {
            ref readonly Plain m = ref _members[BitOperations.TrailingZeroCount(left)];
            double x = m.Middle - reference, w = m.TimeInfo;
            s.TimeNorms += m.TimeNorm;
            s.TimeInfo += w;
            s.Moment += w * x;
            s.Square += w * x * x;
            s.Report += m.Report;
            s.Class = _classes.Next(s.Class, m.ClassRow);
        }

        return s;
    }

    private void Gather(int mask)
    {
        _sums = Add(mask);
        _first = BitOperations.TrailingZeroCount(mask);
        ref readonly Plain first = ref _members[_first];
        double norms = 0, infos = 0;
        int k = 0;
        for (int left = mask; left != 0; left &= left - 1)
        {
            ref readonly Plain m = ref _members[BitOperations.TrailingZeroCount(left)];
            _east[k] = (m.LonDeg - first.LonDeg) * first.KmEast;
            _north[k] = (m.LatDeg - first.LatDeg) * first.KmNorth;
            infos += _info[k++] = m.Info;
            norms += m.Norm;
        }

        (_norms, _infoSum, _size) = (norms, infos, k);
    }

    // PlaceIntegral with one number for the information: mean, three reweightings, tails. A weight here is weight × information.
    private void Fit()
    {
        ReadOnlySpan<double> east = _east.AsSpan(0, _size), north = _north.AsSpan(0, _size), info = _info.AsSpan(0, _size);
        Span<double> pull = _pull.AsSpan(0, _size), weight = _weight.AsSpan(0, _size);
        double sum = _infoSum, me = 0, mn = 0;
        for (int i = 0; i < info.Length; i++)
        {
            weight[i] = info[i];
            pull[i] = info[i] * (Nu + (2 * (1 - (info[i] / sum))));
            me += info[i] * east[i];
            mn += info[i] * north[i];
        }

        (me, mn) = (me / sum, mn / sum);
        for (int pass = 0; pass < Reweightings && info.Length > 1; pass++)
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
        Tails();
    }

    private void Tails()
    {
        double tails = 1;
        for (int i = 0; i < _size; i++)
        {
            double e = _east[i] - _meanE, n = _north[i] - _meanN;
            tails *= 1 + (_info[i] * ((e * e) + (n * n)) / Nu);
            if (tails < 1e40) continue;
            _norms -= (Nu + 2) / 2 * Math.Log(tails);
            tails = 1;
        }

        _tails = tails;
    }

    private struct Sums
    {
        public double Report, TimeNorms, TimeInfo, Moment, Square;
        public ClassState Class;
    }

    // What of an item the short form reads, side by side.
    private readonly struct Plain(in Item item)
    {
        public readonly double LatDeg = item.Place.LatDeg, LonDeg = item.Place.LonDeg, KmEast = item.Place.KmPerDegEast, KmNorth = item.Place.KmPerDegNorth;
        public readonly double Info = item.Place.InfoEE, Norm = item.Place.HalfLogDetInfo - LogTwoPi;
        public readonly double Middle = item.Time.Middle, TimeInfo = item.Time.Info, TimeNorm = item.Time.LogNorm;
        public readonly double Report = item.LogReport - item.LogClutter, Alone = item.LogAlone, Either = item.LogEither;
        public readonly int ClassRow = item.ClassRow, Origin = item.Origin;
    }
}
