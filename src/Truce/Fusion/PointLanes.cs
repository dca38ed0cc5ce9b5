using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Truce.Fusion;

/// <summary>The integrals over place and time of up to four subsets of a <see cref="PointLayout"/> at once, one subset a lane.</summary>
/// <remarks>
/// The sums of <see cref="PlaceIntegral"/> and <see cref="TimeIntegral"/> for one number of information a point. A member that is not in a lane's subset enters that lane
/// with power 0: every sum then takes + 0 and every product × 1, so a lane rounds as if its subset were alone, whatever stands in the other lanes.
/// A member of power a = 1 / (members of its origin in the subset) enters as in <see cref="PlaceIntegral"/>; a is 1 for all when a group's own agreement is asked.
/// </remarks>
internal sealed class PointLanes
{
    /// <summary>Subsets at once.</summary>
    public const int Width = 4;

    private const double Nu = 4, TwoPi = 2 * Math.PI;
    private const int Reweightings = 3, Columns = 5;
    private const double TooLarge = 1e40; // its sixth power is still a number
    private static readonly Vector256<double> NuLanes = Vector256.Create(Nu), Half = Vector256.Create(0.5), Two = Vector256.Create(2.0), One = Vector256<double>.One;
    private readonly double[] _scratch = new double[Columns * PointLayout.Most * Width];
    private readonly double[] _first = new double[Columns * Width]; // what each lane counts from: its first member
    private readonly double[] _power = new double[Width];
    private Vector256<long> _members;
    private Vector256<double> _infoSum, _meanE, _meanN, _logTails, _tails, _norms, _timeInfo, _moment, _square;

    /// <summary>ln of the integral over place and time, of each lane.</summary>
    public Vector256<double> Integral { get; private set; }

    /// <summary>Σ of ln P(report | event) with its power less ln of the density of false ones, of each lane.</summary>
    public Vector256<double> Report { get; private set; }

    /// <summary>Of the first lane: the way from its first member to the peak (km) and the information there, not yet softened (km⁻²).</summary>
    public (double East, double North, double Info) FirstLane => (_meanE[0], _meanN[0], _infoSum[0]);

    /// <summary>Of the first lane: the way from its first member to a member (km) and its weight × information in the last pass.</summary>
    public (double East, double North, double Weight) FirstLaneOf(int member) =>
        (Column(0)[member][0], Column(1)[member][0], Column(4)[member][0]);

    /// <summary>Integrates up to four subsets of two members and more; those of one origin share one voice when <paramref name="tempered"/>.</summary>
    public void Integrate(PointLayout points, ReadOnlySpan<int> masks, bool tempered)
    {
        int union = Aim(points, masks);
        Gather(points, masks, union, tempered ? points.Shared : 0);
        Pull(points, union);
        for (int pass = 0; pass < Reweightings; pass++) Reweight(points, union);
        Tails(points, union, tempered ? points.Shared : 0);
        Vector256<double> tails3 = _tails * _tails * _tails, scale = tails3 * tails3 * _infoSum * _infoSum * _timeInfo;
        Vector256<double> square = _square - (_moment * _moment / _timeInfo);
        Integral = _norms - (Half * square) - _logTails + (Half * LaneMath.Log(Vector256.Create(TwoPi * TwoPi * TwoPi) / scale));
    }

    // Lanes beyond the subsets repeat the last. Gives the members that any lane has.
    private int Aim(PointLayout points, ReadOnlySpan<int> masks)
    {
        Span<long> lanes = stackalloc long[Width];
        int union = 0;
        for (int l = 0; l < Width; l++)
        {
            int mask = masks[Math.Min(l, masks.Length - 1)], i = BitOperations.TrailingZeroCount(mask);
            lanes[l] = mask;
            union |= mask;
            (_first[l], _first[Width + l], _first[(2 * Width) + l]) = (points.LonDeg[i], points.LatDeg[i], points.Middle[i]);
            (_first[(3 * Width) + l], _first[(4 * Width) + l]) = (points.KmEast[i], points.KmNorth[i]);
        }

        _members = Vector256.Create<long>(lanes);
        return union;
    }

    private Vector256<double> First(int column) => Vector256.Create<double>(_first.AsSpan(column * Width, Width));

    private Span<Vector256<double>> Column(int column) =>
        MemoryMarshal.Cast<double, Vector256<double>>(_scratch.AsSpan(column * PointLayout.Most * Width, PointLayout.Most * Width));

