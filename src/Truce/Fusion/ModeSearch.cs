using Truce.Measures;

namespace Truce.Fusion;

/// <summary>One mode of a place posterior: which bump of each member it takes, its weight, peak and information.</summary>
internal readonly record struct FoundMode(double LogWeight, double LatDeg, double LonDeg, double InfoEE, double InfoEN, double InfoNN, bool Located);

/// <summary>The place integral when members are mixtures: a beam over the choices of bump, member by member in canonical order.</summary>
/// <remarks>
/// Keeps the <see cref="FusionOptions.MaxModes"/> best partial choices by their closed normal weight; each survivor is then integrated
/// with its Student-t tails. What the beam drops is a lower bound lost, the same on every machine.
/// </remarks>
internal sealed class ModeSearch(Evidence evidence, FusionOptions options)
{
    private const int Elsewhere = -1;
    private readonly PlaceIntegral _integral = new();
    private readonly List<Choice> _beam = [], _next = [];
    private PlaceBump[] _bumps = new PlaceBump[16];
    private double[] _power = new double[16];

    /// <summary>The modes found by the last <see cref="Log"/>, heaviest first, weights normalised.</summary>
    public List<FoundMode> Found { get; } = [];

    /// <summary>ln of the integral; <paramref name="power"/> empty for all ones.</summary>
    public double Log(ReadOnlySpan<int> set, ReadOnlySpan<double> power)
    {
        _beam.Clear();
        _beam.Add(new Choice(null, Elsewhere, 0, 0, 0, 0, 0, 0, 0, 0));
        for (int i = 0; i < set.Length; i++)
        {
            _next.Clear();
            foreach (Choice c in _beam) Extend(c, evidence[set[i]], power.IsEmpty ? 1 : power[i]);
            _next.Sort(static (x, y) => x.LogWeight != y.LogWeight ? y.LogWeight.CompareTo(x.LogWeight) : x.Order.CompareTo(y.Order));
            _beam.Clear();
            for (int k = 0; k < _next.Count && k < options.MaxModes; k++) _beam.Add(_next[k] with { Order = k });
        }

        return Integrate(set, power);
    }

    private void Extend(Choice c, in Item item, double a)
    {
        ReadOnlySpan<PlaceBump> bumps = evidence.Bumps(item);
        for (int k = 0; k < bumps.Length; k++) Take(c, bumps[k], k, a);
        double elsewhere = evidence.LogElsewhere(item);
        if (!double.IsNegativeInfinity(elsewhere))
        {
            double log = c.LogWeight + (a * (elsewhere - Math.Log(options.AreaKm2)));
            _next.Add(c with { Before = c, Bump = Elsewhere, LogWeight = log, Order = _next.Count });
        }
    }

    private void Take(Choice c, in PlaceBump p, int bump, double a)
    {
        double ee = a * p.InfoEE, en = a * p.InfoEN, nn = a * p.InfoNN;
        if (c.InfoEE == 0)
        {
            double alone = c.LogWeight + (a * p.LogWeight);
            _next.Add(new(c, bump, alone, p.LatDeg, p.LonDeg, ee, en, nn, p.KmPerDegEast, _next.Count));
            return;
        }

        double e = (p.LonDeg - c.LonDeg) * c.KmPerDegEast, n = (p.LatDeg - c.LatDeg) * p.KmPerDegNorth;
        double a2 = c.InfoEE + ee, b2 = c.InfoEN + en, c2 = c.InfoNN + nn, det = (a2 * c2) - (b2 * b2);
        double u = (ee * e) + (en * n), v = (en * e) + (nn * n);
        double me = ((c2 * u) - (b2 * v)) / det, mn = ((a2 * v) - (b2 * u)) / det;
        double square = (e * u) + (n * v) - (me * u) - (mn * v);
        double before = (c.InfoEE * c.InfoNN) - (c.InfoEN * c.InfoEN);
        double log = c.LogWeight + (a * (p.LogWeight + p.HalfLogDetInfo - Math.Log(2 * Math.PI))) - (0.5 * square) + (0.5 * Math.Log(before / det));
        _next.Add(new(c, bump, log, c.LatDeg + (mn / p.KmPerDegNorth), c.LonDeg + (me / c.KmPerDegEast), a2, b2, c2, c.KmPerDegEast, _next.Count));
    }

    private double Integrate(ReadOnlySpan<int> set, ReadOnlySpan<double> power)
    {
        if (_bumps.Length < set.Length) (_bumps, _power) = (new PlaceBump[2 * set.Length], new double[2 * set.Length]);
        Found.Clear();
        double total = double.NegativeInfinity;
        foreach (Choice choice in _beam)
        {
            int n = set.Length;
            double log = 0;
            Choice? c = choice;
            for (int i = set.Length - 1; i >= 0; i--, c = c!.Before)
            {
                ref readonly Item item = ref evidence[set[i]];
                double a = power.IsEmpty ? 1 : power[i];
                if (c!.Bump == Elsewhere)
                {
                    log += a * (evidence.LogElsewhere(item) - Math.Log(options.AreaKm2));
                    continue;
                }

                n--;
                _bumps[n] = evidence.Bumps(item)[c.Bump];
                _power[n] = a;
                log += a * _bumps[n].LogWeight;
            }

            ReadOnlySpan<PlaceBump> bumps = _bumps.AsSpan(n, set.Length - n);
            if (bumps.IsEmpty) log += Math.Log(options.AreaKm2);
            else log += _integral.Log(bumps, power.IsEmpty ? default : _power.AsSpan(n, set.Length - n));
            Found.Add(new(log, _integral.LatDeg, _integral.LonDeg, _integral.InfoEE, _integral.InfoEN, _integral.InfoNN, !bumps.IsEmpty));
            total = Probability.LogAdd(total, log);
        }

        for (int k = 0; k < Found.Count; k++) Found[k] = Found[k] with { LogWeight = Found[k].LogWeight - total };
        Found.Sort(static (x, y) => y.LogWeight.CompareTo(x.LogWeight));
        return total;
    }

    private sealed record Choice(
        Choice? Before, int Bump, double LogWeight, double LatDeg, double LonDeg, double InfoEE, double InfoEN, double InfoNN, double KmPerDegEast, int Order);
}
