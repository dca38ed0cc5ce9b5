using System.Collections.Immutable;

namespace Truce.Detections.Arrays;

/// <summary>Fits plane waves to the correlation functions of a window.</summary>
internal sealed class WaveFitter
{
    private const int Rounds = 5;
    private readonly PairTable _table;
    private readonly (double EastKm, double NorthKm)[] _baseline;
    private readonly double _clockVarianceS2;
    private readonly double _placeVarianceKm2;
    private readonly double _carterS2;
    private readonly double _greatestSPerKm;

    public WaveFitter(PairTable table, ImmutableArray<ArrayElement> elements, ArrayOptions options)
    {
        _table = table;
        _baseline = [.. table.Pairs.Select(p => ((elements[p.Second].EastM - elements[p.First].EastM) / 1000, (elements[p.Second].NorthM - elements[p.First].NorthM) / 1000))];
        _clockVarianceS2 = options.ClockSigmaS * options.ClockSigmaS;
        _placeVarianceKm2 = options.ElementSigmaM * options.ElementSigmaM / 1e6;
        double low = options.Band.LowHz, high = options.Band.HighHz;
        double moment = 4 * Math.PI * Math.PI / 3 * ((high * high * high) - (low * low * low));
        _carterS2 = 1 / (2 * options.WindowS * moment);
        _greatestSPerKm = 1 / options.SlowestKmPerS;
    }

    /// <summary>Delay of a pair for a slowness, seconds.</summary>
    public double DelayS(int pair, double eastSPerKm, double northSPerKm) => (eastSPerKm * _baseline[pair].EastKm) + (northSPerKm * _baseline[pair].NorthKm);

    /// <summary>Least variance of a pair's delay for a coefficient (Carter 1987, eq. 13, with a flat coherence over the band), s².</summary>
    public double CarterS2(double rho)
    {
        double square = Math.Clamp(rho * rho, 0.0025, 0.9998);
        return (1 - square) / square * _carterS2;
    }

    /// <summary>Fits the highest maxima of the pairs of some elements; then those that lie next to the wave found.</summary>
    /// <param name="members">The elements of the fit.</param>
    /// <param name="flipped">An element whose sign is turned; −1 for none.</param>
    public WaveFit? FromHighest(ReadOnlySpan<bool> members, int flipped = -1)
    {
        double[] delays = new double[_table.Pairs.Length], rho = new double[delays.Length];
        for (int p = 0; p < delays.Length; p++)
        {
            (int i, int j) = _table.Pairs[p];
            (delays[p], rho[p]) = members[i] && members[j] ? _table.Highest(p, Sign(i, j, flipped)) : (double.NaN, 0);
        }

        return Solve(members, flipped, delays, rho, 0) is { } start ? Climbed(members, start, flipped) ?? start : null;
    }

    /// <summary>Fits the maxima next to those of a wave, until none changes.</summary>
    public WaveFit? Climbed(ReadOnlySpan<bool> members, WaveFit start, int flipped = -1) => Climbed(members, start.EastSPerKm, start.NorthSPerKm, flipped);

    /// <summary>Fits the maxima next to those of a slowness, until none changes; null when too few are left.</summary>
    public WaveFit? Climbed(ReadOnlySpan<bool> members, double eastSPerKm, double northSPerKm, int flipped = -1)
    {
        WaveFit? fit = null;
        for (int round = 0; round < Rounds; round++)
        {
            double[] delays = new double[_table.Pairs.Length], rho = new double[delays.Length];
            for (int p = 0; p < delays.Length; p++)
            {
                (int i, int j) = _table.Pairs[p];
                (delays[p], rho[p]) = members[i] && members[j] ? _table.Climb(p, DelayS(p, eastSPerKm, northSPerKm), Sign(i, j, flipped)) : (double.NaN, 0);
            }

            if (fit is not null && delays.AsSpan().SequenceEqual(fit.DelaysS)) return fit;
            fit = Solve(members, flipped, delays, rho, Math.Sqrt((eastSPerKm * eastSPerKm) + (northSPerKm * northSPerKm)));
            if (fit is null) return null;
            (eastSPerKm, northSPerKm) = (fit.EastSPerKm, fit.NorthSPerKm);
        }

        return fit;
    }