    // What only adds up, and the mean with the normal's weights. Columns: east, north, power × information, pull, weight × information.
    private void Gather(PointLayout points, ReadOnlySpan<int> masks, int union, int shared)
    {
        Span<Vector256<double>> east = Column(0), north = Column(1), info = Column(2);
        Vector256<double> lon = First(0), lat = First(1), middle = First(2), kmEast = First(3), kmNorth = First(4), one = One;
        Vector256<double> sum = default, me = default, mn = default, norms = default, report = default, timeInfo = default, moment = default, square = default;
        Vector256<long> members = _members;
        for (int left = union; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            Vector256<long> bit = Vector256.Create(1L << i);
            Vector256<double> present = Vector256.Equals(members & bit, bit).AsDouble() & one;
            Vector256<double> power = (shared & (1 << i)) == 0 ? present : present * Powers(masks, points.GroupMask[points.GroupOf[i]]);
            Vector256<double> e = (Vector256.Create(points.LonDeg[i]) - lon) * kmEast, n = (Vector256.Create(points.LatDeg[i]) - lat) * kmNorth;
            Vector256<double> w = power * points.Info[i], x = Vector256.Create(points.Middle[i]) - middle, t = power * points.TimeInfo[i], tx = t * x;
            (east[i], north[i], info[i]) = (e, n, w);
            sum += w;
            me += w * e;
            mn += w * n;
            norms += power * (points.Norm[i] + points.TimeNorm[i]);
            report += (power * points.LogReport[i]) - (present * points.LogClutter[i]);
            timeInfo += t;
            moment += tx;
            square += tx * x;
        }

        (_infoSum, _meanE, _meanN, Report) = (sum, me / sum, mn / sum, report);
        (_norms, _timeInfo, _moment, _square) = (norms, timeInfo, moment, square);
    }

    // 1 / (members of the group in each lane's subset).
    private Vector256<double> Powers(ReadOnlySpan<int> masks, int group)
    {
        for (int l = 0; l < Width; l++) _power[l] = 1.0 / Math.Max(1, BitOperations.PopCount((uint)(masks[Math.Min(l, masks.Length - 1)] & group)));
        return Vector256.Create<double>(_power);
    }

    private void Pull(PointLayout points, int union)
    {
        Span<Vector256<double>> info = Column(2), pull = Column(3);
        Vector256<double> sum = _infoSum;
        for (int left = union; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            Vector256<double> share = Vector256.Min(One, Vector256.Create(points.Info[i]) / sum); // without the power: a group that speaks once is one point
            pull[i] = info[i] * (NuLanes + (Two * (One - share)));
        }
    }

    private void Reweight(PointLayout points, int union)
    {
        Span<Vector256<double>> east = Column(0), north = Column(1), pull = Column(3), weight = Column(4);
        Vector256<double> me = _meanE, mn = _meanN, nu = NuLanes, sum = default, u = default, v = default;
        for (int left = union; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            Vector256<double> e = east[i] - me, n = north[i] - mn, w = pull[i] / (nu + (((e * e) + (n * n)) * points.Info[i]));
            weight[i] = w;
            sum += w;
            u += w * e;
            v += w * n;
        }

        (_infoSum, _meanE, _meanN) = (sum, me + (u / sum), mn + (v / sum));
    }

    private void Tails(PointLayout points, int union, int shared)
    {
        Span<Vector256<double>> east = Column(0), north = Column(1), info = Column(2);
        Vector256<double> tails = One, logs = default;
        for (int left = union; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            Vector256<double> e = east[i] - _meanE, n = north[i] - _meanN, d2 = (e * e) + (n * n);
            if ((shared & (1 << i)) != 0)
            {
                logs += info[i] / points.Info[i] * LaneMath.Log(One + (d2 * points.Info[i] / NuLanes));
                continue;
            }

            tails *= One + (info[i] * d2 / NuLanes);
            if (!Vector256.GreaterThanAny(tails, Vector256.Create(TooLarge))) continue;
            Vector256<double> large = Vector256.GreaterThan(tails, Vector256.Create(TooLarge));
            logs += large & LaneMath.Log(tails);
            tails = Vector256.ConditionalSelect(large, One, tails);
        }

        (_tails, _logTails) = (tails, logs * ((Nu + 2) / 2));
    }
}
