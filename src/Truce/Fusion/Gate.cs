namespace Truce.Fusion;

/// <summary>Whether two detections may be of one incident: near in place and time, and better explained together than the gate asks.</summary>
internal sealed class Gate(Evidence evidence, FusionOptions options, BlockScore score)
{
    private static readonly double LogNorm = 1.5 * Math.Log(2 * Math.PI);
    private readonly int[] _pair = new int[2];
    private double[][] _pairClass = [];

    /// <summary>ln of the Bayes factor "one incident" to "each on its own", of two slots in canonical order whose time gates overlap; −∞ outside the gate.</summary>
    public double LogBayes(int a, int b)
    {
        ref readonly Item x = ref evidence[a];
        ref readonly Item y = ref evidence[b];
        if (!Near(x, y)) return double.NegativeInfinity;
        double log = x.Origin != y.Origin && x.Mixture < 0 && y.Mixture < 0 && x.Time.IsNarrow && y.Time.IsNarrow
            ? Narrow(x, y)
            : General(a, b, x, y);
        return log >= options.GateLogBayes ? log : double.NegativeInfinity;
    }

    /// <summary>Squared distance of two instants at two spots, in standard deviations of both together.</summary>
    public static double Distance(in Item x, in Item y)
    {
        double e = (x.Place.LonDeg - y.Place.LonDeg) * x.Place.KmPerDegEast, n = (x.Place.LatDeg - y.Place.LatDeg) * x.Place.KmPerDegNorth;
        double t = x.Time.Middle - y.Time.Middle;
        return (((e * e) + (n * n)) / ((x.Place.SigmaKm * x.Place.SigmaKm) + (y.Place.SigmaKm * y.Place.SigmaKm))) + (t * t / ((1 / x.Time.Info) + (1 / y.Time.Info)));
    }

    private double General(int a, int b, in Item x, in Item y)
    {
        (_pair[0], _pair[1]) = (a, b);
        return score.Log(_pair) - x.LogAlone - y.LogAlone;
    }

    // Two instants at two spots in closed form: normals of summed variances, the place with a Student-t tail. A gate, not a score.
    private double Narrow(in Item x, in Item y)
    {
        double e = (x.Place.LonDeg - y.Place.LonDeg) * x.Place.KmPerDegEast, n = (x.Place.LatDeg - y.Place.LatDeg) * x.Place.KmPerDegNorth;
        double variance = (x.Place.SigmaKm * x.Place.SigmaKm) + (y.Place.SigmaKm * y.Place.SigmaKm);
        double t = x.Time.Middle - y.Time.Middle, timeVariance = (1 / x.Time.Info) + (1 / y.Time.Info);
        double d2 = ((e * e) + (n * n)) / variance, tail = 1 + (d2 / 8);
        double scale = variance * Math.Sqrt(timeVariance) * tail * tail * tail;
        return PairClass(x.ClassRow, y.ClassRow) - Math.Log(scale) - (0.5 * t * t / timeVariance) - evidence.LogRate - options.OthersSilentLog - LogNorm;
    }

    private double PairClass(int a, int b)
    {
        if (a < _pairClass.Length && b < _pairClass[a].Length && !double.IsNaN(_pairClass[a][b])) return _pairClass[a][b];
        double[] x = evidence.ClassRow(a), y = evidence.ClassRow(b);
        double both = 0, first = 0, second = 0;
        for (int c = 0; c < x.Length; c++)
        {
            both += evidence.Prior[c] * x[c] * y[c];
            first += evidence.Prior[c] * x[c];
            second += evidence.Prior[c] * y[c];
        }

        double log = Math.Log(both / (first * second));
        if (Math.Max(a, b) < 1024) Keep(a, b, log);
        return log;
    }

    private void Keep(int a, int b, double log)
    {
        int size = a < _pairClass.Length ? _pairClass.Length : 2 * (a + 1), had = _pairClass.Length;
        if (size > had) Array.Resize(ref _pairClass, size);
        for (int r = had; r < size; r++) _pairClass[r] = [];
        int length = _pairClass[a].Length;
        if (b >= length)
        {
            Array.Resize(ref _pairClass[a], 2 * (b + 1));
            _pairClass[a].AsSpan(length).Fill(double.NaN);
        }

        _pairClass[a][b] = log;
    }

    private bool Near(in Item x, in Item y)
    {
        if (x.Mixture < 0 && y.Mixture < 0) return Near(x.Place, y.Place);
        ReadOnlySpan<PlaceBump> xs = evidence.Bumps(x), ys = evidence.Bumps(y);
        foreach (ref readonly PlaceBump p in xs)
        {
            foreach (ref readonly PlaceBump q in ys)
            {
                if (Near(p, q)) return true;
            }
        }

        return false;
    }

    private bool Near(in PlaceBump p, in PlaceBump q)
    {
        double e = (p.LonDeg - q.LonDeg) * p.KmPerDegEast, n = (p.LatDeg - q.LatDeg) * p.KmPerDegNorth;
        double variance = (p.SigmaKm * p.SigmaKm) + (q.SigmaKm * q.SigmaKm);
        return (e * e) + (n * n) <= options.GateSigma * options.GateSigma * variance;
    }
}