    /// <summary>Weighted least squares over given delays; NaN ones take no part. Null when the rest does not span the plane.</summary>
    public WaveFit? Solve(ReadOnlySpan<bool> members, int flipped, double[] delaysS, double[] rho, double slownessSPerKm)
    {
        int n = 0, pairs = 0, all = 0;
        foreach (bool m in members) n += m ? 1 : 0;
        double ownS2 = _clockVarianceS2 + (_placeVarianceKm2 * Math.Min(slownessSPerKm, _greatestSPerKm) * Math.Min(slownessSPerKm, _greatestSPerKm));
        double sumVariance = 0, sumRho = 0, least = double.MaxValue;
        Span<double> weight = delaysS.Length <= 512 ? stackalloc double[delaysS.Length] : new double[delaysS.Length];
        for (int p = 0; p < delaysS.Length; p++)
        {
            (int i, int j) = _table.Pairs[p];
            if (!members[i] || !members[j]) continue;
            all++;
            weight[p] = 0;
            if (double.IsNaN(delaysS[p])) continue;
            double variance = CarterS2(rho[p]) + (2 * ownS2);
            weight[p] = 1 / variance;
            pairs++;
            sumVariance += variance / 2;
            sumRho += Sign(i, j, flipped) * rho[p];
            least = Math.Min(least, variance);
        }

        if (pairs < Math.Min(3, all) || pairs < 2) return null;
        return Normal(n, delaysS, rho, weight, least, sumVariance / pairs, sumRho / all);
    }

    private WaveFit? Normal(int n, double[] delaysS, double[] rho, ReadOnlySpan<double> weight, double scale, double priorS2, double meanRho)
    {
        double ee = 0, en = 0, nn = 0, be = 0, bn = 0, sum = 0;
        Span<double> ge = stackalloc double[_table.Count], gn = stackalloc double[_table.Count];
        ge.Clear();
        gn.Clear();
        for (int p = 0; p < weight.Length; p++)
        {
            if (weight[p] == 0 || double.IsNaN(delaysS[p])) continue;
            double w = weight[p] * scale, x = _baseline[p].EastKm, y = _baseline[p].NorthKm;
            ee += w * x * x;
            en += w * x * y;
            nn += w * y * y;
            be += w * x * delaysS[p];
            bn += w * y * delaysS[p];
            sum += w;
            (int i, int j) = _table.Pairs[p];
            ge[j] += w * x;
            gn[j] += w * y;
            ge[i] -= w * x;
            gn[i] -= w * y;
        }

        double det = (ee * nn) - (en * en);
        if (!(det > 1e-9 * (ee + nn) * (ee + nn))) return null;
        (double iee, double ien, double inn) = (nn / det, -en / det, ee / det);
        double east = (iee * be) + (ien * bn), north = (ien * be) + (inn * bn), rss = 0, gee = 0, gen = 0, gnn = 0;
        for (int p = 0; p < weight.Length; p++)
        {
            if (weight[p] == 0 || double.IsNaN(delaysS[p])) continue;
            double r = delaysS[p] - DelayS(p, east, north);
            rss += weight[p] * scale * r * r;
        }

        for (int k = 0; k < _table.Count; k++)
        {
            gee += ge[k] * ge[k];
            gen += ge[k] * gn[k];
            gnn += gn[k] * gn[k];
        }

        (double aee, double aen, double ane, double ann) = ((iee * gee) + (ien * gen), (iee * gen) + (ien * gnn), (ien * gee) + (inn * gen), (ien * gen) + (inn * gnn));
        return new()
        {
            EastSPerKm = east,
            NorthSPerKm = north,
            RssS2 = rss,
            RmsS = Math.Sqrt(rss / sum),
            ExpectedPerVariance = (2 * sum) - aee - ann,
            PriorVarianceS2 = priorS2,
            MeanRho = meanRho,
            Shape = ((aee * iee) + (aen * ien), (aee * ien) + (aen * inn), (ane * ien) + (ann * inn)),
            Elements = n,
            DelaysS = delaysS,
            Rho = rho,
        };
    }

    /// <summary>Sign with which a pair is read when one element is turned.</summary>
    public static int Sign(int first, int second, int flipped) => first == flipped || second == flipped ? -1 : 1;
}
