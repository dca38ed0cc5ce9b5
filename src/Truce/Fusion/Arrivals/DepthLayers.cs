namespace Truce.Fusion.Arrivals;

/// <summary>Layers of depth that are tried at every place, with their prior.</summary>
internal sealed class DepthLayers
{
    private const int Coarse = 3, Fine = 5;
    private readonly double _scaleKm;

    private DepthLayers(double scaleKm, double[] edgesKm)
    {
        _scaleKm = scaleKm;
        int n = Math.Max(1, edgesKm.Length - 1);
        (MiddleKm, HalfKm, LogPrior, Mass) = (new double[n], new double[n], new double[n], new double[n]);
        for (int i = 0; i + 1 < edgesKm.Length; i++)
        {
            MiddleKm[i] = (edgesKm[i] + edgesKm[i + 1]) / 2;
            HalfKm[i] = (edgesKm[i + 1] - edgesKm[i]) / 2;
            LogPrior[i] = Math.Log(2 * HalfKm[i] / scaleKm) - (MiddleKm[i] / scaleKm);
        }
    }

    public double[] MiddleKm { get; }

    public double[] HalfKm { get; }

    public double[] LogPrior { get; }

    /// <summary>Probability found in each layer at the last level of the search.</summary>
    public double[] Mass { get; }

    public int Layers => MiddleKm.Length;

    /// <summary>The surface alone.</summary>
    public static DepthLayers Surface { get; } = new(1, [0]);

    /// <summary>Layers from the surface down, thin above.</summary>
    public static DepthLayers Down(double deepestKm, double scaleKm) =>
        new(scaleKm, [.. Enumerable.Range(0, Coarse + 1).Select(k => deepestKm * k * k / (Coarse * Coarse))]);

    /// <summary>As few layers over the same depths as cells of that size need: cells of 100 km do not tell 5 km from 10.</summary>
    public DepthLayers Thinned(double halfKm)
    {
        double deepest = MiddleKm[^1] + HalfKm[^1];
        return Layers < 2 ? this : Cut(0, deepest, Math.Clamp((int)Math.Ceiling(deepest / (4 * halfKm)), 1, Coarse));
    }

    /// <summary>Thinner layers where the probability is found in a part of them, where cells have become small beside them, or when the search is nearly done.</summary>
    public DepthLayers Refined(double halfKm, bool nearlyDone)
    {
        double total = Mass.Sum();
        if (this == Surface || !(total > 0)) return this;
        int first = 0, last = Layers - 1;
        while (Mass[first] < 1e-4 * total) first++;
        while (Mass[last] < 1e-4 * total) last--;
        first = Math.Max(0, first - 1);
        last = Math.Min(Layers - 1, last + 1);
        double low = MiddleKm[first] - HalfKm[first], high = MiddleKm[last] + HalfKm[last];
        int count = nearlyDone ? Fine : Math.Clamp((int)Math.Ceiling((high - low) / (4 * halfKm)), 1, Coarse);
        return last - first + 1 > Layers * 2 / 3 && Layers >= count ? this : Cut(low, high, count);
    }

    private DepthLayers Cut(double lowKm, double highKm, int count) => new(_scaleKm, [.. Enumerable.Range(0, count + 1).Select(k => lowKm + ((highKm - lowKm) * k / count))]);

    public double Quantile(double share)
    {
        double goal = share * Mass.Sum(), sum = 0;
        for (int i = 0; i < Layers; i++)
        {
            if (sum + Mass[i] >= goal && Mass[i] > 0) return MiddleKm[i] + (HalfKm[i] * ((2 * (goal - sum) / Mass[i]) - 1));
            sum += Mass[i];
        }

        return MiddleKm[^1] + HalfKm[^1];
    }
}
