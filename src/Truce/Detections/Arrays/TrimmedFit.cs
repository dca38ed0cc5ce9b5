namespace Truce.Detections.Arrays;

/// <summary>Least-trimmed squares over the pairs (Rousseeuw and Van Driessen 2006; for arrays Bishop, Fee and Szuberla 2020), from fixed starts: every three elements.</summary>
internal sealed class TrimmedFit(PairTable table, WaveFitter fitter)
{
    private const int Steps = 10;
    private const int MostStarts = 60;

    // A pair without a maximum costs as much as one that is a second off.
    private const double WithoutDelayS2 = 1;

    private readonly double[] _square = new double[table.Pairs.Length];
    private readonly int[] _order = new int[table.Pairs.Length];

    /// <summary>The trimmed fit that <see cref="Fit"/> came from.</summary>
    public WaveFit? LastTrimmed { get; private set; }

    /// <summary>The wave that fits the better part of the pairs best, fitted again to all members.</summary>
    public WaveFit? Fit(ReadOnlySpan<bool> members)
    {
        int n = 0;
        foreach (bool m in members) n += m ? 1 : 0;
        // As many pairs as are left when one element is bad, more when elements are many.
        int kept = (n - 1) * (n - 2) / 2;
        if (n > 7) kept = (n * (n - 1) / 2 * 3) / 4;
        int number = 0, stride = Math.Max(1, n * (n - 1) * (n - 2) / 6 / MostStarts);
        double best = double.MaxValue;
        LastTrimmed = null;
        for (int a = 0; a < members.Length; a++)
        {
            for (int b = a + 1; b < members.Length; b++)
            {
                for (int c = b + 1; c < members.Length; c++)
                {
                    if (!members[a] || !members[b] || !members[c] || number++ % stride != 0) continue;
                    (WaveFit? fit, double cost) = From(members, a, b, c, kept);
                    if (fit is not null && cost < best) (best, LastTrimmed) = (cost, fit);
                }
            }
        }

        return LastTrimmed is null ? null : fitter.Climbed(members, LastTrimmed) ?? LastTrimmed;
    }

    /// <summary>The element whose pairs fit worst: by the mean of what each pair lacks in likeness at the delay that the trimmed wave gives it.</summary>
    public int Worst(WaveFit fit, ReadOnlySpan<bool> members)
    {
        WaveFit wave = LastTrimmed ?? fit;
        int worst = -1;
        double least = double.MaxValue;
        for (int e = 0; e < members.Length; e++)
        {
            if (!members[e]) continue;
            double sum = 0;
            for (int o = 0; o < members.Length; o++)
            {
                if (o == e || !members[o]) continue;
                int p = table.IndexOf(e, o);
                sum += table.At(p, fitter.DelayS(p, wave.EastSPerKm, wave.NorthSPerKm));
            }

            if (sum < least) (worst, least) = (e, sum);
        }

        return worst;
    }

    private (WaveFit? Fit, double Cost) From(ReadOnlySpan<bool> members, int a, int b, int c, int kept)
    {
        double[] highest = new double[table.Pairs.Length], rho = new double[highest.Length], used = new double[highest.Length];
        for (int p = 0; p < highest.Length; p++)
        {
            (int i, int j) = table.Pairs[p];
            (highest[p], rho[p]) = members[i] && members[j] ? table.Highest(p, 1) : (double.NaN, 0);
            bool three = (i == a || i == b || i == c) && (j == a || j == b || j == c);
            used[p] = three ? highest[p] : double.NaN;
        }

        WaveFit? fit = fitter.Solve(members, -1, used, rho, 0);
        double cost = double.MaxValue;
        for (int step = 0; step < Steps && fit is not null; step++)
        {
            double now = Concentrate(fit, highest, used, kept);
            if (!(now < cost)) break;
            cost = now;
            fit = fitter.Solve(members, -1, [.. used], rho, fit.SlownessSPerKm) ?? fit;
        }

        return (fit, cost);
    }

    // Keeps the pairs with the smallest residuals; pairs without a delay come last.
    private double Concentrate(WaveFit fit, double[] highest, double[] used, int kept)
    {
        for (int p = 0; p < highest.Length; p++)
        {
            double r = highest[p] - fitter.DelayS(p, fit.EastSPerKm, fit.NorthSPerKm);
            (_square[p], _order[p]) = (double.IsNaN(r) ? double.MaxValue : r * r, p);
        }

        Array.Sort(_square, _order);
        double cost = 0;
        Array.Fill(used, double.NaN);
        for (int k = 0; k < kept && k < _order.Length; k++)
        {
            used[_order[k]] = highest[_order[k]];
            cost += Math.Min(WithoutDelayS2, _square[k]);
        }

        return cost;
    }
}
