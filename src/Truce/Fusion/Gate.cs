namespace Truce.Fusion;

/// <summary>Whether two detections may be of one incident: near in place and time, and better explained together than the gate asks.</summary>
internal sealed class Gate(Evidence evidence, FusionOptions options, BlockScore score)
{
    private readonly int[] _pair = new int[2];

    /// <summary>ln of the Bayes factor "one incident" to "each on its own"; −∞ outside the gate.</summary>
    public double LogBayes(int a, int b)
    {
        ref readonly Item x = ref evidence.Items[a];
        ref readonly Item y = ref evidence.Items[b];
        if (x.Time.Low > y.Time.High || y.Time.Low > x.Time.High || !Near(x, y)) return double.NegativeInfinity;
        bool first = evidence.Compare(a, b) < 0;
        (_pair[0], _pair[1]) = first ? (a, b) : (b, a);
        double log = score.Log(_pair) - x.LogAlone - y.LogAlone;
        return log >= options.GateLogBayes ? log : double.NegativeInfinity;
    }

    private bool Near(in Item x, in Item y)
    {
        if (x.Bumps is null && y.Bumps is null) return Near(x.Place, y.Place);
        ReadOnlySpan<PlaceBump> xs = x.Bumps ?? [x.Place], ys = y.Bumps ?? [y.Place];
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

/// <summary>Links between detections, found once for each pair.</summary>
internal sealed class Links
{
    private int[] _a = new int[64], _b = new int[64];
    private float[] _log = new float[64];

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>One end of each.</summary>
    public ReadOnlySpan<int> A => _a.AsSpan(0, Count);

    /// <summary>The other end.</summary>
    public ReadOnlySpan<int> B => _b.AsSpan(0, Count);

    /// <summary>ln of the Bayes factor.</summary>
    public ReadOnlySpan<float> LogBayes => _log.AsSpan(0, Count);

    /// <summary>Adds one.</summary>
    public void Add(int a, int b, double log)
    {
        if (Count == _a.Length)
        {
            Array.Resize(ref _a, Count * 2);
            Array.Resize(ref _b, Count * 2);
            Array.Resize(ref _log, Count * 2);
        }

        (_a[Count], _b[Count], _log[Count]) = (a, b, (float)log);
        Count++;
    }
}
